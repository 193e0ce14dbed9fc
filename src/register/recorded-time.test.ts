import pg from 'pg'
import { sql } from 'kysely'
import { describe, expect, test } from 'vitest'
import { ask, files, holds } from '../../test/support/council-files.ts'
import { aChild, importing, testRegister, type TestRegister } from '../../test/support/register.ts'
import { newId } from '../database/index.ts'
import { addSeconds, day, type Id, type Instant, instant, instantOf, must } from '../plain/index.ts'
import { type Change, current, formSource, openRecord, record, type Said, said } from './index.ts'

const register = await testRegister()
const demonstration = await testRegister('demonstration')

const year = ['2015-01-01', '2015-12-31'] as const
const now = () => instantOf(new Date())

/** All numbers of an answer as one text. */
const numbers = async (register: TestRegister, knownOn: Instant) => {
  const { measures, outsideTheReturn, knownOn: used } = await ask(register, ...year, { knownOn })
  return { used, text: JSON.stringify([measures, outsideTheReturn.value]) }
}

describe('an answer as known at an instant', () => {
  test('never changes afterwards, while eight people and an import write', async () => {
    const source = await formSource(register.db, register.council.id)
    const until = Date.now() + 4000
    let saves = 0

    /** Adds children in care and missing, and changes what was said of them: every measure moves. */
    async function writer(n: number): Promise<void> {
      const db = register.another()
      const vault = register.vault()
      for (let i = 0; Date.now() < until; i++) {
        const child = newId()
        const fact = newId()
        const add = (what: Said, of: Id = newId()): Change => ({
          does: 'add',
          child,
          fact: of,
          about: null,
          said: what,
          source,
        })
        const missing = said('missing', 'M', { from: day('2015-06-01') })
        const first = must(
          await record(db, {
            permit: register.permit('social-worker', 'add a child'),
            vault,
            changes: [
              { does: 'begin a child', child, team: null },
              add(said('reference', 'council', { sealed: { value: `${n}-${i}` } })),
              add(said('person', '', { attributes: { dob: '2000-01-01' } })),
              add(said('episode', 'V2', { from: day('2015-01-01') })),
              add(said('immigration', 'uasc')),
              add(said('trafficking', i % 2 === 0 ? 'suspected' : 'identified', { from: day('2015-02-01') })),
              add(missing, fact),
            ],
          }),
          'a save',
        )
        const entry = first.entries[fact] as Id
        must(
          await record(db, {
            permit: register.permit('social-worker', 'correct an entry', child),
            vault,
            changes: [
              {
                does: 'supersede',
                child,
                fact,
                about: null,
                entry,
                source,
                said: { ...missing, until: day('2015-06-03') },
              },
            ],
          }),
          'a correction',
        )
        saves += 2
      }
    }

    async function importer(): Promise<void> {
      for (let i = 0; Date.now() < until; i++) {
        const some = Array.from({ length: 20 }, (_, n) => ({
          number: `I${i}-${n}`,
          uasc: true as const,
          care: [{ from: '2015-01-01' }],
          missing: [['M', '2015-03-01']] as [string, string][],
        }))
        await importing(register, files(...some))
        saves++
      }
    }

    const given: { asked: Instant; used: Instant; text: string }[] = []
    async function reader(): Promise<void> {
      while (Date.now() < until) {
        const asked = now()
        given.push({ asked, ...(await numbers(register, asked)) })
      }
    }

    await Promise.all([...Array.from({ length: 8 }, (_, n) => writer(n)), importer(), reader()])
    expect(saves).toBeGreaterThan(50)
    expect(given.length).toBeGreaterThan(10)
    expect(new Set(given.map((answer) => answer.text)).size).toBeGreaterThan(5)
    const sample = given.filter((_, i) => i % Math.ceil(given.length / 60) === 0)
    for (const { used, text } of sample) expect((await numbers(register, used)).text).toBe(text)
  })

  test('later than the last entry means that entry, and it says so', async () => {
    await importing(register, files({ number: 'K1', uasc: true, care: [{ from: '2015-01-01' }] }))
    const last = (await ask(register, ...year)).knownOn
    expect((await ask(register, ...year, { knownOn: addSeconds(last, 3600) })).knownOn).toBe(last)
    expect((await ask(register, ...year, { knownOn: instant('2199-01-01T00:00:00Z') })).knownOn).toBe(last)
    // A millisecond before it, nothing of it was known.
    const before = instant(addSeconds(last, -0.001))
    const then = await ask(register, ...year, { knownOn: before })
    expect(then.knownOn).toBe(before)
    const unaccompanied = ({ measures }: typeof then) => measures.find((one) => one.id === '1c')?.value ?? 0
    expect(unaccompanied(await ask(register, ...year))).toBe(unaccompanied(then) + 1)
    // An import that changes nothing is no entry.
    await importing(register, files({ number: 'K1', uasc: true, care: [{ from: '2015-01-01' }] }))
    expect((await ask(register, ...year)).knownOn).toBe(last)
  })

  test('knows what had been said then, also where it was put right or withdrawn since', async () => {
    const life = { number: 'K2', uasc: true as const, care: [{ from: '2015-01-01' }] }
    const before = (await ask(register, ...year)).knownOn
    await importing(
      register,
      files({
        ...life,
        missing: [
          ['M', '2015-03-01', '2015-03-02'],
          ['A', '2015-04-01', '2015-04-02'],
        ],
      }),
    )
    const first = (await ask(register, ...year)).knownOn
    const incidents = async (knownOn: Instant | null) =>
      (await ask(register, ...year, { knownOn })).measures.find((one) => one.id === 'incidents-unaccompanied')
        ?.value ?? 0
    const others = await incidents(before)
    const held = await holds(register, 'K2')
    const wrong = held?.find((entry) => entry.code === 'A')
    if (wrong === undefined) throw new Error('There is no such entry')
    const { child, fact, id, kind } = wrong
    const permit = register.permit('social-worker', 'withdraw an entry', child)
    must(
      await record(register.db, {
        permit,
        vault: register.vault(),
        changes: [{ does: 'withdraw', child, fact, entry: id, kind, reason: 'did not happen', words: '' }],
      }),
      'withdrawing',
    )
    expect(await incidents(null)).toBe(others + 1)
    expect(await incidents(first)).toBe(others + 2)
    expect(await incidents(before)).toBe(others)
  })
})

describe('recorded time', () => {
  test('comes from the database: a real register takes no given one, by any way', async () => {
    const child = await aChild(register, 'R1', [])
    const source = await formSource(register.db, register.council.id)
    const change: Change = {
      does: 'add',
      child,
      fact: newId(),
      about: null,
      source,
      said: said('note', '', { sealed: { text: 'Words' } }),
    }
    const saving = {
      permit: register.permit('social-worker', 'record an entry', child),
      vault: register.vault(),
      changes: [change],
    }
    const given = instant('2014-01-01T00:00:00Z')
    await expect(record(register.db, { ...saving, given })).rejects.toThrow('given clock')
    await expect(importing(register, files({ number: 'R2' }), { given })).rejects.toThrow('given clock')
    await expect(
      sql`select * from stamp(1::smallint, 0::smallint, ${given}::timestamptz, 1)`.execute(register.db),
    ).rejects.toThrow('given clock')
    await expect(sql`update head set at = ${given}::timestamptz`.execute(register.db)).rejects.toThrow(
      'permission denied',
    )
    await expect(
      sql`insert into entry (council, child, id, fact, kind, exclusive, code, known_from, source)
          values (1, ${child}, ${newId()}, ${newId()}, 16, false, '', ${given}::timestamptz, ${source})`.execute(
        register.db,
      ),
    ).rejects.toThrow('head row alone')
    must(await record(register.db, saving), 'without a given time')
  })

  test('may be given to a demonstration, and never runs backwards', async () => {
    const first = instant('2014-01-01T00:00:00Z')
    await importing(demonstration, files({ number: 'D1' }), { given: first })
    expect((await ask(demonstration, ...year)).knownOn).toBe(first)
    await importing(demonstration, files({ number: 'D2' }), { given: instant('2013-01-01T00:00:00Z') })
    expect((await ask(demonstration, ...year)).knownOn > first).toBe(true)
  })
})

describe('an entry is never edited', () => {
  test('neither by the application nor by the owner of the tables: only its empty "recorded until" is set, once', async () => {
    const child = await aChild(register, 'E1', [said('note', '', { sealed: { text: 'Words' } })])
    const owner = new pg.Client(register.owner)
    await owner.connect()
    try {
      const { rows: columns } = await owner.query<{ name: string; type: string }>(
        `select column_name as name, data_type as type from information_schema.columns where table_name = 'entry' and table_schema = 'public'`,
      )
      expect(columns.length).toBeGreaterThan(15)
      const another: Record<string, string> = {
        smallint: '2',
        bigint: '99',
        boolean: 'not exclusive',
        uuid: `'${newId()}'`,
        text: `'other'`,
        date: `'2001-01-01'`,
        'timestamp with time zone': 'clock_timestamp()',
        jsonb: `'{"a":1}'`,
        bytea: `'\\x00'`,
      }
      for (const { name, type } of columns.filter((column) => column.name !== 'known_until')) {
        const value = another[type]
        expect(value, type).toBeDefined()
        await expect(
          owner.query(`update entry set ${name} = ${value ?? ''} where child = $1`, [child]),
          name,
        ).rejects.toThrow('never edited')
        await expect(
          // Ended at the one instant at which an entry may be, so that nothing but the other column is wrong.
          owner.query(
            `update entry set ${name} = ${value ?? ''}, known_until = (select at from head where shard = 0) where child = $1`,
            [child],
          ),
          name,
        ).rejects.toThrow('never edited')
        await expect(
          sql.raw(`update entry set ${name} = ${value ?? ''}`).execute(register.db),
          name,
        ).rejects.toThrow('permission denied')
      }
      await expect(owner.query('delete from entry where child = $1', [child])).rejects.toThrow(
        'never changed or removed',
      )
      await expect(owner.query('truncate entry cascade')).rejects.toThrow('never changed or removed')
      await expect(owner.query('delete from audit')).rejects.toThrow('never changed or removed')
    } finally {
      await owner.end()
    }
    // What was ended stays ended: its "recorded until" is neither emptied nor moved.
    const permit = register.permit('social-worker', 'withdraw an entry', child)
    const held = await openRecord(register.db, permit, register.vault(), child)
    const note = current(held?.entries ?? []).find((entry) => entry.kind === 'note')
    if (note === undefined) throw new Error('There is no note')
    const { fact, id, kind } = note
    must(
      await record(register.db, {
        permit,
        vault: register.vault(),
        changes: [{ does: 'withdraw', child, fact, entry: id, kind, reason: 'wrong child', words: '' }],
      }),
      'withdrawing',
    )
    for (const value of ['null', 'clock_timestamp()', `known_until + interval '1 day'`]) {
      await expect(
        sql.raw(`update entry set known_until = ${value} where id = '${id}'`).execute(register.db),
      ).rejects.toThrow('never edited')
    }
  })
})
