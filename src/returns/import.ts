import { randomBytes } from 'node:crypto'
import { checkPermit, type DataKey, type Keys, open, type Permit, seal, type Vault } from '../access/index.ts'
import { type Db, newId, type SourceKind } from '../database/index.ts'
import {
  type Id,
  type Instant,
  londonDate,
  ok,
  type Outcome,
  type PlainDate,
  refused,
  returnYearOf,
} from '../plain/index.ts'
import {
  type Batch,
  type Change,
  childVersions,
  currentEntries,
  type Entry,
  insertSource,
  openEntry,
  record,
  type Said,
  said,
  saidOf,
} from '../register/index.ts'
import type { Known, SoundRow } from './fact.ts'
import { type Absent, reconcile } from './reconcile.ts'
import { type FileResult, type ImportProblem, lookAtFiles, type Readable } from './look-at-files.ts'
import { BrokenFile, rowsOf, type SourceFile } from './source-file.ts'
import { readRow } from './statement.ts'
import * as store from './store.ts'
import { partOrder, type Table, tables } from './tables.ts'
import type { Fault } from './values.ts'
import { putAside } from './worklist.ts'

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

class Refused extends Error {}

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
  const run = new ImportRun(options, readable, unread)
  try {
    const recorded = await record(db, {
      permit: options.permit,
      vault: options.vault,
      given: options.given,
      changes: { batches: (trx) => run.batches(trx), again: (trx, children) => run.again(trx, children) },
      also: async (trx, at) => {
        await run.remember(trx)
        await options.also?.(trx, at, run.result())
      },
    })
    if (!recorded.ok)
      return no(
        'refused',
        'Somebody changed the same records at the same moment. Nothing was imported. Import again.',
      )
    return ok(run.result())
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

const batchOfRows = 2000

/** One run over the files: what it counts, and the rows it lays out. Begun anew where the transaction is. */
class ImportRun {
  private readonly id = newId()
  private readonly stageKey: DataKey = { id: newId(), kek: 0, key: randomBytes(32) }
  private counts = new Map<string, FileResult>()
  private asides: AsideNotice[] = []
  private asideRows: store.AsideRow[] = []
  private notices: Notice[] = []
  private outcomes = new Map<
    string,
    { rows: Map<number, string>; asides: AsideNotice[]; asideRows: store.AsideRow[]; notices: Notice[] }
  >()
  private sources: number[] = []
  private latest: PlainDate | null = null
  private seq = 0
  private staged = 0
  private joined = 0

  private readonly options: ImportOptions
  private readonly readable: Readable[]
  private readonly unreadFiles: FileResult[]

  constructor(options: ImportOptions, readable: Readable[], unreadFiles: FileResult[]) {
    this.options = options
    this.readable = readable
    this.unreadFiles = unreadFiles
  }

  private get council(): number {
    return this.options.permit.person.council
  }

  async *batches(trx: Db): AsyncGenerator<Batch> {
    this.counts = new Map(
      this.readable.map((one) => [
        one.name,
        {
          file: one.name,
          table: one.recognised.table.part,
          rows: 0,
          added: 0,
          superseded: 0,
          unchanged: 0,
          aside: 0,
        },
      ]),
    )
    this.asides = []
    this.asideRows = []
    this.notices = this.readable.flatMap((one) =>
      one.notes.map((note) => ({ file: one.name, problem: note })),
    )
    this.outcomes = new Map()
    this.sources = []
    this.latest = null
    this.seq = 0
    this.staged = 0
    this.joined = 0
    await store.lockImports(trx, this.council)
    await this.stageFiles(trx)
    yield* this.join(trx, 'turnstone_rows', null)
    if (this.options.singleRow !== true) yield* this.absentChildren(trx)
    this.report({ step: 'writing', done: 1, of: 1 })
  }

  /** Children whose record moved on meanwhile are brought together once more, now under the council's lock. */
  async *again(trx: Db, children: Id[]): AsyncGenerator<Batch> {
    const lookups = [...(await store.lookupsOf(trx, this.council, children)).values()]
    yield* this.join(trx, 'turnstone_again', lookups)
  }

  private report(progress: Progress): void {
    if (this.options.signal?.aborted === true) throw new Error('stopped')
    this.options.onProgress?.(progress)
  }

  /** Reads every file, checks each row by itself, and stages it sealed under the number of its child. */
  private async stageFiles(trx: Db): Promise<void> {
    await store.makeRowStage(trx)
    let bytes = 0
    for (const [index, one] of this.readable.entries()) {
      const file = this.options.files.find((candidate) => candidate.name === one.name)
      if (file === undefined) continue
      const { table } = one.recognised
      this.sources.push(await insertSource(trx, this.council, table.source, one.name, this.id))
      const reader = rowsOf(file, one, (n) => {
        bytes += n
        this.report({ step: 'reading', done: bytes, of: this.options.size ?? 0 })
      })
      let waiting: store.StagedRow[] = []
      for await (const rows of reader) {
        for (const row of rows) {
          const count = this.counts.get(one.name)
          if (count !== undefined) count.rows++
          const print = this.options.vault.print('row', table.part, ...row.raw)
          const reading =
            row.ragged === null
              ? readRow(table, row.values)
              : {
                  says: null,
                  faults: [
                    {
                      column: one.headings[Math.min(row.raw.length, one.recognised.width) - 1]?.trim() ?? '',
                      problem: row.ragged,
                    },
                  ],
                }
          const number = row.values[table.child] ?? ''
          const lookup = this.options.vault.lookup('council', number)
          if (reading.says === null) this.setAside(one, row.line, row.raw, print, reading.faults)
          else if (table.source === 'return')
            for (const statement of reading.says.statements) this.seeDates(statement)
          if (number === '') continue
          const seq = ++this.seq
          waiting.push({
            seq,
            lookup,
            part: table.part,
            file: index,
            line: row.line,
            sound: reading.says !== null,
            dob: reading.says?.dob ?? null,
            sealed: seal(this.stageKey, this.stagePlace(seq), JSON.stringify(row.values)),
            print,
          })
        }
        if (waiting.length >= batchOfRows) {
          await store.stageFileRows(trx, waiting, partOrder)
          this.staged += waiting.length
          waiting = []
        }
      }
      await store.stageFileRows(trx, waiting, partOrder)
      this.staged += waiting.length
    }
    // A row from the worklist is one child, whose date of birth may be the very thing that was put right.
    if (this.options.singleRow !== true) await this.refuseOtherCouncil(trx)
  }

  private readonly stagePlace = (seq: number) => ({
    table: 'staged_row',
    column: 'sealed',
    row: String(seq) as Id,
    child: this.id,
  })

  /** How far the return reaches; a day still to come is a slip of the pen. */
  private seeDates({ kind, from, until }: Said): void {
    if (kind !== 'episode' && kind !== 'missing') return
    const today = londonDate(this.options.now)
    for (const day of [from, until])
      if (day !== null && day <= today && (this.latest === null || day > this.latest)) this.latest = day
  }

  /** More than half of the children that both know were born on another day: the files are not this council's. */
  private async refuseOtherCouncil(trx: Db): Promise<void> {
    const { known, other } = await store.birthsInFiles(trx, this.council)
    if (other * 2 <= known) return
    throw new Refused(
      `Of ${known} children whose numbers the register knows, ${other} have another date of birth in these files: they look like another council's. Nothing was imported.`,
    )
  }

  /** Brings the staged rows together with the register, child by child, in batches of whole children. */
  private async *join(trx: Db, cursor: string, lookups: Buffer[] | null): AsyncGenerator<Batch> {
    if (lookups !== null && lookups.length === 0) return
    await store.openRowCursor(trx, cursor, lookups)
    let rest: Awaited<ReturnType<typeof store.fetchRows>> = []
    for (;;) {
      const rows = await store.fetchRows(trx, cursor, batchOfRows)
      const all = [...rest, ...rows]
      const last = all.at(-1)
      // The last child of a fetch may go on in the next one.
      const whole =
        rows.length < batchOfRows || last === undefined
          ? all
          : all.filter((row) => !row.lookup.equals(last.lookup))
      rest = rows.length < batchOfRows ? [] : all.slice(whole.length)
      if (whole.length > 0) yield await this.bring(trx, whole)
      this.joined += rows.length
      this.report({ step: 'bringing together', done: Math.min(this.joined, this.staged), of: this.staged })
      if (rows.length < batchOfRows) break
    }
    await store.closeCursor(trx, cursor)
  }

  private async bring(trx: Db, rows: Awaited<ReturnType<typeof store.fetchRows>>): Promise<Batch> {
    const groups = new Map<string, typeof rows>()
    for (const row of rows) {
      const key = row.lookup.toString('hex')
      const group = groups.get(key)
      if (group === undefined) groups.set(key, [row])
      else group.push(row)
    }
    const numbered = await store.childrenNumbered(
      trx,
      this.council,
      [...groups.keys()].map((hex) => Buffer.from(hex, 'hex')),
    )
    const known = await this.knownOf(trx, [...numbered.values()])
    const versions = await childVersions(trx, this.council, [...numbered.values()])
    const batch: Batch = { seen: [], changes: [] }
    for (const [key, group] of groups) {
      const child = numbered.get(key)
      const { changes, seen } = this.bringChild(
        key,
        group,
        child,
        child === undefined ? undefined : known.get(child),
      )
      if (changes.length === 0) continue
      batch.changes.push(...changes)
      batch.seen.push({ child: seen, version: child === undefined ? null : (versions.get(child) ?? null) })
    }
    return batch
  }

  private bringChild(
    key: string,
    group: Awaited<ReturnType<typeof store.fetchRows>>,
    existing: Id | undefined,
    held: Known | undefined,
  ): { seen: Id; changes: Change[] } {
    const child = existing ?? newId()
    const known: Known = held ?? {
      child,
      entries: [],
      said: [],
      sourceKinds: new Map(),
      sourceYears: new Map(),
    }
    const unread = new Set<string>()
    const sound: SoundRow[] = []
    let number = ''
    for (const row of group) {
      const file = this.readable[row.file]
      if (file === undefined) continue
      const { table } = file.recognised
      if (!row.sound) {
        unread.add(table.part)
        continue
      }
      const values = JSON.parse(
        open(this.stageKey, this.stagePlace(row.seq), row.sealed).toString(),
      ) as Record<string, string>
      const reading = readRow(table, values)
      if (reading.says === null) continue
      number = reading.says.number
      sound.push({
        seq: row.seq,
        part: table.part,
        sourceKind: table.source,
        source: this.sources[row.file] ?? 0,
        line: row.line,
        file: file.name,
        says: reading.says,
        print: row.print,
      })
    }
    const done = reconcile(sound, known, {
      parts: this.options.singleRow === true ? new Set() : this.parts(),
      unread,
      withdrawAbsent: this.options.withdrawAbsent === true,
      year: this.year,
      today: londonDate(this.options.now),
      newId,
    })
    this.keep(key, group, sound, done)
    if (existing !== undefined || done.changes.length === 0) return { seen: child, changes: done.changes }
    const numbering: Change = {
      does: 'add',
      child,
      fact: newId(),
      about: null,
      said: said('reference', 'council', { sealed: { value: number } }),
      source: sound[0]?.source ?? 0,
    }
    return {
      seen: child,
      changes: [
        { does: 'begin a child', child, team: this.options.teamFor?.(number) ?? null },
        numbering,
        ...done.changes,
      ],
    }
  }

  private parts(): Set<string> {
    return new Set(this.readable.map((one) => one.recognised.table.part))
  }

  /** Remembers what became of a child's rows; a child that is brought together again counts once. */
  private keep(
    key: string,
    group: Awaited<ReturnType<typeof store.fetchRows>>,
    sound: SoundRow[],
    done: ReturnType<typeof reconcile>,
  ): void {
    const kept = {
      rows: new Map<number, string>(),
      asides: [] as AsideNotice[],
      asideRows: [] as store.AsideRow[],
      notices: [] as Notice[],
    }
    for (const row of sound) {
      const outcome = done.outcomes.get(row.seq) ?? 'unchanged'
      const staged = group.find((one) => one.seq === row.seq)
      const file = staged === undefined ? undefined : this.readable[staged.file]
      if (file === undefined || staged === undefined) continue
      if (typeof outcome === 'string') kept.rows.set(row.seq, `${file.name}|${outcome}`)
      else {
        const values = JSON.parse(
          open(this.stageKey, this.stagePlace(row.seq), staged.sealed).toString(),
        ) as Record<string, string>
        kept.rows.set(row.seq, `${file.name}|aside`)
        kept.asides.push(asideNotice(file.name, row.line, outcome.aside))
        kept.asideRows.push(
          this.asideRow(file.recognised.table, file.name, row.line, values, row.print, outcome.aside),
        )
      }
    }
    kept.notices.push(...done.notes, ...done.absent.map((one) => this.absentNotice(one)))
    this.outcomes.set(key, kept)
  }

  private absentNotice(one: Absent): Notice {
    const file =
      this.readable.find((candidate) => candidate.recognised.table.part === one.part)?.name ?? one.part
    const standing =
      this.options.withdrawAbsent === true
        ? 'because another row of the child was set aside'
        : '--withdraw-absent withdraws it'
    const what = one.withdrawn ? 'It was withdrawn' : `It is left standing; ${standing}`
    return {
      file,
      problem: `absent: line ${one.line} of an earlier import's ${one.part} file (${one.entry.kind} from ${one.entry.from ?? 'the beginning'}) is not in this file. ${what}`,
    }
  }

  /** Children of earlier imports who are in none of these files. */
  private async *absentChildren(trx: Db): AsyncGenerator<Batch> {
    const missing = await store.childrenNotInFiles(trx, this.council, [...this.parts()])
    for (let i = 0; i < missing.length; i += 500) {
      const some = missing.slice(i, i + 500)
      const known = await this.knownOf(trx, some)
      const versions = await childVersions(trx, this.council, some)
      const batch: Batch = { seen: [], changes: [] }
      for (const child of some) {
        const held = known.get(child)
        if (held === undefined) continue
        const done = reconcile([], held, {
          parts: this.parts(),
          unread: new Set(),
          withdrawAbsent: this.options.withdrawAbsent === true,
          year: this.year,
          today: londonDate(this.options.now),
          newId,
        })
        this.notices.push(...done.absent.map((one) => this.absentNotice(one)))
        if (done.changes.length === 0) continue
        batch.changes.push(...done.changes)
        batch.seen.push({ child, version: versions.get(child) ?? null })
      }
      if (batch.seen.length > 0) yield batch
    }
  }

  /** The year of the return that these files are; null where they are no return. */
  private get year(): number | null {
    return this.latest === null ? null : returnYearOf(this.latest)
  }

  private async knownOf(trx: Db, children: Id[]): Promise<Map<Id, Known>> {
    if (children.length === 0) return new Map()
    const { vault } = this.options
    await vault.load(trx, children)
    const rows = await currentEntries(trx, this.council, children, null)
    const said = await saidOf(trx, this.council, children)
    const sources = await store.sourcesOf(trx, this.council, [
      ...new Set([...rows, ...said].map((row) => row.source)),
    ])
    const sourceKinds = new Map<number, SourceKind>([...sources].map(([id, source]) => [id, source.kind]))
    const sourceYears = new Map([...sources].map(([id, source]) => [id, source.year]))
    const known = new Map(
      children.map((child) => [
        child,
        { child, entries: [] as Entry[], said: [] as (typeof said)[number][], sourceKinds, sourceYears },
      ]),
    )
    for (const row of rows) known.get(row.child)?.entries.push(openEntry(vault, row))
    for (const row of said) known.get(row.child)?.said.push(row)
    return known
  }

  private setAside(
    file: Readable,
    line: number,
    raw: string[],
    print: Buffer,
    faults: readonly Fault[],
  ): void {
    const count = this.counts.get(file.name)
    if (count !== undefined) count.aside++
    this.asides.push(asideNotice(file.name, line, faults))
    const values = Object.fromEntries(
      file.headings.map((name, i) => [name.trim().toUpperCase(), raw[i] ?? '']),
    )
    for (let i = file.headings.length; i < raw.length; i++) values[`(${i + 1})`] = raw[i] ?? ''
    this.asideRows.push(this.asideRow(file.recognised.table, file.name, line, values, print, faults))
  }

  private asideRow(
    table: Table,
    file: string,
    line: number,
    values: Record<string, string>,
    print: Buffer,
    faults: readonly Fault[],
  ): store.AsideRow {
    const id = newId()
    const sealed = putAside(this.options.keys, id, { values, faults: [...faults] })
    return {
      id,
      run: this.id,
      print,
      part: table.part,
      file,
      line,
      at_column: faults[0]?.column ?? '',
      sealed,
    }
  }

  private all(): {
    asides: AsideNotice[]
    asideRows: store.AsideRow[]
    notices: Notice[]
    files: FileResult[]
  } {
    const kept = [...this.outcomes.values()]
    const counts = new Map([...this.counts].map(([name, count]) => [name, { ...count }]))
    for (const one of kept) {
      for (const outcome of one.rows.values()) {
        const [name = '', what = ''] = outcome.split(/\|(?=[^|]*$)/)
        const count = counts.get(name)
        if (count !== undefined) count[what as 'added' | 'superseded' | 'unchanged' | 'aside']++
      }
    }
    const where = (one: { file: string; line?: number }) =>
      [this.readable.findIndex((file) => file.name === one.file), one.line ?? 0] as const
    const inOrder = <T extends { file: string; line?: number }>(list: T[]) =>
      list.sort((a, b) => {
        const [fileA, lineA] = where(a)
        const [fileB, lineB] = where(b)
        return fileA - fileB || lineA - lineB
      })
    return {
      asides: inOrder([...this.asides, ...kept.flatMap((one) => one.asides)]),
      asideRows: [...this.asideRows, ...kept.flatMap((one) => one.asideRows)],
      notices: inOrder([...this.notices, ...kept.flatMap((one) => one.notices)]),
      files: [...counts.values(), ...this.unreadFiles],
    }
  }

  result(): ImportResult {
    const { asides, notices, files } = this.all()
    const total = (what: 'rows' | 'added' | 'superseded' | 'unchanged') =>
      files.reduce((sum, file) => sum + file[what], 0)
    return {
      import: this.id,
      files,
      rows: total('rows'),
      added: total('added'),
      superseded: total('superseded'),
      unchanged: total('unchanged'),
      aside: asides,
      notices,
    }
  }

  /** Remembers the import and puts what was set aside on the worklist, in the same transaction. */
  async remember(trx: Db): Promise<void> {
    const { permit } = this.options
    const { asideRows, files, notices, asides } = this.all()
    const counts = {
      ...this.result(),
      aside: asides.length,
      notices: notices.length,
      files: undefined,
      import: undefined,
    }
    await store.insertImport(trx, {
      council: this.council,
      id: this.id,
      said_by: permit.person.account,
      actor: permit.person.actor,
      latest_year: this.year,
      files: JSON.stringify(files),
      result: JSON.stringify(counts),
    })
    if (this.options.singleRow === true) return
    await store.insertAsides(trx, this.council, [
      ...new Map(asideRows.map((row) => [row.print.toString('hex'), row])).values(),
    ])
    await store.retireAsides(
      trx,
      this.council,
      [...this.parts()],
      asideRows.map((row) => row.print),
    )
  }
}

const asideNotice = (file: string, line: number, faults: readonly Fault[]): AsideNotice => ({
  file,
  line,
  column: faults[0]?.column ?? '',
  problem: faults
    .map((fault, i) => (i === 0 ? fault.problem : `${fault.column} ${fault.problem}`))
    .join('; '),
})
