import type { Db } from '../database/index.ts'
import type { Instant } from '../plain/index.ts'
import { type Columns, layOut } from './columns.ts'
import { form, pack, unpack } from './kept.ts'
import * as store from './store.ts'

/**
 * The columns of each council as they were last read, with the time of the last entry in them. They stand outside
 * row-level security, as everything that the register's own role reads: whoever counts from them holds a permit.
 */
type Memory = Map<number, { entriesAt: Instant | null; columns: Columns }>
const memories = new WeakMap<Db, Memory>()

/**
 * What is counted of a council's children, every version of it: from memory, else from the copy that the database
 * keeps, else from the entries. Whatever is older than the last entry is not used.
 *
 * @param entriesAt when an entry was last written or ended, read before this is called: what is written meanwhile
 *   makes old what is read here
 */
export async function columnsOf(db: Db, council: number, entriesAt: Instant | null): Promise<Columns> {
  const memory = memories.get(db) ?? (new Map() as Memory)
  memories.set(db, memory)
  const known = memory.get(council)
  if (known !== undefined && known.entriesAt === entriesAt) return known.columns
  const columns = (await keptColumns(db, council, entriesAt)) ?? (await readAnew(db, council, entriesAt))
  memory.set(council, { entriesAt, columns })
  return columns
}

async function keptColumns(db: Db, council: number, entriesAt: Instant | null): Promise<Columns | null> {
  if (entriesAt === null) return null
  const body = await store.keptBody(db, council, form, entriesAt)
  return body === null ? null : unpack(body)
}

async function readAnew(db: Db, council: number, entriesAt: Instant | null): Promise<Columns> {
  const columns = layOut(await store.countedRows(db, council, null, 'all'))
  if (entriesAt !== null && !db.isTransaction)
    try {
      await store.keepBody(db, council, form, entriesAt, pack(columns))
    } catch {
      // A copy that could not be kept (a full disk, a standby) costs the next reader a moment, and no answer.
    }
  return columns
}
