import { sql } from 'kysely'
import type { Db } from '../../database/index.ts'
import type { Id, Instant } from '../../plain/index.ts'

export type Account = {
  id: Id
  name: string
  email: string
  role: string
  team: Id | null
  password: string | null
  left_at: Instant | null
}

const accountColumns = ['id', 'name', 'email', 'role', 'team', 'password', 'left_at'] as const

export const accountByEmail = (db: Db, council: number, email: string): Promise<Account | undefined> =>
  db
    .selectFrom('account')
    .select(accountColumns)
    .where('council', '=', council)
    .where('email', '=', email)
    .executeTakeFirst()

export const accountById = (db: Db, council: number, id: Id): Promise<Account | undefined> =>
  db
    .selectFrom('account')
    .select(accountColumns)
    .where('council', '=', council)
    .where('id', '=', id)
    .executeTakeFirst()

export const allAccounts = (db: Db, council: number): Promise<Account[]> =>
  db.selectFrom('account').select(accountColumns).where('council', '=', council).orderBy('name').execute()

export const accountNames = (db: Db, council: number): Promise<{ id: Id; name: string }[]> =>
  db.selectFrom('account').select(['id', 'name']).where('council', '=', council).execute()

export async function insertAccount(
  db: Db,
  council: number,
  account: Omit<Account, 'left_at'>,
): Promise<void> {
  await db
    .insertInto('account')
    .values({ council, ...account })
    .execute()
}

export async function updateAccount(
  db: Db,
  council: number,
  id: Id,
  change: Partial<Pick<Account, 'name' | 'role' | 'team' | 'password' | 'left_at'>>,
): Promise<void> {
  await db.updateTable('account').set(change).where('council', '=', council).where('id', '=', id).execute()
}

export const allTeams = (db: Db, council: number): Promise<{ id: Id; name: string }[]> =>
  db.selectFrom('team').select(['id', 'name']).where('council', '=', council).orderBy('name').execute()

export async function insertTeam(db: Db, council: number, id: Id, name: string): Promise<void> {
  await db.insertInto('team').values({ council, id, name }).execute()
}

// ---- sessions, links, attempts --------------------------------------------------------------------------------

export async function insertSession(db: Db, council: number, token: Buffer, account: Id): Promise<void> {
  await db.insertInto('session').values({ council, token, account }).execute()
}

/**
 * The living session of a token, with its account as it is now, so that a change of role or a leaving counts at
 * the next request. Marks it as seen,
 * unless the page asked by itself: a desk that refreshes does not keep a door open that nobody watches.
 */
export async function livingSession(
  db: Db,
  council: number,
  token: Buffer,
  idleMinutes: number,
  hours: number,
  byItself: boolean,
) {
  const rows = await sql<Account & { created_at: Instant }>`
    update session s set seen_at = case when ${byItself}::boolean then s.seen_at else clock_timestamp() end
      from account a
     where s.council = ${council} and s.token = ${token} and s.ended_at is null
       and s.seen_at > clock_timestamp() - make_interval(mins => ${idleMinutes})
       and s.created_at > clock_timestamp() - make_interval(hours => ${hours})
       and a.council = s.council and a.id = s.account and a.left_at is null
    returning a.id, a.name, a.email, a.role, a.team, a.password, a.left_at, s.created_at`.execute(db)
  return rows.rows[0]
}

export async function endSession(db: Db, council: number, token: Buffer): Promise<void> {
  await sql`update session set ended_at = clock_timestamp()
             where council = ${council} and token = ${token} and ended_at is null`.execute(db)
}

export async function endSessionsOf(db: Db, council: number, account: Id): Promise<void> {
  await sql`update session set ended_at = clock_timestamp()
             where council = ${council} and account = ${account} and ended_at is null`.execute(db)
}

export type SessionRow = { token: Buffer; created_at: Instant; seen_at: Instant }

export async function livingSessionsOf(
  db: Db,
  council: number,
  account: Id,
  idleMinutes: number,
  hours: number,
): Promise<SessionRow[]> {
  const rows = await sql<SessionRow>`
    select token, created_at, seen_at from session
     where council = ${council} and account = ${account} and ended_at is null
       and seen_at > clock_timestamp() - make_interval(mins => ${idleMinutes})
       and created_at > clock_timestamp() - make_interval(hours => ${hours})
     order by seen_at desc`.execute(db)
  return rows.rows
}

export async function markShown(db: Db, council: number, token: Buffer): Promise<void> {
  await sql`update session set shown_at = clock_timestamp()
             where council = ${council} and token = ${token} and ended_at is null`.execute(db)
}

export async function shownLately(db: Db, council: number, token: Buffer, minutes: number): Promise<boolean> {
  const rows = await sql<{ lately: boolean }>`
    select shown_at > clock_timestamp() - make_interval(mins => ${minutes}) as lately from session
     where council = ${council} and token = ${token} and ended_at is null`.execute(db)
  return rows.rows[0]?.lately === true
}

export async function insertInvitation(
  db: Db,
  council: number,
  token: Buffer,
  account: Id | null,
  hours: number,
): Promise<void> {
  await sql`insert into invitation (council, token, account, expires_at)
            values (${council}, ${token}, ${account}, clock_timestamp() + make_interval(hours => ${hours}))`.execute(
    db,
  )
}

export async function openInvitation(
  db: Db,
  council: number,
  token: Buffer,
): Promise<{ account: Id | null } | undefined> {
  const rows = await sql<{ account: Id | null }>`
    select account from invitation
     where council = ${council} and token = ${token} and used_at is null and expires_at > clock_timestamp()`.execute(
    db,
  )
  return rows.rows[0]
}

/** Uses a link up. False where somebody else was quicker. */
export async function useInvitation(db: Db, council: number, token: Buffer): Promise<boolean> {
  const rows = await sql`update invitation set used_at = clock_timestamp()
     where council = ${council} and token = ${token} and used_at is null and expires_at > clock_timestamp()`.execute(
    db,
  )
  return Number(rows.numAffectedRows ?? 0) === 1
}

/** Ends every open link of an account; of the first administrator where there is none. */
export async function endInvitationsOf(db: Db, council: number, account: Id | null): Promise<void> {
  await sql`update invitation set used_at = clock_timestamp()
     where council = ${council} and account is not distinct from ${account}::uuid and used_at is null`.execute(
    db,
  )
}

/** Until the transaction ends, nobody else changes who works here. */
export async function lockPeople(trx: Db, council: number): Promise<void> {
  await sql`select pg_advisory_xact_lock(72451903, ${council}::int)`.execute(trx)
}

export async function anotherAdministrator(db: Db, council: number, than: Id): Promise<boolean> {
  const rows = await sql<{ found: boolean }>`
    select exists (select 1 from account where council = ${council} and role = 'administrator' and left_at is null
                    and password is not null and id <> ${than}) as found`.execute(db)
  return rows.rows[0]?.found ?? false
}

export async function countAdministrators(db: Db, council: number): Promise<number> {
  const rows = await sql<{ n: number }>`
    select count(*)::int as n from account
     where council = ${council} and role = 'administrator' and left_at is null and password is not null`.execute(
    db,
  )
  return rows.rows[0]?.n ?? 0
}

export async function countAttempts(
  db: Db,
  council: number,
  print: Buffer,
  minutes: number,
): Promise<number> {
  const rows = await sql<{ n: number }>`
    select count(*)::int as n from sign_in_attempt
     where council = ${council} and email_print = ${print} and at > clock_timestamp() - make_interval(mins => ${minutes})`.execute(
    db,
  )
  return rows.rows[0]?.n ?? 0
}

export async function insertAttempt(db: Db, council: number, print: Buffer): Promise<void> {
  await db.insertInto('sign_in_attempt').values({ council, email_print: print }).execute()
}

export async function clearAttempts(db: Db, council: number, print: Buffer): Promise<void> {
  await db
    .deleteFrom('sign_in_attempt')
    .where('council', '=', council)
    .where('email_print', '=', print)
    .execute()
}
