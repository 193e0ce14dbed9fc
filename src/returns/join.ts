import { type Db, newId } from '../database/index.ts'
import type { Id } from '../plain/index.ts'
import { type Batch, type Change, childVersions, said } from '../register/index.ts'
import { absentNotice } from './absent-children.ts'
import type { Known, SoundRow } from './fact.ts'
import { knownOf, knownOfNew } from './known.ts'
import { reconcile, type Reconciled } from './reconcile.ts'
import { openStaged, reconciling, report, type Run } from './run.ts'
import { readRow } from './statement.ts'
import * as store from './store.ts'
import { type ChildTally, countRow } from './tally.ts'

const batchSize = 2000

/**
 * Brings the staged rows together with the register, child by child, in batches of whole children.
 *
 * @param lookups the children's numbers by their prints, for some children only; null for all.
 */
export async function* join(
  run: Run,
  trx: Db,
  cursor: string,
  lookups: Buffer[] | null,
): AsyncGenerator<Batch> {
  if (lookups !== null && lookups.length === 0) return
  await store.openRowCursor(trx, cursor, lookups)
  let rest: store.FetchedRow[] = []
  for (;;) {
    const rows = await store.fetchRows(trx, cursor, batchSize)
    const ended = rows.length < batchSize
    const all = [...rest, ...rows]
    const last = all.at(-1)
    // The last child of a fetch may go on in the next one.
    const whole = ended || last === undefined ? all : all.filter((row) => !row.lookup.equals(last.lookup))
    rest = ended ? [] : all.slice(whole.length)
    if (whole.length > 0) yield await bring(run, trx, whole)
    run.joined += rows.length
    report(run, { step: 'bringing together', done: Math.min(run.joined, run.staged), of: run.staged })
    if (ended) break
  }
  await store.closeCursor(trx, cursor)
}

/** Some whole children: what is known of them is read at once. */
async function bring(run: Run, trx: Db, rows: readonly store.FetchedRow[]): Promise<Batch> {
  const groups = new Map<string, store.FetchedRow[]>()
  for (const row of rows) {
    const key = row.lookup.toString('hex')
    const group = groups.get(key)
    if (group === undefined) groups.set(key, [row])
    else group.push(row)
  }
  const lookups = [...groups.keys()].map((hex) => Buffer.from(hex, 'hex'))
  const numbered = await store.childrenNumbered(trx, run.council, lookups)
  // Versions first: a save that comes between the two readings then shows as a version that has moved on.
  const versions = await childVersions(trx, run.council, [...numbered.values()])
  const known = await knownOf(run, trx, [...numbered.values()])
  const batch: Batch = { seen: [], changes: [] }
  for (const [key, group] of groups) {
    const existing = numbered.get(key)
    const held = existing === undefined ? undefined : known.get(existing)
    const child = existing ?? newId()
    const changes = bringChild(run, key, group, held ?? knownOfNew(child), existing === undefined)
    if (changes.length === 0) continue
    batch.changes.push(...changes)
    batch.seen.push({ child, version: existing === undefined ? null : (versions.get(existing) ?? null) })
  }
  return batch
}

function bringChild(
  run: Run,
  key: string,
  group: readonly store.FetchedRow[],
  known: Known,
  begun: boolean,
): Change[] {
  const { sound, unread } = soundRows(run, group)
  const done = reconcile(sound, known, reconciling(run, unread))
  run.tally.children.set(key, tallyOf(run, group, sound, done))
  return begun && done.changes.length > 0
    ? [...beginning(run, known.child, sound), ...done.changes]
    : done.changes
}

/** The rows of a child that could be read, and the tables in which it has others. */
function soundRows(run: Run, group: readonly store.FetchedRow[]): { sound: SoundRow[]; unread: Set<string> } {
  const unread = new Set<string>()
  const sound: SoundRow[] = []
  for (const row of group) {
    const file = run.readable[row.file]
    if (file === undefined) continue
    const { table } = file.recognised
    if (!row.sound) {
      unread.add(table.part)
      continue
    }
    const { says } = readRow(table, openStaged(run, row))
    if (says === null) continue
    sound.push({
      seq: row.seq,
      part: table.part,
      sourceKind: table.source,
      source: run.sources[row.file] ?? 0,
      line: row.line,
      file: file.name,
      says,
      print: row.print,
    })
  }
  return { sound, unread }
}

/** A child new to the register, under the council's number for it. */
function beginning(run: Run, child: Id, sound: readonly SoundRow[]): Change[] {
  const number = sound.at(-1)?.says.number ?? ''
  return [
    { does: 'begin a child', child, team: run.options.teamFor?.(number) ?? null },
    {
      does: 'add',
      child,
      fact: newId(),
      about: null,
      said: said('reference', 'council', { sealed: { value: number } }),
      source: sound[0]?.source ?? 0,
    },
  ]
}

/** What became of a child's rows. */
function tallyOf(
  run: Run,
  group: readonly store.FetchedRow[],
  sound: readonly SoundRow[],
  done: Reconciled,
): ChildTally {
  const tally: ChildTally = { outcomes: [], asides: [], notices: [] }
  for (const row of sound) {
    const staged = group.find((one) => one.seq === row.seq)
    const file = staged === undefined ? undefined : run.readable[staged.file]
    if (file === undefined || staged === undefined) continue
    const inFile = { file, line: row.line, values: () => openStaged(run, staged), print: row.print }
    countRow(tally, run.options.keys, run.id, inFile, done.outcomes.get(row.seq) ?? 'unchanged')
  }
  tally.notices.push(...done.notes, ...done.absent.map((one) => absentNotice(run, one)))
  return tally
}
