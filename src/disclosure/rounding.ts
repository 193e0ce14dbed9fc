import type { Claim } from './audit/audit.ts'
import { type CountTable, isInner, marginsOf, type Move, smallIn } from './table.ts'
import type { Between, Earlier } from './told.ts'

/**
 * Counts rounded so that they still add up: inner cells below the base become 0 or the base, and every margin is the sum
 * of what stands below it (after Langsrud and Heldal, An algorithm for small count rounding of tabular data, 2018). A
 * margin tells nothing that its parts do not.
 */
export type Rounded = {
  table: CountTable
  base: number
  threshold: number
  published: Int32Array
  small: readonly number[]
}

/** What a reader knows of an inner cell from what a rounded table shows of it. */
export const between = (shown: number, base: number): Between =>
  shown === 0
    ? { low: 0, high: base - 1 }
    : shown === base
      ? { low: 1, high: base }
      : { low: shown, high: shown }

/**
 * Rounds a table. Which small cells become the base: always the one that brings the margins nearest to their true values,
 * squares added up, as many as keep the grand total nearest; of equals the first in the order of the table, which rests
 * on the numbers alone, so that the same counts are rounded the same way whoever asks.
 *
 * @param base from 2 on; every count up to the threshold must be below it or the base itself
 */
export function round(table: CountTable, base: number, threshold: number): Rounded {
  const { values } = table
  const published = new Int32Array(values.length)
  const off = new Float64Array(values.length)
  const inner = innerOf(table)
  let left = 0
  const candidates: { above: number[]; cell: number }[] = []
  for (const { cell, above } of inner) {
    const value = values[cell] ?? 0
    const isSmall = value > 0 && value < base
    if (isSmall) {
      left += value
      candidates.push({ cell, above })
    }
    for (const one of above) {
      if (isSmall) off[one] = (off[one] ?? 0) + value
      else published[one] = (published[one] ?? 0) + value
    }
  }
  // By how much the squares fall when a cell becomes the base: base · (2 · what its margins lack − base), added up.
  const gain = ({ above }: { above: number[] }) =>
    above.reduce((sum, one) => sum + 2 * (off[one] ?? 0) - base, 0)
  for (let times = Math.round(left / base); times > 0; times--) {
    let [best, most] = [-1, -Infinity]
    for (const [i, one] of candidates.entries()) {
      const by = gain(one)
      if (by > most) [best, most] = [i, by]
    }
    const [chosen] = candidates.splice(best, 1)
    for (const one of chosen?.above ?? []) {
      off[one] = (off[one] ?? 0) - base
      published[one] = (published[one] ?? 0) + base
    }
  }
  const small = smallIn(table, threshold)
  return { table, base, threshold, published, small }
}

/** What is claimed of a rounded table: any small inner cell may be another beside it, with every margin above it. */
export function claimOfRounded(
  { table, base, threshold, published, small }: Rounded,
  earlier: readonly Earlier[],
): Claim {
  const { values } = table
  const inner = new Map(innerOf(table).map(({ cell, above }) => [cell, above]))
  const bounds = (cell: number): Between =>
    inner.has(cell) ? between(published[cell] ?? 0, base) : { low: 0, high: Infinity }
  const witnesses = new Map<number, readonly Move[]>()
  for (const [cell, above] of inner) {
    const value = values[cell] ?? 0
    const { low, high } = bounds(cell)
    if (value === 0 || low === high) continue
    const others = Array.from({ length: high - low + 1 }, (_, i) => low + i).filter((one) => one !== value)
    const moves = others.map((other) => new Map(above.map((one) => [one, other - value])))
    for (const one of above) if (!witnesses.has(one)) witnesses.set(one, moves)
  }
  return { table, small, bounds, threshold, least: 0, earlier, witnesses }
}

/** Every inner cell with itself and every margin above it. */
const innerOf = (table: CountTable): { cell: number; above: number[] }[] =>
  [...table.values.keys()].flatMap((cell) =>
    isInner(table, cell) ? [{ cell, above: marginsOf(table, cell) }] : [],
  )
