import type { Earlier } from '../told.ts'
import type { CountTable, Move } from '../table.ts'
import { questionsOf } from './components.ts'
import { possibleIn } from './elsewhere.ts'
import { type Bounds, type Equations, equationsOf, type Row, rowsByCell } from './equations.ts'
import { propagate } from './intervals.ts'
import { wanted } from './programs.ts'
import { type Settled, settled } from './settle.ts'

/** What is to be published, and what is claimed of it. */
export type Claim = {
  table: CountTable
  /** Cells whose value is small, margins like inner cells. */
  small: readonly number[]
  bounds: Bounds
  threshold: number
  /** What a reader knows every hidden cell to be at least. */
  least: number
  /** What a reader knows to be at least every cell that an earlier release hid; `least` where it is not said. */
  leastBefore?: number
  earlier: readonly Earlier[]
  /** Other tables of which it is said that a reader cannot tell them from the true one, by the small cell they are for. */
  witnesses: ReadonlyMap<number, readonly Move[] | null>
  /** Only these cells are asked about; null for all, as whatever is published must be asked. */
  only?: ReadonlySet<number> | null
}

/** What a reader could learn of the small cells, as far as it was shown. */
export type Audit = {
  /** Small cells of which one value alone is possible. */
  exact: number
  /** Small cells of which it is not shown that three values are possible. */
  narrow: number
  /** The fewest values shown to be possible for a small cell: 3 where none is narrow. */
  widthMin: number
  seconds: number
  /** The narrow cells, with how many values were shown possible for each, now or in an earlier release. */
  narrowed: ReadonlyMap<number, number>
}

/**
 * What a reader who has everything that was published can make of the small cells, from the equations alone: first the
 * other tables that are claimed are added up anew, then cells are narrowed by pencil, then by linear programs and whole
 * numbers in a thread of their own. Shares nothing with what chose the cells to hide.
 *
 * @param onProgress is told how many of the cells left to linear programs are decided
 */
export async function audit(
  claim: Claim,
  onProgress: (decided: number, of: number) => void = () => undefined,
): Promise<Audit> {
  const began = performance.now()
  const reading = await settled(equationsOf(claim), claim.table.values)
  const narrowed = await narrowIn(reading, claim, onProgress)
  return {
    exact: [...narrowed.values()].filter((values) => values === 1).length,
    narrow: narrowed.size,
    widthMin: Math.min(wanted, ...narrowed.values()),
    seconds: (performance.now() - began) / 1000,
    narrowed,
  }
}

/** The small cells of which it is not shown that three values are possible, with how many are. */
async function narrowIn(
  { equations, start }: Settled,
  { table, small, threshold, witnesses, only = null }: Claim,
  onProgress: (decided: number, of: number) => void,
): Promise<ReadonlyMap<number, number>> {
  const isAnother = checkerOf(equations, table.values)
  const possible = new Map<number, number>()
  const isAsked = (cell: number) => only === null || only.has(cell)
  for (const cell of small.filter(isAsked)) {
    const others = (witnesses.get(cell) ?? []).filter(isAnother)
    if (new Set([0, ...others.map((move) => move.get(cell) ?? 0)]).size >= wanted) possible.set(cell, wanted)
  }
  // Counts of earlier releases that have been revised since must not be opened by this one either.
  const then = equations.then.flatMap((cell, i) => (isAsked(cell) ? [table.values.length + i] : []))
  const left = [...small.filter((cell) => isAsked(cell) && !possible.has(cell)), ...then]
  if (left.length > 0) {
    propagate(equations)
    const { low, high } = equations
    const width = (cell: number) => (high[cell] ?? 0) - (low[cell] ?? 0) + 1
    for (const cell of left) if (width(cell) < wanted) possible.set(cell, width(cell))
    const asked = left.filter((cell) => !possible.has(cell))
    let before = 0
    for (const { question, cells } of questionsOf(equations, start, asked)) {
      const values = await possibleIn(question, (decided) => onProgress(before + decided, asked.length))
      for (const [i, cell] of cells.entries()) possible.set(cell, values[i] ?? 1)
      before += cells.length
    }
    // A count that cannot have been small needs no protection.
    for (const cell of then) if ((low[cell] ?? 0) > threshold) possible.delete(cell)
  }
  const narrow = new Map<number, number>()
  for (const [cell, values] of possible) {
    const of = equations.then[cell - table.values.length] ?? cell
    if (values < wanted) narrow.set(of, Math.min(values, narrow.get(of) ?? wanted))
  }
  return narrow
}

/** Whether a table that differs by a move cannot be told from the true one: every sum stays, and so does every bound. */
function checkerOf({ low, high, rows }: Equations, values: Int32Array): (move: Move) => boolean {
  const rowsOf = rowsByCell(rows)
  return (move) => {
    const touched = new Set<number>()
    for (const [cell, by] of move) {
      const value = (values[cell] ?? 0) + by
      if (value < (low[cell] ?? 0) || value > (high[cell] ?? 0)) return false
      for (const row of rowsOf.get(cell) ?? []) touched.add(row)
    }
    for (const r of touched) {
      const { cells, signs } = rows[r] as Row
      if (cells.reduce((sum, cell, i) => sum + (signs[i] ?? 0) * (move.get(cell) ?? 0), 0) !== 0) return false
    }
    return true
  }
}
