import {
  auditJoined,
  type Between,
  claimOfTreated,
  type Tie,
  type ToTreat,
  type Treated,
  treatElsewhere,
} from '../../disclosure/index.ts'
import { boundsBy, type Compared } from './compare.ts'
import type { Known, Relation } from './differences.ts'

/** How often what was found of one family is told to the others; what is not settled by then is not given. */
const mostTimes = 8
/** How many numbers are tried to be hidden besides for what several families give away together. */
const mostTried = 12

export type Together = { treated: Treated[]; isSettled: boolean }

/**
 * Treats families of which one says things of another. Then asks what a reader makes of all of them as one system, and
 * hides more where that is more than each tells; what is narrow in the end stands in what was checked of its family.
 */
export async function treatedTogether(
  families: readonly ToTreat[],
  compared: Pick<Compared, 'sure' | 'seen'>,
): Promise<Together> {
  const ties = compared.sure.map(tieOf)
  const narrowIn = ({ treated }: Together) =>
    auditJoined(
      families.map((family, w) => claimOfTreated(family, treated[w] as Treated)),
      ties,
    )
  let asked = families
  let best = await toldBack(asked, compared)
  let narrow = await narrowIn(best)
  const tried = new Set<string>()
  while (howMany(narrow) > 0 && tried.size < mostTried) {
    const next = toHide(asked, best.treated, narrow, compared.sure).find((one) => !tried.has(nameOf(one)))
    if (next === undefined) break
    tried.add(nameOf(next))
    const more = asked.map((family, w) =>
      w === next.whole ? { ...family, also: [...family.also, next.cell] } : family,
    )
    const treated = await toldBack(more, compared)
    const left = await narrowIn(treated)
    if (howMany(left) >= howMany(narrow)) continue
    asked = more
    best = treated
    narrow = left
  }
  return { ...best, treated: best.treated.map((one, w) => withNarrow(one, narrow[w] ?? new Map())) }
}

/** What a relation is to somebody who solves all tables as one system. */
function tieOf({ less, more }: Relation): Tie {
  const places = (of: readonly Known[]) =>
    of.flatMap(({ at }) => (at === null ? [] : [{ table: at.whole, cell: at.cell }]))
  const outside = (of: readonly Known[]) =>
    of.reduce((sum, { at, value }) => sum + (at === null ? value : 0), 0)
  return { less: places(less), more: places(more), besides: outside(more) - outside(less) }
}

type Narrow = readonly ReadonlyMap<number, number>[]
const howMany = (narrow: Narrow): number => narrow.reduce((sum, of) => sum + of.size, 0)
const nameOf = ({ whole, cell }: NonNullable<Known['at']>): string => `${whole} ${cell}`

/** Numbers that would be printed, in families that say something of the narrow ones: the smallest first. */
function toHide(
  families: readonly ToTreat[],
  treated: readonly Treated[],
  narrow: Narrow,
  sure: readonly Relation[],
): NonNullable<Known['at']>[] {
  const near = new Set(narrow.flatMap((of, whole) => (of.size > 0 ? [whole] : [])))
  for (const { less, more } of sure) {
    const wholes = [...less, ...more].flatMap(({ at }) => (at === null ? [] : [at.whole]))
    if (wholes.some((whole) => narrow[whole]?.size)) for (const whole of wholes) near.add(whole)
  }
  return [...near]
    .flatMap((whole) => {
      const family = families[whole]
      if (family?.treatment !== 'suppress') return []
      return (treated[whole]?.cells ?? []).flatMap(({ cell, value }) =>
        // What was printed before is known, hidden now or not.
        value === null || value === 0 || family.earlier.some((one) => one.get(cell) === value)
          ? []
          : [{ whole, cell, value }],
      )
    })
    .sort((a, b) => a.value - b.value)
}

function withNarrow(one: Treated, narrow: ReadonlyMap<number, number>): Treated {
  if (narrow.size === 0) return one
  const narrowed = new Map(one.checked.narrowed)
  for (const [cell, values] of narrow) narrowed.set(cell, Math.min(values, narrowed.get(cell) ?? values))
  const values = [...narrowed.values()]
  return {
    ...one,
    checked: {
      ...one.checked,
      narrowed,
      narrow: narrowed.size,
      exact: values.filter((each) => each === 1).length,
      widthMin: Math.min(one.checked.widthMin, ...values),
    },
  }
}

/**
 * Treats families, and again with what a reader could tell of the hidden numbers of others: of whom some are counted by a
 * number of which at most so many are known to be, are at most so many. Ends when nobody learns more of another.
 */
async function toldBack(
  families: readonly ToTreat[],
  { sure, seen }: Pick<Compared, 'sure' | 'seen'>,
): Promise<Together> {
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
