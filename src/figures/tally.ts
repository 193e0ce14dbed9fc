import { nothingAround } from './around.ts'
import type { Breakdown, Counted } from './breakdowns/index.ts'
import type { Item, Measure } from './catalogue/index.ts'
import type { Reading } from './council.ts'
import { readerOf, type Span } from './reading.ts'
import { type Settings, whereabouts } from './settings.ts'
import { markOfHoldings } from './standing.ts'

/** A measure with the ways in which it is to be split. */
export type Wanted = { measure: Measure; by: readonly Breakdown[] }

/**
 * One way of splitting, as a tree: first the breakdowns that are the same for everything of a child, then those of the
 * event. Numbers stand on its leaves; the children who were looked at stand where the child's own breakdowns end.
 */
export type Split = {
  by: readonly Breakdown[]
  ofChild: readonly Breakdown[]
  ofEvent: readonly Breakdown[]
  root: Node
  /** Where the child stands that is being read. */
  here: Node
}

/** A place in the tree, under one value of each breakdown on the way to it. */
export class Node {
  readonly below = new Map<string, Node>()
  /** What each measure counts here, by its place. */
  readonly sums: number[] = []
  /** How many children were looked at here, by what is so of them. */
  told = new Int32Array(0)

  look(place: number): void {
    if (place >= this.told.length) {
      const longer = new Int32Array(Math.max(32, place * 2))
      longer.set(this.told)
      this.told = longer
    }
    this.told[place] = (this.told[place] ?? 0) + 1
  }

  at(value: string): Node {
    const known = this.below.get(value)
    if (known !== undefined) return known
    const made = new Node()
    this.below.set(value, made)
    return made
  }
}

/** What is so of some children: which measures count them, which look at them, and whether their record holds the fields. */
export type Told = { who: readonly Tallied[]; of: readonly boolean[]; held: readonly boolean[] }

/** A measure as it is added up. */
export type Tallied = {
  measure: Measure
  place: number
  splits: Split[]
  total: number
  occurrences: number
}

export type Tally = { tallied: readonly Tallied[]; splits: ReadonlyMap<string, Split>; told: readonly Told[] }

export const splitName = (by: readonly Breakdown[]): string => by.map((one) => one.id).join()

/** Reads every child of some councils once, and adds up every measure in every way of splitting. Pure. */
export function tally(
  readings: readonly Reading[],
  asked: Span,
  settings: Settings,
  wanted: readonly Wanted[],
): Tally {
  const { tallied, splits } = layOut(wanted)
  const ways = [...splits.values()]
  const told: Told[] = []
  const places = new Map<number, number>()
  const endOfPeriod: Item = { on: asked.to, spell: null, weight: 0 }
  const { leap } = whereabouts(settings)
  const read = readerOf(asked, settings)
  for (const reading of readings) {
    const { lives, around, council } = reading
    const held = markOfHoldings(reading.holdings)
    if (lives.size === 0) continue
    const first = lives.at(0)
    // One for all children: breakdowns look at it and keep nothing.
    const counted: Counted = {
      council,
      life: first,
      child: read(first),
      around: nothingAround,
      item: endOfPeriod,
      asked,
      leap,
    }
    for (let i = 0; i < lives.size; i++) {
      const life = lives.at(i)
      const child = read(life)
      const mark = child.mark | held
      let place = places.get(mark)
      if (place === undefined) {
        place = told.push(tellingOf(child, reading, tallied)) - 1
        places.set(mark, place)
      }
      counted.life = life
      counted.child = child
      counted.item = endOfPeriod
      if (around !== null) counted.around = around.get(life.child) ?? nothingAround
      for (const split of ways) {
        let node = split.root
        for (const one of split.ofChild) node = node.at(one.value(counted))
        node.look(place)
        split.here = node
      }
      for (const one of told[place]?.who ?? []) {
        one.occurrences += one.measure.occurrences?.(child) ?? 0
        for (const item of one.measure.items(child, asked)) {
          one.total += item.weight
          counted.item = item
          for (const split of one.splits) {
            let node = split.here
            for (const event of split.ofEvent) node = node.at(event.value(counted))
            node.sums[one.place] = (node.sums[one.place] ?? 0) + item.weight
          }
        }
      }
    }
  }
  return { tallied, splits, told }
}

/** Each measure and each way of splitting once, however often they are asked for. */
function layOut(wanted: readonly Wanted[]): { tallied: Tallied[]; splits: Map<string, Split> } {
  const tallied = new Map<string, Tallied>()
  const splits = new Map<string, Split>()
  for (const { measure, by } of wanted) {
    const name = splitName(by)
    const root = new Node()
    const split = splits.get(name) ?? {
      by,
      ofChild: by.filter((one) => one.of === 'child'),
      ofEvent: by.filter((one) => one.of === 'event'),
      root,
      here: root,
    }
    splits.set(name, split)
    const one = tallied.get(measure.id) ?? {
      measure,
      place: tallied.size,
      splits: [],
      total: 0,
      occurrences: 0,
    }
    tallied.set(measure.id, one)
    if (!one.splits.includes(split)) one.splits.push(split)
  }
  return { tallied: [...tallied.values()], splits }
}

const tellingOf = (
  child: Parameters<Measure['of']>[0],
  { holdings }: Reading,
  tallied: readonly Tallied[],
): Told => ({
  // A council that cannot know counts nobody: its nought would be no count.
  who: tallied.filter(
    ({ measure }) => (measure.notAnswerable?.(holdings) ?? null) === null && measure.who(child),
  ),
  of: tallied.map(({ measure }) => measure.of(child)),
  held: tallied.map(({ measure }) => measure.of(child) && measure.held(child, holdings)),
})
