import type { Chance } from './chance.ts'
import type { Course, Pattern } from './course.ts'
import { daysFrom, laterOf, plus, type Day } from './day.ts'
import type { Frame, Span } from './frame.ts'
import { delay, history, knownInOrder, type Known } from './known.ts'
import type { Group, TraffickingRow } from './life.ts'

/** Who said it. The council's own view and the referral mechanism's decisions are different sources. */
const councilSources = [
  'Social worker',
  'Strategy meeting',
  'Police',
  'Guardian (ICTG)',
  'Placement',
  'Exploitation panel',
]

type Step = { status: string; from: Day; until: Day | null; endLeftEmpty?: boolean }

export type TraffickingOf = { child: string; course: Course; group: Group; frame: Frame; span: Span }

/** What the council and the National Referral Mechanism thought, if anyone asked at all. */
export function patternOf({ course, group }: TraffickingOf, chance: Chance): Pattern | null {
  if (course.trafficking) return course.trafficking
  if (course.headerOnly || course.care === 'respite') return chance.happens(0.1) ? 'none' : null
  if (group === 'trafficked here') {
    return chance.weighted<Pattern>([
      ['suspected', 22],
      ['suspected then identified', 22],
      ['referred', 6],
      ['referral to the end', 26],
      ['reconsidered', 6],
      ['suspicion after a negative decision', 8],
      ['side by side', 10],
    ])
  }
  if (group === 'unaccompanied' || group === 'separated') {
    // Two in three unaccompanied children have no row, which is what the reports complain of.
    return chance.weighted<Pattern | null>([
      [null, 57],
      ['none', 19],
      ['indicators', 5],
      ['suspected', 4],
      ['suspected then identified', 4],
      ['referral to the end', 8],
      ['referred', 1],
      ['suspicion after a negative decision', 2],
    ])
  }
  return chance.weighted<Pattern | null>([
    [null, 83],
    ['none', 15],
    ['indicators', 1.4],
    ['suspected', 0.6],
  ])
}

export const isTrafficked = (pattern: Pattern | null): boolean =>
  pattern !== null && pattern !== 'none' && pattern !== 'indicators'

export function traffickingOf(
  about: TraffickingOf,
  pattern: Pattern | null,
  chance: Chance,
): TraffickingRow[] {
  if (pattern === null) return []
  const { frame, span } = about
  const begins = firstDay(about, chance)
  const inTime = (steps: readonly Step[]): Step[] =>
    steps
      .filter(({ from }) => from <= span.until)
      .map((step) => ({ ...step, until: step.until !== null && step.until > span.until ? null : step.until }))
  const lateness = about.course.known === 'late' ? lateKnowledge(span, chance) : ''
  const turn = about.course.missing === 'now' ? chance.between(5, 30) : chance.between(20, 200)
  const { council, referral } = stepsOf(pattern, { begins, turn, frame }, chance)
  const reference = `INVENTED-NRM-${about.child.slice(2)}`
  const row = (step: Step, until: Known<Day | null>, mechanism: boolean): TraffickingRow => ({
    status: step.status,
    from: step.from,
    until,
    endLeftEmpty: step.endLeftEmpty ?? false,
    source: mechanism ? 'National Referral Mechanism' : chance.pick(councilSources),
    reference: mechanism ? reference : '',
  })
  return [
    ...inTime(council).map((step) => row(step, ownView(step, lateness, chance), false)),
    ...decisions(inTime(referral), chance).map(({ step, until }) => row(step, until, true)),
  ].sort((one, other) => (one.from === other.from ? 0 : one.from < other.from ? -1 : 1))
}

/** Known between two deliveries, of something that was true before the first. */
const lateKnowledge = ({ deliveries, until }: Span, chance: Chance): Day => {
  const [first = until, second = until] = deliveries
  const [from, to] = chance.happens(0.5) ? [first, second] : [second, until]
  return plus(from, chance.between(10, Math.max(11, daysFrom(from, to) - 10)))
}

/** Near the day on which care began: often known on arrival, sometimes after a first time missing. */
function firstDay({ course, frame, span }: TraffickingOf, chance: Chance): Day {
  const care = frame.stays.find((stay) => !stay.ls) ?? frame.stays[0]
  const near = care?.start ?? frame.contact
  if (course.missing === 'now' || course.known === 'late') return plus(near, chance.between(2, 10))
  if (frame.lost) return laterOf(near, plus(frame.lost.from, -chance.between(-25, 90)))
  const day = plus(near, chance.between(-15, 160))
  return day > span.until ? near : day
}

/** A later decision ends the one before it, and both are known together; TO may be left empty for that reason. */
function decisions(steps: readonly Step[], chance: Chance): { step: Step; until: Known<Day | null> }[] {
  const known = knownInOrder(
    steps.map((step, index) => ({ from: step.from, until: steps[index + 1]?.from ?? null })),
    chance,
    (own) => (own.happens(0.9) ? own.between(0, 6) : delay(own)),
  )
  return steps.map((step, index) => {
    const next = steps[index + 1]
    return {
      step,
      until: history<Day | null>(
        { on: known.starts[index] ?? step.from, value: null },
        ...(next ? [{ on: known.ends[index] ?? '', value: plus(next.from, -1) }] : []),
      ),
    }
  })
}

function ownView(step: Step, notBefore: Day, chance: Chance): Known<Day | null> {
  const known = laterOf(plus(step.from, delay(chance)), notBefore)
  if (step.until === null) return [{ on: known, value: null }]
  return history<Day | null>(
    { on: known, value: null },
    { on: laterOf(known, plus(step.until, delay(chance))), value: step.until },
  )
}

type Steps = { council: Step[]; referral: Step[] }

/** Reasonable grounds in weeks, conclusive grounds in a year or more: targets are 5 working days and 30 days at least. */
function sequence(begins: Day, statuses: readonly string[], chance: Chance): Step[] {
  let day = begins
  return statuses.map((status) => {
    const from = day
    day = plus(
      day,
      status === 'referred'
        ? chance.between(4, 60)
        : status.startsWith('rg')
          ? chance.between(45, 500)
          : chance.between(40, 200),
    )
    return { status, from, until: null, endLeftEmpty: chance.happens(0.6) }
  })
}

function stepsOf(pattern: Pattern, when: { begins: Day; turn: number; frame: Frame }, chance: Chance): Steps {
  const { begins, turn, frame } = when
  const after = (days: number): Day => plus(begins, days)
  const step = (status: string, from: Day, until: Day | null = null): Step => ({ status, from, until })
  switch (pattern) {
    case 'none':
      return { council: [step('none', begins)], referral: [] }
    case 'indicators':
      return { council: [step('indicators', begins, chance.happens(0.4) ? after(turn) : null)], referral: [] }
    case 'suspected':
      return {
        council: chance.happens(0.25)
          ? [step('indicators', begins, after(turn - 1)), step('suspected', after(turn))]
          : chance.happens(0.15)
            ? [step('suspected', begins, after(turn + 150)), step('none', after(turn + 151))]
            : [step('suspected', begins)],
        referral: [],
      }
    case 'suspected then identified':
      return {
        council: [step('suspected', begins, after(turn - 1)), step('identified', after(turn))],
        referral: [],
      }
    case 'referred':
      return {
        council: [step('suspected', begins)],
        referral: sequence(after(chance.between(0, 20)), ['referred'], chance),
      }
    case 'referral to the end':
      return {
        council: chance.happens(0.5) ? [step('suspected', begins, after(turn))] : [],
        referral: sequence(
          after(chance.between(0, 20)),
          ['referred', 'rg-positive', ...(chance.happens(0.75) ? ['cg-positive'] : [])],
          chance,
        ),
      }
    case 'reconsidered':
      return {
        council: [step('suspected', begins)],
        referral: sequence(
          after(5),
          ['referred', 'rg-negative', 'reconsidered', 'rg-positive', 'cg-positive'],
          chance,
        ),
      }
    case 'suspicion after a negative decision':
      return {
        council: [step('suspected', begins)],
        referral: sequence(
          after(3),
          chance.happens(0.5) ? ['referred', 'rg-negative'] : ['referred', 'rg-positive', 'cg-negative'],
          chance,
        ),
      }
    case 'identified, later suspected': {
      const start = frame.stays[0]?.start ?? begins
      const ended = plus(start, chance.between(120, 260))
      return {
        council: [
          step('identified', plus(start, 10), ended),
          step('suspected', plus(ended, chance.between(30, 200))),
        ],
        referral: [],
      }
    }
    case 'side by side':
      // The council's views do not end one another: each runs until someone says that it does not.
      return {
        council: [
          step('indicators', begins),
          step('suspected', after(chance.between(5, 30)), after(turn + 60)),
          step('identified', after(turn + 31)),
        ],
        referral: sequence(after(turn + 40), ['referred', 'rg-positive'], chance),
      }
  }
}
