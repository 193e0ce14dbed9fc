import type { Db } from '../database/index.ts'
import type { Id } from '../plain/index.ts'
import { childVersions, knownInstant } from '../register/index.ts'
import { type KindName, kindOf } from '../standard/index.ts'
import type { Life } from './life.ts'
import { livesKnownOn } from './lives.ts'
import * as store from './store.ts'

const wanted = (
  [
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
  ] as const
).map((name: KindName) => kindOf(name).number)

/** What the desk read of each child, coded and dated, with the version of the record it was read from. */
export type DeskMemory = Map<Id, { version: number; life: Life; rows: readonly store.DeskRow[] }>

export const newMemory = (): DeskMemory => new Map()

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
    const rows = new Map<Id, store.DeskRow[]>()
    for (const row of await store.deskRows(db, council, moved, wanted)) {
      const of = rows.get(row.child)
      if (of === undefined) rows.set(row.child, [row])
      else of.push(row)
    }
    for (const life of await livesKnownOn(db, council, await knownInstant(db, council, null), moved))
      memory.set(life.child, {
        version: versions.get(life.child) ?? -1,
        life,
        rows: rows.get(life.child) ?? [],
      })
  }
  return children.flatMap((child) => memory.get(child) ?? [])
}
