import type { Db } from '../../database/index.ts'
import { newId } from '../../database/index.ts'
import {
  addDays,
  type Id,
  type Instant,
  ok,
  type Outcome,
  type PlainDate,
  refused,
} from '../../plain/index.ts'
import type { Vault } from '../keys/index.ts'
import { checkPermit, decide, type Permit, type Person, standingsOf } from '../need-to-know/index.ts'
import { note } from '../trail/index.ts'
import * as store from './store.ts'

/** Why a record may be opened in an emergency. */
export const emergencyReasons = {
  'missing now': 'The child is missing, or may be',
  'police asking': 'The police or another council ask now',
  medical: 'The child is ill or hurt',
  'safe place': 'The child needs a safe place tonight',
  other: 'Something else that cannot wait',
} as const
export type EmergencyReason = keyof typeof emergencyReasons

/** Two hours, three times in a shift: settings of this house, not of any law. */
export const emergencyRule = { hours: 2, mostInAShift: 3, shiftHours: 12 } as const

/** The next day on which an office works: from Monday to Friday. Bank holidays are not known here. */
export function nextWorkingDay(date: PlainDate): PlainDate {
  const next = addDays(date, 1)
  const weekday = new Date(`${next}T12:00:00Z`).getUTCDay()
  return weekday === 0 || weekday === 6 ? nextWorkingDay(next) : next
}

export type EmergencyProblem = { problem: 'nobody has this number' } | { problem: 'too many' }

/**
 * Opens one record for two hours to somebody who could not open it, by an exact reference. No approval is asked for:
 * at night nobody would answer, and people would share passwords. Instead it is reviewed on the next working day,
 * and whoever owns the record sees it at once.
 *
 * A reference that leads to nobody is refused in the same words, whether the child is unknown or cannot be opened.
 */
export async function breakGlass(
  db: Db,
  permit: Permit<'break the glass'>,
  vault: Vault,
  given: { reference: string; reason: EmergencyReason; words: string },
  today: PlainDate,
): Promise<Outcome<Id, EmergencyProblem>> {
  const { person } = checkPermit(permit, 'break the glass')
  const { council, account, actor } = person
  if (account === null) throw new Error('Only somebody who is signed in opens a record in an emergency')
  const used = await store.emergenciesSince(db, council, account, emergencyRule.shiftHours)
  const act = { actor, action: 'break the glass', subject: '', count: 0, digest: '' } as const
  if (used >= emergencyRule.mostInAShift) {
    await note(db, council, { ...act, outcome: 'refused', reason: 'three in a shift' })
    return refused({ problem: 'too many' })
  }
  const found = await store.childByLookups(
    db,
    council,
    ['council', 'home-office', 'police'].map((code) => vault.lookup(code, given.reference)),
  )
  const [child] = found
  if (child === undefined || found.length > 1) {
    await note(db, council, { ...act, outcome: 'missed' })
    return refused({ problem: 'nobody has this number' })
  }
  await db.transaction().execute(async (trx) => {
    await store.lockChild(trx, council, child)
    await vault.load(trx, [child])
    const id = newId()
    const sealed = vault.seal(child, 'chronology', 'emergency', id, given.words)
    // A child of whom nothing is in the chronology yet gets its key with this.
    await store.insertKeys(trx, council, vault.takeNewKeys())
    await store.insertEmergency(trx, {
      council,
      id,
      child,
      account,
      reason: given.reason,
      sealed,
      hours: emergencyRule.hours,
      reviewDue: nextWorkingDay(today),
    })
    await note(trx, council, { ...act, subject: child, count: 1, reason: given.reason })
  })
  return ok(child)
}

export type Emergency = {
  id: Id
  child: Id
  who: string
  own: boolean
  reason: EmergencyReason
  words: string
  at: Instant
  until: Instant
  due: PlainDate
}

/**
 * Emergencies that wait for a review, of the children whom this person may open: a manager sees those of their
 * teams, whoever is named on a restricted record sees those of that child.
 */
export async function emergencies(
  db: Db,
  permit: Permit<'review an emergency'>,
  vault: Vault,
): Promise<Emergency[]> {
  const { person } = checkPermit(permit, 'review an emergency')
  const rows = await store.openEmergencies(db, person.council)
  const seen = await openable(
    db,
    person,
    rows.map((row) => row.child),
  )
  const mine = rows.filter((row) => seen.has(row.child))
  await vault.load(db, [...new Set(mine.map((row) => row.child))])
  return mine.map((row) => ({
    id: row.id,
    child: row.child,
    who: row.name,
    own: row.account === person.account,
    reason: row.reason as EmergencyReason,
    words: row.sealed === null ? '' : vault.open(row.child, 'chronology', 'emergency', row.id, row.sealed),
    at: row.at,
    until: row.until_at,
    due: row.review_due,
  }))
}

async function openable(db: Db, person: Person, children: readonly Id[]): Promise<Set<Id>> {
  const standings = await standingsOf(db, person.council, person.account, children)
  return new Set(
    [...standings].flatMap(([id, standing]) =>
      decide(person, 'see who looked', { council: person.council, child: standing }).ok ? [id] : [],
    ),
  )
}

/** Says whether an emergency was one. Nobody reviews their own. */
export async function review(
  db: Db,
  permit: Permit<'review an emergency'>,
  vault: Vault,
  id: Id,
  finding: 'justified' | 'not justified',
): Promise<Outcome<true, { problem: string }>> {
  // The list asks for the permit.
  const one = (await emergencies(db, permit, vault)).find((emergency) => emergency.id === id)
  const { person } = permit
  if (one === undefined || person.account === null)
    return refused({ problem: 'Somebody has reviewed this already.' })
  if (one.own) return refused({ problem: 'Nobody reviews what they opened themselves. Ask another manager.' })
  const by = person.account
  return db.transaction().execute(async (trx) => {
    if (!(await store.reviewEmergency(trx, person.council, id, by, finding)))
      return refused({ problem: 'Somebody has reviewed this already.' })
    await note(trx, person.council, {
      actor: person.actor,
      action: 'review an emergency',
      subject: one.child,
      count: 1,
      digest: '',
      reason: finding,
    })
    return ok<true>(true)
  })
}
