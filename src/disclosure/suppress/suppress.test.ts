import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { possibleValues } from '../../../test/truth/attacker.mjs'
import { audit, cellsOf, claimOf, linked, type Row, suppress, type Suppression, tableOf } from '../index.ts'

const rule = { threshold: 5, reader: 'rule' } as const
const build = (rows: readonly Row[], dims: readonly string[]) => {
  const table = tableOf(rows, dims)
  if (!table.ok) throw new Error(table.problem)
  return table.value
}
const rowsOf = (counts: readonly (readonly number[])[], names = (i: number) => `a${i}`): Row[] =>
  counts.flatMap((line, i) =>
    line.map((value, j) => ({ labels: { a: names(i), b: `b${j}` }, value, line: i * line.length + j + 2 })),
  )
/** What is hidden, by the names of the cells. */
const hidden = (suppression: Suppression) =>
  cellsOf(suppression)
    .filter((cell) => cell.value === null)
    .map(({ labels }) => `${labels['a'] ?? ''} ${labels['b'] ?? ''}`)
    .sort()

describe('by hand', () => {
  test('one small cell in a table of large ones takes a box with it', async () => {
    // 3 | 17; 9 | 8: hiding 3 alone gives 20 - 17; its row, its column and the corner across give it room.
    const done = suppress(
      build(
        rowsOf([
          [3, 17],
          [9, 8],
        ]),
        ['a', 'b'],
      ),
      rule,
    )
    expect(hidden(done)).toEqual(['a0 b0', 'a0 b1', 'a1 b0', 'a1 b1'])
    expect(await audit(claimOf(done))).toMatchObject({ exact: 0, narrow: 0 })
  })

  test('five cells of 1 under a margin of 5: all hidden, for the margin is small itself', async () => {
    const rows = [1, 1, 1, 1, 1].map((value, i) => ({ labels: { a: `a${i}` }, value, line: i + 2 }))
    const done = suppress(build(rows, ['a']), rule)
    expect(done.secondary).toEqual([])
    expect(await audit(claimOf(done))).toMatchObject({ narrow: 0, widthMin: 3 })
  })

  test('six cells of 1 under a margin of 6: the margin must be hidden too, since each is at least 1', () => {
    const rows = [1, 1, 1, 1, 1, 1].map((value, i) => ({ labels: { a: `a${i}` }, value, line: i + 2 }))
    expect(suppress(build(rows, ['a']), rule).secondary).toHaveLength(1)
    // Who knows only that counts are not negative cannot tell 1 from 0 or 2.
    expect(suppress(build(rows, ['a']), { ...rule, reader: 'non-negative' }).secondary).toEqual([])
  })

  test('a table of noughts and large cells hides nothing', () => {
    expect(
      hidden(
        suppress(
          build(
            rowsOf([
              [0, 9],
              [12, 0],
            ]),
            ['a', 'b'],
          ),
          rule,
        ),
      ),
    ).toEqual([])
  })
})

const counts = fc.array(fc.array(fc.integer({ min: 0, max: 14 }), { minLength: 3, maxLength: 3 }), {
  minLength: 2,
  maxLength: 4,
})

describe('whatever the counts', () => {
  test('every small cell has two other tables that look the same, added up anew', async () => {
    await fc.assert(
      fc.asyncProperty(
        counts,
        fc.constantFrom('rule' as const, 'non-negative' as const),
        async (table, reader) => {
          const done = suppress(build(rowsOf(table), ['a', 'b']), { threshold: 5, reader })
          expect(await audit(claimOf(done))).toMatchObject({ exact: 0, narrow: 0, widthMin: 3 })
        },
      ),
      { numRuns: 150 },
    )
  })

  test('the same where councils lie in regions, and every shown total is the sum of what it stands for', async () => {
    await fc.assert(
      fc.asyncProperty(counts, async (table) => {
        const rows: Row[] = rowsOf(table).map((row) => ({
          ...row,
          labels: { ...row.labels, region: Number((row.labels['a'] ?? '').slice(1)) < 2 ? 'north' : 'south' },
        }))
        const made = tableOf(rows, ['a', 'b', 'region'], [{ leaf: 'a', group: 'region' }])
        if (!made.ok) throw new Error(made.problem)
        const done = suppress(made.value, rule)
        expect(await audit(claimOf(done))).toMatchObject({ exact: 0, narrow: 0, widthMin: 3 })
        for (const { labels, value } of cellsOf(done)) {
          const sum = rows
            .filter((row) =>
              ['a', 'b', 'region'].every((dim) => ['Total', row.labels[dim]].includes(labels[dim])),
            )
            .reduce((all, row) => all + row.value, 0)
          if (value !== null) expect(value).toBe(sum)
          if (sum === 0) expect(value).toBe(0)
        }
      }),
      { numRuns: 60 },
    )
  })

  test('no more is hidden than is needed: with any other cell shown again, somebody who has the table narrows a small one', () => {
    fc.assert(
      fc.property(counts, (table) => {
        const done = suppress(build(rowsOf(table), ['a', 'b']), rule)
        const cells = cellsOf(done)
        for (const shown of cells.filter((cell) => cell.status === 'secondary')) {
          const value = done.table.values[cells.indexOf(shown)] ?? 0
          const possible = possibleValues({
            cells: cells.map((cell) => ({ ...cell.labels, value: cell === shown ? value : cell.value })),
            dims: ['a', 'b'],
            least: 1,
            highest: 20,
          })
          const widths = cells
            .filter((cell) => cell.status === 'primary')
            .map(({ labels }) => possible.get(`${labels['a'] ?? ''}|${labels['b'] ?? ''}`)?.size)
          expect(Math.min(...widths.map((width) => width ?? 0))).toBeLessThan(3)
        }
      }),
      { numRuns: 100 },
    )
  })

  test('neither the order of the rows nor the names of the codes change what is hidden', () => {
    fc.assert(
      fc.property(counts, fc.array(fc.nat(), { minLength: 20, maxLength: 20 }), (table, keys) => {
        // Codes that count the same everywhere cannot be told apart by anything but their names.
        fc.pre(new Set(table.map((line) => [...line].sort().join())).size === table.length)
        const columns = [0, 1, 2].map((j) =>
          table
            .map((line) => line[j])
            .sort()
            .join(),
        )
        fc.pre(new Set(columns).size === 3)
        const rows = rowsOf(table)
        const shuffled = rows
          .map((row, i) => [keys[i % keys.length] ?? 0, i, row] as const)
          .sort(([x, i], [y, j]) => x - y || i - j)
          .map(([, , row]) => row)
        const named = (name: string) => name.replace(/a(\d)/, (_, i: string) => `z${9 - Number(i)}`)
        const renamed = shuffled.map((row) => ({
          ...row,
          labels: { a: named(row.labels['a'] ?? ''), b: row.labels['b'] ?? '' },
        }))
        const one = hidden(suppress(build(rows, ['a', 'b']), rule))
        const other = hidden(suppress(build(renamed, ['a', 'b']), rule))
        expect(other).toEqual(one.map(named).sort())
      }),
      { numRuns: 60 },
    )
  })

  test('a later release, with some counts revised, opens no cell of the earlier one', async () => {
    await fc.assert(
      fc.asyncProperty(
        counts,
        fc.nat({ max: 11 }),
        fc.integer({ min: 1, max: 4 }),
        async (table, where, by) => {
          const first = suppress(build(rowsOf(table), ['a', 'b']), rule)
          const revised = table.map((line, i) =>
            line.map((value, j) => (i * 3 + j === where && value > 5 ? value + by : value)),
          )
          const next = build(rowsOf(revised), ['a', 'b'])
          const said = cellsOf(first).map(({ labels, value }) => ({ labels, value, place: '' }))
          const earlier = linked(next, said)
          if (!earlier.ok) throw new Error(earlier.problem)
          const second = suppress(next, rule, { earlier: [earlier.value] })
          expect(hidden(second)).toEqual(expect.arrayContaining(hidden(first)))
          expect((await audit(claimOf(second))).exact).toBe(0)
        },
      ),
      { numRuns: 80 },
    )
  })
})
