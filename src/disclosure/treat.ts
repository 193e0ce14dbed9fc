import { type Audit, audit, type Claim } from './audit/audit.ts'
import { inferencesOf } from './audit/inferences.ts'
import { aroundPerturbed, perturbed } from './perturb.ts'
import { protect } from './protect.ts'
import { claimOf, type Status, statusIn } from './published.ts'
import { claimOfRounded, round } from './rounding.ts'
import { leastOf, type Rule } from './suppress/hiding.ts'
import { type CountTable, smallIn } from './table.ts'
import type { Between, Earlier } from './told.ts'

/** What may be done with numbers that are given: nothing, hide some, round, or add noise. */
export type Treatment = 'exact' | 'suppress' | 'round' | 'perturb'

/** What is to be given of a table, and how; plain data, so that a thread of its own can be asked. */
export type ToTreat = {
  table: CountTable
  treatment: Treatment
  rule: Rule
  /** What rounded counts below it become: 0 or the base. */
  base: number
  earlier: readonly Earlier[]
  given: ReadonlySet<number>
  /** Counts that are kept as small ones are, though they are not small. */
  also: readonly number[]
  /** Between what cells lie by what readers know besides. */
  bounds?: ReadonlyMap<number, Between>
  /** Where noise is added: the key of every cell. */
  cellKeys?: Float64Array
}

/** A given cell as it would be printed, and what a reader could tell of it. */
export type TreatedCell = {
  cell: number
  /** Null where it is hidden. */
  value: number | null
  status: Status | 'rounded' | 'perturbed'
  infer: Between
  /** The small cells that would be narrower if it were shown, where it is hidden for the sake of others. */
  sake: readonly number[]
}

export type Treated = {
  cells: readonly TreatedCell[]
  checked: Audit
  /** What is printed of every cell of the table, taken by itself. */
  printed: { low: Float64Array; high: Float64Array }
}

/** Treats what is to be given and has it audited: whoever publishes looks at `checked` first. */
export async function treat(asked: ToTreat): Promise<Treated> {
  switch (asked.treatment) {
    case 'suppress':
      return suppressed(asked)
    case 'round':
      return rounded(asked)
    case 'perturb':
      return noisy(asked)
    case 'exact':
      return exact(asked)
  }
}

async function suppressed({
  table,
  rule,
  earlier,
  given,
  also,
  bounds = new Map(),
}: ToTreat): Promise<Treated> {
  const { suppression, checked } = await protect(table, rule, { earlier, given, also, bounds })
  const statusOf = statusIn(suppression)
  const hidden = [...given].filter((cell) => statusOf(cell) !== 'shown')
  const claim = claimOf(suppression)
  const inferred = await inferencesOf(claim, hidden)
  const sake = new Map<number, number[]>()
  for (const [small, witness] of suppression.witnesses)
    for (const cell of new Set((witness ?? []).flatMap((move) => [...move.keys()])))
      if (cell !== small) sake.set(cell, [...(sake.get(cell) ?? []), small])
  return {
    checked,
    printed: printedIn(claim),
    cells: [...given].map((cell) => {
      const status = statusOf(cell)
      const value = table.values[cell] ?? 0
      return {
        cell,
        status,
        value: status === 'shown' ? value : null,
        infer: status === 'shown' ? exactly(value) : (inferred.get(cell) ?? { low: 0, high: Infinity }),
        sake: status === 'secondary' ? (sake.get(cell) ?? []) : [],
      }
    }),
  }
}

function rounded(asked: ToTreat): Promise<Treated> {
  const done = round(asked.table, asked.base, asked.rule.threshold)
  return printedWith(
    asked,
    claimOfRounded(done, asked.earlier),
    'rounded',
    (cell) => done.published[cell] ?? 0,
  )
}

function noisy(asked: ToTreat): Promise<Treated> {
  const { table, cellKeys = new Float64Array() } = asked
  const printed = (cell: number) => perturbed(table.values[cell] ?? 0, cellKeys[cell] ?? 0)
  const leftOver = leftOverIn(asked, printed)
  const claim = claimOfGiven(asked, 0, (cell) => aroundPerturbed(printed(cell)))
  const bounds = (cell: number): Between => {
    const { low, high } = claim.bounds(cell)
    return { low: leftOver.has(cell) ? Math.max(1, low) : low, high }
  }
  return printedWith(asked, { ...claim, bounds }, 'perturbed', printed)
}

/**
 * Cells that are not 0 because a sum of two is printed otherwise than the other of them: the same children get the same
 * noise, so that whoever is counted in one sum alone is at least one child.
 */
function leftOverIn({ table, given }: ToTreat, printed: (cell: number) => number): ReadonlySet<number> {
  const left = new Set<number>()
  const { dimensions, strides } = table
  for (const [d, { nodes }] of dimensions.entries()) {
    const stride = strides[d] ?? 1
    for (const cell of given) {
      const node = Math.floor(cell / stride) % nodes.length
      const [one, two, ...more] = nodes.flatMap(({ parent }, child) =>
        parent === node ? [cell + (child - node) * stride] : [],
      )
      if (one === undefined || two === undefined || more.length > 0) continue
      if (given.has(one) && printed(one) !== printed(cell)) left.add(two)
      if (given.has(two) && printed(two) !== printed(cell)) left.add(one)
    }
  }
  return left
}

function exact(asked: ToTreat): Promise<Treated> {
  const value = (cell: number) => asked.table.values[cell] ?? 0
  const claim = claimOfGiven(asked, leastOf(asked.rule.reader), (cell) => exactly(value(cell)))
  return printedWith(asked, claim, 'shown', value)
}

/** What is claimed of numbers of which every one is printed, as it is or not quite: nothing but what is printed of each. */
const claimOfGiven = (
  { table, rule, earlier, given }: ToTreat,
  least: number,
  printed: (cell: number) => Between,
): Claim => ({
  table,
  small: smallIn(table, rule.threshold),
  bounds: (cell) => (given.has(cell) ? printed(cell) : { low: 0, high: Infinity }),
  threshold: rule.threshold,
  least,
  earlier,
  witnesses: new Map(),
})

/** Numbers of which every one is printed, with what the audit says of them. */
async function printedWith(
  asked: ToTreat,
  of: Claim,
  status: TreatedCell['status'],
  printed: (cell: number) => number,
): Promise<Treated> {
  const claim = withBesides(of, asked)
  const checked = await audit(claim)
  const inferred = await inferencesOf(claim, [...asked.given])
  return {
    checked,
    printed: printedIn(claim),
    cells: [...asked.given].map((cell) => ({
      cell,
      status,
      value: printed(cell),
      infer: inferred.get(cell) ?? claim.bounds(cell),
      sake: [],
    })),
  }
}

function printedIn({ table, bounds }: Claim): Treated['printed'] {
  const between = Array.from(table.values, (_, cell) => bounds(cell))
  return {
    low: Float64Array.from(between, ({ low }) => low),
    high: Float64Array.from(between, ({ high }) => high),
  }
}

/** What is claimed of tables that were treated, to be audited with others. */
export const claimOfTreated = ({ table, rule, earlier, also }: ToTreat, { printed }: Treated): Claim => ({
  table,
  small: [...new Set([...smallIn(table, rule.threshold), ...also])],
  bounds: (cell) => ({ low: printed.low[cell] ?? 0, high: printed.high[cell] ?? Infinity }),
  threshold: rule.threshold,
  least: leastOf(rule.reader),
  leastBefore: leastOf(rule.reader),
  earlier,
  witnesses: new Map(),
})

const exactly = (value: number): Between => ({ low: value, high: value })

/** A claim with what is kept besides small counts, and what readers know besides what is printed. */
const withBesides = (claim: Claim, { also, bounds, rule }: ToTreat): Claim => ({
  ...claim,
  small: [...new Set([...claim.small, ...also])],
  leastBefore: leastOf(rule.reader),
  bounds: (cell) => {
    const own = claim.bounds(cell)
    const besides = bounds?.get(cell)
    return besides === undefined
      ? own
      : { low: Math.max(own.low, besides.low), high: Math.min(own.high, besides.high) }
  },
})
