import { type Move, way } from './moves.ts'
import type { CountTable } from './table.ts'

/** What a reader knows of the cells that are hidden: their least value. One symbol serves small and large ones alike. */
export type Reader = 'rule' | 'non-negative'

export type Rule = {
  /** Counts from 1 to this are small. */
  threshold: number
  reader: Reader
}

/** What an earlier release said of a cell: a number, hidden, or nothing. */
export type Earlier = ReadonlyMap<number, number | null>

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
  threshold: number
  /** Of each cell, what stands in the way of one more and of one less. */
  up: Uint8Array
  down: Uint8Array
}

/** What is hidden to begin with: every small cell and whatever an earlier release hid, but not what one has shown. */
export function hidingOf(
  { values }: CountTable,
  { reader, threshold }: Rule,
  small: readonly number[],
  earlier: readonly Earlier[],
): Hiding {
  const size = values.length
  const hiding: Hiding = {
    values: Int32Array.from(values),
    hidden: new Uint8Array(size),
    revised: new Uint8Array(size),
    known: new Uint8Array(size),
    least: leastOf(reader),
    threshold,
    up: new Uint8Array(size),
    down: new Uint8Array(size),
  }
  for (const cell of small) hiding.hidden[cell] = 1
  for (const release of earlier)
    for (const [cell, said] of release) {
      const value = values[cell] ?? 0
      if (said === null && value > 0) hiding.hidden[cell] = 1
      if (said !== null && said !== value) hiding.revised[cell] = 1
    }
  for (const release of earlier)
    for (const [cell, said] of release)
      if (said !== null && said === values[cell]) {
        hiding.known[cell] = 1
        hiding.hidden[cell] = 0
      }
  for (let cell = 0; cell < size; cell++) weigh(hiding, cell)
  return hiding
}

/** Hides a cell, or shows it again. */
export function setHidden(hiding: Hiding, cell: number, isHidden: boolean): void {
  hiding.hidden[cell] = isHidden ? 1 : 0
  weigh(hiding, cell)
}

/** Looks at the table as it would be after a move; the same move undone brings the true one back. */
export function shift(hiding: Hiding, move: Move, times: 1 | -1): void {
  for (const [cell, by] of move) {
    hiding.values[cell] = (hiding.values[cell] ?? 0) + by * times
    weigh(hiding, cell)
  }
}

/** Only a large cell that is shown is hidden besides; a nought never. What an earlier release showed stays known. */
function weigh({ values, hidden, known, least, threshold, up, down }: Hiding, cell: number): void {
  const value = values[cell] ?? 0
  const more = hidden[cell] === 1 ? way.free : value > threshold && known[cell] !== 1 ? way.shown : way.never
  up[cell] = more
  down[cell] = value - 1 < least ? way.never : more
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
