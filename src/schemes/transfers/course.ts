import { day, type Id, type Instant, londonDate, type PlainDate } from '../../plain/index.ts'
import { type Entry, moment, type Said } from '../../register/index.ts'
import { type BankHolidayNation, workingDaysAfter } from '../../standard/index.ts'

/** The council that the child leaves, and the one that the child comes to. */
export type Side = 'sending' | 'receiving'

/** What moves a transfer on. News moves nothing: it says what is new about a child who is missing. */
export const moves = [
  'proposed',
  'validated',
  'accepted',
  'arranged',
  'handed-over',
  'acknowledged',
  'refused',
  'lapsed',
] as const
export type Move = (typeof moves)[number]
export type StepName = Move | 'news'

/** Whose word each move is. */
export const saidByWhom: Readonly<Record<Move, Side>> = {
  proposed: 'sending',
  validated: 'receiving',
  accepted: 'receiving',
  arranged: 'receiving',
  'handed-over': 'sending',
  acknowledged: 'receiving',
  refused: 'receiving',
  lapsed: 'sending',
}

/** One step: of which side, its number among the steps of that side, and how many steps of the other side it had read. */
export type Step = { name: StepName; side: Side; number: number; after: number }

const ends: readonly Move[] = ['acknowledged', 'lapsed', 'refused']
const ways: readonly Move[] = ['arranged', 'accepted', 'validated']

/**
 * How far a transfer is. The two councils may act at the same time without having read each other, so the state does
 * not depend on the order in which steps are read: what ends a transfer ends it, a hand-over goes before what was
 * agreed before it, and a refusal goes before a hand-over that it crossed, because a child is never handed to somebody
 * who has said no. An acknowledgement goes before a hand-over that was taken back meanwhile: the child is there. Whoever
 * has read the same steps sees the same state.
 */
export function stateOf(steps: readonly Pick<Step, 'name'>[]): Move {
  const has = (move: Move) => steps.some((step) => step.name === move)
  return ends.find(has) ?? (has('handed-over') ? 'handed-over' : (ways.find(has) ?? 'proposed'))
}

/** What a side may do next in a state. What was arranged may be arranged anew until the child is handed over. */
const next: Readonly<Record<Move, Readonly<Record<Side, readonly Move[]>>>> = {
  proposed: { sending: ['lapsed'], receiving: ['validated', 'refused'] },
  validated: { sending: ['lapsed'], receiving: ['accepted', 'refused'] },
  accepted: { sending: ['lapsed'], receiving: ['arranged', 'refused'] },
  arranged: { sending: ['handed-over', 'lapsed'], receiving: ['arranged', 'refused'] },
  // Where no answer ever comes, whoever handed over can take it back: they answer for the child until then anyway.
  'handed-over': { sending: ['lapsed'], receiving: ['acknowledged', 'refused'] },
  acknowledged: { sending: [], receiving: [] },
  refused: { sending: [], receiving: [] },
  lapsed: { sending: [], receiving: [] },
}

/**
 * What a side may do next. Written down by hand, an acknowledgement that crossed the taking back of a hand-over may still
 * come: it says where the child is.
 */
export function mayDo(steps: readonly Step[], side: Side, way: Course['way'] = 'package'): readonly Move[] {
  const state = stateOf(steps)
  const crossed = way === 'hand' && state === 'lapsed' && side === 'receiving'
  return crossed && steps.some((step) => step.name === 'handed-over') ? ['acknowledged'] : next[state][side]
}

/** Whether a step was one that its side could do, with what that side had read until then. */
export function wasAllowed(step: Step, known: readonly Step[]): boolean {
  if (step.name === 'news') return known.length > 0
  const seen = known.filter((other) =>
    other.side === step.side ? other.number < step.number : other.number <= step.after,
  )
  if (step.name === 'proposed') return step.side === 'sending' && step.number === 1 && seen.length === 0
  return saidByWhom[step.name] === step.side && mayDo(seen, step.side).includes(step.name)
}

/**
 * Who answers for the child. Responsibility moves on a hand-over that was acknowledged, and on nothing else: until its
 * acknowledgement is read the sending council still answers, so that there is no day on which nobody does.
 */
export const isOurs = (state: Move, role: Side): boolean =>
  (state === 'acknowledged') === (role === 'receiving')

export const isOver = (state: Move): boolean => ends.includes(state)

/** A transfer as its steps in a record say. */
export type Course = {
  transfer: Id
  child: Id
  /** The code of the other council. */
  with: string
  /** What we are in it. */
  role: Side
  /** By sealed packages between two registers, or by whatever way the two councils have, written down here. */
  way: 'package' | 'hand'
  state: Move
  /** In their order of being recorded here. */
  steps: readonly (Step & { entry: Entry })[]
  proposedOn: PlainDate
  workingDays: number
  /** The day by which the child is to be moved; null where no list of bank holidays reaches so far. */
  dueOn: PlainDate | null
  /** The day on which the move was last arranged for, and that of the hand-over. */
  arrangedFor: PlainDate | null
  handedOverOn: PlainDate | null
  /** The working day after the hand-over: by then it is acknowledged, or somebody rings. Turnstone’s own, no source. */
  acknowledgeBy: PlainDate | null
}

/** What a step says besides its place among the others. */
export type StepSays = {
  protocol: string
  workingDays: number | null
  on: PlainDate | null
  reason: string
  /** Earlier transfers of the child between the two councils: to know them again whichever package is read first. */
  before: readonly Id[]
  words: string
  worker: string
  by: string
}

/** A step as the record keeps it; `coursesOf` reads it back. */
export const stepSaid = (
  { name, side, number, after }: Step,
  at: Instant,
  { transfer, with: other, role, way }: Pick<Course, 'transfer' | 'with' | 'role' | 'way'>,
  { protocol, workingDays, on, reason, before, words, worker, by }: StepSays,
): Said =>
  moment('transfer', name, londonDate(at), at, {
    attributes: {
      transfer,
      with: other,
      role,
      way,
      side,
      number,
      after,
      protocol,
      days: workingDays,
      on,
      reason,
      before: before.length === 0 ? null : Object.fromEntries(before.map((one) => [one, 'yes'])),
    },
    sealed: { words, worker, by },
  })

const text = (entry: Entry, name: string): string => {
  const value = entry.attributes[name]
  return typeof value === 'string' ? value : ''
}
const whole = (entry: Entry, name: string): number => {
  const value = entry.attributes[name]
  return typeof value === 'number' ? value : 0
}

const stepOf = (entry: Entry): Step & { entry: Entry } => ({
  name: entry.code as StepName,
  side: text(entry, 'side') as Side,
  number: whole(entry, 'number'),
  after: whole(entry, 'after'),
  entry,
})

const onOf = (entry: Entry | undefined): PlainDate | null => {
  const on = entry === undefined ? '' : text(entry, 'on')
  return on === '' ? null : day(on)
}

/** The transfers that a child’s current entries tell of, the newest first. */
export function coursesOf(entries: readonly Entry[], nation: BankHolidayNation): Course[] {
  const by = new Map<Id, Entry[]>()
  for (const entry of entries)
    if (entry.kind === 'transfer') {
      const transfer = text(entry, 'transfer') as Id
      by.set(transfer, [...(by.get(transfer) ?? []), entry])
    }
  return [...by]
    .flatMap(([transfer, own]): Course[] => {
      const steps = own.toSorted((a, b) => (recordedAt(a) < recordedAt(b) ? -1 : 1)).map(stepOf)
      const first = steps.find((step) => step.name === 'proposed')?.entry
      if (first === undefined || first.from === null) return []
      const workingDays = whole(first, 'days')
      const handedOverOn = onOf(steps.findLast((step) => step.name === 'handed-over')?.entry)
      const last = (name: StepName) => steps.findLast((step) => step.name === name)?.entry
      return [
        {
          transfer,
          child: first.child,
          with: text(first, 'with'),
          role: text(first, 'role') as Side,
          way: text(first, 'way') === 'hand' ? 'hand' : 'package',
          state: stateOf(steps),
          steps,
          proposedOn: first.from,
          workingDays,
          dueOn: workingDaysAfter(first.from, workingDays, nation),
          arrangedFor: onOf(last('arranged')),
          handedOverOn,
          acknowledgeBy: handedOverOn === null ? null : workingDaysAfter(handedOverOn, 1, nation),
        },
      ]
    })
    .sort((a, b) => (begunAt(a) < begunAt(b) ? 1 : -1))
}

const begunAt = ({ steps }: Course): Instant | '' => steps[0]?.entry.knownFrom ?? ''

const recordedAt = (entry: Entry): Instant => entry.knownFrom

/** Whose turn it is; nobody’s where the transfer is over. */
export const turnOf = ({ state }: Pick<Course, 'state'>): Side | null =>
  isOver(state) ? null : state === 'arranged' ? 'sending' : 'receiving'

/** The day by which the next thing is to be done: the move, and once the child was handed over the acknowledgement. */
export const nextBy = (course: Course): PlainDate | null =>
  course.state === 'handed-over' ? course.acknowledgeBy : course.dueOn

export function isLate(course: Course, now: Instant): boolean {
  const by = nextBy(course)
  return by !== null && londonDate(now) > by && !isOver(course.state)
}

/** How many steps each side has done, as far as is known here. */
export const counted = (steps: readonly Step[], side: Side): number =>
  Math.max(0, ...steps.filter((step) => step.side === side).map((step) => step.number))

export const otherSide = (side: Side): Side => (side === 'sending' ? 'receiving' : 'sending')
