import type { Asked } from '../reading.ts'
import type { Settings } from '../settings.ts'
import { choicesFor, type ReleasedTable } from './ledger.ts'
import { growing, lasting, within } from './kin.ts'
import { familyName } from './family.ts'
import { measureOf } from '../catalogue/index.ts'
import { inWords, list } from '../../plain/index.ts'

/** A number that readers have or would have, and what it is of. */
export type Known = {
  /** The place of its table among those that are to be given; null where readers have it already. */
  table: number | null
  measure: string
  period: Asked
  settings: Partial<Settings>
  under: Readonly<Record<string, string>>
  value: number
}

/** Two numbers of which one counts some of those whom the other counts, so that a reader can subtract. */
export type Difference = {
  /** The smaller, and what it is subtracted from: one number, or several that are added up. */
  less: Known
  more: readonly Known[]
  by: number
}

/**
 * What a reader gets by subtracting numbers of one kind of children from another: children whom the larger counts and the
 * smaller does not. Small differences are counts of few children, as if they had been printed.
 */
export function smallDifferences(known: readonly Known[], threshold: number): Difference[] {
  const byPlace = new Map<string, Known[]>()
  for (const one of known) {
    if (!Object.keys(one.under).every((split) => lasting.has(split))) continue
    const name = placeOf(one)
    byPlace.set(name, [...(byPlace.get(name) ?? []), one])
  }
  const found: Difference[] = []
  const compare = (less: Known, more: readonly Known[]) => {
    const by = more.reduce((sum, one) => sum + one.value, 0) - less.value
    // A small number is hidden itself, and with it what it is subtracted from.
    if (
      less.value > threshold &&
      by >= 1 &&
      by <= threshold &&
      [less, ...more].some((one) => one.table !== null)
    )
      found.push({ less, more, by })
  }
  for (const of of byPlace.values())
    for (const less of of) {
      const same = of.filter((one) => sameDays(one, less))
      for (const measures of within(less.measure, { ...usually, ...less.settings })) {
        const more = measures.map((measure) => same.find((one) => one.measure === measure))
        if (more.every((one) => one !== undefined)) compare(less, more)
      }
      for (const one of of) {
        if (one.measure !== less.measure || one === less) continue
        // Counted otherwise in the same period: whoever is in one alone can be subtracted.
        if (sameDays(one, less)) {
          if (nameOf(one) !== nameOf(less)) compare(less, [one])
        } else if (
          growing.has(less.measure) &&
          one.period.from <= less.period.from &&
          one.period.to >= less.period.to
        )
          compare(less, [one])
      }
    }
  return found
}

const placeOf = ({ under }: Known): string => JSON.stringify(Object.entries(under).sort())
const nameOf = ({ measure, period, settings }: Known): string => familyName(measure, period, settings)
const sameDays = (a: Known, b: Known): boolean =>
  a.period.from === b.period.from && a.period.to === b.period.to
const usually = { suspected: 'not-if-identified' } as Settings

/** The numbers that readers have already, as far as they were printed exactly. */
export const knownBefore = (ledger: readonly ReleasedTable[]): Known[] =>
  ledger.flatMap(({ measure, period, settings, cells }) =>
    cells.flatMap(({ under, low, high }) =>
      low === null || low !== high ? [] : [{ table: null, measure, period, settings, under, value: low }],
    ),
  )

/** The numbers of a table that is to be given. */
export const knownOf = (
  table: number,
  { measure, period, settings }: { measure: string; period: Asked; settings: Settings },
  cells: readonly { under: Readonly<Record<string, string>>; value: number }[],
): Known[] =>
  cells.map(({ under, value }) => ({
    table,
    measure,
    period,
    settings: choicesFor(measure, settings),
    under,
    value,
  }))

/** A difference in words, with what readers would learn. */
export function differenceInWords({ less, more, by }: Difference): string {
  const said = (one: Known) =>
    `${one.value} in “${measureOf(one.measure)?.label ?? one.measure}”${one.table === null ? ' (given out before)' : ''}`
  const days =
    less.period.from === more[0]?.period.from && less.period.to === more[0].period.to
      ? ''
      : `, from ${inWords(less.period.from)} to ${inWords(less.period.to)} within a longer period`
  return `${list(more.map(said))} less ${said(less)}${days}: ${by}`
}
