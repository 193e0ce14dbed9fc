import { expect, test } from 'vitest'
import { day, instant } from '../plain/index.ts'
import type { Occurrence } from './occurrence.ts'
import { patternsOf, weekdayOf } from './patterns.ts'

const once = (
  from: string,
  at: string | null,
  until: string | null,
  untilAt: string | null = null,
): Occurrence => ({
  child: '00000000-0000-7000-8000-000000000001' as Occurrence['child'],
  spells: [
    {
      fact: '00000000-0000-7000-8000-000000000002' as Occurrence['child'],
      kind: 'missing',
      since: { day: day(from), at: at === null ? null : instant(at) },
      until: until === null ? null : { day: day(until), at: untilAt === null ? null : instant(untilAt) },
      reportedAt: null,
      interviewFlags: { offered: '', accepted: '' },
    },
  ],
  words: [],
})
const now = instant('2026-02-20T12:00:00Z')

test('weekdays are those of the calendar on the wall', () => {
  // 3 February 2026 was a Tuesday, 29 February 2024 a Thursday, 1 January 1970 a Thursday.
  expect(['2026-02-03', '2024-02-29', '1970-01-01', '2026-03-29'].map((one) => weekdayOf(day(one)))).toEqual([
    'Tuesday',
    'Thursday',
    'Thursday',
    'Sunday',
  ])
})

test('hours are those of London: 11:30pm UTC in summer is half past midnight of the next day', () => {
  const found = patternsOf(
    [once('2026-06-02', '2026-06-01T23:30:00Z', '2026-06-02', '2026-06-02T05:00:00Z')],
    [],
    now,
  )
  expect(found.byPartOfDay).toMatchObject({ night: 1, evening: 0 })
  expect(found.byWeekday.Tuesday).toBe(1)
  expect(found.byLength['under 6 hours']).toBe(1)
})

test('an occasion whose time nobody knows is counted as that, and one that goes on has no length yet', () => {
  const found = patternsOf([once('2026-02-17', null, null)], [], now)
  expect(found.byPartOfDay['not recorded']).toBe(1)
  expect(Object.values(found.byLength)).toEqual([0, 0, 0, 0, 0])
  // 17, 18, 19 and 20 February.
  expect([...found.days]).toEqual(['2026-02-17', '2026-02-18', '2026-02-19', '2026-02-20'])
})

test('the first 72 hours after a placement are 72 × 3,600 seconds, the last one among them', () => {
  const placed = { day: day('2026-02-01'), at: instant('2026-02-01T10:00:00Z') }
  const at = (time: string) => patternsOf([once('2026-02-04', time, null)], [placed], now).soonAfterPlacement
  expect(at('2026-02-04T10:00:00Z')).toBe(1)
  expect(at('2026-02-04T10:00:01Z')).toBe(0)
})
