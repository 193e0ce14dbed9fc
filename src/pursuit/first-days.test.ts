import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { usualClocks } from '../missing/index.ts'
import { addSeconds, day, type Id, instant, type Instant } from '../plain/index.ts'
import { type Entry, moment, said, type Said } from '../register/index.ts'
import { firstDaysOf, nextCheckIn } from './first-days.ts'

const plan = 'plan' as Id
const entry = (what: Said, fact: Id = 'fact' as Id, about: Id | null = null): Entry => ({
  ...what,
  id: fact,
  child: 'child' as Id,
  fact,
  about,
  knownFrom: instant('2026-03-27T20:00:00Z'),
  knownUntil: null,
  source: 1,
  saidBy: null,
  supersedes: null,
})
const planAt = (at: string) =>
  entry(said('safety-plan', '', { from: day(at.slice(0, 10)), fromAt: instant(at) }), plan)
const checkIn = (code: string, at: string) =>
  entry(moment('check-in', code, day(at.slice(0, 10)), instant(at)), at as Id, plan)
const due = (known: Entry[], now = '2026-03-27T21:00:00Z') => {
  const at = firstDaysOf(known, usualClocks, instant(now)).due
  return at === null ? null : `${at.slice(0, 16)}Z`
}

describe('check-ins in the first 72 hours', () => {
  test('a child placed on Friday evening is looked after every 24 hours, over the change of the clocks too', () => {
    // In 2026 the clocks go forward on Sunday 29 March at 1:00 UTC. 24 hours are 86,400 seconds.
    const known = [planAt('2026-03-27T20:00:00Z')]
    expect(due(known)).toBe('2026-03-28T20:00Z')
    const seen = [...known, checkIn('seen', '2026-03-28T19:30:00Z')]
    expect(due(seen)).toBe('2026-03-29T19:30Z')
  })

  test('a try that reached nobody moves nothing', () => {
    expect(due([planAt('2026-03-27T20:00:00Z'), checkIn('not-reached', '2026-03-28T19:00:00Z')])).toBe(
      '2026-03-28T20:00Z',
    )
  })

  test('when 72 hours are over nothing more is due; a child who is missing is the desk’s', () => {
    // 27 March 20:00 and 72 hours: until 30 March 20:00. Reached at 29 March 21:00, the next would be after that.
    expect(due([planAt('2026-03-27T20:00:00Z'), checkIn('spoken', '2026-03-29T21:00:00Z')])).toBeNull()
    expect(
      due([
        planAt('2026-03-27T20:00:00Z'),
        entry(
          said('missing', 'M', { from: day('2026-03-28'), fromAt: instant('2026-03-28T02:00:00Z') }),
          'm' as Id,
        ),
      ]),
    ).toBeNull()
  })

  test('a council that switches them off has none, and one that says every 6 hours has them then', () => {
    const since = instant('2026-03-27T20:00:00Z')
    const off = { ...usualClocks, 'check-in': { on: false, seconds: null } }
    const six = { ...usualClocks, 'check-in': { on: true, seconds: 6 * 3600 } }
    expect(nextCheckIn({ since, lastReached: null }, off)).toBeNull()
    expect(nextCheckIn({ since, lastReached: null }, six)).toBe(addSeconds(since, 6 * 3600))
  })

  test('somebody who looks up to 12 hours early looks three times or more, and never without end', () => {
    // By hand: on time, at 24, 48 and 72 hours, three times; 12 hours early each time, every 12 hours: at 12, 24, 36, 48
    // and, the last that is due by 72 hours, at 60 minus the rest: five times.
    fc.assert(
      fc.property(
        fc.array(fc.integer({ min: 0, max: 12 * 3600 - 1 }), { minLength: 8, maxLength: 8 }),
        (early) => {
          const since = instant('2026-10-24T20:00:00Z')
          let last: Instant | null = null
          let looks = 0
          for (;;) {
            const next = nextCheckIn({ since, lastReached: last }, usualClocks)
            if (next === null) break
            last = addSeconds(next, -(early[looks] ?? 0))
            looks += 1
          }
          expect(looks).toBeGreaterThanOrEqual(3)
          expect(looks).toBeLessThanOrEqual(5)
        },
      ),
    )
  })
})

test('a placement of yesterday without a plan asks for one, and one of last month does not', () => {
  const placed = (on: string) => entry(said('placement', 'U4', { from: day(on) }), 'placed' as Id)
  const now = instant('2026-03-27T12:00:00Z')
  expect(firstDaysOf([placed('2026-03-26')], usualClocks, now).lacksPlan).toBe(true)
  expect(firstDaysOf([placed('2026-02-26')], usualClocks, now).lacksPlan).toBe(false)
  // A plan of the placement before does not count for this one.
  expect(
    firstDaysOf([placed('2026-03-26'), planAt('2026-01-02T10:00:00Z')], usualClocks, now).lacksPlan,
  ).toBe(true)
  expect(
    firstDaysOf([placed('2026-03-26'), planAt('2026-03-26T18:00:00Z')], usualClocks, now).lacksPlan,
  ).toBe(false)
})
