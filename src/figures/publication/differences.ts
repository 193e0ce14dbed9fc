import { type CountTable, labelsOf, total } from '../../disclosure/index.ts'
import { addDays, day, inWords, list } from '../../plain/index.ts'
import { measureOf } from '../catalogue/index.ts'
import type { Asked } from '../reading.ts'
import type { Settings } from '../settings.ts'
import { type Family, familyName } from './family.ts'
import { growing, lasting, within } from './kin.ts'
import { choicesFor, type ReleasedTable } from './ledger.ts'

/** A number that readers have or would have, and what it is of. */
export type Known = {
  /** The place of its family's whole table, and its cell there; null where readers have it already. */
  at: { whole: number; cell: number } | null
  measure: string
  period: Asked
  settings: Partial<Settings>
  under: Readonly<Record<string, string>>
  value: number
}

/**
 * Numbers of which some together are at most some others together: whoever is counted by the first is counted by the
 * second. A reader who has all of them has what lies between.
 */
export type Relation = {
  less: readonly Known[]
  more: readonly Known[]
  /** False where the same measure is counted otherwise: then nothing is known but the difference. */
  sure: boolean
}

export const betweenThem = ({ less, more }: Relation): number => sum(more) - sum(less)
const sum = (of: readonly Known[]): number => of.reduce((all, one) => all + one.value, 0)

/** Every relation between numbers of the same children's values in which something is to be given. */
export function relationsOf(known: readonly Known[]): Relation[] {
  const byPlace = new Map<string, Known[]>()
  for (const one of known) {
    const name = placeOf(one)
    byPlace.set(name, [...(byPlace.get(name) ?? []), one])
  }
  const found: Relation[] = []
  const add = (less: readonly Known[], more: readonly Known[], sure = true) => {
    if ([...less, ...more].some((one) => one.at !== null)) found.push({ less, more, sure })
  }
  for (const of of byPlace.values()) {
    for (const less of of) {
      const others = of.filter((one) => one !== less && agree(one, less))
      for (const measures of above(less)) {
        const [first = '', second] = measures
        for (const one of others.filter((each) => each.measure === first && holdsOf(each, less)))
          if (second === undefined) add([less], [one])
          else
            for (const two of others)
              if (two.measure === second && sameDays(one, less) && sameDays(two, less))
                add([less], [one, two])
      }
      for (const one of of)
        if (one.measure === less.measure && one !== less) {
          // Counted otherwise in the same period: whoever is in one alone can be subtracted.
          if (sameDays(one, less)) {
            if (nameOf(one) !== nameOf(less)) add([less], [one], false)
          } else if (agree(one, less) && growing.has(less.measure) && isWithin(less, one)) add([less], [one])
        }
      // Who is identified and who is suspected are different children, and both are looked after.
      if (less.measure === '1a' && usual(less).suspected === 'not-if-identified')
        for (const two of others.filter((one) => one.measure === '1b' && sameDays(one, less)))
          for (const one of others)
            if (one.measure === 'looked-after' && sameDays(one, less)) add([less, two], [one])
    }
    for (const whole of of) for (const parts of partsOf(whole, of)) add(parts, [whole])
  }
  return found
}

/** Measures that count everybody whom a measure counts, one after another; of several together, only the nearest. */
function above(less: Known): (readonly string[])[] {
  const settings = usual(less)
  const all: (readonly string[])[] = []
  const visit = (measure: string) => {
    for (const of of within(measure, settings)) {
      if (all.some((one) => one.join() === of.join())) continue
      all.push(of)
      const [only, more] = of
      if (only !== undefined && more === undefined) visit(only)
    }
  }
  visit(less.measure)
  // Both parts of a sum lie in the same larger ones.
  if (all.some((one) => one.join() === '1a,1b')) all.push(['looked-after'])
  return all
}

/** How many parts of a period are put together; more are not asked for. */
const mostParts = 8

/** Parts of a period of which no episode is in two, two parts or more. */
function partsOf(whole: Known, of: readonly Known[]): Known[][] {
  const unit = measureOf(whole.measure)?.unit
  if (unit === 'children' || !growing.has(whole.measure)) return []
  const parts = of
    .filter(
      (one) =>
        one.measure === whole.measure &&
        agree(one, whole) &&
        isWithin(one, whole) &&
        !sameDays(one, whole) &&
        one.value > 0,
    )
    .slice(0, mostParts)
  const sets: Known[][] = [[]]
  for (const part of parts)
    for (const set of [...sets])
      if (set.every((one) => one.period.to < part.period.from || part.period.to < one.period.from))
        sets.push([...set, part])
  return sets.filter((set) => set.length > 1)
}

const placeOf = ({ under }: Known): string => JSON.stringify(Object.entries(under).sort())
const nameOf = ({ measure, period, settings }: Known): string => familyName(measure, period, settings)
const sameDays = (a: Known, b: Known): boolean =>
  a.period.from === b.period.from && a.period.to === b.period.to
const isWithin = (a: Known, b: Known): boolean => a.period.from >= b.period.from && a.period.to <= b.period.to
/** Whether the larger measure counts everybody whom the smaller counts in its own period. */
const holdsOf = (more: Known, less: Known): boolean =>
  sameDays(more, less) || (isWithin(less, more) && (growing.has(less.measure) || growing.has(more.measure)))
/** Whether the choices that both measures know are the same. */
const agree = (a: Known, b: Known): boolean =>
  (Object.keys(a.settings) as (keyof Settings)[]).every(
    (name) => b.settings[name] === undefined || b.settings[name] === a.settings[name],
  )
const usual = (one: Known): Settings => ({ suspected: 'not-if-identified', ...one.settings }) as Settings

/** The numbers that readers have already, as far as they were printed exactly. */
export const knownBefore = (ledger: readonly ReleasedTable[]): Known[] =>
  ledger.flatMap(({ measure, period, settings, cells }) =>
    cells.flatMap(({ under, low, high }) =>
      low === null || low !== high
        ? []
        : comparable({ at: null, measure, period, settings, under, value: low }),
    ),
  )

/** Every number of a whole table that can be compared with those of others, sums too. */
export function knownIn(whole: number, { measure, period, settings }: Family, table: CountTable): Known[] {
  const choices = choicesFor(measure, settings)
  return [...table.values].flatMap((value, cell) => {
    const under = Object.fromEntries(
      Object.entries(labelsOf(table, cell)).filter(([, label]) => label !== total),
    )
    return comparable({ at: { whole, cell }, measure, period, settings: choices, under, value })
  })
}

/** A number by splits that mean the same elsewhere; one of a month is that of a period of a month. */
function comparable(one: Known): Known[] {
  const { month, year, ...under } = one.under
  if (!Object.keys(under).every((split) => lasting.has(split))) return []
  if (month === undefined) return year === undefined ? [one] : []
  if (!/^\d{4}-\d{2}$/.test(month) || measureOf(one.measure)?.unit === 'nights') return []
  const from = day(`${month}-01`)
  const to = addDays(day(`${addDays(from, 31).slice(0, 7)}-01`), -1)
  // A spell that began before the period stands in the month in which it began: it is of no period within this one.
  return from < one.period.from || to > one.period.to ? [] : [{ ...one, under, period: { from, to } }]
}

/** A difference in words, with what readers would learn. */
export function differenceInWords(relation: Relation): string {
  const said = (one: Known) =>
    `${one.value} in “${measureOf(one.measure)?.label ?? one.measure}”, ${inWords(one.period.from)} to ${inWords(one.period.to)}${one.at === null ? ' (given out before)' : ''}`
  return `${list(relation.more.map(said))} less ${list(relation.less.map(said))}: ${betweenThem(relation)}`
}
