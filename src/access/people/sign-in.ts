import { actingAs, type Db, type Pages } from '../../database/index.ts'
import { type Id, type Instant, ok, type Outcome, refused } from '../../plain/index.ts'
import { note } from '../trail/index.ts'
import { bornAs, type Keys, hmac } from '../keys/index.ts'
import { checkPassword, newToken, tokenPrint } from './password.ts'
import { type Person, isRole, type Role } from '../need-to-know/index.ts'
import * as store from './store.ts'

/** A session ends after 20 minutes without a page (a tired worker's desk) and after a long shift. */
export const idleMinutes = 20
export const shiftHours = 12

/** How long it counts that somebody has shown again who they are. */
const shownMinutes = 5

const attempts = { most: 10, minutes: 15 }

export type SignInProblem = 'wrong' | 'too many'

const personOf = (council: number, account: store.Account): Person => ({
  council,
  account: account.id,
  actor: account.id,
  name: account.name,
  role: isRole(account.role) ? account.role : 'auditor',
  team: account.team,
})

export const tidyEmail = (email: string): string => email.trim().toLowerCase()

/** Signs in by e-mail and password; a wrong name takes as long as a wrong password and says the same. */
export async function signIn(
  db: Db,
  keys: Keys,
  council: number,
  email: string,
  password: string,
): Promise<Outcome<string, SignInProblem>> {
  const checked = await checkSignIn(db, keys, council, email, password)
  if (!checked.ok) return checked
  return ok(
    await db.transaction().execute((trx) => beginSession(trx, council, checked.value.id, 'signed in')),
  )
}

/** Whether this is somebody who works here, and their password; wrong tries are counted and written down. */
export async function checkSignIn(
  db: Db,
  keys: Keys,
  council: number,
  email: string,
  password: string,
): Promise<Outcome<store.Account, SignInProblem>> {
  const print = hmac(keys.index, 'sign-in', tidyEmail(email))
  if ((await store.countAttempts(db, council, print, attempts.minutes)) >= attempts.most)
    return refused('too many')
  const account = await store.accountByEmail(db, council, tidyEmail(email))
  const living = account !== undefined && account.left_at === null ? account : undefined
  const right = await checkPassword(password, living?.password ?? null)
  if (!right.ok || living === undefined) {
    await store.insertAttempt(db, council, print)
    await note(db, council, {
      actor: 'nobody',
      action: 'sign-in refused',
      subject: living?.id ?? '',
      count: 0,
      digest: '',
      outcome: 'refused',
    })
    return refused('wrong')
  }
  await store.clearAttempts(db, council, print)
  return ok(living)
}

/** Only in a demonstration: a session for the invented worker of a role, without a password. */
export async function signInAs(
  db: Db,
  keys: Keys,
  council: number,
  role: Role,
): Promise<Outcome<string, 'not a demonstration' | 'nobody'>> {
  if (keys.born !== 'demonstration' || (await bornAs(db)) !== 'demonstration')
    return refused('not a demonstration')
  const account = (await store.allAccounts(db, council)).find(
    (one) => one.role === role && one.left_at === null,
  )
  if (account === undefined) return refused('nobody')
  return ok(
    await db.transaction().execute((trx) => beginSession(trx, council, account.id, 'signed in as a role')),
  )
}

/** In a transaction: without its line in the trail there is no session. */
export async function beginSession(db: Db, council: number, account: Id, action: string): Promise<string> {
  const token = newToken()
  await store.insertSession(db, council, tokenPrint(token), account)
  await note(db, council, { actor: account, action, subject: account, count: 0, digest: '' })
  return token
}

export type Session = { person: Person; since: Instant }

/** @param byItself the page refreshed without anybody asking, which does not count as being there */
export async function sessionOf(
  db: Db,
  council: number,
  token: string,
  byItself = false,
): Promise<Session | null> {
  const row = await store.livingSession(db, council, tokenPrint(token), idleMinutes, shiftHours, byItself)
  return row === undefined ? null : { person: personOf(council, row), since: row.created_at }
}

/** Shows again that it is the person who is signed in; wrong tries count as tries to sign in. */
export async function provesAgain(
  db: Db,
  keys: Keys,
  person: Person,
  token: string,
  password: string,
): Promise<boolean> {
  if (person.account === null) return false
  const account = await store.accountById(db, person.council, person.account)
  if (account === undefined) return false
  const done = await checkSignIn(db, keys, person.council, account.email, password)
  if (!done.ok || done.value.id !== account.id) return false
  await db.transaction().execute((trx) => showedAgain(trx, person, token))
  return true
}

/** Marks the session, in a transaction, as one whose person has just shown again who they are. */
export async function showedAgain(db: Db, person: Person, token: string): Promise<void> {
  await store.markShown(db, person.council, tokenPrint(token))
  await note(db, person.council, {
    actor: person.actor,
    action: 'showed again who they are',
    subject: person.account ?? '',
    count: 0,
    digest: '',
    session: sessionMark(token),
  })
}

/** Whether the person of this session has shown again who they are in the last five minutes. */
export const shownLately = (db: Db, council: number, token: string): Promise<boolean> =>
  store.shownLately(db, council, tokenPrint(token), shownMinutes)

/** How a session is marked in the trail: enough to follow one sitting, too little to open one. */
export const sessionMark = (token: string): string => tokenPrint(token).toString('hex').slice(0, 16)

/** The database as the person of a session sees it. */
export const personsView = (pages: Pages, token: string): Db =>
  actingAs(pages, tokenPrint(token), idleMinutes, shiftHours)

export async function signOut(db: Db, council: number, token: string): Promise<void> {
  await store.endSession(db, council, tokenPrint(token))
}
