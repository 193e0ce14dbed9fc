import type { Between } from '../told.ts'
import type { Claim } from './audit.ts'
import { questionsOf } from './components.ts'
import { equationsOf } from './equations.ts'
import { propagate } from './intervals.ts'
import { rangesBy } from './programs.ts'
import { settled } from './settle.ts'

/** Of more cells, or of more that hang together, a reader with a pencil is asked instead of linear programs. */
const mostAsked = 200
const mostTogether = 800

/**
 * Between what a reader can tell that each cell lies, for whoever is to decide whether that may be published. Of large
 * tables it is what a pencil finds, and may be wider than what a solver would.
 */
export async function inferencesOf(
  claim: Claim,
  cells: readonly number[],
): Promise<ReadonlyMap<number, Between>> {
  const found = new Map<number, Between>()
  const { equations, start } = await settled(equationsOf(claim), claim.table.values)
  propagate(equations)
  const { low, high } = equations
  for (const cell of cells) found.set(cell, { low: low[cell] ?? 0, high: high[cell] ?? Infinity })
  const open = cells.filter((cell) => low[cell] !== high[cell])
  if (open.length > mostAsked) return found
  for (const { question, cells: asked } of questionsOf(equations, start, open)) {
    if (question.low.length > mostTogether) continue
    const ranges = await rangesBy(question)
    for (const [i, cell] of asked.entries()) found.set(cell, ranges[i] ?? { low: 0, high: Infinity })
  }
  return found
}
