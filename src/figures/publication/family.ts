import {
  type CountTable,
  type Earlier,
  finder,
  linked,
  nodesOf,
  type Row,
  tableOf,
  type Told,
  total,
  type Treatment,
} from '../../disclosure/index.ts'
import { inWords, list, ok, type Outcome, refused } from '../../plain/index.ts'
import { breakdownOf } from '../breakdowns/index.ts'
import { measureOf } from '../catalogue/index.ts'
import type { Asked } from '../reading.ts'
import type { Settings } from '../settings.ts'
import { cutTwice, nested } from './kin.ts'
import { choicesFor, type ReleasedTable } from './ledger.ts'

/** A table that is to be given out. */
export type ToGive = {
  measure: string
  splitBy: readonly string[]
  period: Asked
  settings: Settings
  treatment: Treatment
}

/**
 * Tables that count the same children: one measure, one period, the same choices, split in any way. They are parts of one
 * table that is split by all of their splits, together with everything that was given out of it before.
 */
export type Family = {
  measure: string
  period: Asked
  settings: Settings
  splitBy: readonly string[]
  treatment: Treatment
  /** The places of its tables among those that are to be given out. */
  tables: readonly number[]
  earlier: readonly ReleasedTable[]
}

/** What tells one family from another. */
export const familyName = (measure: string, period: Asked, settings: Partial<Settings>): string =>
  JSON.stringify([measure, period.from, period.to, Object.entries(settings).sort()])

/** What a family counts, for people. */
export const familyInWords = ({ measure, period }: Pick<Family, 'measure' | 'period'>): string =>
  `“${measureOf(measure)?.label ?? measure}”, ${inWords(period.from)} to ${inWords(period.to)}`

/** A column that a table without splits is given, so that it has one. */
const undivided = 'all'

/** Puts tables together that count the same children. */
export function familiesOf(
  give: readonly ToGive[],
  ledger: readonly ReleasedTable[],
): Outcome<Family[], string> {
  const families = new Map<string, Family & { tables: number[] }>()
  for (const [i, { measure, period, settings, splitBy, treatment }] of give.entries()) {
    const name = familyName(measure, period, choicesFor(measure, settings))
    const family = families.get(name) ?? {
      measure,
      period,
      settings,
      treatment,
      splitBy: [],
      tables: [],
      earlier: ledger.filter((one) => familyName(one.measure, one.period, one.settings) === name),
    }
    if (family.treatment !== treatment)
      return refused(
        `${familyInWords(family)} is asked for in more than one way, of which one is given as it is, hidden in part, rounded or noisy and another otherwise. They count the same children: decide the same for all of them.`,
      )
    families.set(name, {
      ...family,
      tables: [...family.tables, i],
      splitBy: together(family.splitBy, splitBy),
    })
  }
  const all: Family[] = []
  for (const family of families.values()) {
    const splitBy = family.earlier.reduce((sum, one) => together(sum, one.splitBy), family.splitBy)
    const twice = cutTwice.find((splits) => splits.filter((one) => splitBy.includes(one)).length > 1)
    const isNested = (splits: readonly string[]) =>
      nested.some(({ leaf, group }) => splits.includes(leaf) && splits.includes(group) && splits.length === 2)
    const clash = twice?.filter((one) => splitBy.includes(one)) ?? []
    if (clash.length > 0 && !isNested(clash))
      return refused(
        `${familyInWords(family)} is split by ${list(clash.map(labelOfSplit))}${family.earlier.length > 0 ? ', here or in an answer that was given before' : ''}. These cut one thing in two ways, and what they give away together cannot be told: use one of them.`,
      )
    all.push({ ...family, splitBy })
  }
  return ok(all)
}

const labelOfSplit = (id: string): string => `“${breakdownOf(id)?.label ?? id}”`
const together = (some: readonly string[], more: readonly string[]): string[] => [
  ...new Set([...some, ...more]),
]

/** The whole table of a family, from its cells counted by all of its splits. */
export function wholeTable(
  family: Family,
  cells: readonly { values: Readonly<Record<string, string>>; value: number }[],
): Outcome<CountTable, string> {
  const columns = family.splitBy.length === 0 ? [undivided] : family.splitBy
  const rows: Row[] = cells.map(({ values, value }, i) => ({
    labels: family.splitBy.length === 0 ? { [undivided]: undivided } : values,
    value,
    line: i + 1,
  }))
  // Values that only earlier tables have count nobody now; they stand in the table with a nought.
  const has = new Set(rows.flatMap(({ labels }) => columns.map((one) => `${one}\u0000${labels[one] ?? ''}`)))
  for (const { cells: before } of family.earlier)
    for (const { under } of before)
      for (const [split, value] of Object.entries(under)) {
        if (has.has(`${split}\u0000${value}`)) continue
        has.add(`${split}\u0000${value}`)
        rows.push({
          labels: beside(columns, rows[0]?.labels, { [split]: value }),
          value: 0,
          line: rows.length + 1,
        })
      }
  const hierarchies = nested.filter(({ leaf, group }) => columns.includes(leaf) && columns.includes(group))
  return tableOf(rows, columns, hierarchies)
}

/** A row of a nought under a value that nobody is in now. */
function beside(
  columns: readonly string[],
  like: Readonly<Record<string, string>> | undefined,
  own: Record<string, string>,
): Record<string, string> {
  const labels = Object.fromEntries(columns.map((one) => [one, like?.[one] ?? 'nobody']))
  for (const [split, value] of Object.entries(own)) {
    labels[split] = value
    for (const { leaf, group } of nested) {
      // A month lies in its year by its own name; other groups are not known of a value that nobody is in.
      if (leaf === split && columns.includes(group))
        labels[group] = leaf === 'month' ? value.slice(0, 4) : 'nobody'
      if (group === split && columns.includes(leaf)) labels[leaf] = `nobody of ${value}`
    }
  }
  return labels
}

/** The cells of a table that is given: every one under its splits, noughts too, and the total. */
export function cellsUnder(table: CountTable, splitBy: readonly string[]): Set<number> {
  const find = finder(table)
  const given = new Set<number>()
  const isFinest = finestOf(table, splitBy)
  for (let cell = 0; cell < table.values.length; cell++) if (isFinest(cell)) given.add(cell)
  const all = find({})
  if (all !== null) given.add(all)
  return given
}

/** Whether a cell stands under a value of each of some splits, and of no other. */
function finestOf(table: CountTable, splitBy: readonly string[]): (cell: number) => boolean {
  const levels = table.dimensions.map(({ columns, nodes }) => {
    // The finest column that is split by; the nodes of its level say something of it and nothing of finer ones.
    const column = columns.findIndex((one) => splitBy.includes(one))
    return nodes.map(({ labels }) =>
      column === -1
        ? labels.every((one) => one === total)
        : labels[column] !== total && labels.slice(0, column).every((one) => one === total),
    )
  })
  return (cell) => nodesOf(table, cell).every((node, d) => levels[d]?.[node] === true)
}

/** Whether a 0 that is printed may be more in truth, so that what is not listed is not known to be 0. */
export const keepsNoughts = (treatment: Treatment): boolean =>
  treatment === 'round' || treatment === 'perturb'

/** What an earlier table told of the cells of a whole one: what a table with hidden cells does not list was a nought. */
export function toldBy(table: CountTable, released: ReleasedTable): Outcome<Earlier, string> {
  const said = released.cells.map(({ under, low, high }, i) => {
    const value: Told = low === null || high === null ? null : low === high ? low : { low, high }
    return { labels: under, value, place: `cell ${i + 1}` }
  })
  const found = linked(table, said)
  if (!found.ok)
    return refused(
      `What was given out before (${released.source}, ${familyInWords(released)}) cannot be right: ${found.problem}`,
    )
  const earlier = new Map(found.value)
  // A table that is rounded or noisy keeps its noughts, with what is known of them.
  if (keepsNoughts(released.treatment)) return ok(earlier)
  const isFinest = finestOf(table, released.splitBy)
  for (let cell = 0; cell < table.values.length; cell++)
    if (isFinest(cell) && !earlier.has(cell)) earlier.set(cell, 0)
  return ok(earlier)
}
