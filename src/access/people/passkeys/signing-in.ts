import { randomBytes } from 'node:crypto'
import type { Db } from '../../../database/index.ts'
import { type Id, ok, type Outcome, refused } from '../../../plain/index.ts'
import type { Person } from '../../need-to-know/index.ts'
import { beginSession, showedAgain } from '../sign-in.ts'
import { accountById } from '../store.ts'
import { checkKnown, type DevicePlace, type Misfit, readAnswer, webauthn } from './answer.ts'
import {
  accountOf,
  ask,
  type DeviceAnswer,
  type DeviceQuestion,
  minutes,
  noteRefused,
  take,
} from './question.ts'
import * as store from './store.ts'

// ---- signing in, and showing again ------------------------------------------------------------------------------

async function askForAny(
  place: DevicePlace,
  own: readonly store.Stored[],
  challenge: Buffer,
): Promise<string> {
  const { generateAuthenticationOptions } = await webauthn()
  const options = await generateAuthenticationOptions({
    rpID: place.rpId,
    challenge: new Uint8Array(challenge),
    timeout: minutes * 60_000,
    userVerification: 'required',
    allowCredentials: own.map((one) => ({
      id: one.id.toString('base64url'),
      transports: one.transports,
    })),
  })
  return JSON.stringify(options)
}

/** Asks for any passkey of this place: the device offers what it has, so nobody learns here who has one. */
export async function askToSignIn(db: Db, council: number, place: DevicePlace): Promise<DeviceQuestion> {
  const challenge = randomBytes(32)
  const options = await askForAny(place, [], challenge)
  return { id: await ask(db, council, 'sign in', null, challenge), options }
}

/** Null where this person has no passkey. */
export async function askToShowAgain(
  db: Db,
  person: Person,
  token: string,
  place: DevicePlace,
): Promise<DeviceQuestion | null> {
  const own = await store.passkeysOf(db, person.council, accountOf(person))
  if (own.length === 0) return null
  const challenge = randomBytes(32)
  const options = await askForAny(place, own, challenge)
  return { id: await ask(db, person.council, 'show again', token, challenge), options }
}

/** The passkey that answered, with how often it was used; the person whose it must be, where somebody is signed in. */
async function fitting(
  db: Db,
  council: number,
  place: DevicePlace,
  challenge: Buffer | undefined,
  text: string,
  whose: Id | null,
): Promise<Outcome<{ key: store.Stored; counter: number }, Misfit>> {
  if (challenge === undefined) return refused('used or too late')
  const answer = readAnswer(text)
  if (answer === null) return refused('does not fit')
  const key = await store.passkeyById(db, council, answer.id)
  if (key === undefined) return refused('unknown passkey')
  if (whose !== null && key.account !== whose) return refused('another’s passkey')
  // The device says whose it is: one that answers for somebody else is not taken (section 7.2, step 6).
  const handle = Buffer.from(answer.userHandle, 'base64url').toString('utf8')
  if (handle !== key.account && (whose === null || handle !== '')) return refused('another’s passkey')
  const used = await checkKnown(answer.whole, place, challenge, key)
  return used.ok ? ok({ key, counter: used.value }) : used
}

/** Signs in by a passkey: something the person has, which the device opens only to them. */
export async function signInByPasskey(
  db: Db,
  council: number,
  place: DevicePlace,
  given: DeviceAnswer,
): Promise<Outcome<string, 'wrong'>> {
  const challenge = await take(db, council, 'sign in', null, given.asked)
  const fits = await fitting(db, council, place, challenge, given.answer, null)
  const account = fits.ok ? await accountById(db, council, fits.value.key.account) : undefined
  if (!fits.ok || account === undefined || account.left_at !== null) {
    await noteRefused(db, council, 'nobody', account?.id ?? '', fits.ok ? 'has left' : fits.problem)
    return refused('wrong')
  }
  const { key, counter } = fits.value
  const token = await db.transaction().execute(async (trx) => {
    if (!(await store.usePasskey(trx, council, key.id, counter))) return null
    return beginSession(trx, council, account.id, 'signed in with a passkey')
  })
  if (token !== null) return ok(token)
  await noteRefused(db, council, 'nobody', account.id, 'counter went back')
  return refused('wrong')
}

/** Shows again that it is the person who is signed in, by a passkey of theirs. */
export async function showsAgainByPasskey(
  db: Db,
  person: Person,
  token: string,
  place: DevicePlace,
  given: DeviceAnswer,
): Promise<boolean> {
  const { council } = person
  const challenge = await take(db, council, 'show again', token, given.asked)
  const fits = await fitting(db, council, place, challenge, given.answer, accountOf(person))
  const done =
    fits.ok &&
    (await db.transaction().execute(async (trx) => {
      if (!(await store.usePasskey(trx, council, fits.value.key.id, fits.value.counter))) return false
      await showedAgain(trx, person, token)
      return true
    }))
  if (!done)
    await noteRefused(
      db,
      council,
      person.actor,
      accountOf(person),
      fits.ok ? 'counter went back' : fits.problem,
    )
  return done
}
