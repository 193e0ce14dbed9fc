import { episodesOf } from './care.ts'
import { chanceOf, type Chance } from './chance.ts'
import { courses, ordinaryGroups, type Course } from './course.ts'
import { earlierOf, plus, type Day } from './day.ts'
import { frameOf, type Span } from './frame.ts'
import { firstKnown } from './known.ts'
import type { Life } from './life.ts'
import { missingOf } from './missing.ts'
import { inventPerson } from './person.ts'
import { standingOf } from './standing.ts'
import { isTrafficked, patternOf, traffickingOf } from './trafficking.ts'

/** A made-up council: the same three values give the same children, files and truth. */
export type Invention = { children: number; seed: number; until: Day }

/** Not the first, the last or the middle of a month, where a mistake by a day would hide. */
const uneven = (day: Day): Day => {
  const ofMonth = Number(day.slice(8, 10))
  return ofMonth === 1 || ofMonth === 15 || ofMonth >= 28 ? plus(day, -5) : day
}

/** Two earlier days on which files were made, 14 and 5 months before, and the last. */
export const deliveryDays = ({ until }: Invention): Day[] => [
  uneven(plus(until, -431)),
  uneven(plus(until, -157)),
  until,
]

/** Twelve years of history: one SSDA903 child stays in the files until the leaving-care duties end, and some longer. */
export const spanOf = (invention: Invention): Span => ({
  first: plus(invention.until, -Math.round(12 * 365.25)),
  until: invention.until,
  deliveries: deliveryDays(invention),
})

export function invent(invention: Invention): Life[] {
  const span = spanOf(invention)
  const lives: Life[] = []
  for (const course of courses(invention.children, invention.seed)) {
    lives.push(live(course, lives.length, span, chanceOf(invention.seed, 'child', lives.length)))
  }
  return lives
}

function live(course: Course, index: number, span: Span, chance: Chance): Life {
  const child = `MC${String(100_001 + index)}`
  const group = course.group ?? (course.case === 'ordinary' ? chance.weighted(ordinaryGroups) : 'other')
  const frame = frameOf(course, group, span, chance)
  const about = { child, course, group, frame, span }
  const pattern = patternOf(about, chance)
  const trafficking = traffickingOf(about, pattern, chance)
  const care = episodesOf(
    {
      child,
      group,
      dob: frame.dob,
      stays: frame.stays,
      until: span.until,
      movedTheFirstDay: course.firstDay !== undefined,
      mayBeWrong: course.case === 'ordinary',
    },
    chance,
  )
  const missing = missingOf({ ...about, trafficked: isTrafficked(pattern) }, chance)
  const { standing, leave } = standingOf(about, chance)
  const known = [
    ...care.map((episode) => firstKnown(episode.end)),
    ...missing.map((row) => firstKnown(row.end)),
    ...trafficking.map((row) => firstKnown(row.until)),
    ...(standing ? [firstKnown(standing.until)] : []),
    ...leave.map((row) => row.known),
  ].reduce(earlierOf, plus(frame.contact, 400))
  const person = inventPerson({ index, group, dob: frame.dob, known }, chance)
  const died = frame.stays.at(-1)
  return {
    child,
    case: course.case,
    group,
    person:
      died?.rec === 'E2' && died.end !== null
        ? { ...person, died: [{ on: plus(died.end, 3), value: died.end }] }
        : person,
    known,
    care,
    missing,
    standing,
    leave,
    trafficking,
    headerOnly: course.headerOnly === true,
    until: span.until,
  }
}
