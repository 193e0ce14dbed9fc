import type { Move } from './moves.ts'
import type { Suppression } from './suppress.ts'
import { ancestors, type CountTable, type Dimension, nodesOf } from './table.ts'

/** What a reader could learn of the small cells, as far as it was shown. */
export type Audit = {
  /** Small cells whose value an earlier release gives away as it still is. */
  exact: number
  /** Small cells of which it is not shown that three values are possible. */
  narrow: number
  /** The fewest values shown to be possible for a small cell: 3 where none is narrow. */
  widthMin: number
  seconds: number
}

/**
 * Checks what suppression claims, from the published table and the other tables alone, by adding everything up again: of
 * each small cell, that there are two other tables which show the same numbers, whose sums are right, in which no hidden
 * cell is less than the reader knows it to be, and in which the cell has two other values.
 */
export function audit(suppression: Suppression): Audit {
  const began = performance.now()
  const { table, small, witnesses, hiding } = suppression
  const isHidden = hiddenIn(suppression)
  // What an earlier release shows as it still is, the reader sees, whatever this one hides.
  const isUnseen = (cell: number) => isHidden(cell) && hiding.known[cell] !== 1
  let [exact, narrow, widthMin] = [0, 0, 3]
  for (const cell of small) {
    const witness = witnesses.get(cell) ?? null
    const others = (witness ?? []).filter((move) => isAnotherTable(table, isUnseen, hiding.least, move))
    const possible = new Set([0, ...others.map((move) => move.get(cell) ?? 0)]).size
    if (hiding.known[cell] === 1) exact++
    if (possible < 3) narrow++
    widthMin = Math.min(widthMin, possible)
  }
  return { exact, narrow, widthMin, seconds: (performance.now() - began) / 1000 }
}

/** Whether a cell is published as hidden. */
export function hiddenIn({ small, secondary }: Suppression): (cell: number) => boolean {
  const hidden = new Set([...small, ...secondary])
  return (cell) => hidden.has(cell)
}

/** Whether a table that differs by a move cannot be told from the true one. */
function isAnotherTable(
  table: CountTable,
  isUnseen: (cell: number) => boolean,
  least: number,
  move: Move,
): boolean {
  for (const [cell, by] of move) if (!isUnseen(cell) || (table.values[cell] ?? 0) + by < least) return false
  // Every margin changes by what the inner cells below it change.
  const sums = new Map<number, number>()
  for (const [cell, by] of move) {
    const nodes = nodesOf(table, cell)
    if (nodes.some((node, d) => node >= (table.dimensions[d]?.leaves ?? 0))) continue
    let above = [0]
    for (const [d, node] of nodes.entries())
      above = ancestors(table.dimensions[d] as Dimension, node).flatMap((one) =>
        above.map((sum) => sum + one * (table.strides[d] ?? 1)),
      )
    for (const one of above) sums.set(one, (sums.get(one) ?? 0) + by)
  }
  for (const [cell, by] of sums) if ((move.get(cell) ?? 0) !== by) return false
  for (const [cell, by] of move) if ((sums.get(cell) ?? 0) !== by) return false
  return true
}
