import type { Db } from '../../database/index.ts'
import { type Id, type Instant, ok, type Outcome, refused } from '../../plain/index.ts'
import {
  checkPermit,
  isRole,
  type Permit,
  type Person,
  reach,
  type Role,
  roleNames,
  type Written,
} from '../need-to-know/index.ts'
import { note } from '../trail/index.ts'
import * as store from './store.ts'

/** Roles that can stand to a child at all. */
export const rolesWithChildren: readonly Role[] = roleNames.filter((role) => reach[role] !== undefined)

export type Worker = { account: Id; name: string; role: Role; relation: Written; since: Instant }

/** Who works with a child, in which team it is, and whether the record is restricted. */
export async function whoWorks(
  db: Db,
  permit: Permit,
): Promise<{ team: Id | null; restricted: boolean; workers: Worker[] }> {
  const { person, child } = checkPermit(permit, 'open a child', 'allocate a child', 'restrict a child')
  if (child === null) throw new Error('This permit is about no child')
  const row = await store.childRights(db, person.council, child)
  const workers = (await store.standingRows(db, person.council, child)).map((one) => ({
    account: one.account,
    name: one.name,
    role: isRole(one.role) ? one.role : ('auditor' as const),
    relation: one.relation as Written,
    since: one.from_at,
  }))
  return { team: row?.team ?? null, restricted: row?.sensitivity === 'restricted', workers }
}

/** Colleagues who can be given a child, or be named on a record. */
export const colleaguesWithChildren = (db: Db, permit: Permit) =>
  store.accountRoles(
    db,
    checkPermit(permit, 'allocate a child', 'restrict a child').person.council,
    rolesWithChildren,
  )

/** Says who works with a child from now on, and in which team. Whoever is left out stops reaching the record at once. */
export async function allocate(
  db: Db,
  permit: Permit<'allocate a child'>,
  given: { team: Id | null; allocated: Id | null; coWorkers: readonly Id[] },
): Promise<Outcome<true, { problem: string }>> {
  const { person, child } = checkPermit(permit, 'allocate a child')
  if (child === null) throw new Error('This permit is about no child')
  const may = new Set((await colleaguesWithChildren(db, permit)).map((one) => one.id))
  const named = [...(given.allocated === null ? [] : [given.allocated]), ...given.coWorkers]
  if (named.some((one) => !may.has(one)))
    return refused({ problem: 'Somebody in this list does not work with children here. Choose again.' })
  await db.transaction().execute(async (trx) => {
    await store.setTeam(trx, person.council, child, given.team)
    await store.setStanding(
      trx,
      person.council,
      child,
      'allocated',
      given.allocated === null ? [] : [given.allocated],
      person.account,
    )
    await store.setStanding(trx, person.council, child, 'co-worker', given.coWorkers, person.account)
    await note(trx, person.council, {
      actor: person.actor,
      action: 'allocate a child',
      subject: child,
      count: named.length,
      digest: '',
    })
  })
  return ok<true>(true)
}

/**
 * Restricts a record to the people named: for everybody else the child no longer exists. Whoever restricts it is
 * always named, so that no record is closed to everybody. Lifting it again needs two people.
 */
export async function restrict(
  db: Db,
  permit: Permit<'restrict a child'>,
  named: readonly Id[],
): Promise<Outcome<true, { problem: string }>> {
  const { person, child } = checkPermit(permit, 'restrict a child')
  if (child === null || person.account === null) throw new Error('A person restricts one child')
  const may = new Set((await colleaguesWithChildren(db, permit)).map((one) => one.id))
  const all = [...new Set([person.account, ...named])]
  if (all.some((one) => !may.has(one)))
    return refused({ problem: 'Somebody in this list does not work with children here. Choose again.' })
  if (all.length < 2)
    return refused({
      problem: 'Name at least one more person: when you are away, somebody must know of the child.',
    })
  await db.transaction().execute(async (trx) => {
    await close(trx, person, child, all)
  })
  return ok<true>(true)
}

async function close(trx: Db, person: Person, child: Id, named: readonly Id[]): Promise<void> {
  await store.setSensitivity(trx, person.council, child, 'restricted')
  await store.setStanding(trx, person.council, child, 'named', named, person.account)
  await note(trx, person.council, {
    actor: person.actor,
    action: 'restrict a child',
    subject: child,
    count: named.length,
    digest: '',
  })
}

/** Whether a record is closed to everybody but the people named. */
export const isRestricted = async (db: Db, council: number, child: Id): Promise<boolean> =>
  (await store.childRights(db, council, child))?.sensitivity === 'restricted'

/**
 * Closes a record that is closed elsewhere, in the transaction that learns of it: to whoever reads it, and to those who
 * work with the child already.
 */
export async function closeToNamed(trx: Db, person: Person, child: Id): Promise<void> {
  if (person.account === null) throw new Error('A record is closed by somebody who can be named on it')
  const working = (await store.standingRows(trx, person.council, child)).filter((one) =>
    ['allocated', 'co-worker', 'named'].includes(one.relation),
  )
  const named = [...new Set([person.account, ...working.map((one) => one.account)])]
  await close(trx, person, child, named)
}
