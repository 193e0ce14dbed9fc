import { sql } from 'kysely'
import type { Db, SourceKind } from '../database/index.ts'
import type { Id, Instant } from '../plain/index.ts'
import type { Rows } from './rows.ts'

// What writing a few changes, writing many and reading have in common, and the sources. The rest stands in
// writing/store.ts, stage/store.ts and reading/store.ts.

/** The columns of a batch of entries as arrays, ready for unnest. */
export const entryArrays = (rows: Rows['entries']) => sql`unnest(
  ${rows.map((r) => r.child)}::uuid[], ${rows.map((r) => r.id)}::uuid[], ${rows.map((r) => r.fact)}::uuid[],
  ${rows.map((r) => r.about)}::uuid[], ${rows.map((r) => r.kind)}::smallint[], ${rows.map((r) => r.exclusive)}::boolean[],
  ${rows.map((r) => r.code)}::text[], ${rows.map((r) => r.from_on)}::date[], ${rows.map((r) => r.until_on)}::date[],
  ${rows.map((r) => r.from_at)}::timestamptz[], ${rows.map((r) => r.until_at)}::timestamptz[],
  ${rows.map((r) => r.attributes)}::jsonb[], ${rows.map((r) => r.sealed)}::bytea[], ${rows.map((r) => r.print)}::bytea[],
  ${rows.map((r) => r.lookup)}::bytea[], ${rows.map((r) => r.source)}::bigint[], ${rows.map((r) => r.supersedes)}::uuid[])`

export const entryColumns = sql`child, id, fact, about, kind, exclusive, code, from_on, until_on, from_at, until_at, attributes,
  sealed, print, lookup, source, supersedes`

export async function insertSource(
  trx: Db,
  council: number,
  kind: SourceKind,
  label: string,
  run: Id | null,
): Promise<number> {
  const rows = await sql<{ id: number }>`
    insert into source (council, id, kind, label, run)
    select ${council}, coalesce(max(id), 0) + 1, ${kind}, ${label}, ${run}::uuid from source where council = ${council}
    returning id`.execute(trx)
  const row = rows.rows[0]
  if (row === undefined) throw new Error('A source was not written')
  return row.id
}

export async function findFormSource(trx: Db, council: number): Promise<number | undefined> {
  const rows = await sql<{ id: number }>`
    select id from source where council = ${council} and kind = 'form' and run is null order by id limit 1`.execute(
    trx,
  )
  return rows.rows[0]?.id
}

export async function childVersions(
  db: Db,
  council: number,
  children: readonly Id[],
): Promise<Map<Id, number>> {
  const rows = await sql<{ id: Id; version: number }>`
    select id, version from child where council = ${council} and id = any(${children}::uuid[])`.execute(db)
  return new Map(rows.rows.map((row) => [row.id, row.version]))
}

/** The head's time, and when an entry was last written or ended; null before the first. */
export type LastRecorded = { at: Instant; entriesAt: Instant | null }

export async function lastRecorded(db: Db, council: number): Promise<LastRecorded> {
  const last = (await lastRecordedIn(db, [council])).get(council)
  if (last === undefined) throw new Error(`Council ${council} has no head`)
  return last
}

/** The same of several councils at once. */
export async function lastRecordedIn(
  db: Db,
  councils: readonly number[],
): Promise<Map<number, LastRecorded>> {
  const rows = await db
    .selectFrom('head')
    .select(['council', 'at', 'entries_at'])
    .where('council', 'in', councils)
    .where('shard', '=', 0)
    .execute()
  return new Map(rows.map((row) => [row.council, { at: row.at, entriesAt: row.entries_at }]))
}
