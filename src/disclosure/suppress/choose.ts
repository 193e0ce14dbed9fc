import { type Hiding, setHidden, shift } from './hiding.ts'
import type { Move } from '../table.ts'
import { type FoundMove, moveFrom } from './moves.ts'
import { moveOf, mostMended, type Search, type Witness, witnessOf } from './witness.ts'

/** An unprotected cell: the move that it has already, and the shown cells of which one alone keeps another from it. */
type Open = { before: Move | null; singles: Set<number> }

/** How many cells at once are tried: first two, and more only where two do not help. */
const levels = [2, 4, 8, 16]

/** All unprotected cells are looked at anew when a tenth of them was protected: it takes long where many are left. */
const sweepAt = 0.9

/**
 * Chooses what to hide for the sake of unprotected cells. Of each are kept the shown cells of which one alone stands in
 * the way of a move that it lacks; the shown cell is hidden that stands in the way of most. Where something is hidden,
 * only moves through it are new, so that only those are looked at.
 *
 * @param open the unprotected cells; whatever is protected by what was hidden is taken out of it
 * @returns what to call until nothing is open: it hides, and answers what it hid; nothing where nothing helps
 */
export function choosing(
  search: Search,
  hiding: Hiding,
  open: Set<number>,
  found: (cell: number, witness: Witness) => void,
): () => number[] {
  const { values } = hiding
  let swept = open.size
  const state = new Map<number, Open>()
  const frees = new Map<number, Set<number>>()
  for (const cell of open) look(cell)
  return () => {
    const one = mostWanted()
    const chosen = one === null ? cheapest() : [one]
    for (const cell of chosen) hide(cell)
    if (open.size < swept * sweepAt) sweep()
    return chosen
  }

  function mostWanted(): number | null {
    let best: number | null = null
    let [most, value] = [0, 0]
    for (const [cell, wanting] of frees) {
      const size = values[cell] ?? 0
      if (
        wanting.size > most ||
        (wanting.size === most && (size < value || (size === value && cell < (best ?? 0))))
      )
        [best, most, value] = [cell, wanting.size, size]
    }
    return best
  }

  function hide(cell: number): void {
    setHidden(hiding, cell, true)
    search.mending.hid()
    const freed = frees.get(cell) ?? new Set()
    frees.delete(cell)
    for (const small of freed) {
      forget(small)
      const witness = witnessOf(search, hiding, small, 0)
      if (witness === null) look(small)
      else close(small, witness)
    }
    for (const small of open) if (!freed.has(small)) want(small, cell)
  }

  /** Looks for what the cells that were hidden opened to those for whose sake they were not. */
  function sweep(): void {
    for (const small of open) {
      const witness = witnessOf(search, hiding, small, mostMended)
      if (witness === null) continue
      forget(small)
      close(small, witness)
    }
    swept = open.size
  }

  function close(cell: number, witness: Witness): void {
    found(cell, witness)
    open.delete(cell)
    state.delete(cell)
  }

  /** Looks at an unprotected cell anew. */
  function look(cell: number): void {
    state.set(cell, {
      before: moveOf(search, hiding, cell, 1, mostMended),
      singles: new Set(),
    })
    want(cell, null)
  }

  /** Notes which shown cells keep an unprotected one from a move that it lacks: down, or up from where it can be taken. */
  function want(cell: number, second: number | null): void {
    const of = state.get(cell)
    if (of === undefined) return
    const towards = (direction: 1 | -1) => {
      if ((direction === 1 ? hiding.up : hiding.down)[cell] !== 0) return
      search.through(hiding, cell, direction, { shown: 1, never: 0 }, second, null, (move) => {
        const [one] = move.bad
        if (move.bad.length !== 1 || one === undefined || !isPossibleBefore(move)) return false
        of.singles.add(one)
        const wanting = frees.get(one)
        if (wanting === undefined) frees.set(one, new Set([cell]))
        else wanting.add(cell)
        return false
      })
    }
    bothWays(cell, towards)
  }

  /** Looks down, and up from where the cell can be taken already. */
  function bothWays(cell: number, towards: (direction: 1 | -1) => void): void {
    const before = state.get(cell)?.before ?? null
    towards(-1)
    if (before !== null) shift(hiding, before, 1)
    towards(1)
    if (before !== null) shift(hiding, before, -1)
  }

  /** Whether earlier releases leave a move possible, whatever of it is hidden now. */
  function isPossibleBefore(move: FoundMove): boolean {
    return hiding.before.length === 0 || hiding.before.every((isPossible) => isPossible(moveFrom(move)))
  }

  function forget(cell: number): void {
    for (const one of state.get(cell)?.singles ?? []) {
      const wanting = frees.get(one)
      wanting?.delete(cell)
      if (wanting?.size === 0) frees.delete(one)
    }
  }

  /** The fewest cells that free a move through one of the unprotected cells, where no single one does. */
  function cheapest(): number[] {
    for (const [i, most] of levels.entries())
      for (const cell of open) {
        const tried = levels[i - 1] ?? 0
        const best = { cells: [] as number[], size: Infinity }
        const towards = (direction: 1 | -1) => {
          if ((direction === 1 ? hiding.up : hiding.down)[cell] !== 0) return
          search.through(hiding, cell, direction, { shown: most, never: 0 }, null, null, (move) => {
            const { bad } = move
            const size = bad.reduce((sum, one) => sum + (values[one] ?? 0), 0)
            const isFewer =
              best.cells.length === 0 ||
              bad.length < best.cells.length ||
              (bad.length === best.cells.length && size < best.size)
            if (bad.length > tried && isFewer && isPossibleBefore(move)) {
              best.cells = [...bad]
              best.size = size
            }
            return false
          })
        }
        bothWays(cell, towards)
        if (best.cells.length > 0) return best.cells
      }
    return []
  }
}
