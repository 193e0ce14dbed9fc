import type { Claim } from './audit.ts'
import { earlierSums } from './earlier-sums.ts'
import { agrees, type Between } from '../told.ts'

/**
 * What a reader knows, as equations over the cells of a table: each row says that its cells, with their signs, add up to
 * a number. A cell lies between `low` and `high`, both included; where they are the same the reader has its value.
 */
export type Equations = {
  low: Float64Array
  high: Float64Array
  rows: readonly Row[]
  /**
   * Cells of earlier releases whose counts then are counts of their own, margins behind their parts; numbered from the
   * size of the table on.
   */
  then: readonly number[]
}

export type Row = { cells: Int32Array; signs: Int8Array; sum: number }

/** Of each cell, the places of the rows that it stands in. */
export function rowsByCell(rows: readonly Row[]): ReadonlyMap<number, readonly number[]> {
  const places = new Map<number, number[]>()
  for (const [r, { cells }] of rows.entries())
    for (const cell of cells) {
      const of = places.get(cell)
      if (of === undefined) places.set(cell, [r])
      else of.push(r)
    }
  return places
}

/** Between what a cell lies by the release itself. */
export type Bounds = (cell: number) => Between

/**
 * The equations of a release and of those before it. Every margin is the sum of its parts along each dimension. A sum that
 * an earlier release showed still holds for what was not revised; where it does not hold of the true table, something that
 * is hidden was revised, and a reader can make nothing of it.
 */
export function equationsOf({
  table,
  bounds,
  earlier,
  least,
  leastBefore = least,
}: Pick<Claim, 'table' | 'bounds' | 'earlier' | 'least' | 'leastBefore'>): Equations {
  const { dimensions, strides, values } = table
  // Behind the cells of the table stand those of earlier releases of which the counts may have been others.
  let size = values.length
  const isShown = (cell: number) => bounds(cell).low === bounds(cell).high
  const past = earlier.map((release) => {
    const sums = earlierSums(table, release, isShown, Math.max(1, leastBefore))
    const from = size
    size += sums.then.length + sums.margins.length
    return { ...sums, from }
  })
  const low = new Float64Array(size).fill(leastBefore)
  const high = new Float64Array(size).fill(Infinity)
  for (let cell = 0; cell < values.length; cell++) {
    const one = bounds(cell)
    low[cell] = one.low
    high[cell] = one.high
  }
  for (const release of earlier)
    for (const [cell, said] of release)
      if (said === null && (values[cell] ?? 0) >= leastBefore)
        low[cell] = Math.max(low[cell] ?? 0, leastBefore)
      else if (said !== null && agrees(said, values[cell] ?? 0)) {
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
  for (const { from, sums, then: own, margins } of past) {
    for (const { same, then, sum } of sums) {
      const cells = [...same, ...then.map((place) => from + place)]
      add(
        cells,
        cells.map(() => 1),
        sum,
      )
    }
    for (const [i, { same, then, shown }] of margins.entries()) {
      const parts = [...same, ...then.map((place) => from + place)]
      add([from + own.length + i, ...parts], [-1, ...parts.map(() => 1)], -shown)
    }
  }
  return {
    low,
    high,
    rows,
    then: past.flatMap(({ then, margins }) => [...then, ...margins.map(({ cell }) => cell)]),
  }
}
