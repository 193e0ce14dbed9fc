import { addDays, type PlainDate } from '../plain/index.ts'
import type { Entry } from '../register/index.ts'
import {
  type BankHolidayNation,
  isWorkingDayIn,
  type ReferralClock,
  referralClocks,
  workingDaysAfter,
} from '../standard/index.ts'

/** What is expected of a referral, or was. */
export type Expected = {
  clock: ReferralClock
  /** Null where it falls in a year of which no list of bank holidays is held. */
  on: PlainDate | null
  /** The day on which it was done. */
  done: PlainDate | null
  /** How long after the day it was done, or is open now, in working days or days as the clock counts; 0 where in time. */
  late: number
}

/**
 * What is expected of the latest referral of a child and when, from its steps. A decision on reasonable grounds within five
 * working days of the nation, or 45 days where a local panel decides; on conclusive grounds not before 30 days after that.
 */
export function expectedOf(
  entries: readonly Entry[],
  nation: BankHolidayNation,
  today: PlainDate,
): Expected[] {
  const steps = entries
    .filter(
      (entry) => entry.kind === 'referral' && entry.from !== null && entry.attributes['passedOver'] !== true,
    )
    .sort((a, b) => ((a.from ?? '') < (b.from ?? '') ? -1 : 1))
  const referred = steps.findLast(({ code }) => code === 'referred')
  const since = referred?.from ?? null
  if (referred === undefined || since === null) return []
  const after = steps.filter(({ from }) => from !== null && from >= since)
  const first = (...codes: string[]) => after.find(({ code }) => codes.includes(code)) ?? null
  const over = first('withdrawn', 'closed')?.from ?? null
  const decision = first('rg-positive', 'rg-negative')
  const conclusive = first('cg-positive', 'cg-negative')
  const panel = [referred, decision].some((step) => step?.attributes['body'] === 'panel')
  const clock = panel ? referralClocks['local-panel'] : referralClocks['reasonable-grounds']
  const found = [expected(clock, since, decision?.from ?? conclusive?.from ?? over, nation, today)]
  if (decision?.code === 'rg-positive' && decision.from !== null)
    found.push(
      expected(referralClocks['conclusive-grounds'], decision.from, conclusive?.from ?? over, nation, today),
    )
  return found
}

function expected(
  clock: ReferralClock,
  since: PlainDate,
  done: PlainDate | null,
  nation: BankHolidayNation,
  today: PlainDate,
): Expected {
  const { length } = clock
  const inWorkingDays = 'workingDays' in length
  const on = inWorkingDays ? workingDaysAfter(since, length.workingDays, nation) : addDays(since, length.days)
  const until = done ?? today
  let late = 0
  if (on !== null && clock.is === 'expected by')
    for (let day = addDays(on, 1); day <= until; day = addDays(day, 1))
      if (!inWorkingDays || isWorkingDayIn(day, nation)) late++
  return { clock, on, done, late }
}
