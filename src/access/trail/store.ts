import { sql } from 'kysely'
import type { Db } from '../../database/index.ts'
import type { Instant } from '../../plain/index.ts'

/** A council's stamp: the time that everything in this transaction is recorded at, and the chain's last hash. */
export type Stamp = { council: number; shard: number; seq: number; at: Instant; hash: Buffer }

export async function takeStamp(
  trx: Db,
  council: number,
  shard: number,
  given: Instant | null,
): Promise<Stamp> {
  const rows = await sql<{ seq: number; at: Instant; hash: Buffer }>`
    select * from stamp(${council}::smallint, ${shard}::smallint, ${given}::timestamptz)`.execute(trx)
  const row = rows.rows[0]
  if (row === undefined) throw new Error(`No head for council ${council}`)
  return { council, shard, ...row }
}

export async function appendAudit(
  trx: Db,
  held: Stamp,
  body: Buffer,
  hash: Buffer,
  entries: boolean,
): Promise<void> {
  await sql`select chain(${held.council}::smallint, ${held.shard}::smallint, ${held.seq}::bigint, ${held.at}::timestamptz,
                         ${body}::bytea, ${hash}::bytea, ${entries}::boolean)`.execute(trx)
}
