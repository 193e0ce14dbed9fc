import { type Between, type ToTreat, type Treated, treatElsewhere } from '../../disclosure/index.ts'
import { boundsBy, type Compared } from './compare.ts'
import type { Known } from './differences.ts'

/** How often what was found of one family is told to the others; what is not settled by then is not given. */
const mostTimes = 8

/**
 * Treats families, and again with what a reader could tell of the hidden numbers of others: of whom some are counted by a
 * number of which at most so many are known to be, are at most so many. Ends when nobody learns more of another.
 */
export async function treatedTogether(
  families: readonly ToTreat[],
  { sure, seen }: Pick<Compared, 'sure' | 'seen'>,
): Promise<{ treated: Treated[]; isSettled: boolean }> {
  let bounds = boundsBy(families.length, sure, seen)
  const treated: Treated[] = []
  for (const [w, family] of families.entries())
    treated.push(await treatElsewhere({ ...family, bounds: bounds[w] ?? new Map() }))
  for (let times = 0; times < mostTimes; times++) {
    const told = toldIn(treated)
    const next = boundsBy(families.length, sure, (one) =>
      both(seen(one), one.at === null ? undefined : told(one.at)),
    )
    const narrower = bounds.map((of, whole) =>
      narrowed(of, next[whole] ?? new Map(), (cell) => told({ whole, cell })),
    )
    if (narrower.every((of) => of === null)) return { treated, isSettled: true }
    bounds = bounds.map((of, w) => narrower[w] ?? of)
    for (const [w, family] of families.entries())
      if (narrower[w] !== null)
        treated[w] = await treatElsewhere({ ...family, bounds: bounds[w] ?? new Map() })
  }
  return { treated, isSettled: false }
}

/** What could be told of a cell of a family's whole table. */
export function toldIn(treated: readonly Treated[]): (at: NonNullable<Known['at']>) => Between | undefined {
  const told = treated.map(({ cells }) => new Map(cells.map(({ cell, infer }) => [cell, infer])))
  return ({ whole, cell }) => told[whole]?.get(cell)
}

const both = (one: Between, other: Between | undefined): Between =>
  other === undefined ? one : { low: Math.max(one.low, other.low), high: Math.min(one.high, other.high) }

/** What is known of cells with what is known besides; null where all of it could be told already. */
function narrowed(
  of: ReadonlyMap<number, Between>,
  besides: ReadonlyMap<number, Between>,
  told: (cell: number) => Between | undefined,
): Map<number, Between> | null {
  const all = new Map(of)
  let isNew = false
  for (const [cell, found] of besides) {
    const known = both(all.get(cell) ?? { low: 0, high: Infinity }, told(cell))
    if (found.low <= known.low && found.high >= known.high) continue
    isNew = true
    all.set(cell, both(all.get(cell) ?? found, found))
  }
  return isNew ? all : null
}
