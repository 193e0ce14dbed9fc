import type { Db } from '../../database/index.ts'
import type { Instant } from '../../plain/index.ts'
import type { Keys } from '../keys/index.ts'
import type { Checkpoint } from './checkpoint.ts'
import { checkpointKey } from './keeping.ts'
import { heads, rowsAfter } from './store.ts'

const rowsAtOnce = 5000

/**
 * The whole trail as lines of JSON, for checking without the register: what it is of, every row, the checkpoints,
 * and how many there were. It ends where the shards ended when it began; memory does not grow with it.
 */
export async function* exportTrail(
  db: Db,
  keys: Keys,
  council: { id: number; code: string },
  checkpoints: readonly Checkpoint[],
  at: Instant,
): AsyncGenerator<string> {
  const ends = await heads(db, council.id)
  yield JSON.stringify({
    turnstone: 'audit',
    version: 1,
    register: keys.register,
    council: council.code,
    at,
    publicKey: checkpointKey(keys).publicKey.toString('base64'),
  })
  let count = 0
  for (const { shard, seq: end } of ends) {
    for (let after = 0; after < end;) {
      const rows = await rowsAfter(db, council.id, shard, after, end, rowsAtOnce)
      const last = rows.at(-1)
      // A gap in the numbers is for the check to find; a shard that has nothing more ends here.
      if (last === undefined) break
      for (const row of rows) {
        count++
        yield JSON.stringify({
          shard,
          seq: row.seq,
          body: row.body.toString('base64'),
          hash: row.hash.toString('hex'),
        })
      }
      after = last.seq
    }
  }
  for (const checkpoint of checkpoints) yield JSON.stringify(checkpoint)
  yield JSON.stringify({ turnstone: 'end', rows: count, checkpoints: checkpoints.length })
}
