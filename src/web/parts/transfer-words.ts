import { inWords, type Instant } from '../../plain/index.ts'
import {
  type ActProblem,
  type Course,
  isLate,
  type Move,
  nameOfCouncil,
  nextBy,
  saidByWhom,
} from '../../schemes/index.ts'
import { problemInWords } from '../pages/record.tsx'

/** How far a transfer is, from where we stand. */
export function stateInWords({ state, role, with: other }: Pick<Course, 'state' | 'role' | 'with'>): string {
  const they = nameOfCouncil(other)
  const sending = role === 'sending'
  switch (state) {
    case 'proposed':
      return sending
        ? `Proposed to ${they}, which has not answered`
        : `Proposed by ${they}: we have not answered`
    case 'validated':
      return sending
        ? `${they} found the proposal sound, and has not accepted yet`
        : 'Found sound, not accepted yet'
    case 'accepted':
      return sending ? `${they} has accepted, and arranges the move next` : 'Accepted: arrange the move'
    case 'arranged':
      return sending ? 'Arranged: bring the child on the day' : `Arranged: ${they} brings the child`
    case 'handed-over':
      return sending
        ? `Handed over. The child is ours until ${they} acknowledges`
        : `${they} says that the child was handed over: acknowledge, or say that the child did not arrive`
    case 'acknowledged':
      return sending ? `${they} answers for the child now` : 'We answer for the child now'
    case 'refused':
      return sending ? `${they} refused. The child is ours` : `We refused. ${they} answers for the child`
    case 'lapsed':
      return sending ? 'Lapsed. The child is ours' : `Lapsed. ${they} answers for the child`
  }
}

export function dueInWords(course: Course, now: Instant): string {
  const by = nextBy(course)
  if (by === null) return 'No last day is known: no list of bank holidays reaches so far'
  const why =
    course.state === 'handed-over'
      ? 'the working day after the hand-over'
      : `${course.workingDays} working days after the proposal`
  return `${isLate(course, now) ? 'Late. It was' : 'It is'} to be done by ${inWords(by)}, ${why}`
}

/** What a step page is called, by who says it and where we stand. */
export const stepTitles: Readonly<Record<Move, { ours: string; theirs: string; button: string }>> = {
  proposed: { ours: 'Propose a transfer', theirs: 'They proposed', button: 'Propose' },
  validated: {
    ours: 'Say that the proposal is sound',
    theirs: 'They found the proposal sound',
    button: 'Save: the proposal is sound',
  },
  accepted: { ours: 'Accept the child', theirs: 'They accepted the child', button: 'Save: accepted' },
  arranged: { ours: 'Arrange the move', theirs: 'They arranged the move', button: 'Save what is arranged' },
  'handed-over': {
    ours: 'Write down the hand-over',
    theirs: 'They handed the child over',
    button: 'Save: the child was handed over',
  },
  acknowledged: {
    ours: 'Acknowledge the hand-over',
    theirs: 'They acknowledged the hand-over',
    button: 'Save: responsibility has moved',
  },
  refused: { ours: 'Refuse the child', theirs: 'They refused the child', button: 'Save: refused' },
  lapsed: { ours: 'Let the transfer lapse', theirs: 'They let it lapse', button: 'Save: lapsed' },
}

export const stepTitle = (step: Move, role: Course['role'], again = false): string =>
  step === 'arranged' && again
    ? 'Change what is arranged'
    : stepTitles[step][saidByWhom[step] === role ? 'ours' : 'theirs']

/** Why a step was not done, as a sentence. */
export function actProblemInWords(problem: ActProblem, other: string): string {
  if (typeof problem !== 'string')
    return problem.problem === 'cannot be sent'
      ? `The record holds something that the other council could not read (${problem.at}). Nothing was saved. Correct that entry first.`
      : problemInWords(problem)
  return {
    'not there': 'This transfer is not there any more.',
    'changed meanwhile':
      'Somebody did a step of this transfer meanwhile. Nothing was saved. Go back, read what is new, and do it again if it still holds.',
    'not now': 'This step cannot be done now. Go back and read how far the transfer is.',
    'no card': `No card of ${nameOfCouncil(other)} is kept here, so nothing can be sealed for it. Add its card first, or write the transfer down by hand.`,
    'already in transfer': 'The child is in another transfer that is not over. Let that one lapse first.',
    'not ours': `Another council has acknowledged that it answers for the child, and no care has begun here since.`,
    'before the scheme': 'No transfer scheme was in force on this day.',
    'not in care then': 'The child was not in our care on this day yet.',
    'hand-over later than today': 'Put the day of the hand-over: today, or an earlier day.',
  }[problem]
}
