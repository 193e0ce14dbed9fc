import { expect, test } from 'vitest'
import { readClock } from './date-field.tsx'

test.each([
  ['9:40pm', '21:40'],
  ['9.40 PM', '21:40'],
  ['21:40', '21:40'],
  ['2140', '21:40'],
  ['9pm', '21:00'],
  ['12am', '00:00'],
  ['12 midnight', '00:00'],
  ['12:30am', '00:30'],
  ['12 noon', '12:00'],
  ['12pm', '12:00'],
  ['7:05', '07:05'],
])('%s is %s', (typed, clock) => expect(readClock(typed)).toBe(clock))

test.each(['13am', '0pm', '3noon', '9midnight', '24:00', '9:60', '9', 'soon', ''])('%j is no time', (typed) =>
  expect(readClock(typed)).toBeNull(),
)
