import { sql } from 'kysely'
import type { Db, SourceKind } from '../database/index.ts'
import type { Id, Instant, PlainDate } from '../plain/index.ts'
import type { Attributes } from '../register/index.ts'

/** An entry of a counted kind as known at an instant, with only the details that are counted. */
export type CountedRow = {
  child: Id
  kind: number
  code: string
  from_on: PlainDate | null
  until_on: PlainDate | null
  from_at: Instant | null
  until_at: Instant | null
  fact: Id
  about: Id | null
  source_kind: SourceKind
  dob: PlainDate | null
  place: string | null
  reason_new: string | null
  reason_ceased: string | null
  passed_over: boolean | null
  return_end: PlainDate | null
  dataset_end: PlainDate | null
  two_sources: boolean
  /** A form corrected something else and left the end as the return had set it. */
  end_of_return: boolean
}

/** Of which children something is read: of all, or of some. */
export type Among = 'all' | readonly Id[]

/** The counted entries of a council, child by child, the facts of a child in the order in which they were made. */
export async function countedRows(
  db: Db,
  council: number,
  knownOn: Instant,
  children: Among,
): Promise<CountedRow[]> {
  const among = children === 'all' ? sql`` : sql`and e.child = any(${children}::uuid[])`
  const rows = await sql<CountedRow>`
    select e.child, e.kind, e.code, e.from_on, e.until_on, e.from_at, e.until_at, e.fact, e.about, s.kind as source_kind,
           case when e.kind = 1 then e.attributes ->> 'dob' end as dob,
           case when e.kind = 6 then e.attributes ->> 'place' end as place,
           case when e.kind = 6 then e.attributes ->> 'reasonNew' end as reason_new,
           case when e.kind = 6 then e.attributes ->> 'reasonCeased' end as reason_ceased,
           case when e.kind = 11 then (e.attributes ->> 'passedOver')::boolean end as passed_over,
           case when e.kind = 12 then e.attributes -> 'ends' ->> 'return' end as return_end,
           case when e.kind = 12 then e.attributes -> 'ends' ->> 'dataset' end as dataset_end,
           e.kind = 12 and coalesce(e.attributes ? 'ends', false) as two_sources,
           e.kind = 12 and s.kind = 'form' and exists (
             select 1 from entry p join source ps on ps.council = p.council and ps.id = p.source
              where p.council = e.council and p.child = e.child and p.fact = e.fact and p.known_from < e.known_from
                and p.until_on = e.until_on and ps.kind <> 'form'
                and case when p.attributes ? 'ends' then p.attributes -> 'ends' ->> 'dataset' is distinct from p.until_on::text
                         else ps.kind = 'return' end) as end_of_return
      from entry e join source s on s.council = e.council and s.id = e.source
     where e.council = ${council} and e.kind in (1, 4, 6, 8, 9, 10, 11, 12, 13)
       and e.known_from <= ${knownOn}::timestamptz and (e.known_until is null or e.known_until > ${knownOn}::timestamptz)
       ${among}
     order by e.child, e.kind, e.from_on, e.fact`.execute(db)
  return rows.rows
}

// ---- the desk -----------------------------------------------------------------------------------------------------

/**
 * Children who may be on the desk at a day: whose last spell is open, ends later, or ended on a day on which the return
 * closes spells by rule (an 18th birthday, an end of care). More may be among them than are: the rules decide.
 */
export async function maybeMissing(db: Db, council: number, day: PlainDate): Promise<Id[]> {
  const rows = await sql<{ child: Id }>`
    with last as (
      select distinct on (child) child, until_on from entry
       where council = ${council} and kind = 12 and known_until is null and from_on <= ${day}
       order by child, from_on desc, from_at desc nulls last, fact desc)
    select l.child from last l
     where l.until_on is null or l.until_on >= ${day}
        or exists (select 1 from entry e where e.council = ${council} and e.child = l.child and e.kind = 6
                      and e.known_until is null and e.until_on = l.until_on)
        or exists (select 1 from entry p where p.council = ${council} and p.child = l.child and p.kind = 1
                      and p.known_until is null
                      and l.until_on - ((p.attributes ->> 'dob')::date + interval '18 years')::date between 0 and 1)`.execute(
    db,
  )
  return rows.rows.map((row) => row.child)
}

/** Children with a spell that ended from one day to another. */
export async function cameBack(
  db: Db,
  council: number,
  from: PlainDate | null,
  until: PlainDate,
): Promise<Id[]> {
  const rows = await sql<{ child: Id }>`
    select distinct child from entry
     where council = ${council} and kind = 12 and known_until is null and until_on <= ${until}
       and until_on >= coalesce(${from}::date, '-infinity'::date)`.execute(db)
  return rows.rows.map((row) => row.child)
}

/** What is known now, coded and dated, of what the desk looks at. */
export type DeskRow = {
  child: Id
  kind: number
  code: string
  from_on: PlainDate | null
  from_at: Instant | null
  until_on: PlainDate | null
  until_at: Instant | null
  fact: Id
  about: Id | null
  attributes: Attributes
}

/** @param knownOn as known at an instant; null: what is known now */
export async function deskRows(
  db: Db,
  council: number,
  children: Among,
  kinds: readonly number[],
  knownOn: Instant | null = null,
): Promise<DeskRow[]> {
  if (children.length === 0) return []
  const among = children === 'all' ? sql`` : sql`and child = any(${children}::uuid[])`
  const known =
    knownOn === null
      ? sql`known_until is null`
      : sql`known_from <= ${knownOn}::timestamptz and (known_until is null or known_until > ${knownOn}::timestamptz)`
  const rows = await sql<DeskRow>`
    select child, kind, code, from_on, from_at, until_on, until_at, fact, about, coalesce(attributes, '{}') as attributes
      from entry where council = ${council} ${among} and kind = any(${kinds}::int[])
       and ${known} and from_on is not null
     order by child, from_on, from_at nulls first, fact`.execute(db)
  return rows.rows
}

/** Which of some children are not restricted: whose number may stand where nobody in particular looks. */
export async function unrestricted(db: Db, council: number, children: readonly Id[]): Promise<Set<Id>> {
  if (children.length === 0) return new Set()
  const rows = await db
    .selectFrom('child')
    .select('id')
    .where('council', '=', council)
    .where('id', 'in', [...children])
    .where('sensitivity', '=', 'normal')
    .execute()
  return new Set(rows.map((row) => row.id))
}

// ---- what a council has set ---------------------------------------------------------------------------------------

export type ClockSettingRow = {
  clock: string
  is_on: boolean
  seconds: number | null
  reason: string
  set_at: Instant
  set_by: Id
}

/** The newest setting of each clock, as it stood at an instant. */
export async function clockSettings(db: Db, council: number, at: Instant): Promise<ClockSettingRow[]> {
  const rows = await sql<ClockSettingRow>`
    select distinct on (clock) clock, is_on, seconds, reason, set_at, set_by from clock_setting
     where council = ${council} and set_at <= ${at}::timestamptz order by clock, set_at desc`.execute(db)
  return rows.rows
}

export async function insertClockSetting(
  trx: Db,
  row: { council: number; clock: string; set_by: Id; is_on: boolean; seconds: number | null; reason: string },
): Promise<void> {
  await trx.insertInto('clock_setting').values(row).execute()
}

// ---- screens on a wall --------------------------------------------------------------------------------------------

export type WallRow = { id: Id; name: string; made_at: Instant; seen_at: Instant | null }

export const livingWalls = (db: Db, council: number): Promise<WallRow[]> =>
  db
    .selectFrom('wall')
    .select(['id', 'name', 'made_at', 'seen_at'])
    .where('council', '=', council)
    .where('ended_at', 'is', null)
    .orderBy('name')
    .execute()

export async function insertWall(
  trx: Db,
  row: { council: number; id: Id; name: string; token: Buffer; made_by: Id },
): Promise<void> {
  await trx.insertInto('wall').values(row).execute()
}

/** Ends a screen's key. @returns whether there was one */
export async function endWall(trx: Db, council: number, id: Id): Promise<boolean> {
  const done = await sql`update wall set ended_at = clock_timestamp()
    where council = ${council} and id = ${id} and ended_at is null`.execute(trx)
  return Number(done.numAffectedRows ?? 0) === 1
}

/** The living screen with this key, which is seen from now on. */
export async function wallByToken(db: Db, council: number, token: Buffer): Promise<Id | null> {
  const rows = await sql<{ id: Id }>`update wall set seen_at = clock_timestamp()
    where council = ${council} and token = ${token} and ended_at is null returning id`.execute(db)
  return rows.rows[0]?.id ?? null
}
