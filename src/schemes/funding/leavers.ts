import { birthday, dayNumber, type Id, type LeapBirthday, type PlainDate } from '../../plain/index.ts'
import { locatedOn } from '../../lives/index.ts'
import { leaverGone, leaverRates, leaverRule } from '../../standard/index.ts'
import { monthAfter } from './nights.ts'
import type { Candidate } from './supported.ts'

/** What is claimed in a month for somebody who has left care. */
export type LeaverLine = { child: Id; nights: number; pence: number }

/**
 * What may be claimed in a month for former unaccompanied children: from the 18th birthday to the night before the 21st,
 * a seventh of the week's rate for every night. How part of a week is claimed was not seen. Whoever was not 13 weeks in the
 * care of the council, has died, has moved abroad, was assessed as an adult or was taken over by another authority is not in it,
 * nor whoever is missing and not found: nobody supports them.
 */
export function leaversIn(
  some: readonly Candidate[],
  month: PlainDate,
  leap: LeapBirthday = '1 March',
): LeaverLine[] {
  const first = dayNumber(month)
  const end = dayNumber(monthAfter(month))
  return some.flatMap((one): LeaverLine[] => {
    const from = Math.max(first, dayNumber(birthday(one.of.born, leaverRule.from, leap)))
    const until = Math.min(
      end,
      dayNumber(birthday(one.of.born, leaverRule.until, leap)),
      goneOn(one),
      lostOn(one),
    )
    if (from >= until || weeksBefore18(one, leap) < leaverRule.weeksInCare) return []
    let sevenths = 0
    let nights = 0
    for (let night = from; night < until; night++) {
      const rate = leaverRates.findLast((each) => dayNumber(each.from) <= night)
      if (rate === undefined) continue
      nights += 1
      sevenths += rate.week
    }
    return nights === 0 ? [] : [{ child: one.child, nights, pence: Math.round((sevenths * 100) / 7) }]
  })
}

/** The day from which somebody is missing who has not been found. */
const lostOn = ({ life }: Candidate): number =>
  Math.min(
    Infinity,
    ...life.missing
      .filter(
        (spell) => spell.code === 'M' && locatedOn(spell, life.missing, life.dob, life.episodes) === null,
      )
      .map(({ from }) => dayNumber(from)),
  )

/** Whole weeks in the care of the council before the 18th birthday, all episodes together. */
function weeksBefore18({ of }: Candidate, leap: LeapBirthday): number {
  const over = dayNumber(birthday(of.born, leaverRule.from, leap))
  const nights = new Set<number>()
  for (const { from, until } of of.care) {
    const last = until === null ? over : Math.min(over, dayNumber(until))
    for (let night = dayNumber(from); night < last; night++) nights.add(night)
  }
  return Math.floor(nights.size / 7)
}

/** The day from which nothing is due for the reason with which care last ceased. */
function goneOn({ life }: Candidate): number {
  const last = life.episodes.toSorted((a, b) => (a.from < b.from ? -1 : 1)).at(-1)
  return last !== undefined && last.until !== null && last.reasonCeased in leaverGone
    ? dayNumber(last.until)
    : Infinity
}
