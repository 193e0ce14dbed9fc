import { expect, test } from 'vitest'
import { aChild, testRegister } from '../../test/support/register.ts'
import { day, type Id, instant } from '../plain/index.ts'
import { said } from '../register/index.ts'
import { usualClocks } from './clocks.ts'
import { deskAt } from './desk.ts'

test('tonight’s case stands before one that has been over for years, and the newest of those comes first', async () => {
  const register = await testRegister()
  const gone = (number: string, at: string): Promise<Id> =>
    aChild(
      register,
      number,
      [said('missing', 'M', { from: day(at.slice(0, 10)), fromAt: instant(at) })],
      day('2012-01-01'),
    )
  const [years, year, tonight, evening] = [
    await gone('O-1', '2022-06-17T17:40:00Z'),
    await gone('O-2', '2025-06-17T17:40:00Z'),
    await gone('O-3', '2026-02-03T01:07:00Z'),
    await gone('O-4', '2026-02-02T21:00:00Z'),
  ]
  const desk = await deskAt(
    register.db,
    register.permit('missing-coordinator', 'see who is missing'),
    instant('2026-02-03T03:12:00Z'),
    { clocks: usualClocks, interviewsSince: null },
  )
  // Of this week, what fell due first is first.
  expect(desk.cases.map((one) => one.child)).toEqual([evening, tonight, year, years])
})
