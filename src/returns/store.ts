import { sql } from 'kysely'
import type { Db, SourceKind } from '../database/index.ts'
import type { Id, Instant, PlainDate } from '../plain/index.ts'

/** A row of a file while it waits to be brought together with the others of its child: sealed, also here. */
export type StagedRow = {
  seq: number
  lookup: Buffer
  part: string
  file: number
  line: number
  sealed: Buffer
  print: Buffer
  sound: boolean
  dob: PlainDate | null
}

export async function makeRowStage(trx: Db): Promise<void> {
  await sql`drop table if exists staged_row`.execute(trx)
  await sql`create temp table staged_row (seq int, lookup bytea, part smallint, file smallint, line int, sealed bytea, print bytea, sound boolean, dob date) on commit drop`.execute(
    trx,
  )
}

export async function stageFileRows(
  trx: Db,
  rows: readonly StagedRow[],
  partOrder: (part: string) => number,
): Promise<void> {
  if (rows.length === 0) return
  await sql`insert into staged_row select * from unnest(${rows.map((r) => r.seq)}::int[], ${rows.map((r) => r.lookup)}::bytea[],
    ${rows.map((r) => partOrder(r.part))}::smallint[], ${rows.map((r) => r.file)}::smallint[], ${rows.map((r) => r.line)}::int[],
    ${rows.map((r) => r.sealed)}::bytea[], ${rows.map((r) => r.print)}::bytea[], ${rows.map((r) => r.sound)}::boolean[],
    ${rows.map((r) => r.dob)}::date[])`.execute(trx)
}

/** A cursor takes no parameters; hexadecimal digits cannot carry anything else into the statement. */
const bytesArray = (values: readonly Buffer[]) =>
  sql.raw(`array[${values.map((value) => `'\\x${value.toString('hex')}'`).join(',')}]::bytea[]`)

/** Opens a cursor over the staged rows, child by child; of some children only, where they are named. */
export async function openRowCursor(trx: Db, name: string, lookups: readonly Buffer[] | null): Promise<void> {
  await sql`analyze staged_row`.execute(trx)
  await sql`declare ${sql.raw(name)} no scroll cursor for
    select seq, lookup, part, file, line, sealed, print, sound from staged_row
     ${lookups === null ? sql`` : sql`where lookup = any(${bytesArray(lookups)})`}
     order by lookup, part, line`.execute(trx)
}

/** A staged row as it comes back; its table is known by its file. */
export type FetchedRow = Omit<StagedRow, 'part' | 'dob'>

export async function fetchRows(trx: Db, name: string, size: number): Promise<FetchedRow[]> {
  const rows = await sql<FetchedRow>`
    fetch ${sql.raw(String(size))} from ${sql.raw(name)}`.execute(trx)
  return rows.rows
}

export async function closeCursor(trx: Db, name: string): Promise<void> {
  await sql`close ${sql.raw(name)}`.execute(trx)
}

/** The children behind some numbers, by the numbers' keyed prints. */
export async function childrenNumbered(
  trx: Db,
  council: number,
  lookups: readonly Buffer[],
): Promise<Map<string, Id>> {
  const rows = await sql<{ child: Id; lookup: Buffer }>`
    select child, lookup from entry
     where council = ${council} and kind = 5 and code = 'council' and known_until is null and lookup = any(${lookups}::bytea[])`.execute(
    trx,
  )
  return new Map(rows.rows.map((row) => [row.lookup.toString('hex'), row.child]))
}

/** Numbers of children, by their keyed prints: for finding the staged rows of a child again. */
export async function lookupsOf(trx: Db, council: number, children: readonly Id[]): Promise<Map<Id, Buffer>> {
  const rows = await sql<{ child: Id; lookup: Buffer }>`
    select child, lookup from entry
     where council = ${council} and kind = 5 and code = 'council' and known_until is null and child = any(${children}::uuid[])`.execute(
    trx,
  )
  return new Map(rows.rows.map((row) => [row.child, row.lookup]))
}

/** Of the staged children whose number the register knows: how many there are, and how many were born on another day. */
export async function birthsInFiles(trx: Db, council: number): Promise<{ known: number; other: number }> {
  const rows = await sql<{ known: number; other: number }>`
    select count(*)::int as known, count(*) filter (where (p.attributes ->> 'dob')::date <> r.dob)::int as other
      from (select distinct on (lookup) lookup, dob from staged_row where dob is not null order by lookup, part, line) r
      join entry n on n.council = ${council} and n.lookup = r.lookup and n.kind = 5 and n.code = 'council' and n.known_until is null
      join entry p on p.council = n.council and p.child = n.child and p.kind = 1 and p.known_until is null
     where p.attributes ? 'dob'`.execute(trx)
  return rows.rows[0] ?? { known: 0, other: 0 }
}

/** Children with remembered rows of some tables, none of whose rows is in this import at all. */
export async function childrenNotInFiles(trx: Db, council: number, parts: readonly string[]): Promise<Id[]> {
  const rows = await sql<{ child: Id }>`
    select child from said where council = ${council} and part = any(${parts}::text[])
    except
    select e.child from (select distinct lookup from staged_row) r
      join entry e on e.council = ${council} and e.lookup = r.lookup and e.kind = 5 and e.code = 'council' and e.known_until is null
     order by child`.execute(trx)
  return rows.rows.map((row) => row.child)
}

/** Of what kind some sources are, and for a file of the return of which year. */
export async function sourcesOf(
  trx: Db,
  council: number,
  ids: readonly number[],
): Promise<Map<number, { kind: SourceKind; year: number | null }>> {
  const rows = await sql<{ id: number; kind: SourceKind; year: number | null }>`
    select s.id, s.kind, i.latest_year as year
      from source s left join import i on i.council = s.council and i.id = s.run and s.kind = 'return'
     where s.council = ${council} and s.id = any(${ids}::bigint[])`.execute(trx)
  return new Map(rows.rows.map((row) => [row.id, { kind: row.kind, year: row.year }]))
}

/** One import at a time for a council. */
export async function lockImports(trx: Db, council: number): Promise<void> {
  await sql`select pg_advisory_xact_lock(7245190400 + ${council})`.execute(trx)
}

export type ImportRow = {
  id: Id
  at: Instant
  said_by: Id | null
  actor: string
  files: unknown
  result: unknown
}

export async function insertImport(
  trx: Db,
  row: {
    council: number
    id: Id
    said_by: Id | null
    actor: string
    latest_year: number | null
    files: string
    result: string
  },
): Promise<void> {
  await trx.insertInto('import').values(row).execute()
}

export async function allImports(db: Db, council: number): Promise<ImportRow[]> {
  return db
    .selectFrom('import')
    .select(['id', 'at', 'said_by', 'actor', 'files', 'result'])
    .where('council', '=', council)
    .orderBy('at', 'desc')
    .limit(200)
    .execute()
}

export async function importById(db: Db, council: number, id: Id): Promise<ImportRow | undefined> {
  return db
    .selectFrom('import')
    .select(['id', 'at', 'said_by', 'actor', 'files', 'result'])
    .where('council', '=', council)
    .where('id', '=', id)
    .executeTakeFirst()
}
