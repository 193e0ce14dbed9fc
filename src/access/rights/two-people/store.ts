import { sql } from 'kysely'
import type { Db } from '../../../database/index.ts'
import type { Id, Instant } from '../../../plain/index.ts'

export type AskedRow = {
  id: Id
  action: string
  subject: Id | null
  details: Record<string, string | null>
  sealed: Buffer | null
  asked_by: Id
  name: string
  asked_at: Instant
}

export async function insertAsked(
  trx: Db,
  row: {
    council: number
    id: Id
    action: string
    subject: Id | null
    details: string
    sealed: Buffer
    asked_by: Id
  },
): Promise<void> {
  await trx.insertInto('second_person').values(row).execute()
}

export async function openAsked(db: Db, council: number): Promise<AskedRow[]> {
  const rows = await sql<AskedRow>`
    select s.id, s.action, s.subject, s.details, s.sealed, s.asked_by, a.name, s.asked_at
      from second_person s join account a on a.council = s.council and a.id = s.asked_by
     where s.council = ${council} and s.decided_at is null order by s.asked_at`.execute(db)
  return rows.rows
}

/** The request, if it is still open; locked until the transaction ends. */
export async function lockAsked(trx: Db, council: number, id: Id): Promise<AskedRow | undefined> {
  const rows = await sql<AskedRow>`
    select s.id, s.action, s.subject, s.details, s.sealed, s.asked_by, a.name, s.asked_at
      from second_person s join account a on a.council = s.council and a.id = s.asked_by
     where s.council = ${council} and s.id = ${id} and s.decided_at is null for update of s`.execute(trx)
  return rows.rows[0]
}

export async function decideAsked(
  trx: Db,
  council: number,
  id: Id,
  by: Id,
  decision: 'agreed' | 'refused' | 'taken back',
): Promise<void> {
  await sql`update second_person set decided_at = clock_timestamp(), decided_by = ${by}, decision = ${decision}
    where council = ${council} and id = ${id}`.execute(trx)
}

/** Uses an agreement once, within some hours of it. */
export async function useAgreement(
  trx: Db,
  council: number,
  action: string,
  by: Id | null,
  subject: Id | null,
  hours: number,
): Promise<boolean> {
  const done = await sql`update second_person set used_at = clock_timestamp()
    where council = ${council} and id = (
      select id from second_person where council = ${council} and action = ${action}
         and (${by}::uuid is null or asked_by = ${by}::uuid)
         and subject is not distinct from ${subject}::uuid
         and decision = 'agreed' and used_at is null
         and decided_at > clock_timestamp() - make_interval(hours => ${hours}) order by decided_at limit 1)`.execute(
    trx,
  )
  return Number(done.numAffectedRows ?? 0) === 1
}

/** What somebody asked about a subject: what is open, and what was decided within some hours and is not used. */
export async function askedBy(
  db: Db,
  council: number,
  by: Id,
  action: string,
  subject: Id,
  hours: number,
): Promise<(AskedRow & { decision: 'agreed' | 'refused' | null; decided_name: string | null })[]> {
  const rows = await sql<AskedRow & { decision: 'agreed' | 'refused' | null; decided_name: string | null }>`
    select s.id, s.action, s.subject, s.details, s.sealed, s.asked_by, a.name, s.asked_at, s.decision,
           d.name as decided_name
      from second_person s
      join account a on a.council = s.council and a.id = s.asked_by
      left join account d on d.council = s.council and d.id = s.decided_by
     where s.council = ${council} and s.asked_by = ${by} and s.action = ${action} and s.subject = ${subject}
       and s.used_at is null and s.decision is distinct from 'taken back'
       and (s.decided_at is null or s.decided_at > clock_timestamp() - make_interval(hours => ${hours}))
     order by s.asked_at desc`.execute(db)
  return rows.rows
}

/** Uses one agreement that somebody got, once, within some hours of it. */
export async function useAgreementOf(
  trx: Db,
  council: number,
  by: Id,
  id: Id,
  hours: number,
): Promise<boolean> {
  const done = await sql`update second_person set used_at = clock_timestamp()
    where council = ${council} and id = ${id} and asked_by = ${by} and decision = 'agreed' and used_at is null
      and decided_at > clock_timestamp() - make_interval(hours => ${hours})`.execute(trx)
  return Number(done.numAffectedRows ?? 0) === 1
}

/**
 * Whether the role of this account was asked for and nobody has agreed to it: it waits for its second person, was
 * refused, or whoever asked took the request back, which gives nobody a role.
 */
export async function ungranted(db: Db, council: number, account: Id): Promise<boolean> {
  const { rows } = await sql<{ decision: string | null }>`
    select s.decision from second_person s join account a on a.council = s.council and a.id = s.subject
     where s.council = ${council} and s.action = 'grant a role' and s.subject = ${account}
       and s.details ->> 'role' = a.role`.execute(db)
  return rows.length > 0 && !rows.some((one) => one.decision === 'agreed')
}

/** Whether anybody else who works here could be the second person. */
export async function somebodyElse(
  db: Db,
  council: number,
  than: Id | null,
  roles: readonly string[],
  withPassword: boolean,
): Promise<boolean> {
  const rows = await sql<{ found: boolean }>`
    select exists (select 1 from account where council = ${council} and left_at is null
                    and role = any(${roles}::text[]) and id is distinct from ${than}::uuid
                    and (password is not null or not ${withPassword}::boolean)) as found`.execute(db)
  return rows.rows[0]?.found ?? false
}
