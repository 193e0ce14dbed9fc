import { createHash } from 'node:crypto'
import type { Db } from '../../database/index.ts'
import type { Instant } from '../../plain/index.ts'
import { appendAudit, type Stamp, takeStamp } from './store.ts'

/** What the trail says of one act. No names: erasing a child must leave a usable trail. */
export type Act = {
  /** An account's id, or `os:` and the operating-system user of a command. */
  actor: string
  action: string
  /** An opaque id: of a child, an import, an account. Empty where the act is about the register. */
  subject: string
  /** How many entries, rows or records it touched. */
  count: number
  /** SHA-256 over what was written, hexadecimal; empty where nothing was. */
  digest: string
}

/** The shard of the chain: record() has one of its own, so that reading never waits for saving. */
export const shards = { record: 0, other: 1 } as const

export type { Stamp } from './store.ts'

/**
 * The canonical bytes of a row: a version byte, then each part as length and bytes. Nothing depends on the order
 * of keys or on how a program prints JSON.
 */
export function auditBody(stamp: Stamp, act: Act): Buffer {
  const parts = [
    String(stamp.council),
    String(stamp.shard),
    String(stamp.seq),
    stamp.at,
    act.actor,
    act.action,
    act.subject,
    String(act.count),
    act.digest,
  ].map((part) => Buffer.from(part))
  const pieces = parts.flatMap((part) => {
    const length = Buffer.alloc(4)
    length.writeUInt32BE(part.length)
    return [length, part]
  })
  return Buffer.concat([Buffer.from([1]), ...pieces])
}

export const chained = (before: Buffer, body: Buffer): Buffer =>
  createHash('sha256').update(before).update(body).digest()

/**
 * Takes the council's stamp: locks the head row until the transaction ends and moves its time on. Everything
 * recorded in this transaction carries the time that comes back.
 */
export const stamp = (trx: Db, council: number, shard: number, given: Instant | null): Promise<Stamp> =>
  takeStamp(trx, council, shard, given)

/** Writes the act into the chain, as the last thing in the transaction that holds the stamp. */
export function chain(trx: Db, held: Stamp, act: Act, entriesChanged: boolean): Promise<void> {
  const body = auditBody(held, act)
  return appendAudit(trx, held, body, chained(held.hash, body), entriesChanged)
}

/** One act that writes no entries: in the transaction that does what it tells of, or in one of its own. */
export async function note(db: Db, council: number, act: Act): Promise<void> {
  const write = async (trx: Db) => chain(trx, await stamp(trx, council, shards.other, null), act, false)
  await (db.isTransaction ? write(db) : db.transaction().execute(write))
}
