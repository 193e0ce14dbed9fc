import fc from 'fast-check'
import { expect, test } from 'vitest'
import { must } from '../plain/index.ts'
import { aroundPerturbed, cellKeysOf, finder, keySpace, perturbed, tableOf, treat } from './index.ts'

/** Keys in the middle of each ninth, of which the table of changes is made. */
const ninths = Array.from({ length: 9 }, (_, i) => ((i + 0.5) / 9) * keySpace)

test('the change is nothing on average, whatever the count: added up over all keys by hand', () => {
  // Of 1: 0 four times, 1 twice, 2 twice, 3 once: 0 + 2 + 4 + 3 = 9, which is 9 times 1.
  expect(ninths.map((key) => perturbed(1, key))).toEqual([0, 0, 0, 0, 1, 1, 2, 2, 3])
  for (const value of [1, 2, 3, 5, 6, 40, 1000])
    expect(ninths.reduce((sum, key) => sum + perturbed(value, key), 0)).toBe(9 * value)
})

test('a 0 stays 0, and no count is printed below 0', () => {
  for (const key of [0, ...ninths, keySpace - 1]) {
    expect(perturbed(0, key)).toBe(0)
    for (const value of [1, 2, 3]) expect(perturbed(value, key)).toBeGreaterThanOrEqual(0)
  }
})

test('what a reader takes a count to be between holds it, with three values at the least', () => {
  fc.assert(
    fc.property(fc.nat({ max: 60 }), fc.integer({ min: 0, max: keySpace - 1 }), (value, key) => {
      const { low, high } = aroundPerturbed(perturbed(value, key))
      expect(value).toBeGreaterThanOrEqual(low)
      expect(value).toBeLessThanOrEqual(high)
      expect(high - low + 1).toBeGreaterThanOrEqual(3)
    }),
  )
})

test('a margin that is all one part has the key of that part, and so the same change', () => {
  const rows = [
    { labels: { a: 'x', b: 'y' }, value: 3, line: 2 },
    { labels: { a: 'x', b: 'z' }, value: 2, line: 3 },
    { labels: { a: 'w', b: 'z' }, value: 4, line: 4 },
  ]
  const table = must(tableOf(rows, ['a', 'b']), 'a table')
  const find = finder(table)
  const cell = (labels: Record<string, string>) => find(labels) ?? -1
  const keys = cellKeysOf(
    table,
    new Map([
      [cell({ a: 'x', b: 'y' }), 7],
      [cell({ a: 'x', b: 'z' }), keySpace - 2],
      [cell({ a: 'w', b: 'z' }), 11],
    ]),
  )
  expect(keys[cell({ b: 'y' })]).toBe(7)
  expect(keys[cell({ a: 'w' })]).toBe(11)
  // 7 + (2^32 - 2) = 5 beyond the end; with 11 it is 16.
  expect(keys[cell({ a: 'x' })]).toBe(5)
  expect(keys[cell({})]).toBe(16)
})

test('whoever is counted in a sum alone is known by its other noise, so that a 1 printed as 0 is refused', async () => {
  const table = must(
    tableOf(
      [
        { labels: { sex: 'F' }, value: 8, line: 2 },
        { labels: { sex: 'M' }, value: 1, line: 3 },
      ],
      ['sex'],
    ),
    'a table',
  )
  const find = finder(table)
  const cells = { girls: find({ sex: 'F' }) ?? -1, boys: find({ sex: 'M' }) ?? -1, all: find({}) ?? -1 }
  const treatedWith = (boys: number, girls: number, all: number) => {
    const cellKeys = new Float64Array(table.values.length)
    cellKeys[cells.boys] = boys
    cellKeys[cells.girls] = girls
    cellKeys[cells.all] = all
    return treat({
      table,
      treatment: 'perturb',
      rule: { threshold: 5, reader: 'rule' },
      base: 5,
      earlier: [],
      given: new Set(Object.values(cells)),
      also: [],
      cellKeys,
    })
  }
  // By the ninths above: 1 is printed as 0; 8 as 8 (sixth ninth, nothing added); 9 as 10 (seventh, one added), or as 8
  // (second, one taken away).
  const [less, same, more, fewer] = [ninths[0] ?? 0, ninths[5] ?? 0, ninths[6] ?? 0, ninths[1] ?? 0]
  // All 10 and girls 8 are not the same children: the boys, printed as 0, are 1 or 2.
  const told = await treatedWith(less, same, more)
  expect(told.cells.map(({ value }) => value)).toEqual([8, 0, 10])
  expect([told.checked.narrow, told.checked.widthMin]).toEqual([1, 2])
  // All 8 and girls 8 may be the same children or not: the boys are 0, 1 or 2.
  const open = await treatedWith(less, same, fewer)
  expect(open.cells.map(({ value }) => value)).toEqual([8, 0, 8])
  expect(open.checked.narrow).toBe(0)
})
