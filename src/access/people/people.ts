import { type Db, newId } from '../../database/index.ts'
import { type Id, type Instant, ok, type Outcome, refused } from '../../plain/index.ts'
import { note } from '../trail/index.ts'
import { bornAs, type Keys } from '../keys/index.ts'
import { hashPassword, newToken, passwordProblem, tokenPrint } from './password.ts'
import { checkPermit, type Permit, isRole, type Role } from '../need-to-know/index.ts'
import { deletePasskeysOf } from './passkeys/store.ts'
import { beginSession, tidyEmail } from './sign-in.ts'
import * as store from './store.ts'

/** Long enough for a weekend; a link for the first administrator lasts a day. */
const linkHours = 72

// ---- one-time links ---------------------------------------------------------------------------------------------

/** The link that makes the first administrator of a real register; null once there is one. */
export async function firstAdministratorToken(db: Db, council: number): Promise<string | null> {
  if ((await store.countAdministrators(db, council)) > 0) return null
  const token = newToken()
  await store.insertInvitation(db, council, tokenPrint(token), null, 24)
  return token
}

export type Invited =
  { firstAdministrator: true } | { firstAdministrator: false; name: string; email: string }

export async function invited(db: Db, council: number, token: string): Promise<Invited | null> {
  const invitation = await store.openInvitation(db, council, tokenPrint(token))
  if (invitation === undefined) return null
  if (invitation.account === null) {
    return (await store.countAdministrators(db, council)) > 0 ? null : { firstAdministrator: true }
  }
  const account = await store.accountById(db, council, invitation.account)
  return account === undefined || account.left_at !== null
    ? null
    : { firstAdministrator: false, name: account.name, email: account.email }
}

/** Takes a link up: makes the first administrator, or sets the password of the person it was made for. */
export async function acceptInvitation(
  db: Db,
  council: number,
  token: string,
  entered: { name: string; email: string; password: string },
): Promise<Outcome<string, { problem: string }>> {
  const tooLate = refused({ problem: 'This link was used or is too old.' })
  const invitation = await store.openInvitation(db, council, tokenPrint(token))
  if (invitation === undefined || (await invited(db, council, token)) === null) return tooLate
  const account =
    invitation.account === null ? null : ((await store.accountById(db, council, invitation.account)) ?? null)
  const who = account ?? { name: entered.name, email: tidyEmail(entered.email) }
  if (account === null && (await store.accountByEmail(db, council, who.email)) !== undefined) {
    return refused({ problem: 'Somebody with this e-mail address is in the list already. Give another.' })
  }
  const weak = passwordProblem(entered.password, who)
  if (weak !== null) return refused({ problem: weak })
  const password = await hashPassword(entered.password)
  const id = account?.id ?? newId()
  return db.transaction().execute(async (trx) => {
    // One at a time: two links for the first administrator make one administrator.
    await store.lockPeople(trx, council)
    if (
      (await invited(trx, council, token)) === null ||
      !(await store.useInvitation(trx, council, tokenPrint(token)))
    )
      return tooLate
    await store.endInvitationsOf(trx, council, invitation.account)
    if (account === null) {
      await store.insertAccount(trx, council, {
        id,
        name: who.name,
        email: who.email,
        role: 'administrator',
        team: null,
        password,
      })
    } else {
      await store.updateAccount(trx, council, id, { password: password })
      await store.endSessionsOf(trx, council, id)
      // Whoever needs a link may have lost the device, or somebody else may have added one: they are added anew.
      const taken = await deletePasskeysOf(trx, council, id)
      if (taken > 0)
        await note(trx, council, {
          actor: id,
          action: 'removed a passkey',
          subject: id,
          count: taken,
          digest: '',
        })
    }
    return ok(await beginSession(trx, council, id, 'chose a password'))
  })
}

// ---- people and teams -------------------------------------------------------------------------------------------

export type Colleague = {
  id: Id
  name: string
  email: string
  role: Role
  team: Id | null
  left: boolean
  hasPassword: boolean
}

export async function colleagues(db: Db, permit: Permit<'manage people'>): Promise<Colleague[]> {
  checkPermit(permit, 'manage people')
  return (await store.allAccounts(db, permit.person.council)).map((account) => ({
    id: account.id,
    name: account.name,
    email: account.email,
    role: isRole(account.role) ? account.role : 'auditor',
    team: account.team,
    left: account.left_at !== null,
    hasPassword: account.password !== null,
  }))
}

export const teams = (db: Db, council: number): Promise<{ id: Id; name: string }[]> =>
  store.allTeams(db, council)

/** Names of workers by account, for "recorded by". Workers are not secret to their colleagues. */
export async function workerNames(db: Db, council: number): Promise<Map<Id, string>> {
  return new Map((await store.accountNames(db, council)).map((account) => [account.id, account.name]))
}

export async function addTeam(
  db: Db,
  permit: Permit<'manage people'>,
  name: string,
): Promise<Outcome<Id, { problem: string }>> {
  const { council, actor } = checkPermit(permit, 'manage people').person
  if ((await store.allTeams(db, council)).some((team) => team.name.toLowerCase() === name.toLowerCase())) {
    return refused({ problem: `There is a team called ${name} already.` })
  }
  const id = newId()
  await db.transaction().execute(async (trx) => {
    await store.insertTeam(trx, council, id, name)
    await note(trx, council, { actor, action: 'added a team', subject: id, count: 1, digest: '' })
  })
  return ok(id)
}

/**
 * Adds a colleague, who can do nothing yet: they choose a password with a one-time link (`newLink`), which waits
 * for the second person who agrees to their role.
 */
export async function addColleague(
  db: Db,
  permit: Permit<'manage people'>,
  person: { name: string; email: string; role: Role; team: Id | null },
): Promise<Outcome<Id, { problem: string }>> {
  const { council, actor } = checkPermit(permit, 'manage people').person
  const email = tidyEmail(person.email)
  if ((await store.accountByEmail(db, council, email)) !== undefined) {
    return refused({ problem: 'Somebody with this e-mail address is in the list already.' })
  }
  const id = newId()
  await db.transaction().execute(async (trx) => {
    await store.insertAccount(trx, council, {
      id,
      name: person.name,
      email,
      role: person.role,
      team: person.team,
      password: null,
    })
    await note(trx, council, { actor, action: 'added a person', subject: id, count: 1, digest: '' })
  })
  return ok(id)
}

/** A new one-time link for somebody who forgot their password or let the first link grow old: it ends the others. */
export async function newLink(db: Db, permit: Permit<'manage people'>, account: Id): Promise<string> {
  const { council, actor } = checkPermit(permit, 'manage people').person
  const token = newToken()
  await db.transaction().execute(async (trx) => {
    await store.endInvitationsOf(trx, council, account)
    await store.insertInvitation(trx, council, tokenPrint(token), account, linkHours)
    await note(trx, council, {
      actor,
      action: 'made a one-time link',
      subject: account,
      count: 1,
      digest: '',
    })
  })
  return token
}

/** Whether somebody else could administer if this person could not. */
export const anotherAdministrator = (db: Db, council: number, than: Id): Promise<boolean> =>
  store.anotherAdministrator(db, council, than)

/** Changes a role or team, or records that somebody left: their sessions end at once. */
export async function changeColleague(
  db: Db,
  permit: Permit<'manage people'>,
  account: Id,
  change: { role: Role; team: Id | null; left: boolean },
  now: Instant,
): Promise<Outcome<true, { problem: string }>> {
  const { council, actor } = checkPermit(permit, 'manage people').person
  return db.transaction().execute(async (trx) => {
    // One at a time: two administrators who remove each other at once leave one.
    await store.lockPeople(trx, council)
    const before = await store.accountById(trx, council, account)
    if (before === undefined) return refused({ problem: 'There is no such person.' })
    const wasLast =
      before.role === 'administrator' &&
      before.left_at === null &&
      (change.left || change.role !== 'administrator')
    if (wasLast && !(await store.anotherAdministrator(trx, council, account))) {
      return refused({ problem: 'This is the only administrator. Make somebody else one first.' })
    }
    await store.updateAccount(trx, council, account, {
      role: change.role,
      team: change.team,
      left_at: change.left ? (before.left_at ?? now) : null,
    })
    if (change.left || change.role !== before.role) await store.endSessionsOf(trx, council, account)
    if (change.left) await store.endInvitationsOf(trx, council, account)
    await note(trx, council, {
      actor,
      action: change.left ? 'recorded a leaver' : 'changed a person',
      subject: account,
      count: 1,
      digest: '',
    })
    return ok<true>(true)
  })
}

/** The invented workers of a demonstration, one for each role, and its teams. Refuses on a real register. */
export async function addDemonstrationWorkers(db: Db, keys: Keys, council: number): Promise<Id[]> {
  if (keys.born !== 'demonstration' || (await bornAs(db)) !== 'demonstration') {
    throw new Error('Only a demonstration has invented workers')
  }
  const before = await store.allTeams(db, council)
  if (before.length > 0) return before.map((team) => team.id)
  const teamIds: Id[] = []
  for (const name of ['Arrivals team', 'Coast team', 'Marsh team']) {
    const id = newId()
    await store.insertTeam(db, council, id, name)
    teamIds.push(id)
  }
  const workers: [string, Role][] = [
    ['Jo Dunlin', 'social-worker'],
    ['Wren Okafield', 'duty'],
    ['Dee Sanderling', 'missing-coordinator'],
    ['Mina Stint', 'data-officer'],
    ['Ola Whimbrel', 'ig-officer'],
    ['Priya Samphire', 'manager'],
    ['Sam Knott', 'auditor'],
    ['Ada Plover', 'administrator'],
  ]
  for (const [name, role] of workers) {
    const email = `${name.toLowerCase().replace(' ', '.')}@marram.example`
    await store.insertAccount(db, council, {
      id: newId(),
      name,
      email,
      role,
      team: role === 'social-worker' ? (teamIds[0] ?? null) : null,
      password: null,
    })
  }
  return teamIds
}
