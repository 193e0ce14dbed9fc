import { describe, expect, test } from 'vitest'
import {
  audit,
  cellsOf,
  claimOf,
  type Reader,
  type Row,
  suppress,
  tableOf,
} from '../../src/disclosure/index.ts'
import { chance } from '../support/chance.ts'
import { possibleValues } from './attacker.mjs'

/**
 * Twenty small random tables, protected, and attacked by somebody who has what is published and nothing else. Larger ones
 * are attacked by a script outside the tests.
 */
const readers: Reader[] = ['rule', 'non-negative']
const cases = Array.from({ length: 20 }, (_, i) => [i + 1, readers[i % 2] as Reader] as const)

describe.each(cases)('table %i, whose reader knows: %s', (number, reader) => {
  const random = chance(number * 7919)
  const dims = ['a', 'b']
  const [wide, high] = [2 + Math.floor(random() * 2), 2 + Math.floor(random() * 2)]
  const rows: Row[] = []
  for (let a = 0; a < wide; a++)
    for (let b = 0; b < high; b++) {
      // Many small, some nought, some large, as counts by council and nationality are.
      const kind = random()
      const value = kind < 0.2 ? 0 : kind < 0.7 ? 1 + Math.floor(random() * 5) : 6 + Math.floor(random() * 6)
      rows.push({ labels: { a: `a${a}`, b: `b${b}` }, value, line: rows.length + 2 })
    }
  const table = tableOf(rows, dims)
  if (!table.ok) throw new Error(table.problem)
  const suppression = suppress(table.value, { threshold: 5, reader })
  const cells = cellsOf(suppression)

  test('totals add up where they are shown, a nought is shown, and whatever is small is not', () => {
    for (const { labels, value, status } of cells) {
      const sum = rows
        .filter((row) => dims.every((dim) => labels[dim] === 'Total' || labels[dim] === row.labels[dim]))
        .reduce((all, row) => all + row.value, 0)
      if (status === 'shown') expect(value).toBe(sum)
      else expect(value).toBeNull()
      expect(status === 'primary').toBe(sum >= 1 && sum <= 5)
      if (sum === 0) expect(status).toBe('shown')
    }
  })

  test('no small cell can be narrowed to fewer than three values', async () => {
    const possible = possibleValues({
      cells: cells.map(({ labels, value }) => ({ ...labels, value })),
      dims,
      least: reader === 'rule' ? 1 : 0,
      highest: 16,
    })
    const small = cells.filter((cell) => cell.status === 'primary')
    for (const { labels } of small)
      expect(possible.get(dims.map((dim) => labels[dim]).join('|'))?.size, JSON.stringify(labels)).toBe(3)
    expect(await audit(claimOf(suppression))).toMatchObject({ exact: 0, narrow: 0, widthMin: 3 })
  })
})

test('the attacker finds what a table gives away that hides its small cells alone', () => {
  // One small cell in its row and column: 20 - 17 = 3.
  const cells = [
    { a: 'x', b: 'y', value: null },
    { a: 'x', b: 'z', value: 17 },
    { a: 'w', b: 'y', value: 9 },
    { a: 'w', b: 'z', value: 8 },
    { a: 'x', b: 'Total', value: 20 },
    { a: 'w', b: 'Total', value: 17 },
    { a: 'Total', b: 'y', value: 12 },
    { a: 'Total', b: 'z', value: 25 },
    { a: 'Total', b: 'Total', value: 37 },
  ]
  expect([...(possibleValues({ cells, dims: ['a', 'b'], least: 0, highest: 40 }).get('x|y') ?? [])]).toEqual([
    3,
  ])
})
