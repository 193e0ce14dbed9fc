import type { Db } from '../database/index.ts'
import { wholePartsOf, type Run, yearOf } from './run.ts'
import * as store from './store.ts'
import { asideRows, type ImportResult } from './tally.ts'
import { insertAsides, retireAsides } from './worklist/store.ts'

/** Remembers the import and puts what was set aside on the worklist, in the same transaction. */
export async function remember(run: Run, trx: Db, result: ImportResult): Promise<void> {
  const { person } = run.options.permit
  const { rows, added, superseded, unchanged, aside, notices } = result
  const counts = { rows, added, superseded, unchanged, aside: aside.length, notices: notices.length }
  await store.insertImport(trx, {
    council: run.council,
    id: run.id,
    said_by: person.account,
    actor: person.actor,
    latest_year: yearOf(run),
    files: JSON.stringify(result.files),
    result: JSON.stringify(counts),
  })
  if (run.options.singleRow === true) return
  const asides = asideRows(run.tally)
  // The same row twice is one row of the worklist.
  await insertAsides(trx, run.council, [
    ...new Map(asides.map((row) => [row.print.toString('hex'), row])).values(),
  ])
  await retireAsides(
    trx,
    run.council,
    [...wholePartsOf(run)],
    asides.map((row) => row.print),
  )
}
