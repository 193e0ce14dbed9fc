import { randomBytes } from 'node:crypto'
import { type DataKey, type Keys, open, type Permit, seal, type Vault } from '../access/index.ts'
import { type Db, newId } from '../database/index.ts'
import { type Id, type Instant, londonDate, type PlainDate, returnYearOf } from '../plain/index.ts'
import type { Readable } from './look-at-files.ts'
import type { Options } from './reconcile.ts'
import type { SourceFile } from './source-file.ts'
import { beginTally, type ImportResult, type Tally } from './tally.ts'

export type Progress = { step: 'reading' | 'bringing together' | 'writing'; done: number; of: number }

export type ImportOptions = {
  permit: Permit<'import files'> | Permit<'put a row right'>
  vault: Vault
  keys: Keys
  files: readonly SourceFile[]
  withdrawAbsent?: boolean
  /** Only for a demonstration: when this is to have been recorded. */
  given?: Instant
  now: Instant
  onProgress?: (progress: Progress) => void
  /** Total size in bytes, for the progress; 0 where it is not known. */
  size?: number
  signal?: AbortSignal
  /** For a row from the worklist: only this row is spoken of, so nothing is absent. */
  singleRow?: boolean
  /** The team that a child new to the register belongs to. */
  teamFor?: (number: string) => Id | null
  /** Written in the same transaction. */
  also?: (trx: Db, at: Instant, result: ImportResult) => Promise<void>
}

/** One run over the files, from the beginning of a transaction to its end. */
export type Run = {
  readonly id: Id
  readonly council: number
  readonly options: ImportOptions
  readonly readable: readonly Readable[]
  /** Staged rows are sealed with a key that nobody keeps. */
  readonly stageKey: DataKey
  readonly tally: Tally
  /** The source that each readable file is, in their order. */
  readonly sources: number[]
  /** How far the files of the return reach. */
  latest: PlainDate | null
  /** Rows staged, and rows brought together: for the progress. */
  staged: number
  joined: number
}

export const beginRun = (options: ImportOptions, readable: readonly Readable[]): Run => ({
  id: newId(),
  council: options.permit.person.council,
  options,
  readable,
  stageKey: { id: newId(), kek: 0, key: randomBytes(32) },
  tally: beginTally(readable),
  sources: [],
  latest: null,
  staged: 0,
  joined: 0,
})

/** Says how far a run is; it is here that a run which was told to stop does. */
export function report({ options }: Run, progress: Progress): void {
  if (options.signal?.aborted === true) throw new Error('stopped')
  options.onProgress?.(progress)
}

/** The tables that are read and hold all there is of their kind, so that what they lack is absent. */
export const wholePartsOf = (run: Run): Set<string> =>
  new Set(run.readable.flatMap(({ recognised: { table } }) => (table.adds === true ? [] : [table.part])))

/** The year of the return that these files are; null where they are no return. */
export const yearOf = (run: Run): number | null => (run.latest === null ? null : returnYearOf(run.latest))

/** What bringing a child together goes by. */
export const reconciling = (run: Run, unread: ReadonlySet<string>): Options => ({
  parts: run.options.singleRow === true ? new Set() : wholePartsOf(run),
  unread,
  withdrawAbsent: run.options.withdrawAbsent === true,
  year: yearOf(run),
  today: londonDate(run.options.now),
  newId,
})

const stagePlace = (run: Run, seq: number) => ({
  table: 'staged_row',
  column: 'sealed',
  row: String(seq) as Id,
  child: run.id,
})

export const sealStaged = (run: Run, seq: number, values: Record<string, string>): Buffer =>
  seal(run.stageKey, stagePlace(run, seq), JSON.stringify(values))

export const openStaged = (run: Run, row: { seq: number; sealed: Buffer }): Record<string, string> =>
  JSON.parse(open(run.stageKey, stagePlace(run, row.seq), row.sealed).toString()) as Record<string, string>
