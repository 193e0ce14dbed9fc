import { sql } from 'kysely'
import type { Db, NoticeName } from '../../database/index.ts'
import type { Id, Instant } from '../../plain/index.ts'

/** A clock that is about to run out, or has. */
export type Late = 'police-late' | 'interview-soon'

export type NoticeKey = {
  what: NoticeName
  fact: Id
  channel: 'mail' | 'hook'
  account: Id
}
export type Claimed = NoticeKey & { email: string | null; attempts: number; made_at: Instant }

const nobody = '00000000-0000-0000-0000-000000000000'

/**
 * Whoever co-ordinates, and whoever works with the child; of a restricted child only those named on the record.
 * In a query whose rows `d` have a child and its sensitivity, and `a` is an account.
 */
const isTold = (council: number) => sql`
  case when d.sensitivity = 'restricted'
       then exists (select 1 from standing t where t.council = ${council} and t.child = d.child
                       and t.account = a.id and t.relation = 'named'
                       and (t.until_at is null or t.until_at > clock_timestamp()))
       else a.role = 'missing-coordinator'
         or exists (select 1 from standing t where t.council = ${council} and t.child = d.child
                       and t.account = a.id and t.relation in ('allocated', 'co-worker')
                       and (t.until_at is null or t.until_at > clock_timestamp())) end`

/** A notice of each row of `said`, once, to everybody who is told, and to another system where one is called. */
const toEach = (council: number, hook: boolean) => sql`
    insert into notice (council, what, fact, channel, account)
    select ${council}::smallint, d.what, d.fact, 'mail', a.id from said d
      join account a on a.council = ${council} and a.left_at is null
     where ${isTold(council)}
    union
    select ${council}::smallint, what, fact, 'hook', ${nobody}::uuid from said where ${hook}
    on conflict do nothing`

/**
 * Makes the notices that follow from what was written on pages in the last day and has none yet.
 *
 * @param hook whether another system is called as well
 */
export async function makeNotices(db: Db, council: number, hook: boolean): Promise<void> {
  await sql`
    with said as (
      select case when e.kind = 12 then 'missing' else 'back' end as what,
             case when e.kind = 12 then e.fact else e.about end as fact, e.child, c.sensitivity
        from entry e
        join source s on s.council = e.council and s.id = e.source and s.kind = 'form'
        join child c on c.council = e.council and c.id = e.child
       where e.council = ${council} and e.known_from > clock_timestamp() - interval '1 day'
         and e.known_until is null
         and ((e.kind = 12 and e.code = 'M' and e.until_on is null) or e.kind = 14)
         and (e.kind = 12 or e.about is not null))
    ${toEach(council, hook)}`.execute(db)
}

/** Makes the notices of clocks that are about to run out or have, once a person, episode and clock. */
export async function makeLate(
  db: Db,
  council: number,
  late: readonly { what: Late; fact: Id; child: Id }[],
  hook: boolean,
): Promise<void> {
  if (late.length === 0) return
  await sql`
    with said as (
      select l.what, l.fact, l.child, c.sensitivity
        from jsonb_to_recordset(${JSON.stringify(late)}::jsonb) as l (what text, fact uuid, child uuid)
        join child c on c.council = ${council} and c.id = l.child)
    ${toEach(council, hook)}`.execute(db)
}

/** A notice to each person of what they are to look at, once a person and thing. */
export async function makeFor(
  db: Db,
  council: number,
  what: NoticeKey['what'],
  told: readonly { fact: Id; account: Id }[],
  hook: boolean,
): Promise<void> {
  if (told.length === 0) return
  await sql`
    with told as (
      select fact, account from jsonb_to_recordset(${JSON.stringify(told)}::jsonb) as t (fact uuid, account uuid))
    insert into notice (council, what, fact, channel, account)
    select ${council}::smallint, ${what}, fact, 'mail', account from told
    union
    select ${council}::smallint, ${what}, fact, 'hook', ${nobody}::uuid from told where ${hook}
    on conflict do nothing`.execute(db)
}

/** Notices that have waited for some minutes: how many, since when, and what the other side last said. */
export async function waitingLong(
  db: Db,
  council: number,
  minutes: number,
): Promise<{ waiting: number; since: Instant | null; problem: string | null }> {
  const rows = await sql<{ waiting: number; since: Instant | null; problem: string | null }>`
    select count(*)::int as waiting, min(made_at) as since,
           (array_agg(problem order by made_at desc) filter (where problem is not null))[1] as problem
      from notice
     where council = ${council} and state <> 'sent'
       and made_at < clock_timestamp() - make_interval(mins => ${minutes})`.execute(db)
  return rows.rows[0] ?? { waiting: 0, since: null, problem: null }
}

/**
 * A missing child at whom nobody who was told has looked for some time goes to every manager. The record is not
 * named, and may be restricted: the manager sees on the first page whom to ring.
 */
export async function makeEscalations(db: Db, council: number, seconds: number): Promise<void> {
  await sql`
    with unseen as (
      select n.fact, min(n.made_at) as since from notice n
       where n.council = ${council} and n.what = 'missing' and n.channel = 'mail'
         and n.made_at > clock_timestamp() - interval '1 day'
       group by n.fact
      having min(n.made_at) < clock_timestamp() - make_interval(secs => ${seconds}))
    insert into notice (council, what, fact, channel, account)
    select ${council}::smallint, 'unanswered', u.fact, 'mail', a.id
      from unseen u
      join entry e on e.council = ${council} and e.fact = u.fact and e.kind = 12 and e.known_until is null
             and e.until_on is null
      join account a on a.council = ${council} and a.role = 'manager' and a.left_at is null
     where not exists (
       select 1 from trace t join notice n on n.council = t.council and n.fact = u.fact and n.account = t.account
        where t.council = ${council} and t.child = e.child and t.outcome = 'seen' and t.at > u.since)
    on conflict do nothing`.execute(db)
}

/** Takes some notices to be sent, so that no other sender takes them; one that died while sending is taken again. */
export async function claimNotices(db: Db, council: number, most: number): Promise<Claimed[]> {
  const rows = await sql<Claimed>`
    with next as (
      select what, fact, channel, account from notice
       where council = ${council} and state <> 'sent'
         and (state = 'waiting' and next_at <= clock_timestamp()
              or state = 'sending' and claimed_at < clock_timestamp() - interval '5 minutes')
       order by next_at limit ${most} for update skip locked)
    update notice n set state = 'sending', claimed_at = clock_timestamp(), attempts = n.attempts + 1
      from next x
     where n.council = ${council} and n.what = x.what and n.fact = x.fact and n.channel = x.channel
       and n.account = x.account
    returning n.what, n.fact, n.channel, n.account, n.attempts, n.made_at,
              (select a.email from account a where a.council = n.council and a.id = n.account and a.left_at is null) as email`.execute(
    db,
  )
  return rows.rows
}

export async function markSent(db: Db, council: number, key: NoticeKey): Promise<void> {
  await sql`update notice set state = 'sent', sent_at = clock_timestamp(), problem = null
    where council = ${council} and what = ${key.what} and fact = ${key.fact} and channel = ${key.channel}
      and account = ${key.account}`.execute(db)
}

/** Not taken by the other side: tried again later, each time twice as late, an hour at most. */
export async function markFailed(
  db: Db,
  council: number,
  key: NoticeKey & { attempts: number },
  problem: string,
): Promise<void> {
  const minutes = Math.min(60, 2 ** (key.attempts - 1))
  await sql`update notice set state = 'waiting', problem = ${problem},
      next_at = clock_timestamp() + make_interval(mins => ${minutes})
    where council = ${council} and what = ${key.what} and fact = ${key.fact} and channel = ${key.channel}
      and account = ${key.account}`.execute(db)
}
