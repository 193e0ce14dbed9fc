import { type RawBuilder, sql } from 'kysely'
import { describe, expect, test } from 'vitest'
import { newId } from '../../src/database/index.ts'
import { type Compartment, compartments, kindName, kindOf } from '../../src/standard/index.ts'
import { testRegister } from '../support/register.ts'
import {
  type Column,
  columns,
  foundOnly,
  mayAboutAChild,
  mayAboutTheRegister,
  signedIn,
  type Worker,
} from './who-may.ts'
import { aWorld } from './world.ts'

/**
 * What the database shows and takes, table by table, asked past every page: each policy by itself, since no other guard
 * stands in front of it here.
 */
const world = await aWorld(await testRegister())
const { children, own } = world
const [form] = await own<{ id: string }>("select id from source where council = 1 and kind = 'form' limit 1")

// The note of every child is withdrawn, and a form says everything.
await own(
  `insert into withdrawal (council, child, entry, reason, at)
   select council, child, id, 'did not happen', clock_timestamp() from entry where kind = 16`,
)
await own(
  `insert into said (council, child, fact, source_kind, part, print, states, source, line)
   select council, child, fact, 'form', 'a test ' || kind, '\\x01', '{}', source, 1 from entry`,
)

const compartmentOf = (kind: number): Compartment => kindOf(kindName(kind)).compartment
const reaches = (worker: Worker, column: Column, compartment: Compartment | undefined): boolean =>
  compartment === 'documents'
    ? mayAboutAChild('see a document', worker, column)
    : mayAboutAChild('open a child', worker, column) ||
      (foundOnly(worker, column) && (compartment === 'identity' || compartment === 'missing'))

describe('a table shows of each child what its reader reaches, and nothing else:', () => {
  const ofKind = (number: number) => compartmentOf(number)
  const tables: Record<string, { all: string; of: (number: number) => Compartment | undefined }> = {
    entry: { all: 'select child, kind as number from entry', of: ofKind },
    withdrawal: { all: 'select child, 16 as number from withdrawal', of: ofKind },
    said: {
      all: "select child, substr(part, 8)::int as number from said where part like 'a test %'",
      of: ofKind,
    },
    attachment: {
      all: 'select a.child, e.kind as number from attachment a join entry e on e.child = a.child and e.fact = a.fact',
      of: ofKind,
    },
    record_key: {
      all: 'select child, compartment as number from record_key',
      of: (number) => compartments[number - 1],
    },
  }

  test.each(Object.entries(tables))('%s', async (_table, { all, of }) => {
    type Row = { child: string; number: number }
    const held = await own<Row>(all)
    expect(held.length).toBeGreaterThanOrEqual(columns.length - 1)
    const words = (rows: Row[]) => rows.map((row) => of(row.number) ?? 'none').sort()
    for (const worker of signedIn) {
      const shown = (await sql.raw<Row>(all).execute(world.seenBy(worker))).rows
      for (const column of columns) {
        const about = (rows: Row[]) => rows.filter((row) => row.child === children[column].child)
        expect(words(about(shown)), `${worker}, ${column}`).toEqual(
          words(about(held).filter((row) => reaches(worker, column, of(row.number)))),
        )
      }
    }
  })

  test('standing: of those whom one sees, and one’s own', async () => {
    const others = sql<{ child: string }>`
      select distinct child from standing where account <> (acting()).account`
    for (const worker of signedIn) {
      const shown = (await others.execute(world.seenBy(worker))).rows.map((row) => row.child)
      for (const column of columns)
        if (!reaches(worker, column, 'identity'))
          expect(shown, `${worker}, ${column}`).not.toContain(children[column].child)
    }
    const own = await sql`select 1 from standing`.execute(world.seenBy('auditor'))
    expect(own.rows.length).toBeGreaterThan(0)
  })

  test('standing: of another council, not even where the account is the same', async () => {
    const [auditor] = await own<{ id: string }>(
      "select a.id from account a join session s on s.account = a.id where a.council = 1 and a.role = 'auditor'",
    )
    await own(
      "insert into account (council, id, name, email, role) values (2, $1, 'Invented', 'y@marram.example', 'auditor')",
      [auditor?.id],
    )
    await own("insert into standing (council, child, account, relation) values (2, $1, $2, 'named')", [
      children['of another council'].child,
      auditor?.id,
    ])
    const shown = await sql`select 1 from standing where council <> 1`.execute(world.seenBy('auditor'))
    expect(shown.rows).toEqual([])
  })

  test.each(['aside', 'import'])('%s: for data officers and managers, of their council', async (table) => {
    for (const worker of signedIn) {
      const shown = await sql<{ council: number }>`select council from ${sql.table(table)}`.execute(
        world.seenBy(worker),
      )
      const councils = [...new Set(shown.rows.map((row) => row.council))]
      expect(councils, worker).toEqual(/^(data-officer|manager)/.test(worker) ? [1] : [])
    }
  })
})

describe('a table takes about each child what its writer may write, and nothing else:', () => {
  /** Whether the policies let it through; what then stops it for another reason, or is saved, is taken back. */
  async function letThrough(worker: Worker, what: RawBuilder<unknown>): Promise<boolean> {
    const undone = new Error('undone')
    let rows = 0n
    try {
      await world
        .seenBy(worker)
        .transaction()
        .execute(async (trx) => {
          rows = (await what.execute(trx)).numAffectedRows ?? 0n
          throw undone
        })
    } catch (error) {
      if (error !== undone) return !(error instanceof Error && /row-level security/.test(error.message))
    }
    return rows > 0n
  }

  const entry = (kind: number) => (column: Column) =>
    sql`insert into entry (council, child, id, fact, kind, exclusive, code, known_from, source)
        select 1, ${children[column].child}::uuid, ${newId()}::uuid, ${newId()}::uuid, ${kind}, false, '', at, ${form?.id}::bigint
          from head where council = 1 and shard = 0`
  const key = (compartment: Compartment) => (column: Column) =>
    sql`insert into record_key (council, child, compartment, id, wrapped)
        values (1, ${children[column].child}::uuid, ${compartments.indexOf(compartment) + 1}, ${newId()}::uuid, '\\x010001')`

  const writes: [string, string, (column: Column) => RawBuilder<unknown>][] = [
    ['a note', 'write a note', entry(16)],
    ['a placement', 'record an entry', entry(7)],
    ['that a child is missing', 'report missing', entry(12)],
    ['a document', 'add a document', entry(18)],
    ['a key for the chronology', 'write a note', key('chronology')],
    ['a key for where the child lives', 'record an entry', key('location')],
    ['a key for documents', 'add a document', key('documents')],
    [
      'the content of a document',
      'add a document',
      (column) =>
        sql`insert into attachment (council, child, id, fact, type, bytes, sealed)
            values (1, ${children[column].child}::uuid, ${newId()}::uuid, ${children[column].names.document}::uuid, 'image/png', 1, '\\x01')`,
    ],
    [
      'a withdrawal',
      'withdraw an entry',
      (column) =>
        sql`insert into withdrawal (council, child, entry, reason, at)
            values (1, ${children[column].child}::uuid, ${children[column].names.seenNote}::uuid, 'wrong child', clock_timestamp())`,
    ],
    [
      'what a source says',
      'correct an entry',
      (column) =>
        sql`insert into said (council, child, fact, source_kind, part, print, states, source, line)
            values (1, ${children[column].child}::uuid, ${children[column].names.note}::uuid, 'form', 'x', '\\x01', '{}', ${form?.id}::bigint, 1)`,
    ],
    [
      'that a source says it no more',
      'correct an entry',
      (column) => sql`delete from said where fact = ${children[column].names.note}::uuid`,
    ],
    [
      'the end of an entry',
      'correct an entry',
      (column) =>
        sql`update entry set known_until = clock_timestamp() where id = ${children[column].names.seenNote}::uuid`,
    ],
  ]

  test.each(writes)('%s', async (_what, action, change) => {
    const ours = columns.filter((column) => !column.startsWith('of '))
    for (const worker of signedIn)
      for (const column of ours)
        expect(await letThrough(worker, change(column)), `${worker}, ${column}`).toBe(
          mayAboutAChild(action, worker, column),
        )
    for (const worker of signedIn)
      for (const column of ['of another council', 'of nobody'] as const)
        expect(await letThrough(worker, change(column)), `${worker}, ${column}`).toBe(false)
  })

  test('no document through broken glass, even if documents could be read through it', async () => {
    await own("update reach set mask = 255 where relation = 'broken glass'")
    const { child } = children['broken glass']
    const content = writes.find(([what]) => what === 'the content of a document')?.[2]
    const read = await sql`select 1 from attachment where child = ${child}::uuid`.execute(
      world.seenBy('duty'),
    )
    // The document, and the photo of the grab sheet, which lies with the chronology.
    expect(read.rows).toHaveLength(2)
    for (const change of [content, entry(18), key('documents')])
      expect(change !== undefined && (await letThrough('duty', change('broken glass')))).toBe(false)
    await own("update reach set mask = 223 where relation = 'broken glass'")
  })

  test('a new child: by whoever may begin a record', async () => {
    for (const worker of signedIn) {
      const begun = sql`select begin_child(${newId()}::uuid, null)`.execute(world.seenBy(worker))
      if (mayAboutTheRegister('add a child', worker)) await expect(begun, worker).resolves.toBeDefined()
      else await expect(begun, worker).rejects.toThrow('nobody who may begin a record is acting')
    }
  })

  // Without a condition nothing has to be seen first: the policy about changing stands alone.
  test.each([
    ['the version of a child', sql`update child set version = 7`],
    ['the end of an entry', sql`update entry set known_until = clock_timestamp()`],
    ['what a source says', sql`delete from said`],
  ])('%s, of every child at once: nothing, by whoever reaches none', async (_what, change) => {
    for (const worker of ['auditor', 'administrator', 'data-officer', 'ig-officer'] as const)
      expect(await letThrough(worker, change), worker).toBe(false)
  })
})
