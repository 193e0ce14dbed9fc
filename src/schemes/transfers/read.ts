import {
  closeToNamed,
  checkPermit,
  isRestricted,
  type Keys,
  note,
  type Permit,
  rolesWithChildren,
  type Vault,
} from '../../access/index.ts'
import { type Db, newId } from '../../database/index.ts'
import { type Id, type Instant, ok, type Outcome, refused } from '../../plain/index.ts'
import {
  type Change,
  currentEntries,
  type Entry,
  formSource,
  insertSource,
  openEntry,
  record,
  said,
} from '../../register/index.ts'
import { type BankHolidayNation, labelOf, transferStep } from '../../standard/index.ts'
import { nameOfCouncil } from './card.ts'
import { leaving } from './care.ts'
import { outOfOrder, wrongInside } from './checks.ts'
import {
  type Course,
  coursesOf,
  isOurs,
  isOver,
  type Side,
  type Step,
  stepSaid,
  wasAllowed,
} from './course.ts'
import { takenFrom } from './from-package.ts'
import { type Letter, unpacked, type Unpacked } from './letter.ts'
import { keysOfPartner, whyNotWith } from './partners.ts'
import * as store from './store.ts'

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
  /** The record was closed by this package to everybody but people named: the reader, and who works with the child. */
  closed: boolean
  /** How many facts of theirs were not taken over, because this register says otherwise. */
  kept: number
}

/**
 * Reads a package: all of it is recorded, in one transaction, or nothing.
 *
 * @returns what it did, or one sentence that says why nothing was recorded and what to do
 */
export async function readPackage(reading: Reading, file: Uint8Array): Promise<Outcome<Received, string>> {
  const { db, permit } = reading
  const { council, actor } = checkPermit(permit, 'exchange packages').person
  const done = await readAll(reading, council, file)
  // What was recorded has its own line; that somebody sent what could not be read is worth knowing, and what came twice.
  if (!done.ok || done.value.again)
    await note(db, council, {
      actor,
      action: done.ok ? 'read a package again' : 'refuse a package',
      subject: done.ok ? done.value.child : '',
      count: 0,
      digest: '',
    })
  return done
}

async function readAll(
  reading: Reading,
  council: number,
  file: Uint8Array,
): Promise<Outcome<Received, string>> {
  const { db, keys, now } = reading
  const open = await unpacked(keys, file, (code) => keysOfPartner(db, council, code))
  if (!open.ok) return open
  const { letter } = open.value
  const why = whyNotWith(keys, letter.from) ?? wrongInside(letter, now)
  if (why !== null) return refused(why)
  let taken = 0
  for (let attempt = 1; ; attempt++) {
    const done = await attemptToRead(reading, council, open.value)
    // Somebody may be reading the same package at this moment: then the number is taken by this very child.
    if (done === 'number taken' && ++taken > 1)
      return refused('Another child has this number here. Nothing was read. Give the child another number.')
    if (done !== 'moved on' && done !== 'number taken') return done
    if (attempt === 8)
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
  const result = {
    transfer: letter.transfer,
    from,
    step: letter.step,
    newNumber: null,
    kept: 0,
    closed: false,
  }
  if (already !== undefined)
    return already.print.equals(print)
      ? ok({ ...result, child: already.child, again: true })
      : refused(
          `Package ${letter.number} of this transfer was read before, and said something else. Nothing was read. Ring ${from}: somebody may have sent it twice from a register that was put back.`,
        )
  const problem = outOfOrder(letter, own)
  if (problem !== null) return refused(problem)
  const known = rows[0]?.child ?? (await store.childNaming(db, council, letter.transfer, letter.from))
  const erased = known !== undefined && (await store.isErased(db, council, known))
  if (erased && letter.step !== 'proposed')
    return refused(`The record of this child was erased here. Nothing was read. Tell ${from}.`)
  // Whoever was erased is a new child, should they come again.
  const isNew = known === undefined || erased
  const entries = isNew ? [] : await entriesOf(reading, council, known)
  const courses = coursesOf(entries, nation)
  const course = courses.find((one) => one.transfer === letter.transfer)
  if (letter.step !== 'proposed' && course === undefined)
    return refused(
      `This belongs to a transfer that is not known here. Read the first package of ${from} first, in which the child is proposed.`,
    )
  if (letter.step === 'proposed' && !isNew && whyOurs(letter, entries, courses))
    return refused(
      `${from} proposes a child for whom this council answers already, or who is between it and another council. Nothing was read. Ring them.`,
    )
  const { person } = permit
  // What is closed to people named there is closed here, too, from this package on.
  const closes = letter.restricted && (isNew || !(await isRestricted(db, council, known)))
  if (closes && !(person.account !== null && rolesWithChildren.includes(person.role)))
    return refused(
      `The record of this child is closed to everybody but people named. Nothing was read. Somebody who works with children, and is to be named here, reads the package on the page.`,
    )
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
  const source = await sourceOf(db, council, `${from}, package ${letter.number} of a transfer`)
  if (source === null) return 'moved on'
  const changes: Change[] = isNew ? begun(reading, child, letter, source) : []
  const taken = await takenFrom(reading, { child, entries, council, rows, source, letter })
  changes.push(...taken.changes, stepTaken(child, letter, step, role, course, source))
  const handedOver = course?.handedOverOn ?? null
  if (letter.step === 'acknowledged' && handedOver !== null)
    // That our care ends is ours to say: an import treats it as what a page wrote.
    changes.push(...leaving(entries, handedOver, from, { source: await formSource(db, council), newId }))
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
        await store.insertPackage(trx, council, row)
        if (closes) await closeToNamed(trx, person, child)
      },
    })
    if (done.ok)
      return ok({
        ...result,
        child,
        again: false,
        newNumber: isNew ? numberFor(reading, letter) : null,
        kept: taken.kept,
        closed: closes,
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
    if (error instanceof store.MovedOn) return 'moved on'
    throw error
  }
}

/** Whether a child who is proposed to us is ours: in our care, ours by what was agreed, or on the way to somebody else. */
const whyOurs = (letter: Letter, entries: readonly Entry[], courses: readonly Course[]): boolean => {
  const withThem = courses.find((one) => one.with === letter.from && one.transfer !== letter.transfer)
  return (
    entries.some((entry) => entry.kind === 'episode' && entry.until === null) ||
    (withThem !== undefined && isOver(withThem.state) && isOurs(withThem.state, withThem.role)) ||
    courses.some((one) => one.with !== letter.from && !isOver(one.state))
  )
}

/** The source under which the package is kept; null where somebody took its number at the same moment. */
async function sourceOf(db: Db, council: number, label: string): Promise<number | null> {
  try {
    return await insertSource(db, council, 'transfer', label, null)
  } catch (error) {
    if ((error as { code?: string }).code === '23505') return null
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
  said: stepSaid(
    step,
    letter.at,
    { transfer: letter.transfer, with: letter.from, role, way: course?.way ?? 'package' },
    { ...letter, by: '' },
  ),
})
