import type { Db } from '../database/index.ts'
import type { Id, Instant } from '../plain/index.ts'
import { layOut } from './columns.ts'
import type { Life } from './life.ts'
import { type Lives, livesAsWritten, livesInNumbers } from './reading.ts'
import * as store from './store.ts'

/** Some children of a council, or all, as known at an instant, with days as written: what the desk is made of. */
export async function livesKnownOn(
  db: Db,
  council: number,
  knownOn: Instant,
  among: store.Among = 'all',
): Promise<Life[]> {
  const columns = layOut(await store.countedRows(db, council, knownOn, among))
  const lives = livesAsWritten(columns, knownOn)
  return Array.from({ length: lives.size }, (_, child) => lives.at(child))
}

/** Some children of a council as known at an instant, with days as numbers: what figures about a few are made of. */
export const livesSome = async (
  db: Db,
  council: number,
  knownOn: Instant,
  among: readonly Id[],
): Promise<Lives<number>> =>
  livesInNumbers(layOut(await store.countedRows(db, council, knownOn, among)), knownOn)
