import { checkPermit, type Permit } from '../access/index.ts'
import type { Db } from '../database/index.ts'
import { type Life, livesKnownOn } from '../lives/index.ts'
import type { Id, Instant } from '../plain/index.ts'
import { knownInstant } from '../register/index.ts'
import { type Around, aroundOf, nothingAround } from './around.ts'
import { type Breakdown, type Counted, notRecorded } from './breakdowns/index.ts'
import type { Holdings, Item, Measure } from './catalogue/index.ts'
import { type Asked, type ChildReading, readLife } from './reading.ts'
import { type Settings, whereabouts } from './settings.ts'
import * as store from './store.ts'

export type Council = { id: number; code: string; name: string }
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
  /** Why there is no number, where the register cannot know. */
  notAnswerable: string | null
  /** Where nothing recorded can decide: a nought that counts nobody out. */
  warning: string | null
}

/** The lives of a council, read once, from which any number of measures and periods are counted. */
export type Reading = {
  council: Council
  knownOn: Instant
  lives: readonly Life[]
  holdings: Holdings
}

/** Reads every child of a council as known at an instant. */
export async function readCouncil(
  db: Db,
  council: Council,
  knownOn: Instant | null,
  among: 'all' | readonly Id[] = 'all',
): Promise<Reading> {
  const at = await knownInstant(db, council.id, knownOn)
  const lives = await livesKnownOn(db, council.id, at, among)
  return {
    council,
    knownOn: at,
    lives,
    holdings: {
      episodes: lives.some((life) => life.episodes.length > 0),
      unaccompaniedFile: await store.heldUnaccompaniedFile(db, council.id, at),
      missing: lives.some((life) => life.missing.length > 0),
    },
  }
}

export type CountQuestion = {
  measure: Measure
  period: Asked
  by: readonly Breakdown[]
  settings: Settings
}

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
  const folds = new Map<string, Folded>()
  const counts: Count[] = []
  for (const { measure, by, period, settings } of questions) {
    const key = JSON.stringify([period, settings])
    let folded = folds.get(key) ?? fold(reading, period, settings)
    if (folded.around === null && by.some((one) => one.needsAround)) folded = await withAround(db, folded)
    folds.set(key, folded)
    counts.push(countOne(folded, measure, by))
  }
  return counts
}

/** Reads what some breakdowns need besides: homes, states of age and interviews. */
export const withAround = async (db: Db, folded: Folded): Promise<Folded> => ({
  ...folded,
  around: await aroundOf(db, folded.reading, folded.period, folded.settings),
})

/** Every child of a council, read once for a period: what any number of measures are sums over. */
export type Folded = {
  reading: Reading
  period: Asked
  settings: Settings
  children: readonly { life: Life; child: ChildReading }[]
  /** Homes, ages and interviews; null while no breakdown has asked for them. */
  around: ReadonlyMap<Id, Around> | null
}

export const fold = (reading: Reading, period: Asked, settings: Settings): Folded => ({
  reading,
  period,
  settings,
  children: reading.lives.map((life) => ({ life, child: readLife(life, period, settings) })),
  around: null,
})

/** Counts one measure from what was read. Pure. */
export function countOne(folded: Folded, measure: Measure, by: readonly Breakdown[]): Count {
  const { reading, period, around } = folded
  const { leap } = whereabouts(folded.settings)
  const cells = new Map<string, { values: string[]; value: number; held: number; of: number }>()
  const cellOf = (values: string[]) => {
    const key = values.join('\u0000')
    const cell = cells.get(key) ?? { values, value: 0, held: 0, of: 0 }
    cells.set(key, cell)
    return cell
  }
  const covered: Coverage = { held: 0, of: 0 }
  const lookedAt: { values: (string | null)[]; held: boolean }[] = []
  let total = 0
  let occurrences = 0
  const why = measure.notAnswerable?.(reading.holdings) ?? null
  for (const { life, child } of folded.children) {
    const items = measure.items(child, period)
    const context = (item: Item): Counted => ({
      council: reading.council,
      life,
      child,
      around: around?.get(life.child) ?? nothingAround,
      item,
      asked: period,
      leap,
    })
    occurrences += measure.occurrences?.(child) ?? 0
    for (const item of items) {
      total += item.weight
      cellOf(by.map((one) => one.value(context(item)))).value += item.weight
    }
    if (!measure.of(child)) continue
    const held = measure.held(child, reading.holdings)
    covered.of++
    if (held) covered.held++
    lookedAt.push({ held, values: valuesOfChild(by, context, period) })
  }
  if (by.length === 0) cellOf([])
  for (const cell of cells.values())
    for (const one of lookedAt)
      if (one.values.every((value, i) => value === null || value === cell.values[i])) {
        cell.of++
        if (one.held) cell.held++
      }
  return {
    measure,
    period,
    knownOn: reading.knownOn,
    by,
    cells: why === null ? [...cells.values()].map((cell) => named(cell, by)).sort(inOrderOf(by)) : [],
    total: why === null ? total : 0,
    occurrences: measure.occurrences === undefined ? null : occurrences,
    coverage: covered,
    notAnswerable: why,
    warning: why === null && covered.held === 0 ? (covered.of === 0 ? nobodyLookedAt : nothingHeld) : null,
  }
}

const nothingHeld = 'No record holds the field, so this is no count: import the files that say it.'
const nobodyLookedAt =
  'The register held no child to look at for this period: import the files of the years it touches.'

/** Under which cells a child is looked at: what depends on an event that they do not have is left open. */
const valuesOfChild = (
  by: readonly Breakdown[],
  context: (item: Item) => Counted,
  period: Asked,
): (string | null)[] =>
  by.map((one) => (one.of === 'child' ? one.value(context({ on: period.to, spell: null, weight: 0 })) : null))

const named = (
  cell: { values: string[]; value: number; held: number; of: number },
  by: readonly Breakdown[],
): Cell => ({
  values: Object.fromEntries(by.map((one, i) => [one.id, cell.values[i] ?? notRecorded])),
  value: cell.value,
  coverage: { held: cell.held, of: cell.of },
})

const inOrderOf =
  (by: readonly Breakdown[]) =>
  (a: Cell, b: Cell): number => {
    for (const one of by) {
      const [x, y] = [a.values[one.id] ?? '', b.values[one.id] ?? '']
      const places = [x, y].map((value) => place(one, value))
      const difference = (places[0] ?? 0) - (places[1] ?? 0)
      if (difference !== 0) return difference
      const order = one.words(x).localeCompare(one.words(y), 'en', { numeric: true })
      if (order !== 0) return order
    }
    return 0
  }

/** Values with a place of their own keep it; what was not recorded comes last. */
function place({ order }: Breakdown, value: string): number {
  if (value === notRecorded) return 10_000
  const at = order?.indexOf(value) ?? -1
  return at === -1 ? 5_000 : at
}
