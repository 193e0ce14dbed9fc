import {
  type Between,
  cellKeysOf,
  type CountTable,
  finder,
  type Rule,
  type Told,
  treatElsewhere,
} from '../../disclosure/index.ts'
import { count as howMany, ok, type Outcome } from '../../plain/index.ts'
import { breakdownOf } from '../breakdowns/index.ts'
import { measureOf } from '../catalogue/index.ts'
import type { Count, CountQuestion } from '../count.ts'
import {
  type Difference,
  differenceInWords,
  type Known,
  knownBefore,
  knownOf,
  smallDifferences,
} from './differences.ts'
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
  type Under,
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
  for (const [i, table] of give.entries()) sameAsFrozen(of(i).table, table)
  const before = knownBefore(ledger)
  const differences = smallDifferences(
    [
      ...before,
      ...give.flatMap((table, i) =>
        knownOf(i, table, [{ under: {}, value: table.total }, ...table.cells.map(asUnder)]),
      ),
    ],
    rule.threshold,
  )
  const problems: string[] = []
  const also = new Map<Whole, Set<number>>(wholes.map((one) => [one, new Set<number>()]))
  for (const difference of differences) {
    const kept = keptFor(difference, before)
    const whole = kept === null ? null : of(kept.table ?? 0)
    const cell = kept === null || whole === null ? null : finder(whole.table)(kept.under)
    if (whole === null || cell === null) continue
    if (whole.family.treatment === 'suppress') also.get(whole)?.add(cell)
    // Noise in both leaves the difference open, which is checked in the end.
    else if (whole.family.treatment !== 'perturb')
      problems.push(
        `A reader can subtract: ${differenceInWords(difference)}. ${whole.family.treatment === 'round' ? 'Rounding' : 'Giving the numbers as they are'} does not keep that: choose to hide small numbers, or withhold one of the two.`,
      )
  }
  const tables: ProtectedCell[][] = give.map(() => [])
  const verdicts: Verdict[] = []
  const told = new Map<string, Between>()
  for (const whole of wholes) {
    const { family, table } = whole
    const keep = [...(also.get(whole) ?? [])]
    const given = new Set(family.tables.flatMap((i) => [...cellsUnder(table, give[i]?.splitBy ?? [])]))
    const treated = await treatElsewhere({
      table,
      treatment: family.treatment,
      rule,
      base: roundedTo,
      earlier: whole.earlier,
      given,
      also: keep,
      ...(whole.cellKeys === null ? {} : { cellKeys: whole.cellKeys }),
    })
    const cells = new Map(treated.cells.map((one) => [one.cell, one]))
    for (const i of family.tables) {
      const own = cellsUnder(table, give[i]?.splitBy ?? [])
      tables[i] = [...own].flatMap((cell) => {
        const one = cells.get(cell)
        // What a table with hidden cells does not list is a nought; a rounded one says nothing of noughts.
        const isListed =
          table.values[cell] !== 0 || keepsNoughts(family.treatment) || (give[i]?.splitBy.length ?? 0) === 0
        return one === undefined || !isListed
          ? []
          : [asPrinted(whole, one, give[i]?.splitBy ?? [], rule.threshold)]
      })
      for (const one of tables[i] ?? [])
        told.set(placeName(i, one.under), { low: one.low, high: one.high ?? Infinity })
    }
    verdicts.push(verdictOf(whole, treated))
  }
  problems.push(...givesAway(verdicts, ledger.length === 0))
  for (const difference of differences)
    if (widthOf(difference, told) < 3 && keptFor(difference, before) !== null && problems.length === 0)
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

const asUnder = ({ values, value }: ExactTable['cells'][number]) => ({ under: values, value })

/** The whole table is counted anew, and must say of every frozen number what was frozen. */
function sameAsFrozen(table: CountTable, frozen: ExactTable): void {
  const find = finder(table)
  for (const { under, value } of [{ under: {}, value: frozen.total }, ...frozen.cells.map(asUnder)]) {
    const cell = find(under)
    if (cell === null || table.values[cell] !== value)
      throw new Error(`Counted again, ${frozen.measure} is not what was frozen: ${JSON.stringify(under)}`)
  }
}

/** Which of two numbers is kept so that they cannot be subtracted: the smaller, unless readers have it already. */
function keptFor({ less, more }: Difference, before: readonly Known[]): Known | null {
  const isOut = (one: Known) =>
    before.some(
      (known) =>
        known.measure === one.measure &&
        known.value === one.value &&
        known.period.from === one.period.from &&
        known.period.to === one.period.to &&
        placeName(0, known.under) === placeName(0, one.under),
    )
  return [less, ...more].find((one) => one.table !== null && !isOut(one)) ?? null
}

const placeName = (table: number, under: Under): string =>
  JSON.stringify([table, Object.entries(under).sort()])

/** How many values the difference of two numbers can have, from what can be told of each. */
function widthOf({ less, more }: Difference, told: ReadonlyMap<string, Between>): number {
  const range = (one: Known): Between =>
    (one.table === null ? undefined : told.get(placeName(one.table, one.under))) ?? {
      low: one.value,
      high: one.value,
    }
  const from = range(less)
  const [low, high] = more
    .map(range)
    .reduce<[number, number]>(([l, h], one) => [l + one.low, h + one.high] as [number, number], [0, 0])
  return high - from.low - Math.max(0, low - from.high) + 1
}
