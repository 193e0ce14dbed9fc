import { type Equations, type Row, rowsByCell } from './equations.ts'

/**
 * Narrows each cell to what the others leave it, row by row, until nothing narrows any more: what a reader with a pencil
 * finds. Changes `low` and `high`; never leaves out a value that is possible.
 * Stops where they contradict one another, which settled equations do not (settle.ts).
 */
export function propagate({ low, high, rows }: Equations): void {
  const rowsOf = rowsByCell(rows)
  const waiting = rows.map((_, r) => r)
  const isWaiting = new Uint8Array(rows.length).fill(1)
  for (let r = waiting.pop(); r !== undefined; r = waiting.pop()) {
    isWaiting[r] = 0
    for (const cell of narrow(rows[r] as Row, low, high)) {
      if ((low[cell] ?? 0) > (high[cell] ?? 0)) return
      for (const other of rowsOf.get(cell) ?? [])
        if (isWaiting[other] === 0) {
          isWaiting[other] = 1
          waiting.push(other)
        }
    }
  }
}

/** Narrows the cells of one row to what its sum leaves them beside the others. */
function narrow({ cells, signs, sum }: Row, low: Float64Array, high: Float64Array): number[] {
  // The least and the most that the row can come to, apart from its cells without an upper bound.
  let [least, most, endlessLeast, endlessMost] = [0, 0, 0, 0]
  const part = (i: number): [number, number] => {
    const [l, h] = [low[cells[i] as number] as number, high[cells[i] as number] as number]
    return (signs[i] as number) > 0 ? [l, h] : [-h, -l]
  }
  for (let i = 0; i < cells.length; i++) {
    const [l, h] = part(i)
    if (l === -Infinity) endlessLeast++
    else least += l
    if (h === Infinity) endlessMost++
    else most += h
  }
  const narrowed: number[] = []
  for (let i = 0; i < cells.length; i++) {
    const [l, h] = part(i)
    const othersLeast =
      endlessLeast - (l === -Infinity ? 1 : 0) > 0 ? -Infinity : least - (l === -Infinity ? 0 : l)
    const othersMost = endlessMost - (h === Infinity ? 1 : 0) > 0 ? Infinity : most - (h === Infinity ? 0 : h)
    const [from, to] = [Math.max(l, sum - othersMost), Math.min(h, sum - othersLeast)]
    if (from === l && to === h) continue
    const cell = cells[i] as number
    const positive = (signs[i] as number) > 0
    low[cell] = positive ? from : -to
    high[cell] = positive ? to : -from
    narrowed.push(cell)
  }
  return narrowed
}
