import { type Equations, type Row } from './equations.ts'
import { nearest } from './programs.ts'

/** Equations that the true table is right of, and a whole table that is right of all of them. */
export type Settled = { equations: Equations; start: readonly number[] }

/**
 * Somebody who has two releases takes hidden counts to be the same where the sums say so, and is sometimes wrong: one of
 * them was revised, and a sum of the earlier release cannot be right of the true table. Which one it was cannot be told
 * from what is published, but whoever happens to know it loses no other equation. So the reader who is reckoned with here
 * knows all of these counts to have changed by nothing but what the sums lack: by as little as makes all of them right.
 */
export async function settled(equations: Equations, values: Int32Array): Promise<Settled> {
  const { low, high, rows, then } = equations
  const size = values.length
  const right = new Map<number, Row>()
  const open: { row: number; cells: number[]; signs: number[]; sum: number }[] = []
  for (const [r, { cells, signs, sum }] of rows.entries()) {
    const own = [...cells.keys()].filter((i) => (cells[i] ?? 0) >= size)
    const rest = [...cells.keys()]
      .filter((i) => (cells[i] ?? 0) < size)
      .reduce((all, i) => all + (signs[i] ?? 0) * (values[cells[i] ?? 0] ?? 0), 0)
    if (own.length === 0) {
      if (rest !== sum) right.set(r, { cells, signs, sum: rest })
      continue
    }
    open.push({
      row: r,
      cells: own.map((i) => (cells[i] ?? 0) - size),
      signs: own.map((i) => signs[i] ?? 0),
      sum: sum - rest,
    })
  }
  const corrected = () => ({ ...equations, rows: rows.map((row, r) => right.get(r) ?? row) })
  if (then.length === 0) return { equations: corrected(), start: [...values] }
  const { lacks, counts } = await nearest({
    low: [...low.subarray(size)],
    high: [...high.subarray(size)],
    rows: open.map(({ cells, signs, sum }) => ({
      cells: Int32Array.from(cells),
      signs: Int8Array.from(signs),
      sum,
    })),
  })
  for (const [i, { row }] of open.entries()) {
    const lack = lacks[i] ?? 0
    const before = rows[row]
    if (lack !== 0 && before !== undefined) right.set(row, { ...before, sum: before.sum + lack })
  }
  return {
    equations: corrected(),
    start: [...values, ...counts],
  }
}
