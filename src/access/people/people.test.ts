import { describe, expect, test } from 'vitest'
import { goodPassword, peopleOf } from '../../../test/support/people.ts'
import { testRegister } from '../../../test/support/register.ts'
import { instantOf, must } from '../../plain/index.ts'
import {
  acceptInvitation,
  addColleague,
  addTeam,
  changeColleague,
  colleagues,
  firstAdministratorToken,
  invited,
  newLink,
} from './people.ts'
import { sessionOf, signIn } from './sign-in.ts'

const register = await testRegister()
const { db, keys } = register
const council = register.council.id
const { manage, invite, accept, colleague, own } = peopleOf(register)
const now = instantOf(new Date())

const usedUp = { ok: false, problem: { problem: 'This link was used or is too old.' } }

describe('the first administrator', () => {
  test('is made by a one-time link, once, however many links were printed before', async () => {
    const first = (await firstAdministratorToken(db, council)) ?? ''
    const second = (await firstAdministratorToken(db, council)) ?? ''
    expect(await invited(db, council, first)).toEqual({ firstAdministrator: true })
    const entered = { name: 'Kim Admin', email: ' Kim@Kent.example.org ', password: goodPassword }
    const session = must(await acceptInvitation(db, council, first, entered), 'the first administrator')
    expect((await sessionOf(db, council, session))?.person).toMatchObject({
      name: 'Kim Admin',
      role: 'administrator',
      council,
    })

    expect(await firstAdministratorToken(db, council)).toBeNull()
    expect(await invited(db, council, second)).toBeNull()
    for (const token of [first, second]) {
      const mallory = { name: 'Mallory', email: 'm@example.org', password: goodPassword }
      expect(await acceptInvitation(db, council, token, mallory)).toEqual(usedUp)
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
          password: goodPassword,
        }),
      ),
    )
    expect(done.filter((one) => one.ok)).toHaveLength(1)
    expect(await colleagues(other.db, other.permit('administrator', 'manage people'))).toHaveLength(1)
  })

  test('cannot leave or take another role while there is no second, and can then', async () => {
    const kim = (await colleagues(db, manage())).find((one) => one.role === 'administrator')
    const id = kim?.id ?? register.keys.register
    const leave = () =>
      changeColleague(db, manage(), id, { role: 'administrator', team: null, left: true }, now)
    const step = () => changeColleague(db, manage(), id, { role: 'manager', team: null, left: false }, now)
    const alone = {
      ok: false,
      problem: { problem: 'This is the only administrator. Make somebody else one first.' },
    }
    expect(await leave()).toEqual(alone)
    expect(await step()).toEqual(alone)
    // Somebody who was only invited, and has no password yet, does not count.
    await invite('Not yet', 'administrator')
    expect(await step()).toEqual(alone)
    await colleague('administrator')
    expect((await step()).ok).toBe(true)
    // Nor is a manager kept from leaving because there is one administrator.
    expect((await leave()).ok).toBe(true)
  })

  test('and a second one who remove each other at once leave one', async () => {
    const other = await testRegister()
    const there = peopleOf(other)
    const ids = [await there.colleague('administrator'), await there.colleague('administrator')].map(
      (one) => one.id,
    )
    const done = await Promise.all(
      ids.map((id) =>
        changeColleague(other.db, there.manage(), id, { role: 'administrator', team: null, left: true }, now),
      ),
    )
    expect(done.filter((one) => one.ok)).toHaveLength(1)
  })
})

describe('a one-time link', () => {
  test('is good once: the second time it is used up', async () => {
    const { token } = await colleague()
    expect(await invited(db, council, token)).toBeNull()
    expect(await accept(token, 'another long secret')).toEqual(usedUp)
  })

  test('lets one of two people in who follow it at once', async () => {
    const { token } = await invite('Twice')
    const done = await Promise.all([accept(token), accept(token)])
    expect(done.filter((one) => one.ok)).toHaveLength(1)
  })

  test('is too old after three days', async () => {
    const { token, email } = await invite('Late')
    await own(
      "update invitation set expires_at = expires_at - interval '71 hours 59 minutes' where used_at is null",
    )
    expect(await invited(db, council, token)).toEqual({ firstAdministrator: false, name: 'Late', email })
    await own("update invitation set expires_at = expires_at - interval '1 minute' where used_at is null")
    expect(await invited(db, council, token)).toBeNull()
    expect(await accept(token)).toEqual(usedUp)
  })

  test('sets the password of the person it was made for, whatever name is typed, and ends their sessions', async () => {
    const { id, email, session } = await colleague('manager')
    const again = await newLink(db, manage(), id)
    const typed = { name: 'Mallory', email: 'm@example.org', password: 'quite another secret' }
    must(await acceptInvitation(db, council, again, typed), 'accepted')
    expect(await sessionOf(db, council, session)).toBeNull()
    expect((await signIn(db, keys, council, email, goodPassword)).ok).toBe(false)
    const token = must(await signIn(db, keys, council, email, typed.password), 'signed in')
    expect((await sessionOf(db, council, token))?.person).toMatchObject({
      name: 'Robin Ashdown',
      role: 'manager',
    })
  })

  test('ends the older links of the same person when it is made', async () => {
    const { id, token } = await invite('Forgot')
    const newer = await newLink(db, manage(), id)
    expect(await accept(token)).toEqual(usedUp)
    expect((await accept(newer)).ok).toBe(true)
  })

  test('of somebody who has left opens nothing, made before or after', async () => {
    const { id, token } = await invite('Gone')
    await changeColleague(db, manage(), id, { role: 'duty', team: null, left: true }, now)
    expect(await accept(token)).toEqual(usedUp)
    expect(await accept(await newLink(db, manage(), id))).toEqual(usedUp)
  })

  test('stays good after a password that was too weak', async () => {
    const { token } = await invite('Weak')
    expect((await accept(token, 'short')).ok).toBe(false)
    expect((await accept(token)).ok).toBe(true)
  })

  test('that nobody made opens nothing', async () => {
    for (const token of ['', 'a', 'A'.repeat(43)]) {
      expect(await invited(db, council, token)).toBeNull()
      expect(await accept(token)).toEqual(usedUp)
    }
  })
})

describe('people and teams', () => {
  test('two people cannot have one e-mail address, nor two teams one name', async () => {
    const { email } = await colleague()
    const same = { name: 'Other', email: ` ${email.toUpperCase()}`, role: 'duty', team: null } as const
    expect(await addColleague(db, manage(), same)).toMatchObject({ ok: false })
    expect(await addTeam(db, manage(), 'Harbour')).toMatchObject({ ok: true })
    expect(await addTeam(db, manage(), 'harbour')).toMatchObject({ ok: false })
  })

  test('whatever is done to people stands in the trail, and without the trail it is not done', async () => {
    const acts = async () => Number((await own('select count(*)::int as n from audit'))[0]?.['n'])
    const before = await acts()
    const { id, token, email } = await invite('Seen') // 1 and 2
    must(await accept(token), 'accepted') // 3
    await newLink(db, manage(), id) // 4
    await changeColleague(db, manage(), id, { role: 'manager', team: null, left: false }, now) // 5
    await addTeam(db, manage(), 'Trail') // 6
    expect(await acts()).toBe(before + 6)

    await own('alter table audit add constraint full_disk check (false) not valid')
    try {
      await expect(addTeam(db, manage(), 'Unseen')).rejects.toThrow()
      await expect(invite('Unseen')).rejects.toThrow()
      await expect(signIn(db, keys, council, email, goodPassword)).rejects.toThrow()
    } finally {
      await own('alter table audit drop constraint full_disk')
    }
    expect(
      await own(
        "select name from team where name = 'Unseen' union select name from account where name = 'Unseen'",
      ),
    ).toEqual([])
    expect(await own('select token from session where account = $1 and ended_at is null', [id])).toEqual([])
  })
})
