import { describe, expect, test } from 'vitest'
import { addDays, day } from '../plain/index.ts'
import { answerDue, bankHolidays, isWorkingDay } from './bank-holidays.ts'

describe('twenty working days after a request is received', () => {
  // Counted by hand from the published lists: received, due under the Act of 2000, due under the Scottish Act.
  test.each([
    ['2016-12-12', '2017-01-13', '2017-01-13'],
    ['2022-09-01', '2022-09-30', '2022-09-30'],
    ['2023-04-03', '2023-05-04', '2023-05-03'],
    ['2024-03-09', '2024-04-10', '2024-04-08'],
    ['2024-12-13', '2025-01-16', '2025-01-16'],
    ['2025-07-04', '2025-08-05', '2025-08-01'],
    ['2026-06-01', '2026-06-30', '2026-06-30'],
    ['2026-11-22', '2026-12-21', '2026-12-21'],
  ])('received on %s: %s, in Scotland %s', (received, foia, foisa) => {
    expect(answerDue(day(received), 'FOIA')).toBe(foia)
    expect(answerDue(day(received), 'FOISA')).toBe(foisa)
  })

  test('leave out the holiday of a single part of the United Kingdom: 15 June 2026 is one in Scotland alone', () => {
    expect(bankHolidays.Scotland.has(day('2026-06-15'))).toBe(true)
    expect(bankHolidays['England and Wales'].has(day('2026-06-15'))).toBe(false)
    expect(isWorkingDay(day('2026-06-15'), 'FOIA')).toBe(false)
  })

  test('are never fewer than 20 weekdays, and the day after the last holiday list is refused, not guessed', () => {
    expect(answerDue(day('2028-12-20'), 'FOIA')).toBeNull()
    for (let received = day('2015-01-01'); received < day('2028-10-01'); received = addDays(received, 1)) {
      const due = answerDue(received, 'FOIA') ?? ''
      // Twenty weekdays are at least 26 days after a weekend day, and no stretch holds more than seven holidays.
      expect(due > addDays(received, 25) && due < addDays(received, 42)).toBe(true)
    }
  })
})
