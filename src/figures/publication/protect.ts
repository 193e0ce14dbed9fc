import {
  type Between,
  cellKeysOf,
  type CountTable,
  finder,
  type Rule,
  type Told,
  type ToTreat,
  type Treated,
} from '../../disclosure/index.ts'
import { count as howMany, ok, type Outcome } from '../../plain/index.ts'
import { breakdownOf } from '../breakdowns/index.ts'
import { measureOf } from '../catalogue/index.ts'
import type { Count, CountQuestion } from '../count.ts'
import { comparedWith } from './compare.ts'
import { toldIn, treatedTogether } from './together.ts'
import { differenceInWords, type Known, type Relation } from './differences.ts'
import {
  cellsUnder,
  familiesOf,
  type Family,
  familyInWords,
  keepsNoughts,
  toldBy,
  wholeTable,
} from './family.ts'
import type { ReleasedTable } from './ledger.ts'
import { byKey, type RecordKey, withoutKeys } from './record-key.ts'
import {
  asPrinted,
  type ExactTable,
  givesAway,
  type ProtectedCell,
  type Protection,
  type Verdict,
  verdictOf,
} from './protection.ts'

/** What rounded numbers are multiples of, where they were below it. */
export const roundedTo = 5
/** Larger tables take minutes, and have far more cells than anybody asks for. */
const mostCells = 20_000

/**
 * Protects what is to be given out together: every table that counts the same children as one, with everything that was
 * given out before; then what is left when numbers of fewer children are subtracted from numbers of more.
 *
 * @param recordKey a number for each child, from a secret, for noise
 * @param recount counts on the day of knowledge on which the tables were frozen
 */
export async function protectAnswer(
  give: readonly ExactTable[],
  ledger: readonly ReleasedTable[],
  rule: Rule,
  recordKey: RecordKey,
  recount: (questions: readonly CountQuestion[]) => Promise<readonly Count[]>,
): Promise<Protection> {
  const refusedFor = (...problems: string[]): Protection => ({
    after: ledger.length,
    rule,
    base: roundedTo,
    tables: give.map(() => []),
    verdicts: [],
    problems,
  })
  const families = familiesOf(give, ledger)
  if (!families.ok) return refusedFor(families.problem)
  for (const { measure, treatment } of families.value)
    if (treatment === 'perturb' && measureOf(measure)?.unit !== 'children')
      return refusedFor(
        `“${measureOf(measure)?.label ?? measure}” does not count children, and noise is for counts of children. Round it, or hide small numbers.`,
      )
  const counts = await recount(families.value.map((family) => questionOf(family, recordKey)))
  const wholes: Whole[] = []
  for (const [i, family] of families.value.entries()) {
    const whole = wholeOf(family, counts[i] as Count)
    if (!whole.ok) return refusedFor(`${familyInWords(family)} cannot be protected: ${whole.problem}`)
    if (whole.value.table.values.length > mostCells)
      return refusedFor(
        `${familyInWords(family)}, with everything that was given of it before, makes ${howMany(whole.value.table.values.length, 'cell')}; at most ${mostCells.toLocaleString('en-GB')} can be protected here. Split it by less.`,
      )
    wholes.push(whole.value)
  }
  const of = (table: number): Whole => wholes.find((one) => one.family.tables.includes(table)) as Whole
  for (const [i, table] of give.entries())
    if (!isAsFrozen(of(i).table, table))
      return refusedFor(
        `${familyInWords(of(i).family)}, counted again, is not what was frozen: a record has been erased since, or something is wrong. Freeze the numbers again.`,
      )
  const compared = comparedWith(
    wholes,
    ledger,
    Math.max(...families.value.map((family) => strictest(rule, family).threshold), rule.threshold),
  )
  const { also, differences, problems } = compared
  const { treated, isSettled } = await treatedTogether(
    wholes.map((whole, w) => toTreat(whole, give, rule, also[w] ?? new Set())),
    compared,
  )
  const tables: ProtectedCell[][] = give.map(() => [])
  const verdicts: Verdict[] = []
  for (const [w, whole] of wholes.entries()) {
    const { family, table } = whole
    const { threshold } = strictest(rule, family)
    const cells = new Map(treated[w]?.cells.map((one) => [one.cell, one]))
    for (const i of family.tables) {
      const own = cellsUnder(table, give[i]?.splitBy ?? [])
      tables[i] = [...own].flatMap((cell) => {
        const one = cells.get(cell)
        // What a table with hidden cells does not list is a nought; a rounded one says nothing of noughts.
        const isListed =
          table.values[cell] !== 0 || keepsNoughts(family.treatment) || (give[i]?.splitBy.length ?? 0) === 0
        return one === undefined || !isListed
          ? []
          : [asPrinted(whole, one, give[i]?.splitBy ?? [], threshold)]
      })
    }
    verdicts.push(verdictOf(whole, treated[w] as Treated))
  }
  const told = toldIn(treated)
  if (!isSettled)
    problems.push(
      'What these numbers say of one another could not be settled. Withhold some of them, or ask for them split by less.',
    )
  problems.push(...givesAway(verdicts, ledger.length === 0))
  for (const difference of differences)
    if (widthOf(difference, told, also) < 3 && problems.length === 0)
      problems.push(
        `A reader can subtract: ${differenceInWords(difference)}, and hiding one of them leaves fewer than three possible values. Withhold one of the two.`,
      )
  return { after: ledger.length, rule, base: roundedTo, tables, verdicts, problems }
}

type Whole = {
  family: Family
  table: CountTable
  earlier: readonly ReadonlyMap<number, Told>[]
  /** Where noise is added: the key of every cell. */
  cellKeys: Float64Array | null
}

/** A family's whole table, of which the cells of all of its tables are given. */
function toTreat(
  { family, table, earlier, cellKeys }: Whole,
  give: readonly ExactTable[],
  rule: Rule,
  also: ReadonlySet<number>,
): ToTreat {
  return {
    table,
    treatment: family.treatment,
    rule: strictest(rule, family),
    base: roundedTo,
    earlier,
    given: new Set(family.tables.flatMap((i) => [...cellsUnder(table, give[i]?.splitBy ?? [])])),
    also: [...also],
    ...(cellKeys === null ? {} : { cellKeys }),
  }
}

function questionOf(
  { measure, splitBy, period, settings, treatment }: Family,
  recordKey: RecordKey,
): CountQuestion {
  const asked = measureOf(measure)
  if (asked === null) throw new Error(`No measure is called ${measure}`)
  const by = splitBy.flatMap((one) => breakdownOf(one) ?? [])
  return { measure: asked, by: treatment === 'perturb' ? [...by, byKey(recordKey)] : by, period, settings }
}

function wholeOf(family: Family, count: Count): Outcome<Whole, string> {
  const cells = withoutKeys(count.cells)
  const table = wholeTable(family, cells)
  if (!table.ok) return table
  const find = finder(table.value)
  const cellKeys =
    family.treatment === 'perturb'
      ? cellKeysOf(table.value, new Map(cells.map((one) => [find(one.values) ?? 0, one.key])))
      : null
  const earlier: ReadonlyMap<number, Told>[] = []
  for (const released of family.earlier) {
    const said = toldBy(table.value, released)
    if (!said.ok) return said
    earlier.push(said.value)
  }
  return ok({ family, table: table.value, earlier, cellKeys })
}

/** The whole table is counted anew, and must say of every frozen number what was frozen. */
function isAsFrozen(table: CountTable, frozen: ExactTable): boolean {
  const find = finder(table)
  return [{ values: {}, value: frozen.total }, ...frozen.cells].every(
    ({ values, value }) => table.values[find(values) ?? -1] === value,
  )
}

/** The highest threshold under which anything of a family was given: what was small once stays hidden. */
const strictest = (rule: Rule, { earlier }: Family): Rule => ({
  ...rule,
  threshold: Math.max(rule.threshold, ...earlier.map((one) => one.threshold)),
})

/** How many values the difference of numbers can have, from what can be told of each. */
function widthOf(
  { less, more }: Relation,
  told: (at: NonNullable<Known['at']>) => Between | undefined,
  also: readonly ReadonlySet<number>[],
): number {
  const range = ({ at, value }: Known): Between =>
    (at === null ? undefined : told(at)) ??
    // A sum that is kept and not printed was asked about with the rest of its family.
    (at !== null && also[at.whole]?.has(at.cell) === true
      ? { low: 0, high: Infinity }
      : { low: value, high: value })
  const add = (of: readonly Known[]): Between =>
    of.map(range).reduce((all, one) => ({ low: all.low + one.low, high: all.high + one.high }), {
      low: 0,
      high: 0,
    })
  const [from, to] = [add(less), add(more)]
  return to.high - from.low - Math.max(0, to.low - from.high) + 1
}
