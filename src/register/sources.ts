import type { Db } from '../database/index.ts'
import type { Instant } from '../plain/index.ts'
import * as store from './store.ts'

/** The source under which everything written on a page stands. */
export async function formSource(db: Db, council: number): Promise<number> {
  for (let attempt = 1; ; attempt++) {
    const found = await store.findFormSource(db, council)
    if (found !== undefined) return found
    try {
      return await store.insertSource(db, council, 'form', 'Written in Turnstone', null)
    } catch (error) {
      // Two people who write first in a new register both make it: the later one takes what the other made.
      if ((error as { code?: string }).code !== '23505' || attempt === 5) throw error
    }
  }
}

/**
 * The instant that "as known on" means: what was asked, but never later than the last committed entry, since
 * beyond it the answer may still change.
 */
export async function knownInstant(db: Db, council: number, asked: Instant | null): Promise<Instant> {
  return knowable(await store.lastRecorded(db, council), asked)
}

/** The same where it was read already when an entry was last written. */
export function knowable(last: store.LastRecorded, asked: Instant | null): Instant {
  const latest = last.entriesAt ?? last.at
  return asked === null || asked > latest ? latest : asked
}
