import { checkPermit, type Keys, type Permit, type Vault } from '../../access/index.ts'
import { type Db, newId } from '../../database/index.ts'
import { type Id, type Instant, londonDate, ok, type Outcome, refused } from '../../plain/index.ts'
import {
  type Change,
  currentEntries,
  type Entry,
  insertSource,
  moment,
  openEntry,
  record,
  said,
  saidOf,
} from '../../register/index.ts'
import { type BankHolidayNation, labelOf, transferStep } from '../../standard/index.ts'
import { nameOfCouncil } from './card.ts'
import { careInWords, keptInWords, leaving } from './care.ts'
import { outOfOrder, wrongInside } from './checks.ts'
import { carries } from './child-record.ts'
import { type Course, coursesOf, type Side, type Step, wasAllowed } from './course.ts'
import { type Fact, type Letter, unpacked, type Unpacked } from './letter.ts'
import { keysOfPartner, whyNotWith } from './partners.ts'
import * as store from './store.ts'
import { type Here, takeOver } from './take-over.ts'

export type Reading = {
  /** The register itself: a package may be about a child whom its reader may not open. */
  db: Db
  permit: Permit<'exchange packages'>
  keys: Keys
  vault: Vault
  nation: BankHolidayNation
  now: Instant
  /** For a child who is new here: the number that this council gives them, and the team. */
  number: string
  team: Id | null
}

export type Received = {
  child: Id
  transfer: Id
  from: string
  step: string
  /** True where this very package had been read before: nothing was written again. */
  again: boolean
  /** The number that a new child was given; null where the child was here already. */
  newNumber: string | null
  /** How many facts of theirs were not taken over, because this register says otherwise. */
  kept: number
}

class MovedOn extends Error {
  override readonly name = 'MovedOn'
}

/**
 * Reads a package: all of it is recorded, in one transaction, or nothing.
 *
 * @returns what it did, or one sentence that says why nothing was recorded and what to do
 */
export async function readPackage(reading: Reading, file: Uint8Array): Promise<Outcome<Received, string>> {
  const { db, permit, keys, now } = reading
  const { council } = checkPermit(permit, 'exchange packages').person
  const open = await unpacked(keys, file, (code) => keysOfPartner(db, council, code))
  if (!open.ok) return open
  const { letter } = open.value
  const why = whyNotWith(keys, letter.from) ?? wrongInside(letter, now)
  if (why !== null) return refused(why)
  for (let attempt = 1; ; attempt++) {
    const done = await attemptToRead(reading, council, open.value)
    // Somebody may be reading the same package at this moment: then the number is taken by this very child.
    if (done === 'number taken' && attempt > 1)
      return refused('Another child has this number here. Nothing was read. Give the child another number.')
    if (done !== 'moved on' && done !== 'number taken') return done
    if (attempt === 5)
      return refused('The record of this child is being changed all the time. Nothing was read. Try again.')
  }
}

async function attemptToRead(
  reading: Reading,
  council: number,
  { letter, print }: Unpacked,
): Promise<Outcome<Received, string> | 'moved on' | 'number taken'> {
  const { db, permit, vault, nation } = reading
  const from = nameOfCouncil(letter.from)
  const rows = (
    await store.packageRows(db, council, { transfers: [letter.transfer, ...letter.before] })
  ).filter((row) => row.partner === letter.from)
  const own = rows.filter((row) => row.transfer === letter.transfer)
  const already = own.find((row) => row.way === 'received' && row.number === letter.number)
  const result = { transfer: letter.transfer, from, step: letter.step, newNumber: null, kept: 0 }
  if (already !== undefined)
    return already.print.equals(print)
      ? ok({ ...result, child: already.child, again: true })
      : refused(
          `Package ${letter.number} of this transfer was read before, and said something else. Nothing was read. Ring ${from}: somebody may have sent it twice from a register that was put back.`,
        )
  const problem = outOfOrder(letter, own)
  if (problem !== null) return refused(problem)
  const [known] = [...new Set(rows.map((row) => row.child))]
  const entries = known === undefined ? [] : await entriesOf(reading, council, known)
  const course = coursesOf(entries, nation).find((one) => one.transfer === letter.transfer)
  if (letter.step !== 'proposed' && course === undefined)
    return refused(`The record of this child was erased here. Nothing was read. Tell ${from}.`)
  // Whoever was erased is a new child, should they come again.
  const isNew = known === undefined || entries.length === 0
  const child = isNew ? newId() : known
  if (isNew) await vault.load(db, [child])
  const role: Side = course?.role ?? 'receiving'
  const step: Step = {
    name: letter.step,
    side: role === 'sending' ? 'receiving' : 'sending',
    number: letter.number,
    after: letter.after,
  }
  if (!wasAllowed(step, course?.steps ?? []))
    return refused(
      `${from} says “${labelOf(transferStep, letter.step).toLowerCase()}”, which cannot follow from what was agreed. Nothing was read. Ring them.`,
    )
  const source = await insertSource(
    db,
    council,
    'transfer',
    `${from}, package ${letter.number} of a transfer`,
    null,
  )
  const changes: Change[] = isNew ? begun(reading, child, letter, source) : []
  const taken = await takenOver(reading, { child, entries, council, rows, source, letter })
  changes.push(...taken.changes, stepTaken(child, letter, step, role, course, source))
  const handedOver = course?.handedOverOn ?? null
  if (letter.step === 'acknowledged' && handedOver !== null)
    changes.push(...leaving(entries, handedOver, from, { source, newId }))
  try {
    const done = await record(db, {
      permit,
      vault,
      changes,
      also: async (trx, at) => {
        const row = {
          child,
          transfer: letter.transfer,
          way: 'received' as const,
          number: letter.number,
          step: letter.step,
          partner: letter.from,
          at,
          by: permit.person.account,
          print,
          sealed: null,
        }
        if (!(await store.insertPackage(trx, council, row))) throw new MovedOn()
      },
    })
    if (done.ok)
      return ok({
        ...result,
        child,
        again: false,
        newNumber: isNew ? numberFor(reading, letter) : null,
        kept: taken.kept,
      })
    switch (done.problem.problem) {
      case 'number taken':
        return 'number taken'
      case 'overlaps':
        return refused(
          `What ${from} says overlaps what is recorded here. Nothing was read. Look at the record of the child, and ring them.`,
        )
      default:
        return 'moved on'
    }
  } catch (error) {
    if (error instanceof MovedOn) return 'moved on'
    throw error
  }
}

/** What is known of a child now, opened: the reader need not be somebody who may. */
async function entriesOf({ db, vault }: Reading, council: number, child: Id): Promise<Entry[]> {
  vault.forget()
  await vault.load(db, [child])
  return (await currentEntries(db, council, [child], null)).map((row) => openEntry(vault, row))
}

const numberFor = ({ number }: Pick<Reading, 'number'>, { transfer }: Letter): string =>
  number.trim() === '' ? `T-${transfer.slice(-8).toUpperCase()}` : number.trim()

const begun = (reading: Reading, child: Id, letter: Letter, source: number): Change[] => [
  { does: 'begin a child', child, team: reading.team },
  {
    does: 'add',
    child,
    fact: newId(),
    about: null,
    source,
    said: said('reference', 'council', { sealed: { value: numberFor(reading, letter) } }),
  },
]

/** The record that a package carries, as changes to ours. */
async function takenOver(
  { db, vault, now }: Reading,
  known: {
    child: Id
    entries: readonly Entry[]
    council: number
    rows: readonly store.PackageRow[]
    source: number
    letter: Letter
  },
): Promise<{ changes: Change[]; kept: number }> {
  const { child, entries, council, rows, source, letter } = known
  if (letter.record === null) return { changes: [], kept: 0 }
  const from = nameOfCouncil(letter.from)
  const saidBefore: Here['said'] = new Map(
    (await saidOf(db, council, [child]))
      .filter((one) => one.source_kind === 'transfer')
      .map((one) => [one.part, { fact: one.fact, print: one.print }]),
  )
  const carrying = rows.filter(
    (row) =>
      row.way === 'sent' &&
      carries(row.step) &&
      (row.transfer !== letter.transfer || row.number <= letter.after),
  )
  const { facts, care } = letter.record
  const withCare = letter.step === 'news' ? facts : [...facts, noteOfCare(letter, careInWords(care, from))]
  const print = (text: string) => vault.print(child, 'transfer', text)
  const { changes, kept } = takeOver(
    { ...letter.record, facts: withCare },
    { child, known: entries, said: saidBefore, sentAt: carrying.at(-1)?.at ?? null },
    { from: letter.from, source, print, newId },
  )
  if (kept.length > 0)
    changes.push({
      does: 'add',
      child,
      fact: newId(),
      about: null,
      source,
      said: moment('note', '', londonDate(now), null, {
        sealed: {
          text: keptInWords(
            kept.map((one) => one.fact),
            from,
          ),
        },
      }),
    })
  return { changes, kept: kept.length }
}

/** One note for each transfer, which a later package replaces: how they looked after the child. */
const noteOfCare = (letter: Letter, text: string): Fact => ({
  fact: letter.transfer,
  yours: null,
  about: null,
  kind: 'note',
  code: '',
  from: londonDate(letter.at),
  until: londonDate(letter.at),
  fromAt: null,
  untilAt: null,
  attributes: {},
  sealed: { text },
})

const stepTaken = (
  child: Id,
  letter: Letter,
  step: Step,
  role: Side,
  course: Course | undefined,
  source: number,
): Change => ({
  does: 'add',
  child,
  fact: newId(),
  about: null,
  source,
  said: moment('transfer', letter.step, londonDate(letter.at), letter.at, {
    attributes: {
      transfer: letter.transfer,
      with: letter.from,
      role,
      way: course?.way ?? 'package',
      side: step.side,
      number: letter.number,
      after: letter.after,
      protocol: letter.protocol,
      days: letter.workingDays,
      on: letter.on,
      reason: letter.reason,
    },
    sealed: { words: letter.words, worker: letter.worker, by: '' },
  }),
})
