import { describe, expect, test } from 'vitest'
import { aChild, importing, type TestRegister, testRegister } from '../../../test/support/register.ts'
import { asOwner, newId } from '../../database/index.ts'
import { answerEcpat, readSettings } from '../../figures/index.ts'
import { day, type Id, instant, must } from '../../plain/index.ts'
import { findChildren, formSource, record, said } from '../../register/index.ts'
import {
  certificateText,
  eraseChild,
  type Erasure,
  erasureReasons,
  erasuresOf,
  replayErasures,
} from './erasure.ts'
import { NotOpened } from './seal.ts'

const own = (register: TestRegister, what: string, values: unknown[] = []) =>
  asOwner(register.owner, async (client) => (await client.query<Record<string, unknown>>(what, values)).rows)

async function account(register: TestRegister, name: string): Promise<Id> {
  const id = newId()
  await own(
    register,
    `insert into account (council, id, name, email, role) values (1, $1, $2, $2, 'ig-officer')`,
    [id, name],
  )
  return id
}

async function prepared() {
  const register = await testRegister()
  const thi = await theChild(register, 'E-1', 'Thi')
  const linh = await theChild(register, 'E-2', 'Linh')
  const asked = await account(register, 'Asker')
  const agreed = await account(register, 'Agreer')
  const erasure: Erasure = {
    council: 1,
    child: thi,
    askedBy: asked,
    agreedBy: agreed,
    reason: 'never in our care',
    at: instant('2026-11-23T23:30:00Z'),
  }
  return { register, thi, linh, asked, agreed, erasure }
}

async function theChild(register: TestRegister, number: string, first: string): Promise<Id> {
  const child = await aChild(
    register,
    number,
    [
      said('name', '', { sealed: { first, last: 'Marsh' } }),
      said('immigration', 'uasc', { from: day('2015-02-01') }),
      said('episode', 'V2', { from: day('2015-02-01'), until: null }),
      said('placement', 'U6', { from: day('2015-02-01'), sealed: { address: `1 ${first} Street` } }),
      said('reference', 'home-office', { sealed: { value: `M${number}` } }),
    ],
    day('2000-01-01'),
  )
  // One entry is taken back, in words.
  const [alias] = [newId()]
  const source = await formSource(register.db, 1)
  const permit = register.permit('social-worker', 'record an entry', child)
  const done = must(
    await record(register.db, {
      permit,
      vault: register.vault(),
      changes: [
        {
          does: 'add',
          child,
          fact: alias,
          about: null,
          said: said('alias', '', { sealed: { name: 'Birdie' } }),
          source,
        },
      ],
    }),
    'an alias',
  )
  const entry = done.entries[alias]
  if (entry === undefined) throw new Error('the alias was written')
  await own(
    register,
    `insert into withdrawal (council, child, entry, reason, sealed, at) values (1, $1, $2, 'wrong child', '\\x0101', now())`,
    [child, entry],
  )
  return child
}

const held = async (register: TestRegister, child: Id) =>
  (
    await own(
      register,
      `select (select count(*) from record_key where child = $1)::int as keys,
              (select count(*) from entry where child = $1)::int as entries,
              (select count(*) from entry where child = $1 and (sealed is not null or print is not null or lookup is not null))::int as telling,
              (select count(*) from withdrawal where child = $1 and sealed is not null)::int as withdrawn,
              (select count(*) from emergency where child = $1 and sealed is not null)::int +
              (select count(*) from second_person where subject = $1 and sealed is not null)::int as beside,
              (select count(*) from said where child = $1 and print <> '\\x')::int as sayings`,
      [child],
    )
  )[0]

describe('erasing a child', () => {
  test('leaves no key and nothing that is sealed, printed or looked up by; the other child is as before', async () => {
    const { register, thi, linh, erasure } = await prepared()
    const vault = register.vault()
    await vault.load(register.db, [thi])
    const sealed = (await own(register, 'select id, sealed from entry where child = $1 and kind = 2', [
      thi,
    ])) as [{ id: Id; sealed: Buffer }]
    // Why somebody opened the record in an emergency, and what two people wrote about it.
    await own(
      register,
      `insert into emergency (council, id, child, account, reason, sealed, until_at, review_due)
       values (1, $1, $2, $3, 'other', '\\x01', now(), '2026-12-01')`,
      [newId(), thi, erasure.askedBy],
    )
    for (const child of [thi, linh])
      await own(
        register,
        `insert into second_person (council, id, action, subject, details, sealed, asked_by)
         values (1, $1, 'erase', $2, '{}', '\\x01', $3)`,
        [newId(), child, erasure.askedBy],
      )
    const other = await held(register, linh)
    expect(await held(register, thi)).toMatchObject({ keys: 2, withdrawn: 1, beside: 2 })
    const certificate = must(await eraseChild(register.db, erasure), 'an erasure')
    expect(await held(register, thi)).toMatchObject({ keys: 0, telling: 0, withdrawn: 0, beside: 0 })
    expect(await held(register, linh)).toEqual(other)
    expect(certificate.destroyed).toMatchObject({ keys: 2, words: 3 })
    expect(certificate.destroyed.entries).toBeGreaterThan(3)
    // Whoever kept a copy of a sealed value from before, in a backup of that table alone, has no key for it.
    await vault.load(register.db, [thi])
    expect(() => vault.open(thi, 'identity', 'entry', sealed[0].id, sealed[0].sealed)).toThrow(NotOpened)
  })

  test('leaves nobody to be found by number or name', async () => {
    const { register, thi, linh, erasure } = await prepared()
    const find = async (text: string) =>
      (
        await findChildren(
          register.db,
          register.permit('manager', 'find a child'),
          register.vault(),
          { text, filter: null, among: null, from: 0, size: 10 },
          day('2026-11-24'),
        )
      ).found.map((one) => one.child)
    for (const text of ['E-1', 'Thi', 'ME-1']) expect(await find(text), text).toContain(thi)
    must(await eraseChild(register.db, erasure), 'an erasure')
    for (const text of ['E-1', 'Thi', 'ME-1', 'Birdie']) expect(await find(text), text).not.toContain(thi)
    expect(await find('Marsh')).toEqual([linh])
    // The number may be given to another child now.
    expect(await theChild(register, 'E-1', 'Anh')).not.toBe(thi)
  })

  test('leaves the figures of past years as they were, because dates and codes stay', async () => {
    const { register, erasure } = await prepared()
    const ask = () =>
      answerEcpat(register.db, register.permit('data-officer', 'ask a question'), register.council, {
        period: { from: day('2014-10-01'), to: day('2015-09-30') },
        knownOn: null,
        settings: must(readSettings({}), 'settings'),
      })
    const before = await ask()
    must(await eraseChild(register.db, erasure), 'an erasure')
    expect((await ask()).measures.map((one) => [one.id, one.value])).toEqual(
      before.measures.map((one) => [one.id, one.value]),
    )
    expect(before.measures.some((one) => one.value === 2)).toBe(true)
  })

  test('empties the prints of the files that spoke of the child', async () => {
    const register = await testRegister()
    await importing(register, {
      'header.csv': 'CHILD,SEX,DOB,ETHNIC,UPN,MOTHER,MC_DOB\nA1,1,01/01/2000,BAFR,UN2,,\n',
    })
    const [row] = (await own(register, 'select id from child')) as [{ id: Id }]
    expect((await held(register, row.id))?.['sayings']).toBeGreaterThan(0)
    const certificate = must(
      await eraseChild(register.db, {
        council: 1,
        child: row.id,
        askedBy: await account(register, 'a'),
        agreedBy: await account(register, 'b'),
        reason: 'right to erasure',
        at: instant('2026-11-23T12:00:00Z'),
      }),
      'an erasure',
    )
    expect(certificate.destroyed.sayings).toBeGreaterThan(0)
    expect(await held(register, row.id)).toMatchObject({ keys: 0, telling: 0, sayings: 0 })
  })

  test('wants two different people who are there, a child who is there, and is done once', async () => {
    const { register, thi, asked, erasure } = await prepared()
    const problem = async (change: Partial<Erasure>) => {
      const outcome = await eraseChild(register.db, { ...erasure, ...change })
      return outcome.ok ? 'done' : outcome.problem.problem
    }
    expect(await problem({ agreedBy: asked })).toBe('the same person')
    expect(await problem({ agreedBy: newId() })).toBe('no such person')
    expect(await problem({ child: newId() })).toBe('no such child')
    const left = await account(register, 'Leaver')
    await own(register, 'update account set left_at = now() where id = $1', [left])
    expect(await problem({ askedBy: left })).toBe('no such person')
    expect(await held(register, thi)).toMatchObject({ keys: 2 })
    expect(await problem({})).toBe('done')
    expect(await problem({})).toBe('erased already')
  })

  test('stands in the trail, without a name, in the same transaction', async () => {
    const { register, thi, agreed, erasure } = await prepared()
    must(await eraseChild(register.db, erasure), 'an erasure')
    expect(await own(register, `select actor, child from trace where action = 'erase a child'`)).toEqual([
      { actor: agreed, child: thi },
    ])
  })

  test('gives a certificate with what, how much, by whom, when, until when in backups, and what remains', async () => {
    const { register, thi, asked, agreed, erasure } = await prepared()
    const certificate = must(await eraseChild(register.db, { ...erasure, backupDays: 10 }), 'an erasure')
    const text = certificateText(certificate)
    for (const words of [thi, asked, agreed, '2026-11-23T23:30:00', erasureReasons['never in our care']])
      expect(text).toContain(words)
    // 23 November and ten days.
    expect(certificate.completeOn).toBe('2026-12-03')
    expect(text).toContain('3 December 2026')
    expect(text).toContain('2 keys')
    expect(text).not.toMatch(/Thi|Marsh|E-1/)
    expect(
      must(await eraseChild(register.db, { ...erasure, child: await theChild(register, 'E-9', 'Mai') }), 'x')
        .completeOn,
    ).toBe('2026-12-28')
  })

  test('cannot be undone by a page that was open: the child gets no key again', async () => {
    const { register, thi, erasure } = await prepared()
    const vault = register.vault()
    await vault.load(register.db, [thi])
    must(await eraseChild(register.db, erasure), 'an erasure')
    await expect(
      record(register.db, {
        permit: register.permit('social-worker', 'record an entry', thi),
        vault,
        changes: [
          {
            does: 'add',
            child: thi,
            fact: newId(),
            about: null,
            said: said('alias', '', { sealed: { name: 'Thi again' } }),
            source: await formSource(register.db, 1),
          },
        ],
      }),
    ).rejects.toThrow('this child was erased')
  })
})

describe('the database', () => {
  test('erases nobody who is not in the list, whoever asks', async () => {
    const { register, thi } = await prepared()
    await expect(own(register, `select erase_child(1::smallint, $1)`, [thi])).rejects.toThrow(
      'not in the list of erasures',
    )
    await expect(
      asOwner({ ...register.owner, user: 'turnstone_app' }, (client) =>
        client.query('select erase_child(1::smallint, $1)', [thi]),
      ),
    ).rejects.toThrow(/permission denied/)
    for (const statement of [
      'update entry set sealed = null, print = null, lookup = null where child = $1',
      'update entry set sealed = null where child = $1 and sealed is not null',
    ])
      await expect(own(register, statement, [thi]), statement).rejects.toThrow('an entry is never edited')
    await expect(
      own(register, 'update withdrawal set sealed = null where child = $1', [thi]),
    ).rejects.toThrow('a row of withdrawal is never changed or removed')
  })

  test('lets nothing else of an erased child be changed, by the owner either', async () => {
    const { register, thi, linh, erasure } = await prepared()
    // In the list, and not shredded yet: the moment in which the trigger lets something through.
    await own(
      register,
      `insert into erasure values (1, $1, now(), $2, $3, 'order of a court', '2027-01-01')`,
      [thi, erasure.askedBy, erasure.agreedBy],
    )
    const all = 'sealed = null, print = null, lookup = null'
    for (const statement of [
      `update entry set ${all}, code = 'x' where child = $1`,
      `update entry set ${all}, from_on = '2001-01-01' where child = $1`,
      `update entry set ${all}, attributes = '{}' where child = $1`,
      `update entry set ${all}, known_until = now() where child = $1 and known_until is null`,
      `update entry set ${all}, child = '${linh}' where child = $1`,
      `update entry set sealed = '\\x00' where child = $1`,
      `update entry set print = null where child = $1 and sealed is not null`,
      `update entry set code = 'x' where child = $1`,
    ])
      await expect(own(register, statement, [thi]), statement).rejects.toThrow(
        /an entry is never edited|recorded time comes from/,
      )
    for (const statement of [
      `update withdrawal set sealed = null, reason = 'did not happen' where child = $1`,
      `update withdrawal set sealed = '\\x00' where child = $1`,
      'delete from withdrawal where child = $1',
      'delete from entry where child = $1',
    ])
      await expect(own(register, statement, [thi]), statement).rejects.toThrow(/never changed or removed/)
    await expect(own(register, 'update erasure set reason = reason')).rejects.toThrow(/never changed/)
    await expect(own(register, 'delete from erasure')).rejects.toThrow(/never changed/)
    await expect(own(register, 'truncate erasure')).rejects.toThrow(/never changed/)
  })

  test('refuses the same person twice and a reason that is not on the list', async () => {
    const { register, thi, asked, agreed } = await prepared()
    const insert = (by: Id, reason: string) =>
      own(register, `insert into erasure values (1, $1, now(), $2, $3, $4, '2027-01-01')`, [
        thi,
        asked,
        by,
        reason,
      ])
    await expect(insert(asked, 'order of a court')).rejects.toThrow(/check/)
    await expect(insert(agreed, 'by mistake')).rejects.toThrow(/check/)
  })
})

describe('a replay after a restore', () => {
  test('shreds again what a backup brought back, once', async () => {
    const { register, thi, erasure } = await prepared()
    const keys = await own(register, 'select * from record_key where child = $1', [thi])
    const entries = await own(register, 'select id, sealed, print, lookup from entry where child = $1', [thi])
    must(await eraseChild(register.db, erasure), 'an erasure')
    expect(await replayErasures(register.db, 1)).toMatchObject({ children: 0 })
    await asOwner(register.owner, async (client) => {
      await client.query('set session_replication_role = replica')
      for (const key of keys)
        await client.query('insert into record_key values (1, $1, $2, $3, $4)', [
          thi,
          key['compartment'],
          key['id'],
          key['wrapped'],
        ])
      for (const entry of entries)
        await client.query('update entry set sealed = $2, print = $3, lookup = $4 where id = $1', [
          entry['id'],
          entry['sealed'],
          entry['print'],
          entry['lookup'],
        ])
    })
    expect(await held(register, thi)).toMatchObject({ keys: 2 })
    expect(await replayErasures(register.db, 1)).toMatchObject({ children: 1, keys: 2 })
    expect(await held(register, thi)).toMatchObject({ keys: 0, telling: 0 })
    expect(await replayErasures(register.db, 1)).toEqual({
      children: 0,
      keys: 0,
      entries: 0,
      words: 0,
      sayings: 0,
    })
  })

  test('takes the list from where it was kept, because the backup may be older than the erasure', async () => {
    const { register, thi, erasure } = await prepared()
    must(await eraseChild(register.db, erasure), 'an erasure')
    const list = await erasuresOf(register.db, 1)
    // The same people and child in a database that was restored to a time before.
    const restored = await prepared()
    const kept = list.map((row) => ({
      ...row,
      child: restored.thi,
      asked_by: restored.asked,
      agreed_by: restored.agreed,
    }))
    const gone = { ...(kept[0] ?? { child: thi }), child: newId() } as (typeof kept)[0]
    expect(await replayErasures(restored.register.db, 1, [...kept, gone])).toMatchObject({ children: 1 })
    expect(await held(restored.register, restored.thi)).toMatchObject({ keys: 0, telling: 0 })
    expect(await held(restored.register, restored.linh)).toMatchObject({ keys: 2 })
  })
})
