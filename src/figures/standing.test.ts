import { expect, test } from 'vitest'
import type { Standing } from './reading.ts'
import { markOf, markOfHoldings } from './standing.ts'

const nothing: Standing = {
  counted: false,
  lookedAfter: false,
  identified: false,
  suspected: false,
  unaccompanied: false,
  missing: false,
  notFoundTrafficked: false,
  notFoundUnaccompanied: false,
  notFound: false,
  beforeCare: false,
  wentMissing: false,
  everInCare: false,
  hasStatus: false,
  hasImmigration: false,
  inReturn: false,
  inCareAtEnd: false,
  unaccompaniedAtEnd: false,
  hasBirthday: false,
}
const names = Object.keys(nothing) as (keyof Standing)[]

test('whatever is so of a child has a bit of its own, and so has what the register holds', () => {
  const marks = [
    ...names.map((name) => markOf({ ...nothing, [name]: true })),
    markOfHoldings({ episodes: true, unaccompaniedFile: false, missing: false }),
    markOfHoldings({ episodes: false, unaccompaniedFile: true, missing: false }),
    markOfHoldings({ episodes: false, unaccompaniedFile: false, missing: true }),
  ]
  expect(markOf(nothing)).toBe(0)
  expect(marks.every((mark) => mark > 0 && (mark & (mark - 1)) === 0)).toBe(true)
  expect(new Set(marks).size).toBe(names.length + 3)
})
