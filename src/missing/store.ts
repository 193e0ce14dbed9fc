import { sql } from 'kysely'
import type { Db } from '../database/index.ts'
import type { Among } from '../lives/index.ts'
import type { Id, Instant, PlainDate } from '../plain/index.ts'
import type { Attributes } from '../register/index.ts'

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

/**
 * @param knownOn as known at an instant; null: what is known now
 * @param undated kinds of which what began on a day that nobody knows is read as well
 */
export async function deskRows(
  db: Db,
  council: number,
  children: Among,
  kinds: readonly number[],
  knownOn: Instant | null = null,
  undated: readonly number[] = [],
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
       and ${known} and (from_on is not null or kind = any(${undated}::int[]))
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
