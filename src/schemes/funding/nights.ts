import { addDays, birthday, dayNumber, type LeapBirthday, type PlainDate } from '../../plain/index.ts'
import { grantRates, grantRule } from '../../standard/index.ts'

/** A period whose last night is the one before `until`; open where that is null. */
export type Nights = { from: PlainDate; until: PlainDate | null }

/** What the grant needs to know of a child. */
export type Supported = {
  born: PlainDate
  /** Days in care: a night belongs to the day on which it begins, so none belongs to the day on which care ceases. */
  care: readonly Nights[]
  missing: readonly Nights[]
  /** In custody, for which nothing is paid. */
  custody: readonly Nights[]
  /** From which day the child is unaccompanied; null: from before anything else that is known. */
  unaccompaniedFrom: PlainDate | null
}

export type Paid = { nights: number; pounds: number }
export type Tier = 'standard' | 'higher'

/**
 * The nights of a month that are paid, and what for. From the first night after the 28th of a missing episode until the day
 * on which the child is back nothing is paid, nor from the 18th birthday on.
 *
 * @param month its first day
 * @param tier whether the council is over the funding threshold in that month
 */
export function paidIn(child: Supported, month: PlainDate, tier: Tier, leap: LeapBirthday = '1 March'): Paid {
  const care = spans(child.care)
  const gone = together(spans(child.missing)).map(({ from, until }) => ({
    from: from + grantRule.nightsWhileMissing,
    until,
  }))
  const custody = spans(child.custody)
  const older = dayNumber(birthday(child.born, grantRule.olderFrom, leap))
  const over = dayNumber(birthday(child.born, grantRule.until, leap))
  const begins = child.unaccompaniedFrom === null ? -Infinity : dayNumber(child.unaccompaniedFrom)
  const legacy = care.some(({ from }) => from <= dayNumber(grantRule.legacyUntil))
  const paid: Paid = { nights: 0, pounds: 0 }
  const first = dayNumber(month)
  const end = dayNumber(monthAfter(month))
  for (let night = first; night < end; night++) {
    if (night < begins || night >= over) continue
    if (!within(care, night) || within(custody, night) || within(gone, night)) continue
    paid.nights += 1
    paid.pounds += rateOf(night, night >= older, legacy, tier)
  }
  return paid
}

/** The first day of the month after a month. */
export const monthAfter = (month: PlainDate): PlainDate => `${addDays(month, 31).slice(0, 7)}-01` as PlainDate

type Span = { from: number; until: number }
const spans = (some: readonly Nights[]): Span[] =>
  some.map(({ from, until }) => ({
    from: dayNumber(from),
    until: until === null ? Infinity : dayNumber(until),
  }))

const within = (some: readonly Span[], night: number): boolean =>
  some.some(({ from, until }) => from <= night && night < until)

/** Episodes that follow one another without a night between them are one: the 28 nights are consecutive. */
function together(some: readonly Span[]): Span[] {
  const joined: Span[] = []
  for (const { from, until } of [...some].sort((a, b) => a.from - b.from)) {
    const last = joined.at(-1)
    if (last !== undefined && from <= last.until) last.until = Math.max(last.until, until)
    else joined.push({ from, until })
  }
  return joined
}

/** Pounds of a night; nothing before the first rate that is known. */
function rateOf(night: number, isOlder: boolean, legacy: boolean, tier: Tier): number {
  const rates = grantRates.findLast(({ from }) => dayNumber(from) <= night)
  if (rates === undefined) return 0
  if (tier === 'higher' && rates.higher !== null) return rates.higher
  const of = legacy ? rates.legacy : rates
  return isOlder ? of.from16 : of.under16
}
