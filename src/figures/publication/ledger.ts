import { checkPermit, note, type Permit } from '../../access/index.ts'
import type { Treatment } from '../../disclosure/index.ts'
import { type Db, newId } from '../../database/index.ts'
import type { Id, Instant } from '../../plain/index.ts'
import { measureOf } from '../catalogue/index.ts'
import type { Asked } from '../reading.ts'
import { type Settings, usualSettings } from '../settings.ts'
import * as store from './store.ts'

/** A number as it was printed: with what readers know of it, or hidden. */
export type ReleasedCell = {
  /** The value of each split that it stands under; of those that are not named it is the total. */
  under: Readonly<Record<string, string>>
  /** Null where it is hidden. */
  printed: number | null
  /** Between what it is known to lie: the same where it was printed exactly; null where it is hidden. */
  low: number | null
  high: number | null
}

/** A table that readers have. */
export type ReleasedTable = {
  id: Id
  at: Instant
  by: Id
  request: Id | null
  /** Where readers find it. */
  source: string
  measure: string
  period: Asked
  /** The choices that change this measure. */
  settings: Partial<Settings>
  splitBy: readonly string[]
  knownOn: Instant | null
  treatment: Treatment
  /** Counts up to this were small, and stay hidden. */
  threshold: number
  base: number | null
  cells: readonly ReleasedCell[]
}

export type ToRelease = Omit<ReleasedTable, 'id' | 'at' | 'by'>

/** The choices that change a measure, out of all of them. */
export function choicesFor(measure: string, settings: Settings): Partial<Settings> {
  const names = measureOf(measure)?.settings ?? []
  return Object.fromEntries([...names].sort().map((name) => [name, settings[name]]))
}

/** Everything that was ever given out, the latest first. */
export async function ledger(
  db: Db,
  permit: Permit<'answer a request' | 'approve an answer'>,
): Promise<ReleasedTable[]> {
  const { council } = checkPermit(permit, 'answer a request', 'approve an answer').person
  // A choice that came after a table was released was made for it as everybody then did.
  return (await store.releasedTables(db, council)).map((table) => ({
    ...table,
    settings: choicesFor(table.measure, { ...usualSettings, ...table.settings }),
  }))
}

/** Writes down what is given out, inside the transaction in which it is. */
export async function addToLedger(
  db: Db,
  permit: Permit<'answer a request'>,
  tables: readonly ToRelease[],
): Promise<void> {
  const { council, account } = checkPermit(permit, 'answer a request').person
  if (account === null) throw new Error('Somebody who is signed in releases an answer')
  for (const table of tables) await store.insertTable(db, council, account, newId(), table)
}

/** Writes down a table that was given out elsewhere, or before Turnstone, so that later answers do not open it. */
export async function addElsewhere(
  db: Db,
  permit: Permit<'answer a request'>,
  table: ToRelease,
): Promise<void> {
  const { council, actor, account } = checkPermit(permit, 'answer a request').person
  if (account === null) throw new Error('Somebody who is signed in writes it down')
  const id = newId()
  await db.transaction().execute(async (trx) => {
    await store.insertTable(trx, council, account, id, table)
    await note(trx, council, {
      actor,
      action: 'answer a request',
      subject: id,
      count: 1,
      digest: '',
      reason: 'given out elsewhere',
    })
  })
}
