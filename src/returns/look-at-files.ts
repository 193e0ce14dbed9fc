import { ok, type Outcome, refused } from '../plain/index.ts'
import { type FileSeen, look, type SourceFile } from './source-file.ts'
import { tables } from './tables.ts'

export type FileResult = {
  file: string
  /** Null for a file that is not read; `why` says why. */
  table: string | null
  why?: string
  rows: number
  added: number
  superseded: number
  unchanged: number
  aside: number
}

export type ImportProblem = { problem: 'nothing to read' | 'refused'; sentence: string; files: FileResult[] }

/** A file that is one of the tables that are read. */
export type Readable = Extract<FileSeen, { read: true }>

/**
 * Looks at the beginning of every file before anything is made or locked: which are tables that we read, which are
 * not and why, and whether two of them are the same table.
 */
export async function lookAtFiles(
  files: readonly SourceFile[],
): Promise<Outcome<{ readable: Readable[]; unread: FileResult[] }, ImportProblem>> {
  const seen: FileSeen[] = []
  for (const file of files) seen.push(await look(file))
  const none = { rows: 0, added: 0, superseded: 0, unchanged: 0, aside: 0 }
  const unread = seen.flatMap((one): FileResult[] =>
    one.read ? [] : [{ file: one.name, table: null, why: one.why, ...none }],
  )
  const readable = seen.filter((one) => one.read)
  if (readable.length === 0) {
    const why =
      unread.length === 0
        ? 'There is no file'
        : unread
            .slice(0, 5)
            .map((one) => `${one.file} ${one.why ?? ''}`)
            .join('; ')
    const sentence = `Nothing could be read. ${why}. Give the CSV files of the SSDA903 return, of the dataset, or trafficking.csv.`
    return refused({ problem: 'nothing to read', sentence, files: unread })
  }
  for (const table of tables) {
    const twice = readable.filter((one) => one.recognised.table === table).map((one) => one.name)
    if (twice.length < 2) continue
    const sentence = `${twice.join(' and ')} are both ${table.title}. Nothing was imported. Give one of them at a time.`
    return refused({ problem: 'refused', sentence, files: unread })
  }
  return ok({ readable, unread })
}
