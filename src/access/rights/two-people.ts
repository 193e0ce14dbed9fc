import { type Db, newId } from '../../database/index.ts'
import { type Id, type Instant, ok, type Outcome, refused } from '../../plain/index.ts'
import { type DataKey, type Keys, open, seal } from '../keys/index.ts'
import { checkPermit, isRole, type Permit, type Person, type Role } from '../need-to-know/index.ts'
import { note } from '../trail/index.ts'
import * as store from './store.ts'

/**
 * What one person asks and another must agree to (ASVS 5.0, 2.3.5), and whose agreement counts. Erasing a child
 * and exporting keys are done on the command line by whoever holds the data folder.
 */
export const twoPeople = {
  'lift a restriction': {
    says: 'Lift the restriction on a record: everybody who may open records of its team will see the child.',
    second: ['manager', 'ig-officer'],
  },
  'grant a role': {
    says: 'Give somebody a role.',
    second: ['administrator', 'ig-officer'],
  },
  'save rows as a file': {
    says: 'Save all rows set aside as a file, with the names and numbers in them.',
    second: ['manager', 'ig-officer'],
  },
} as const satisfies Record<string, { says: string; second: readonly Role[] }>

export type TwoPeople = keyof typeof twoPeople

/** An agreement to save a file is good for a day, once. */
const agreementHours = 24

export type Asking = {
  action: TwoPeople
  subject: Id | null
  details: Record<string, string | null>
  words: string
}

const keyOf = (keys: Keys): DataKey => ({ id: keys.register, kek: 0, key: keys.worklist })
const placeOf = (keys: Keys, id: Id) => ({
  table: 'second_person',
  column: 'sealed',
  row: id,
  child: keys.register,
})

/**
 * Asks for a second person. Where nobody else could agree (the first administrator is alone), it is done at once,
 * and the trail says so.
 */
export async function ask(
  db: Db,
  keys: Keys,
  person: Person,
  asking: Asking,
): Promise<Outcome<'asked' | 'done alone', { problem: string }>> {
  if (person.account === null) throw new Error('Somebody who is signed in asks')
  const by = person.account
  const { action, subject, details } = asking
  const { second } = twoPeople[action]
  const act = { actor: person.actor, subject: subject ?? '', count: 1, digest: '' }
  if (!(await store.somebodyElse(db, person.council, by, second, keys.born === 'real'))) {
    await db.transaction().execute(async (trx) => {
      await carryOut(trx, person.council, { action, subject, details })
      await note(trx, person.council, { ...act, action, reason: 'alone: nobody else could agree' })
    })
    return ok('done alone')
  }
  const id = newId()
  await db.transaction().execute(async (trx) => {
    await store.insertAsked(trx, {
      council: person.council,
      id,
      action,
      subject,
      details: JSON.stringify(details),
      sealed: seal(keyOf(keys), placeOf(keys, id), asking.words),
      asked_by: by,
    })
    await note(trx, person.council, { ...act, action: `ask to ${action}` })
  })
  return ok('asked')
}

export type Asked = {
  id: Id
  action: TwoPeople
  subject: Id | null
  details: Record<string, string | null>
  words: string
  who: string
  own: boolean
  at: Instant
}

/** What waits for a second person: what this person could decide, and what they asked themselves. */
export async function asked(db: Db, permit: Permit<'be the second person'>, keys: Keys): Promise<Asked[]> {
  const { person } = checkPermit(permit, 'be the second person')
  const rows = await store.openAsked(db, person.council)
  return rows.flatMap((row) => {
    const action = row.action as TwoPeople
    const own = row.asked_by === person.account
    if (!own && !mayDecide(person, action)) return []
    const words =
      row.sealed === null ? '' : open(keyOf(keys), placeOf(keys, row.id), row.sealed).toString('utf8')
    return [{ ...row, action, words, who: row.name, own, at: row.asked_at }]
  })
}

const mayDecide = (person: Person, action: TwoPeople) =>
  (twoPeople[action].second as readonly string[]).includes(person.role)

/** Agrees or refuses; agreeing does it, in the same transaction. Nobody is their own second person. */
export async function settle(
  db: Db,
  permit: Permit<'be the second person'>,
  id: Id,
  decision: 'agreed' | 'refused' | 'taken back',
): Promise<Outcome<true, { problem: string }>> {
  const { person } = checkPermit(permit, 'be the second person')
  const by = person.account
  if (by === null) throw new Error('Somebody who is signed in agrees')
  return db.transaction().execute(async (trx) => {
    const row = await store.lockAsked(trx, person.council, id)
    if (row === undefined) return refused({ problem: 'Somebody has decided this already.' })
    const action = row.action as TwoPeople
    const own = row.asked_by === by
    if (own !== (decision === 'taken back'))
      return refused({
        problem: own
          ? 'You asked for this yourself: somebody else decides.'
          : 'Only whoever asked takes it back.',
      })
    if (!own && !mayDecide(person, action)) return refused({ problem: 'This is decided by another role.' })
    await store.decideAsked(trx, person.council, id, by, decision)
    if (decision === 'agreed') await carryOut(trx, person.council, row)
    await note(trx, person.council, {
      actor: person.actor,
      action: `${decision === 'agreed' ? 'agree to' : decision === 'refused' ? 'refuse to' : 'take back to'} ${action}`,
      subject: row.subject ?? '',
      count: 1,
      digest: '',
    })
    return ok<true>(true)
  })
}

/** What an agreement does by itself. Saving a file is done by whoever asked, when they come back for it. */
async function carryOut(
  trx: Db,
  council: number,
  what: { action: string; subject: Id | null; details: Record<string, string | null> },
): Promise<void> {
  if (what.action === 'lift a restriction' && what.subject !== null) {
    await store.setSensitivity(trx, council, what.subject, 'normal')
    await store.setStanding(trx, council, what.subject, 'named', [], null)
  }
  const role = what.details['role'] ?? ''
  if (what.action === 'grant a role' && what.subject !== null && isRole(role))
    await store.setRole(trx, council, what.subject, role)
}

/** Uses the agreement that this person got, if there is one; true also where they are alone. */
export async function agreedTo(db: Db, keys: Keys, person: Person, action: TwoPeople): Promise<boolean> {
  if (person.account === null) return false
  const by = person.account
  if (!(await store.somebodyElse(db, person.council, by, twoPeople[action].second, keys.born === 'real')))
    return true
  return db
    .transaction()
    .execute((trx) => store.useAgreement(trx, person.council, action, by, agreementHours))
}

/** True while a role that was asked for somebody has not been agreed to: until then they get no link. */
export const waitsForGrant = (db: Db, council: number, account: Id): Promise<boolean> =>
  store.ungranted(db, council, account)
