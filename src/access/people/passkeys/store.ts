import { sql } from 'kysely'
import type { Db } from '../../../database/index.ts'
import type { Id, Instant } from '../../../plain/index.ts'

export type Stored = {
  id: Buffer
  account: Id
  public_key: Buffer
  counter: number
  transports: string[]
  name: string
  created_at: Instant
  last_used_at: Instant | null
}

const columns = [
  'id',
  'account',
  'public_key',
  'counter',
  'transports',
  'name',
  'created_at',
  'last_used_at',
] as const

export const passkeysOf = (db: Db, council: number, account: Id): Promise<Stored[]> =>
  db
    .selectFrom('passkey')
    .select(columns)
    .where('council', '=', council)
    .where('account', '=', account)
    .orderBy('created_at')
    .execute()

export const passkeyById = (db: Db, council: number, id: Buffer): Promise<Stored | undefined> =>
  db
    .selectFrom('passkey')
    .select(columns)
    .where('council', '=', council)
    .where('id', '=', id)
    .executeTakeFirst()

/** False where somebody has this credential already. */
export async function insertPasskey(
  db: Db,
  council: number,
  passkey: Pick<Stored, 'id' | 'account' | 'public_key' | 'counter' | 'transports' | 'name'>,
): Promise<boolean> {
  const done = await db
    .insertInto('passkey')
    .values({ council, ...passkey })
    .onConflict((conflict) => conflict.doNothing())
    .executeTakeFirst()
  return Number(done.numInsertedOrUpdatedRows ?? 0) === 1
}

export async function renamePasskey(
  db: Db,
  council: number,
  account: Id,
  id: Buffer,
  name: string,
): Promise<boolean> {
  const done = await db
    .updateTable('passkey')
    .set({ name })
    .where('council', '=', council)
    .where('account', '=', account)
    .where('id', '=', id)
    .executeTakeFirst()
  return Number(done.numUpdatedRows) === 1
}

/** Counts a use. False where the counter has moved on meanwhile: two answers with one count are never both taken. */
export async function usePasskey(db: Db, council: number, id: Buffer, counter: number): Promise<boolean> {
  const done = await sql`update passkey set counter = ${counter}, last_used_at = clock_timestamp()
     where council = ${council} and id = ${id}
       and (counter < ${counter}::bigint or (counter = 0 and ${counter}::bigint = 0))`.execute(db)
  return Number(done.numAffectedRows ?? 0) === 1
}

export async function deletePasskey(db: Db, council: number, account: Id, id: Buffer): Promise<boolean> {
  const done = await db
    .deleteFrom('passkey')
    .where('council', '=', council)
    .where('account', '=', account)
    .where('id', '=', id)
    .executeTakeFirst()
  return Number(done.numDeletedRows) === 1
}

/** @returns how many there were */
export async function deletePasskeysOf(db: Db, council: number, account: Id): Promise<number> {
  const done = await db
    .deleteFrom('passkey')
    .where('council', '=', council)
    .where('account', '=', account)
    .executeTakeFirst()
  return Number(done.numDeletedRows)
}

export type Purpose = 'add' | 'sign in' | 'show again'

/** Also clears away what nobody answered in time. */
export async function insertChallenge(
  db: Db,
  council: number,
  asked: { id: Id; challenge: Buffer; purpose: Purpose; session: Buffer | null },
  minutes: number,
): Promise<void> {
  await sql`delete from passkey_challenge
             where council = ${council} and at < clock_timestamp() - make_interval(mins => ${minutes})`.execute(
    db,
  )
  await db
    .insertInto('passkey_challenge')
    .values({ council, ...asked })
    .execute()
}

/** Takes a challenge out: whatever the answer to it is worth, there is no second one. */
export async function takeChallenge(
  db: Db,
  council: number,
  asked: { id: Id; purpose: Purpose; session: Buffer | null },
  minutes: number,
): Promise<Buffer | undefined> {
  const rows = await sql<{ challenge: Buffer }>`
    delete from passkey_challenge
     where council = ${council} and id = ${asked.id} and purpose = ${asked.purpose}
       and session is not distinct from ${asked.session}::bytea
       and at > clock_timestamp() - make_interval(mins => ${minutes})
    returning challenge`.execute(db)
  return rows.rows[0]?.challenge
}
