import { sql } from 'kysely'
import type { Db } from '../../database/index.ts'
import type { Id, Instant } from '../../plain/index.ts'

export type PartnerRow = {
  authority: string
  at: Instant
  by: Id | null
  signing: Buffer | null
  sealing: string | null
}

/** The latest row of every authority, or of one. */
export async function partnerRows(db: Db, council: number, authority: string | null): Promise<PartnerRow[]> {
  const all = db
    .selectFrom('partner')
    .distinctOn('authority')
    .select(['authority', 'at', 'by', 'signing', 'sealing'])
    .where('council', '=', council)
  return (authority === null ? all : all.where('authority', '=', authority))
    .orderBy('authority')
    .orderBy('at', 'desc')
    .orderBy('id', 'desc')
    .execute()
}

export async function insertPartner(
  db: Db,
  council: number,
  row: { id: Id; by: Id | null; authority: string; signing: Buffer | null; sealing: string | null },
): Promise<void> {
  await db
    .insertInto('partner')
    .values({ council, ...row })
    .execute()
}

export type Way = 'sent' | 'received'
export type PackageRow = {
  child: Id
  transfer: Id
  way: Way
  number: number
  step: string
  partner: string
  at: Instant
  print: Buffer
}

const columns = ['child', 'transfer', 'way', 'number', 'step', 'partner', 'at', 'print'] as const

/** The packages of some transfers or of a child, in the order in which they were recorded. */
export async function packageRows(
  db: Db,
  council: number,
  of: { transfers: readonly Id[] } | { child: Id },
): Promise<PackageRow[]> {
  const all = db.selectFrom('transfer_package').select(columns).where('council', '=', council)
  if ('transfers' in of && of.transfers.length === 0) return []
  return ('child' in of ? all.where('child', '=', of.child) : all.where('transfer', 'in', of.transfers))
    .orderBy('at')
    .orderBy('number')
    .execute()
}

/** The file of a package that was sent; undefined where there is none, or it was written down by hand. */
export async function sealedPackage(
  db: Db,
  council: number,
  transfer: Id,
  number: number,
): Promise<{ child: Id; step: string; partner: string; sealed: Buffer | null } | undefined> {
  return db
    .selectFrom('transfer_package')
    .select(['child', 'step', 'partner', 'sealed'])
    .where('council', '=', council)
    .where('transfer', '=', transfer)
    .where('way', '=', 'sent')
    .where('number', '=', number)
    .executeTakeFirst()
}

/** Somebody did the same at once, and nothing is to be written. */
export class MovedOn extends Error {
  override readonly name = 'MovedOn'
}

/** @throws MovedOn where this number was used meanwhile, so that the transaction ends */
export async function insertPackage(
  trx: Db,
  council: number,
  row: PackageRow & { by: Id | null; sealed: Buffer | null },
): Promise<void> {
  const rows = await trx
    .insertInto('transfer_package')
    .values({ council, ...row })
    .onConflict((conflict) => conflict.doNothing())
    .returning('number')
    .execute()
  if (rows.length !== 1) throw new MovedOn()
}

/** Children with a transfer that may not be over: one with a step that ends it may still be among them. */
export async function childrenInTransfer(db: Db, council: number): Promise<Id[]> {
  const rows = await sql<{ child: Id }>`
    select distinct child from entry where council = ${council} and kind = 42 and known_until is null`.execute(
    db,
  )
  return rows.rows.map((row) => row.child)
}

/** Whether a child was erased: nothing is recorded about them any more, and nothing sent. */
export async function isErased(db: Db, council: number, child: Id): Promise<boolean> {
  const row = await db
    .selectFrom('erasure')
    .select('child')
    .where('council', '=', council)
    .where('child', '=', child)
    .executeTakeFirst()
  return row !== undefined
}

/** The child whose later transfer with the same council names this one as an earlier one; undefined where none does. */
export async function childNaming(
  db: Db,
  council: number,
  transfer: Id,
  partner: string,
): Promise<Id | undefined> {
  const rows = await sql<{ child: Id }>`
    select child from entry
     where council = ${council} and kind = 42 and known_until is null and attributes ->> 'with' = ${partner}
       and attributes -> 'before' ? ${transfer} limit 1`.execute(db)
  return rows.rows[0]?.child
}

/** Whether a child is in another transfer that nobody has ended, as the transaction sees it. */
export async function isInAnother(trx: Db, council: number, child: Id, transfer: Id): Promise<boolean> {
  const rows = await sql<{ open: boolean }>`
    select exists (
      select 1 from entry p
       where p.council = ${council} and p.child = ${child}::uuid and p.kind = 42 and p.code = 'proposed'
         and p.known_until is null and p.attributes ->> 'transfer' <> ${transfer}
         and not exists (
           select 1 from entry e
            where e.council = p.council and e.child = p.child and e.kind = 42 and e.known_until is null
              and e.code in ('acknowledged', 'refused', 'lapsed')
              and e.attributes ->> 'transfer' = p.attributes ->> 'transfer')) as open`.execute(trx)
  return rows.rows[0]?.open === true
}

/** Which of some sources are packages of other councils. */
export async function packagesAmong(
  db: Db,
  council: number,
  sources: readonly number[],
): Promise<Set<number>> {
  if (sources.length === 0) return new Set()
  const rows = await db
    .selectFrom('source')
    .select('id')
    .where('council', '=', council)
    .where('kind', '=', 'transfer')
    .where('id', 'in', sources)
    .execute()
  return new Set(rows.map((row) => row.id))
}
