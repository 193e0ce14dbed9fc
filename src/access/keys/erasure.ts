import type { Db } from '../../database/index.ts'
import {
  addDays,
  count,
  type Id,
  type Instant,
  inWords,
  londonDate,
  ok,
  type Outcome,
  type PlainDate,
  refused,
} from '../../plain/index.ts'
import { note } from '../trail/index.ts'
import {
  childIsThere,
  entriesOf,
  type ErasureRow,
  erasureRows,
  insertErasure,
  livingAccounts,
  shred,
  type Shredded,
  shreddedOf,
  somethingOf,
} from './store.ts'

/**
 * Why a child is erased. A looked-after child's record is kept for 75 years from birth, or 15 from a death before 18
 * (Care Planning, Placement and Case Review (England) Regulations 2010, reg. 50), so before its end there are few
 * reasons.
 */
export const erasureReasons = {
  'retention has ended': 'The time for which the record must be kept has ended (2010 Regulations, reg. 50).',
  'never in our care': 'The person was never this council’s child; the record was made in error.',
  'right to erasure': 'A request under Article 17 of the UK GDPR was upheld.',
  'order of a court': 'A court ordered it.',
} as const satisfies Record<ErasureRow['reason'], string>

export type ErasureReason = keyof typeof erasureReasons

export const isErasureReason = (text: string): text is ErasureReason => Object.hasOwn(erasureReasons, text)

/** Five weeks: how long backups are kept where a council has set nothing else. */
export const usualBackupDays = 35

export type Erasure = {
  council: number
  child: Id
  /** The account that asked, and another person's that agreed. */
  askedBy: Id
  agreedBy: Id
  reason: ErasureReason
  at: Instant
  /** For how many days backups are kept that were made before. */
  backupDays?: number
}

export type ErasureProblem =
  | { problem: 'the same person' }
  | { problem: 'no such person'; account: Id }
  | { problem: 'no such child' }
  | { problem: 'erased already' }

/** What was done, for the person who asked, the officer who must show it, and the file. It names nobody. */
export type Certificate = {
  turnstone: 'certificate of erasure'
  council: number
  child: Id
  at: Instant
  askedBy: Id
  agreedBy: Id
  reason: ErasureReason
  destroyed: Shredded
  /** Entries of which the dates and codes stay. */
  remains: { entries: number }
  completeOn: PlainDate
}

/**
 * Erases one child for good: destroys the keys under which everything of the child is sealed, and empties what was
 * sealed and what the child could be found by. In one transaction with its row in the list of erasures and its row
 * in the trail.
 */
export const eraseChild = (db: Db, erasure: Erasure): Promise<Outcome<Certificate, ErasureProblem>> =>
  db.transaction().execute((trx) => eraseWithin(trx, erasure))

/** The same, inside a transaction that does something else as well. */
export async function eraseWithin(trx: Db, erasure: Erasure): Promise<Outcome<Certificate, ErasureProblem>> {
  const { council, child, askedBy, agreedBy, reason, at, backupDays = usualBackupDays } = erasure
  if (!Number.isInteger(backupDays) || backupDays < 0)
    throw new Error(`Backups are kept for a whole number of days, not ${backupDays}`)
  if (askedBy === agreedBy) return refused({ problem: 'the same person' })
  const completeOn = addDays(londonDate(at), backupDays)
  const living = await livingAccounts(trx, council, [askedBy, agreedBy])
  for (const account of [askedBy, agreedBy])
    if (!living.has(account)) return refused({ problem: 'no such person', account })
  if (!(await childIsThere(trx, council, child))) return refused({ problem: 'no such child' })
  const row: ErasureRow = {
    child,
    at,
    asked_by: askedBy,
    agreed_by: agreedBy,
    reason,
    complete_on: completeOn,
  }
  if (!(await insertErasure(trx, council, row))) return refused({ problem: 'erased already' })
  const destroyed = await shred(trx, council, child)
  const remains = { entries: await entriesOf(trx, council, child) }
  await note(trx, council, {
    actor: agreedBy,
    action: 'erase a child',
    subject: child,
    count: destroyed.keys,
    digest: '',
    reason,
  })
  return ok({
    turnstone: 'certificate of erasure',
    council,
    child,
    at,
    askedBy,
    agreedBy,
    reason,
    destroyed,
    remains,
    completeOn,
  })
}

/** The list of erasures, to be kept with the backups: a backup is older than what was erased after it. */
export const erasuresOf = (db: Db, council: number): Promise<ErasureRow[]> => erasureRows(db, council)

/** The certificates of all erasures, newest first, made anew from what is kept of them. */
export async function certificates(db: Db, council: number): Promise<Certificate[]> {
  const [rows, destroyed] = [await erasureRows(db, council), await shreddedOf(db, council)]
  return Promise.all(
    rows.reverse().map(async (row) => ({
      turnstone: 'certificate of erasure' as const,
      council,
      child: row.child,
      at: row.at,
      askedBy: row.asked_by,
      agreedBy: row.agreed_by,
      reason: row.reason,
      destroyed: destroyed.get(row.child) ?? { keys: 0, entries: 0, words: 0, sayings: 0 },
      remains: { entries: await entriesOf(db, council, row.child) },
      completeOn: row.complete_on,
    })),
  )
}

/** What a replay shredded again; nothing where the database was as it should be. */
export type Replayed = { children: number } & Shredded

/**
 * Shreds again whatever the list of erasures names: after a backup was restored, before anybody opens the register.
 *
 * @param known the list as it was kept elsewhere; what the restored database does not know of it is written first
 */
export async function replayErasures(
  db: Db,
  council: number,
  known: readonly ErasureRow[] = [],
): Promise<Replayed> {
  return db.transaction().execute(async (trx) => {
    for (const row of known)
      if (await childIsThere(trx, council, row.child)) await insertErasure(trx, council, row)
    const total: Replayed = { children: 0, keys: 0, entries: 0, words: 0, sayings: 0 }
    const again: Id[] = []
    for (const { child } of await erasureRows(trx, council)) {
      const done = await shred(trx, council, child)
      if (!somethingOf(done)) continue
      again.push(child)
      total.children++
      total.keys += done.keys
      total.entries += done.entries
      total.words += done.words
      total.sayings += done.sayings
    }
    if (again.length > 0) {
      await note(trx, council, {
        actor: 'register',
        action: 'erase again after a restore',
        subject: '',
        count: total.keys,
        digest: '',
        ids: again,
      })
    }
    return total
  })
}

/** The certificate in words. */
export function certificateText(certificate: Certificate): string {
  const { destroyed, remains } = certificate
  return `CERTIFICATE OF ERASURE

Record            ${certificate.child}
Erased at         ${certificate.at}
Asked for by      account ${certificate.askedBy}
Agreed by         account ${certificate.agreedBy}
Reason            ${erasureReasons[certificate.reason]}

What was destroyed
  ${count(destroyed.keys, 'key')} under which everything of this child was sealed. Without them nothing that was
  sealed can be opened again, by anybody.
  The sealed text, the prints and the look-ups of ${count(destroyed.entries, 'entry', 'entries')}; ${count(destroyed.words, 'piece', 'pieces')} of
  writing beside them; the prints of ${count(destroyed.sayings, 'row')} of files. The child can no longer be found by a number or a name.

What is not complete yet
  Backups made before this hold the keys, wrapped under the register's own key, until they are destroyed. The
  erasure is complete on ${inWords(certificate.completeOn)}. A backup restored before then is erased again first.

What remains
  The dates and codes of ${count(remains.entries, 'entry', 'entries')} (date of birth, sex, placements, statuses, times missing), without a name, a
  number, an address or a word that anybody wrote, so that the figures of past years stay true. The trail of who
  opened and changed the record, by its number above.
`
}
