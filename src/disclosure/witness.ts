import { type EachMove, type Move, together, undone } from './moves.ts'

/** What a reader knows of the cells that are hidden: their least value. One symbol serves small and large ones alike. */
export type Reader = 'rule' | 'non-negative'

/**
 * The least value of a hidden cell for a reader. Who knows the rule knows that a nought is always shown, so that a hidden
 * cell is at least 1; but not which of the hidden cells are small, so that the rule gives no upper bound.
 */
export const leastOf = (reader: Reader): number => (reader === 'rule' ? 1 : 0)

/** The state in which tables are sought that look the same to the reader. */
export type Hiding = {
  values: Int32Array
  /** 1 where the reader cannot see the value, in this release or an earlier one. */
  hidden: Uint8Array
  /**
   * 1 where an earlier release showed another value: the cell was revised, so that its old sums say nothing of it. A
   * move may change revised cells alone, or cells that every release hides, but not both at once.
   */
  revised: Uint8Array
  /** 1 where an earlier release showed the value as it still is: hidden or not, the reader has it. */
  known: Uint8Array
  least: number
}

/** Two other tables that a reader cannot tell from the true one, in which a small cell has two other values. */
export type Witness = readonly [Move, Move]

/** How moves are looked for: through a cell, and through those that mend it; what mends is kept while nothing else is hidden. */
export type Search = { through: EachMove; mending: EachMove; menders: Map<number, readonly Move[]> }

/** How many cells of a move may be mended by others, and how many others are looked for, for each. */
const mostMended = 2
const mostMenders = 40

/** Finds tables in which a cell differs; null where these ways of looking find none. */
export function witnessOf(search: Search, hiding: Hiding, cell: number): Witness | null {
  const up = moveOf(search, hiding, cell, 1)
  if (up !== null) {
    const down = undone(up)
    if (isPossible(hiding, down)) return [up, down]
    const further = moveAfter(search, hiding, up, cell, 1) ?? moveOf(search, hiding, cell, -1)
    return further === null ? null : [up, further]
  }
  const down = moveOf(search, hiding, cell, -1)
  if (down === null) return null
  const further = moveAfter(search, hiding, down, cell, -1)
  return further === null ? null : [down, further]
}

/** A move that changes a cell by one in a direction, by itself or mended by others where it meets a cell that is shown. */
export function moveOf(search: Search, hiding: Hiding, cell: number, direction: 1 | -1): Move | null {
  const found: { move: Move | null } = { move: null }
  search.through(cell, direction, 0, badIn(hiding), (move) => {
    const one = moveFrom(move)
    if (isPossible(hiding, one)) found.move = one
    return found.move !== null
  })
  for (let mended = 1; found.move === null && mended <= mostMended; mended++)
    search.through(cell, direction, mended, badIn(hiding), ({ bad, ...move }) => {
      if (bad.length !== mended) return false
      found.move = mend(search, hiding, cell, direction, moveFrom(move), bad)
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
): Move | null {
  const { values } = hiding
  for (const [one, by] of before) values[one] = (values[one] ?? 0) + by
  const next = moveOf(search, hiding, cell, direction)
  for (const [one, by] of before) values[one] = (values[one] ?? 0) - by
  if (next === null) return null
  const both = together(before, next)
  return isPossible(hiding, both) ? both : null
}

/** A cell is bad for a move that the reader would see, or that would take it below its least value. */
export const badIn =
  ({ values, hidden, least }: Hiding) =>
  (cell: number, sign: number): boolean =>
    hidden[cell] !== 1 || (values[cell] ?? 0) + sign < least

const moveFrom = (found: { cells: Int32Array; signs: Int8Array; length: number }): Map<number, number> => {
  const move = new Map<number, number>()
  for (let i = 0; i < found.length; i++) move.set(found.cells[i] ?? 0, found.signs[i] ?? 0)
  return move
}

/** Whether a move changes only what is hidden, keeps to the least value, and mixes no revised cells with others. */
export function isPossible({ values, hidden, revised, least }: Hiding, move: Move): boolean {
  let [some, all] = [false, true]
  for (const [cell, by] of move) {
    if (hidden[cell] !== 1 || (values[cell] ?? 0) + by < least) return false
    if (revised[cell] === 1) some = true
    else all = false
  }
  return !some || all
}

/** Takes each bad cell of a move out of it by another move through it. */
function mend(
  search: Search,
  hiding: Hiding,
  cell: number,
  direction: number,
  move: Move,
  bad: readonly number[],
): Move | null {
  const ways: (readonly Move[])[] = []
  for (const one of bad) {
    // Whatever does not agree with the move itself agrees with no mending of it.
    const fit = menders(search, hiding, one, move.get(one) === 1 ? -1 : 1).filter((mender) =>
      agree(hiding, move, mender, bad),
    )
    if (fit.length === 0) return null
    ways.push(fit)
  }
  return mendBy(hiding, cell, direction, move, bad, ways)
}

function mendBy(
  hiding: Hiding,
  cell: number,
  direction: number,
  move: Move,
  bad: readonly number[],
  ways: readonly (readonly Move[])[],
): Move | null {
  const [first, ...others] = ways
  const [one, ...left] = bad
  if (first === undefined || one === undefined)
    return Math.sign(move.get(cell) ?? 0) === direction && isPossible(hiding, move) ? move : null
  // What a move before this one has mended already needs no other.
  if (!move.has(one)) return mendBy(hiding, cell, direction, move, left, others)
  for (const mender of first) {
    if (!agree(hiding, move, mender, bad)) continue
    const found = mendBy(hiding, cell, direction, together(move, mender), left, others)
    if (found !== null) return found
  }
  return null
}

/** Whether two moves together change nothing that may not change, but for bad cells that are mended after this one. */
function agree({ values, hidden, least }: Hiding, move: Move, mender: Move, bad: readonly number[]): boolean {
  for (const [cell, by] of mender) {
    const sum = (move.get(cell) ?? 0) + by
    if (sum === 0) continue
    if ((hidden[cell] !== 1 || (values[cell] ?? 0) + sum < least) && !bad.includes(cell)) return false
  }
  return true
}

/** Moves through a shown cell of which everything else may change. */
function menders(search: Search, hiding: Hiding, cell: number, direction: 1 | -1): readonly Move[] {
  const name = cell * 2 + (direction === 1 ? 1 : 0)
  const known = search.menders.get(name)
  if (known !== undefined) return known
  const isBad = badIn(hiding)
  const found: Move[] = []
  search.mending(
    cell,
    direction,
    0,
    (one, sign) => one !== cell && isBad(one, sign),
    (move) => found.push(moveFrom(move)) >= mostMenders,
  )
  search.menders.set(name, found)
  return found
}
