import type { Chance } from './chance.ts'
import type { Course, Loss } from './course.ts'
import { birthday, daysFrom, earlierOf, laterOf, plus, type Day } from './day.ts'
import type { Group } from './life.ts'
import { otherAge, unaccompaniedAge } from './published-shares.ts'

/** The years that a council's files reach back over, and the days on which files were delivered. */
export type Span = { first: Day; until: Day; deliveries: readonly Day[] }

/** A period of care. `end` null: still open in the files, whatever `rec` says. */
export type Stay = { start: Day; end: Day | null; rec: string; ls?: 'V3' | 'V4' }

/** The frame of a life: birth, periods of care, and the day on which the child was lost for good or for long. */
export type Frame = {
  dob: Day
  stays: Stay[]
  lost: { from: Day; found: Day | null; loss: Loss } | null
  /** Of a child who never was in care: the day on which the council first heard of it. */
  contact: Day
}

const years = (count: number): number => Math.round(count * 365.25)

const dayBetween = (first: Day, last: Day, chance: Chance): Day =>
  plus(first, chance.between(0, Math.max(0, daysFrom(first, last))))

/**
 * Where only month and year of birth are known the return's guidance has the 15th; never the 1st, which would be a
 * guess that looks like a date.
 */
function plausibleBirth(day: Day, group: Group, chance: Chance): Day {
  if (group === 'other' || group === 'trafficked here') return day
  return chance.happens(0.25) ? `${day.slice(0, 8)}15` : day.endsWith('-01') ? plus(day, 1) : day
}

export function frameOf(course: Course, group: Group, span: Span, chance: Chance): Frame {
  if (course.care === 'never') return neverInCare(course, span, chance)
  if (course.lost) return lostFrame(course.lost, course, group, span, chance)
  if (course.care === 'respite' || course.care === 'respite, then care')
    return respiteFrame(course, span, chance)
  return ordinaryFrame(course, group, span, chance)
}

function neverInCare(course: Course, { first, until }: Span, chance: Chance): Frame {
  const old = course.headerOnly === true || course.never?.past18 === true
  const contact = old
    ? dayBetween(plus(first, 100), plus(until, -1500), chance)
    : dayBetween(plus(until, -320), plus(until, -25), chance)
  const dob = plus(contact, -chance.between(years(15), years(16.5)))
  return { dob, stays: [], lost: null, contact }
}

function lostFrame(loss: Loss, course: Course, group: Group, { first, until }: Span, chance: Chance): Frame {
  // Long enough ago for everything to have become known, however late.
  const latest = plus(until, loss.found === 'later' || loss.then ? -430 : -240)
  // Late enough for the dataset, which goes back to the case system's third year only, to hold the row.
  let end = dayBetween(plus(first, 1300), latest, chance)
  let dob = plausibleBirth(plus(end, -chance.between(years(15.3), years(17.1))), group, chance)
  if (loss.at === '18') {
    dob = course.leapDay ? leapDayFor(end, latest) : plausibleBirth(eighteenYearsBefore(end), group, chance)
    end = birthday(dob, 18)
  }
  const start = plus(end, -chance.between(150, 700))
  const from = plus(end, -chance.between(4, 110))
  const found =
    loss.found === 'never' ? null : loss.found === 'that day' ? end : plus(end, chance.between(20, 180))
  const stays: Stay[] = [{ start, end, rec: loss.rec }]
  if (loss.then === 'care again' && found !== null) {
    const again = plus(found, chance.between(0, 9))
    stays.push({
      start: again,
      ...openOr(earlierOf(plus(again, chance.between(60, 400)), birthday(dob, 18)), until, 'E5'),
    })
  }
  return { dob, stays, lost: { from, found, loss }, contact: start }
}

const eighteenYearsBefore = (day: Day): Day =>
  `${String(Number(day.slice(0, 4)) - 18)}${day.slice(5) === '02-29' ? '-03-02' : day.slice(4)}`

/** The 29 February 18 years and a day before a 1 March that lies in the span, the nearest to `end`. */
function leapDayFor(end: Day, latest: Day): Day {
  const year = Math.floor((Number(end.slice(0, 4)) - 18) / 4) * 4
  const born = `${String(year)}-02-29`
  return birthday(born, 18) <= latest ? born : `${String(year - 4)}-02-29`
}

function respiteFrame(course: Course, { first, until }: Span, chance: Chance): Frame {
  const then = course.care === 'respite, then care'
  // Breaks of up to 17 days (rule 365), fewer than 75 days in a year (367), of one kind for one child (426).
  const ls = chance.pick(['V3', 'V4'] as const)
  let day = dayBetween(plus(first, 30), plus(until, -700), chance)
  const stays: Stay[] = []
  for (let left = chance.between(3, 7); left > 0; left -= 1) {
    const end = plus(day, chance.between(3, 12))
    stays.push({ start: day, end, rec: 'E4A', ls })
    day = plus(end, chance.between(35, 80))
  }
  const dob = plus(stays[0]?.start ?? day, -chance.between(years(12), years(14)))
  if (then) {
    const start = plus(day, 20)
    stays.push({
      start,
      ...openOr(earlierOf(plus(start, chance.between(100, 800)), birthday(dob, 18)), until, 'E4A'),
    })
  }
  return {
    dob,
    stays: stays.filter((stay) => stay.start <= until),
    lost: null,
    contact: stays[0]?.start ?? day,
  }
}

const openOr = (end: Day, until: Day, rec: string): { end: Day | null; rec: string } =>
  end > until ? { end: null, rec: '' } : { end, rec }

/** When care begins and at what age, for the courses that need it so. */
function beginning(course: Course, group: Group, span: Span, chance: Chance): { start: Day; age: number } {
  const { first, until, deliveries } = span
  const earlier = deliveries[0] ?? until
  const teenager = 13.5 + chance.share() * 1.5
  if (course.leave === 'corrected')
    return { start: plus(earlier, -chance.between(250, 420)), age: 15.6 + chance.share() * 0.4 }
  switch (course.care) {
    case 'just begun':
      return { start: plus(earlier, -chance.between(60, 240)), age: teenager + 1 }
    case 'under way':
      if (group === 'other') return { start: plus(until, -chance.between(200, 900)), age: 12 }
      return { start: plus(until, -chance.between(50, 330)), age: 15 + chance.share() * 1.9 }
    case 'long':
      return { start: dayBetween(plus(first, 200), plus(until, -1100), chance), age: teenager }
    case 'open past 18':
      return { start: dayBetween(plus(first, 200), plus(until, -800), chance), age: 16.2 + chance.share() }
    case 'reason without date':
      return { start: dayBetween(plus(first, 200), plus(until, -800), chance), age: teenager }
    default:
  }
  const length = daysFrom(first, until) - 5
  if (group !== 'unaccompanied' && group !== 'separated') {
    const age = group === 'other' ? chance.weighted(otherAge) + chance.share() : 13 + chance.share() * 4.5
    // The earliest starts are of children who were in care when the files begin.
    return { start: plus(first, Math.floor(length * chance.share())), age: Math.min(age, 17.8) }
  }
  // More have come each year: 2,760 looked after on 31 March 2015, 7,380 in 2024.
  const start = plus(first, Math.floor(length * chance.share() ** 0.7))
  const age =
    course.leave === 'granted' ? 14 + chance.share() * 2 : chance.weighted(unaccompaniedAge) + chance.share()
  return {
    start: course.leave === 'granted' ? earlierOf(start, plus(until, -500)) : start,
    age: Math.min(age, 17.85),
  }
}

function ordinaryFrame(course: Course, group: Group, span: Span, chance: Chance): Frame {
  const { start, age } = beginning(course, group, span, chance)
  const dob = course.leapDay
    ? leapBirth(plus(start, -years(age)))
    : plausibleBirth(plus(start, -years(age)), group, chance)
  const adult = birthday(dob, 18)
  if (course.care === 'open past 18')
    return { dob, stays: [{ start, end: null, rec: '' }], lost: null, contact: start }
  if (course.care === 'reason without date') {
    return { dob, stays: [{ start, end: null, rec: 'E4A' }], lost: null, contact: start }
  }
  const stays = [stayFrom(start, { course, group, dob, until: span.until }, chance)]
  const end = stays[0]?.end
  // One child in ten comes back into care.
  if (
    end !== null &&
    end !== undefined &&
    end < plus(adult, -200) &&
    stays[0]?.rec.startsWith('E4') &&
    chance.happens(0.25)
  ) {
    const again = plus(end, chance.between(30, 700))
    if (again < plus(span.until, -10) && again < plus(adult, -30)) {
      stays.push(stayFrom(again, { course, group, dob, until: span.until }, chance))
    }
  }
  return { dob, stays, lost: null, contact: start }
}

const leapBirth = (near: Day): Day => `${String(Math.floor(Number(near.slice(0, 4)) / 4) * 4)}-02-29`

function stayFrom(
  start: Day,
  about: { course: Course; group: Group; dob: Day; until: Day },
  chance: Chance,
): Stay {
  const { course, group, dob, until } = about
  const adult = birthday(dob, 18)
  const fromAbroad = group === 'unaccompanied' || group === 'separated'
  const toAdulthood =
    course.care !== undefined || course.leave !== undefined || chance.happens(fromAbroad ? 0.78 : 0.3)
  // Care of other children lasts two and a half years on average, most of it much shorter.
  const days = Math.round(-Math.log(1 - chance.share()) * (fromAbroad ? 200 : 900)) + 3
  const end = toAdulthood ? adult : earlierOf(adult, plus(start, days))
  if (end > until) return { start, end: null, rec: '' }
  const last = laterOf(end, plus(start, 1))
  return {
    start,
    end: last,
    rec: last >= adult ? atAdulthood(chance) : beforeAdulthood({ start, end: last, dob, fromAbroad }, chance),
  }
}

const atAdulthood = (chance: Chance): string =>
  chance.weighted([
    ['E5', 35],
    ['E6', 12],
    ['E17', 20],
    ['E8', 24],
    ['E4A', 7],
    ['E7', 2],
  ])

function beforeAdulthood(
  stay: { start: Day; end: Day; dob: Day; fromAbroad: boolean },
  chance: Chance,
): string {
  if (stay.fromAbroad) {
    // The National Transfer Scheme began on 1 July 2016; before it few left for another council.
    const transferred = stay.end >= '2016-07-01' ? 55 : 10
    return chance.weighted([
      ['E3', transferred],
      ['E15', 15],
      ['E8', 15],
      ['E4A', 10],
      ['E16', 2],
      ['E13', 3],
    ])
  }
  const long = daysFrom(stay.start, stay.end) > 240
  if (long && stay.end < birthday(stay.dob, 6)) {
    return chance.weighted([
      ['E12', 40],
      ['E11', 5],
      ['E4A', 20],
      ['E46', 10],
      ['E45', 12],
      ['E41', 13],
    ])
  }
  if (stay.end < birthday(stay.dob, 16)) {
    const guardian = long ? 8 : 0
    return chance.weighted([
      ['E4A', 50],
      ['E4B', 14],
      ['E41', 10],
      ['E45', guardian],
      ['E46', guardian],
      ['E8', 7],
      ['E13', 3],
      ['E3', 2],
    ])
  }
  return chance.weighted([
    ['E4A', 35],
    ['E4B', 20],
    ['E5', 15],
    ['E6', 5],
    ['E8', 17],
    ['E13', 4],
    ['E9', 4],
  ])
}
