import { type Db, newId } from '../../../database/index.ts'
import { type Id, isId, type Outcome, refused } from '../../../plain/index.ts'
import { note } from '../../trail/index.ts'
import type { Person } from '../../need-to-know/index.ts'
import { tokenPrint } from '../password.ts'
import type { Misfit } from './answer.ts'
import * as store from './store.ts'

/** Time to find a phone, short enough that a form left open is worth nothing. */
export const minutes = 5

/** A question to a device: what stands in the form, and what the browser hands to the device. */
export type DeviceQuestion = { id: Id; options: string }
export type DeviceAnswer = { asked: string; answer: string }

export const accountOf = (person: Person): Id => {
  if (person.account === null) throw new Error('Only somebody with an account has passkeys')
  return person.account
}

/** Remembers what was asked, for whom it was asked. */
export async function ask(
  db: Db,
  council: number,
  purpose: store.Purpose,
  token: string | null,
  challenge: Buffer,
) {
  const id = newId()
  const session = token === null ? null : tokenPrint(token)
  await store.insertChallenge(db, council, { id, challenge, purpose, session }, minutes)
  return id
}

/** What was asked under this id in this session; once. */
export const take = async (
  db: Db,
  council: number,
  purpose: store.Purpose,
  token: string | null,
  asked: string,
) =>
  isId(asked)
    ? store.takeChallenge(
        db,
        council,
        { id: asked, purpose, session: token === null ? null : tokenPrint(token) },
        minutes,
      )
    : undefined

// ---- the trail --------------------------------------------------------------------------------------------------

export const noteOf = (db: Db, person: Person, action: string): Promise<void> =>
  note(db, person.council, {
    actor: person.actor,
    action,
    subject: accountOf(person),
    count: 1,
    digest: '',
  })

export type Reason = Misfit | 'has left' | 'too many' | 'the last' | 'none'

export const noteRefused = (
  db: Db,
  council: number,
  actor: string,
  subject: string,
  reason: Reason,
): Promise<void> =>
  note(db, council, {
    actor,
    action: 'passkey refused',
    subject,
    count: 0,
    digest: '',
    outcome: 'refused',
    reason,
  })

export async function refusedWith<Why extends Reason>(
  db: Db,
  person: Person,
  reason: Why,
): Promise<Outcome<never, Why>> {
  await noteRefused(db, person.council, person.actor, accountOf(person), reason)
  return refused(reason)
}
