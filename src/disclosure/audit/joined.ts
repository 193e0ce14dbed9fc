import type { Claim } from './audit.ts'
import { questionsOf } from './components.ts'
import { possibleIn } from './elsewhere.ts'
import { type Equations, equationsOf, type Row } from './equations.ts'
import { propagate } from './intervals.ts'
import { wanted } from './programs.ts'
import { settled } from './settle.ts'

/** A cell of one of several tables. */
export type Place = { table: number; cell: number }

/** Of some cells together is known that they are at most others together, with a number that is known besides. */
export type Tie = { less: readonly Place[]; more: readonly Place[]; besides: number }

/**
 * What a reader can make of the small cells of several tables together: all equations of each, and that whoever is counted
 * by one number is counted by another. Each table is taken to hold by itself; asked are the cells that ties reach.
 *
 * @returns of each table the cells of which fewer than three values are shown possible, with how many are
 */
export async function auditJoined(
  claims: readonly Claim[],
  ties: readonly Tie[],
): Promise<ReadonlyMap<number, number>[]> {
  const { equations, start, from, firstTie } = await joined(claims, ties)
  propagate(equations)
  const { low, high } = equations
  const narrowed = claims.map(() => new Map<number, number>())
  const places = new Map<number, Place>()
  for (const [table, { small }] of claims.entries())
    for (const cell of small) places.set((from[table] ?? 0) + cell, { table, cell })
  const note = (one: number, values: number) => {
    const place = places.get(one)
    if (place !== undefined && values < wanted) narrowed[place.table]?.set(place.cell, values)
  }
  const width = (one: number) => (high[one] ?? 0) - (low[one] ?? 0) + 1
  const open = [...places.keys()].filter((one) => width(one) >= wanted)
  for (const one of places.keys()) note(one, width(one))
  for (const { question, cells, together } of questionsOf(equations, start, open)) {
    if (!together.some((one) => one >= firstTie)) continue
    const values = await possibleIn(question)
    for (const [i, cell] of cells.entries()) note(cell, values[i] ?? 1)
  }
  return narrowed
}

/** One system of all tables; what is left between the sides of each tie is a count of its own behind them. */
async function joined(
  claims: readonly Claim[],
  ties: readonly Tie[],
): Promise<{ equations: Equations; start: number[]; from: number[]; firstTie: number }> {
  const [low, high, start, from, rows]: [number[], number[], number[], number[], Row[]] = [[], [], [], [], []]
  const push = (to: number[], more: ArrayLike<number>) => {
    for (let i = 0; i < more.length; i++) to.push(more[i] ?? 0)
  }
  for (const claim of claims) {
    const one = await settled(equationsOf(claim), claim.table.values)
    const first = low.length
    from.push(first)
    push(low, one.equations.low)
    push(high, one.equations.high)
    push(start, one.start)
    for (const { cells, signs, sum } of one.equations.rows)
      rows.push({ cells: cells.map((cell) => cell + first), signs, sum })
  }
  const firstTie = low.length
  for (const { less, more, besides } of ties) {
    const at = ({ table, cell }: Place) => (from[table] ?? 0) + cell
    const [left, right] = [less.map(at), more.map(at)]
    const sum = (of: readonly number[], values: readonly number[]) =>
      of.reduce((all, one) => all + (values[one] ?? 0), 0)
    const between = sum(right, start) - sum(left, start) + besides
    // What the true numbers are not right of says nothing; what always holds says nothing more.
    if (between < 0 || sum(left, high) <= sum(right, low) + besides) continue
    rows.push({
      cells: Int32Array.from([...left, ...right, low.length]),
      signs: Int8Array.from([...left.map(() => 1), ...right.map(() => -1), 1]),
      sum: besides,
    })
    low.push(0)
    high.push(Infinity)
    start.push(between)
  }
  const equations = { low: Float64Array.from(low), high: Float64Array.from(high), rows, then: [] }
  return { equations, start, from, firstTie }
}
