import { describe, expect, test } from 'vitest'
import { testRegister } from '../../test/support/register.ts'
import { asOwner } from '../database/index.ts'
import { type Id, instantOf, must } from '../plain/index.ts'
import { checkPassword, hashPassword, passwordProblem } from './password.ts'
import {
  acceptInvitation,
  addColleague,
  addTeam,
  changeColleague,
  colleagues,
  firstAdministratorToken,
  invited,
  newLink,
  sessionOf,
  signIn,
  signOut,
} from './people.ts'
import type { Role } from './roles.ts'

const register = await testRegister()
const { db, keys } = register
const council = register.council.id
const manage = () => register.permit('administrator', 'manage people')
const now = instantOf(new Date())
const own = (what: string, values: unknown[] = []) =>
  asOwner(register.owner, async (client) => (await client.query<Record<string, unknown>>(what, values)).rows)

const good = 'harbour lantern pebble'
const wrong = 'harbour lantern stone'
const used = { ok: false, problem: { problem: 'This link was used or is too old.' } }

let number = 0
/** Somebody with a password, as they come to be one: invited, and the link taken up. */
async function colleague(role: Role = 'social-worker') {
  const email = `worker${number++}@kent.example.org`
  const { id, token } = must(
    await addColleague(db, manage(), { name: 'Robin Ashdown', email, role, team: null }),
    'added',
  )
  const session = must(
    await acceptInvitation(db, council, token, { name: '', email: '', password: good }),
    'accepted',
  )
  return { id, email, token, session }
}
const signedIn = async (email: string) => must(await signIn(db, keys, council, email, good), 'signed in')
const ages = (id: Id, column: 'seen_at' | 'created_at', interval: string) =>
  own(`update session set ${column} = ${column} - interval '${interval}' where account = $1`, [id])

describe('the first administrator', () => {
  test('is made by a one-time link, once, however many links were printed before', async () => {
    const first = must(found(await firstAdministratorToken(db, council)), 'a link')
    const second = must(found(await firstAdministratorToken(db, council)), 'another link')
    expect(await invited(db, council, first)).toEqual({ firstAdministrator: true })
    const entered = { name: 'Kim Admin', email: ' Kim@Kent.example.org ', password: good }
    const session = must(await acceptInvitation(db, council, first, entered), 'the first administrator')
    expect((await sessionOf(db, council, session))?.person).toMatchObject({
      name: 'Kim Admin',
      role: 'administrator',
      council,
    })

    expect(await firstAdministratorToken(db, council)).toBeNull()
    expect(await invited(db, council, second)).toBeNull()
    for (const token of [first, second]) {
      expect(
        await acceptInvitation(db, council, token, {
          name: 'Mallory',
          email: 'm@example.org',
          password: good,
        }),
      ).toEqual(used)
    }
    expect((await colleagues(db, manage())).map((one) => [one.name, one.email])).toEqual([
      ['Kim Admin', 'kim@kent.example.org'],
    ])
  })

  test('is one where two links are taken up in the same moment', async () => {
    const other = await testRegister()
    const tokens = [await firstAdministratorToken(other.db, 1), await firstAdministratorToken(other.db, 1)]
    const done = await Promise.all(
      tokens.map((token, i) =>
        acceptInvitation(other.db, 1, token ?? '', {
          name: `A${i}`,
          email: `a${i}@example.org`,
          password: good,
        }),
      ),
    )
    expect(done.filter((one) => one.ok)).toHaveLength(1)
    expect(await colleagues(other.db, other.permit('administrator', 'manage people'))).toHaveLength(1)
  })

  test('cannot be the last and leave, or take another role, and can once there is a second', async () => {
    const [kim] = (await colleagues(db, manage())).filter((one) => one.role === 'administrator')
    const id = must(found(kim), 'Kim').id
    const alone = {
      ok: false,
      problem: { problem: 'This is the only administrator. Make somebody else one first.' },
    }
    expect(
      await changeColleague(db, manage(), id, { role: 'administrator', team: null, left: true }, now),
    ).toEqual(alone)
    expect(
      await changeColleague(db, manage(), id, { role: 'manager', team: null, left: false }, now),
    ).toEqual(alone)
    // Somebody who was only invited, and has no password yet, does not count.
    await addColleague(db, manage(), {
      name: 'Not yet',
      email: 'notyet@kent.example.org',
      role: 'administrator',
      team: null,
    })
    expect(
      await changeColleague(db, manage(), id, { role: 'manager', team: null, left: false }, now),
    ).toEqual(alone)
    const second = await colleague('administrator')
    expect(
      (await changeColleague(db, manage(), id, { role: 'manager', team: null, left: false }, now)).ok,
    ).toBe(true)
    expect(
      (await changeColleague(db, manage(), id, { role: 'administrator', team: null, left: false }, now)).ok,
    ).toBe(true)
    expect(
      (await changeColleague(db, manage(), second.id, { role: 'administrator', team: null, left: true }, now))
        .ok,
    ).toBe(true)
  })

  test('two administrators who remove each other at once leave one', async () => {
    const other = await testRegister()
    const permit = () => other.permit('administrator', 'manage people')
    await acceptInvitation(other.db, 1, (await firstAdministratorToken(other.db, 1)) ?? '', {
      name: 'A',
      email: 'a@example.org',
      password: good,
    })
    const b = must(
      await addColleague(other.db, permit(), {
        name: 'B',
        email: 'b@example.org',
        role: 'administrator',
        team: null,
      }),
      'B',
    )
    await acceptInvitation(other.db, 1, b.token, { name: '', email: '', password: good })
    const ids = (await colleagues(other.db, permit())).map((one) => one.id)
    const done = await Promise.all(
      ids.map((id) =>
        changeColleague(other.db, permit(), id, { role: 'administrator', team: null, left: true }, now),
      ),
    )
    expect(done.filter((one) => one.ok)).toHaveLength(1)
  })
})

describe('signing in', () => {
  test('with the right password opens a session, whatever the case of the e-mail address', async () => {
    const { email, id } = await colleague('duty')
    const token = must(await signIn(db, keys, council, ` ${email.toUpperCase()} `, good), 'signed in')
    expect((await sessionOf(db, council, token))?.person).toEqual({
      council,
      account: id,
      actor: id,
      name: 'Robin Ashdown',
      role: 'duty',
      team: null,
    })
  })

  test('wrong, unknown, left and not yet with a password all get the same answer', async () => {
    const { email } = await colleague()
    const gone = await colleague()
    await changeColleague(db, manage(), gone.id, { role: 'social-worker', team: null, left: true }, now)
    await addColleague(db, manage(), { name: 'New', email: 'new@kent.example.org', role: 'duty', team: null })
    const no = { ok: false, problem: 'wrong' }
    expect(await signIn(db, keys, council, email, wrong)).toEqual(no)
    expect(await signIn(db, keys, council, 'nobody@kent.example.org', good)).toEqual(no)
    expect(await signIn(db, keys, council, gone.email, good)).toEqual(no)
    expect(await signIn(db, keys, council, 'new@kent.example.org', '')).toEqual(no)
    expect(await signIn(db, keys, council, 'new@kent.example.org', good)).toEqual(no)
  })

  test('an unknown name takes as long as a wrong password, the first time too', async () => {
    const { email } = await colleague()
    const timed = async (name: string) => {
      const before = performance.now()
      await signIn(db, keys, council, name, wrong)
      return performance.now() - before
    }
    const unknown = await timed('first@unknown.example.org')
    const known = await timed(email)
    // A hash takes most of the time of both; without it an unknown name takes a hundredth.
    expect(unknown).toBeGreaterThan(known / 4)
    expect(unknown).toBeLessThan(known * 4)
  })

  test('is refused after ten wrong attempts in a quarter of an hour, with the right password too, and then again allowed', async () => {
    const { email } = await colleague()
    await own(
      `insert into sign_in_attempt (council, email_print) select 1, email_print from generate_series(1, 9),
        (select email_print from sign_in_attempt order by at desc limit 1) last where false`,
    )
    expect(await signIn(db, keys, council, email, wrong)).toEqual({ ok: false, problem: 'wrong' })
    // Eight more of the same, put in by hand to save the hashing.
    await own(
      'insert into sign_in_attempt (council, email_print) select council, email_print from (select * from sign_in_attempt order by at desc limit 1) last, generate_series(1, 8)',
    )
    expect(await signIn(db, keys, council, email, wrong)).toEqual({ ok: false, problem: 'wrong' })
    expect(await signIn(db, keys, council, email, good)).toEqual({ ok: false, problem: 'too many' })
    expect(await signIn(db, keys, council, email.toUpperCase(), good)).toEqual({
      ok: false,
      problem: 'too many',
    })
    const other = await colleague()
    expect((await signIn(db, keys, council, other.email, good)).ok, 'a colleague is not shut out').toBe(true)
    await own("update sign_in_attempt set at = at - interval '16 minutes'")
    expect((await signIn(db, keys, council, email, good)).ok).toBe(true)
  })

  test('right once forgets the wrong attempts before it', async () => {
    const { email } = await colleague()
    await signIn(db, keys, council, email, wrong)
    await signedIn(email)
    const left = await own(
      "select count(*)::int as n from sign_in_attempt where at > clock_timestamp() - interval '5 seconds' and email_print = (select email_print from sign_in_attempt order by at desc limit 1)",
    )
    expect(left[0]?.['n']).not.toBe(2)
  })

  test('leaves neither token, password nor e-mail address of an attempt in the database', async () => {
    const { email, token: link } = await colleague()
    const token = await signedIn(email)
    await signIn(db, keys, council, 'typo-secret@kent.example.org', 'my secret typed wrong')
    const all = JSON.stringify([
      await own('select session::text from session'),
      await own('select invitation::text from invitation'),
      await own('select sign_in_attempt::text from sign_in_attempt'),
      await own("select convert_from(body, 'SQL_ASCII') as body from audit"),
      await own('select account::text from account'),
    ])
    for (const secret of [token, link, good, 'typo-secret', 'my secret']) {
      expect(all).not.toContain(secret)
      expect(all).not.toContain(Buffer.from(secret).toString('hex'))
    }
  })
})

describe('a one-time link', () => {
  test('is good once: the second time it is used up', async () => {
    const { token } = await colleague()
    expect(await invited(db, council, token)).toBeNull()
    expect(
      await acceptInvitation(db, council, token, { name: '', email: '', password: 'another long password' }),
    ).toEqual(used)
  })

  test('two people with the same link at once: one of them gets in', async () => {
    const { token } = must(
      await addColleague(db, manage(), {
        name: 'Twice',
        email: 'twice@kent.example.org',
        role: 'duty',
        team: null,
      }),
      'added',
    )
    const done = await Promise.all(
      [1, 2].map(() => acceptInvitation(db, council, token, { name: '', email: '', password: good })),
    )
    expect(done.filter((one) => one.ok)).toHaveLength(1)
  })

  test('is too old after three days', async () => {
    const { token } = must(
      await addColleague(db, manage(), {
        name: 'Late',
        email: 'late@kent.example.org',
        role: 'duty',
        team: null,
      }),
      'added',
    )
    expect(await invited(db, council, token)).toEqual({
      firstAdministrator: false,
      name: 'Late',
      email: 'late@kent.example.org',
    })
    await own("update invitation set expires_at = expires_at - interval '72 hours' where used_at is null")
    expect(await invited(db, council, token)).toBeNull()
    expect(await acceptInvitation(db, council, token, { name: '', email: '', password: good })).toEqual(used)
  })

  test('sets the password of the person it was made for, whatever name is typed, and ends their sessions', async () => {
    const { id, email, session } = await colleague('manager')
    const again = await newLink(db, manage(), id)
    must(
      await acceptInvitation(db, council, again, {
        name: 'Mallory',
        email: 'm@example.org',
        password: 'quite another secret',
      }),
      'accepted',
    )
    expect(await sessionOf(db, council, session)).toBeNull()
    expect((await signIn(db, keys, council, email, good)).ok).toBe(false)
    const token = must(await signIn(db, keys, council, email, 'quite another secret'), 'signed in')
    expect((await sessionOf(db, council, token))?.person).toMatchObject({
      name: 'Robin Ashdown',
      role: 'manager',
    })
  })

  test('ends the older links of the same person when it is made', async () => {
    const { id, token } = must(
      await addColleague(db, manage(), {
        name: 'Forgot',
        email: 'forgot@kent.example.org',
        role: 'duty',
        team: null,
      }),
      'added',
    )
    const newer = await newLink(db, manage(), id)
    expect(await acceptInvitation(db, council, token, { name: '', email: '', password: good })).toEqual(used)
    expect((await acceptInvitation(db, council, newer, { name: '', email: '', password: good })).ok).toBe(
      true,
    )
  })

  test('of somebody who has left opens nothing', async () => {
    const { id, token } = must(
      await addColleague(db, manage(), {
        name: 'Gone',
        email: 'gone@kent.example.org',
        role: 'duty',
        team: null,
      }),
      'added',
    )
    await changeColleague(db, manage(), id, { role: 'duty', team: null, left: true }, now)
    expect(await acceptInvitation(db, council, token, { name: '', email: '', password: good })).toEqual(used)
    // Also one made after they left.
    expect(
      await acceptInvitation(db, council, await newLink(db, manage(), id), {
        name: '',
        email: '',
        password: good,
      }),
    ).toEqual(used)
  })

  test('stays good after a password that was refused as too weak', async () => {
    const { token } = must(
      await addColleague(db, manage(), {
        name: 'Weak',
        email: 'weak@kent.example.org',
        role: 'duty',
        team: null,
      }),
      'added',
    )
    expect((await acceptInvitation(db, council, token, { name: '', email: '', password: 'short' })).ok).toBe(
      false,
    )
    expect((await acceptInvitation(db, council, token, { name: '', email: '', password: good })).ok).toBe(
      true,
    )
  })

  test('nobody knows, and no other word, opens nothing', async () => {
    for (const token of ['', 'a', 'A'.repeat(43)]) {
      expect(await invited(db, council, token)).toBeNull()
      expect(
        await acceptInvitation(db, council, token, { name: 'M', email: 'm@example.org', password: good }),
      ).toEqual(used)
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
    for (let page = 0; page < 3; page++) {
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

  test('of one council opens nothing in another', async () => {
    const { session } = await colleague()
    expect(await sessionOf(db, council + 1, session)).toBeNull()
    expect(await sessionOf(db, council, `${session}x`)).toBeNull()
  })
})

describe('people and teams', () => {
  test('two people cannot have one e-mail address, nor two teams one name', async () => {
    const { email } = await colleague()
    const same = { name: 'Other', email: ` ${email.toUpperCase()}`, role: 'duty', team: null } as const
    expect(await addColleague(db, manage(), same)).toMatchObject({ ok: false })
    await addTeam(db, manage(), 'Harbour')
    expect(await addTeam(db, manage(), 'harbour')).toMatchObject({ ok: false })
  })

  test('whatever is done to people stands in the trail, in the same transaction', async () => {
    const count = async () => Number((await own('select count(*)::int as n from audit'))[0]?.['n'])
    const before = await count()
    const { id, token } = must(
      await addColleague(db, manage(), {
        name: 'Seen',
        email: 'seen@kent.example.org',
        role: 'duty',
        team: null,
      }),
      'added',
    ) // 1
    must(await acceptInvitation(db, council, token, { name: '', email: '', password: good }), 'accepted') // 2
    await newLink(db, manage(), id) // 3
    await changeColleague(db, manage(), id, { role: 'manager', team: null, left: false }, now) // 4
    await addTeam(db, manage(), 'Trail') // 5
    expect(await count()).toBe(before + 5)
    // No trail, no deed.
    await own('alter table audit add constraint full_disk check (false) not valid')
    try {
      await expect(addTeam(db, manage(), 'Unseen')).rejects.toThrow()
      await expect(signIn(db, keys, council, 'seen@kent.example.org', good)).rejects.toThrow()
    } finally {
      await own('alter table audit drop constraint full_disk')
    }
    expect(await own("select from team where name = 'Unseen'")).toEqual([])
    expect(
      await own(
        'select from session s join account a on a.id = s.account where a.id = $1 and s.ended_at is null',
        [id],
      ),
    ).toEqual([])
  })
})

describe('a password', () => {
  const person = { name: 'Robin Ashdown', email: 'robin.ashdown@kent.gov.uk' }

  // NIST SP 800-63B section 5.1.1.2 and NCSC: length, no rules about kinds of characters, nothing that is guessed first.
  test.each([
    'harbour lantern pebble',
    'aaaa bbbb cccc dddd eeee ffff hhhh',
    'ナイトハーバーランタンペブルです',
    'tr0ub4dor& three more',
    'the council meets in summer rooms',
  ])('of 15 characters and more is taken without rules about digits or signs: %s', (password) =>
    expect(passwordProblem(password, person)).toBeNull(),
  )

  test('is counted in characters, not bytes', () => {
    expect(passwordProblem('harbourlantern', person)).toMatch(/at least 15/)
    expect(passwordProblem('harbourlanterns', person)).toBeNull()
    expect(passwordProblem('ÄÖÜäöüßéèêçñåø', person)).toMatch(/at least 15/)
    expect(passwordProblem('harbour lantern '.repeat(17), person)).toMatch(/at most 256/)
  })

  test.each([
    'aaaaaaaaaaaaaaaaaaaa',
    'abababababababababab',
    'robin.ashdown@kent',
    'RobinAshdown2026!',
    'passwordpassword',
    'Password1234567!',
    '123456789012345',
    'qwertyuiopasdfgh',
    'correct horse battery staple',
    'TurnstoneTurnstone1',
    'monday monday monday',
  ])('that is easily guessed is refused: %s', (password) => {
    expect(passwordProblem(password, person)).toMatch(/easily guessed/)
  })

  test('is kept as argon2id with 64 MiB and three passes, never twice the same', async () => {
    const [one, two] = await Promise.all([hashPassword(good), hashPassword(good)])
    expect(one).toMatch(/^\$argon2id\$v=19\$m=65536,t=3,p=1\$/)
    expect(one).not.toBe(two)
    expect((await checkPassword(good, one)).ok).toBe(true)
    expect((await checkPassword(wrong, one)).ok).toBe(false)
    expect((await checkPassword(good, null)).ok).toBe(false)
  })

  test('typed with another way of writing an accent is the same password', async () => {
    const stored = await hashPassword('cafe\u0301 harbour lantern')
    expect((await checkPassword('caf\u00e9 harbour lantern', stored)).ok).toBe(true)
  })
})

function found<T>(value: T | null | undefined) {
  return value === null || value === undefined
    ? { ok: false as const, problem: 'none' }
    : { ok: true as const, value }
}
