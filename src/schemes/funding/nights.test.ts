import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { addDays, day, type PlainDate } from '../../plain/index.ts'
import { isPaid, paidIn, stretchesIn, type Supported } from './nights.ts'

const child = (some: Partial<Supported> = {}): Supported => ({
  born: day('2004-06-15'),
  care: [{ from: day('2017-01-10'), until: null }],
  missing: [],
  custody: [],
  unaccompaniedFrom: null,
  ...some,
})
const months = (year: number) =>
  Array.from({ length: 12 }, (_, i) => day(`${year}-${String(i + 1).padStart(2, '0')}-01`))
const year = (one: Supported, of: number, tier: 'standard' | 'higher' = 'standard') =>
  months(of).reduce(
    (sum, month) => {
      const { nights, pounds } = paidIn(one, month, tier)
      return { nights: sum.nights + nights, pounds: sum.pounds + pounds }
    },
    { nights: 0, pounds: 0 },
  )

describe('by hand', () => {
  test('a whole year: 365 nights at 114 are the 41,610 pounds of the press, and at 91 they are 33,215', () => {
    expect(year(child(), 2018)).toEqual({ nights: 365, pounds: 41_610 })
    // Seventeen all year long, entered after June 2016.
    expect(year(child({ born: day('2000-12-31') }), 2018)).toEqual({ nights: 364, pounds: 364 * 91 })
    expect(year(child({ born: day('2001-01-01') }), 2018)).toEqual({ nights: 365, pounds: 33_215 })
    // A leap year has a night more.
    expect(year(child({ born: day('2008-01-01') }), 2020).nights).toBe(366)
  })

  test('a night belongs to the day on which it begins, and none to the day on which care ceases', () => {
    const one = child({ care: [{ from: day('2018-03-10'), until: day('2018-03-12') }] })
    expect(paidIn(one, day('2018-03-01'), 'standard')).toEqual({ nights: 2, pounds: 228 })
    // Over the change of the clocks on 25 March 2018 and the end of a month.
    const over = child({ care: [{ from: day('2018-03-24'), until: day('2018-04-02') }] })
    expect(paidIn(over, day('2018-03-01'), 'standard').nights).toBe(8)
    expect(paidIn(over, day('2018-04-01'), 'standard').nights).toBe(1)
  })

  test('28 nights of a missing episode are paid, and from the 29th none until the child is back', () => {
    // Missing from 1 March: the nights of 1 to 28 March are paid, those of 29, 30 and 31 are not, nor those of April until
    // the day of the return, 10 April.
    const one = child({ missing: [{ from: day('2018-03-01'), until: day('2018-04-10') }] })
    expect(paidIn(one, day('2018-03-01'), 'standard').nights).toBe(28)
    expect(paidIn(one, day('2018-04-01'), 'standard').nights).toBe(21)
    // Back after 28 nights: all are paid.
    const back = child({ missing: [{ from: day('2018-03-01'), until: day('2018-03-29') }] })
    expect(paidIn(back, day('2018-03-01'), 'standard').nights).toBe(31)
    // Found on the 15th and gone again: another episode, with 28 nights of its own.
    const two = child({
      missing: [
        { from: day('2018-03-01'), until: day('2018-03-15') },
        { from: day('2018-03-15'), until: day('2018-04-01') },
      ],
    })
    expect(paidIn(two, day('2018-03-01'), 'standard').nights).toBe(31)
  })

  test('every night of a month has its reason, in stretches without a gap', () => {
    // 16 on 4 March, in custody from the 10th to the 12th, missing since 1 February: the last paid night is 28 February, and
    // none of March is until the return on the 6th.
    const one = child({
      born: day('2002-03-04'),
      custody: [{ from: day('2018-03-10'), until: day('2018-03-12') }],
      missing: [{ from: day('2018-02-01'), until: day('2018-03-06') }],
      care: [{ from: day('2017-01-10'), until: day('2018-03-30') }],
    })
    expect(
      stretchesIn(one, day('2018-03-01'), 'standard').map((stretch) => [
        stretch.from,
        stretch.nights,
        stretch.why,
        stretch.rate,
      ]),
    ).toEqual([
      ['2018-03-01', 5, 'missing too long', 0],
      ['2018-03-06', 4, 'from 16', 91],
      ['2018-03-10', 2, 'in custody', 0],
      ['2018-03-12', 18, 'from 16', 91],
      ['2018-03-30', 2, 'not in care', 0],
    ])
  })

  test('the last night is that before the 18th birthday, and the lower rate begins with the 16th', () => {
    const eighteen = child({ born: day('2000-03-10') })
    expect(paidIn(eighteen, day('2018-03-01'), 'standard')).toEqual({ nights: 9, pounds: 9 * 91 })
    const sixteen = child({ born: day('2002-03-10') })
    expect(paidIn(sixteen, day('2018-03-01'), 'standard').pounds).toBe(9 * 114 + 22 * 91)
    // Born on 29 February 2000: 18 on 1 March 2018 where nothing else is chosen, and on 28 February otherwise.
    const leap = child({ born: day('2000-02-29') })
    expect(paidIn(leap, day('2018-02-01'), 'standard').nights).toBe(28)
    expect(paidIn(leap, day('2018-02-01'), 'standard', '28 February').nights).toBe(27)
  })

  test('whoever was in care on 30 June 2016 keeps the old rates until April 2019; a day later is too late for that', () => {
    const on = (from: string) =>
      paidIn(child({ care: [{ from: day(from), until: null }] }), day('2017-05-01'), 'standard').pounds
    expect(on('2016-06-30')).toBe(31 * 95)
    expect(on('2016-07-01')).toBe(31 * 114)
    const old = child({ care: [{ from: day('2016-06-30'), until: null }] })
    expect(paidIn(old, day('2019-04-01'), 'standard').pounds).toBe(30 * 114)
  })

  test('143 pounds over the threshold from June 2020, and not before', () => {
    expect(paidIn(child(), day('2020-06-01'), 'higher').pounds).toBe(30 * 143)
    expect(paidIn(child(), day('2020-05-01'), 'higher').pounds).toBe(31 * 114)
  })

  test('nothing is paid in custody, nor before the child was unaccompanied', () => {
    const one = child({
      custody: [{ from: day('2018-03-05'), until: day('2018-03-10') }],
      unaccompaniedFrom: day('2018-03-03'),
    })
    expect(paidIn(one, day('2018-03-01'), 'standard').nights).toBe(31 - 2 - 5)
  })
})

/** Counted again another way: an array of the nights of a year, filled and emptied, with the calendar of JavaScript. */
function countedApart(one: Supported, of: number): number {
  const number = (text: string) => Date.parse(`${text}T00:00:00Z`) / 86_400_000
  const [first, end] = [number(`${of}-01-01`), number(`${of + 1}-01-01`)]
  const paid = new Array<boolean>(end - first).fill(false)
  const birth = new Date(`${one.born}T00:00:00Z`)
  // Of somebody born on 29 February JavaScript makes 1 March in a common year by itself.
  const eighteen = Date.UTC(birth.getUTCFullYear() + 18, birth.getUTCMonth(), birth.getUTCDate()) / 86_400_000
  const fill = (from: string, until: string | null, is: boolean) =>
    paid.fill(
      is,
      Math.max(0, Math.min(paid.length, number(from) - first)),
      Math.max(0, until === null ? paid.length : number(until) - first),
    )
  for (const { from, until } of one.care) fill(from, until, true)
  if (eighteen < end) paid.fill(false, Math.max(0, eighteen - first))
  for (const { from, until } of one.custody) fill(from, until, false)
  // Every night of each episode, one after the other: how many in a row.
  for (const { from, until } of one.missing) {
    let run = 0
    for (let night = number(from); night < (until === null ? end : number(until)); night++)
      if (++run > 28 && night >= first && night < end) paid[night - first] = false
  }
  return paid.filter(Boolean).length
}

test('10,000 years of children: the same nights as an independent counter', () => {
  const near = (from: PlainDate, days: number) =>
    fc.integer({ min: 0, max: days }).map((n) => addDays(from, n))
  const nights = (longest: number) =>
    fc
      .tuple(near(day('2015-06-01'), 1600), fc.option(fc.integer({ min: 1, max: longest }), { freq: 8 }))
      .map(([from, n]) => ({ from, until: n === null ? null : addDays(from, n) }))
  fc.assert(
    fc.property(
      fc.record({
        born: fc.oneof(near(day('1997-01-01'), 2900), fc.constantFrom(day('2000-02-29'), day('1998-12-31'))),
        care: fc.array(nights(900), { minLength: 1, maxLength: 3 }),
        missing: fc.array(nights(90), { maxLength: 3 }),
        custody: fc.array(nights(60), { maxLength: 1 }),
        unaccompaniedFrom: fc.constant(null),
      }),
      fc.constantFrom(2016, 2017, 2018, 2019),
      (one, of) => {
        const nights = countedApart(one, of)
        expect(year(one, of).nights).toBe(nights)
        // What is said of each night adds up to the same.
        const said = months(of).flatMap((month) => stretchesIn(one, month, 'standard'))
        expect(said.reduce((sum, each) => sum + each.nights, 0)).toBe(of === 2016 ? 366 : 365)
        expect(said.reduce((sum, each) => sum + (isPaid(each.why) ? each.nights : 0), 0)).toBe(nights)
      },
    ),
    { numRuns: 10_000 },
  )
}, 60_000)
