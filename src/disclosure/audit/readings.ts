import type { Claim } from './audit.ts'
import { type Equations, equationsOf, type Row } from './equations.ts'
import { propagate } from './intervals.ts'

/** As many ways of telling what was revised are looked at, and so many are asked about. */
const mostTried = 40
const mostReadings = 4

/**
 * What a reader may make of this release and those before it. A count that was hidden then and is hidden now is taken to
 * be the same where the sums say so; where that cannot be right of the true table, one of those counts was revised, and
 * each of them may be the one: every way of telling is a reading of its own, and none of them may narrow a small cell.
 */
export function readingsOf({ table, bounds, earlier, least }: Claim): Equations[] {
  const equations = (revised: readonly ReadonlySet<number>[]) =>
    equationsOf(table, bounds, earlier, least, revised)
  const found: Equations[] = []
  const waiting = [earlier.map(() => new Set<number>())]
  let last: { revised: Set<number>[]; suspects: Suspects } | null = null
  for (let tried = 0; tried < mostTried && found.length < mostReadings; tried++) {
    const revised = waiting.shift()
    if (revised === undefined) break
    const reading = equations(revised)
    const suspects = suspectsIn(reading, table.values)
    if (suspects === null) found.push(reading)
    else {
      last ??= { revised, suspects }
      for (const cell of suspects.cells) waiting.push(withRevised(revised, suspects.release, [cell]))
    }
  }
  // None of the single ways is right: then none of the counts of a wrong sum is taken to be the same.
  while (found.length === 0 && last !== null) {
    const revised = withRevised(last.revised, last.suspects.release, last.suspects.cells)
    const reading = equations(revised)
    const suspects = suspectsIn(reading, table.values)
    if (suspects === null || suspects.cells.length === 0) found.push(reading)
    else last = { revised, suspects }
  }
  return found
}

type Suspects = { release: number; cells: readonly number[] }

/** Counts that are taken to be the same, in a sum that then cannot be right of the true table; null where all can. */
function suspectsIn({ low, high, rows, then, releases }: Equations, values: Int32Array): Suspects | null {
  const [least, most] = [low.slice(), high.slice()]
  least.set(values)
  most.set(values)
  const wrong: Row | null = propagate({ low: least, high: most, rows, then, releases })
  if (wrong === null) return null
  const own = wrong.cells.find((cell) => cell >= values.length)
  return {
    release: releases[(own ?? values.length) - values.length] ?? 0,
    cells: [...wrong.cells].filter((cell) => cell < values.length),
  }
}

const withRevised = (
  before: readonly ReadonlySet<number>[],
  release: number,
  cells: readonly number[],
): Set<number>[] => before.map((one, i) => new Set(i === release ? [...one, ...cells] : one))
