import { describe, expect, test } from 'vitest'
import { headings } from '../../../test/support/council-files.ts'
import { importing, testRegister } from '../../../test/support/register.ts'
import { addDemonstrationWorkers, decide, type Person, type Role } from '../../access/index.ts'
import { asOwner, newId } from '../../database/index.ts'
import { formSource, record, said } from '../../register/index.ts'
import { day, type Id, must } from '../../plain/index.ts'
import {
  childMonth,
  claimSheet,
  closeMonth,
  countAgain,
  leaverClaim,
  monthOfClaim,
  statements,
} from './index.ts'

/** Four invented children in March 2018, what becomes known of them later, and what a closed month says of it: by hand. */
const register = await testRegister('demonstration')
await addDemonstrationWorkers(register.db, register.keys, register.council.id)
const { db, council } = register
const own = <Row>(what: string, values: unknown[] = []) =>
  asOwner(register.owner, async (client) => (await client.query(what, values)).rows as Row[])
const accounts = new Map(
  (await own<{ id: Id; role: Role }>('select id, role from account')).map((row) => [row.role, row.id]),
)
const person = (role: Role): Person => ({
  council: council.id,
  account: accounts.get(role) ?? null,
  actor: `account:${role}`,
  name: role,
  role,
  team: null,
})
const claims = (role: Role = 'manager') =>
  must(decide(person(role), 'claim the grant', { council: council.id }), 'may see the claim')
const closes = () => must(decide(person('manager'), 'close a month', { council: council.id }), 'may close')

const files = (end: string) => ({
  'header.csv': `${headings.header}\nCLOSE1,1,15/06/2004,BAFR,,,\nCLOSE2,1,10/03/2002,BAFR,,,\nCLOSE3,1,10/02/2000,BAFR,,,\nCLOSE4,2,01/01/2003,BAFR,,,\n`,
  'episodes.csv': [
    headings.episodes,
    'CLOSE1,10/01/2018,S,V2,N8,U4,PR1,,,,,,,,',
    'CLOSE2,10/07/2017,S,V2,N8,U4,PR1,,,,,,,,',
    'CLOSE3,10/01/2017,S,V2,N8,U4,PR1,10/02/2018,E17,,,,,,',
    `CLOSE4,10/01/2018,S,V2,N8,U4,PR1,${end},,,,,,`,
    '',
  ].join('\n'),
  'uasc.csv': `${headings.uasc}\nCLOSE1,1,15/06/2004,\nCLOSE2,1,10/03/2002,\nCLOSE3,1,10/02/2000,\nCLOSE4,2,01/01/2003,\n`,
})
await importing(register, files(','))
const march = day('2018-03-01')
const tiers = { before: 'standard', now: 'standard' } as const
const read = () => monthOfClaim(db, claims(), register.vault(), march, tiers)
const today = day('2018-04-03')
const close = async (some: { seen?: string; on?: string; cost?: number | null; after?: number } = {}) =>
  closeMonth(
    db,
    closes(),
    march,
    {
      tier: 'standard',
      cost: some.cost === undefined ? 9000 : some.cost,
      seen: some.seen ?? (await read()).seen,
      after: some.after ?? (await statements(db, claims())).length,
    },
    day(some.on ?? today),
  )
const last = async () =>
  must(
    (await statements(db, claims())).map((one) => ({ ok: true as const, value: one })).at(-1) ?? {
      ok: false as const,
      problem: 'none',
    },
    'closed',
  )

describe('a month beside the one before', () => {
  test('every child with nights, pounds, and why they are others than in February', async () => {
    const month = await read()
    expect(
      month.lines.map(({ number, nights, pounds, because }) => ({ number, nights, pounds, because })),
    ).toEqual([
      {
        number: 'CLOSE1',
        nights: 31,
        pounds: 31 * 114,
        because: ['The month has 31 nights, the one before 28'],
      },
      // 16 on 10 March: nine nights at 114 and 22 at 91.
      {
        number: 'CLOSE2',
        nights: 31,
        pounds: 9 * 114 + 22 * 91,
        because: ['16 on 10 March 2018: 91 pounds a night instead of 114'],
      },
      // 18 and out of care on 10 February: nine nights then, none now.
      { number: 'CLOSE3', nights: 0, pounds: 0, because: ['Care ceased on 10 February 2018'] },
      {
        number: 'CLOSE4',
        nights: 31,
        pounds: 31 * 114,
        because: ['The month has 31 nights, the one before 28'],
      },
    ])
    expect(month.before).toBe(28 * 114 * 3 + 9 * 91)
    expect(month.pounds - month.before).toBe(
      month.lines.reduce((sum, one) => sum + one.pounds - one.before.pounds, 0),
    )
  })

  test('the nights of a child, and the entries that they rest on', async () => {
    const { lines } = await read()
    const two = await childMonth(db, claims(), register.vault(), lines[1]?.child as Id, march, 'standard')
    expect(two?.stretches.map(({ from, nights, rate, why }) => [from, nights, rate, why])).toEqual([
      ['2018-03-01', 9, 114, 'under 16'],
      ['2018-03-10', 22, 91, 'from 16'],
    ])
    // Born, in care, unaccompanied: no name and no place among them.
    expect(two?.grounds.map(({ kind, from, source }) => [kind, from, source])).toEqual([
      [1, null, 'return'],
      [6, '2017-07-10', 'return'],
      [9, null, 'return'],
    ])
  })
})

describe('a closed month', () => {
  test('is not closed before it is over, nor as something else than was read', async () => {
    expect(await close({ on: '2018-03-31' })).toEqual({ ok: false, problem: 'not over' })
    expect(await close({ seen: 'another' })).toEqual({ ok: false, problem: 'changed' })
    expect(await statements(db, claims())).toEqual([])
  })

  test('stays as it was, is the same when it is counted again, and shows night by night what became known later', async () => {
    expect(await close()).toEqual({ ok: true, value: 1 })
    expect(await close()).toEqual({ ok: false, problem: 'nothing new' })
    const first = await last()
    expect(first).toMatchObject({
      statement: 1,
      pounds: 31 * 114 * 2 + 9 * 114 + 22 * 91,
      cost: 9000,
      tier: 'standard',
    })
    expect(await countAgain(db, claims(), register.vault(), first)).toEqual({ same: true, later: [] })

    // It becomes known that the fourth child left care on 20 March.
    await importing(register, files('20/03/2018,E4A'))
    const again = await countAgain(db, claims(), register.vault(), first)
    expect(again.same).toBe(true)
    expect(again.later.map(({ number, before, now, nights }) => ({ number, before, now, nights }))).toEqual([
      {
        number: 'CLOSE4',
        before: { nights: 31, pounds: 31 * 114 },
        now: { nights: 19, pounds: 19 * 114 },
        nights: [
          {
            from: '2018-03-20',
            to: '2018-03-31',
            nights: 12,
            before: '114 pounds, under 16',
            now: 'Not in care',
          },
        ],
      },
    ])
    expect(await last()).toEqual(first)

    // Somebody who read the page before the first statement is told, and states nothing.
    expect(await close({ cost: null, after: 0 })).toEqual({ ok: false, problem: 'changed' })
    expect(await close({ cost: null })).toEqual({ ok: true, value: 2 })
    expect(await last()).toMatchObject({ statement: 2, pounds: 31 * 114 + 19 * 114 + 9 * 114 + 22 * 91 })
    expect((await statements(db, claims()))[0]).toEqual(first)
  })

  test('nobody can change or remove it, not even the owner of the database', async () => {
    await expect(own('update claimed_month set pounds = 1')).rejects.toThrow()
    await expect(own('delete from claimed_month')).rejects.toThrow()
  })

  test('its sheet has the columns that descriptions name, and only names that the reader may see', async () => {
    const sheet = await claimSheet(db, closes(), register.vault(), await last())
    expect(sheet.head).toHaveLength(10)
    expect(sheet.rows.map((row) => row.slice(2))).toEqual(
      expect.arrayContaining([
        ['2004-06-15', '2018-03-01', '2018-03-31', 31, '114', 31 * 114, 'Foster care, long term', ''],
        [
          '2002-03-10',
          '2018-03-01',
          '2018-03-31',
          31,
          '114 and 91',
          9 * 114 + 22 * 91,
          'Foster care, long term',
          '',
        ],
      ]),
    )
    expect(sheet.withheld).toEqual({ children: 0, pounds: 0 })
    const [child] = (await last()).lines
    await own("update child set sensitivity = 'restricted' where id = $1", [child?.child])
    const without = await claimSheet(db, closes(), register.vault(), await last())
    expect(without.rows).toHaveLength(2)
    expect(without.withheld).toEqual({ children: 1, pounds: child?.pounds })
    // The month still counts the child, and names it to nobody.
    const month = await read()
    expect(month.lines.filter(({ number }) => number === null)).toHaveLength(1)
    expect(month.pounds).toBe((await last()).pounds)
    expect(await childMonth(db, claims(), register.vault(), child?.child as Id, march, 'standard')).toBeNull()
    expect(
      await childMonth(db, claims('data-officer'), register.vault(), child?.child as Id, march, 'standard'),
    ).toBeNull()
    await own("update child set sensitivity = 'normal'")
  })
})

test('custody that somebody recorded as a placement is not paid either', async () => {
  await importing(register, {
    'header.csv': `${headings.header}\nKEPT1,1,15/06/2004,BAFR,,,\n`,
    'episodes.csv': `${headings.episodes}\nKEPT1,10/01/2018,S,V2,N8,U4,PR1,,,,,,\n`,
    'uasc.csv': `${headings.uasc}\nKEPT1,1,15/06/2004,\n`,
  })
  const kept = (await read()).lines.find(({ number }) => number === 'KEPT1')
  expect(kept?.nights).toBe(31)
  const vault = register.vault()
  await vault.load(db, [kept?.child as Id])
  const source = await formSource(db, council.id)
  const permit = register.permit('social-worker', 'record an entry', kept?.child)
  must(
    await record(db, {
      permit,
      vault,
      changes: [
        {
          does: 'add',
          child: kept?.child as Id,
          fact: newId(),
          about: null,
          source,
          said: said('placement', 'R5', {
            from: day('2018-03-05'),
            until: day('2018-03-10'),
            attributes: { basis: 'custody' },
          }),
        },
      ],
    }),
    'recording',
  )
  const after = (await read()).lines.find(({ number }) => number === 'KEPT1')
  expect(after?.nights).toBe(26)
})

describe('care leavers', () => {
  test('270 pounds a week from 18 until the night before the 21st birthday, after 13 weeks in care', async () => {
    await importing(register, {
      'header.csv': `${headings.header}\nLEFT1,1,15/04/2005,BAFR,,,\nLEFT2,1,15/04/2005,BAFR,,,\nLEFT3,1,20/04/2002,BAFR,,,\nLEFT4,1,15/04/2005,BAFR,,,\n`,
      'episodes.csv': [
        headings.episodes,
        // 13 weeks before 15 April 2023 is 14 January 2023.
        'LEFT1,14/01/2023,S,V2,N8,U4,PR1,15/04/2023,E17,,,,,,',
        'LEFT2,15/01/2023,S,V2,N8,U4,PR1,15/04/2023,E17,,,,,,',
        'LEFT3,14/01/2019,S,V2,N8,U4,PR1,20/04/2020,E17,,,,,,',
        // Missing at 18: the return closes the episode, and nobody has found them.
        'LEFT4,14/01/2021,S,V2,N8,U4,PR1,15/04/2023,E8,,,,,,',
        '',
      ].join('\n'),
      'uasc.csv': `${headings.uasc}\nLEFT1,1,15/04/2005,15/04/2023\nLEFT2,1,15/04/2005,15/04/2023\nLEFT3,1,20/04/2002,20/04/2020\nLEFT4,1,15/04/2005,15/04/2023\n`,
      'missing.csv': `${headings.missing}\nLEFT4,15/04/2005,M,01/04/2023,15/04/2023\n`,
    })
    const [april] = await leaverClaim(db, claims(), register.vault(), [day('2023-04-01')], '1 March', null)
    expect(april?.lines.map(({ number, nights, pence }) => ({ number, nights, pence }))).toEqual([
      // These two were 18 on 15 June 2022, and nobody says that care ended before.
      { number: 'CLOSE1', nights: 30, pence: Math.round((30 * 27_000) / 7) },
      { number: 'KEPT1', nights: 30, pence: Math.round((30 * 27_000) / 7) },
      // The nights of 15 to 30 April.
      { number: 'LEFT1', nights: 16, pence: Math.round((16 * 27_000) / 7) },
      // The nights of 1 to 19 April: 21 on the 20th.
      { number: 'LEFT3', nights: 19, pence: Math.round((19 * 27_000) / 7) },
    ])
  })
})
