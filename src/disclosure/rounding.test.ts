import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { audit, claimOfRounded, linked, round, roundedCells, type Row, tableOf } from './index.ts'

const build = (counts: readonly (readonly number[])[]) => {
  const rows: Row[] = counts.flatMap((line, i) =>
    line.map((value, j) => ({ labels: { a: `a${i}`, b: `b${j}` }, value, line: i * 9 + j })),
  )
  const table = tableOf(rows, ['a', 'b'])
  if (!table.ok) throw new Error(table.problem)
  return table.value
}
const shown = (counts: readonly (readonly number[])[]) =>
  new Map(
    roundedCells(round(build(counts), 5, 5)).map(({ labels, value }) => [
      `${labels['a'] ?? ''} ${labels['b'] ?? ''}`,
      value,
    ]),
  )

describe('by hand', () => {
  test('small counts become 0 or 5, as many as keep the total nearest; large ones and noughts stay', () => {
    // 3 + 1 + 2 = 6 small in all: one cell becomes 5. 3 gains most: its row (3 | 12) and column lack most.
    const cells = shown([[3, 12], [1, 0], [2, 8]]) // prettier-ignore
    expect(cells.get('a0 b0')).toBe(5)
    expect([cells.get('a1 b0'), cells.get('a2 b0'), cells.get('a1 b1')]).toEqual([0, 0, 0])
    // Margins are sums of what is shown: 5 + 12, 5 + 0 + 0, 12 + 0 + 8, and 25 for the true 26.
    expect([
      cells.get('a0 Total'),
      cells.get('Total b0'),
      cells.get('Total b1'),
      cells.get('Total Total'),
    ]).toEqual([17, 5, 20, 25])
  })

  test('a margin that an earlier release shows exactly gives a rounded cell away, and the audit says so', async () => {
    const table = build([[3, 12], [7, 9]]) // prettier-ignore
    const earlier = linked(table, [
      { labels: { a: 'a0', b: 'Total' }, value: 15, place: 'line 2' },
      { labels: { a: 'a0', b: 'b1' }, value: 12, place: 'line 3' },
    ])
    if (!earlier.ok) throw new Error(earlier.problem)
    expect(await audit(claimOfRounded(round(table, 5, 5), []))).toMatchObject({ narrow: 0 })
    // 15 - 12 = 3.
    expect(await audit(claimOfRounded(round(table, 5, 5), [earlier.value]))).toMatchObject({ exact: 1 })
  })
})

const counts = fc.array(fc.array(fc.integer({ min: 0, max: 12 }), { minLength: 3, maxLength: 3 }), {
  minLength: 2,
  maxLength: 4,
})

describe('whatever the counts', () => {
  test('what is shown adds up, and every small count has at least three possible values', async () => {
    await fc.assert(
      fc.asyncProperty(counts, async (table) => {
        const cells = shown(table)
        const inner = [...cells].filter(([name]) => !name.includes('Total'))
        const sum = (of: (name: string) => boolean) =>
          inner.filter(([name]) => of(name)).reduce((all, [, value]) => all + (value ?? 0), 0)
        for (const [name, value] of cells) {
          const [a = '', b = ''] = name.split(' ')
          expect(value).toBe(
            sum(
              (one) => (a === 'Total' || one.startsWith(`${a} `)) && (b === 'Total' || one.endsWith(` ${b}`)),
            ),
          )
        }
        // The whole is off by half the base at most.
        const whole = table.flat().reduce((all, value) => all + value, 0)
        expect(Math.abs((cells.get('Total Total') ?? 0) - whole)).toBeLessThanOrEqual(2)
        const found = await audit(claimOfRounded(round(build(table), 5, 5), []))
        expect(found).toMatchObject({ exact: 0, narrow: 0, widthMin: 3 })
      }),
      { numRuns: 100 },
    )
  })
})
