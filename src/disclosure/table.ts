import { ok, type Outcome, refused } from '../plain/index.ts'
import { orderOf } from './order.ts'

/** What a margin is called, in files and on the command line. */
export const total = 'Total'

/**
 * One way of splitting, as a tree: leaves (a council), groups of them where there is a hierarchy (a region), and at the
 * root the total. Nodes are numbered; leaves come first and the root last.
 */
export type Dimension = {
  /** The columns that name a node, from the leaf up: `la`, `region`. */
  columns: readonly string[]
  nodes: readonly DimensionNode[]
  leaves: number
}

export type DimensionNode = {
  /** What each column says of it; `Total` where it is summed over. */
  labels: readonly string[]
  /** Null for the root. */
  parent: number | null
}

/**
 * Counts with every margin of every subset of the dimensions: cells are numbered in mixed radix over the nodes, so that
 * the cell of nodes (i, j, k) is i·strides[0] + j·strides[1] + k·strides[2].
 */
export type CountTable = {
  dimensions: readonly Dimension[]
  strides: readonly number[]
  values: Int32Array
}

/**
 * A change of cells by whole numbers that leaves every sum right, by the cells' numbers. A reader who sees only sums
 * cannot tell a table from the same table moved.
 */
export type Move = ReadonlyMap<number, number>

export type Row = { labels: Readonly<Record<string, string>>; value: number; line: number }
/** Pairs of columns of which the first lies within the second: every council is in one region. */
export type Hierarchy = { leaf: string; group: string }

/** More cells than this are refused: every one of them is kept in memory several times over. */
export const mostCells = 500_000

/**
 * Builds a table from inner cells; combinations that no row names are 0.
 *
 * @returns the table, or one sentence that says what is wrong and where
 */
export function tableOf(
  rows: readonly Row[],
  dims: readonly string[],
  hierarchies: readonly Hierarchy[] = [],
): Outcome<CountTable, string> {
  const within = new Map(hierarchies.map(({ leaf, group }) => [leaf, group]))
  const groups = new Set(within.values())
  const dimensions: Dimension[] = []
  const order = orderOf(rows, dims)
  for (const dim of dims.filter((one) => !groups.has(one))) {
    const columns = [dim]
    for (let next = within.get(dim); next !== undefined; next = within.get(next)) {
      if (columns.includes(next)) return refused(`The hierarchy of ${dim} goes round in a circle.`)
      columns.push(next)
    }
    const made = dimensionOf(rows, columns, order.get(dim) ?? [])
    if (!made.ok) return made
    dimensions.push(made.value)
  }
  const size = dimensions.reduce((product, one) => product * one.nodes.length, 1)
  if (size > mostCells)
    return refused(
      `The table has ${size.toLocaleString('en-GB')} cells with its margins; at most ${mostCells.toLocaleString('en-GB')} can be protected at once. Leave a dimension out, or put small groups together.`,
    )
  const strides = dimensions.map((_, d) =>
    dimensions.slice(d + 1).reduce((product, one) => product * one.nodes.length, 1),
  )
  const table: CountTable = { dimensions, strides, values: new Int32Array(size) }
  const filled = fill(table, rows)
  return filled.ok ? ok(table) : filled
}

function dimensionOf(
  rows: readonly Row[],
  columns: readonly string[],
  order: readonly string[],
): Outcome<Dimension, string> {
  const paths = new Map<string, readonly string[]>()
  for (const { labels, line } of rows) {
    const path = columns.map((column) => labels[column] ?? '')
    const [leaf = '', group] = path
    for (const [i, label] of path.entries())
      if (label === total || label === '')
        return refused(
          `Line ${line}, column ${columns[i] ?? ''}: "${label}" cannot be an inner cell. Give the inner cells alone; margins are added up here.`,
        )
    const known = paths.get(leaf)
    if (known !== undefined && known.slice(1).join('\u0000') !== path.slice(1).join('\u0000'))
      return refused(
        `Line ${line}: ${columns[0] ?? ''} "${leaf}" is in ${columns[1] ?? ''} "${group ?? ''}", and on another line in "${known[1] ?? ''}". Each lies in one.`,
      )
    paths.set(leaf, path)
  }
  const nodes: { labels: string[]; parent: number | null }[] = []
  const leaves = order.flatMap((label) => (paths.has(label) ? [paths.get(label) ?? []] : []))
  for (const path of leaves) nodes.push({ labels: [...path], parent: null })
  const numbers = new Map<string, number>()
  /** The node that a path lies in at a depth, made when it is first met. */
  const groupOf = (path: readonly string[], depth: number): number => {
    const name = path.slice(depth).join('\u0000')
    const known = numbers.get(name)
    if (known !== undefined) return known
    const number =
      nodes.push({ labels: path.map((label, i) => (i < depth ? total : label)), parent: null }) - 1
    numbers.set(name, number)
    return number
  }
  for (let depth = 1; depth < columns.length; depth++)
    for (const [leaf, path] of leaves.entries()) {
      const child = depth === 1 ? leaf : groupOf(path, depth - 1)
      const node = nodes[child]
      if (node !== undefined) node.parent = groupOf(path, depth)
    }
  const root = nodes.push({ labels: columns.map(() => total), parent: null }) - 1
  for (const [i, node] of nodes.entries()) if (node.parent === null && i !== root) node.parent = root
  return ok({ columns, nodes, leaves: leaves.length })
}

/** Adds every row to its cell and to every margin above it. */
function fill(table: CountTable, rows: readonly Row[]): Outcome<true, string> {
  const { dimensions, strides, values } = table
  const leafOf = dimensions.map(
    (one) => new Map(one.nodes.slice(0, one.leaves).map((node, i) => [node.labels[0] ?? '', i])),
  )
  const seen = new Map<number, number>()
  for (const { labels, value, line } of rows) {
    if (!Number.isInteger(value) || value < 0)
      return refused(`Line ${line}: ${value} is no count. A count is a whole number, 0 or more.`)
    const leaves = dimensions.map((one, d) => leafOf[d]?.get(labels[one.columns[0] ?? ''] ?? '') ?? 0)
    const cell = leaves.reduce((sum, leaf, d) => sum + leaf * (strides[d] ?? 0), 0)
    const before = seen.get(cell)
    if (before !== undefined)
      return refused(`Lines ${before} and ${line} give the same cell twice. Add them up, or leave one out.`)
    seen.set(cell, line)
    for (const one of marginsOf(table, cell)) {
      const sum = (values[one] ?? 0) + value
      if (sum > 2_000_000_000) return refused(`Line ${line}: the total grows beyond two thousand million.`)
      values[one] = sum
    }
  }
  return ok(true)
}

/** A node and everything that it lies in, up to the root. */
export function ancestors({ nodes }: Dimension, node: number): number[] {
  const all = [node]
  for (let next = nodes[node]?.parent ?? null; next !== null; next = nodes[next]?.parent ?? null)
    all.push(next)
  return all
}

/** The nodes of a cell, one a dimension. */
export const nodesOf = ({ dimensions, strides }: CountTable, cell: number): number[] =>
  dimensions.map((one, d) => Math.floor(cell / (strides[d] ?? 1)) % one.nodes.length)

/** What a cell is called: every column with its value, `Total` where it is summed over. */
export function labelsOf(table: CountTable, cell: number): Record<string, string> {
  const nodes = nodesOf(table, cell)
  return Object.fromEntries(
    table.dimensions.flatMap((one, d) =>
      one.columns.map((column, i) => [column, one.nodes[nodes[d] ?? 0]?.labels[i] ?? total]),
    ),
  )
}

/** The cells whose count is from 1 to the threshold, margins like inner cells. */
export const smallIn = ({ values }: CountTable, threshold: number): number[] =>
  [...values.keys()].filter((cell) => (values[cell] ?? 0) > 0 && (values[cell] ?? 0) <= threshold)

/** Whether a cell is an inner one: a leaf in every dimension. */
export const isInner = (table: CountTable, cell: number): boolean =>
  nodesOf(table, cell).every((node, d) => node < (table.dimensions[d]?.leaves ?? 0))

/**
 * Whether a cell is one of the finest that a release tells of: a leaf in the dimensions by which it splits, the total in
 * those that it does not split by.
 */
export function finestIn(
  { dimensions, strides }: CountTable,
  cells: Iterable<number>,
): (cell: number) => boolean {
  const told = dimensions.map((one) => new Uint8Array(one.nodes.length))
  for (const cell of cells)
    for (const [d, one] of dimensions.entries())
      (told[d] as Uint8Array)[Math.floor(cell / (strides[d] ?? 1)) % one.nodes.length] = 1
  const isFinest = dimensions.map((dimension, d) => {
    const finest = Uint8Array.from(told[d] ?? [])
    for (const node of finest.keys())
      if (told[d]?.[node] === 1) for (const above of ancestors(dimension, node).slice(1)) finest[above] = 0
    return finest
  })
  return (cell) =>
    dimensions.every((one, d) => isFinest[d]?.[Math.floor(cell / (strides[d] ?? 1)) % one.nodes.length] === 1)
}

/** A cell and every margin that it counts towards. */
export function marginsOf(table: CountTable, cell: number): number[] {
  const nodes = nodesOf(table, cell)
  let above = [0]
  for (const [d, dimension] of table.dimensions.entries())
    above = ancestors(dimension, nodes[d] ?? 0).flatMap((node) =>
      above.map((sum) => sum + node * (table.strides[d] ?? 1)),
    )
  return above
}
