import { agrees, type Between, type Earlier } from '../told.ts'
import { type CountTable, isInner, marginsOf } from '../table.ts'

/**
 * What a reader knows, as equations over the cells of a table: each row says that its cells, with their signs, add up to
 * a number. A cell lies between `low` and `high`, both included; where they are the same the reader has its value.
 */
export type Equations = {
  low: Float64Array
  high: Float64Array
  rows: readonly Row[]
}

export type Row = { cells: Int32Array; signs: Int8Array; sum: number }

/** Between what a cell lies by the release itself. */
export type Bounds = (cell: number) => Between

/**
 * The equations of a release and of those before it. Every margin is the sum of its parts along each dimension. A sum that
 * an earlier release showed still holds for what was not revised; where it does not hold of the true table, something that
 * is hidden was revised, and a reader can make nothing of it.
 */
export function equationsOf(table: CountTable, bounds: Bounds, earlier: readonly Earlier[]): Equations {
  const { dimensions, strides, values } = table
  const low = new Float64Array(values.length)
  const high = new Float64Array(values.length)
  for (let cell = 0; cell < values.length; cell++) {
    const one = bounds(cell)
    low[cell] = one.low
    high[cell] = one.high
  }
  for (const release of earlier)
    for (const [cell, said] of release)
      if (said !== null && agrees(said, values[cell] ?? 0)) {
        const [from, to] = typeof said === 'number' ? [said, said] : [said.low, said.high]
        low[cell] = Math.max(low[cell] ?? 0, from)
        high[cell] = Math.min(high[cell] ?? Infinity, to)
      }
  const rows: Row[] = []
  const add = (cells: readonly number[], signs: readonly number[], sum: number) => {
    const open = cells.flatMap((cell, i) => (low[cell] === high[cell] ? [] : [i]))
    if (open.length === 0) return
    const known = cells.reduce(
      (all, cell, i) => all + (low[cell] === high[cell] ? (signs[i] ?? 0) * (low[cell] ?? 0) : 0),
      0,
    )
    rows.push({
      cells: Int32Array.from(open, (i) => cells[i] ?? 0),
      signs: Int8Array.from(open, (i) => signs[i] ?? 0),
      sum: sum - known,
    })
  }
  for (const [d, { nodes }] of dimensions.entries()) {
    const stride = strides[d] ?? 1
    const below = nodes.map((_, node) =>
      nodes.flatMap(({ parent }, child) => (parent === node ? [child] : [])),
    )
    for (let cell = 0; cell < values.length; cell++) {
      const node = Math.floor(cell / stride) % nodes.length
      const parts = below[node] ?? []
      if (parts.length > 0)
        add([cell, ...parts.map((part) => cell + (part - node) * stride)], [-1, ...parts.map(() => 1)], 0)
    }
  }
  for (const release of earlier)
    for (const { cells, sum } of revisedSums(table, release))
      add(
        cells,
        cells.map(() => 1),
        sum,
      )
  return { low, high, rows }
}

/** The margins of an earlier release that it showed and that have changed, as sums of inner cells that have not. */
function revisedSums(table: CountTable, release: Earlier): { cells: number[]; sum: number }[] {
  const { values } = table
  const revised = new Map<number, { cells: number[]; sum: number; isWhole: boolean }>()
  for (const [cell, said] of release)
    if (typeof said === 'number' && said !== values[cell] && !isInner(table, cell))
      revised.set(cell, { cells: [], sum: said, isWhole: true })
  if (revised.size === 0) return []
  for (let cell = 0; cell < values.length; cell++) {
    if (!isInner(table, cell)) continue
    const said = release.get(cell)
    for (const one of marginsOf(table, cell)) {
      const of = revised.get(one)
      if (of === undefined) continue
      if (typeof said === 'number') of.sum -= said
      else if (said === null) of.cells.push(cell)
      else of.isWhole = false
    }
  }
  return [...revised.values()].filter(
    ({ cells, sum, isWhole }) =>
      isWhole && cells.length > 0 && cells.reduce((all, cell) => all + (values[cell] ?? 0), 0) === sum,
  )
}
