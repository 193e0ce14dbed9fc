import type { Db } from '../database/index.ts'
import type { Instant } from '../plain/index.ts'
import { lastRecorded } from '../register/index.ts'
import { type Columns, layOut } from './columns.ts'
import * as store from './store.ts'

/**
 * The columns of each council as they were last laid out, with the time of the last entry in them. They stand outside
 * row-level security, as everything that the register's own role reads: whoever counts from them holds a permit.
 */
const kept = new WeakMap<Db, Map<number, { entriesAt: Instant | null; columns: Columns }>>()

/** What is counted of a council's children, every version of it; laid out anew where an entry was written or ended since. */
export async function columnsOf(db: Db, council: number): Promise<Columns> {
  const councils = kept.get(db) ?? new Map<number, { entriesAt: Instant | null; columns: Columns }>()
  kept.set(db, councils)
  // The time before the entries: what is written meanwhile makes them old.
  const { entriesAt } = await lastRecorded(db, council)
  const known = councils.get(council)
  if (known !== undefined && known.entriesAt === entriesAt) return known.columns
  const columns = layOut(await store.countedRows(db, council, null, 'all'))
  councils.set(council, { entriesAt, columns })
  return columns
}
