import { sql } from 'kysely'
import type { Db } from '../../database/index.ts'
import type { Id, Instant, PlainDate } from '../../plain/index.ts'

export async function recordKeysOf(
  db: Db,
  council: number,
  children: readonly Id[],
  compartments: readonly number[] | null = null,
) {
  const rows = await sql<{ child: Id; compartment: number; id: Id; wrapped: Buffer }>`
    select child, compartment, id, wrapped from record_key
     where council = ${council} and child = any(${children}::uuid[])
       and (${compartments === null} or compartment = any(${compartments ?? []}::smallint[]))`.execute(db)
  return rows.rows
}

/** The number under which new keys are wrapped; undefined before birth. */
export async function numberInForce(db: Db, council: number): Promise<number | undefined> {
  const row = await db.selectFrom('wrapping').select('kek').where('council', '=', council).executeTakeFirst()
  return row?.kek
}

export async function registerRow(
  db: Db,
): Promise<{ id: Id; born: 'demonstration' | 'real'; mark: Buffer } | undefined> {
  return db.selectFrom('register').select(['id', 'born', 'mark']).executeTakeFirst()
}

export const councilRows = (db: Db): Promise<{ id: number; code: string; name: string }[]> =>
  db.selectFrom('council').select(['id', 'code', 'name']).orderBy('id').execute()

// ---------------------------------------------------------------------------------------------------------------
// Rotation.

/** One process at a time changes what the key file holds: the lock goes when its connection does, also by a kill. */
export async function tryLock(connection: Db): Promise<boolean> {
  const rows = await sql<{ locked: boolean }>`select pg_try_advisory_lock(7245190320) as locked`.execute(
    connection,
  )
  return rows.rows[0]?.locked === true
}

export async function unlock(connection: Db): Promise<void> {
  await sql`select pg_advisory_unlock(7245190320)`.execute(connection)
}

/** From now on nothing is stored under an older number; waits for whoever is storing under one. */
export async function moveNumber(trx: Db, council: number, kek: number): Promise<void> {
  await sql`update wrapping set kek = ${kek}, since = clock_timestamp()
    where council = ${council} and kek < ${kek}`.execute(trx)
}

export type WrappedKey = { child: Id; compartment: number; id: Id; wrapped: Buffer }

/** The next keys, in their order, that are wrapped under another number than this. */
export async function wrappedOtherwise(trx: Db, council: number, kek: number, most: number) {
  const rows = await sql<WrappedKey>`
    select child, compartment, id, wrapped from record_key
     where council = ${council} and kek_of(wrapped) <> ${kek}
     order by child, compartment limit ${most} for update`.execute(trx)
  return rows.rows
}

export async function storeWrapped(trx: Db, council: number, keys: readonly WrappedKey[]): Promise<void> {
  await sql`update record_key k set wrapped = n.wrapped
    from unnest(${keys.map((key) => key.child)}::uuid[], ${keys.map((key) => key.compartment)}::smallint[],
                ${keys.map((key) => key.wrapped)}::bytea[]) as n (child, compartment, wrapped)
   where k.council = ${council} and k.child = n.child and k.compartment = n.compartment`.execute(trx)
}

/** How many keys are wrapped under each number. */
export async function numbersInUse(db: Db, council: number): Promise<Map<number, number>> {
  const rows = await sql<{ kek: number; keys: number }>`
    select kek_of(wrapped) as kek, count(*) as keys from record_key where council = ${council} group by 1`.execute(
    db,
  )
  return new Map(rows.rows.map((row) => [row.kek, row.keys]))
}

// ---------------------------------------------------------------------------------------------------------------
// Recovery shares.

export type RecoveryRow = {
  id: Id
  made_at: Instant
  typed_back_at: Instant | null
  superseded_at: Instant | null
  prints: Buffer
  sealed: Buffer | null
  kept: Buffer | null
}

export const recoveryRows = (db: Db, council: number): Promise<RecoveryRow[]> =>
  db
    .selectFrom('recovery')
    .select(['id', 'made_at', 'typed_back_at', 'superseded_at', 'prints', 'sealed', 'kept'])
    .where('council', '=', council)
    .orderBy('made_at', 'desc')
    .execute()

export async function insertRecovery(
  trx: Db,
  council: number,
  row: { id: Id; prints: Buffer; sealed: Buffer; kept: Buffer },
): Promise<void> {
  await trx
    .insertInto('recovery')
    .values({ council, ...row })
    .execute()
}

export async function sealRecovery(
  trx: Db,
  council: number,
  id: Id,
  anew: { sealed: Buffer; kept: Buffer },
): Promise<void> {
  await trx.updateTable('recovery').set(anew).where('council', '=', council).where('id', '=', id).execute()
}

/** After a rotation new shares are owed; the ones before still recover until those have been typed back. */
export async function supersedeRecoveries(trx: Db, council: number): Promise<void> {
  await sql`update recovery set superseded_at = clock_timestamp()
    where council = ${council} and superseded_at is null
      and made_at < (select since from wrapping where council = ${council})`.execute(trx)
}

/** Marks one set of shares as kept, and ends all others. */
export async function markTypedBack(trx: Db, council: number, id: Id): Promise<void> {
  await sql`update recovery set typed_back_at = coalesce(typed_back_at, clock_timestamp())
    where council = ${council} and id = ${id}`.execute(trx)
  await sql`update recovery set superseded_at = coalesce(superseded_at, clock_timestamp()), sealed = null, kept = null
    where council = ${council} and id <> ${id}`.execute(trx)
}

// ---------------------------------------------------------------------------------------------------------------
// Erasure.

export type ErasureRow = {
  child: Id
  at: Instant
  asked_by: Id
  agreed_by: Id
  reason: 'retention has ended' | 'never in our care' | 'right to erasure' | 'order of a court'
  complete_on: PlainDate
}

const erasureColumns = ['child', 'at', 'asked_by', 'agreed_by', 'reason', 'complete_on'] as const

export const erasureRows = (db: Db, council: number): Promise<ErasureRow[]> =>
  db
    .selectFrom('erasure')
    .select(erasureColumns)
    .where('council', '=', council)
    .orderBy('at')
    .orderBy('child')
    .execute()

/** Writes the row; false where the child is in the list already. */
export async function insertErasure(trx: Db, council: number, row: ErasureRow): Promise<boolean> {
  const done = await trx
    .insertInto('erasure')
    .values({ council, ...row })
    .onConflict((conflict) => conflict.columns(['council', 'child']).doNothing())
    .executeTakeFirst()
  return done.numInsertedOrUpdatedRows === 1n
}

/** How much was destroyed: keys; entries and pieces of writing that were emptied; prints of rows of files. */
export type Shredded = { keys: number; entries: number; words: number; sayings: number }

export async function shred(trx: Db, council: number, child: Id): Promise<Shredded> {
  const rows = await sql<Shredded>`
    select keys, entries, words, sayings from erase_child(${council}::smallint, ${child}::uuid)`.execute(trx)
  const row = rows.rows[0]
  if (row === undefined) throw new Error('erase_child says what it did')
  if (somethingOf(row))
    await trx
      .insertInto('shredding')
      .values({ council, child, ...row })
      .execute()
  return row
}

export const somethingOf = ({ keys, entries, words, sayings }: Shredded): boolean =>
  keys + entries + words + sayings > 0

/** What was destroyed of each erased child, the first time and after restores together. */
export async function shreddedOf(db: Db, council: number): Promise<Map<Id, Shredded>> {
  const rows = await db
    .selectFrom('shredding')
    .select(({ fn }) => [
      'child',
      fn.sum<number>('keys').as('keys'),
      fn.sum<number>('entries').as('entries'),
      fn.sum<number>('words').as('words'),
      fn.sum<number>('sayings').as('sayings'),
    ])
    .where('council', '=', council)
    .groupBy('child')
    .execute()
  return new Map(
    rows.map(({ child, keys, entries, words, sayings }) => [child, { keys, entries, words, sayings }]),
  )
}

export async function childIsThere(db: Db, council: number, child: Id): Promise<boolean> {
  const row = await db
    .selectFrom('child')
    .select('id')
    .where('council', '=', council)
    .where('id', '=', child)
    .executeTakeFirst()
  return row !== undefined
}

/** Those of these accounts that are there and whose people have not left. */
export async function livingAccounts(db: Db, council: number, accounts: readonly Id[]): Promise<Set<Id>> {
  const rows = await db
    .selectFrom('account')
    .select('id')
    .where('council', '=', council)
    .where('id', 'in', [...accounts])
    .where('left_at', 'is', null)
    .execute()
  return new Set(rows.map((row) => row.id))
}

/** How many entries stay of an erased child, with their dates and codes. */
export async function entriesOf(db: Db, council: number, child: Id): Promise<number> {
  const rows = await sql<{ entries: number }>`
    select count(*) as entries from entry where council = ${council} and child = ${child}`.execute(db)
  return rows.rows[0]?.entries ?? 0
}
