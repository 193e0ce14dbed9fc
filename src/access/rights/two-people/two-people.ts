import { type Db, newId } from '../../../database/index.ts'
import { type Id, type Instant, ok, type Outcome, refused } from '../../../plain/index.ts'
import {
  type DataKey,
  type ErasureProblem,
  eraseWithin,
  isErasureReason,
  type Keys,
  open,
  seal,
} from '../../keys/index.ts'
import { checkPermit, isRole, type Permit, type Person, type Role, roles } from '../../need-to-know/index.ts'
import { note } from '../../trail/index.ts'
import * as rights from '../store.ts'
import * as store from './store.ts'

/**
 * What one person asks and another must agree to (ASVS 5.0, 2.3.5), and whose agreement counts. `alone`: whether it is
 * done at once where nobody else could agree; what cannot be undone waits until there is somebody.
 */
export const twoPeople = {
  'lift a restriction': {
    says: 'Lift the restriction on a record: everybody who may open records of its team will see the child.',
    second: ['manager', 'ig-officer'],
    alone: true,
  },
  'grant a role': {
    says: 'Give somebody a role.',
    second: ['administrator', 'ig-officer'],
    alone: true,
  },
  'save rows as a file': {
    says: 'Save all rows set aside as a file, with the names and numbers in them.',
    second: ['manager', 'ig-officer'],
    alone: true,
  },
  'give a new link': {
    says: 'Give somebody who can sign in already a link with which a new password is chosen: whoever holds it is that person.',
    second: ['administrator', 'manager', 'ig-officer'],
    alone: true,
  },
  'make recovery shares': {
    says: 'Make new recovery shares on the machine of the register: whoever holds two of them can read everything.',
    second: ['manager', 'ig-officer'],
    alone: true,
  },
  'tell somebody outside': {
    says: 'Tell somebody outside the council about a child.',
    second: ['manager', 'ig-officer'],
    alone: false,
  },
  'erase a child': {
    says: 'Erase a child for good: nothing that was sealed can ever be opened again, by anybody.',
    second: ['ig-officer'],
    alone: false,
  },
} as const satisfies Record<string, { says: string; second: readonly Role[]; alone: boolean }>

export type TwoPeople = keyof typeof twoPeople

/** An agreement to something that is done later is good for a day, once. */
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
  const { second, alone } = twoPeople[action]
  const act = { actor: person.actor, subject: subject ?? '', count: 1, digest: '' }
  if (!(await store.somebodyElse(db, person.council, by, second, keys.born === 'real'))) {
    if (!alone)
      return refused({
        problem: `Nobody could be the second person: an administrator first adds ${rolesInWords(second)}. Nothing was asked.`,
      })
    await db.transaction().execute(async (trx) => {
      const done = await carryOut(trx, person.council, { action, subject, details, asked_by: by }, by)
      if (!done.ok) throw new Error(done.problem.problem)
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
    if (decision === 'agreed') {
      const done = await carryOut(trx, person.council, row, by)
      if (!done.ok) return done
    }
    await store.decideAsked(trx, person.council, id, by, decision)
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

type Agreed = {
  action: string
  subject: Id | null
  details: Record<string, string | null>
  asked_by: Id
}

/** What an agreement does by itself. What is done later is done by whoever asked, when they come back for it. */
async function carryOut(
  trx: Db,
  council: number,
  { action, subject, details, asked_by: askedBy }: Agreed,
  agreedBy: Id,
): Promise<Outcome<true, { problem: string }>> {
  if (subject === null) return ok<true>(true)
  const role = details['role'] ?? ''
  if (action === 'lift a restriction') {
    await rights.setSensitivity(trx, council, subject, 'normal')
    await rights.setStanding(trx, council, subject, 'named', [], null)
  }
  if (action === 'grant a role' && isRole(role)) await rights.setRole(trx, council, subject, role)
  if (action === 'erase a child') {
    const reason = details['reason'] ?? ''
    if (!isErasureReason(reason)) throw new Error(`"${reason}" is no reason to erase a child`)
    const at = await rights.databaseTime(trx)
    const done = await eraseWithin(trx, { council, child: subject, askedBy, agreedBy, reason, at })
    if (!done.ok) return refused({ problem: cannotErase[done.problem.problem] })
  }
  return ok<true>(true)
}

const cannotErase: Record<ErasureProblem['problem'], string> = {
  'the same person': 'You asked for this yourself: somebody else decides.',
  'no such person': 'Whoever asked for this has left: somebody who works here asks again.',
  'no such child': 'There is no such record. Nothing was erased.',
  'erased already': 'This record was erased already.',
}

const rolesInWords = (names: readonly Role[]) =>
  names.map((name) => `somebody as ${roles[name].title.toLowerCase()}`).join(' or ')

/** Uses the agreement that this person got, if there is one; true also where they are alone. */
export async function agreedTo(
  db: Db,
  keys: Keys,
  person: Person,
  action: TwoPeople,
  subject: Id | null = null,
): Promise<boolean> {
  if (person.account === null) return false
  const by = person.account
  if (!(await store.somebodyElse(db, person.council, by, twoPeople[action].second, keys.born === 'real')))
    return true
  return db
    .transaction()
    .execute((trx) => store.useAgreement(trx, person.council, action, by, subject, agreementHours))
}

/**
 * Whether the command line may make recovery shares now: an agreement that somebody got on the pages is used up, or
 * nobody is there yet who could agree.
 */
export async function maySharesBeMade(db: Db, keys: Keys, council: number): Promise<boolean> {
  const { second } = twoPeople['make recovery shares']
  if (!(await store.somebodyElse(db, council, null, second, keys.born === 'real'))) return true
  return db
    .transaction()
    .execute((trx) => store.useAgreement(trx, council, 'make recovery shares', null, null, agreementHours))
}

/** True while a role that was asked for somebody has not been agreed to: until then they get no link. */
export const waitsForGrant = (db: Db, council: number, account: Id): Promise<boolean> =>
  store.ungranted(db, council, account)

/** What a person asked about a subject, and how it stands: open, refused, or agreed to and not used yet. Newest first. */
export type Own = Pick<Asked, 'id' | 'details' | 'words' | 'at'> & {
  decision: 'agreed' | 'refused' | null
  decidedBy: string | null
}

export async function askedOf(
  db: Db,
  keys: Keys,
  person: Person,
  action: TwoPeople,
  subject: Id,
): Promise<Own[]> {
  if (person.account === null) return []
  const rows = await store.askedBy(db, person.council, person.account, action, subject, agreementHours)
  return rows.map((row) => ({
    id: row.id,
    details: row.details,
    words: row.sealed === null ? '' : open(keyOf(keys), placeOf(keys, row.id), row.sealed).toString('utf8'),
    at: row.asked_at,
    decision: row.decision,
    decidedBy: row.decided_name,
  }))
}

/** Uses one agreement that this person got, once, within a day of it; false where it is used, too old or somebody else's. */
export async function useAgreement(trx: Db, person: Person, id: Id): Promise<boolean> {
  if (person.account === null) return false
  return store.useAgreementOf(trx, person.council, person.account, id, agreementHours)
}
