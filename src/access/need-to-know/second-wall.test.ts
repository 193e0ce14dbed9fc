import fc from 'fast-check'
import { sql } from 'kysely'
import { describe, expect, test } from 'vitest'
import { testRegister } from '../../../test/support/register.ts'
import { actingAs, asOwner, newId, openPool } from '../../database/index.ts'
import type { Id } from '../../plain/index.ts'
import { compartmentNumber, kindNames, kindOf } from '../../standard/index.ts'
import { newToken, tokenPrint } from '../people/index.ts'
import {
  maskOf,
  type Person,
  reach,
  reachOf,
  type Relation,
  relationNames,
  type Role,
  roleNames,
  type Standing,
  standingsOf,
  type Written,
} from './index.ts'

const register = await testRegister()
const { council } = register
const own = <Row>(what: string, values: unknown[] = []) =>
  asOwner(register.owner, async (client) => (await client.query(what, values)).rows as Row[])

/** The register through a pool of its own, as somebody who is signed in. */
const seenBy = (session: Buffer, pages = register.pages) => actingAs(pages, session, 20, 12)

async function aWorker(role: Role, team: Id | null): Promise<{ person: Person; session: Buffer }> {
  const id = newId()
  await own('insert into account (council, id, name, email, role, team) values ($1, $2, $3, $4, $5, $6)', [
    council.id,
    id,
    `Invented ${role}`,
    `${id}@marram.example`,
    role,
    team,
  ])
  const token = newToken()
  await own('insert into session (council, token, account) values ($1, $2, $3)', [
    council.id,
    tokenPrint(token),
    id,
  ])
  return {
    person: { council: council.id, account: id, actor: id, name: 'Invented', role, team },
    session: tokenPrint(token),
  }
}

async function aTeam(name: string): Promise<Id> {
  const id = newId()
  await own('insert into team (council, id, name) values ($1, $2, $3)', [council.id, id, name])
  return id
}

describe('the table of what a role reaches', () => {
  test('is the same in the database as here', async () => {
    const rows = await own<{ role: Role; relation: Relation; mask: number }>('select * from reach')
    const here = roleNames.flatMap((role) =>
      relationNames.flatMap((relation) => {
        const some = reach[role]?.[relation]
        return some === undefined ? [] : [{ role, relation, mask: maskOf(some) }]
      }),
    )
    const order = (list: { role: string; relation: string; mask: number }[]) =>
      list.map((row) => `${row.role} ${row.relation} ${row.mask}`).sort()
    expect(order(rows)).toEqual(order(here))
    expect(rows.length).toBeGreaterThan(15)
  })

  test('and so is the compartment of every kind of entry', async () => {
    for (const name of kindNames) {
      const { number, compartment } = kindOf(name)
      const [row] = await own<{ found: number }>('select compartment_of($1::smallint) as found', [number])
      expect(row?.found, name).toBe(compartmentNumber(compartment))
    }
    expect(await own('select compartment_of(99::smallint) as found')).toEqual([{ found: 0 }])
  })
})

const teams = [await aTeam('North'), await aTeam('South')] as const
describe('who is acting', () => {
  test('nobody is, where nobody was named: no child is seen', async () => {
    const pool = openPool({ ...register.owner, user: 'turnstone_app' }, 1)
    try {
      await own('insert into child (council, id, team) values ($1, $2, $3)', [council.id, newId(), teams[0]])
      for (const table of [
        'child',
        'entry',
        'record_key',
        'said',
        'withdrawal',
        'standing',
        'aside',
        'import',
      ])
        expect((await pool.query(`select 1 from ${table}`)).rowCount, table).toBe(0)
    } finally {
      await pool.end()
    }
  })

  test('a session that ended, a leaver and an unknown token act for nobody', async () => {
    const child = newId()
    await own('insert into child (council, id, team) values ($1, $2, $3)', [council.id, child, teams[0]])
    const sees = async (session: Buffer) =>
      (await sql`select 1 from child where id = ${child}::uuid`.execute(seenBy(session))).rows.length
    const worker = await aWorker('social-worker', teams[0])
    expect(await sees(worker.session)).toBe(1)
    expect(await sees(tokenPrint('never handed out'))).toBe(0)
    await own('update account set left_at = clock_timestamp() where id = $1', [worker.person.account])
    expect(await sees(worker.session)).toBe(0)
    for (const change of [
      "seen_at = clock_timestamp() - interval '21 minutes'",
      "created_at = clock_timestamp() - interval '13 hours'",
      'ended_at = clock_timestamp()',
    ]) {
      const other = await aWorker('social-worker', teams[0])
      expect(await sees(other.session), change).toBe(1)
      await own(`update session set ${change} where token = $1`, [other.session])
      expect(await sees(other.session), change).toBe(0)
    }
  })

  test('nothing is left of it on the connection when the transaction has ended', async () => {
    const worker = await aWorker('missing-coordinator', null)
    const pool = openPool({ ...register.owner, user: 'turnstone_app' }, 1)
    try {
      await sql`select 1 from child`.execute(seenBy(worker.session, pool))
      const { rows } = await pool.query<{ left: string }>(
        "select current_setting('turnstone.acting', true) as left",
      )
      expect(rows[0]?.left).toBe('')
    } finally {
      await pool.end()
    }
  })

  test('the print is good for one connection, even at the same instant as another’s', async () => {
    // Two transactions begin at one instant once in years: a copy of the function has the clock taken out.
    const [made] = await own<{ was: string }>(
      "select pg_get_functiondef('context_print(text)'::regprocedure) as was",
    )
    await own(
      (made?.was ?? '')
        .replace('context_print', 'print_at_one_instant')
        .replace('transaction_timestamp()', "timestamptz '2026-01-01'"),
    )
    const printed = () =>
      asOwner(register.owner, async (client) => {
        const twice = async () =>
          (await client.query<{ is: string }>("select print_at_one_instant('1|a|b|-') as is")).rows[0]?.is
        return [await twice(), await twice()]
      })
    const [here, there] = [await printed(), await printed()]
    expect(here[0]).toMatch(/^[0-9a-f]{64}$/)
    expect(here[1]).toBe(here[0])
    expect(there[0]).not.toBe(here[0])
  })

  test('a setting written by hand acts for nobody, also one copied from another transaction', async () => {
    const worker = await aWorker('missing-coordinator', null)
    const pool = openPool({ ...register.owner, user: 'turnstone_app' }, 2)
    try {
      const client = await pool.connect()
      await client.query('begin')
      await client.query('select act_as($1, 20, 12)', [worker.session])
      const copied = (
        await client.query<{ was: string }>("select current_setting('turnstone.acting') as was")
      ).rows[0]?.was
      expect((await client.query('select 1 from child')).rowCount).toBeGreaterThan(0)
      await client.query('commit')
      for (const setting of [
        copied ?? '',
        `${council.id}|${worker.person.account ?? ''}|manager|-|x`,
        '',
        '||||',
      ]) {
        await client.query('begin')
        await client.query("select set_config('turnstone.acting', $1, true)", [setting])
        expect((await client.query('select 1 from child')).rowCount, setting).toBe(0)
        await client.query('commit')
      }
      client.release()
    } finally {
      await pool.end()
    }
  })

  test('two people through one connection, turn by turn, never see each other’s children', async () => {
    const mine = [newId(), newId()] as const
    for (const [i, id] of mine.entries())
      await own('insert into child (council, id, team) values ($1, $2, $3)', [council.id, id, teams[i]])
    const workers = [
      await aWorker('social-worker', teams[0]),
      await aWorker('social-worker', teams[1]),
    ] as const
    const pool = openPool({ ...register.owner, user: 'turnstone_app' }, 1)
    try {
      const dbs = workers.map((worker) => seenBy(worker.session, pool))
      let bled = 0
      await Promise.all(
        dbs.map(async (db, i) => {
          for (let n = 0; n < 1500; n++) {
            const rows = await sql<{ id: Id }>`select id from child where id = any(${mine}::uuid[])`.execute(
              db,
            )
            if (rows.rows.length !== 1 || rows.rows[0]?.id !== mine[i]) bled++
          }
        }),
      )
      expect(bled).toBe(0)
      expect((await pool.query('select 1 from child')).rowCount).toBe(0)
    } finally {
      await pool.end()
    }
  }, 60_000)
})

const writtenWays: Written[] = ['allocated', 'co-worker', 'named', 'broken glass']
const desks = [null, 'infinity', '-1 hour', '1 hour'] as const
/** From when until when somebody stands to a child: still, no longer, for a while yet, and not before an hour from now. */
const spans = [
  ['-1 day', null],
  ['-1 day', '-1 minute'],
  ['-1 day', '1 hour'],
  ['1 hour', null],
] as const

type Made = {
  team: Id | null
  sensitivity: Standing['sensitivity']
  desk: (typeof desks)[number]
  written: { worker: number; as: Written; span: (typeof spans)[number] }[]
}

describe('the two walls', async () => {
  const workers: Awaited<ReturnType<typeof aWorker>>[] = []
  for (const role of roleNames) for (const team of [null, ...teams]) workers.push(await aWorker(role, team))

  /** What everybody reaches of these children, here and in the database. @returns how many answers were compared */
  async function compared(world: readonly Made[]): Promise<number> {
    const children = world.map((child) => ({ ...child, id: newId() }))
    await asOwner(register.owner, async (client) => {
      for (const child of children) {
        await client.query(
          `insert into child (council, id, team, sensitivity, desk_until) values ($1, $2, $3, $4,
             case when $5 = 'infinity' then 'infinity'::timestamptz else clock_timestamp() + $5::interval end)`,
          [council.id, child.id, child.team, child.sensitivity, child.desk],
        )
        await client.query(
          `insert into standing (council, child, account, relation, from_at, until_at)
           select $1, $2, one.account, one.relation, clock_timestamp() + one.begins - one.n * interval '1 second',
                  clock_timestamp() + one.ends
             from jsonb_to_recordset($3) as one (n int, account uuid, relation text, begins interval, ends interval)`,
          [
            council.id,
            child.id,
            JSON.stringify(
              child.written.map(({ worker, as, span: [begins, ends] }, n) => ({
                n,
                account: workers[worker]?.person.account,
                relation: as,
                begins,
                ends,
              })),
            ),
          ],
        )
      }
    })
    const ids = children.map((child) => child.id)
    for (const { person, session } of workers) {
      const standings = await standingsOf(register.db, council.id, person.account, ids)
      const here = ids.map((id) => {
        const standing = standings.get(id)
        if (standing === undefined) throw new Error('the register sees every child')
        const reached = reachOf(person, standing)
        return [id, maskOf(reached.ordinary), maskOf(reached.withGlass)] as const
      })
      const rows = await sql<{ child: Id; ordinary: number; mask: number }>`
        select child, ordinary, mask from reachable where child = any(${ids}::uuid[])`.execute(
        seenBy(session),
      )
      const there = new Map(rows.rows.map((row) => [row.child, row]))
      expect(
        ids.map((id) => [id, there.get(id)?.ordinary ?? 0, there.get(id)?.mask ?? 0]),
        `${person.role} of team ${teams.indexOf(person.team as Id)}`,
      ).toEqual(here)
      const seen = await sql<{ id: Id }>`select id from child where id = any(${ids}::uuid[])`.execute(
        seenBy(session),
      )
      expect(seen.rows.map((row) => row.id).sort()).toEqual(
        here
          .filter(([, , mask]) => mask !== 0)
          .map(([id]) => id)
          .sort(),
      )
    }
    return ids.length * workers.length
  }

  test('agree about one child of each kind', async () => {
    const sensitivities = ['normal', 'restricted'] as const
    const roleAlone = sensitivities.flatMap((sensitivity) =>
      [null, ...teams].flatMap((team) => desks.map((desk) => ({ team, sensitivity, desk, written: [] }))),
    )
    const written = sensitivities.flatMap((sensitivity) =>
      writtenWays.flatMap((as) =>
        spans.map((span) => ({
          team: teams[1],
          sensitivity,
          desk: null,
          written: workers.map((_, worker) => ({ worker, as, span })),
        })),
      ),
    )
    expect(await compared([...roleAlone, ...written])).toBe(56 * workers.length)
  })

  test('keep councils apart where the same child and the same account have the same ids in both', async () => {
    const [child, { person, session }] = [newId(), await aWorker('social-worker', null)]
    const elsewhere = newId()
    await own("insert into council (id, code, name) values (99, 'E09999999', 'Elsewhere')")
    await own('insert into child (council, id, team) values ($1, $2, $3), (99, $2, null), (99, $4, null)', [
      council.id,
      child,
      teams[0],
      elsewhere,
    ])
    await own(
      `insert into account (council, id, name, email, role) values (99, $1, 'Invented', 'x@marram.example', 'social-worker')`,
      [person.account],
    )
    await own(
      "insert into standing (council, child, account, relation) values (99, $1, $2, 'allocated'), (99, $1, $2, 'named')",
      [child, person.account],
    )
    const seen = async (by: Buffer) =>
      (
        await sql`select 1 from reachable where child in (${child}::uuid, ${elsewhere}::uuid)`.execute(
          seenBy(by),
        )
      ).rows.length
    expect(await seen(session)).toBe(0)
    // A manager without a team supervises every child of the council, and of no other.
    expect(await seen((await aWorker('manager', null)).session)).toBe(1)
    expect((await standingsOf(register.db, council.id, person.account, [child])).get(child)?.written).toEqual(
      [],
    )
    expect((await standingsOf(register.db, council.id, person.account, [elsewhere])).size).toBe(0)
  })

  test('let somebody be written down as one colleague, and give it to no other', async () => {
    const child = newId()
    const [one, other] = [await aWorker('social-worker', null), await aWorker('social-worker', null)]
    await own('insert into child (council, id, team) values ($1, $2, $3)', [council.id, child, teams[0]])
    await own("insert into standing (council, child, account, relation) values ($1, $2, $3, 'allocated')", [
      council.id,
      child,
      one.person.account,
    ])
    const seen = async (by: Buffer) =>
      (await sql`select 1 from reachable where child = ${child}::uuid`.execute(seenBy(by))).rows.length
    expect([await seen(one.session), await seen(other.session)]).toEqual([1, 0])
  })

  test('both stand in front of every table that holds something of a child', async () => {
    const rows = await own<{ name: string; enabled: boolean; forced: boolean }>(
      `select c.relname as name, c.relrowsecurity as enabled, c.relforcerowsecurity as forced
         from pg_class c join pg_attribute a on a.attrelid = c.oid and a.attname = 'child' and not a.attisdropped
        where c.relnamespace = 'public'::regnamespace and c.relkind = 'r'`,
    )
    expect(rows.map((row) => row.name).sort()).toEqual(
      expect.arrayContaining(['entry', 'record_key', 'said', 'standing', 'withdrawal']),
    )
    expect(rows.filter((row) => !row.enabled || !row.forced)).toEqual([])
  })

  // The others hold no child: pages either have no right to them at all (grants.test.ts), or they are the same for
  // everybody. A new table stands behind the wall, or in this list on purpose.
  test('row-level security stands before every table but these', async () => {
    const rows = await own<{ name: string }>(
      `select relname as name from pg_class
        where relnamespace = 'public'::regnamespace and relkind = 'r' and not (relrowsecurity and relforcerowsecurity)`,
    )
    expect(rows.map((row) => row.name).sort()).toEqual([
      'account',
      'audit',
      'context_secret',
      'council',
      'head',
      'invitation',
      'migration',
      'passkey',
      'passkey_challenge',
      'reach',
      'register',
      'request',
      'session',
      'sign_in_attempt',
      'source',
      'team',
      'wrapping',
    ])
  })

  test('agree for every person and every child, however they stand to one another', async () => {
    let answers = 0
    await fc.assert(
      fc.asyncProperty(
        fc.array(
          fc.record({
            team: fc.constantFrom(null, ...teams),
            sensitivity: fc.constantFrom<Standing['sensitivity']>('normal', 'normal', 'restricted'),
            desk: fc.constantFrom(...desks),
            written: fc.array(
              fc.record({
                worker: fc.nat(workers.length - 1),
                as: fc.constantFrom(...writtenWays),
                span: fc.constantFrom(...spans),
              }),
              { maxLength: 6 },
            ),
          }),
          { minLength: 1, maxLength: 12 },
        ),
        async (world) => {
          answers += await compared(world)
        },
      ),
      { numRuns: 40 },
    )
    expect(answers).toBeGreaterThan(3000)
  }, 120_000)
})
