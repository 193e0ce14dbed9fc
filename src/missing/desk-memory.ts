import type { Db } from '../database/index.ts'
import { type Life, livesKnownOn } from '../lives/index.ts'
import type { Id, Instant } from '../plain/index.ts'
import { childVersions, knownInstant } from '../register/index.ts'
import { type KindName, kindOf } from '../standard/index.ts'
import * as store from './store.ts'

/** The kinds of entry that the desk looks at. */
export const deskKinds = [
  'placement',
  'missing',
  'located',
  'returned',
  'told',
  'risk',
  'meeting',
  'interview',
  'episode-end',
  'task',
] as const satisfies readonly KindName[]
const number = (name: KindName) => kindOf(name).number

/** What the desk read of each child, coded and dated, with the version of the record it was read from. */
export type DeskMemory = Map<Id, { version: number; life: Life; rows: readonly store.DeskRow[] }>

export const newMemory = (): DeskMemory => new Map()

/**
 * What the desk looks at, of every child, as known at an instant: for figures that ask about homes and interviews.
 *
 * @param undated kinds of which what began on a day that nobody knows is read as well
 */
export async function rowsKnownOn(
  db: Db,
  council: number,
  knownOn: Instant,
  kinds: readonly KindName[],
  undated: readonly KindName[] = [],
): Promise<Map<Id, store.DeskRow[]>> {
  const all = [...kinds, ...undated]
  return byChild(await store.deskRows(db, council, 'all', all.map(number), knownOn, undated.map(number)))
}

function byChild(read: readonly store.DeskRow[]): Map<Id, store.DeskRow[]> {
  const rows = new Map<Id, store.DeskRow[]>()
  for (const row of read) {
    const of = rows.get(row.child)
    if (of === undefined) rows.set(row.child, [row])
    else of.push(row)
  }
  return rows
}

/** Reads what the desk needs of some children, again only of those whose record has moved on. */
export async function readForDesk(
  db: Db,
  council: number,
  children: readonly Id[],
  memory: DeskMemory,
): Promise<{ life: Life; rows: readonly store.DeskRow[] }[]> {
  // The version before the entries: what moves on meanwhile is read again next time.
  const versions = await childVersions(db, council, children)
  const moved = children.filter((child) => memory.get(child)?.version !== versions.get(child))
  if (moved.length > 0) {
    const rows = byChild(await store.deskRows(db, council, moved, deskKinds.map(number)))
    for (const life of await livesKnownOn(db, council, await knownInstant(db, council, null), moved))
      memory.set(life.child, {
        version: versions.get(life.child) ?? -1,
        life,
        rows: rows.get(life.child) ?? [],
      })
  }
  return children.flatMap((child) => memory.get(child) ?? [])
}
