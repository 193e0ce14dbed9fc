import { addDays, type Instant, londonTime, millis, type PlainDate } from '../plain/index.ts'
import { firstMinute, lastSpell, type Moment, type Occurrence } from './occurrence.ts'

export const weekdays = [
  'Monday',
  'Tuesday',
  'Wednesday',
  'Thursday',
  'Friday',
  'Saturday',
  'Sunday',
] as const

/** Parts of a day, by the clock on the wall in London. */
export const partsOfDay = {
  night: { title: 'Night, midnight to 6am', from: 0 },
  morning: { title: 'Morning, 6am to midday', from: 6 },
  afternoon: { title: 'Afternoon, midday to 6pm', from: 12 },
  evening: { title: 'Evening, 6pm to midnight', from: 18 },
} as const
export type PartOfDay = keyof typeof partsOfDay | 'not recorded'

export const lengths = {
  'under 6 hours': 6,
  '6 to 24 hours': 24,
  '1 to 3 days': 72,
  '3 to 7 days': 168,
  'a week and more': Number.POSITIVE_INFINITY,
} as const
export type Length = keyof typeof lengths

/** What repeats in how a child goes missing: counted, never scored. */
export type Patterns = {
  occasions: number
  byWeekday: Record<(typeof weekdays)[number], number>
  byPartOfDay: Record<PartOfDay, number>
  /** Of occasions that are over. */
  byLength: Record<Length, number>
  /** Occasions within 72 hours of the start of a placement, when many run. */
  soonAfterPlacement: number
  /** Each day on which the child was missing or away, from the first to the last, for a calendar. */
  days: ReadonlySet<PlainDate>
}

/** 1 January 1970 was a Thursday; days are of the calendar, so no zone can shift them. */
export const weekdayOf = (date: PlainDate): (typeof weekdays)[number] =>
  weekdays[(new Date(`${date}T12:00:00Z`).getUTCDay() + 6) % 7] ?? 'Monday'

function partOf(since: Moment): PartOfDay {
  if (since.at === null) return 'not recorded'
  const hour = Number(londonTime(since.at).time.slice(0, 2))
  return hour < 6 ? 'night' : hour < 12 ? 'morning' : hour < 18 ? 'afternoon' : 'evening'
}

const hour = 3_600_000

/**
 * What repeats, over the occasions of one child up to an instant.
 *
 * @param placements starts of placements and of care
 */
export function patternsOf(
  occurrences: readonly Occurrence[],
  placements: readonly Moment[],
  at: Instant,
): Patterns {
  const zero = <K extends string>(keys: readonly K[]) =>
    Object.fromEntries(keys.map((key) => [key, 0])) as Record<K, number>
  const found: Patterns & { days: Set<PlainDate> } = {
    occasions: occurrences.length,
    byWeekday: zero(weekdays),
    byPartOfDay: zero<PartOfDay>(['night', 'morning', 'afternoon', 'evening', 'not recorded']),
    byLength: zero(Object.keys(lengths) as Length[]),
    soonAfterPlacement: 0,
    days: new Set<PlainDate>(),
  }
  for (const occurrence of occurrences) {
    const since = occurrence.spells[0]?.since
    if (since === undefined) continue
    const until = lastSpell(occurrence).until
    found.byWeekday[weekdayOf(since.day)]++
    found.byPartOfDay[partOf(since)]++
    if (until !== null) {
      const hours = (millis(firstMinute(until)) - millis(firstMinute(since))) / hour
      const length = (Object.keys(lengths) as Length[]).find((name) => hours < lengths[name])
      if (length !== undefined) found.byLength[length]++
    }
    if (
      placements.some((start) => {
        const after = millis(firstMinute(since)) - millis(firstMinute(start))
        return after >= 0 && after <= 72 * hour
      })
    )
      found.soonAfterPlacement++
    const last = until?.day ?? londonTime(at).date
    for (let day = since.day; day <= last; day = addDays(day, 1)) found.days.add(day)
  }
  return found
}
