import { sql } from 'kysely'
import type { Db } from '../../database/index.ts'
import type { Id, Instant } from '../../plain/index.ts'

export async function putDraft(
  db: Db,
  council: number,
  account: Id,
  page: string,
  sealed: Buffer,
): Promise<Instant> {
  const rows = await sql<{ saved_at: Instant }>`
    insert into draft (council, account, page, sealed) values (${council}, ${account}, ${page}, ${sealed})
    on conflict (council, account, page) do update set sealed = excluded.sealed, saved_at = clock_timestamp()
    returning saved_at`.execute(db)
  const at = rows.rows[0]?.saved_at
  if (at === undefined) throw new Error('A draft was not written')
  return at
}

export async function getDraft(
  db: Db,
  council: number,
  account: Id,
  page: string,
  hours: number,
): Promise<{ sealed: Buffer; saved_at: Instant } | undefined> {
  const rows = await sql<{ sealed: Buffer; saved_at: Instant }>`
    select sealed, saved_at from draft where council = ${council} and account = ${account} and page = ${page}
       and saved_at > clock_timestamp() - make_interval(hours => ${hours})`.execute(db)
  return rows.rows[0]
}

export async function deleteDraft(db: Db, council: number, account: Id, page: string): Promise<void> {
  await sql`delete from draft where council = ${council} and account = ${account} and page = ${page}`.execute(
    db,
  )
}

export async function deleteOldDrafts(db: Db, council: number, hours: number): Promise<void> {
  await sql`delete from draft where council = ${council}
    and saved_at < clock_timestamp() - make_interval(hours => ${hours})`.execute(db)
}
