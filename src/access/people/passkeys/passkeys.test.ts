import { createHash, createSign, generateKeyPairSync, type KeyObject, randomBytes } from 'node:crypto'
import { describe, expect, test } from 'vitest'
import { goodPassword, peopleOf } from '../../../../test/support/people.ts'
import { testRegister } from '../../../../test/support/register.ts'
import { instantOf, must } from '../../../plain/index.ts'
import { newLink, acceptInvitation, changeColleague } from '../people.ts'
import { provesAgain, sessionOf, shownLately, signIn } from '../sign-in.ts'
import { addPasskey, askToAdd, passkeys, removePasskey, renamePasskey } from './passkeys.ts'
import { askToShowAgain, askToSignIn, showsAgainByPasskey, signInByPasskey } from './signing-in.ts'

const register = await testRegister()
const { db, keys } = register
const council = register.council.id
const { colleague, manage, own } = peopleOf(register)
const place = { rpId: 'register.kent.example', origin: 'https://register.kent.example' }

// ---- a device, written from W3C Web Authentication level 2, sections 6.1 and 6.5.1, and RFC 8949 and 9053 ---------

const head = (major: number, n: number): Buffer =>
  n < 24
    ? Buffer.from([(major << 5) | n])
    : n < 256
      ? Buffer.from([(major << 5) | 24, n])
      : Buffer.from([(major << 5) | 25, n >> 8, n & 255])
const number = (n: number) => (n < 0 ? head(1, -1 - n) : head(0, n))
const bytes = (value: Buffer) => Buffer.concat([head(2, value.length), value])
const words = (value: string) => Buffer.concat([head(3, value.length), Buffer.from(value)])
const map = (...pairs: Buffer[]) => Buffer.concat([head(5, pairs.length / 2), ...pairs])

const sha256 = (value: Buffer | string) => createHash('sha256').update(value).digest()
const base64 = (value: Buffer) => value.toString('base64url')

type Says = { origin?: string; rpId?: string; counter?: number; verified?: boolean; handle?: string }

class Device {
  readonly id = randomBytes(32)
  private readonly privateKey: KeyObject
  private readonly cose: Buffer
  handle = ''
  counter = 0
  constructor() {
    const pair = generateKeyPairSync('ec', { namedCurve: 'P-256' })
    this.privateKey = pair.privateKey
    const { x = '', y = '' } = pair.publicKey.export({ format: 'jwk' })
    // kty EC2, alg ES256, crv P-256, x, y.
    this.cose = map(
      number(1),
      number(2),
      number(3),
      number(-7),
      number(-1),
      number(1),
      number(-2),
      bytes(Buffer.from(x, 'base64url')),
      number(-3),
      bytes(Buffer.from(y, 'base64url')),
    )
  }
  private client(type: string, challenge: string, says: Says): Buffer {
    const origin = says.origin ?? place.origin
    return Buffer.from(JSON.stringify({ type, challenge, origin, crossOrigin: false }))
  }
  private authData(says: Says, attested: boolean): Buffer {
    const counter = Buffer.alloc(4)
    counter.writeUInt32BE(says.counter ?? this.counter)
    const flags = 1 | (says.verified === false ? 0 : 4) | (attested ? 64 : 0)
    const length = Buffer.alloc(2)
    length.writeUInt16BE(this.id.length)
    return Buffer.concat([
      sha256(says.rpId ?? place.rpId),
      Buffer.from([flags]),
      counter,
      ...(attested ? [Buffer.alloc(16), length, this.id, this.cose] : []),
    ])
  }
  make(options: string, says: Says = {}): string {
    const asked = JSON.parse(options) as { challenge: string; user: { id: string } }
    this.handle = asked.user.id
    const attestationObject = map(
      words('fmt'),
      words('none'),
      words('attStmt'),
      map(),
      words('authData'),
      bytes(this.authData(says, true)),
    )
    return JSON.stringify({
      id: base64(this.id),
      rawId: base64(this.id),
      type: 'public-key',
      clientExtensionResults: {},
      response: {
        clientDataJSON: base64(this.client('webauthn.create', asked.challenge, says)),
        attestationObject: base64(attestationObject),
        transports: ['internal'],
      },
    })
  }
  use(options: string, says: Says = {}): string {
    const { challenge } = JSON.parse(options) as { challenge: string }
    if (says.counter === undefined) this.counter++
    const client = this.client('webauthn.get', challenge, says)
    const authData = this.authData(says, false)
    const signature = createSign('sha256')
      .update(Buffer.concat([authData, sha256(client)]))
      .sign(this.privateKey)
    return JSON.stringify({
      id: base64(this.id),
      rawId: base64(this.id),
      type: 'public-key',
      clientExtensionResults: {},
      response: {
        clientDataJSON: base64(client),
        authenticatorData: base64(authData),
        signature: base64(signature),
        userHandle: says.handle ?? this.handle,
      },
    })
  }
}

/** Somebody with a password, a session, and a device that has a passkey of theirs. */
async function someone() {
  const { id, email, session } = await colleague('duty')
  const person = (await sessionOf(db, council, session))?.person ?? register.person('duty')
  const device = new Device()
  const asked = await askToAdd(db, person, session, place)
  const made = device.make(asked.options)
  must(await addPasskey(db, person, session, place, { asked: asked.id, answer: made }, 'Work phone'), 'added')
  return { id, email, session, person, device, asked, made }
}
const signsIn = async (device: Device, says: Says = {}, at = place) => {
  const asked = await askToSignIn(db, council, place)
  return signInByPasskey(db, council, at, { asked: asked.id, answer: device.use(asked.options, says) })
}
/** Why the last passkey was refused, as the trail says it. */
async function lastReason(): Promise<string> {
  const [row] = await own('select body from audit where council = 1 and shard = 1 order by seq desc limit 1')
  const body = row?.['body'] as Buffer
  const parts: string[] = []
  for (let at = 1; at < body.length;) {
    const length = body.readUInt32BE(at)
    parts.push(body.subarray(at + 4, at + 4 + length).toString('utf8'))
    at += 4 + length
  }
  expect(parts[5]).toBe('passkey refused')
  return parts[13] ?? ''
}
const wrong = { ok: false, problem: 'wrong' }

describe('a passkey', () => {
  test('signs its person in, and each act stands in the trail', async () => {
    const { id, device, person } = await someone()
    const token = must(await signsIn(device), 'signed in')
    expect((await sessionOf(db, council, token))?.person.account).toBe(id)
    const [mine] = await passkeys(db, person)
    expect(mine).toMatchObject({ name: 'Work phone' })
    expect(mine?.used).not.toBeNull()
    expect(await renamePasskey(db, person, mine?.id ?? '', 'Old phone')).toBe(true)
    expect((await passkeys(db, person))[0]?.name).toBe('Old phone')
    const acts = await own('select action from trace where actor = $1 order by seq', [id])
    expect(acts.map((row) => row['action'])).toEqual([
      'chose a password',
      'added a passkey',
      'signed in with a passkey',
      'renamed a passkey',
    ])
  })

  test('is asked for with the person known to the device, and made so that no name is typed', async () => {
    const { person, session } = await someone()
    const options = JSON.parse((await askToAdd(db, person, session, place)).options) as Record<
      string,
      unknown
    >
    expect(options['authenticatorSelection']).toMatchObject({
      residentKey: 'required',
      userVerification: 'required',
    })
    expect(options['rp']).toMatchObject({ id: place.rpId })
    expect(options['excludeCredentials']).toHaveLength(1)
    const any = JSON.parse((await askToSignIn(db, council, place)).options) as Record<string, unknown>
    expect(any).toMatchObject({ userVerification: 'required', allowCredentials: [] })
  })

  test('is refused when one question is answered twice', async () => {
    const { device, person, session, asked, made } = await someone()
    expect(await addPasskey(db, person, session, place, { asked: asked.id, answer: made }, 'Again')).toEqual({
      ok: false,
      problem: 'used or too late',
    })
    const question = await askToSignIn(db, council, place)
    const given = { asked: question.id, answer: device.use(question.options) }
    expect((await signInByPasskey(db, council, place, given)).ok).toBe(true)
    expect(await signInByPasskey(db, council, place, given)).toEqual(wrong)
    expect(await lastReason()).toBe('used or too late')
  })

  test('lets one in of two who send one answer at once', async () => {
    const { device } = await someone()
    const question = await askToSignIn(db, council, place)
    const given = { asked: question.id, answer: device.use(question.options) }
    const done = await Promise.all([1, 2].map(() => signInByPasskey(db, council, place, given)))
    expect(done.filter((one) => one.ok)).toHaveLength(1)
  })

  test('is refused after five minutes, and a wrong answer uses the question up', async () => {
    const { device } = await someone()
    const late = await askToSignIn(db, council, place)
    await own("update passkey_challenge set at = at - interval '5 minutes'")
    expect(
      await signInByPasskey(db, council, place, { asked: late.id, answer: device.use(late.options) }),
    ).toEqual(wrong)
    const spent = await askToSignIn(db, council, place)
    expect(await signInByPasskey(db, council, place, { asked: spent.id, answer: '{' })).toEqual(wrong)
    expect(await lastReason()).toBe('does not fit')
    expect(
      await signInByPasskey(db, council, place, { asked: spent.id, answer: device.use(spent.options) }),
    ).toEqual(wrong)
  })

  test.each<[string, Says, string]>([
    ['for another origin', { origin: 'https://register.kent.example.evil.example' }, 'another origin'],
    ['for plain http', { origin: 'http://register.kent.example' }, 'another origin'],
    ['for another site’s id', { rpId: 'evil.example' }, 'does not fit'],
    ['without knowing its person', { verified: false }, 'does not fit'],
    [
      'for somebody else',
      { handle: base64(Buffer.from(randomBytes(16).toString('hex'))) },
      'another’s passkey',
    ],
  ])('that answers %s is refused', async (_what, says, reason) => {
    const { device } = await someone()
    expect(await signsIn(device, says)).toEqual(wrong)
    expect(await lastReason()).toBe(reason)
    expect((await signsIn(device)).ok).toBe(true)
  })

  test('whose counter goes back, or stands still, is refused: there may be a copy of it', async () => {
    const { device } = await someone()
    for (const counter of [1, 2, 7]) expect((await signsIn(device, { counter })).ok).toBe(true)
    for (const counter of [7, 6, 0]) {
      expect(await signsIn(device, { counter }), String(counter)).toEqual(wrong)
      expect(await lastReason()).toBe('counter went back')
    }
    expect((await signsIn(device, { counter: 8 })).ok).toBe(true)
  })

  test('that nobody knows, or that another key signs for, is refused', async () => {
    const { device } = await someone()
    const stranger = new Device()
    expect(await signsIn(stranger)).toEqual(wrong)
    expect(await lastReason()).toBe('unknown passkey')
    Object.assign(stranger, { id: device.id, handle: device.handle, counter: 50 })
    expect(await signsIn(stranger)).toEqual(wrong)
    expect(await lastReason()).toBe('does not fit')
  })

  test('of another account is not added, and not taken when somebody shows again who they are', async () => {
    const [one, other] = [await someone(), await someone()]
    const asked = await askToAdd(db, other.person, other.session, place)
    const given = { asked: asked.id, answer: one.device.make(asked.options) }
    expect(await addPasskey(db, other.person, other.session, place, given, 'Mine now')).toEqual({
      ok: false,
      problem: 'another’s passkey',
    })
    const again = await askToShowAgain(db, other.person, other.session, place)
    const answer = { asked: again?.id ?? '', answer: one.device.use(again?.options ?? '') }
    expect(await showsAgainByPasskey(db, other.person, other.session, place, answer)).toBe(false)
    expect(await lastReason()).toBe('another’s passkey')
    expect(await shownLately(db, council, other.session)).toBe(false)
    // Nor may one remove or rename it.
    const [theirs] = await passkeys(db, one.person)
    expect(await removePasskey(db, other.person, theirs?.id ?? '')).toEqual({ ok: false, problem: 'none' })
    expect(await renamePasskey(db, other.person, theirs?.id ?? '', 'Mine')).toBe(false)
  })

  test('asked of one session is not added by another, nor is a question for signing in good for adding', async () => {
    const { person, session, email } = await someone()
    const token = must(await signIn(db, keys, council, email, goodPassword), 'signed in')
    const device = new Device()
    const asked = await askToAdd(db, person, session, place)
    const given = { asked: asked.id, answer: device.make(asked.options) }
    expect((await addPasskey(db, person, token, place, given, 'X')).ok).toBe(false)
    expect(await signInByPasskey(db, council, place, given)).toEqual(wrong)
    expect((await addPasskey(db, person, session, place, given, 'X')).ok, 'its own session').toBe(true)
  })

  test('of somebody who has left opens nothing', async () => {
    const { id, device } = await someone()
    const gone = { role: 'duty', team: null, left: true } as const
    must(await changeColleague(db, manage(), id, gone, instantOf(new Date())), 'left')
    expect(await signsIn(device)).toEqual(wrong)
    expect(await lastReason()).toBe('has left')
  })

  test('ends when a one-time link is taken up: the device may be lost, or have been added by somebody else', async () => {
    const { id, device, person } = await someone()
    const link = await newLink(db, manage(), id)
    must(
      await acceptInvitation(db, council, link, { name: '', email: '', password: 'quite another secret' }),
      'ok',
    )
    expect(await passkeys(db, person)).toEqual([])
    expect(await signsIn(device)).toEqual(wrong)
  })
})

describe('the last means to sign in', () => {
  test('cannot be removed: a password, or another passkey, must be left', async () => {
    const { id, person, session } = await someone()
    const second = new Device()
    const asked = await askToAdd(db, person, session, place)
    const given = { asked: asked.id, answer: second.make(asked.options) }
    must(await addPasskey(db, person, session, place, given, 'Key'), 'added')
    await own('update account set password = null where id = $1', [id])
    const [one, other] = (await passkeys(db, person)).map((mine) => mine.id)
    const done = await Promise.all([
      removePasskey(db, person, one ?? ''),
      removePasskey(db, person, other ?? ''),
    ])
    expect(done.filter((each) => each.ok)).toHaveLength(1)
    expect(done.find((each) => !each.ok)).toEqual({ ok: false, problem: 'the last' })
  })

  test('is the password where there is one: then every passkey may go', async () => {
    const { person } = await someone()
    const [mine] = await passkeys(db, person)
    expect((await removePasskey(db, person, mine?.id ?? '')).ok).toBe(true)
    expect(await passkeys(db, person)).toEqual([])
  })
})

describe('showing again who one is', () => {
  test('counts for five minutes, by a passkey or a password, in that session alone', async () => {
    const { id, person, session, device } = await someone()
    expect(await shownLately(db, council, session)).toBe(false)
    const asked = await askToShowAgain(db, person, session, place)
    const given = { asked: asked?.id ?? '', answer: device.use(asked?.options ?? '') }
    const elsewhere = must(await signsIn(device), 'signed in')
    expect(await showsAgainByPasskey(db, person, elsewhere, place, given), 'another session').toBe(false)
    const again = await askToShowAgain(db, person, session, place)
    expect(
      await showsAgainByPasskey(db, person, session, place, {
        asked: again?.id ?? '',
        answer: device.use(again?.options ?? ''),
      }),
    ).toBe(true)
    expect(await shownLately(db, council, session)).toBe(true)
    expect(await shownLately(db, council, elsewhere)).toBe(false)
    await own("update session set shown_at = shown_at - interval '5 minutes' where account = $1", [id])
    expect(await shownLately(db, council, session)).toBe(false)
    expect(await provesAgain(db, keys, person, session, 'not the password at all')).toBe(false)
    expect(await shownLately(db, council, session)).toBe(false)
    expect(await provesAgain(db, keys, person, session, goodPassword)).toBe(true)
    expect(await shownLately(db, council, session)).toBe(true)
  })

  test('by a passkey is not offered to who has none', async () => {
    const { session } = await colleague('duty')
    const person = (await sessionOf(db, council, session))?.person ?? register.person('duty')
    expect(await askToShowAgain(db, person, session, place)).toBeNull()
  })
})
