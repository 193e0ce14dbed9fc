import { checkPermit, type Permit } from '../access/index.ts'
import type { Db } from '../database/index.ts'
import type { Instant } from '../plain/index.ts'
import { type Breakdown, notRecorded } from './breakdowns/index.ts'
import type { Measure } from './catalogue/index.ts'
import { type Council, readCouncil, type Reading, withAround } from './council.ts'
import { type Asked, spanOf } from './reading.ts'
import type { Settings } from './settings.ts'
import { type Node, type Split, splitName, type Tallied, tally, type Told, type Wanted } from './tally.ts'

export type Coverage = { held: number; of: number }

/** A number with the values under which it stands, and how many of the records looked at there hold the fields. */
export type Cell = { values: Readonly<Record<string, string>>; value: number; coverage: Coverage }

/** One measure, counted for one period: exact, for internal use. */
export type Count = {
  measure: Measure
  period: Asked
  knownOn: Instant
  by: readonly Breakdown[]
  /** Without a breakdown always one cell; with one, every combination that somebody is in. */
  cells: Cell[]
  total: number
  /** Rows of the return beside occurrences, for measures that have both. */
  occurrences: number | null
  coverage: Coverage
  /** The same under each value of the child's own breakdowns, also where nobody is counted. */
  looked: ReadonlyMap<string, Coverage>
  /** Why there is no number, where the register cannot know. */
  notAnswerable: string | null
  /** Where nothing recorded can decide: a nought that counts nobody out. */
  warning: string | null
}

export type CountQuestion = Wanted & { period: Asked; settings: Settings }

/** Counts measures, each for its period and by its breakdowns, from one reading of the register. */
export async function countAll(
  db: Db,
  permit: Permit<'ask a question'>,
  council: Council,
  knownOn: Instant | null,
  questions: readonly CountQuestion[],
): Promise<Count[]> {
  if (checkPermit(permit, 'ask a question').person.council !== council.id)
    throw new Error('This permit is another council’s')
  const reading = await readCouncil(db, council, knownOn)
  const together = new Map<string, [CountQuestion, ...CountQuestion[]]>()
  for (const question of questions) {
    const name = JSON.stringify([question.period, question.settings])
    const others = together.get(name)
    if (others === undefined) together.set(name, [question])
    else others.push(question)
  }
  const counts = new Map<CountQuestion, Count>()
  for (const asked of together.values()) {
    const [{ period, settings }] = asked
    const around = asked.some(({ by }) => by.some((one) => one.needsAround))
    const read = around ? await withAround(db, reading, period, settings) : reading
    countPeriod([read], period, settings, asked).forEach((count, i) => {
      counts.set(asked[i] as CountQuestion, count)
    })
  }
  return questions.map((question) => counts.get(question) as Count)
}

/**
 * Counts any number of measures for one period, over the children of one council or of many, each read once. Pure.
 *
 * @returns the counts in the order of what was wanted
 */
export function countPeriod(
  readings: readonly Reading[],
  period: Asked,
  settings: Settings,
  wanted: readonly Wanted[],
): Count[] {
  const { tallied, splits, told } = tally(readings, spanOf(period), settings, wanted)
  return wanted.map(({ measure, by }) => {
    const one = tallied.find((each) => each.measure === measure)
    const split = splits.get(splitName(by))
    if (one === undefined || split === undefined) throw new Error('Everything wanted was tallied')
    const reasons = readings.map((reading) => measure.notAnswerable?.(reading.holdings) ?? null)
    const why = reasons.every((reason) => reason !== null) ? (reasons[0] ?? null) : null
    const looked = new Map(
      placesOfChildren(split).map((place) => [nameOf(place.values), coverageAt(place, one, told)]),
    )
    const cells = why === null ? cellsOf(split, one, looked) : []
    const covered = [...looked.values()].reduce(plus, noCoverage)
    return {
      measure,
      period,
      knownOn: readings[0]?.knownOn ?? ('' as Instant),
      by,
      cells,
      total: one.total,
      occurrences: measure.occurrences === undefined ? null : one.occurrences,
      coverage: covered,
      looked,
      notAnswerable: why,
      warning: why === null && covered.held === 0 ? (covered.of === 0 ? nobodyLookedAt : nothingHeld) : null,
    }
  })
}

/** What a count says beside its measure: numbers that add up over councils of which each was counted by itself. */
export type Part = Pick<Count, 'cells' | 'total' | 'occurrences' | 'coverage' | 'looked' | 'notAnswerable'>

/**
 * Adds up counts of one measure, period and breakdown over councils that were counted apart: on other machines, or one
 * half on each of two cores. No child may be in two of them.
 */
export function addUp(parts: readonly Part[], by: readonly Breakdown[]): Part {
  const looked = new Map<string, Coverage>()
  for (const [name, coverage] of parts.flatMap((part) => [...part.looked]))
    looked.set(name, plus(looked.get(name) ?? noCoverage, coverage))
  const ofChild = by.filter((one) => one.of === 'child')
  const valuesOf = (cell: Cell, some: readonly Breakdown[]) =>
    nameOf(some.map((one) => cell.values[one.id] ?? ''))
  const cells = new Map<string, Cell>()
  for (const cell of parts.flatMap((part) => part.cells)) {
    const value = (cells.get(valuesOf(cell, by))?.value ?? 0) + cell.value
    const coverage = looked.get(valuesOf(cell, ofChild)) ?? noCoverage
    cells.set(valuesOf(cell, by), { values: cell.values, value, coverage })
  }
  const reasons = parts.map((part) => part.notAnswerable)
  return {
    cells: inOrder([...cells.values()], by),
    total: parts.reduce((total, part) => total + part.total, 0),
    occurrences: parts.every((part) => part.occurrences === null)
      ? null
      : parts.reduce((all, part) => all + (part.occurrences ?? 0), 0),
    coverage: [...looked.values()].reduce(plus, noCoverage),
    looked,
    notAnswerable: reasons.every((reason) => reason !== null) ? (reasons[0] ?? null) : null,
  }
}

const noCoverage: Coverage = { held: 0, of: 0 }
const plus = (a: Coverage, b: Coverage): Coverage => ({ held: a.held + b.held, of: a.of + b.of })
const nameOf = (values: readonly string[]): string => values.join('\u0000')

const nothingHeld = 'No record holds the field, so this is no count: import the files that say it.'
const nobodyLookedAt =
  'The register held no child to look at for this period: import the files of the years it touches.'

type Place = { values: readonly string[]; node: Node }

/** The places so many breakdowns below one, each with the values on the way to it. */
const placesBelow = (place: Place, depth: number): Place[] =>
  depth === 0
    ? [place]
    : [...place.node.below].flatMap(([value, node]) =>
        placesBelow({ values: [...place.values, value], node }, depth - 1),
      )

const placesOfChildren = ({ root, ofChild }: Split): Place[] =>
  placesBelow({ values: [], node: root }, ofChild.length)

/** The cells of a measure, in the order of a table. */
function cellsOf(split: Split, one: Tallied, looked: ReadonlyMap<string, Coverage>): Cell[] {
  const order = [...split.ofChild, ...split.ofEvent]
  const cells = placesOfChildren(split).flatMap((child) =>
    placesBelow(child, split.ofEvent.length).flatMap(({ values, node }) => {
      const value = node.sums[one.place] ?? (split.by.length === 0 ? 0 : undefined)
      if (value === undefined) return []
      const named = new Map(order.map((breakdown, i) => [breakdown.id, values[i] ?? notRecorded]))
      return [
        {
          values: Object.fromEntries(split.by.map(({ id }) => [id, named.get(id) ?? notRecorded])),
          value,
          coverage: looked.get(nameOf(child.values)) ?? noCoverage,
        },
      ]
    }),
  )
  return inOrder(cells, split.by)
}

/** How many of the children whom a measure looks at stand at a place, and how many of their records hold its fields. */
function coverageAt({ node }: Place, { place }: Tallied, told: readonly Told[]): Coverage {
  const covered: Coverage = { held: 0, of: 0 }
  node.told.forEach((children, i) => {
    if (told[i]?.of[place] === true) covered.of += children
    if (told[i]?.held[place] === true) covered.held += children
  })
  return covered
}

const alphabet = new Intl.Collator('en', { numeric: true })

/** Values with a place of their own keep it, others follow by the alphabet, and what was not recorded comes last. */
function inOrder(cells: Cell[], by: readonly Breakdown[]): Cell[] {
  const ranks = by.map((one) => {
    const values = [...new Set(cells.map((cell) => cell.values[one.id] ?? ''))]
    const placeOf = (value: string) => {
      if (value === notRecorded) return Infinity
      const at = one.order?.indexOf(value) ?? -1
      return at === -1 ? Number.MAX_SAFE_INTEGER : at
    }
    const sorted = values
      .map((value) => ({ value, place: placeOf(value), words: one.words(value) }))
      .sort((a, b) => (a.place === b.place ? alphabet.compare(a.words, b.words) : a.place < b.place ? -1 : 1))
    return { id: one.id, rank: new Map(sorted.map(({ value }, i) => [value, i])) }
  })
  const rankOf = (cell: Cell, { id, rank }: (typeof ranks)[number]) => rank.get(cell.values[id] ?? '') ?? 0
  return cells.sort((a, b) => {
    for (const one of ranks) {
      const difference = rankOf(a, one) - rankOf(b, one)
      if (difference !== 0) return difference
    }
    return 0
  })
}
