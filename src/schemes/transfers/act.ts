import { checkPermit, isRestricted, type Keys, type Permit, type Vault } from '../../access/index.ts'
import { type Db, newId } from '../../database/index.ts'
import {
  type Id,
  type Instant,
  londonDate,
  ok,
  type Outcome,
  type PlainDate,
  refused,
} from '../../plain/index.ts'
import {
  type Change,
  current,
  type Entry,
  formSource,
  openRecord,
  record,
  type RecordProblem,
  saidOf,
  wasRecorded,
} from '../../register/index.ts'
import { type BankHolidayNation, protocolOn } from '../../standard/index.ts'
import { nameOfCouncil } from './card.ts'
import { arriving, leaving } from './care.ts'
import { wrongInside } from './checks.ts'
import { carries, recordFor } from './child-record.ts'
import {
  counted,
  type Course,
  coursesOf,
  isOver,
  mayDo,
  type Move,
  otherSide,
  saidByWhom,
  type Side,
  stepSaid,
} from './course.ts'
import { faultIn, largestPackage, type Letter, packed } from './letter.ts'
import { keysOfPartner } from './partners.ts'
import * as store from './store.ts'

/** Everything that somebody needs to move a transfer on. */
export type Doing = {
  /** The register as the person sees it. */
  db: Db
  /** The register itself, for the cards of other councils. */
  register: Db
  keys: Keys
  vault: Vault
  permit: Permit<'transfer a child'>
  child: Id
  nation: BankHolidayNation
  now: Instant
  once?: { key: string; body: string }
}

export type ActProblem =
  | 'not there'
  /** Somebody else did a step meanwhile, or the record changed. */
  | 'changed meanwhile'
  /** The transfer is further or less far than this step needs. */
  | 'not now'
  | 'no card'
  | 'already in transfer'
  | 'before the scheme'
  | 'not in care then'
  | 'hand-over later than today'
  /** Another council has acknowledged that it answers for the child. */
  | 'not ours'
  /** What the record holds cannot be read by the other council: where. */
  | { problem: 'cannot be sent'; at: string }
  | RecordProblem

type Opened = { entries: Entry[]; all: readonly Entry[]; courses: Course[]; council: number }

async function opened(doing: Doing): Promise<Opened | null> {
  const { db, permit, vault, child, nation } = doing
  const { council } = checkPermit(permit, 'transfer a child').person
  const found = await openRecord(db, permit, vault, child)
  if (found === null) return null
  const entries = current(found.entries)
  return { entries, all: found.entries, courses: coursesOf(entries, nation), council }
}

/** What the other council calls the facts of a child that came from there. */
async function theirNames(db: Db, council: number, child: Id, other: string): Promise<Map<Id, Id>> {
  const start = `${other}/`
  return new Map(
    (await saidOf(db, council, [child]))
      .filter((one) => one.source_kind === 'transfer' && one.part.startsWith(start))
      .map((one) => [one.fact, one.part.slice(start.length) as Id]),
  )
}

/** Whether this very form was sent before, and did what it says. */
const sentBefore = async ({ db, permit, once }: Doing): Promise<boolean> =>
  once !== undefined && (await wasRecorded(db, permit, once))

/** What a step says besides its name. */
export type Says = {
  on: PlainDate | null
  reason: string
  words: string
  worker: string
  /** By hand, of a step of the other council: who said so, and how. */
  by: string
}
const nothing: Says = { on: null, reason: '', words: '', worker: '', by: '' }

export type Proposal = {
  with: string
  role: Side
  way: Course['way']
  workingDays: number
} & Pick<Says, 'words' | 'by'>

/** Proposes that another council takes the child over; or writes down by hand that another one proposed a child to us. */
export async function propose(doing: Doing, proposal: Proposal): Promise<Outcome<Id, ActProblem>> {
  const found = await opened(doing)
  if (found === null) return refused('not there')
  const [newest] = found.courses
  if (newest !== undefined && (await sentBefore(doing))) return ok(newest.transfer)
  if (proposal.role === 'sending' && isTheirs(found)) return refused('not ours')
  if (found.courses.some(({ state }) => !isOver(state))) return refused('already in transfer')
  const before = found.courses
    .filter((course) => course.with === proposal.with)
    .map((course) => course.transfer)
  const transfer = newId()
  const done = await take(doing, found, {
    transfer,
    with: proposal.with,
    role: proposal.role,
    way: proposal.way,
    step: 'proposed',
    steps: [],
    says: { ...nothing, words: proposal.words, by: proposal.by },
    workingDays: proposal.workingDays,
    before,
    also: [],
  })
  return done.ok ? ok(transfer) : done
}

/** Whether another council answers for the child: it has acknowledged, and no care has begun here since. */
const isTheirs = ({ entries, courses }: Pick<Opened, 'entries' | 'courses'>): boolean =>
  courses.find(({ state }) => state === 'acknowledged')?.role === 'sending' &&
  !entries.some((entry) => entry.kind === 'episode' && entry.until === null)

/** What is known of the care that begins here, where we acknowledge. */
export type CareBegins = { legal: string; place: string }

/**
 * Does the next step of a transfer.
 *
 * @param seen how many steps the person saw: of two who act at once, one is told
 */
export async function doStep(
  doing: Doing,
  transfer: Id,
  seen: number,
  step: Move,
  says: Says,
  care: CareBegins = { legal: '', place: '' },
): Promise<Outcome<'done', ActProblem>> {
  const found = await opened(doing)
  const course = found?.courses.find((one) => one.transfer === transfer)
  if (found === null || course === undefined) return refused('not there')
  if (await sentBefore(doing)) return ok('done')
  if (course.steps.length !== seen) return refused('changed meanwhile')
  const side = saidByWhom[step]
  if (side !== course.role && course.way === 'package') return refused('not now')
  if (!mayDo(course.steps, side, course.way).includes(step)) return refused('not now')
  const today = londonDate(doing.now)
  const source = await formSource(doing.db, found.council)
  const also: Change[] = []
  let { on } = says
  if (step === 'handed-over') {
    if (on === null || on > today) return refused('hand-over later than today')
    if (course.role === 'sending' && isTheirs(found)) return refused('not ours')
    const begun =
      found.entries.find((entry) => entry.kind === 'episode' && entry.until === null)?.from ?? null
    if (course.role === 'sending' && begun !== null && on < begun) return refused('not in care then')
  }
  if (step === 'acknowledged') {
    on = course.handedOverOn
    if (on === null) return refused('not now')
    also.push(
      ...(course.role === 'sending'
        ? leaving(found.entries, on, nameOfCouncil(course.with), { source, newId })
        : arriving(doing.child, on, care, { source, newId })),
    )
  }
  return take(doing, found, {
    ...course,
    step,
    says: { ...says, on },
    workingDays: null,
    before: [],
    also,
  })
}

/** Tells the other council what is new about a child who is or was missing. */
export async function sendNews(
  doing: Doing,
  transfer: Id,
  seen: number,
  words: string,
): Promise<Outcome<'done', ActProblem>> {
  const found = await opened(doing)
  const course = found?.courses.find((one) => one.transfer === transfer)
  if (found === null || course === undefined) return refused('not there')
  if (await sentBefore(doing)) return ok('done')
  if (course.steps.length !== seen) return refused('changed meanwhile')
  return take(doing, found, {
    ...course,
    step: 'news',
    says: { ...nothing, words },
    workingDays: null,
    before: [],
    also: [],
  })
}

type Taken = Pick<Course, 'transfer' | 'with' | 'role' | 'way' | 'steps'> & {
  step: Move | 'news'
  says: Says
  workingDays: number | null
  before: readonly Id[]
  also: readonly Change[]
}

/** Writes a step down, with its package where there is one, in one transaction: both or neither. */
async function take(doing: Doing, found: Opened, taken: Taken): Promise<Outcome<'done', ActProblem>> {
  const { db, register, keys, vault, permit, child, now } = doing
  const { transfer, with: other, role, way, step, steps, says, workingDays, before, also } = taken
  const side = step === 'news' ? role : saidByWhom[step]
  const today = londonDate(now)
  const protocol = protocolOn(today)
  if (protocol === undefined) return refused('before the scheme')
  const number = counted(steps, side) + 1
  const after = counted(steps, otherSide(side))
  let made: { sealed: Buffer | null; print: Buffer } = { sealed: null, print: Buffer.alloc(32) }
  if (way === 'package') {
    const to = await keysOfPartner(register, found.council, other)
    if (to === undefined) return refused('no card')
    const letter: Letter = {
      turnstone: 'transfer',
      format: 1,
      protocol: protocol.id,
      transfer,
      from: keys.council,
      to: other,
      number,
      after,
      step,
      at: now,
      workingDays,
      before: [...before],
      on: says.on,
      reason: says.reason,
      words: says.words,
      worker: says.worker,
      restricted: await isRestricted(register, found.council, child),
      record: carries(step)
        ? recordFor(step, found.entries, permit.reach, await theirNames(db, found.council, child, other))
        : null,
    }
    // What the reader would refuse is not sent: the two registers would stand still.
    const fault = faultIn(letter) ?? wrongInside(letter, now)
    if (fault !== null) return refused({ problem: 'cannot be sent', at: fault })
    made = await packed(keys, to, letter)
    if ((made.sealed?.length ?? 0) > largestPackage)
      return refused({
        problem: 'cannot be sent',
        at: 'messages that were put in: all together are too large',
      })
  }
  const source = await formSource(db, found.council)
  const entry: Change = {
    does: 'add',
    child,
    fact: newId(),
    about: null,
    source,
    said: stepSaid(
      { name: step, side, number, after },
      now,
      { transfer, with: other, role, way },
      { ...says, protocol: protocol.id, workingDays, before },
    ),
  }
  const { account } = permit.person
  try {
    const done = await record(db, {
      permit,
      vault,
      changes: [entry, ...also],
      ...(doing.once === undefined ? {} : { once: doing.once }),
      also: async (trx, at) => {
        const row = {
          child,
          transfer,
          way: side === role ? ('sent' as const) : ('received' as const),
          number,
          step,
          partner: other,
          at,
          by: account,
          ...made,
        }
        await store.insertPackage(trx, found.council, row)
        // Of two people who propose at once, to two councils, one is told: the child’s row is locked until here.
        if (step === 'proposed' && (await store.isInAnother(trx, found.council, child, transfer)))
          throw new store.MovedOn()
      },
    })
    return done.ok ? ok('done') : refused(done.problem)
  } catch (error) {
    if (error instanceof store.MovedOn) return refused('changed meanwhile')
    throw error
  }
}
