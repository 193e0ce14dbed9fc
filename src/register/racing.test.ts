import { sql } from 'kysely'
import { describe, expect, test } from 'vitest'
import { files } from '../../test/support/council-files.ts'
import { aChild, importing, testRegister } from '../../test/support/register.ts'
import { newId } from '../database/index.ts'
import { addDays, day, must } from '../plain/index.ts'
import { type Change, childVersions, formSource, record, said } from './index.ts'

const register = await testRegister()
const source = await formSource(register.db, register.council.id)
/** Eight programs, each with connections of its own. */
const eight = Array.from({ length: 8 }, (_, n) => ({ n, db: register.another() }))

/** Pairs of current exclusive entries of one kind and child that share a night, by the plain definition. */
const overlapping = async () =>
  (
    await sql<{ n: number }>`
      select count(*)::int as n from entry a join entry b on b.council = a.council and b.child = a.child and b.kind = a.kind and b.id > a.id
       where a.exclusive and b.exclusive and a.known_until is null and b.known_until is null
         and a.from_on < coalesce(b.until_on, 'infinity') and b.from_on < coalesce(a.until_on, 'infinity')
         and a.from_on is distinct from a.until_on and b.from_on is distinct from b.until_on`.execute(
      register.db,
    )
  ).rows[0]?.n

describe('eight people who write about one child at once', () => {
  test('never make two exclusive spells overlap: one is saved, the others are told', async () => {
    const child = await aChild(register, 'X1', [])
    const outcomes: string[] = []
    const rounds = 25
    await Promise.all(
      eight.map(async ({ n, db }) => {
        const vault = register.vault()
        for (let round = 0; round < rounds; round++) {
          // Each round its own ten days, and in it eight spells that all hold the fifth of them.
          const first = addDays(day('2010-01-01'), round * 10)
          const spell = said('missing', 'M', {
            from: addDays(first, n % 4),
            until: addDays(first, 6 + (n % 3)),
          })
          const changes: Change[] = [{ does: 'add', child, fact: newId(), about: null, said: spell, source }]
          const done = await record(db, {
            permit: register.permit('duty', 'report missing', child),
            vault,
            changes,
          })
          outcomes.push(done.ok ? 'saved' : done.problem.problem)
        }
      }),
    )
    expect(await overlapping()).toBe(0)
    expect(outcomes.filter((one) => one === 'saved')).toHaveLength(rounds)
    expect(outcomes.filter((one) => one === 'overlaps')).toHaveLength(7 * rounds)
  })

  test('who correct the same entry: one correction stands, the others meet a conflict, and none is lost', async () => {
    const child = await aChild(register, 'X2', [])
    const fact = newId()
    const permit = register.permit('social-worker', 'correct an entry', child)
    const note = (text: string) => said('note', '', { sealed: { text } })
    const vault = register.vault()
    const first = must(
      await record(register.db, {
        permit,
        vault,
        changes: [{ does: 'add', child, fact, about: null, source, said: note('First') }],
      }),
      'a note',
    )
    const done = await Promise.all(
      eight.map(({ n, db }) =>
        record(db, {
          permit,
          vault: register.vault(),
          changes: [
            {
              does: 'supersede',
              child,
              fact,
              about: null,
              entry: first.entries[fact] ?? newId(),
              source,
              said: note(`Word ${n}`),
            },
          ],
        }),
      ),
    )
    expect(done.filter((one) => one.ok)).toHaveLength(1)
    expect(done.filter((one) => !one.ok && one.problem.problem === 'changed meanwhile')).toHaveLength(7)
    const rows = await sql<{ n: number; open: number }>`
      select count(*)::int as n, count(*) filter (where known_until is null)::int as open from entry where fact = ${fact}`.execute(
      register.db,
    )
    expect(rows.rows[0]).toEqual({ n: 2, open: 1 })
  })

  test('who begin a child under the same number: one child is begun', async () => {
    const done = await Promise.all(
      eight.map(({ db }) => {
        const child = newId()
        return record(db, {
          permit: register.permit('duty', 'add a child'),
          vault: register.vault(),
          changes: [
            { does: 'begin a child', child, team: null },
            {
              does: 'add',
              child,
              fact: newId(),
              about: null,
              source,
              said: said('reference', 'council', { sealed: { value: 'SAME-1' } }),
            },
          ],
        })
      }),
    )
    expect(done.filter((one) => one.ok)).toHaveLength(1)
    expect(done.filter((one) => !one.ok && one.problem.problem === 'number taken')).toHaveLength(7)
  })

  test('who send the same request: it is recorded once, and each gets the first result', async () => {
    const child = await aChild(register, 'X3', [])
    const permit = register.permit('duty', 'report missing', child)
    const send = (body: string, db = register.db) =>
      record(db, {
        permit,
        vault: register.vault(),
        changes: [
          {
            does: 'add',
            child,
            fact: newId(),
            about: null,
            source,
            said: said('missing', 'M', { from: day('2015-01-01') }),
          },
        ],
        once: { key: 'a form', body },
      })
    const done = (await Promise.all(eight.map(({ db }) => send('the same', db)))).map((one) =>
      must(one, 'a request'),
    )
    expect(new Set(done.map((one) => one.at)).size).toBe(1)
    expect(done.filter((one) => !one.again)).toHaveLength(1)
    expect(await send('other words')).toMatchObject({
      ok: false,
      problem: { problem: 'sent before with other words' },
    })
  })

  test('while an import writes about the same child: nothing is lost and nothing overlaps', async () => {
    const text = files(
      { number: 'X4', missing: [['M', '2015-01-05', '2015-01-08']] },
      { number: 'X5', missing: [['M', '2015-01-05', '2015-01-08']] },
    )
    const child = await aChild(register, 'X4', [], day('2000-01-01'))
    const before = (await childVersions(register.db, register.council.id, [child])).get(child) ?? 0
    let saved = 0
    await Promise.all([
      ...eight.map(async ({ n, db }) => {
        for (let i = 0; i < 6; i++) {
          const spell = said('missing', 'A', {
            from: addDays(day('2015-01-01'), n),
            until: addDays(day('2015-01-02'), n),
          })
          const changes: Change[] = [{ does: 'add', child, fact: newId(), about: null, said: spell, source }]
          const done = await record(db, {
            permit: register.permit('duty', 'report missing', child),
            vault: register.vault(),
            changes,
          })
          if (done.ok) saved++
        }
      }),
      (async () => {
        for (let i = 0; i < 4; i++) {
          const done = await importing(register, text)
          expect(done.rows).toBe(done.added + done.superseded + done.unchanged + done.aside.length)
        }
      })(),
    ])
    expect(await overlapping()).toBe(0)
    const rows = await sql<{ n: number; by: number }>`
      select count(*)::int as n, count(*) filter (where source = ${source})::int as by from entry
       where child = ${child} and kind = 12 and known_until is null`.execute(register.db)
    expect(rows.rows[0]?.by).toBe(saved)
    const version = (await childVersions(register.db, register.council.id, [child])).get(child) ?? 0
    expect(version).toBeGreaterThanOrEqual(before + saved)
  })
})
