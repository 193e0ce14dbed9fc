import { sql } from 'kysely'
import type { Db } from '../../database/index.ts'
import type { Id, Instant, PlainDate } from '../../plain/index.ts'

/** A council's stamp: the time that everything in this transaction is recorded at, and the chain's last hash. */
export type Stamp = { council: number; shard: number; seq: number; at: Instant; hash: Buffer }

/** How a row of the trail is found: who, what, how it ended, which child. `line` counts the rows written together. */
export type Trace = {
  line: number
  nth: number
  actor: string
  account: Id | null
  action: string
  outcome: string
  page: string
  session: string
  child: Id | null
}

/** @param rows how many rows will be appended under this stamp; `seq` is the first of them */
export async function takeStamp(
  trx: Db,
  council: number,
  shard: number,
  given: Instant | null,
  rows: number,
): Promise<Stamp> {
  const found = await sql<{ seq: number; at: Instant; hash: Buffer }>`
    select * from stamp(${council}::smallint, ${shard}::smallint, ${given}::timestamptz, ${rows}::int)`.execute(
    trx,
  )
  const row = found.rows[0]
  if (row === undefined) throw new Error(`No head for council ${council}`)
  return { council, shard, ...row }
}

export async function appendAudit(
  trx: Db,
  held: Stamp,
  bodies: readonly Buffer[],
  hashes: readonly Buffer[],
  traces: readonly Trace[],
  entries: boolean,
): Promise<void> {
  await sql`select chain(${held.council}::smallint, ${held.shard}::smallint, ${held.seq}::bigint, ${held.at}::timestamptz,
                         ${bodies}::bytea[], ${hashes}::bytea[], ${JSON.stringify(traces)}::jsonb, ${entries}::boolean)`.execute(
    trx,
  )
}

/** Where each shard ends, with the hash in hexadecimal; empty where nothing was written yet. */
export async function heads(
  db: Db,
  council: number,
): Promise<{ shard: number; seq: number; hash: string }[]> {
  const rows = await sql<{ shard: number; seq: number; hash: Buffer }>`
    select shard, seq, hash from head where council = ${council} order by shard`.execute(db)
  return rows.rows.map((row) => ({ ...row, hash: row.hash.toString('hex') }))
}

/** Rows of one shard after a number, in order: how an export reads a trail of any length. */
export async function rowsAfter(
  db: Db,
  council: number,
  shard: number,
  seq: number,
  upTo: number,
  most: number,
): Promise<{ seq: number; body: Buffer; hash: Buffer }[]> {
  const rows = await sql<{ seq: number; body: Buffer; hash: Buffer }>`
    select seq, body, hash from audit
     where council = ${council} and shard = ${shard} and seq > ${seq} and seq <= ${upTo} order by seq limit ${most}`.execute(
    db,
  )
  return rows.rows
}

export type TraceRow = {
  shard: number
  seq: number
  at: Instant
  actor: string
  account: Id | null
  action: string
  outcome: string
  page: string
  session: string
  children: Id[]
}

export type TraceFilter = {
  account: Id | null
  child: Id | null
  outcome: string | null
  action: string | null
  from: Instant | null
  until: Instant | null
}

/** What the trail says, newest first, one line a row of the chain. */
export async function traces(
  db: Db,
  council: number,
  filter: TraceFilter,
  offset: number,
  size: number,
): Promise<{ total: number; rows: TraceRow[] }> {
  const where = sql`council = ${council}
    and (${filter.account}::uuid is null or account = ${filter.account}::uuid)
    and (${filter.outcome}::text is null or outcome = ${filter.outcome}::text)
    and (${filter.action}::text is null or action = ${filter.action}::text)
    and (${filter.from}::timestamptz is null or at >= ${filter.from}::timestamptz)
    and (${filter.until}::timestamptz is null or at < ${filter.until}::timestamptz)
    and (${filter.child}::uuid is null or (shard, seq) in (
      select shard, seq from trace where council = ${council} and child = ${filter.child}::uuid))`
  const rows = await sql<TraceRow>`
    select shard, seq, min(at) as at, min(actor) as actor, (array_agg(account))[1] as account, min(action) as action,
           min(outcome) as outcome, min(page) as page, min(session) as session,
           coalesce(array_agg(child) filter (where child is not null), '{}') as children
      from trace where ${where} group by shard, seq order by min(at) desc, shard, seq desc
      limit ${size} offset ${offset}`.execute(db)
  const total = await sql<{ n: number }>`
    select count(distinct (shard, seq))::int as n from trace where ${where}`.execute(db)
  return { total: total.rows[0]?.n ?? 0, rows: rows.rows }
}

/** Who opened a child's record since a time, with how often and when last. */
export async function lookersAt(
  db: Db,
  council: number,
  child: Id,
  since: Instant,
): Promise<{ account: Id | null; actor: string; times: number; last: Instant }[]> {
  const rows = await sql<{ account: Id | null; actor: string; times: number; last: Instant }>`
    select account, actor, count(*)::int as times, max(at) as last from trace
     where council = ${council} and child = ${child}::uuid and at >= ${since}::timestamptz and outcome = 'seen'
       and page like '/children/:child%'
     group by account, actor order by last desc`.execute(db)
  return rows.rows
}

export type DayRow = {
  account: Id
  day: PlainDate
  records: number
  addresses: number
  saved: number
  searches: number
  opened: number
  refusedRestricted: number
  mostMissesInFiveMinutes: number
}

/** What each person did on each London day since a time: the numbers that alerts are made from. */
export async function daysOf(db: Db, council: number, since: Instant): Promise<DayRow[]> {
  const rows = await sql<DayRow>`
    with looks as (
      select t.*, (t.at at time zone 'Europe/London')::date as day from trace t
       where t.council = ${council} and t.account is not null and t.at >= ${since}::timestamptz
    ), walking as (
      select account, day, max(n) as n from (
        select a.account, a.day, (select count(*) from looks b where b.account = a.account and b.outcome in ('missed', 'refused')
                 and b.child is not null and b.at between a.at - interval '5 minutes' and a.at) as n
          from looks a where a.outcome in ('missed', 'refused') and a.child is not null) as windows group by account, day
    )
    select l.account, l.day,
           count(distinct l.child) filter (where l.outcome = 'seen' and l.page like '/children/:child%')::int as records,
           count(*) filter (where l.action = 'see an address' and l.outcome = 'seen')::int as addresses,
           count(distinct (l.shard, l.seq)) filter (where l.action in ('save rows as a file', 'export the trail')
                                                      and l.outcome = 'done')::int as saved,
           count(distinct (l.shard, l.seq)) filter (where l.action = 'find a child' and l.outcome = 'seen')::int as searches,
           count(distinct (l.shard, l.seq)) filter (where l.action = 'open a child' and l.outcome = 'seen')::int as opened,
           count(distinct l.child) filter (where l.outcome = 'refused' and c.sensitivity = 'restricted')::int as "refusedRestricted",
           coalesce(max(w.n), 0)::int as "mostMissesInFiveMinutes"
      from looks l
      left join child c on c.council = l.council and c.id = l.child
      left join walking w on w.account = l.account and w.day = l.day
     group by l.account, l.day order by l.day desc, l.account`.execute(db)
  return rows.rows
}

/** Looks at children to whom the person stood in no written way and not through the team: opens beside the caseload. */
export async function besideCaseload(
  db: Db,
  council: number,
  since: Instant,
): Promise<{ account: Id; day: PlainDate; n: number }[]> {
  const rows = await sql<{ account: Id; day: PlainDate; n: number }>`
    select t.account, (t.at at time zone 'Europe/London')::date as day, count(distinct t.child)::int as n
      from trace t
      join account a on a.council = t.council and a.id = t.account and a.role in ('social-worker', 'manager')
      join child c on c.council = t.council and c.id = t.child
     where t.council = ${council} and t.at >= ${since}::timestamptz and t.outcome = 'seen' and t.page like '/children/:child%'
       and c.team is distinct from a.team
       and not exists (select 1 from standing s where s.council = t.council and s.child = t.child and s.account = t.account
                         and s.relation <> 'broken glass' and s.from_at <= t.at and (s.until_at is null or s.until_at > t.at))
     group by 1, 2`.execute(db)
  return rows.rows
}
