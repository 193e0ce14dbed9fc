import type { Db } from '../../database/index.ts'
import type { Id, Instant } from '../../plain/index.ts'
import { checkPermit, type Permit } from '../need-to-know/index.ts'
import { note } from '../trail/index.ts'
import * as store from './store.ts'

/**
 * Missing children whose record is restricted and whom nobody named has looked at: they stand on the desk of every
 * manager, by number alone, with the people to ring. A restricted child must not be missing unseen.
 *
 * @param seconds how long a missing child may wait for somebody who is named: the council's clock `answer-notice`
 */
export const missingUnanswered = (db: Db, permit: Permit<'break the glass'>, seconds: number) =>
  store.unansweredRestricted(db, checkPermit(permit, 'break the glass').person.council, seconds)

export type TriedToOpen = { child: Id; name: string; at: Instant }

/** Who tried, this week, to open a record that is restricted to the reader and others. They were told it is not there. */
export const triedToOpen = async (db: Db, permit: Permit<'see today'>): Promise<TriedToOpen[]> => {
  const { person } = checkPermit(permit, 'see today')
  return person.account === null ? [] : store.triedRestricted(db, person.council, person.account, 7)
}

/**
 * A search by a number that belongs to a restricted record finds nothing, for whoever is not named on it; that it was
 * searched for is written down, so that those who are named see it.
 */
export async function noticeSearch(
  db: Db,
  permit: Permit<'find a child'>,
  lookups: readonly Buffer[],
): Promise<void> {
  const { person } = checkPermit(permit, 'find a child')
  const found = await store.childByLookups(db, person.council, lookups)
  for (const child of found) {
    const rights = await store.childRights(db, person.council, child)
    const named = (await store.standingRows(db, person.council, child)).some(
      (one) => one.account === person.account && one.relation === 'named',
    )
    if (rights?.sensitivity === 'restricted' && !named)
      await note(db, person.council, {
        actor: person.actor,
        action: 'find a child',
        subject: child,
        count: 0,
        digest: '',
        outcome: 'refused',
        reason: 'searched for a restricted record',
      })
  }
}
