import type { Db } from '../database/index.ts'
import { type Batch, childVersions } from '../register/index.ts'
import type { Absent } from './absence.ts'
import { knownOf } from './known.ts'
import { reconcile } from './reconcile.ts'
import { wholePartsOf, reconciling, type Run } from './run.ts'
import * as store from './store.ts'
import type { Notice } from './tally.ts'

const batchSize = 500

/** Children of earlier imports who are in none of these files. */
export async function* absentChildren(run: Run, trx: Db): AsyncGenerator<Batch> {
  const missing = await store.childrenNotInFiles(trx, run.council, [...wholePartsOf(run)])
  for (let i = 0; i < missing.length; i += batchSize) {
    const some = missing.slice(i, i + batchSize)
    // Versions first, as in join.ts.
    const versions = await childVersions(trx, run.council, some)
    const known = await knownOf(run, trx, some)
    const batch: Batch = { seen: [], changes: [] }
    for (const child of some) {
      const held = known.get(child)
      if (held === undefined) continue
      const done = reconcile([], held, reconciling(run, new Set()))
      run.tally.notices.push(...done.absent.map((one) => absentNotice(run, one)))
      if (done.changes.length === 0) continue
      batch.changes.push(...done.changes)
      batch.seen.push({ child, version: versions.get(child) ?? null })
    }
    if (batch.seen.length > 0) yield batch
  }
}

export function absentNotice(run: Run, one: Absent): Notice {
  const file = run.readable.find(({ recognised }) => recognised.table.part === one.part)?.name ?? one.part
  const standing =
    run.options.withdrawAbsent === true
      ? 'because another row of the child was set aside'
      : '--withdraw-absent withdraws it'
  const what = one.withdrawn ? 'It was withdrawn' : `It is left standing; ${standing}`
  return {
    file,
    problem: `absent: line ${one.line} of an earlier import's ${one.part} file (${one.entry.kind} from ${one.entry.from ?? 'the beginning'}) is not in this file. ${what}`,
  }
}
