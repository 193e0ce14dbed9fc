import type { Db } from '../database/index.ts'
import { londonDate } from '../plain/index.ts'
import { insertSource, type Said } from '../register/index.ts'
import type { Readable } from './look-at-files.ts'
import { report, type Run, sealStaged } from './run.ts'
import { type FileRow, rowsOf, type SourceFile } from './source-file.ts'
import { type Reading, readRow } from './statement.ts'
import * as store from './store.ts'
import { partOrder } from './tables.ts'
import { countUnread } from './tally.ts'

/** Why a whole import is refused. */
export class Refused extends Error {}

const batchSize = 2000

/** Reads every file, checks each row by itself, and stages it sealed under the number of its child. */
export async function stageFiles(run: Run, trx: Db): Promise<void> {
  await store.makeRowStage(trx)
  const progress = { bytes: 0 }
  for (const [index, one] of run.readable.entries()) {
    const file = run.options.files.find((candidate) => candidate.name === one.name)
    if (file === undefined) continue
    const { source } = one.recognised.table
    run.sources.push(await insertSource(trx, run.council, source, one.name, run.id))
    await stageFile(run, trx, file, one, index, progress)
  }
  // A row from the worklist is one child, whose date of birth may be the very thing that was put right.
  if (run.options.singleRow !== true) await refuseOtherCouncil(run, trx)
}

async function stageFile(
  run: Run,
  trx: Db,
  file: SourceFile,
  seen: Readable,
  index: number,
  progress: { bytes: number },
): Promise<void> {
  const reader = rowsOf(file, seen, (n) => {
    progress.bytes += n
    report(run, { step: 'reading', done: progress.bytes, of: run.options.size ?? 0 })
  })
  let waiting: store.StagedRow[] = []
  const flush = async () => {
    await store.stageFileRows(trx, waiting, partOrder)
    waiting = []
  }
  for await (const rows of reader) {
    for (const row of rows) {
      const staged = checkRow(run, seen, index, row, run.staged + 1)
      if (staged === null) continue
      run.staged++
      waiting.push(staged)
    }
    if (waiting.length >= batchSize) await flush()
  }
  await flush()
}

/** Checks one row by itself and counts it. What it gives is to be staged; null where the row names no child. */
function checkRow(
  run: Run,
  seen: Readable,
  index: number,
  row: FileRow,
  seq: number,
): store.StagedRow | null {
  const { table } = seen.recognised
  const { vault, keys } = run.options
  const count = run.tally.files.get(seen.name)
  if (count !== undefined) count.rows++
  const print = vault.print('row', table.part, ...row.raw)
  const { says, faults } = row.ragged === null ? readRow(table, row.values) : ragged(seen, row, row.ragged)
  if (says === null)
    countUnread(
      run.tally,
      keys,
      run.id,
      { file: seen, line: row.line, values: () => asWritten(seen, row.raw), print },
      faults,
    )
  else if (table.source === 'return') for (const statement of says.statements) seeDates(run, statement)
  const number = row.values[table.child] ?? ''
  if (number === '') return null
  return {
    seq,
    lookup: vault.lookup('council', number),
    part: table.part,
    file: index,
    line: row.line,
    sound: says !== null,
    dob: says?.dob ?? null,
    sealed: sealStaged(run, seq, row.values),
    print,
  }
}

/** A row with too many or too few values: which of them belongs where cannot be told. */
const ragged = (seen: Readable, row: FileRow, problem: string): Reading => {
  const last = Math.min(row.raw.length, seen.recognised.width) - 1
  return { says: null, faults: [{ column: seen.headings[last]?.trim() ?? '', problem }] }
}

/** A row as the file has it, for a person to put right: values beyond the headings under their number. */
function asWritten(seen: Readable, raw: readonly string[]): Record<string, string> {
  const values = Object.fromEntries(seen.headings.map((name, i) => [name.trim().toUpperCase(), raw[i] ?? '']))
  for (let i = seen.headings.length; i < raw.length; i++) values[`(${i + 1})`] = raw[i] ?? ''
  return values
}

/** How far the return reaches; a day still to come is a slip of the pen. */
function seeDates(run: Run, { kind, from, until }: Said): void {
  if (kind !== 'episode' && kind !== 'missing') return
  const today = londonDate(run.options.now)
  for (const day of [from, until])
    if (day !== null && day <= today && (run.latest === null || day > run.latest)) run.latest = day
}

/** More than half of the children that both know were born on another day: the files are not this council's. */
async function refuseOtherCouncil(run: Run, trx: Db): Promise<void> {
  const { known, other } = await store.birthsInFiles(trx, run.council)
  if (other * 2 <= known) return
  throw new Refused(
    `Of ${known} children whose numbers the register knows, ${other} have another date of birth in these files: they look like another council's. Nothing was imported.`,
  )
}
