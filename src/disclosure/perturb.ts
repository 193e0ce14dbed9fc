import { type CountTable, marginsOf } from './table.ts'
import type { Between } from './told.ts'

/**
 * Cell-key perturbation (Fraser and Wooton, A proposed method for confidentialising tabular output to protect against
 * differencing, 2005; ONS, Census 2021): every child has a record key from a secret, a cell's key is the sum of its
 * children's, and what is added to the count is looked up by it. The same children get the same change wherever they are
 * counted, so that asking often averages nothing away. Margins are changed by themselves and are not sums of their parts.
 */
export const mostNoise = 2

/** Record and cell keys are whole numbers below this. */
export const keySpace = 2 ** 32

/**
 * What is added, by how often in nine: nothing on average, and never below 0. A 0 stays 0, so that what is printed as
 * more is at least 1.
 */
const rows: Readonly<Record<'one' | 'more', readonly (readonly [adds: number, ninths: number])[]>> = {
  one: [
    [-1, 4],
    [0, 2],
    [1, 2],
    [2, 1],
  ],
  more: [
    [-2, 1],
    [-1, 2],
    [0, 3],
    [1, 2],
    [2, 1],
  ],
}

/** What a count is printed as, by its cell key. */
export function perturbed(value: number, cellKey: number): number {
  if (value === 0) return 0
  let left = (cellKey / keySpace) * 9
  for (const [adds, ninths] of value === 1 ? rows.one : rows.more) {
    left -= ninths
    if (left < 0) return value + adds
  }
  return value
}

/** Between what a reader of a perturbed count knows it to lie. */
export const aroundPerturbed = (printed: number): Between => ({
  low: printed === 0 ? 0 : Math.max(1, printed - mostNoise),
  high: printed + mostNoise,
})

/** The keys of every cell, from those of the inner ones: a margin holds everybody who is in its parts. */
export function cellKeysOf(table: CountTable, inner: ReadonlyMap<number, number>): Float64Array {
  const keys = new Float64Array(table.values.length)
  for (const [cell, key] of inner)
    for (const one of marginsOf(table, cell)) keys[one] = ((keys[one] ?? 0) + key) % keySpace
  return keys
}
