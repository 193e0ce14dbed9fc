import { sql } from 'kysely'
import type { Db } from '../../database/index.ts'
import type { Id, Instant, PlainDate } from '../../plain/index.ts'

// ---- who stands to a child --------------------------------------------------------------------------------------

export type StandingRow = {
  account: Id
  name: string
  role: string
  relation: string
  from_at: Instant
  until_at: Instant | null
}

/** Everybody who stands to a child now, by what is written down. */
export async function standingRows(db: Db, council: number, child: Id): Promise<StandingRow[]> {
  const rows = await sql<StandingRow>`
    select s.account, a.name, a.role, s.relation, s.from_at, s.until_at
      from standing s join account a on a.council = s.council and a.id = s.account
     where s.council = ${council} and s.child = ${child}::uuid and a.left_at is null
       and (s.until_at is null or s.until_at > clock_timestamp())
     order by s.relation, a.name`.execute(db)
  return rows.rows
}

export async function childRights(db: Db, council: number, child: Id) {
  return db
    .selectFrom('child')
    .select(['team', 'sensitivity'])
    .where('council', '=', council)
    .where('id', '=', child)
    .executeTakeFirst()
}

/** Makes exactly these accounts stand so to the child: whoever is new begins now, whoever is not named ends now. */
export async function setStanding(
  trx: Db,
  council: number,
  child: Id,
  relation: string,
  accounts: readonly Id[],
  by: Id | null,
): Promise<void> {
  await sql`update standing set until_at = clock_timestamp()
             where council = ${council} and child = ${child}::uuid and relation = ${relation} and until_at is null
               and account <> all(${accounts}::uuid[])`.execute(trx)
  await sql`insert into standing (council, child, account, relation, given_by)
            select ${council}, ${child}::uuid, one, ${relation}, ${by}::uuid from unnest(${accounts}::uuid[]) one
             where not exists (select 1 from standing s where s.council = ${council} and s.child = ${child}::uuid
                                and s.account = one and s.relation = ${relation} and s.until_at is null)`.execute(
    trx,
  )
}

export async function setTeam(trx: Db, council: number, child: Id, team: Id | null): Promise<void> {
  await trx
    .updateTable('child')
    .set({ team })
    .where('council', '=', council)
    .where('id', '=', child)
    .execute()
}

export async function setSensitivity(
  trx: Db,
  council: number,
  child: Id,
  sensitivity: 'normal' | 'restricted',
): Promise<void> {
  await trx
    .updateTable('child')
    .set({ sensitivity })
    .where('council', '=', council)
    .where('id', '=', child)
    .execute()
}

// ---- emergencies ------------------------------------------------------------------------------------------------

export async function insertEmergency(
  trx: Db,
  row: {
    council: number
    id: Id
    child: Id
    account: Id
    reason: string
    sealed: Buffer
    hours: number
    reviewDue: PlainDate
  },
): Promise<void> {
  await sql`insert into emergency (council, id, child, account, reason, sealed, until_at, review_due)
    values (${row.council}, ${row.id}, ${row.child}, ${row.account}, ${row.reason}, ${row.sealed},
            clock_timestamp() + make_interval(hours => ${row.hours}), ${row.reviewDue}::date)`.execute(trx)
  await sql`insert into standing (council, child, account, relation, until_at, given_by)
    values (${row.council}, ${row.child}, ${row.account}, 'broken glass',
            clock_timestamp() + make_interval(hours => ${row.hours}), ${row.account})`.execute(trx)
}

/** Nobody else writes about the child until the transaction ends: a key that is made here is the only one. */
export async function lockChild(trx: Db, council: number, child: Id): Promise<void> {
  await sql`select 1 from child where council = ${council} and id = ${child} for update`.execute(trx)
}

export async function insertKeys(
  trx: Db,
  council: number,
  keys: readonly { child: Id; compartment: number; id: Id; wrapped: Buffer }[],
): Promise<void> {
  if (keys.length === 0) return
  await trx
    .insertInto('record_key')
    .values(keys.map((key) => ({ council, ...key })))
    .execute()
}

export async function emergenciesSince(db: Db, council: number, account: Id, hours: number): Promise<number> {
  const rows = await sql<{ n: number }>`
    select count(*)::int as n from emergency where council = ${council} and account = ${account}
       and at > clock_timestamp() - make_interval(hours => ${hours})`.execute(db)
  return rows.rows[0]?.n ?? 0
}

export type EmergencyRow = {
  id: Id
  child: Id
  account: Id
  name: string
  reason: string
  sealed: Buffer | null
  at: Instant
  until_at: Instant
  review_due: PlainDate
}

/** Emergencies that nobody has reviewed, oldest first. */
export async function openEmergencies(db: Db, council: number): Promise<EmergencyRow[]> {
  const rows = await sql<EmergencyRow>`
    select e.id, e.child, e.account, a.name, e.reason, e.sealed, e.at, e.until_at, e.review_due
      from emergency e join account a on a.council = e.council and a.id = e.account
     where e.council = ${council} and e.reviewed_at is null order by e.at`.execute(db)
  return rows.rows
}

/** False where somebody else was quicker. */
export async function reviewEmergency(
  trx: Db,
  council: number,
  id: Id,
  by: Id,
  review: 'justified' | 'not justified',
): Promise<boolean> {
  const done =
    await sql`update emergency set reviewed_at = clock_timestamp(), reviewed_by = ${by}, review = ${review}
    where council = ${council} and id = ${id} and reviewed_at is null and account <> ${by}`.execute(trx)
  return Number(done.numAffectedRows ?? 0) === 1
}

/**
 * Restricted children who are missing while nobody named on the record has opened it for some minutes since it was
 * recorded that they are.
 */
export async function unansweredRestricted(
  db: Db,
  council: number,
  seconds: number,
): Promise<{ child: Id; since: Instant; named: string[] }[]> {
  const rows = await sql<{ child: Id; since: Instant; named: string[] }>`
    select c.id as child, e.known_from as since,
           coalesce((select array_agg(a.name order by a.name) from standing s
              join account a on a.council = s.council and a.id = s.account
             where s.council = c.council and s.child = c.id and s.relation = 'named' and s.until_at is null
               and a.left_at is null), '{}') as named
      from child c join entry e on e.council = c.council and e.child = c.id and e.kind = 12
             and e.known_until is null and e.until_on is null and e.exclusive
     where c.council = ${council} and c.sensitivity = 'restricted' and c.desk_until = 'infinity'
       and e.known_from < clock_timestamp() - make_interval(secs => ${seconds})
       and not exists (
         select 1 from trace t join standing s on s.council = t.council and s.child = t.child and s.account = t.account
          where t.council = c.council and t.child = c.id and t.outcome = 'seen' and t.at > e.known_from
            and s.relation in ('named', 'broken glass'))
     order by e.known_from`.execute(db)
  return rows.rows
}

/** Tries to open restricted records by people who are not named on them, of records on which this account is. */
export async function triedRestricted(
  db: Db,
  council: number,
  account: Id,
  days: number,
): Promise<{ child: Id; name: string; at: Instant }[]> {
  const rows = await sql<{ child: Id; name: string; at: Instant }>`
    select t.child, a.name, max(t.at) as at
      from trace t join account a on a.council = t.council and a.id = t.account
      join child c on c.council = t.council and c.id = t.child and c.sensitivity = 'restricted'
     where t.council = ${council} and t.outcome = 'refused' and t.at > clock_timestamp() - make_interval(days => ${days})
       and exists (select 1 from standing s where s.council = t.council and s.child = t.child and s.account = ${account}
                     and s.relation = 'named' and s.until_at is null)
     group by t.child, a.name order by max(t.at) desc`.execute(db)
  return rows.rows
}

export async function databaseTime(db: Db): Promise<Instant> {
  const rows = await sql<{ at: Instant }>`select clock_timestamp() as at`.execute(db)
  const at = rows.rows[0]?.at
  if (at === undefined) throw new Error('The database knows what time it is')
  return at
}

export async function accountRoles(
  db: Db,
  council: number,
  roles: readonly string[],
): Promise<{ id: Id; name: string; role: string }[]> {
  const rows = await sql<{ id: Id; name: string; role: string }>`
    select id, name, role from account where council = ${council} and left_at is null
       and role = any(${roles}::text[]) order by name`.execute(db)
  return rows.rows
}

export async function childByLookups(db: Db, council: number, lookups: readonly Buffer[]): Promise<Id[]> {
  const rows = await sql<{ child: Id }>`
    select distinct child from entry where council = ${council} and known_until is null
       and lookup = any(${lookups}::bytea[])`.execute(db)
  return rows.rows.map((row) => row.child)
}

/** Gives a role; every sitting of the person ends, so that it counts from their next page. */
export async function setRole(trx: Db, council: number, account: Id, role: string): Promise<void> {
  await trx
    .updateTable('account')
    .set({ role })
    .where('council', '=', council)
    .where('id', '=', account)
    .execute()
  await sql`update session set ended_at = clock_timestamp()
             where council = ${council} and account = ${account} and ended_at is null`.execute(trx)
}
