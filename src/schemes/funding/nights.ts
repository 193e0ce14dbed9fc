import {
  addDays,
  birthday,
  dayNumber,
  fromDayNumber,
  type LeapBirthday,
  type PlainDate,
} from '../../plain/index.ts'
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

/** Why a night is paid at a rate, or is not paid. The first that applies, in this order. */
export type Why =
  | 'not in care'
  | 'not yet unaccompanied'
  | 'eighteen'
  | 'in custody'
  | 'missing too long'
  | 'under 16'
  | 'from 16'

/** Nights after one another of which the same is to be said. */
export type Stretch = {
  from: PlainDate
  /** The day after its last night. */
  until: PlainDate
  nights: number
  why: Why
  /** Pounds a night; 0 where nothing is paid. */
  rate: number
}

/** The nights of a month and what is paid for each, as stretches without a gap. */
export function stretchesIn(
  child: Supported,
  month: PlainDate,
  tier: Tier,
  leap: LeapBirthday = '1 March',
): Stretch[] {
  const stretches: Stretch[] = []
  eachStretch(child, month, tier, leap, (from, until, why, rate) => {
    const last = stretches.at(-1)
    if (last?.why === why && last.rate === rate) {
      last.until = fromDayNumber(until)
      last.nights += until - from
    } else
      stretches.push({
        from: fromDayNumber(from),
        until: fromDayNumber(until),
        nights: until - from,
        why,
        rate,
      })
  })
  return stretches
}

/**
 * How many nights of a month are paid, and what for. From the first night after the 28th of a missing episode until the
 * day on which the child is back nothing is paid, nor from the 18th birthday on.
 *
 * @param month its first day
 * @param tier whether the council is over the funding threshold in that month
 */
export function paidIn(child: Supported, month: PlainDate, tier: Tier, leap: LeapBirthday = '1 March'): Paid {
  const paid: Paid = { nights: 0, pounds: 0 }
  eachStretch(child, month, tier, leap, (from, until, why, rate) => {
    if (!isPaid(why)) return
    paid.nights += until - from
    paid.pounds += (until - from) * rate
  })
  return paid
}

export const isPaid = (why: Why): boolean => why === 'under 16' || why === 'from 16'

/** Says of the nights between any two days on which something changes what they are: of a month, from the first on. */
function eachStretch(
  child: Supported,
  month: PlainDate,
  tier: Tier,
  leap: LeapBirthday,
  say: (from: number, until: number, why: Why, rate: number) => void,
): void {
  const care = spans(child.care)
  const tooLong = spans(child.missing).map(({ from, until }) => ({
    from: from + grantRule.nightsWhileMissing,
    until,
  }))
  const custody = spans(child.custody)
  const older = dayNumber(birthday(child.born, grantRule.olderFrom, leap))
  const over = dayNumber(birthday(child.born, grantRule.until, leap))
  const begins = child.unaccompaniedFrom === null ? -Infinity : dayNumber(child.unaccompaniedFrom)
  const legacy = care.some(({ from }) => from <= legacyUntil)
  const whyOf = (night: number): Why => {
    if (!within(care, night)) return 'not in care'
    if (night < begins) return 'not yet unaccompanied'
    if (night >= over) return 'eighteen'
    if (within(custody, night)) return 'in custody'
    if (within(tooLong, night)) return 'missing too long'
    return night >= older ? 'from 16' : 'under 16'
  }
  const [first, end] = [dayNumber(month), dayNumber(monthAfter(month))]
  const changes = [older, over, begins, ...rateDays]
  for (const some of [care, custody, tooLong]) for (const one of some) changes.push(one.from, one.until)
  const turns = changes.filter((day) => first < day && day < end).sort((a, b) => a - b)
  let from = first
  for (const until of [...turns, end]) {
    if (until === from) continue
    const why = whyOf(from)
    say(from, until, why, isPaid(why) ? rateOf(from, why === 'from 16', legacy, tier) : 0)
    from = until
  }
}

const legacyUntil = dayNumber(grantRule.legacyUntil)
const rateDays = grantRates.map(({ from }) => dayNumber(from))

/** The first day of the month after a month. */
export const monthAfter = (month: PlainDate): PlainDate => `${addDays(month, 31).slice(0, 7)}-01` as PlainDate

/** The first day of the month before a month. */
export const monthBefore = (month: PlainDate): PlainDate =>
  `${addDays(month, -1).slice(0, 7)}-01` as PlainDate

type Span = { from: number; until: number }
const spans = (some: readonly Nights[]): Span[] =>
  some.map(({ from, until }) => ({
    from: dayNumber(from),
    until: until === null ? Infinity : dayNumber(until),
  }))

const within = (some: readonly Span[], night: number): boolean =>
  some.some(({ from, until }) => from <= night && night < until)

/** Pounds of a night; nothing before the first rate that is known. */
function rateOf(night: number, isOlder: boolean, legacy: boolean, tier: Tier): number {
  const rates = grantRates[rateDays.findLastIndex((from) => from <= night)]
  if (rates === undefined) return 0
  if (tier === 'higher' && rates.higher !== null) return rates.higher
  const of = legacy ? rates.legacy : rates
  return isOlder ? of.from16 : of.under16
}
