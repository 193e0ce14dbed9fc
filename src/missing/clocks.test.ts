import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { day, fromLondon, instant, type Instant, type PlainDate } from '../plain/index.ts'
import { clocks } from '../standard/index.ts'
import { runsOut } from './clocks.ts'

/**
 * The same again without the product's code, and without a table of time zones: London is an hour ahead of UTC from
 * 01:00 UTC on the last Sunday of March to 01:00 UTC on the last Sunday of October (Summer Time Order 2002).
 */
const lastSunday = (year: number, month: number): number => {
  const last = new Date(Date.UTC(year, month, 0))
  return Date.UTC(year, month - 1, last.getUTCDate() - last.getUTCDay(), 1)
}
const isSummer = (ms: number): boolean => {
  const year = new Date(ms).getUTCFullYear()
  return ms >= lastSunday(year, 3) && ms < lastSunday(year, 10)
}
/** The first minute of a day in London, as milliseconds: midnight is never skipped or doubled. */
const midnight = (year: number, month: number, date: number): number => {
  const plain = Date.UTC(year, month - 1, date)
  return isSummer(plain - 3_600_000) ? plain - 3_600_000 : plain
}
const ms = (at: Instant) => Date.parse(`${at.slice(0, 23)}Z`)

/** Days of the years 2015 to 2035, more often near a clock change, a leap day or the end of a month. */
const days = fc.oneof(
  fc.integer({ min: Date.UTC(2015, 0, 1) / 86_400_000, max: Date.UTC(2035, 11, 31) / 86_400_000 }),
  fc
    .record({
      year: fc.integer({ min: 2015, max: 2035 }),
      month: fc.constantFrom(3, 10),
      off: fc.integer({ min: -4, max: 4 }),
    })
    .map(({ year, month, off }) => Math.floor(lastSunday(year, month) / 86_400_000) + off),
  fc
    .record({ year: fc.integer({ min: 2015, max: 2035 }), off: fc.integer({ min: -3, max: 3 }) })
    .map(({ year, off }) => Date.UTC(year, 1, 28) / 86_400_000 + off),
)
const dateOf = (number: number) => new Date(number * 86_400_000).toISOString().slice(0, 10) as PlainDate

describe('the clock of the return interview', () => {
  test('is 72 × 3,600 seconds after the return, over every clock change, in 10,000 cases', () => {
    fc.assert(
      fc.property(days, fc.integer({ min: 0, max: 24 * 3600 - 1 }), (number, second) => {
        const at = new Date(number * 86_400_000 + second * 1000).toISOString().replace('Z', '000Z') as Instant
        const due = runsOut(clocks['return-interview'], { day: dateOf(number), at })
        expect(ms(due) - (number * 86_400_000 + second * 1000)).toBe(259_200_000)
      }),
      { numRuns: 10_000 },
    )
  })

  test('runs from the first minute of the day in London where no time is known, in 10,000 cases', () => {
    fc.assert(
      fc.property(days, (number) => {
        const date = dateOf(number)
        const [year = 0, month = 0, ofMonth = 0] = date.split('-').map(Number)
        const due = runsOut(clocks['return-interview'], { day: date, at: null })
        expect(ms(due)).toBe(midnight(year, month, ofMonth) + 259_200_000)
      }),
      { numRuns: 10_000 },
    )
  })

  test('found on 24 October 2026 at 10:30am, three days before which the clocks go back: due 27 October at 9:30am', () => {
    const found = fromLondon(day('2026-10-24'), '10:30')
    expect(found).toEqual({ ok: true, value: instant('2026-10-24T09:30:00Z') })
    const due = runsOut(clocks['return-interview'], {
      day: day('2026-10-24'),
      at: instant('2026-10-24T09:30:00Z'),
    })
    // 9:30am in London is 09:30 UTC in winter; three days of the calendar would say 10:30am.
    expect(due).toBe(instant('2026-10-27T09:30:00Z'))
  })

  test('back on 27 March 2027 at 8pm, when the clocks go forward: due 30 March at 9pm', () => {
    const due = runsOut(clocks['return-interview'], {
      day: day('2027-03-27'),
      at: instant('2027-03-27T20:00:00Z'),
    })
    expect(due).toBe(instant('2027-03-30T20:00:00Z'))
  })
})

describe('clocks that fall on a day', () => {
  test('28 days and 42 days end on the first minute of a day in London, in 10,000 cases', () => {
    fc.assert(
      fc.property(
        days,
        fc.constantFrom('grant-stop' as const, 'six-weekly-review' as const),
        (number, id) => {
          const then = new Date((number + (id === 'grant-stop' ? 28 : 42)) * 86_400_000)
          const due = runsOut(clocks[id], { day: dateOf(number), at: null })
          expect(ms(due)).toBe(midnight(then.getUTCFullYear(), then.getUTCMonth() + 1, then.getUTCDate()))
        },
      ),
      { numRuns: 10_000 },
    )
  })

  test('the grant of a child missing since 14 January 2026 stops on 11 February', () => {
    // Nights of 14 January to 10 February are 28: 18 in January and 10 in February.
    expect(runsOut(clocks['grant-stop'], { day: day('2026-01-14'), at: null })).toBe(
      instant('2026-02-11T00:00:00Z'),
    )
  })

  test('the 18th birthday of a child born on 29 February 2012 is 1 March 2030, or 28 February where a council says so', () => {
    const born = { day: day('2012-02-29'), at: null }
    expect(runsOut(clocks['birthday-18'], born)).toBe(instant('2030-03-01T00:00:00Z'))
    expect(runsOut(clocks['birthday-18'], born, null, '28 February')).toBe(instant('2030-02-28T00:00:00Z'))
  })

  test('birthdays in summer begin at 11pm UTC of the day before, in 10,000 cases', () => {
    fc.assert(
      fc.property(days, (number) => {
        const born = dateOf(number)
        if (born.endsWith('02-29')) return
        const [year = 0, month = 0, ofMonth = 0] = born.split('-').map(Number)
        const due = runsOut(clocks['birthday-18'], { day: born, at: null })
        expect(ms(due)).toBe(midnight(year + 18, month, ofMonth))
      }),
      { numRuns: 10_000 },
    )
  })
})

test('a council’s own length counts instead of the standard’s', () => {
  const since = { day: day('2026-02-03'), at: instant('2026-02-03T01:07:00Z') }
  expect(runsOut(clocks['tell-police'], since)).toBe(instant('2026-02-03T01:07:00Z'))
  expect(runsOut(clocks['tell-police'], since, 100 * 60)).toBe(instant('2026-02-03T02:47:00Z'))
})

test('every clock says from when it is in force and on what authority', () => {
  for (const clock of Object.values(clocks)) {
    expect(clock.authority.length).toBeGreaterThan(20)
    expect(clock.since <= day('2026-11-29')).toBe(true)
  }
  // Practice of single councils is off until switched on.
  expect(clocks['senior-alert'].on).toBe(false)
  expect(clocks['six-weekly-review'].on).toBe(false)
})
