import { sql } from 'kysely'
import type { Db, SourceKind } from '../../database/index.ts'
import type { Id, Instant, PlainDate } from '../../plain/index.ts'

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

/** Every child of a council with the version of the record: what moved on since. */
export async function versionsOfAll(db: Db, council: number): Promise<{ child: Id; version: number }[]> {
  const rows = await sql<{ child: Id; version: number }>`
    select id as child, version from child where council = ${council}`.execute(db)
  return rows.rows
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

export async function withdrawalsOf(db: Db, council: number, child: Id) {
  return db
    .selectFrom('withdrawal')
    .select(['entry', 'reason', 'sealed', 'said_by', 'at'])
    .where('council', '=', council)
    .where('child', '=', child)
    .execute()
}

/**
 * The last version of what people have withdrawn by hand, of many children. What an import withdrew because its
 * source had it no more is not among it: when the source has it again, it comes back.
 */
export async function withdrawnByHand(
  db: Db,
  council: number,
  children: readonly Id[],
): Promise<EntryRead[]> {
  const rows = await sql<EntryRead>`select ${readColumns} from withdrawal w
      join entry e on e.council = w.council and e.child = w.child and e.id = w.entry
    where w.council = ${council} and w.child = any(${children}::uuid[]) and w.reason <> 'absent from the source'
    order by e.child, e.kind, e.from_on nulls first, e.fact`.execute(db)
  return rows.rows
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

/** Open tasks with a day, of children with whom an account works. */
export async function tasksOfWorker(
  db: Db,
  council: number,
  account: Id,
  kind: number,
  until: PlainDate,
): Promise<{ child: Id; fact: Id; due: PlainDate }[]> {
  const rows = await sql<{ child: Id; fact: Id; due: PlainDate }>`
    select e.child, e.fact, e.attributes ->> 'due' as due
      from standing s
      join entry e on e.council = s.council and e.child = s.child
     where s.council = ${council} and s.account = ${account} and s.until_at is null
       and s.relation in ('allocated', 'co-worker', 'named')
       and e.kind = ${kind} and e.known_until is null and e.until_on is null
       and e.attributes ->> 'due' <= ${until}
     order by 3, 2 limit 200`.execute(db)
  return rows.rows
}
