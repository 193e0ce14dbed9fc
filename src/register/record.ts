import { createHash } from 'node:crypto'
import {
  type Action,
  actions,
  chain,
  checkPermit,
  type Permit,
  shards,
  stamp,
  type Vault,
} from '../access/index.ts'
import type { Db } from '../database/index.ts'
import { type Id, type Instant, ok, type Outcome, refused } from '../plain/index.ts'
import { kindOf } from '../standard/index.ts'
import type { Change, Recorded, RecordProblem } from './change.ts'
import { type Rows, toRows } from './rows.ts'
import * as stage from './stage/store.ts'
import * as store from './writing/store.ts'

/** The actions whose permit opens the write path. */
const writing: Action[] = [
  'add a child',
  'write a note',
  'add a document',
  'record an entry',
  'report missing',
  'correct an entry',
  'withdraw an entry',
  'tell somebody outside',
  'import files',
  'put a row right',
  'transfer a child',
  'exchange packages',
]

/** A batch of a large recording: changes of whole children, with the version of each that the writer saw. */
export type Batch = { seen: { child: Id; version: number | null }[]; changes: Change[] }

export type Recording = {
  permit: Permit
  vault: Vault
  /**
   * What to write: a list, or batches made inside the transaction (an import). `again` lays out anew the children
   * whose record moved on while the batches were made.
   */
  changes:
    | readonly Change[]
    | { batches: (trx: Db) => AsyncIterable<Batch>; again: (trx: Db, children: Id[]) => AsyncIterable<Batch> }
  /** The same key with the same body gives the first result; with another body it is refused. */
  once?: { key: string; body: string }
  /** Only for a register born a demonstration: the time at which this is to have been recorded. */
  given?: Instant | undefined
  /** Written in the same transaction, after the entries. */
  also?: (trx: Db, at: Instant) => Promise<void>
}

/**
 * The one write path. In one transaction: checks the permit, stamps the recorded time from the council's locked
 * head row, closes what is superseded or withdrawn, appends, and writes the audit row.
 *
 * Everything that takes time (reading, sealing, staging) happens before the stamp, because the head's lock makes
 * every other save of the council wait.
 */
export async function record(db: Db, recording: Recording): Promise<Outcome<Recorded, RecordProblem>> {
  const permit = checkPermit(recording.permit, ...writing)
  if (Array.isArray(recording.changes)) staysWithin(permit, recording.changes)
  for (let attempt = 1; ; attempt++) {
    try {
      return await db.transaction().execute((trx) => inTransaction(trx, recording, permit))
    } catch (error) {
      if (error instanceof Conflict) return refused(error.problem)
      const code = pgCode(error)
      if ((code === '40P01' || code === '40001') && attempt < 5) continue
      if (code === '23P01') return refused({ problem: 'overlaps', kind: null })
      if (code === '23505' && constraintOf(error) === 'entry_number_once')
        return refused({ problem: 'number taken' })
      throw error
    }
  }
}

/**
 * A permit about one child writes about that child, and only what it reaches; through broken glass, only notes. A
 * page that tries more is a bug, and stops here.
 */
function staysWithin(permit: Permit, changes: readonly Change[]): void {
  if (actions[permit.action].about !== 'one child') return
  for (const change of changes) {
    if (change.child !== permit.child) throw new Error('This permit is about another child')
    const kind = 'said' in change ? change.said.kind : 'kind' in change ? change.kind : null
    if (kind !== null && !permit.reach.has(kindOf(kind).compartment))
      throw new Error(`A permit that does not reach ${kindOf(kind).compartment} writes no ${kind}`)
    if (permit.action === 'write a note' && kind !== 'note')
      throw new Error('A permit to write a note writes notes alone')
  }
}

/** Leaves the transaction without writing anything. */
class Conflict extends Error {
  readonly problem: RecordProblem
  constructor(problem: RecordProblem) {
    super(problem.problem)
    this.problem = problem
  }
}

async function inTransaction(
  trx: Db,
  recording: Recording,
  permit: Permit,
): Promise<Outcome<Recorded, RecordProblem>> {
  const { once } = recording
  const { council, actor } = permit.person
  const body = createHash('sha256')
    .update(once?.body ?? '')
    .digest()
  if (once !== undefined) {
    await store.lockRequest(trx, council, actor, permit.action, once.key)
    const before = await store.requestBefore(trx, council, actor, permit.action, once.key)
    if (before !== undefined) {
      if (!before.body.equals(body)) return refused({ problem: 'sent before with other words' })
      return ok({ ...(before.result as Recorded), again: true })
    }
  }
  const recorded =
    'batches' in recording.changes
      ? await writeMany(trx, recording, permit)
      : await writeFew(trx, recording, recording.changes, permit)
  if (recording.also !== undefined) await recording.also(trx, recorded.at)
  if (once !== undefined) {
    await store.rememberRequest(trx, {
      council,
      actor,
      action: permit.action,
      key: once.key,
      body,
      result: JSON.stringify(recorded),
    })
  }
  return ok(recorded)
}

async function writeFew(
  trx: Db,
  recording: Recording,
  changes: readonly Change[],
  permit: Permit,
): Promise<Recorded> {
  const { council, account, actor } = permit.person
  const children = [...new Set(changes.map((change) => change.child))]
  await store.lockChildren(trx, council, children)
  await recording.vault.load(trx, children)
  const rows = toRows(recording.vault, changes)
  const held = await stamp(trx, council, shards.record, recording.given ?? null)
  // Somebody who begins a record on a page stands to the child from then on; a command and an import do not.
  if (permit.action === 'add a child' && account !== null) await store.beginChildren(trx, rows.children)
  else await store.insertChildren(trx, council, rows.children)
  await store.insertKeys(trx, council, rows.keys)
  const [lost] = await store.closeEntries(trx, council, held.at, rows.closes)
  if (lost !== undefined)
    throw new Conflict({ problem: 'changed meanwhile', child: lost.child, fact: lost.fact })
  await store.insertEntries(trx, council, held.at, account, rows.entries)
  await store.insertWithdrawals(trx, council, held.at, account, rows.withdrawals)
  await store.upsertSaid(trx, council, rows.said)
  await store.deleteSaid(trx, council, rows.unsaid)
  await store.moveVersions(trx, council, children)
  const changed = rows.entries.length + rows.closes.length > 0
  const act = {
    actor,
    action: permit.action,
    subject: children.length === 1 ? (children[0] ?? '') : '',
    count: rows.entries.length,
    digest: digestOf(rows),
  }
  await chain(trx, held, act, changed)
  return {
    at: held.at,
    entries: Object.fromEntries(rows.entries.map((row) => [row.fact, row.id])),
    again: false,
  }
}

async function writeMany(trx: Db, recording: Recording, permit: Permit): Promise<Recorded> {
  const { changes, vault } = recording
  if (!('batches' in changes)) throw new Error('Not a recording in batches')
  const { council, account, actor } = permit.person
  await stage.makeStage(trx)
  const lay = async (batches: AsyncIterable<Batch>) => {
    for await (const batch of batches) {
      await vault.load(
        trx,
        batch.seen.map((one) => one.child),
      )
      const touched = new Set(batch.changes.map((change) => change.child))
      const rows = toRows(vault, batch.changes)
      await stage.stageRows(
        trx,
        batch.seen.map((one) => ({ ...one, changed: touched.has(one.child) })),
        rows,
      )
      vault.forget()
    }
  }
  await lay(changes.batches(trx))
  const digest = await stage.stageDigest(trx)
  await stage.lockStaged(trx, council)
  const held = await stamp(trx, council, shards.record, recording.given ?? null)
  // Nobody can write any more: what moved on until now is laid out once again, and stays as it is then.
  const stale = await stage.dropStale(trx, council)
  if (stale.length > 0) await lay(changes.again(trx, stale))
  const written = await stage.writeStage(trx, held, account)
  if (written.lost > 0) throw new Error('An import met an entry that had moved on under the lock')
  await chain(
    trx,
    held,
    { actor, action: permit.action, subject: '', count: written.entries, digest },
    written.entries + written.closes > 0,
  )
  return { at: held.at, entries: {}, again: false }
}

/** What was written, as a digest that an auditor can compute again from the entries. */
function digestOf(rows: Rows): string {
  const all = createHash('sha256')
  for (const row of [...rows.entries].sort((a, b) => (a.id < b.id ? -1 : 1))) {
    all.update(
      createHash('sha256')
        .update(`${row.id}${row.code}${row.from_on ?? ''}${row.until_on ?? ''}`)
        .update(row.print ?? '')
        .digest(),
    )
  }
  return all.digest('hex')
}

const pgCode = (error: unknown): string =>
  typeof error === 'object' && error !== null && 'code' in error ? String(error.code) : ''
const constraintOf = (error: unknown): string =>
  typeof error === 'object' && error !== null && 'constraint' in error ? String(error.constraint) : ''

/** Whether the same request was recorded before: a form that is sent twice did what it says the first time. */
export async function wasRecorded(
  db: Db,
  given: Permit,
  once: { key: string; body: string },
): Promise<boolean> {
  const { action, person } = checkPermit(given, ...writing)
  const before = await store.requestBefore(db, person.council, person.actor, action, once.key)
  return before !== undefined && before.body.equals(createHash('sha256').update(once.body).digest())
}
