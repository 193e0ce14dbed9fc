import { createHash } from 'node:crypto'
import type { Permit } from '../../access/index.ts'
import type { Db } from '../../database/index.ts'
import type { Instant } from '../../plain/index.ts'
import { breakdownOf } from '../breakdowns/index.ts'
import { measureOf } from '../catalogue/index.ts'
import { type Count, countAll, type CountQuestion } from '../count.ts'
import type { Council } from '../council.ts'
import type { Frozen, FrozenTable, Mapping } from './request.ts'

/** The questions of a mapping: every part that is held, for every period. */
function questionsOf({ parts, periods, settings }: Mapping): { part: number; question: CountQuestion }[] {
  return parts.flatMap((part, i) => {
    if ('notHeld' in part) return []
    const measure = measureOf(part.measure)
    if (measure === null) return []
    const by = part.by.map(breakdownOf).filter((one) => one !== null)
    return periods.map((period) => ({ part: i, question: { measure, by, period, settings } }))
  })
}

/** A count as one table of an answer. */
export const tableOf = (part: number, count: Count): FrozenTable => ({
  part,
  measure: count.measure.id,
  by: count.by.map((one) => one.id),
  period: count.period,
  cells: count.cells.map(({ values, value, coverage }) => ({ values, value, ...coverage })),
  total: count.total,
  coverage: count.coverage,
  notAnswerable: count.notAnswerable,
  warning: count.warning,
})

/** One text for one answer: the same numbers are the same bytes, whenever they are counted. */
export const canonicalTables = (tables: readonly FrozenTable[]): string => JSON.stringify(tables)

const digestOf = (tables: readonly FrozenTable[]): string =>
  createHash('sha256').update(canonicalTables(tables)).digest('hex')

/** Counts a mapping as known at an instant; null: as known now. */
export async function countMapping(
  db: Db,
  permit: Permit<'ask a question'>,
  council: Council,
  mapping: Mapping,
  knownOn: Instant | null,
): Promise<{ knownOn: Instant | null; tables: FrozenTable[] }> {
  const asked = questionsOf(mapping)
  const counts = await countAll(
    db,
    permit,
    council,
    knownOn,
    asked.map((one) => one.question),
  )
  return {
    knownOn: counts[0]?.knownOn ?? knownOn,
    tables: counts.map((count, i) => tableOf(asked[i]?.part ?? 0, count)),
  }
}

/** Freezes an answer: its numbers, and the instant of knowledge at which they are counted again to the same bytes. */
export async function frozenAnswer(
  db: Db,
  permit: Permit<'ask a question'>,
  council: Council,
  mapping: Mapping,
  knownOn: Instant | null,
  now: Instant,
): Promise<Frozen> {
  const counted = await countMapping(db, permit, council, mapping, knownOn)
  return {
    knownOn: counted.knownOn ?? now,
    mapping,
    tables: counted.tables,
    digest: digestOf(counted.tables),
  }
}

/** Whether a frozen answer, counted again, is the same to the byte. */
export async function runsAgain(
  db: Db,
  permit: Permit<'ask a question'>,
  council: Council,
  frozen: Frozen,
): Promise<boolean> {
  const again = await countMapping(db, permit, council, frozen.mapping, frozen.knownOn)
  return (
    digestOf(again.tables) === frozen.digest &&
    canonicalTables(again.tables) === canonicalTables(frozen.tables)
  )
}
