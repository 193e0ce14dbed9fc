import { type Hiding, isPossible, mayChange } from './hiding.ts'
import type { Move } from '../table.ts'
import type { EachMove, FoundMove } from './moves.ts'

/** A move through a cell that is not to be changed, of which everything else may change. */
type Mender = { cells: Int32Array; signs: Int8Array }
/** What mends a cell, and how many cells had been shown again when this was found. */
type Kept = { menders: Mender[]; seen: number; wasCut: boolean }

/** How many are looked for, for each cell. */
const mostMenders = 40

export type Mending = {
  /** Whether there is any move that takes a change of a cell back. */
  can: (cell: number, sign: number) => boolean
  /** Takes each bad cell of a move out of it by another move through it; null where these do not agree. */
  mend: (cell: number, direction: number, found: FoundMove) => Move | null
  /** To be told when a cell was hidden. */
  hid: () => void
  /** Forgets what was found, to find whatever was opened since. */
  afresh: () => void
  /** To be told when a cell is shown to see whether it can be, */
  tryShown: (cell: number) => void
  /** and whether it stays so. */
  settle: (staysShown: boolean) => void
}

/** What mends is kept: it stays right while nothing is shown again, and what was shown since is seen when it is used. */
export function mendingIn(eachMove: EachMove, hiding: Hiding): Mending {
  const { values } = hiding
  let kept = new Map<number, Kept>()
  let before: Map<number, Kept> | null = null
  const shown: number[] = []
  /** By how much each cell is changed so far, and which were touched. */
  const by = new Int16Array(values.length)
  const touched: number[] = []

  return {
    can: (cell, sign) => mendersOf(cell, sign).length > 0,
    mend,
    hid: () => {
      // What was found before is still possible; where nothing was, there may be something now.
      for (const [name, { menders }] of kept) if (menders.length === 0) kept.delete(name)
    },
    afresh: () => {
      kept.clear()
    },
    tryShown: (cell) => {
      shown.push(cell)
      before = kept
      kept = new Map()
    },
    settle: (staysShown) => {
      if (before === null) return
      if (staysShown) for (const [name, one] of kept) before.set(name, one)
      else shown.pop()
      kept = before
      before = null
    },
  }

  /** Moves through a cell that change it against a sign. */
  function mendersOf(cell: number, sign: number): readonly Mender[] {
    const name = cell * 2 + (sign === 1 ? 1 : 0)
    const known = kept.get(name) ?? before?.get(name)
    if (known !== undefined) {
      if (known.seen === shown.length) return known.menders
      const since = shown.slice(known.seen)
      const menders = known.menders.filter(({ cells }) => !since.some((one) => cells.includes(one)))
      // Fewer than there were, but some; or all that there are.
      if (menders.length > 0 || !known.wasCut) return keep(name, menders, known.wasCut)
    }
    const menders: Mender[] = []
    const wasCut = eachMove(
      hiding,
      cell,
      sign === 1 ? -1 : 1,
      { shown: 0, never: 0 },
      null,
      null,
      (found) => {
        const { cells, signs, length } = found
        return menders.push({ cells: cells.slice(0, length), signs: signs.slice(0, length) }) >= mostMenders
      },
    )
    return keep(name, menders, wasCut)
  }

  function keep(name: number, menders: Mender[], wasCut: boolean): readonly Mender[] {
    kept.set(name, { menders, seen: shown.length, wasCut })
    return menders
  }

  function mend(cell: number, direction: number, { cells, signs, length, bad }: FoundMove): Move | null {
    for (let i = 0; i < length; i++) add(cells[i] as number, signs[i] as number)
    const ways: Mender[][] = []
    for (const one of bad) {
      // Whatever does not agree with the move itself agrees with no mending of it.
      const fit = mendersOf(one, by[one] as number).filter((mender) => agrees(mender, bad))
      if (fit.length === 0) break
      ways.push(fit)
    }
    const move = ways.length === bad.length ? mendFrom(0) : null
    for (const one of touched) by[one] = 0
    touched.length = 0
    return move

    function mendFrom(i: number): Move | null {
      const one = bad[i]
      if (one === undefined) {
        if (Math.sign(by[cell] as number) !== direction) return null
        const whole = new Map<number, number>()
        for (const each of touched) if (by[each] !== 0) whole.set(each, by[each] as number)
        return isPossible(hiding, whole) ? whole : null
      }
      // What a move before this one has mended already needs no other.
      if (by[one] === 0) return mendFrom(i + 1)
      for (const mender of ways[i] ?? []) {
        if (i > 0 && !agrees(mender, bad)) continue
        for (const [j, each] of mender.cells.entries()) add(each, mender.signs[j] as number)
        const found = mendFrom(i + 1)
        if (found !== null) return found
        for (const [j, each] of mender.cells.entries()) add(each, -(mender.signs[j] as number))
      }
      return null
    }
  }

  function add(cell: number, sign: number): void {
    if (by[cell] === 0) touched.push(cell)
    by[cell] = (by[cell] as number) + sign
  }

  /** Whether a move after the others changes nothing that may not change, but for bad cells that are mended after it. */
  function agrees({ cells, signs }: Mender, bad: readonly number[]): boolean {
    for (let i = 0; i < cells.length; i++) {
      const cell = cells[i] as number
      const sum = (by[cell] as number) + (signs[i] as number)
      if (sum !== 0 && !mayChange(hiding, cell, sum) && !bad.includes(cell)) return false
    }
    return true
  }
}
