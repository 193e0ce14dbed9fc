import { type Between, type CountTable } from '../../disclosure/index.ts'
import {
  betweenThem,
  differenceInWords,
  type Known,
  knownBefore,
  knownIn,
  type Relation,
  relationsOf,
} from './differences.ts'
import { type Family, familyName } from './family.ts'
import type { ReleasedTable } from './ledger.ts'

/** What comparing families with one another and with the ledger asks of each whole table, in their order. */
export type Compared = {
  /** Cells that are kept as small ones are. */
  also: readonly ReadonlySet<number>[]
  /** Relations of which is known that all whom some numbers count are counted by the others. */
  sure: readonly Relation[]
  /** What readers know of a number if whatever is not hidden for its own sake is printed. */
  seen: RangeOf
  /** Small differences of which one number is kept. */
  differences: readonly Relation[]
  problems: string[]
}

/**
 * Compares numbers of which one counts some of those whom another counts. A small difference is a count of few children as
 * if it had been printed: one of the numbers is kept.
 */
export function comparedWith(
  wholes: readonly { family: Family; table: CountTable }[],
  ledger: readonly ReleasedTable[],
  threshold: number,
): Compared {
  const before = knownBefore(ledger)
  const relations = relationsOf([
    ...before,
    ...wholes.flatMap(({ family, table }, i) => knownIn(i, family, table)),
  ])
  const also = wholes.map(() => new Set<number>())
  const differences: Relation[] = []
  const problems = new Set<string>()
  const isOut = outOf(before)
  const isSmall = (one: Known) => one.value >= 1 && one.value <= threshold
  const isKept = ({ at }: Known) => at !== null && also[at.whole]?.has(at.cell) === true
  /** Printed, or taken to be: what is hidden for the sake of others is reckoned as if it were not. */
  const isSeen = (one: Known) => one.at === null || (!isSmall(one) && !isKept(one))
  for (const relation of relations) {
    const by = betweenThem(relation)
    const members = [...relation.less, ...relation.more]
    if (by < 1 || by > threshold || sumOf(relation.less) === 0 || !members.every(isSeen)) continue
    const kept = [...members].sort((a, b) => a.value - b.value).find((one) => one.value > 0 && !isOut(one))
    // Readers have all of them already.
    if (kept === undefined || kept.at === null) continue
    const treatment = wholes[kept.at.whole]?.family.treatment
    if (treatment === 'exact' || treatment === 'round')
      problems.add(
        `A reader can subtract: ${differenceInWords(relation)}. ${treatment === 'round' ? 'Rounding' : 'Giving the numbers as they are'} does not keep that: choose to hide small numbers, or withhold one of the two.`,
      )
    else {
      if (treatment === 'suppress') also[kept.at.whole]?.add(kept.at.cell)
      // Noise in both leaves the difference open, which is checked in the end.
      differences.push(relation)
    }
  }
  const seen: RangeOf = (one) => (isSeen(one) ? { low: one.value, high: one.value } : anything)
  return {
    also,
    sure: relations.filter((one) => one.sure),
    seen,
    differences,
    problems: [...problems],
  }
}

const sumOf = (of: readonly Known[]): number => of.reduce((all, one) => all + one.value, 0)

/** Whether readers have a number already, as a number of its own or of the same children under the same choices. */
function outOf(before: readonly Known[]): (one: Known) => boolean {
  const name = ({ measure, period, settings, under, value }: Known) =>
    `${familyName(measure, period, settings)} ${JSON.stringify(Object.entries(under).sort())} ${value}`
  const names = new Set(before.map(name))
  return (one) => one.at === null || names.has(name(one))
}

/** Between what each number lies for a reader. */
export type RangeOf = (one: Known) => Between

/**
 * What numbers say of those of other families: as much as is known of some limits what the others can be. Whoever went
 * missing was unaccompanied, so that a hidden number of the unaccompanied is at least the number of the missing.
 */
export function boundsBy(
  wholes: number,
  relations: readonly Relation[],
  rangeOf: RangeOf,
): Map<number, Between>[] {
  const bounds = Array.from({ length: wholes }, () => new Map<number, Between>())
  const limit = ({ at, value }: Known, low: number, high: number) => {
    // What does not hold of the true numbers says nothing of them: somebody is counted otherwise than was taken to be.
    if (at === null || low > value || high < value) return
    const of = bounds[at.whole]
    const known = of?.get(at.cell) ?? anything
    of?.set(at.cell, { low: Math.max(known.low, low), high: Math.min(known.high, high) })
  }
  for (const { less, more } of relations) {
    const [lows, highs] = [less.map((one) => rangeOf(one).low), more.map((one) => rangeOf(one).high)]
    const [atLeast, atMost] = [add(lows), add(highs)]
    for (const [i, one] of less.entries())
      if (atMost < Infinity) limit(one, 0, atMost - (atLeast - (lows[i] ?? 0)))
    for (const one of more) {
      const others = add(more.filter((other) => other !== one).map((other) => rangeOf(other).high))
      if (others < Infinity) limit(one, atLeast - others, Infinity)
    }
  }
  return bounds
}

const anything: Between = { low: 0, high: Infinity }
const add = (of: readonly number[]): number => of.reduce((all, one) => all + one, 0)
