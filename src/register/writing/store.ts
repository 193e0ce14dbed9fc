import { sql } from 'kysely'
import type { Db } from '../../database/index.ts'
import type { Id, Instant } from '../../plain/index.ts'
import type { Rows } from '../rows.ts'
import { entryArrays, entryColumns } from '../store.ts'

// Writing a few changes at once, as a form does.

/** Requests with the same key wait for one another, so that the second finds the first one's result. */
export async function lockRequest(
  trx: Db,
  council: number,
  actor: string,
  action: string,
  key: string,
): Promise<void> {
  await sql`select pg_advisory_xact_lock(hashtextextended(${[council, actor, action, key].join('|')}, 0))`.execute(
    trx,
  )
}

export async function requestBefore(trx: Db, council: number, actor: string, action: string, key: string) {
  return trx
    .selectFrom('request')
    .select(['body', 'result'])
    .where('council', '=', council)
    .where('actor', '=', actor)
    .where('action', '=', action)
    .where('key', '=', key)
    .executeTakeFirst()
}

export async function rememberRequest(
  trx: Db,
  row: { council: number; actor: string; action: string; key: string; body: Buffer; result: string },
): Promise<void> {
  await trx.insertInto('request').values(row).execute()
}

/** Child rows first, in the order of their ids, then the head: one lock order for all, and no deadlock. */
export async function lockChildren(
  trx: Db,
  council: number,
  children: readonly Id[],
): Promise<Map<Id, number>> {
  const rows = await sql<{ id: Id; version: number }>`
    select id, version from child where council = ${council} and id = any(${children}::uuid[]) order by id for update`.execute(
    trx,
  )
  return new Map(rows.rows.map((row) => [row.id, row.version]))
}

export async function insertChildren(trx: Db, council: number, rows: Rows['children']): Promise<void> {
  if (rows.length === 0) return
  await sql`insert into child (council, id, team)
    select ${council}, * from unnest(${rows.map((r) => r.id)}::uuid[], ${rows.map((r) => r.team)}::uuid[])`.execute(
    trx,
  )
}

/** The same for the person who is acting, who stands to the child from then on (`begin_child`, migration 0002). */
export async function beginChildren(trx: Db, rows: Rows['children']): Promise<void> {
  for (const row of rows) await sql`select begin_child(${row.id}::uuid, ${row.team}::uuid)`.execute(trx)
}

export async function insertKeys(trx: Db, council: number, rows: Rows['keys']): Promise<void> {
  if (rows.length === 0) return
  await sql`insert into record_key (council, child, compartment, id, wrapped)
    select ${council}, * from unnest(${rows.map((r) => r.child)}::uuid[], ${rows.map((r) => r.compartment)}::smallint[],
      ${rows.map((r) => r.id)}::uuid[], ${rows.map((r) => r.wrapped)}::bytea[])`.execute(trx)
}

/** Ends what is superseded or withdrawn. Gives the facts whose version was no longer the current one. */
export async function closeEntries(
  trx: Db,
  council: number,
  at: Instant,
  rows: Rows['closes'],
): Promise<Rows['closes']> {
  if (rows.length === 0) return []
  const closed = await sql<{ id: Id }>`
    update entry e set known_until = ${at}::timestamptz
      from unnest(${rows.map((r) => r.child)}::uuid[], ${rows.map((r) => r.entry)}::uuid[]) as seen (child, id)
     where e.council = ${council} and e.child = seen.child and e.id = seen.id and e.known_until is null
    returning e.id`.execute(trx)
  const done = new Set(closed.rows.map((row) => row.id))
  return rows.filter((row) => !done.has(row.entry))
}

export async function insertEntries(
  trx: Db,
  council: number,
  at: Instant,
  saidBy: Id | null,
  rows: Rows['entries'],
): Promise<void> {
  if (rows.length === 0) return
  await sql`insert into entry (council, known_from, said_by, ${entryColumns})
    select ${council}, ${at}::timestamptz, ${saidBy}::uuid, * from ${entryArrays(rows)}`.execute(trx)
}

export async function insertWithdrawals(
  trx: Db,
  council: number,
  at: Instant,
  saidBy: Id | null,
  rows: Rows['withdrawals'],
): Promise<void> {
  for (const row of rows)
    await trx
      .insertInto('withdrawal')
      .values({ council, at, said_by: saidBy, ...row })
      .execute()
}

export async function upsertSaid(trx: Db, council: number, rows: Rows['said']): Promise<void> {
  if (rows.length === 0) return
  await sql`insert into said (council, child, fact, source_kind, part, print, states, source, line)
    select ${council}, * from unnest(${rows.map((r) => r.child)}::uuid[], ${rows.map((r) => r.fact)}::uuid[],
      ${rows.map((r) => r.source_kind)}::text[], ${rows.map((r) => r.part)}::text[], ${rows.map((r) => r.print)}::bytea[],
      ${rows.map((r) => r.states)}::jsonb[], ${rows.map((r) => r.source)}::bigint[], ${rows.map((r) => r.line)}::int[])
    on conflict (council, child, fact, source_kind, part)
    do update set print = excluded.print, states = excluded.states, source = excluded.source, line = excluded.line`.execute(
    trx,
  )
}

export async function deleteSaid(trx: Db, council: number, rows: Rows['unsaid']): Promise<void> {
  if (rows.length === 0) return
  await sql`delete from said s using unnest(${rows.map((r) => r.child)}::uuid[], ${rows.map((r) => r.fact)}::uuid[],
      ${rows.map((r) => r.source_kind)}::text[], ${rows.map((r) => r.part)}::text[]) as gone (child, fact, source_kind, part)
    where s.council = ${council} and s.child = gone.child and s.fact = gone.fact and s.source_kind = gone.source_kind
      and s.part = gone.part`.execute(trx)
}

export async function moveVersions(trx: Db, council: number, children: readonly Id[]): Promise<void> {
  await sql`update child set version = version + 1 where council = ${council} and id = any(${children}::uuid[])`.execute(
    trx,
  )
}
