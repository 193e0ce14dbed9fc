import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { holds, overlaps, type Period, touches } from './period.ts'
import { addDays, day } from './plain-date.ts'

const at = (n: number) => addDays(day('2016-02-25'), n)
const spell = (from: number | null, until: number | null): Period => ({
  from: from === null ? null : at(from),
  until: until === null ? null : at(until),
})
const days = Array.from({ length: 14 }, (_, n) => at(n - 2))

/** Over a leap day; open at either end or not; never ending before its start. */
const anySpell = fc
  .tuple(fc.option(fc.nat(8)), fc.option(fc.nat(8)))
  .filter(([from, until]) => from === null || until === null || from <= until)
  .map(([from, until]) => spell(from, until))

describe('counted, both days are inside', () => {
  test('two periods touch just where they have a day in common', () => {
    fc.assert(
      fc.property(anySpell, anySpell, (a, b) => {
        expect(touches(a, b)).toBe(days.some((on) => holds(a, on) && holds(b, on)))
        expect(touches(a, b)).toBe(touches(b, a))
      }),
    )
  })
  test('ending on the first day of the other is enough', () => {
    expect(touches(spell(0, 3), spell(3, 5))).toBe(true)
    expect(touches(spell(0, 2), spell(3, 5))).toBe(false)
  })
})

describe('compared, the last day is outside', () => {
  const nights = (a: Period) => days.filter((on) => holds(a, on) && (a.until === null || on < a.until))

  test('two spells overlap just where they have a night in common', () => {
    fc.assert(
      fc.property(anySpell, anySpell, (a, b) => {
        const others = new Set(nights(b))
        expect(overlaps(a, b)).toBe(nights(a).some((on) => others.has(on)))
        expect(overlaps(a, b)).toBe(overlaps(b, a))
      }),
    )
  })
  test('spells that touch do not overlap, and one of no length overlaps nothing, itself included', () => {
    expect(overlaps(spell(0, 3), spell(3, 5))).toBe(false)
    expect(overlaps(spell(2, 2), spell(0, 5))).toBe(false)
    expect(overlaps(spell(2, 2), spell(2, 2))).toBe(false)
    expect(overlaps(spell(0, null), spell(5, 6))).toBe(true)
  })
})
