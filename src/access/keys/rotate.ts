import { randomBytes } from 'node:crypto'
import { CannotRun, type Db } from '../../database/index.ts'
import { note } from '../trail/index.ts'
import type { Secrets } from './key-file.ts'
import { keeperFor, type Keys, takeOver } from './keys.ts'
import { changingKeys } from './lock.ts'
import { resealRecoveries } from './recovery.ts'
import { NotOpened } from './seal.ts'
import { moveNumber, numbersInUse, storeWrapped, supersedeRecoveries, wrappedOtherwise } from './store.ts'
import { unwrapKey, wrapKey } from './vault.ts'

/** What a rotation did: the number in force, those dropped, and how many keys it wrapped anew. */
export type Rotated = { number: number; dropped: number[]; keys: number }

const inBatch = 200

/**
 * Wraps the key of every record under a new key-encryption key, in batches, while the register works on. Sealed rows
 * are not touched: they stand under the records' own keys.
 *
 * The order makes it safe to stop anywhere. (1) The new key is in the file, beside the old one. (2) The database
 * moves its number on: from then on nothing is stored under the old one. (3) Batch by batch is wrapped anew, each
 * with its row in the trail. (4) The old key leaves the file when no row needs it. A start that finds two keys in
 * the file goes on with the newer one.
 */
export async function rotate(
  db: Db,
  council: number,
  keys: Keys,
  { actor, batch = inBatch }: { actor: string; batch?: number },
): Promise<Rotated> {
  return changingKeys(db, async (connection) => {
    const keeper = keeperFor(keys)
    let held = keeper.read()
    if (held.keks.size === 1) {
      held = withKek(held, Math.max(...held.keks.keys()) + 1, randomBytes(32))
      keeper.write(held)
    }
    takeOver(keys, held)
    const number = keys.kek.id
    const inTransaction = <T>(work: (trx: Db) => Promise<T>) => connection.transaction().execute(work)
    await inTransaction((trx) => resealRecoveries(trx, council, held))
    // Alone, because it waits for everybody who is writing.
    await inTransaction((trx) => moveNumber(trx, council, number))
    await inTransaction(async (trx) => {
      await supersedeRecoveries(trx, council)
      const act = { actor, action: 'begin a rotation of keys', subject: `number ${number}` }
      await note(trx, council, { ...act, count: 0, digest: '' })
    })
    let wrapped = 0
    for (;;) {
      const done = await inTransaction((trx) => wrapBatch(trx, council, keys, { actor, batch }))
      if (done === 0) break
      wrapped += done
    }
    const left = [...(await numbersInUse(connection, council)).keys()].filter((one) => one !== number)
    if (left.length > 0) throw new Error(`Keys were wrapped under number ${left.join()} during a rotation`)
    const dropped = [...held.keks.keys()].filter((one) => one !== number)
    held = { ...held, keks: new Map([...held.keks].filter(([one]) => one === number)) }
    keeper.write(held)
    takeOver(keys, held)
    await inTransaction(async (trx) => {
      await resealRecoveries(trx, council, held)
      const act = { actor, action: 'end a rotation of keys', subject: `number ${number}` }
      await note(trx, council, { ...act, count: wrapped, digest: '' })
    })
    return { number, dropped, keys: wrapped }
  })
}

function withKek(held: Secrets, number: number, secret: Buffer): Secrets {
  if (number > 0xffff)
    throw new CannotRun('The keys of this register were rotated 65,535 times: no number is left.')
  return { ...held, keks: new Map([...held.keks, [number, secret]]) }
}

async function wrapBatch(
  trx: Db,
  council: number,
  keys: Keys,
  { actor, batch }: { actor: string; batch: number },
): Promise<number> {
  const number = keys.kek.id
  const rows = await wrappedOtherwise(trx, council, number, batch)
  if (rows.length === 0) return 0
  const anew = rows.map((row) => {
    try {
      return { ...row, wrapped: wrapKey(keys, row, number, unwrapKey(keys, row)) }
    } catch (error) {
      if (!(error instanceof NotOpened)) throw error
      throw new CannotRun(
        `The key of record ${row.child} does not open (${error.message}). The rotation stopped there; both keys stay in ${keys.file}, and what was wrapped before is readable as it is.`,
      )
    }
  })
  await storeWrapped(trx, council, anew)
  const act = { actor, action: 'wrap keys anew', subject: `number ${number}`, digest: '' }
  await note(trx, council, { ...act, count: rows.length })
  return rows.length
}
