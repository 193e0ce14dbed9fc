import type { Audit, Claim } from './audit/audit.ts'
import { leastOf } from './suppress/hiding.ts'
import type { Rounded } from './rounding.ts'
import type { Suppression } from './suppress/suppress.ts'
import { labelsOf, total } from './table.ts'

export type Status = 'shown' | 'primary' | 'secondary'

/** A cell as it may be published: no value unless it is shown. The status is for the council and is never published. */
export type PublishedCell = { labels: Record<string, string>; value: number | null; status: Status }

/** Why a cell is shown or hidden. */
export function statusIn({ small, secondary }: Suppression): (cell: number) => Status {
  const [primaries, secondaries] = [new Set(small), new Set(secondary)]
  return (cell) => (primaries.has(cell) ? 'primary' : secondaries.has(cell) ? 'secondary' : 'shown')
}

/** Every cell with every margin, for the council that is to publish it. */
export function cellsOf(suppression: Suppression): PublishedCell[] {
  const { table, given } = suppression
  const statusOf = statusIn(suppression)
  const cells: PublishedCell[] = []
  for (let cell = 0; cell < table.values.length; cell++) {
    if (given?.has(cell) === false) continue
    const status = statusOf(cell)
    const value = status === 'shown' ? (table.values[cell] ?? 0) : null
    for (const labels of named(labelsOf(table, cell), table.dimensions)) cells.push({ labels, value, status })
  }
  return cells
}

/**
 * A council within a region is one cell under two names: with its region beside it, and with the region summed over,
 * since every subset of the columns has its margins.
 */
function named(
  labels: Record<string, string>,
  dimensions: Suppression['table']['dimensions'],
): Record<string, string>[] {
  return dimensions.reduce<Record<string, string>[]>(
    (all, { columns }) => {
      const [leaf = '', ...groups] = columns
      if (groups.length === 0 || labels[leaf] === total) return all
      const over = Object.fromEntries(groups.map((group) => [group, total]))
      return all.flatMap((one) => [one, { ...one, ...over }])
    },
    [labels],
  )
}

/** The cells of a rounded table: all of them shown, and said to be rounded. */
export const roundedCells = ({ table, published }: Rounded): PublishedCell[] =>
  [...published].flatMap((value, cell) =>
    named(labelsOf(table, cell), table.dimensions).map((labels) => ({
      labels,
      value,
      status: 'shown' as const,
    })),
  )

/** What `turnstone protect --json` prints. */
export function asData(
  cells: readonly PublishedCell[],
  { exact, narrow, widthMin }: Audit,
  seconds: number,
  rounding: { base: number } | null = null,
) {
  return {
    ...(rounding === null ? {} : { method: 'round', base: rounding.base }),
    cells: cells.map(({ labels, value, status }) => ({ ...labels, value, status })),
    audit: { exact, narrow, widthMin, seconds: Number(seconds.toFixed(3)) },
  }
}

/** What is claimed of a protected table, for whoever checks it: hidden cells have no upper bound. */
export function claimOf(suppression: Suppression): Claim {
  const { table, small, secondary, rule, earlier, witnesses, given, bounds } = suppression
  const hidden = new Set([...small, ...secondary])
  const least = leastOf(rule.reader)
  return {
    table,
    small,
    earlier,
    witnesses,
    threshold: rule.threshold,
    least,
    bounds: (cell) => {
      const value = table.values[cell] ?? 0
      const besides = bounds.get(cell) ?? { low: 0, high: Infinity }
      if (given?.has(cell) === false) return besides
      return hidden.has(cell)
        ? { low: Math.max(least, besides.low), high: besides.high }
        : { low: value, high: value }
    },
  }
}
