import type { Chance } from './chance.ts'
import type { Course } from './course.ts'
import { birthday, daysFrom, earlierOf, plus, type Day } from './day.ts'
import type { Frame, Span } from './frame.ts'
import { delay, history, type Known } from './known.ts'
import type { Group, Leave, Standing } from './life.ts'

/** What councils' systems hold for the same two things; free text in practice. */
const uasc = ['UASC', 'Unaccompanied Asylum Seeking Child', 'Unaccompanied asylum-seeking child']
const separated = ['Separated child', 'Separated Child', 'Separated']

/**
 * Statuses granted. 'UASC leave' is leave after a refused claim (30 months or to 17 and a half) and is not the status
 * of being unaccompanied, which it ends: DUC is the day on which leave was granted.
 */
const granted: readonly (readonly [string, number])[] = [
  ['Refugee status', 55],
  ['Humanitarian protection', 15],
  ['UASC leave', 15],
  ['Discretionary leave', 8],
  ['Limited leave to remain', 7],
]

export type StandingOf = { course: Course; group: Group; frame: Frame; span: Span }

export function standingOf(about: StandingOf, chance: Chance): { standing: Standing | null; leave: Leave[] } {
  const { course, group, frame, span } = about
  if (group !== 'unaccompanied' && group !== 'separated')
    return { standing: null, leave: otherLeave(about, chance) }
  const adult = birthday(frame.dob, 18)
  const first = earlierOf(frame.contact, frame.stays[0]?.start ?? frame.contact)
  const start = plus(first, -chance.between(0, 2))
  const known = plus(first, chance.between(0, 6))
  if (group === 'separated') {
    const ends = chance.happens(0.25) ? plus(start, chance.between(90, 500)) : null
    return {
      standing: {
        kind: 'separated',
        written: chance.pick(separated),
        start,
        inReturn: false,
        until: untilOf(known, ends, span, chance),
      },
      leave: [],
    }
  }
  const inReturn = frame.stays.length > 0 || course.never?.inReturn === true
  const last = lastDay(about, adult, chance)
  // DUC lies on or before the 18th birthday (rule 304), and no system knows of a day to come.
  const duc = last === null || last > adult || last > span.until ? null : last
  const until =
    course.leave === 'corrected' && duc !== null
      ? corrected(known, duc, span, chance)
      : untilOf(known, duc, span, chance)
  const followed = duc !== null && duc < plus(adult, -1)
  return {
    standing: { kind: 'uasc', written: chance.pick(uasc), start, inReturn, until },
    leave: followed
      ? [{ written: chance.weighted(granted), start: plus(duc, 1), known: until.at(-1)?.on ?? known }]
      : [],
  }
}

/** The last day of the status: leave granted, age assessed, or the 18th birthday where the council enters that. */
function lastDay({ course, frame, span }: StandingOf, adult: Day, chance: Chance): Day | null {
  const first = frame.stays[0]
  if (course.never) return null
  if (course.leave === 'corrected') return plus(span.deliveries[0] ?? span.until, -chance.between(40, 150))
  if (course.leave === 'granted') return plus(first?.start ?? frame.contact, chance.between(150, 420))
  if (frame.lost) return first?.rec === 'E15' ? first.end : null
  const end = frame.stays.at(-1)
  if (end?.rec === 'E15') return end.end
  if (chance.happens(0.16)) return plus(first?.start ?? frame.contact, chance.between(100, 700))
  return chance.happens(0.4) && end?.end === adult ? adult : null
}

function untilOf(known: Day, ends: Day | null, span: Span, chance: Chance): Known<Day | null> {
  const opened = { on: known, value: null }
  if (ends === null || ends > span.until) return [opened]
  const closed = plus(ends, delay(chance))
  return history<Day | null>(opened, { on: closed < known ? known : closed, value: ends })
}

/** First written down wrong, seen so in the first delivery, put right before the second. */
function corrected(known: Day, duc: Day, span: Span, chance: Chance): Known<Day | null> {
  const [first = span.until, second = span.until] = span.deliveries
  return history<Day | null>(
    { on: known, value: null },
    { on: plus(duc, chance.between(1, 30)), value: plus(duc, -chance.between(10, 60)) },
    { on: plus(first, chance.between(5, Math.max(6, daysFrom(first, second) - 5))), value: duc },
  )
}

/** Most other children have no row; those from abroad who are not alone have some leave. */
function otherLeave({ group, frame }: StandingOf, chance: Chance): Leave[] {
  if (!chance.happens(group === 'trafficked here' ? 0.1 : 0.03)) return []
  const start = frame.stays[0]?.start ?? frame.contact
  return [
    {
      written: chance.pick(['EU Settled Status', 'Indefinite leave to remain', 'British citizen']),
      start,
      known: plus(start, chance.between(3, 60)),
    },
  ]
}
