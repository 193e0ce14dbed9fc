import { choosing } from './choose.ts'
import { type Hiding, hidingOf, type Release, type Rule, setHidden } from './hiding.ts'
import { mendingIn } from './mend.ts'
import { movesIn } from './moves.ts'
import { type CountTable, smallIn } from '../table.ts'
import type { Between, Earlier } from '../told.ts'
import { mostMended, type Search, type Witness, witnessOf } from './witness.ts'

export type Suppression = {
  table: CountTable
  rule: Rule
  /** Cells that are kept: those whose value is small, margins like inner cells, and others that were named. */
  small: readonly number[]
  /** Hidden with them, so that no sum gives them away. */
  secondary: readonly number[]
  /** Of each small cell two other tables in which it has other values; null where an earlier release gives it away. */
  witnesses: ReadonlyMap<number, Witness | null>
  earlier: readonly Earlier[]
  /** The cells that are given, shown or hidden; null where all are. */
  given: ReadonlySet<number> | null
  bounds: ReadonlyMap<number, Between>
}

export type SuppressProgress = (done: { unprotected: number; hidden: number }) => void

/**
 * Hides every small cell, and as few others as are found to be needed, until for each small cell there are two other
 * tables that a reader cannot tell from the true one, with other values in it. What an earlier release hid stays hidden.
 *
 * Which others: the shown cell is hidden of which one alone stands in the way of the most unprotected cells, and again
 * (choose.ts). In the end each is shown again where all stay protected.
 */
export function suppress(
  table: CountTable,
  rule: Rule,
  release: Release = {},
  onProgress: SuppressProgress = () => undefined,
): Suppression {
  const { values } = table
  const { earlier = [], given = null, also = [], bounds = new Map() } = release
  const small = [...new Set([...smallIn(table, rule.threshold), ...also])].sort((a, b) => a - b)
  const hiding = hidingOf(table, rule, small, release)
  const searchIn = movesIn(table)
  const search: Search = { through: searchIn(), mending: mendingIn(searchIn(), hiding) }
  const witnesses = new Map<number, Witness | null>()
  const secondary = new Set<number>()
  for (const before of earlier)
    for (const [cell, said] of before)
      if (said === null && (values[cell] ?? 0) > rule.threshold && given?.has(cell) !== false)
        secondary.add(cell)
  const open = new Set<number>()
  for (const cell of small)
    if (hiding.hidden[cell] === 1) open.add(cell)
    else witnesses.set(cell, null)
  for (let mended = 0; mended <= mostMended; mended++)
    for (const cell of open) {
      const witness = witnessOf(search, hiding, cell, mended)
      if (witness === null) continue
      witnesses.set(cell, witness)
      open.delete(cell)
    }
  const added = new Set<number>()
  const next = choosing(search, hiding, open, (cell, witness) => witnesses.set(cell, witness))
  onProgress({ unprotected: open.size, hidden: 0 })
  while (open.size > 0) {
    const chosen = next()
    if (chosen.length === 0) {
      // Nothing more can be hidden for these: an earlier release holds them.
      for (const cell of open) witnesses.set(cell, null)
      break
    }
    for (const cell of chosen) added.add(cell)
    onProgress({ unprotected: open.size, hidden: added.size })
  }
  showAgain(search, hiding, added, witnesses)
  for (const cell of added) secondary.add(cell)
  return {
    table,
    rule,
    small,
    secondary: [...secondary].sort((a, b) => a - b),
    witnesses,
    earlier,
    given,
    bounds,
  }
}

/** Shows again, the largest first, whatever is not needed: all small cells stay protected without it. */
function showAgain(
  search: Search,
  hiding: Hiding,
  added: Set<number>,
  witnesses: Map<number, Witness | null>,
): void {
  const { values } = hiding
  /** The small cells of which a witness changes a cell that was hidden for their sake. */
  const rest = new Map<number, Set<number>>([...added].map((cell) => [cell, new Set()]))
  const note = (small: number, witness: Witness | null) => {
    for (const move of witness ?? []) for (const cell of move.keys()) rest.get(cell)?.add(small)
  }
  for (const [small, witness] of witnesses) note(small, witness)
  search.mending.afresh()
  for (const cell of [...added].sort((a, b) => (values[b] ?? 0) - (values[a] ?? 0) || a - b)) {
    setHidden(hiding, cell, false)
    search.mending.tryShown(cell)
    const others: [number, Witness][] = []
    const needed = [...(rest.get(cell) ?? [])].some((small) => {
      if (witnesses.get(small)?.some((move) => move.has(cell)) !== true) return false
      const other = witnessOf(search, hiding, small, mostMended)
      if (other === null) return true
      others.push([small, other])
      return false
    })
    search.mending.settle(!needed)
    if (needed) setHidden(hiding, cell, true)
    else {
      added.delete(cell)
      for (const [small, witness] of others) {
        witnesses.set(small, witness)
        note(small, witness)
      }
    }
  }
}
