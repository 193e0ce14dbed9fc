import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import {
  addSeconds,
  clockInWords,
  endOfLondonDay,
  fromLondon,
  type Instant,
  instant,
  instantOf,
  londonDate,
  londonTime,
  millis,
  parseInstant,
  startOfLondonDay,
} from './instant.ts'
import { addDays, day } from './plain-date.ts'

const anyInstant = fc
  .date({ min: new Date('1975-01-01T00:00:00Z'), max: new Date('2100-01-01T00:00:00Z'), noInvalidDate: true })
  .map(instantOf)
const someDay = fc.integer({ min: 0, max: 40_000 }).map((n) => addDays(day('1975-01-01'), n))
const hours = (from: Instant, until: Instant) => (millis(until) - millis(from)) / 3_600_000

describe('an instant', () => {
  test('is written in one way, so that the order of texts is the order of moments', () => {
    fc.assert(
      fc.property(anyInstant, anyInstant, (a, b) => {
        expect(a < b).toBe(millis(a) < millis(b))
      }),
    )
  })
  test('is read with any zone, and as PostgreSQL prints it', () => {
    const noon = '2015-06-01T12:00:00.000000Z'
    for (const text of [
      '2015-06-01T12:00:00Z',
      '2015-06-01 12:00:00+00',
      '2015-06-01T13:00+01:00',
      '2015-06-01 13:00:00.000+0100',
    ]) {
      expect(parseInstant(text)).toEqual({ ok: true, value: noon })
    }
    expect(instant('2015-06-01 12:00:00.123456+00')).toBe('2015-06-01T12:00:00.123456Z')
  })
  test.each([
    '2015-06-01T12:00:00',
    '2015-02-30T12:00:00Z',
    '2015-06-01T24:00:00Z',
    '2015-06-01T12:60:00Z',
    '2015-06-01',
    'now',
  ])('"%s" is none', (text) => {
    expect(parseInstant(text).ok).toBe(false)
  })
  test('some seconds later keeps its microseconds', () => {
    expect(addSeconds(instant('2015-06-01T12:00:00.123456Z'), 60)).toBe('2015-06-01T12:01:00.123456Z')
  })
})

describe('the time in London', () => {
  test('is an hour ahead in summer', () => {
    expect(fromLondon(day('2015-06-01'), '21:40')).toEqual({ ok: true, value: '2015-06-01T20:40:00.000000Z' })
    expect(fromLondon(day('2015-12-01'), '21:40')).toEqual({ ok: true, value: '2015-12-01T21:40:00.000000Z' })
    expect(londonTime(instant('2015-06-30T23:30:00Z'))).toEqual({ date: '2015-07-01', time: '00:30' })
  })

  // Sunday 29 March 2015: at 1am the clocks went to 2am. Sunday 25 October 2015: at 2am back to 1am.
  test('leaves an hour out in spring', () => {
    const night = day('2015-03-29')
    expect(fromLondon(night, '00:59')).toEqual({ ok: true, value: '2015-03-29T00:59:00.000000Z' })
    expect(fromLondon(night, '01:00')).toMatchObject({ ok: false, problem: { problem: 'skipped' } })
    expect(fromLondon(night, '01:59')).toMatchObject({ ok: false, problem: { problem: 'skipped' } })
    expect(fromLondon(night, '02:00')).toEqual({ ok: true, value: '2015-03-29T01:00:00.000000Z' })
  })
  test('has an hour twice in autumn, and hands both back', () => {
    const night = day('2015-10-25')
    expect(fromLondon(night, '00:59')).toEqual({ ok: true, value: '2015-10-24T23:59:00.000000Z' })
    expect(fromLondon(night, '01:30')).toMatchObject({
      ok: false,
      problem: {
        problem: 'twice',
        first: '2015-10-25T00:30:00.000000Z',
        second: '2015-10-25T01:30:00.000000Z',
      },
    })
    expect(fromLondon(night, '02:00')).toEqual({ ok: true, value: '2015-10-25T02:00:00.000000Z' })
  })
  test.each(['24:00', '12:60', '7', '7.30', ''])('"%s" is no time', (text) => {
    expect(fromLondon(day('2015-06-01'), text)).toMatchObject({
      ok: false,
      problem: { problem: 'not a time' },
    })
  })
  test('read off the clock and put back is the same moment, or one of the two', () => {
    fc.assert(
      fc.property(anyInstant, (at) => {
        const minute = instant(`${at.slice(0, 16)}:00Z`)
        const { date, time } = londonTime(minute)
        const back = fromLondon(date, time)
        if (back.ok) expect(back.value).toBe(minute)
        else
          expect(back.problem.problem === 'twice' && [back.problem.first, back.problem.second]).toContain(
            minute,
          )
      }),
    )
  })
})

describe('a day in London', () => {
  test('has 24 hours, 23 in spring and 25 in autumn', () => {
    const length = (text: string) =>
      hours(startOfLondonDay(day(text)), startOfLondonDay(addDays(day(text), 1)))
    expect([length('2015-06-01'), length('2015-03-29'), length('2015-10-25')]).toEqual([24, 23, 25])
  })
  test('ends a microsecond before the next begins, and both belong to it', () => {
    expect(endOfLondonDay(day('2015-06-01'))).toBe('2015-06-01T22:59:59.999999Z')
    expect(endOfLondonDay(day('2015-12-01'))).toBe('2015-12-01T23:59:59.999999Z')
    fc.assert(
      fc.property(someDay, (on) => {
        expect(londonDate(startOfLondonDay(on))).toBe(on)
        expect(londonDate(endOfLondonDay(on))).toBe(on)
        expect(endOfLondonDay(on) < startOfLondonDay(addDays(on, 1))).toBe(true)
      }),
    )
  })
  test('72 hours from a Friday evening before the clocks go forward end an hour later on the clock', () => {
    expect(londonTime(addSeconds(instant('2015-03-27T18:00:00Z'), 72 * 3600))).toEqual({
      date: '2015-03-30',
      time: '19:00',
    })
    expect(londonTime(addSeconds(instant('2015-10-23T17:00:00Z'), 72 * 3600))).toEqual({
      date: '2015-10-26',
      time: '17:00',
    })
  })
})

test('a clock is read out as people say it', () => {
  expect(['00:00', '00:05', '09:00', '12:00', '12:30', '21:40'].map(clockInWords)).toEqual([
    'midnight',
    '12:05am',
    '9am',
    '12 midday',
    '12:30pm',
    '9:40pm',
  ])
})
