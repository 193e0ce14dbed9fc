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

/** @returns false where this number was used meanwhile, by somebody who did the same at once */
export async function insertPackage(
  trx: Db,
  council: number,
  row: PackageRow & { by: Id | null; sealed: Buffer | null },
): Promise<boolean> {
  const rows = await trx
    .insertInto('transfer_package')
    .values({ council, ...row })
    .onConflict((conflict) => conflict.doNothing())
    .returning('number')
    .execute()
  return rows.length === 1
}

/** Children with a transfer that may not be over: one with a step that ends it may still be among them. */
export async function childrenInTransfer(db: Db, council: number): Promise<Id[]> {
  const rows = await sql<{ child: Id }>`
    select distinct child from entry where council = ${council} and kind = 42 and known_until is null`.execute(
    db,
  )
  return rows.rows.map((row) => row.child)
}
