import type { Keys } from '../access/index.ts'
import { newId } from '../database/index.ts'
import type { Id } from '../plain/index.ts'
import { putAside } from './aside.ts'
import type { FileResult, Readable } from './look-at-files.ts'
import type { RowOutcome } from './reconcile.ts'
import type { Fault } from './values.ts'
import type { AsideRow } from './worklist/store.ts'

export type Notice = { file: string; line?: number; column?: string; problem: string }
export type AsideNotice = { file: string; line: number; column: string; problem: string }

/** What an import did: the shape of `turnstone import --json`. rows = added + superseded + unchanged + aside. */
export type ImportResult = {
  import: Id
  files: FileResult[]
  rows: number
  added: number
  superseded: number
  unchanged: number
  aside: AsideNotice[]
  notices: Notice[]
}

/** A row that goes on the worklist, and what is said of it. */
type SetAside = { notice: AsideNotice; row: AsideRow }

/** What became of one child's rows. */
export type ChildTally = {
  outcomes: { file: string; what: 'added' | 'superseded' | 'unchanged' | 'aside' }[]
  asides: SetAside[]
  notices: Notice[]
}

/** What a run counts. */
export type Tally = {
  /** By file: its rows, and those that could not be read by themselves. */
  files: Map<string, FileResult>
  asides: SetAside[]
  notices: Notice[]
  /** By the print of the child's number: a child that is brought together again counts once. */
  children: Map<string, ChildTally>
}

export const beginTally = (readable: readonly Readable[]): Tally => ({
  files: new Map(
    readable.map(({ name, recognised }) => [
      name,
      { file: name, table: recognised.table.part, rows: 0, added: 0, superseded: 0, unchanged: 0, aside: 0 },
    ]),
  ),
  asides: [],
  notices: readable.flatMap((one) => one.notes.map((note) => ({ file: one.name, problem: note }))),
  children: new Map(),
})

/** A row as it stands in a file, for setting it aside. */
export type RowInFile = {
  file: Readable
  line: number
  /** Asked for only where it is set aside. */
  values: () => Record<string, string>
  print: Buffer
}

function setAside(keys: Keys, run: Id, row: RowInFile, faults: readonly Fault[]): SetAside {
  const id = newId()
  const { line } = row
  const file = row.file.name
  const column = faults[0]?.column ?? ''
  const problem = faults
    .map((fault, i) => (i === 0 ? fault.problem : `${fault.column} ${fault.problem}`))
    .join('; ')
  const sealed = putAside(keys, id, { values: row.values(), faults: [...faults] })
  const { part } = row.file.recognised.table
  return {
    notice: { file, line, column, problem },
    row: { id, run, print: row.print, part, file, line, at_column: column, sealed },
  }
}

/** Counts a row that could not be read by itself. */
export function countUnread(
  tally: Tally,
  keys: Keys,
  run: Id,
  row: RowInFile,
  faults: readonly Fault[],
): void {
  const count = tally.files.get(row.file.name)
  if (count !== undefined) count.aside++
  tally.asides.push(setAside(keys, run, row, faults))
}

/** Counts one sound row of a child. */
export function countRow(child: ChildTally, keys: Keys, run: Id, row: RowInFile, outcome: RowOutcome): void {
  const file = row.file.name
  if (typeof outcome === 'string') child.outcomes.push({ file, what: outcome })
  else {
    child.outcomes.push({ file, what: 'aside' })
    child.asides.push(setAside(keys, run, row, outcome.aside))
  }
}

/** Everything that was set aside in the run. */
const allAsides = (tally: Tally): SetAside[] => [
  ...tally.asides,
  ...[...tally.children.values()].flatMap((child) => child.asides),
]

export const asideRows = (tally: Tally): AsideRow[] => allAsides(tally).map((one) => one.row)

export function resultOf(
  id: Id,
  tally: Tally,
  readable: readonly Readable[],
  unread: readonly FileResult[],
): ImportResult {
  const children = [...tally.children.values()]
  const counts = new Map([...tally.files].map(([name, count]) => [name, { ...count }]))
  for (const { file, what } of children.flatMap((child) => child.outcomes)) {
    const count = counts.get(file)
    if (count !== undefined) count[what]++
  }
  const files = [...counts.values(), ...unread]
  const total = (what: 'rows' | 'added' | 'superseded' | 'unchanged') =>
    files.reduce((sum, file) => sum + file[what], 0)
  const place = new Map(readable.map((file, i) => [file.name, i]))
  const inOrder = <T extends { file: string; line?: number }>(list: T[]) =>
    list.sort(
      (a, b) => (place.get(a.file) ?? -1) - (place.get(b.file) ?? -1) || (a.line ?? 0) - (b.line ?? 0),
    )
  return {
    import: id,
    files,
    rows: total('rows'),
    added: total('added'),
    superseded: total('superseded'),
    unchanged: total('unchanged'),
    aside: inOrder(allAsides(tally).map((one) => one.notice)),
    notices: inOrder([...tally.notices, ...children.flatMap((child) => child.notices)]),
  }
}
