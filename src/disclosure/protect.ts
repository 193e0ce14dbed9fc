import { type Audit, audit } from './audit/audit.ts'
import type { Release, Rule } from './suppress/hiding.ts'
import { claimOf } from './published.ts'
import { suppress, type SuppressProgress, type Suppression } from './suppress/suppress.ts'
import { type CountTable, nodesOf } from './table.ts'

/** How often the audit may send a table back. */
const mostTimes = 30

/** In larger tables than these, cells that were added are not tried without one by one: each takes an audit. */
const mostTrimmed = 200

export type Protected = { suppression: Suppression; checked: Audit }

/**
 * Suppresses, has it audited, and hides more for what the audit narrows, until it holds or nothing more can be hidden; in
 * the end what was hidden so is shown again where it holds without.
 */
export async function protect(
  table: CountTable,
  rule: Rule,
  release: Release = {},
  onProgress: SuppressProgress = () => undefined,
  onAudit: (decided: number, of: number) => void = () => undefined,
): Promise<Protected> {
  const first = suppress(table, rule, release, onProgress)
  const added = new Set<number>()
  const withAdded = (): Suppression => ({
    ...first,
    secondary: [...new Set([...first.secondary, ...added])].sort((a, b) => a - b),
  })
  const check = (only: ReadonlySet<number> | null) => audit({ ...claimOf(withAdded()), only }, onAudit)
  let checked = await check(null)
  for (let times = 0; checked.narrow > 0 && times < mostTimes; times++) {
    const next = mostWanted(withAdded(), [...checked.narrowed.keys()])
    if (next.length === 0) break
    for (const cell of next) added.add(cell)
    onProgress({ unprotected: checked.narrow, hidden: first.secondary.length + added.size })
    // Those that hold already are asked again at the end.
    checked = await check(new Set(checked.narrowed.keys()))
    if (checked.narrow === 0) checked = await check(null)
  }
  // Nothing helps: whoever refuses is told of every cell, not of those alone that were asked about last.
  if (checked.narrow > 0 && added.size > 0) checked = await check(null)
  if (checked.narrow === 0 && table.values.length <= mostTrimmed)
    for (const cell of [...added].sort((a, b) => (table.values[b] ?? 0) - (table.values[a] ?? 0))) {
      added.delete(cell)
      const without = await check(null)
      if (without.narrow === 0) checked = without
      else added.add(cell)
    }
  return { suppression: withAdded(), checked }
}

/**
 * Shown cells on the lines of the narrow ones, those of most first: one that differs from them in the fewest dimensions
 * counts most. One for every four that are narrow, at least one.
 */
function mostWanted(
  { table, rule, small, secondary, earlier, given }: Suppression,
  narrow: readonly number[],
): number[] {
  const hidden = new Set([...small, ...secondary])
  const near = narrow.map((cell) => nodesOf(table, cell))
  const votes: { cell: number; for: number }[] = []
  for (const [cell, value] of table.values.entries()) {
    if (given?.has(cell) === false) continue
    if (value <= rule.threshold || hidden.has(cell) || earlier.some((one) => one.get(cell) === value))
      continue
    const nodes = nodesOf(table, cell)
    const isAbove = (d: number) => (nodes[d] ?? 0) >= (table.dimensions[d]?.leaves ?? 0)
    let all = 0
    for (const other of near) {
      const differs = nodes.filter((node, d) => node !== other[d]).length
      // A margin is wanted before another part of the same sum: it is what holds the sum.
      if (differs > 0)
        all += (nodes.some((node, d) => node !== other[d] && !isAbove(d)) ? 1 : 2) / 4 ** differs
    }
    if (all > 0) votes.push({ cell, for: all })
  }
  return votes
    .sort((a, b) => b.for - a.for || a.cell - b.cell)
    .slice(0, Math.max(1, Math.floor(narrow.length / 4)))
    .map(({ cell }) => cell)
}
