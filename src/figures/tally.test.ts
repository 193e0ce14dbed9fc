import { expect, test } from 'vitest'
import { aChild, testRegister } from '../../test/support/register.ts'
import { day, type Id } from '../plain/index.ts'
import { moment, said } from '../register/index.ts'
import {
  addUp,
  type Breakdown,
  breakdownOf,
  catalogue,
  type Count,
  countPeriod,
  type Measure,
  measureOf,
  readCouncil,
  readCouncils,
  usualSettings,
} from './index.ts'

const register = await testRegister()
const born = day('2001-01-01')
const care = (from: string) => said('episode', 'V2', { from: day(from) })
const missing = (from: string, until: string | null) =>
  said('missing', 'M', { from: day(from), until: until === null ? null : day(until) })
const nation = (code: string) => said('nationality', code)
const uasc = said('immigration', 'uasc', { from: day('2014-01-01') })

const children: Id[] = []
for (const entries of [
  [care('2014-01-01'), nation('ERI'), uasc, missing('2015-02-01', '2015-02-03')],
  [care('2014-01-01'), nation('ERI'), uasc, missing('2015-02-01', null), missing('2014-06-01', '2014-06-02')],
  [care('2014-01-01'), nation('VNM'), said('trafficking', 'suspected', { from: day('2015-01-01') })],
  [care('2016-01-01'), missing('2015-12-24', '2015-12-26')],
  [care('2015-05-01'), moment('note', '', day('2015-05-01'), null)],
])
  children.push(await aChild(register, `TALLY-${children.length}`, entries, born))

const period = { from: day('2015-01-01'), to: day('2015-12-31') }
const waysToSplit = [[], ['council'], ['nationality'], ['kind'], ['nationality', 'located']]
const wanted = catalogue.flatMap((measure) =>
  waysToSplit.map((by) => ({ measure, by: by.flatMap((id) => breakdownOf(id) ?? []) })),
)
const here = register.council
const there = { id: 1, code: 'E10000016', name: 'Kent' }
/** Two councils: the first three children, and the others. */
const apart = [
  await readCouncil(register.db, here, null, children.slice(0, 3)),
  await readCouncil(register.db, there, null, children.slice(3)),
].map((reading) => ({
  ...reading,
  // What a file says of all its children at once is the same for both.
  holdings: { episodes: true, unaccompaniedFile: false, missing: true },
}))

test('councils counted together are the councils counted apart and added up, cell by cell, with their coverage', () => {
  const together = countPeriod(apart, period, usualSettings, wanted)
  const each = apart.map((reading) => countPeriod([reading], period, usualSettings, wanted))
  for (const [i, { by }] of wanted.entries()) {
    const sum = addUp(
      each.flatMap((counts) => counts[i] ?? []),
      by,
    )
    const { cells, total, occurrences, coverage, looked, notAnswerable } = together[i] as Count
    expect({ cells, total, occurrences, coverage, looked, notAnswerable }).toEqual(sum)
  }
})

test('by council each number stands under its council', () => {
  const [count] = countPeriod(apart, period, usualSettings, [
    { measure: measureOf('missing-children') as Measure, by: [breakdownOf('council') as Breakdown] },
  ])
  // Counted by hand: the first two were in care and missing in 2015; the fourth came into care afterwards.
  expect(count?.cells.map((cell) => [cell.values['council'], cell.value])).toEqual([[here.code, 2]])
  expect(count?.total).toBe(2)
})

test('several councils of one register are read at once, each with its own children', async () => {
  const [reading] = await readCouncils(register.db, [here], null)
  expect(reading?.lives.size).toBe(children.length)
  await expect(readCouncils(register.db, [{ ...here, id: 99 }], null)).rejects.toThrow(
    /Council 99 has no head/,
  )
})
