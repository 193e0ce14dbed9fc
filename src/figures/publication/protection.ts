import {
  type CountTable,
  labelsOf,
  type Rule,
  total,
  type Treated,
  type TreatedCell,
  type Treatment,
} from '../../disclosure/index.ts'
import { count as howMany, inWords, list } from '../../plain/index.ts'
import { breakdownOf } from '../breakdowns/index.ts'
import { measureOf } from '../catalogue/index.ts'
import type { Asked } from '../reading.ts'
import type { Family, ToGive } from './family.ts'

export type Under = Readonly<Record<string, string>>

/**
 * Why a number is hidden: it is small; what it lacks to a larger number that readers have is small; small ones could be
 * told from it; or it was hidden when it was given before.
 */
export type Why = 'small' | 'difference' | 'others' | 'before'

/** A number as it would be printed, with why it is hidden and what a reader could tell of it all the same. */
export type ProtectedCell = {
  under: Under
  value: number | null
  status: TreatedCell['status']
  /** Between what it could be told to lie; null where nothing limits it from above. */
  low: number
  high: number | null
  /** Why it is hidden; empty where it is not. */
  why: Why | ''
  /** The small numbers that it is hidden for, where it is for others. */
  sake: readonly Under[]
}

/** What the audit found of tables that count the same children. */
export type Verdict = {
  measure: string
  period: Asked
  treatment: Treatment
  tables: readonly number[]
  /** How many cells the whole table has, given or not, and how many of them are kept. */
  cells: number
  small: number
  exact: number
  narrow: number
  seconds: number
  /** The small numbers that would be given away, with how many values they could have. */
  gives: readonly { under: Under; values: number }[]
}

/** An answer as it would be printed, and whether it may be. */
export type Protection = {
  /** How many tables had been given out when this was audited. */
  after: number
  rule: Rule
  base: number
  /** In the order of the tables that were to be given. */
  tables: readonly (readonly ProtectedCell[])[]
  verdicts: readonly Verdict[]
  /** Why it may not be given out as it is; empty where it may. */
  problems: readonly string[]
}

/** A table that is to be given with its numbers as they were frozen. */
export type ExactTable = ToGive & {
  cells: readonly { values: Under; value: number }[]
  total: number
}

/** A table of a family with what it is a table of. */
export type Treating = { family: Family; table: CountTable; earlier: readonly unknown[] }

/** What a cell of a whole table stands under, in the splits of one of its parts. */
export const underOf = (table: CountTable, cell: number, splitBy: readonly string[] | null = null): Under =>
  Object.fromEntries(
    Object.entries(labelsOf(table, cell)).filter(
      ([split, label]) =>
        label !== total && breakdownOf(split) !== null && splitBy?.includes(split) !== false,
    ),
  )

/** A treated cell as it would be printed in a table with some splits. */
export function asPrinted(
  { table, family }: Treating,
  { cell, value, status, infer, sake }: TreatedCell,
  splitBy: readonly string[],
  threshold: number,
): ProtectedCell {
  const isSmall = (table.values[cell] ?? 0) <= threshold
  const hidden = status === 'primary' || status === 'secondary'
  return {
    under: underOf(table, cell, splitBy),
    value,
    status,
    low: infer.low,
    high: infer.high === Infinity ? null : infer.high,
    why: !hidden
      ? ''
      : status === 'primary'
        ? isSmall
          ? 'small'
          : 'difference'
        : sake.length === 0 && family.earlier.length > 0
          ? 'before'
          : 'others',
    sake: sake.map((one) => underOf(table, one)),
  }
}

export function verdictOf({ family, table }: Treating, { checked, cells }: Treated): Verdict {
  // One number may stand in the whole table more than once: as a part that is all of its sum.
  const gives = new Map<string, { under: Under; values: number }>()
  for (const [cell, values] of checked.narrowed) {
    const under = underOf(table, cell)
    const name = JSON.stringify(under)
    gives.set(name, { under, values: Math.min(values, gives.get(name)?.values ?? values) })
  }
  return {
    measure: family.measure,
    period: family.period,
    treatment: family.treatment,
    tables: family.tables,
    cells: table.values.length,
    small: cells.filter((one) => one.status === 'primary').length,
    exact: [...gives.values()].filter(({ values }) => values === 1).length,
    narrow: gives.size,
    seconds: checked.seconds,
    gives: [...gives.values()],
  }
}

/** How many of what is given away a sentence names. */
const mostNamed = 5

/** Why tables may not be given out from which small numbers could be told: a sentence for each measure. */
export function givesAway(verdicts: readonly Verdict[], isFirst: boolean): string[] {
  const byMeasure = new Map<string, Verdict[]>()
  for (const one of verdicts)
    if (one.narrow > 0) byMeasure.set(one.measure, [...(byMeasure.get(one.measure) ?? []), one])
  return [...byMeasure].map(([measure, of]) => {
    const gives = of.flatMap(({ gives: each, period }) => each.map((one) => ({ ...one, period })))
    const named = gives.slice(0, mostNamed).map(({ under, values, period }) => {
      const how = values === 1 ? 'exactly' : `to ${values} values`
      return `${underInWords(under)} from ${inWords(period.from)} to ${inWords(period.to)} (${how})`
    })
    const more = gives.length - named.length
    const before = isFirst ? '' : ', together with what was given out before,'
    return `“${measureOf(measure)?.label ?? measure}”${before} would give away ${howMany(gives.length, 'small number')}: ${list(more > 0 ? [...named, `${more} more`] : named)}. ${whatThen[of[0]?.treatment ?? 'exact']}`
  })
}

const whatThen: Record<Treatment, string> = {
  exact: 'Hide small numbers, round, or withhold the table.',
  suppress: 'Hiding more does not help: withhold the table, split it by less, or round it.',
  round: 'Withhold the table, or split it by less.',
  perturb: 'Too many sums are given of them: split it by less, or hide small numbers.',
}

/** What a number stands under, in words. */
export const underInWords = (under: Under): string =>
  Object.entries(under)
    .map(([split, value]) => breakdownOf(split)?.words(value) ?? value)
    .join(', ') || 'all'
