import type { Db } from '../../database/index.ts'
import type { Id, Instant } from '../../plain/index.ts'
import { note } from '../trail/index.ts'
import { checkPermit, type Permit, type Person } from '../need-to-know/index.ts'
import { tokenPrint } from './password.ts'
import { idleMinutes, sessionMark, shiftHours } from './sign-in.ts'
import * as store from './store.ts'

/** Where somebody is signed in now. The mark is the one of the trail: it opens nothing. */
export type Sitting = { mark: string; began: Instant; seen: Instant; here: boolean }

const markOf = (row: store.SessionRow): string => row.token.toString('hex').slice(0, 16)

async function rowsOf(db: Db, person: Person): Promise<store.SessionRow[]> {
  return person.account === null
    ? []
    : store.livingSessionsOf(db, person.council, person.account, idleMinutes, shiftHours)
}

export async function sittings(db: Db, person: Person, token: string): Promise<Sitting[]> {
  const here = sessionMark(token)
  return (await rowsOf(db, person)).map((row) => ({
    mark: markOf(row),
    began: row.created_at,
    seen: row.seen_at,
    here: markOf(row) === here,
  }))
}

/** Ends some of one's own sessions: from the next request on they open nothing. @returns how many */
async function endWhere(
  db: Db,
  person: Person,
  which: (row: store.SessionRow) => boolean,
  action: string,
): Promise<number> {
  return db.transaction().execute(async (trx) => {
    const ending = (await rowsOf(trx, person)).filter(which)
    for (const row of ending) await store.endSession(trx, person.council, row.token)
    if (ending.length > 0)
      await note(trx, person.council, {
        actor: person.actor,
        action,
        subject: person.account ?? '',
        count: ending.length,
        digest: '',
      })
    return ending.length
  })
}

export const endSitting = (db: Db, person: Person, mark: string): Promise<number> =>
  endWhere(db, person, (row) => markOf(row) === mark, 'ended a sitting')

export const endOtherSittings = (db: Db, person: Person, token: string): Promise<number> =>
  endWhere(db, person, (row) => !row.token.equals(tokenPrint(token)), 'ended all other sittings')

/** Ends every session of a colleague at once: a lost laptop, a password that somebody else knows. */
export async function signOutEverywhere(db: Db, permit: Permit<'manage people'>, account: Id): Promise<void> {
  const { council, actor } = checkPermit(permit, 'manage people').person
  await db.transaction().execute(async (trx) => {
    await store.endSessionsOf(trx, council, account)
    await note(trx, council, {
      actor,
      action: 'signed somebody out everywhere',
      subject: account,
      count: 1,
      digest: '',
    })
  })
}
