import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { possibleValues } from '../../../test/truth/attacker.mjs'
import { audit, type Claim, isInner, labelsOf, type Row, tableOf } from '../index.ts'

/** A table of which some cells are hidden, as anybody may have hidden them; nothing is claimed of it. */
function claimed(counts: readonly (readonly number[])[], isHidden: (name: string) => boolean): Claim {
  const rows: Row[] = counts.flatMap((line, i) =>
    line.map((value, j) => ({ labels: { a: `a${i}`, b: `b${j}` }, value, line: i * 9 + j })),
  )
  const table = tableOf(rows, ['a', 'b'])
  if (!table.ok) throw new Error(table.problem)
  const { values } = table.value
  const name = (cell: number) => Object.values(labelsOf(table.value, cell)).join(' ')
  const small = [...values.keys()].filter((cell) => (values[cell] ?? 0) >= 1 && (values[cell] ?? 0) <= 5)
  return {
    table: table.value,
    small,
    earlier: [],
    threshold: 5,
    least: 1,
    witnesses: new Map(),
    bounds: (cell) =>
      isHidden(name(cell)) || small.includes(cell)
        ? { low: 1, high: Infinity }
        : { low: values[cell] ?? 0, high: values[cell] ?? 0 },
  }
}

describe('what nobody claims anything of', () => {
  test('a small cell alone in its row is given away: 20 - 17 = 3', async () => {
    const found = await audit(claimed([[3, 17], [9, 8]], () => false)) // prettier-ignore
    expect(found).toMatchObject({ exact: 1, narrow: 1, widthMin: 1 })
  })

  test('two small cells of a row and of no other sum: 2 + 1 = 3, so 1 or 2', async () => {
    // a0: 1, 2 | 9; the columns' totals are hidden, the row's is shown by taking 9 from 12.
    const found = await audit(claimed([[1, 2, 9], [8, 8, 8]], (name) => /^Total b[01]$/.test(name))) // prettier-ignore
    expect(found).toMatchObject({ exact: 0, narrow: 2, widthMin: 2 })
  })

  test('a box of four hidden cells leaves each of them three values, found by linear programs', async () => {
    const found = await audit(claimed([[3, 17], [9, 8]], (name) => /^a. b.$/.test(name))) // prettier-ignore
    expect(found).toMatchObject({ exact: 0, narrow: 0, widthMin: 3 })
  })
})

test('it answers of any table, however it was hidden, what somebody finds who tries every table', async () => {
  const counts = fc.array(fc.array(fc.integer({ min: 0, max: 9 }), { minLength: 3, maxLength: 3 }), {
    minLength: 2,
    maxLength: 3,
  })
  await fc.assert(
    fc.asyncProperty(
      counts,
      fc.array(fc.boolean(), { minLength: 16, maxLength: 16 }),
      async (table, hide) => {
        const claim = claimed(table, () => false)
        const { values } = claim.table
        const isHidden = (cell: number) =>
          claim.small.includes(cell) || ((values[cell] ?? 0) > 5 && hide[cell % 16] === true)
        const bounds = (cell: number) =>
          isHidden(cell) ? { low: 1, high: Infinity } : { low: values[cell] ?? 0, high: values[cell] ?? 0 }
        // Somebody who tries every table can do so while few inner cells are hidden.
        fc.pre([...values.keys()].filter((cell) => isHidden(cell) && isInner(claim.table, cell)).length <= 5)
        const found = await audit({ ...claim, bounds })
        const cells = [...values.keys()].map((cell) => ({
          ...labelsOf(claim.table, cell),
          value: isHidden(cell) ? null : (values[cell] ?? 0),
        }))
        const possible = possibleValues({ cells, dims: ['a', 'b'], least: 1, highest: 14 })
        const widths = claim.small.map(
          (cell) => possible.get(Object.values(labelsOf(claim.table, cell)).join('|'))?.size ?? 0,
        )
        expect(found.narrow).toBe(widths.filter((width) => width < 3).length)
        expect(found.exact).toBe(widths.filter((width) => width === 1).length)
      },
    ),
    { numRuns: 60 },
  )
}, 60_000)
