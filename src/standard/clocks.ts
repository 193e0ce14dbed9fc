import { day, type PlainDate } from '../plain/index.ts'

const hour = 3600

/** From which moment a clock runs. */
export type ClockStart =
  | 'missing since'
  | 'reported'
  | 'came back'
  | 'birth'
  | 'notice'
  | 'police due'
  | 'before the interview is due'
  | 'placed'
  | 'last check-in'
  | 'check-in due'

/**
 * A length of time that a rule sets, as data with its authority. `seconds` is real time; `days` counts days of the
 * calendar in London and falls on the first moment of the day; `years` falls on a birthday. A duty is something that
 * somebody must do; a mark passes by itself and is shown so that nobody is surprised; a notice is when somebody is
 * written to.
 */
export type Clock = {
  title: string
  /** What is to be done, for the desk. */
  does: string
  kind: 'duty' | 'mark' | 'notice'
  from: ClockStart
  length: { seconds: number } | { days: number } | { years: number }
  /** Whether it runs where a council has set nothing else: local practice is off until somebody switches it on. */
  on: boolean
  /** From when the rule is in force. */
  since: PlainDate
  authority: string
  /** What is not certain about it, for the page that explains the clocks. */
  caution?: string
}

const statutory2014 =
  'Department for Education: Statutory guidance on children who run away or go missing from home or care, January 2014'

const ownRule = 'Turnstone’s own rule: no statute or guidance sets when somebody is reminded'

export const clocks = {
  'tell-police': {
    title: 'Police',
    does: 'Tell the police',
    kind: 'duty',
    from: 'reported',
    length: { seconds: 0 },
    on: true,
    since: day('2014-01-17'),
    authority: `${statutory2014}: at once, after reasonable checks`,
    caution:
      'How long reasonable checks may take is a setting of the council: nothing until somebody sets it.',
  },
  'return-interview': {
    title: 'Return interview',
    does: 'Hold the return interview',
    kind: 'duty',
    from: 'came back',
    // 72 × 3,600 seconds of real time, not three days: over a clock change the two differ by an hour.
    length: { seconds: 72 * hour },
    on: true,
    since: day('2014-01-17'),
    authority: `${statutory2014}: offered on every occasion, within 72 hours of return`,
  },
  'senior-alert': {
    title: 'Senior manager',
    does: 'Tell the senior manager',
    kind: 'duty',
    from: 'missing since',
    length: { seconds: 24 * hour },
    on: false,
    since: day('2014-01-17'),
    authority: 'Practice of single councils (Doncaster: within 24 hours, sooner if vulnerable)',
    caution: 'No statute or national guidance sets it.',
  },
  'six-weekly-review': {
    title: 'Six-weekly review',
    does: 'Review the search',
    kind: 'duty',
    from: 'missing since',
    length: { days: 42 },
    on: false,
    since: day('2014-01-17'),
    authority: 'Practice of single councils (Thurrock: every six weeks while a child is missing)',
    caution: 'No statute or national guidance sets it.',
  },
  'grant-stop': {
    title: 'Grant stops',
    does: 'The grant stops after 28 days missing',
    kind: 'mark',
    from: 'missing since',
    length: { days: 28 },
    on: true,
    since: day('2014-04-01'),
    authority: 'Home Office: grant instructions for unaccompanied children, 2014-15',
    caution: 'The instructions of later years were not seen: check those of the year that you claim for.',
  },
  'birthday-18': {
    title: '18th birthday',
    does: 'Turns 18; the search goes on',
    kind: 'mark',
    from: 'birth',
    length: { years: 18 },
    on: true,
    since: day('1991-10-14'),
    authority: 'Children Act 1989, section 105(1): a child is somebody under 18. SSDA903 rule 580',
  },
  'answer-notice': {
    title: 'Nobody has answered',
    does: 'Ask the managers',
    kind: 'notice',
    from: 'notice',
    length: { seconds: hour / 4 },
    on: true,
    since: day('2026-11-25'),
    authority: ownRule,
  },
  'police-late': {
    title: 'Police still not told',
    does: 'Remind whoever works with the child',
    kind: 'notice',
    from: 'police due',
    length: { seconds: hour / 4 },
    on: true,
    since: day('2026-11-25'),
    authority: ownRule,
  },
  'interview-soon': {
    title: 'Interview soon due',
    does: 'Remind whoever works with the child',
    kind: 'notice',
    from: 'before the interview is due',
    length: { seconds: 24 * hour },
    on: true,
    since: day('2026-11-25'),
    authority: ownRule,
  },
  'first-days': {
    title: 'First days of a placement',
    does: 'Look in on the child until then',
    kind: 'mark',
    from: 'placed',
    length: { seconds: 72 * hour },
    on: true,
    since: day('2026-11-29'),
    authority: 'Practice: many children run back within 48 hours of being placed',
    caution: 'No statute or guidance sets it: how long is a setting of the council.',
  },
  'check-in': {
    title: 'Check-in',
    does: 'Look whether the child is there and well',
    kind: 'notice',
    from: 'last check-in',
    length: { seconds: 24 * hour },
    on: true,
    since: day('2026-11-29'),
    authority: 'Practice of safety plans: a check-in every 24 hours in the first 72',
    caution: 'No statute or guidance sets it: how often is a setting of the council.',
  },
  'check-in-late': {
    title: 'Check-in late',
    does: 'Tell the managers and the co-ordinators',
    kind: 'notice',
    from: 'check-in due',
    length: { seconds: hour },
    on: true,
    since: day('2026-11-29'),
    authority: ownRule,
  },
} as const satisfies Record<string, Clock>

export type ClockId = keyof typeof clocks

export const clockOf = (id: ClockId): Clock => clocks[id]
