import { checkPermit } from '../access/index.ts'
import type { Db } from '../database/index.ts'
import { type Id, ok, type Outcome, refused } from '../plain/index.ts'
import { type Batch, record } from '../register/index.ts'
import { absentChildren } from './absent-children.ts'
import { join } from './join.ts'
import { type ImportProblem, lookAtFiles } from './look-at-files.ts'
import { remember } from './remember.ts'
import { beginRun, type ImportOptions, report, type Run } from './run.ts'
import { BrokenFile, type SourceFile } from './source-file.ts'
import { Refused, stageFiles } from './staging.ts'
import * as store from './store.ts'
import { type ImportResult, resultOf } from './tally.ts'

/**
 * Reads files into the register in one transaction: nothing half-imported stays. Rows are sealed and staged,
 * brought together child by child with what is known, and written at once; memory does not grow with the files.
 */
export async function importFiles(
  db: Db,
  options: ImportOptions,
): Promise<Outcome<ImportResult, ImportProblem>> {
  checkPermit(options.permit, 'import files', 'put a row right')
  options = { ...options, files: namedApart(options.files) }
  const looked = await lookAtFiles(options.files)
  if (!looked.ok) return looked
  const { readable, unread } = looked.value
  const no = (problem: ImportProblem['problem'], sentence: string) =>
    refused<ImportProblem>({ problem, sentence, files: unread })
  let run = beginRun(options, readable)
  const result = () => resultOf(run.id, run.tally, readable, unread)
  try {
    const recorded = await record(db, {
      permit: options.permit,
      vault: options.vault,
      given: options.given,
      changes: {
        batches: (trx) => {
          // Begun anew where the transaction is.
          run = beginRun(options, readable)
          return batches(run, trx)
        },
        again: (trx, children) => again(run, trx, children),
      },
      also: async (trx, at) => {
        await remember(run, trx, result())
        await options.also?.(trx, at, result())
      },
    })
    if (!recorded.ok)
      return no(
        'refused',
        'Somebody changed the same records at the same moment. Nothing was imported. Import again.',
      )
    return ok(result())
  } catch (error) {
    if (error instanceof Refused || error instanceof BrokenFile) return no('refused', error.message)
    if (options.signal?.aborted === true)
      return no('refused', 'The import was stopped. Nothing was imported.')
    throw error
  }
}

/** Two files of one name (an upload of two folders) are told apart by their place. */
const namedApart = (files: readonly SourceFile[]): SourceFile[] =>
  files.map((file, i) => {
    const before = files.slice(0, i).filter((other) => other.name === file.name).length
    return before === 0 ? file : { ...file, name: `${file.name} (${before + 1})` }
  })

async function* batches(run: Run, trx: Db): AsyncGenerator<Batch> {
  await store.lockImports(trx, run.council)
  await stageFiles(run, trx)
  yield* join(run, trx, 'turnstone_rows', null)
  if (run.options.singleRow !== true) yield* absentChildren(run, trx)
  report(run, { step: 'writing', done: 1, of: 1 })
}

/** Children whose record moved on meanwhile are brought together once more, now under the council's lock. */
async function* again(run: Run, trx: Db, children: Id[]): AsyncGenerator<Batch> {
  const lookups = [...(await store.lookupsOf(trx, run.council, children)).values()]
  yield* join(run, trx, 'turnstone_again', lookups)
}
