import type { AuthenticationResponseJSON, RegistrationResponseJSON } from '@simplewebauthn/server'
import { ok, type Outcome, refused } from '../../../plain/index.ts'
import type { Stored } from './store.ts'

/** Loaded when the first passkey asks for it: commands that know no passkey need not wait a fifth of a second. */
export const webauthn = () => import('@simplewebauthn/server')

/** Where the pages are open, as browser and device sign it: `rpId` is the host name, `origin` the whole address. */
export type DevicePlace = { rpId: string; origin: string }

/** Why an answer was not taken, as the trail says it. */
export type Misfit =
  | 'used or too late'
  | 'another origin'
  | 'counter went back'
  | 'another’s passkey'
  | 'unknown passkey'
  | 'does not fit'

/** What a browser sent, as far as it must be read before it is checked. */
export function readAnswer(text: string): { id: Buffer; userHandle: string; whole: object } | null {
  // A real one has some hundreds of characters, with a certificate of the device some thousands.
  if (text.length > 20_000) return null
  try {
    const whole: unknown = JSON.parse(text)
    if (typeof whole !== 'object' || whole === null || !('id' in whole) || typeof whole.id !== 'string')
      return null
    const response = 'response' in whole ? whole.response : null
    if (typeof response !== 'object' || response === null) return null
    const userHandle =
      'userHandle' in response && typeof response.userHandle === 'string' ? response.userHandle : ''
    return { id: Buffer.from(whole.id, 'base64url'), userHandle, whole }
  } catch {
    return null
  }
}

/** The library says by exceptions what is wrong; here they are expected. */
const misfitOf = (error: unknown): Misfit => {
  const words = error instanceof Error ? error.message : ''
  if (/origin/.test(words)) return 'another origin'
  return /counter value/.test(words) ? 'counter went back' : 'does not fit'
}

/** What both checks ask for: our place, our challenge, and that the device knew its person (a finger, a face, a PIN). */
const expected = (place: DevicePlace, challenge: Buffer) => ({
  expectedChallenge: challenge.toString('base64url'),
  expectedOrigin: place.origin,
  expectedRPID: place.rpId,
  requireUserVerification: true,
})

/** Checks what a device answered when it made a passkey (W3C Web Authentication, section 7.1). */
export async function checkNew(
  whole: object,
  place: DevicePlace,
  challenge: Buffer,
): Promise<Outcome<Pick<Stored, 'id' | 'public_key' | 'counter' | 'transports'>, Misfit>> {
  try {
    const response = whole as RegistrationResponseJSON
    const { verifyRegistrationResponse } = await webauthn()
    const done = await verifyRegistrationResponse({ response, ...expected(place, challenge) })
    if (!done.verified) return refused('does not fit')
    const { credential } = done.registrationInfo
    return ok({
      id: Buffer.from(credential.id, 'base64url'),
      public_key: Buffer.from(credential.publicKey),
      counter: credential.counter,
      transports: (credential.transports ?? []).map(String).slice(0, 10),
    })
  } catch (error) {
    return refused(misfitOf(error))
  }
}

/** Checks what a device answered with a passkey that is known (section 7.2). @returns how often it was used */
export async function checkKnown(
  whole: object,
  place: DevicePlace,
  challenge: Buffer,
  known: Stored,
): Promise<Outcome<number, Misfit>> {
  try {
    const { verifyAuthenticationResponse } = await webauthn()
    const done = await verifyAuthenticationResponse({
      response: whole as AuthenticationResponseJSON,
      ...expected(place, challenge),
      credential: {
        id: known.id.toString('base64url'),
        publicKey: new Uint8Array(known.public_key),
        counter: known.counter,
      },
    })
    return done.verified ? ok(done.authenticationInfo.newCounter) : refused('does not fit')
  } catch (error) {
    return refused(misfitOf(error))
  }
}
