import { createHash } from 'node:crypto'
import type { Db } from '../../database/index.ts'
import { type Id, type Instant, isId } from '../../plain/index.ts'
import { encodeRow } from './body.ts'
import { appendAudit, type Stamp, takeStamp, type Trace } from './store.ts'

/** How an act ended: something was done, something was seen, it was refused, or what was looked for was not there. */
export type ActOutcome = 'done' | 'seen' | 'refused' | 'missed'

/** What the trail says of one act. No names: erasing a child must leave a usable trail. */
export type Act = {
  /** An account's id, or `os:` and the operating-system user of a command. */
  actor: string
  action: string
  /** An opaque id: of a child, an import, an account. Empty where the act is about the register. */
  subject: string
  /** How many entries, rows or records it touched. */
  count: number
  /** SHA-256 over what was written or opened, hexadecimal; empty where nothing was. */
  digest: string
  outcome?: ActOutcome
  /** Why it was refused, in the words of the rule. */
  reason?: string
  /** The children whose data was on the page, or that the act was about besides its subject. */
  ids?: readonly Id[]
  /** The address of the page as a pattern: names in it, never values. */
  page?: string
  /** The first characters of the session's print, so that one sitting can be followed. */
  session?: string
  request?: string
}

/** The shard of the chain: record() has one of its own, and so have looks: reading never waits for saving. */
export const shards = { record: 0, other: 1, looks: 2 } as const

export type { Stamp } from './store.ts'

const bodyOf = (stamp: Stamp, act: Act): Buffer =>
  encodeRow({
    council: stamp.council,
    shard: stamp.shard,
    seq: stamp.seq,
    at: stamp.at,
    actor: act.actor,
    action: act.action,
    subject: act.subject,
    count: act.count,
    digest: act.digest,
    session: act.session ?? '',
    request: act.request ?? '',
    page: act.page ?? '',
    outcome: act.outcome ?? 'done',
    reason: act.reason ?? '',
    ids: [...(act.ids ?? [])],
  })

export const chained = (before: Buffer, body: Buffer): Buffer =>
  createHash('sha256').update(before).update(body).digest()

/**
 * Takes the council's stamp: locks the head row until the transaction ends and moves its time on. Everything
 * recorded in this transaction carries the time that comes back.
 */
export const stamp = (trx: Db, council: number, shard: number, given: Instant | null): Promise<Stamp> =>
  takeStamp(trx, council, shard, given, 1)

/** Writes the act into the chain, as the last thing in the transaction that holds the stamp. */
export const chain = (trx: Db, held: Stamp, act: Act, entriesChanged: boolean): Promise<void> =>
  append(trx, held, [act], entriesChanged)

function append(trx: Db, held: Stamp, acts: readonly Act[], entriesChanged: boolean): Promise<void> {
  const bodies: Buffer[] = []
  const hashes: Buffer[] = []
  let before = held.hash
  for (const [i, act] of acts.entries()) {
    const body = bodyOf({ ...held, seq: held.seq + i }, act)
    before = chained(before, body)
    bodies.push(body)
    hashes.push(before)
  }
  return appendAudit(trx, held, bodies, hashes, acts.flatMap(tracesOf), entriesChanged)
}

/** What the act is found by: one trace for each child it is about, one without where there is none. */
function tracesOf(act: Act, line: number): Trace[] {
  const subject = isId(act.subject) && aboutAChild(act) ? [act.subject] : []
  const children: (Id | null)[] = [...new Set([...subject, ...(act.ids ?? [])])]
  return (children.length === 0 ? [null] : children).map((child, nth) => ({
    line,
    nth,
    actor: act.actor,
    account: isId(act.actor) ? act.actor : null,
    action: act.action,
    outcome: act.outcome ?? 'done',
    page: act.page ?? '',
    session: act.session ?? '',
    child,
  }))
}

/** Acts about people, teams and sign-in have an account or a team as their subject. */
const aboutAChild = (act: Act) =>
  !/person|team|link|leaver|signed|sign-in|session|password|passkey/.test(act.action)

/** One act that writes no entries: in the transaction that does what it tells of, or in one of its own. */
export async function note(db: Db, council: number, act: Act): Promise<void> {
  const write = async (trx: Db) => chain(trx, await stamp(trx, council, shards.other, null), act, false)
  await (db.isTransaction ? write(db) : db.transaction().execute(write))
}

/**
 * Writes down who looked at what. Looks come many at once, and each waits for its row to be committed before the
 * page is sent: those that come while one batch is being written make the next one, in one transaction (measured:
 * docs/benchmarks.md). When a batch fails, every look in it fails, and no page of them is sent.
 */
export function lookWriter(db: Db, council: number): (act: Act) => Promise<void> {
  type Waiting = { act: Act; written: () => void; failed: (error: unknown) => void }
  let waiting: Waiting[] = []
  let writing = false
  const most = 200
  const writeAll = async () => {
    if (writing) return
    writing = true
    while (waiting.length > 0) {
      const batch = waiting.slice(0, most)
      waiting = waiting.slice(most)
      try {
        await db.transaction().execute(async (trx) => {
          const held = await takeStamp(trx, council, shards.looks, null, batch.length)
          await append(
            trx,
            held,
            batch.map((one) => one.act),
            false,
          )
        })
        for (const one of batch) one.written()
      } catch (error) {
        for (const one of batch) one.failed(error)
      }
    }
    writing = false
  }
  return (act) =>
    new Promise((written, failed) => {
      waiting.push({ act, written, failed })
      void writeAll()
    })
}
