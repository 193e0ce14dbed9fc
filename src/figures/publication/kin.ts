import type { Measure } from '../catalogue/index.ts'
import type { Settings } from '../settings.ts'

/**
 * Measures that lie within others: whoever is counted by the first is counted by those in the list, added up where more
 * than one is named. Somebody who has both numbers has what lies between them: of 12 unaccompanied children 11 went
 * missing, so one did not.
 */
export function within(measure: Measure['id'], settings: Settings): readonly (readonly string[])[] {
  // Where the identified are counted as suspected as well, 1a and 1b do not add up to those who are either.
  const trafficked = settings.suspected === 'not-if-identified' ? [['1a', '1b']] : []
  switch (measure) {
    case '1a':
    case '1b':
    case '1c':
    case 'missing-children':
    case 'looked-after-at-end':
      return [['looked-after']]
    case '1d':
      return [['1c'], ...trafficked]
    case '2a':
      return [['missing-children'], ...trafficked]
    case '2b':
      return [['missing-children'], ['1c']]
    case 'long-missing':
      return [['missing-children']]
    case 'unaccompanied-at-end':
      return [['looked-after-at-end'], ['1c']]
    case 'not-found-trafficked':
    case 'not-found-unaccompanied':
      return [['still-missing']]
    case 'still-missing-unaccompanied':
      return [['still-missing'], ['went-missing-unaccompanied']]
    case 'incidents-trafficked':
    case 'incidents-unaccompanied':
      return [['missing-incidents']]
    default:
      return []
  }
}

/**
 * Measures of which a longer period counts everybody whom a shorter one within it counts. Not 1b: who is suspected in the
 * shorter one may be identified in the longer.
 */
export const growing: ReadonlySet<string> = new Set([
  '1a',
  '1c',
  '2b',
  'looked-after',
  'missing-children',
  'missing-incidents',
  'missing-nights',
  'referrals',
  'newly-identified',
  'before-care',
  'found',
])

/** Splits that say the same of a child in every measure and period: under these, two numbers are of the same children. */
export const lasting: ReadonlySet<string> = new Set(['council', 'region', 'nation', 'nationality', 'sex'])

/** Splits of which the first lies within the second: every month in one year. */
export const nested: readonly { leaf: string; group: string }[] = [
  { leaf: 'month', group: 'year' },
  { leaf: 'age-at-end', group: 'now-18' },
  { leaf: 'council', group: 'region' },
  { leaf: 'region', group: 'nation' },
]

/**
 * Splits that cut one thing in ways that do not fit each other: that a child of 15 at the event is 15 or 16 at the end is
 * known to everybody, and stands in no sum.
 */
export const cutTwice: readonly (readonly string[])[] = [
  ['age-at-event', 'age-at-end', 'now-18'],
  ['duration-hours', 'duration-days', 'duration-28-days', 'duration-months'],
]
