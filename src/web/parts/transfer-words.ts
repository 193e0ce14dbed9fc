import { inWords, type Instant } from '../../plain/index.ts'
import { type Course, isLate, type Move, nameOfCouncil, nextBy, saidByWhom } from '../../schemes/index.ts'

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
