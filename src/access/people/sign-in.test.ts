import { describe, expect, test } from 'vitest'
import { goodPassword, peopleOf, wrongPassword } from '../../../test/support/people.ts'
import { testRegister } from '../../../test/support/register.ts'
import { instantOf, must } from '../../plain/index.ts'
import { addTeam, changeColleague } from './people.ts'
import { hmac } from '../keys/index.ts'
import { sessionOf, signIn, signOut } from './sign-in.ts'

const register = await testRegister()
const { db, keys } = register
const council = register.council.id
const { manage, invite, colleague, own, ages } = peopleOf(register)
const now = instantOf(new Date())

const attempt = (email: string, password: string) => signIn(db, keys, council, email, password)
const signedIn = async (email: string) => must(await attempt(email, goodPassword), 'signed in')
const printOf = (email: string) => hmac(keys.index, 'sign-in', email)
const wrongAttempts = async (email: string) =>
  (await own('select count(*)::int as n from sign_in_attempt where email_print = $1', [printOf(email)]))[0]?.[
    'n'
  ]

describe('signing in', () => {
  test('with the right password opens a session, whatever the case of the e-mail address', async () => {
    const { email, id } = await colleague('duty')
    const token = must(await attempt(` ${email.toUpperCase()} `, goodPassword), 'signed in')
    const person = { council, account: id, actor: id, name: 'Robin Ashdown', role: 'duty', team: null }
    expect((await sessionOf(db, council, token))?.person).toEqual(person)
  })

  test('wrong, unknown, left and not yet with a password all get the same answer', async () => {
    const { email } = await colleague()
    const gone = await colleague()
    await changeColleague(db, manage(), gone.id, { role: 'social-worker', team: null, left: true }, now)
    const fresh = await invite('New')
    const no = { ok: false, problem: 'wrong' }
    expect(await attempt(email, wrongPassword)).toEqual(no)
    expect(await attempt('nobody@kent.example.org', goodPassword)).toEqual(no)
    expect(await attempt(gone.email, goodPassword)).toEqual(no)
    expect(await attempt(fresh.email, '')).toEqual(no)
    expect(await attempt(fresh.email, goodPassword)).toEqual(no)
  })

  test('an unknown name takes as long as a wrong password', async () => {
    const { email } = await colleague()
    const timed = async (name: string) => {
      const before = performance.now()
      await attempt(name, wrongPassword)
      return performance.now() - before
    }
    const unknown = await timed('first@unknown.example.org')
    const known = await timed(email)
    // A hash takes most of the time of both; without it an unknown name takes a fiftieth.
    expect(unknown).toBeGreaterThan(known / 5)
    expect(unknown).toBeLessThan(known * 5)
  })

  test('is refused after ten wrong attempts in a quarter of an hour, with the right password too, and later allowed again', async () => {
    const { email } = await colleague()
    // Nine put in by hand, to save the hashing; the tenth as it comes.
    await own('insert into sign_in_attempt (council, email_print) select 1, $1 from generate_series(1, 9)', [
      printOf(email),
    ])
    expect(await attempt(email, wrongPassword)).toEqual({ ok: false, problem: 'wrong' })
    expect(await attempt(email, goodPassword)).toEqual({ ok: false, problem: 'too many' })
    expect(await attempt(email.toUpperCase(), goodPassword)).toEqual({ ok: false, problem: 'too many' })
    const other = await colleague()
    expect((await attempt(other.email, goodPassword)).ok, 'a colleague is not shut out').toBe(true)
    await own("update sign_in_attempt set at = at - interval '15 minutes'")
    expect((await attempt(email, goodPassword)).ok).toBe(true)
  })

  test('counts attempts for a name that nobody has as well: the answer tells nothing', async () => {
    const email = 'nobody-else@kent.example.org'
    await own('insert into sign_in_attempt (council, email_print) select 1, $1 from generate_series(1, 10)', [
      printOf(email),
    ])
    expect(await attempt(email, goodPassword)).toEqual({ ok: false, problem: 'too many' })
  })

  test('right once forgets the wrong attempts before it', async () => {
    const { email } = await colleague()
    await attempt(email, wrongPassword)
    expect(await wrongAttempts(email)).toBe(1)
    await signedIn(email)
    expect(await wrongAttempts(email)).toBe(0)
  })

  test('leaves neither token, password nor a mistyped e-mail address in the database', async () => {
    const { email, token: link } = await colleague()
    const token = await signedIn(email)
    await attempt('typo-secret@kent.example.org', 'my secret typed wrong')
    const tables = ['session', 'invitation', 'sign_in_attempt', 'account', 'audit']
    const all = (
      await Promise.all(tables.map((table) => own(`select ${table}::text as row from ${table}`)))
    ).flat()
    const text = all.map((row) => String(row['row'])).join('\n')
    for (const secret of [token, link, goodPassword, 'typo-secret', 'my secret']) {
      expect(text).not.toContain(secret)
      expect(text).not.toContain(Buffer.from(secret).toString('hex'))
    }
  })
})

describe('a session', () => {
  test('ends at once when its person leaves', async () => {
    const { id, session } = await colleague()
    expect(await sessionOf(db, council, session)).not.toBeNull()
    await changeColleague(db, manage(), id, { role: 'social-worker', team: null, left: true }, now)
    expect(await sessionOf(db, council, session)).toBeNull()
    // And does not come back when they do.
    await changeColleague(db, manage(), id, { role: 'social-worker', team: null, left: false }, now)
    expect(await sessionOf(db, council, session)).toBeNull()
  })

  test('ends at once when the role changes, so that no page opens with the old one', async () => {
    const { id, session, email } = await colleague('manager')
    await changeColleague(db, manage(), id, { role: 'auditor', team: null, left: false }, now)
    expect(await sessionOf(db, council, session)).toBeNull()
    expect((await sessionOf(db, council, await signedIn(email)))?.person.role).toBe('auditor')
  })

  test('goes on when only the team changes, and knows the new one at the next page', async () => {
    const { id, session } = await colleague()
    const team = must(await addTeam(db, manage(), 'North'), 'a team')
    await changeColleague(db, manage(), id, { role: 'social-worker', team, left: false }, now)
    expect((await sessionOf(db, council, session))?.person.team).toBe(team)
  })

  test('ends after 20 minutes without a page, and each page begins them anew', async () => {
    const { id, session } = await colleague()
    for (const page of [1, 2, 3]) {
      await ages(id, 'seen_at', '19 minutes 50 seconds')
      expect(await sessionOf(db, council, session), `page ${page}`).not.toBeNull()
    }
    await ages(id, 'seen_at', '20 minutes')
    expect(await sessionOf(db, council, session)).toBeNull()
  })

  test('ends 12 hours after it began, however busy', async () => {
    const { id, session } = await colleague()
    await ages(id, 'created_at', '11 hours 59 minutes')
    expect(await sessionOf(db, council, session)).not.toBeNull()
    await ages(id, 'created_at', '1 minute')
    expect(await sessionOf(db, council, session)).toBeNull()
  })

  test('ends by signing out, on this machine only', async () => {
    const { session, email } = await colleague()
    const elsewhere = await signedIn(email)
    await signOut(db, council, session)
    expect(await sessionOf(db, council, session)).toBeNull()
    expect(await sessionOf(db, council, elsewhere)).not.toBeNull()
  })

  test('of one council opens nothing in another, nor does a token that is nearly right', async () => {
    const { session } = await colleague()
    expect(await sessionOf(db, council + 1, session)).toBeNull()
    expect(await sessionOf(db, council, `${session}x`)).toBeNull()
    expect(await sessionOf(db, council, '')).toBeNull()
  })
})
