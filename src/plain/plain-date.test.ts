import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import {
  addDays,
  ageOn,
  birthday,
  day,
  daysBetween,
  inWords,
  isLeapYear,
  parseFileDate,
  plainDate,
  returnYearOf,
} from './plain-date.ts'

/** Days from 1 January 1900 to 31 December 2199. */
const anyDay = fc
  .integer({ min: 0, max: daysBetween(day('1900-01-01'), day('2199-12-31')) })
  .map((n) => addDays(day('1900-01-01'), n))

describe('a day', () => {
  test('is the same written in either way', () => {
    fc.assert(
      fc.property(anyDay, (on) => {
        const [year = '', month = '', date = ''] = on.split('-')
        expect(parseFileDate(on)).toEqual({ ok: true, value: on })
        expect(parseFileDate(`${date}/${month}/${year}`)).toEqual({ ok: true, value: on })
        expect(parseFileDate(`${Number(date)}/${Number(month)}/${year}`)).toEqual({ ok: true, value: on })
      }),
    )
  })
  test.each([
    '31/02/2015',
    '29/02/2015',
    '29/02/1900',
    '30/02/2016',
    '31/04/2015',
    '32/01/2015',
    '0/1/2015',
    '12/31/2015',
    '1899-12-31',
    '2200-01-01',
    '01-02-2015',
    '1/2/15',
    '2015-2-1',
    ' 01/02/2015',
    '01/02/2015x',
    '',
  ])('"%s" is none', (text) => {
    expect(parseFileDate(text).ok).toBe(false)
  })
  test.each(['29/02/2016', '29/02/2000', '2096-02-29'])('%s is one: a leap day', (text) => {
    expect(parseFileDate(text).ok).toBe(true)
  })
  test('exists just where the calendar has it', () => {
    fc.assert(
      fc.property(
        fc.integer({ min: 1900, max: 2199 }),
        fc.integer({ min: 1, max: 12 }),
        fc.integer({ min: 1, max: 31 }),
        (year, month, date) => {
          const rolled = new Date(Date.UTC(year, month - 1, date))
          expect(plainDate(year, month, date).ok).toBe(rolled.getUTCMonth() === month - 1)
        },
      ),
    )
  })
  test('comes before another as its text does', () => {
    fc.assert(
      fc.property(anyDay, anyDay, (a, b) => {
        expect(a < b).toBe(daysBetween(a, b) > 0)
      }),
    )
  })
  test('and a number of days later, counted back, is itself', () => {
    fc.assert(
      fc.property(anyDay, fc.integer({ min: -400, max: 400 }), (on, n) => {
        expect(addDays(addDays(on, n), -n)).toBe(on)
      }),
    )
  })
  test('is written in full', () => {
    expect(inWords(day('2015-09-03'))).toBe('3 September 2015')
  })
})

describe('a birthday', () => {
  const born = day('1996-02-29')
  // 2014 is no leap year, 2016 is.
  test('of a child born on 29 February is 1 March in a common year, or 28 February by the setting', () => {
    expect(birthday(born, 18)).toBe('2014-03-01')
    expect(birthday(born, 18, '28 February')).toBe('2014-02-28')
    expect(birthday(born, 20)).toBe('2016-02-29')
    expect(birthday(born, 20, '28 February')).toBe('2016-02-29')
  })
  test('is the first day of a new age', () => {
    fc.assert(
      fc.property(
        anyDay,
        fc.nat(18),
        fc.constantFrom('1 March' as const, '28 February' as const),
        (from, age, leap) => {
          fc.pre(from < '2150-01-01')
          const on = birthday(from, age, leap)
          expect(ageOn(from, on, leap)).toBe(age)
          expect(ageOn(from, addDays(on, -1), leap)).toBe(age - 1)
        },
      ),
    )
  })
  test('keeps month and day of everybody else', () => {
    fc.assert(
      fc.property(anyDay, fc.nat(18), (from, age) => {
        fc.pre(!from.endsWith('02-29') && from < '2150-01-01')
        expect(birthday(from, age).slice(4)).toBe(from.slice(4))
      }),
    )
  })
})

test('leap years are every fourth, not every hundredth, but every four hundredth', () => {
  expect([1900, 1996, 2000, 2015, 2016, 2100].map(isLeapYear)).toEqual([
    false,
    true,
    true,
    false,
    true,
    false,
  ])
})

test('a return year runs from 1 April to 31 March and is called by its end', () => {
  expect(returnYearOf(day('2015-03-31'))).toBe(2015)
  expect(returnYearOf(day('2015-04-01'))).toBe(2016)
})
