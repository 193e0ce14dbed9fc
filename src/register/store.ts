import { sql } from 'kysely'
import type { Stamp } from '../access/index.ts'
import type { Db, SourceKind } from '../database/index.ts'
import type { Id, Instant, PlainDate } from '../plain/index.ts'
import type { Rows } from './rows.ts'

// ---- writing ----------------------------------------------------------------------------------------------------

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

/** The columns of a batch of entries as arrays, ready for unnest. */
const entryArrays = (rows: Rows['entries']) => sql`unnest(
  ${rows.map((r) => r.child)}::uuid[], ${rows.map((r) => r.id)}::uuid[], ${rows.map((r) => r.fact)}::uuid[],
  ${rows.map((r) => r.about)}::uuid[], ${rows.map((r) => r.kind)}::smallint[], ${rows.map((r) => r.exclusive)}::boolean[],
  ${rows.map((r) => r.code)}::text[], ${rows.map((r) => r.from_on)}::date[], ${rows.map((r) => r.until_on)}::date[],
  ${rows.map((r) => r.from_at)}::timestamptz[], ${rows.map((r) => r.until_at)}::timestamptz[],
  ${rows.map((r) => r.attributes)}::jsonb[], ${rows.map((r) => r.sealed)}::bytea[], ${rows.map((r) => r.print)}::bytea[],
  ${rows.map((r) => r.lookup)}::bytea[], ${rows.map((r) => r.source)}::bigint[], ${rows.map((r) => r.supersedes)}::uuid[])`

const entryColumns = sql`child, id, fact, about, kind, exclusive, code, from_on, until_on, from_at, until_at, attributes,
  sealed, print, lookup, source, supersedes`

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

// ---- writing many: laid out in tables of this transaction first, so that memory stays flat and the council's lock
// ---- is held only for the writing itself

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

/** After a first load the planner must know the table. */
export async function analyseEntries(db: Db): Promise<void> {
  await sql`analyze`.execute(db).catch(() => undefined)
}

// ---- sources ----------------------------------------------------------------------------------------------------

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

// ---- reading ----------------------------------------------------------------------------------------------------

export type EntryRead = {
  id: Id
  child: Id
  fact: Id
  about: Id | null
  kind: number
  code: string
  from_on: PlainDate | null
  until_on: PlainDate | null
  from_at: Instant | null
  until_at: Instant | null
  known_from: Instant
  known_until: Instant | null
  attributes: Record<string, string> | null
  sealed: Buffer | null
  print: Buffer | null
  source: number
  said_by: Id | null
  supersedes: Id | null
}

const readColumns = sql`e.id, e.child, e.fact, e.about, e.kind, e.code, e.from_on, e.until_on, e.from_at, e.until_at,
  e.known_from, e.known_until, e.attributes, e.sealed, e.print, e.source, e.said_by, e.supersedes`

/** All versions of everything about one child. A chronology is some hundreds of rows: no paging. */
export async function entriesOf(db: Db, council: number, child: Id): Promise<EntryRead[]> {
  const rows = await sql<EntryRead>`select ${readColumns} from entry e
    where e.council = ${council} and e.child = ${child} order by e.from_on desc nulls last, e.known_from desc, e.id desc`.execute(
    db,
  )
  return rows.rows
}

/** The current entries of many children, for matching an import or for a list. */
export async function currentEntries(
  db: Db,
  council: number,
  children: readonly Id[],
  kinds: readonly number[] | null,
): Promise<EntryRead[]> {
  const rows = await sql<EntryRead>`select ${readColumns} from entry e
    where e.council = ${council} and e.child = any(${children}::uuid[]) and e.known_until is null
      and (${kinds === null} or e.kind = any(${kinds ?? []}::smallint[]))
    order by e.child, e.kind, e.from_on nulls first, e.fact`.execute(db)
  return rows.rows
}

export async function currentEntriesOfKinds(
  db: Db,
  council: number,
  kinds: readonly number[],
): Promise<EntryRead[]> {
  const rows = await sql<EntryRead>`select ${readColumns} from entry e
    where e.council = ${council} and e.known_until is null and e.kind = any(${kinds}::smallint[])
    order by e.child, e.kind, e.from_on nulls first, e.fact`.execute(db)
  return rows.rows
}

export async function saidOf(db: Db, council: number, children: readonly Id[]) {
  const rows = await sql<{
    child: Id
    fact: Id
    source_kind: SourceKind
    part: string
    print: Buffer
    states: Record<string, string | null>
    source: number
    line: number
  }>`
    select child, fact, source_kind, part, print, states, source, line from said
     where council = ${council} and child = any(${children}::uuid[])`.execute(db)
  return rows.rows
}

export async function sourcesOf(db: Db, council: number, ids: readonly number[]) {
  const rows = await sql<{ id: number; kind: SourceKind; label: string }>`
    select id, kind, label from source where council = ${council} and id = any(${ids}::bigint[])`.execute(db)
  return rows.rows
}

export async function childRow(
  db: Db,
  council: number,
  id: Id,
): Promise<{ id: Id; team: Id | null; version: number } | undefined> {
  return db
    .selectFrom('child')
    .select(['id', 'team', 'version'])
    .where('council', '=', council)
    .where('id', '=', id)
    .executeTakeFirst()
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

export async function allChildren(db: Db, council: number): Promise<{ id: Id; team: Id | null }[]> {
  return db.selectFrom('child').select(['id', 'team']).where('council', '=', council).execute()
}

/** Children found by a number of theirs, by its keyed print. */
export async function childrenByLookup(
  db: Db,
  council: number,
  lookups: readonly Buffer[],
): Promise<{ child: Id; code: string; lookup: Buffer }[]> {
  const rows = await sql<{ child: Id; code: string; lookup: Buffer }>`
    select child, code, lookup from entry
     where council = ${council} and known_until is null and lookup = any(${lookups}::bytea[])`.execute(db)
  return rows.rows
}

/** When an entry was last written or ended; null before the first. */
export async function lastRecorded(
  db: Db,
  council: number,
): Promise<{ at: Instant; entriesAt: Instant | null }> {
  const row = await db
    .selectFrom('head')
    .select(['at', 'entries_at'])
    .where('council', '=', council)
    .where('shard', '=', 0)
    .executeTakeFirstOrThrow()
  return { at: row.at, entriesAt: row.entries_at }
}

export async function withdrawalsOf(db: Db, council: number, child: Id) {
  return db
    .selectFrom('withdrawal')
    .select(['entry', 'reason', 'sealed', 'said_by', 'at'])
    .where('council', '=', council)
    .where('child', '=', child)
    .execute()
}

/** Children that a filter leaves, newest record first. The conditions mirror `stateOf()`; a test compares them. */
export async function childIds(
  db: Db,
  council: number,
  filter: string | null,
  today: PlainDate,
): Promise<Id[]> {
  const current = sql`e.council = c.council and e.child = c.id and e.known_until is null`
  const inForce = sql`(e.from_on is null or e.from_on <= ${today}::date) and (e.until_on is null or e.until_on >= ${today}::date)`
  const identified = sql`exists (select 1 from entry e where ${current} and ${inForce}
    and ((e.kind = 10 and e.code = 'identified') or (e.kind = 11 and e.code in ('rg-positive', 'cg-positive'))))`
  const condition =
    filter === 'in care'
      ? sql`exists (select 1 from entry e where ${current} and e.kind = 6 and (e.from_on is null or e.from_on <= ${today}::date)
              and (e.until_on is null or e.until_on > ${today}::date))`
      : filter === 'unaccompanied'
        ? sql`exists (select 1 from entry e where ${current} and ${inForce} and e.kind = 9 and e.code in ('uasc', 'separated'))`
        : filter === 'identified'
          ? identified
          : filter === 'suspected'
            ? sql`exists (select 1 from entry e where ${current} and ${inForce}
                and ((e.kind = 10 and e.code = 'suspected') or (e.kind = 11 and e.code = 'referred'))) and not ${identified}`
            : filter === 'missing now'
              ? sql`exists (select 1 from entry e where ${current} and e.kind = 12 and e.until_on is null and e.from_on <= ${today}::date)`
              : sql`true`
  const rows = await sql<{
    id: Id
  }>`select c.id from child c where c.council = ${council} and ${condition} order by c.id desc`.execute(db)
  return rows.rows.map((row) => row.id)
}

export async function teamsOf(db: Db, council: number, ids: readonly Id[]): Promise<Map<Id, Id | null>> {
  const rows = await sql<{ id: Id; team: Id | null }>`
    select id, team from child where council = ${council} and id = any(${ids}::uuid[])`.execute(db)
  return new Map(rows.rows.map((row) => [row.id, row.team]))
}
