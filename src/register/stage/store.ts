import { sql } from 'kysely'
import type { Stamp } from '../../access/index.ts'
import type { Db } from '../../database/index.ts'
import type { Id } from '../../plain/index.ts'
import type { Rows } from '../rows.ts'
import { entryArrays, entryColumns } from '../store.ts'

// Writing many: laid out in tables of this transaction first, so that memory stays flat and the council's lock is
// held only for the writing itself.

export async function makeStage(trx: Db): Promise<void> {
  await sql`create temp table staged_seen (child uuid primary key, version int, changed boolean) on commit drop`.execute(
    trx,
  )
  await sql`create temp table staged_child (id uuid, team uuid) on commit drop`.execute(trx)
  await sql`create temp table staged_key (child uuid, compartment smallint, id uuid, wrapped bytea) on commit drop`.execute(
    trx,
  )
  await sql`create temp table staged_close (child uuid, fact uuid, entry uuid) on commit drop`.execute(trx)
  await sql`create temp table staged_withdrawal (child uuid, entry uuid, reason text, sealed bytea) on commit drop`.execute(
    trx,
  )
  await sql`create temp table staged_entry on commit drop as select ${entryColumns} from entry with no data`.execute(
    trx,
  )
  await sql`create temp table staged_said on commit drop as
    select child, fact, source_kind, part, print, states, source, line from said with no data`.execute(trx)
  await sql`create temp table staged_unsaid on commit drop as
    select child, fact, source_kind, part from said with no data`.execute(trx)
}

export type Seen = { child: Id; version: number | null; changed: boolean }

export async function stageRows(trx: Db, seen: readonly Seen[], rows: Rows): Promise<void> {
  await sql`insert into staged_seen select * from unnest(${seen.map((s) => s.child)}::uuid[],
    ${seen.map((s) => s.version)}::int[], ${seen.map((s) => s.changed)}::boolean[])`.execute(trx)
  if (rows.children.length > 0) {
    await sql`insert into staged_child select * from unnest(${rows.children.map((r) => r.id)}::uuid[],
      ${rows.children.map((r) => r.team)}::uuid[])`.execute(trx)
  }
  if (rows.keys.length > 0) {
    await sql`insert into staged_key select * from unnest(${rows.keys.map((r) => r.child)}::uuid[],
      ${rows.keys.map((r) => r.compartment)}::smallint[], ${rows.keys.map((r) => r.id)}::uuid[],
      ${rows.keys.map((r) => r.wrapped)}::bytea[])`.execute(trx)
  }
  if (rows.closes.length > 0) {
    await sql`insert into staged_close select * from unnest(${rows.closes.map((r) => r.child)}::uuid[],
      ${rows.closes.map((r) => r.fact)}::uuid[], ${rows.closes.map((r) => r.entry)}::uuid[])`.execute(trx)
  }
  if (rows.withdrawals.length > 0) {
    await sql`insert into staged_withdrawal select * from unnest(${rows.withdrawals.map((r) => r.child)}::uuid[],
      ${rows.withdrawals.map((r) => r.entry)}::uuid[], ${rows.withdrawals.map((r) => r.reason)}::text[],
      ${rows.withdrawals.map((r) => r.sealed)}::bytea[])`.execute(trx)
  }
  if (rows.entries.length > 0)
    await sql`insert into staged_entry select * from ${entryArrays(rows.entries)}`.execute(trx)
  if (rows.said.length > 0) {
    await sql`insert into staged_said select * from unnest(${rows.said.map((r) => r.child)}::uuid[],
      ${rows.said.map((r) => r.fact)}::uuid[], ${rows.said.map((r) => r.source_kind)}::text[], ${rows.said.map((r) => r.part)}::text[],
      ${rows.said.map((r) => r.print)}::bytea[], ${rows.said.map((r) => r.states)}::jsonb[], ${rows.said.map((r) => r.source)}::bigint[], ${rows.said.map((r) => r.line)}::int[])`.execute(
      trx,
    )
  }
  if (rows.unsaid.length > 0) {
    await sql`insert into staged_unsaid select * from unnest(${rows.unsaid.map((r) => r.child)}::uuid[],
      ${rows.unsaid.map((r) => r.fact)}::uuid[], ${rows.unsaid.map((r) => r.source_kind)}::text[],
      ${rows.unsaid.map((r) => r.part)}::text[])`.execute(trx)
  }
}

/** Locks the children of a stage in the order of their ids, before the head: the lock order of every save. */
export async function lockStaged(trx: Db, council: number): Promise<void> {
  await sql`select c.id from child c join staged_seen s on s.child = c.id
    where c.council = ${council} order by c.id for update of c`.execute(trx)
}

/** Children whose record moved on since their changes were laid out; their staged rows are taken away again. */
export async function dropStale(trx: Db, council: number): Promise<Id[]> {
  const stale = await sql<{ id: Id }>`
    select c.id from child c join staged_seen s on s.child = c.id
     where c.council = ${council} and s.version is distinct from c.version`.execute(trx)
  const ids = stale.rows.map((row) => row.id)
  if (ids.length === 0) return ids
  for (const table of [
    'staged_seen',
    'staged_key',
    'staged_close',
    'staged_withdrawal',
    'staged_entry',
    'staged_said',
    'staged_unsaid',
  ]) {
    await sql`delete from ${sql.table(table)} where child = any(${ids}::uuid[])`.execute(trx)
  }
  return ids
}

/** Writes everything that is staged. Gives the number of entries and how many closes found their version gone. */
export async function writeStage(
  trx: Db,
  stamp: Stamp,
  saidBy: Id | null,
): Promise<{ entries: number; closes: number; lost: number }> {
  const { council, at } = stamp
  await sql`insert into child (council, id, team) select ${council}, id, team from staged_child`.execute(trx)
  await sql`insert into record_key (council, child, compartment, id, wrapped) select ${council}, * from staged_key`.execute(
    trx,
  )
  const closes = await sql<{ n: number }>`select count(*)::int as n from staged_close`.execute(trx)
  const wanted = closes.rows[0]?.n ?? 0
  const closed = await sql`update entry e set known_until = ${at}::timestamptz from staged_close s
    where e.council = ${council} and e.child = s.child and e.id = s.entry and e.known_until is null`.execute(
    trx,
  )
  await sql`insert into withdrawal (council, child, entry, reason, sealed, said_by, at)
    select ${council}, child, entry, reason, sealed, ${saidBy}::uuid, ${at}::timestamptz from staged_withdrawal`.execute(
    trx,
  )
  // In the order of child and day, so that a child's entries lie together.
  const inserted = await sql`insert into entry (council, known_from, said_by, ${entryColumns})
    select ${council}, ${at}::timestamptz, ${saidBy}::uuid, ${entryColumns} from staged_entry order by child, from_on, id`.execute(
    trx,
  )
  await sql`delete from said s using staged_unsaid gone where s.council = ${council} and s.child = gone.child
    and s.fact = gone.fact and s.source_kind = gone.source_kind and s.part = gone.part`.execute(trx)
  await sql`insert into said (council, child, fact, source_kind, part, print, states, source, line) select ${council}, * from staged_said
    on conflict (council, child, fact, source_kind, part)
    do update set print = excluded.print, states = excluded.states, source = excluded.source, line = excluded.line`.execute(
    trx,
  )
  await sql`update child c set version = c.version + 1 from staged_seen s
    where c.council = ${council} and c.id = s.child and s.changed`.execute(trx)
  return {
    entries: Number(inserted.numAffectedRows ?? 0),
    closes: Number(closed.numAffectedRows ?? 0),
    lost: wanted - Number(closed.numAffectedRows ?? 0),
  }
}

/** A digest over the staged entries, in a fixed order, for the audit row. */
export async function stageDigest(trx: Db): Promise<string> {
  const rows = await sql<{ digest: string }>`
    select encode(sha256(coalesce(string_agg(sha256(convert_to(id::text || code || coalesce(from_on::text, '') ||
      coalesce(until_on::text, ''), 'UTF8') || coalesce(print, '')), ''::bytea order by id), ''::bytea)), 'hex') as digest
      from staged_entry`.execute(trx)
  return rows.rows[0]?.digest ?? ''
}
