import type { Chance } from './chance.ts'
import type { Course } from './course.ts'
import { birthday, dayFrom, dayNumber, daysFrom, earlierOf, plus, type Day } from './day.ts'
import type { Frame, Span } from './frame.ts'
import type { Group } from './life.ts'
import { minutesMissing, missingInAYear } from './published-shares.ts'

/** Times are minutes since 1970 on the clock in London; null is not over. */
export type Draft = {
  type: 'M' | 'A'
  start: number
  end: number | null
  inReturn: boolean
  inDataset: boolean
  /** Known at once, so that a child shown as missing now is. */
  fresh?: true
  corrected?: true
}

export const minutesOf = (day: Day, minute = 0): number => dayNumber(day) * 1440 + minute

/**
 * No time lies between one and two at night: on the last Sunday of March that hour does not exist, on the last of
 * October it comes twice, and a time in it would mean nothing.
 */
export const onTheClock = (minutes: number): number => {
  const ofDay = minutes % 1440
  return ofDay >= 60 && ofDay < 120 ? minutes - ofDay + 120 : minutes
}

export const dayOf = (minutes: number): Day => dayFrom(Math.floor(minutes / 1440))

export type MissingOf = {
  child: string
  course: Course
  group: Group
  trafficked: boolean
  frame: Frame
  span: Span
}

/** The times missing or away that chance brings, near the published numbers. */
export function ordinaryIncidents(about: MissingOf, chance: Chance): Draft[] {
  const { course, frame, span } = about
  const drafts: Draft[] = []
  if (course.care === 'respite' || course.never || course.missing === 'end corrected') return drafts
  for (const stay of frame.stays) {
    if (stay.ls) continue
    const adult = birthday(frame.dob, 18)
    let last = plus(earlierOf(stay.end ?? span.until, adult), -3)
    // Before the loss that the course tells of, with some days at home between.
    if (frame.lost && frame.lost.from >= stay.start && frame.lost.from <= last)
      last = plus(frame.lost.from, -3)
    for (let year = plus(stay.start, 1); year < last; year = plus(year, 365)) {
      drafts.push(...yearOf(about, year, earlierOf(plus(year, 364), last), chance))
    }
  }
  // Those who are missing today without a course that says so, near the 300 of 83,630 on 31 March 2024 and a few away.
  const open = frame.stays.at(-1)
  if (
    open?.end === null &&
    open.rec === '' &&
    course.case === 'ordinary' &&
    birthday(frame.dob, 13) < span.until &&
    chance.happens(0.03)
  ) {
    const start = onTheClock(minutesOf(plus(span.until, -chance.between(0, 3)), chance.between(150, 900)))
    if (dayOf(start) > plus(open.start, 1)) {
      const type = chance.happens(0.25) ? 'A' : 'M'
      const earlier = drafts.filter((draft) => draft.end !== null && draft.end < start)
      return [...earlier, { type, start, end: null, inReturn: true, inDataset: true, fresh: true }]
    }
  }
  return drafts
}

/** The incidents of one year of care: none for most children, six on average for those who have any, sixty for a few. */
function yearOf(about: MissingOf, first: Day, last: Day, chance: Chance): Draft[] {
  const { course, group, trafficked, frame } = about
  const many = course.missing === 'many'
  const rate = trafficked
    ? missingInAYear.trafficked
    : group === 'unaccompanied' || group === 'separated'
      ? missingInAYear.unaccompanied
      : first >= birthday(frame.dob, 10)
        ? missingInAYear.tenAndOver
        : missingInAYear.younger
  const share = daysFrom(first, last) / 365
  if (!chance.happens(many ? 1 : rate * Math.max(share, 0.3))) return []
  const times = many
    ? chance.between(22, 34)
    : Math.min(
        40,
        1 + Math.floor((-Math.log(1 - chance.share())) ** 1.4 * missingInAYear.timesOnAverage * share),
      )
  const drafts: Draft[] = []
  const both = { inReturn: true, inDataset: true }
  const limit = minutesOf(plus(last, 1))
  const add = (type: 'M' | 'A', from: number, length: number): number => {
    const start = onTheClock(from)
    const end = onTheClock(Math.min(from + length, limit + 600))
    if (start < limit && end > start) drafts.push({ type, start, end, ...both })
    return end
  }
  for (let nth = 0; nth < times; nth += 1) {
    const from = minutesOf(
      plus(first, chance.between(0, Math.max(0, daysFrom(first, last) - 1))),
      chance.between(120, 1400),
    )
    const [least, most] = chance.weighted(minutesMissing)
    const type = chance.happens(missingInAYear.away) ? 'A' : 'M'
    const end = add(type, from, chance.between(least, most))
    // Away at a known friend's house, and then gone from there: one row of the return ends, the next begins.
    if (type === 'A' && chance.happens(many ? 0.3 : 0.12)) add('M', end, chance.between(200, 2600))
  }
  if (many) {
    // Three times out on one day, none for long.
    const day = plus(first, Math.floor(daysFrom(first, last) / 2))
    for (const hour of [8, 14, 20])
      add('M', minutesOf(day, hour * 60 + chance.between(0, 50)), chance.between(60, 200))
  }
  return drafts
}
