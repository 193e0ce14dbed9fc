import { type CountTable, finestIn, marginsOf, type Move } from '../table.ts'
import { agrees, type Earlier } from '../told.ts'

/**
 * Whether an earlier release could have been what it was if this one is changed by a move. Cells that were not
 * revised change there as they change here, and whatever that release showed must not change by it; cells that were
 * revised are others there. One that was hidden there and has been revised may have been another and take up the change.
 */
export function possibleBefore(table: CountTable, release: Earlier): (move: Move) => boolean {
  const isFinest = finestIn(table, release.keys())
  const isRevised = (cell: number) => !agrees(release.get(cell) ?? null, table.values[cell] ?? 0)
  const wasHidden = (cell: number) => release.get(cell) === null
  /** Hidden there, and 0 now: whatever it was, it has been revised. */
  const vanished = [...release.keys()].filter(
    (cell) => wasHidden(cell) && table.values[cell] === 0 && isFinest(cell),
  )
  const margins = new Map<number, number[]>()
  const above = (cell: number): number[] => {
    const known = margins.get(cell) ?? marginsOf(table, cell)
    margins.set(cell, known)
    return known
  }
  const isSeen = Uint8Array.from(table.values, (_, cell) => (release.has(cell) && !wasHidden(cell) ? 1 : 0))
  const isTied = Uint8Array.from(table.values, (_, cell) => (isFinest(cell) && !isRevised(cell) ? 1 : 0))
  const net = new Int32Array(table.values.length)
  const touched: number[] = []
  const add = (cell: number, by: number) => {
    for (const one of above(cell)) {
      if (isSeen[one] !== 1) continue
      if (net[one] === 0) touched.push(one)
      net[one] = (net[one] as number) + by
    }
  }
  return (move) => {
    for (const [cell, by] of move) if (isTied[cell] === 1) add(cell, by)
    const seen = touched.find((cell) => net[cell] !== 0)
    const isSame = () => touched.every((cell) => net[cell] === 0)
    let isPossible = seen === undefined
    // What was at least 1 there can have been more, not less.
    const lack = seen === undefined ? 0 : -(net[seen] as number)
    if (lack > 0)
      isPossible = vanished.some((cell) => {
        add(cell, lack)
        const fits = isSame()
        add(cell, -lack)
        return fits
      })
    for (const cell of touched) net[cell] = 0
    touched.length = 0
    return isPossible
  }
}
