import type { PlainDate } from '../../plain/index.ts'
import type { Authority } from './authorities.ts'
import type { AuthorityAnswer } from './answers.ts'

/** What all authorities together answered to one measure and period: an interval, with who stands behind it. */
export type Collated = {
  measure: string
  from: PlainDate
  to: PlainDate
  /** Authorities that were asked and are responsible. */
  asked: number
  /** Of these, who replied at all. */
  answered: number
  /** Of these, whose answer is a number or a limit. */
  usable: number
  /** The sum of the numbers; and with every limit added in full. */
  low: number
  high: number
}

/** A total of part of the country. */
export type CollatedPart = Collated & { part: string }

const keyOf = (one: AuthorityAnswer): string => [one.measure, one.from, one.to].join('\u0000')

/**
 * Adds up what authorities answered: numbers as they are, and of a number “below V” anything from 0 to V. What was
 * withheld, is not held or counts something else is answered and not usable, and is never taken as 0.
 */
export function collate(answers: readonly AuthorityAnswer[]): Collated[] {
  const totals = new Map<string, Collated>()
  for (const one of answers) {
    const total = totals.get(keyOf(one)) ?? {
      measure: one.measure,
      from: one.from,
      to: one.to,
      asked: 0,
      answered: 0,
      usable: 0,
      low: 0,
      high: 0,
    }
    totals.set(keyOf(one), total)
    if (one.outcome === 'not-responsible') continue
    total.asked++
    if (one.outcome === 'no-reply') continue
    total.answered++
    if (one.value === null) continue
    total.usable++
    total.high += one.value
    if (one.outcome === 'value') total.low += one.value
  }
  return [...totals.values()].sort((a, b) =>
    a.from !== b.from
      ? a.from < b.from
        ? -1
        : 1
      : a.to !== b.to
        ? a.to < b.to
          ? -1
          : 1
        : a.measure.localeCompare(b.measure, 'en', { numeric: true }),
  )
}

/** The same by nation or region; authorities that the list does not know stand together. */
export function collateBy(
  answers: readonly AuthorityAnswer[],
  by: 'nation' | 'region',
  authorities: (name: string) => Authority | null,
): CollatedPart[] {
  const parts = new Map<string, AuthorityAnswer[]>()
  for (const one of answers) {
    const part = authorities(one.authority)?.[by] ?? 'Not in the list of authorities'
    parts.set(part, [...(parts.get(part) ?? []), one])
  }
  return [...parts]
    .sort(([a], [b]) => a.localeCompare(b, 'en'))
    .flatMap(([part, those]) => collate(those).map((one) => ({ part, ...one })))
}

/** How many children are trafficked or unaccompanied, counted once, by authorities that answered enough to say. */
export type Together = { from: PlainDate; to: PlainDate; authorities: number; low: number; high: number }

/**
 * Children in 1a, 1b and 1c together, each once. Who is in both groups is said by 1d; where an authority did not
 * answer it, both groups may be the same children or none, and the interval says so.
 */
export function together(answers: readonly AuthorityAnswer[]): Together[] {
  type Range = { low: number; high: number }
  const periods = new Map<string, Together>()
  const byAuthority = new Map<string, Map<string, AuthorityAnswer>>()
  for (const one of answers) {
    if (one.value === null) continue
    const key = [one.authority.toLowerCase(), one.from, one.to].join('\u0000')
    byAuthority.set(key, (byAuthority.get(key) ?? new Map<string, AuthorityAnswer>()).set(one.measure, one))
  }
  for (const said of byAuthority.values()) {
    const range = (measure: string): Range | null => {
      const one = said.get(measure)
      if (one === undefined || one.value === null) return null
      return { low: one.outcome === 'value' ? one.value : 0, high: one.value }
    }
    const [a, b, c, both] = [range('1a'), range('1b'), range('1c'), range('1d')]
    const any = [...said.values()][0]
    if (a === null || b === null || c === null || any === undefined) continue
    const trafficked = { low: a.low + b.low, high: a.high + b.high }
    const low =
      both === null
        ? Math.max(trafficked.low, c.low)
        : Math.max(trafficked.low + c.low - both.high, trafficked.low, c.low)
    const high = trafficked.high + c.high - (both?.low ?? 0)
    const key = `${any.from} ${any.to}`
    const total = periods.get(key) ?? { from: any.from, to: any.to, authorities: 0, low: 0, high: 0 }
    periods.set(key, total)
    total.authorities++
    total.low += low
    total.high += high
  }
  return [...periods.values()].sort((x, y) => (x.from < y.from ? -1 : 1))
}
