import { type Life } from '../../lives/index.ts'
import { ageOn, holds, type PlainDate, yearOf } from '../../plain/index.ts'
import { type Threshold, thresholds, unaccompaniedCodes } from '../../standard/index.ts'

/** Where a council stands on a day: how many of such children it looks after, and from how many on the rule holds. */
export type Share = {
  threshold: Threshold
  /** Unaccompanied children under 18 in care on the day. */
  unaccompanied: number
  /** Children under 18 in the area, by the latest published figure that is not later than the year of the day. */
  population: number
  populationYear: number
  /** The most children below the threshold, and from it on. */
  line: number
  over: boolean
}

/** The threshold that holds on a day; undefined before the first. */
export const thresholdOn = (of: Threshold['of'], day: PlainDate): Threshold | undefined =>
  thresholds.filter((one) => one.of === of).findLast((one) => one.from <= day)

/** The number that goes with a share of the children of an area: 0.07 % of 330,000 are 231. Parts of a child are left off. */
export const lineOf = ({ per10000 }: Pick<Threshold, 'per10000'>, population: number): number =>
  Math.floor((population * per10000) / 10_000)

/** The same with one decimal, cut off: 230 beside 230.9 is not taken for reached. */
export const exactLineOf = ({ per10000 }: Pick<Threshold, 'per10000'>, population: number): string =>
  (Math.floor((population * per10000) / 1000) / 10).toLocaleString('en-GB')

/** Unaccompanied children under 18 who are in care on a day. */
export const unaccompaniedOn = (lives: readonly Life[], day: PlainDate): number =>
  lives.filter(
    (life) =>
      life.episodes.some(
        (episode) => episode.from <= day && (episode.until === null || day < episode.until),
      ) &&
      life.immigration.some((status) => unaccompaniedCodes.includes(status.code) && holds(status, day)) &&
      (life.dob === null || ageOn(life.dob, day) < 18),
  ).length

/**
 * Where a council stands on a day; null where no threshold held or no population of a year up to that day is known.
 *
 * @param known the published numbers of its area
 */
export function shareOn(
  of: Threshold['of'],
  day: PlainDate,
  unaccompanied: number,
  known: readonly { year: number; children: number }[],
): Share | null {
  const threshold = thresholdOn(of, day)
  const latest = known
    .filter(({ year }) => year <= yearOf(day))
    .toSorted((a, b) => a.year - b.year)
    .at(-1)
  if (threshold === undefined || latest === undefined) return null
  return {
    threshold,
    unaccompanied,
    population: latest.children,
    populationYear: latest.year,
    line: lineOf(threshold, latest.children),
    // As a product, so that no rounding decides: n of N is at least 7 in 10,000.
    over: unaccompanied * 10_000 >= threshold.per10000 * latest.children,
  }
}
