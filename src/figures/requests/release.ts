import type { Keys, Permit } from '../../access/index.ts'
import type { Db } from '../../database/index.ts'
import { inWords } from '../../plain/index.ts'
import { countAll } from '../count.ts'
import type { Council } from '../council.ts'
import {
  choicesFor,
  type ExactTable,
  protectAnswer,
  type Protection,
  recordKeyOf,
  type ReleasedTable,
  type ToRelease,
} from '../publication/index.ts'
import type { FrozenTable, Request } from './request.ts'

/** A frozen table of a part that is to be given. */
type Given = FrozenTable & { treatment: ExactTable['treatment'] }

/** The tables that were decided to be given, in their order: of withheld parts and of what cannot be known there are none. */
export function givenTables({ frozen, decisions }: Request): Given[] {
  return (frozen?.tables ?? []).flatMap((table) => {
    const disclosure = decisions?.[table.part]?.disclosure
    if (disclosure === undefined || disclosure === 'withhold' || table.notAnswerable !== null) return []
    return [{ ...table, treatment: disclosure }]
  })
}

/** Protects the tables of a request that are to be given, counted on the day on which they were frozen. */
export async function protectionOf(
  db: Db,
  asks: Permit<'ask a question'>,
  council: Council,
  request: Request,
  keys: Keys,
  ledger: readonly ReleasedTable[],
): Promise<Protection> {
  const { frozen, rule } = request
  if (frozen === null) throw new Error('What is not frozen cannot be protected')
  const { settings } = frozen.mapping
  const give = givenTables(request).map((table) => ({
    measure: table.measure,
    splitBy: table.by,
    period: table.period,
    settings,
    treatment: table.treatment,
    cells: table.cells,
    total: table.total,
  }))
  return protectAnswer(give, ledger, rule, recordKeyOf(keys), (questions) =>
    countAll(db, asks, council, frozen.knownOn, questions),
  )
}

/** What the ledger keeps of an answer: every number as it was printed, hidden ones as hidden. */
export function toLedger(request: Request): ToRelease[] {
  const { frozen, protection, received } = request
  if (frozen === null || protection === null) return []
  return givenTables(request).map((table, i) => ({
    request: request.id,
    source: `Answer to a request received on ${inWords(received.receivedOn)}`,
    measure: table.measure,
    period: table.period,
    settings: choicesFor(table.measure, frozen.mapping.settings),
    splitBy: table.by,
    knownOn: frozen.knownOn,
    treatment: table.treatment,
    threshold: protection.rule.threshold,
    base: table.treatment === 'round' ? protection.base : null,
    cells: (protection.tables[i] ?? []).map(({ under, value, low, high }) => ({
      under,
      printed: value,
      low: value === null ? null : low,
      // What is shown lies between two numbers: only what is hidden may have no end.
      high: value === null ? null : (high ?? value),
    })),
  }))
}
