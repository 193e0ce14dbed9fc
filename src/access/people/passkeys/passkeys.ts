import { randomBytes } from 'node:crypto'
import type { Db } from '../../../database/index.ts'
import { type Instant, ok, type Outcome, refused } from '../../../plain/index.ts'
import type { Person } from '../../need-to-know/index.ts'
import { accountById, lockPeople } from '../store.ts'
import { checkNew, type DevicePlace, type Misfit, readAnswer, webauthn } from './answer.ts'
import {
  accountOf,
  ask,
  type DeviceAnswer,
  type DeviceQuestion,
  minutes,
  noteOf,
  refusedWith,
  take,
} from './question.ts'
import * as store from './store.ts'

const most = 10

export type Passkey = { id: string; name: string; added: Instant; used: Instant | null }

export async function passkeys(db: Db, person: Person): Promise<Passkey[]> {
  return (await store.passkeysOf(db, person.council, accountOf(person))).map((one) => ({
    id: one.id.toString('base64url'),
    name: one.name,
    added: one.created_at,
    used: one.last_used_at,
  }))
}

// ---- adding, naming, removing -----------------------------------------------------------------------------------

/** Asks a device of this person for a passkey. It keeps the passkey itself, so that no name is typed to sign in. */
export async function askToAdd(
  db: Db,
  person: Person,
  token: string,
  place: DevicePlace,
): Promise<DeviceQuestion> {
  const account = await accountById(db, person.council, accountOf(person))
  if (account === undefined) throw new Error('Somebody who is signed in has an account')
  const challenge = randomBytes(32)
  const { generateRegistrationOptions } = await webauthn()
  const options = await generateRegistrationOptions({
    rpName: 'Turnstone',
    rpID: place.rpId,
    userID: new TextEncoder().encode(account.id),
    userName: account.email,
    userDisplayName: account.name,
    challenge: new Uint8Array(challenge),
    timeout: minutes * 60_000,
    attestationType: 'none',
    authenticatorSelection: { residentKey: 'required', userVerification: 'required' },
    excludeCredentials: (await store.passkeysOf(db, person.council, account.id)).map((one) => ({
      id: one.id.toString('base64url'),
      transports: one.transports,
    })),
  })
  return {
    id: await ask(db, person.council, 'add', token, challenge),
    options: JSON.stringify(options),
  }
}

export type AddProblem = Misfit | 'too many'

export async function addPasskey(
  db: Db,
  person: Person,
  token: string,
  place: DevicePlace,
  given: DeviceAnswer,
  name: string,
): Promise<Outcome<true, AddProblem>> {
  const account = accountOf(person)
  const { council } = person
  const challenge = await take(db, council, 'add', token, given.asked)
  const answer = readAnswer(given.answer)
  if (challenge === undefined) return refusedWith(db, person, 'used or too late')
  if (answer === null) return refusedWith(db, person, 'does not fit')
  const made = await checkNew(answer.whole, place, challenge)
  if (!made.ok) return refusedWith(db, person, made.problem)
  const done = await db.transaction().execute(async (trx): Promise<Outcome<true, AddProblem>> => {
    await lockPeople(trx, council)
    if ((await store.passkeysOf(trx, council, account)).length >= most) return refused('too many')
    if (!(await store.insertPasskey(trx, council, { ...made.value, account, name })))
      return refused('another’s passkey')
    await noteOf(trx, person, 'added a passkey')
    return ok<true>(true)
  })
  return done.ok ? done : refusedWith(db, person, done.problem)
}

export async function renamePasskey(db: Db, person: Person, id: string, name: string): Promise<boolean> {
  return db.transaction().execute(async (trx) => {
    const key = Buffer.from(id, 'base64url')
    const done = await store.renamePasskey(trx, person.council, accountOf(person), key, name)
    if (done) await noteOf(trx, person, 'renamed a passkey')
    return done
  })
}

/** Removes a passkey; never the last means to sign in. */
export async function removePasskey(
  db: Db,
  person: Person,
  id: string,
): Promise<Outcome<true, 'the last' | 'none'>> {
  const account = accountOf(person)
  const done = await db.transaction().execute(async (trx): Promise<Outcome<true, 'the last' | 'none'>> => {
    // One at a time: two removals at once leave one.
    await lockPeople(trx, person.council)
    const own = await store.passkeysOf(trx, person.council, account)
    const password = (await accountById(trx, person.council, account))?.password ?? null
    if (password === null && own.length <= 1) return refused('the last')
    if (!(await store.deletePasskey(trx, person.council, account, Buffer.from(id, 'base64url'))))
      return refused('none')
    await noteOf(trx, person, 'removed a passkey')
    return ok<true>(true)
  })
  return done.ok ? done : refusedWith(db, person, done.problem)
}
