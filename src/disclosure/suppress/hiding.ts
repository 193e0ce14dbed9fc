import { way } from './moves.ts'
import { possibleBefore } from './revisions.ts'
import type { CountTable, Move } from '../table.ts'
import { agrees, type Between, type Earlier } from '../told.ts'

/** What a reader knows of the cells that are hidden: their least value. One symbol serves small and large ones alike. */
export type Reader = 'rule' | 'non-negative'

export type Rule = {
  /** Counts from 1 to this are small. */
  threshold: number
  reader: Reader
}

/**
 * The least value of a hidden cell for a reader. Who knows the rule knows that a nought is always shown, so that a hidden
 * cell is at least 1; but not which of the hidden cells are small, so that the rule gives no upper bound.
 */
export const leastOf = (reader: Reader): number => (reader === 'rule' ? 1 : 0)

/** What is given of a table, and what readers have of it already. */
export type Release = {
  earlier?: readonly Earlier[]
  /** The cells that are given, shown or hidden; null where all are. Of others a reader knows only what sums tell. */
  given?: ReadonlySet<number> | null
  /** Counts that are kept as small ones are, though they are not small. */
  also?: readonly number[]
  /** Between what cells lie by what readers know besides. */
  bounds?: ReadonlyMap<number, Between>
}

/** The state in which tables are sought that look the same to the reader. */
export type Hiding = {
  values: Int32Array
  /** 1 where the reader cannot see the value, in this release or an earlier one. */
  hidden: Uint8Array
  /** Of each earlier release, whether it could have been what it was if this one is changed by a move. */
  before: readonly ((move: Move) => boolean)[]
  /** 1 where an earlier release showed the value as it still is: hidden or not, the reader has it. */
  known: Uint8Array
  /** The least and the most that a cell can be for the reader, as far as is told of it alone. */
  low: Int32Array
  high: Int32Array
  threshold: number
  /** Of each cell, what stands in the way of one more and of one less. */
  up: Uint8Array
  down: Uint8Array
}

/** More than any count. */
const endless = 2_147_483_647

/**
 * What is hidden to begin with: every small cell, whatever is not given and whatever an earlier release hid, but not what
 * one has shown.
 */
export function hidingOf(
  table: CountTable,
  { reader, threshold }: Rule,
  small: readonly number[],
  { earlier = [], given = null, bounds = new Map() }: Release = {},
): Hiding {
  const { values } = table
  const size = values.length
  const hiding: Hiding = {
    values: Int32Array.from(values),
    hidden: new Uint8Array(size),
    before: earlier.map((release) => possibleBefore(table, release)),
    known: new Uint8Array(size),
    low: new Int32Array(size).fill(leastOf(reader)),
    high: new Int32Array(size).fill(endless),
    threshold,
    up: new Uint8Array(size),
    down: new Uint8Array(size),
  }
  for (const cell of small) hiding.hidden[cell] = 1
  if (given !== null)
    for (let cell = 0; cell < size; cell++)
      if (!given.has(cell)) {
        hiding.hidden[cell] = 1
        hiding.low[cell] = 0
      }
  for (const release of earlier)
    for (const [cell, said] of release) {
      const value = values[cell] ?? 0
      if (said === null && value > 0) {
        hiding.hidden[cell] = 1
        // What was hidden was at least so much, given again or not.
        hiding.low[cell] = Math.max(hiding.low[cell] ?? 0, leastOf(reader))
      }
      if (said !== null && agrees(said, value)) limit(hiding, cell, said)
    }
  for (const [cell, between] of bounds) limit(hiding, cell, between)
  for (let cell = 0; cell < size; cell++) {
    if (hiding.known[cell] === 1) hiding.hidden[cell] = 0
    weigh(hiding, cell)
  }
  return hiding
}

function limit(hiding: Hiding, cell: number, said: number | Between): void {
  const { low, high } = typeof said === 'number' ? { low: said, high: said } : said
  hiding.low[cell] = Math.max(hiding.low[cell] ?? 0, low)
  hiding.high[cell] = Math.min(hiding.high[cell] ?? endless, high)
  if (hiding.low[cell] === hiding.high[cell]) hiding.known[cell] = 1
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
function weigh({ values, hidden, known, low, high, threshold, up, down }: Hiding, cell: number): void {
  const value = values[cell] ?? 0
  const more = hidden[cell] === 1 ? way.free : value > threshold && known[cell] !== 1 ? way.shown : way.never
  up[cell] = value + 1 > (high[cell] ?? 0) ? way.never : more
  down[cell] = value - 1 < (low[cell] ?? 0) ? way.never : more
}

/** Whether a cell may be changed by so much: the reader would not see it, and nothing is told that it would go against. */
export const mayChange = ({ values, hidden, low, high }: Hiding, cell: number, by: number): boolean => {
  const value = (values[cell] as number) + by
  return hidden[cell] === 1 && value >= (low[cell] as number) && value <= (high[cell] as number)
}

/** Whether a move changes only what may be changed, here and in what every earlier release said. */
export function isPossible(hiding: Hiding, move: Move): boolean {
  for (const [cell, by] of move) if (!mayChange(hiding, cell, by)) return false
  return hiding.before.every((isPossibleThere) => isPossibleThere(move))
}
