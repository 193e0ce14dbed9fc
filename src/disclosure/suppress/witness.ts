import { type Hiding, isPossible, shift } from './hiding.ts'
import type { Mending } from './mend.ts'
import type { Move } from '../table.ts'
import { type EachMove, moveFrom, together, undone } from './moves.ts'

/** Two other tables that a reader cannot tell from the true one, in which a small cell has two other values. */
export type Witness = readonly [Move, Move]

/** How moves are looked for: through a cell, and through what else must be changed. */
export type Search = { through: EachMove; mending: Mending }

/** How many cells of a move may be mended by others. */
export const mostMended = 2

/**
 * Finds tables in which a cell differs; null where these ways of looking find none.
 *
 * @param mended how many cells of a move may be mended by others: more finds more, and takes longer
 */
export function witnessOf(search: Search, hiding: Hiding, cell: number, mended: number): Witness | null {
  for (const direction of [1, -1] as const) {
    const one = moveOf(search, hiding, cell, direction, mended)
    if (one === null) continue
    const back = undone(one)
    if (isPossible(hiding, back)) return [one, back]
    const further =
      moveAfter(search, hiding, one, cell, direction, mended) ??
      (direction === 1 ? moveOf(search, hiding, cell, -1, mended) : null)
    return further === null ? null : [one, further]
  }
  return null
}

/** A move that changes a cell by one in a direction, by itself or mended by others where it meets a cell that is shown. */
export function moveOf(
  search: Search,
  hiding: Hiding,
  cell: number,
  direction: 1 | -1,
  mended: number,
): Move | null {
  if ((direction === 1 ? hiding.up : hiding.down)[cell] !== 0) return null
  const found: { move: Move | null } = { move: null }
  search.through(hiding, cell, direction, { shown: 0, never: 0 }, null, null, (move) => {
    const one = moveFrom(move)
    if (isPossible(hiding, one)) found.move = one
    return found.move !== null
  })
  for (let most = 1; found.move === null && most <= mended; most++)
    search.through(hiding, cell, direction, { shown: 0, never: most }, null, search.mending.can, (move) => {
      if (move.bad.length === most) found.move = search.mending.mend(cell, direction, move)
      return found.move !== null
    })
  return found.move
}

/** A move after another one: both together, where that is possible. */
function moveAfter(
  search: Search,
  hiding: Hiding,
  before: Move,
  cell: number,
  direction: 1 | -1,
  mended: number,
): Move | null {
  shift(hiding, before, 1)
  const next = moveOf(search, hiding, cell, direction, mended)
  shift(hiding, before, -1)
  if (next === null) return null
  const both = together(before, next)
  return isPossible(hiding, both) ? both : null
}
