import { type Move, movesIn } from './moves.ts'
import type { CountTable } from './table.ts'
import {
  badIn,
  type Hiding,
  leastOf,
  moveOf,
  type Reader,
  type Search,
  type Witness,
  witnessOf,
} from './witness.ts'

/** What an earlier release said of a cell: a number, hidden, or nothing. */
export type Earlier = ReadonlyMap<number, number | null>

export type Rule = {
  /** Counts from 1 to this are small. */
  threshold: number
  reader: Reader
}

export type Suppression = {
  table: CountTable
  rule: Rule
  /** Cells whose value is small, margins like inner cells. */
  small: readonly number[]
  /** Hidden with them, so that no sum gives them away. */
  secondary: readonly number[]
  /** Of each small cell two other tables in which it has other values; null where an earlier release gives it away. */
  witnesses: ReadonlyMap<number, Witness | null>
  hiding: Hiding
}

export type SuppressProgress = (done: { unprotected: number; hidden: number }) => void

/**
 * Hides every small cell, and as few others as are found to be needed, until for each small cell there are two other
 * tables that a reader cannot tell from the true one, with other values in it. What an earlier release hid stays hidden.
 *
 * Which others: in each round the shown cells are found of which hiding one alone would free a move through an
 * unprotected cell, and those that free most are hidden. In the end each is shown again where all stay protected.
 */
export function suppress(
  table: CountTable,
  rule: Rule,
  earlier: readonly Earlier[] = [],
  onProgress: SuppressProgress = () => undefined,
): Suppression {
  const { values } = table
  const small: number[] = []
  for (let cell = 0; cell < values.length; cell++) {
    const value = values[cell] ?? 0
    if (value > 0 && value <= rule.threshold) small.push(cell)
  }
  const hiding = hidingOf(table, rule, small, earlier)
  const given = new Set(small.filter((cell) => hiding.hidden[cell] !== 1))
  const kept = new Set(
    earlier.flatMap((release) =>
      [...release].flatMap(([cell, value]) => (value === null && (values[cell] ?? 0) > 0 ? [cell] : [])),
    ),
  )
  const search: Search = { through: movesIn(table)(), mending: movesIn(table)(), menders: new Map() }
  const witnesses = new Map<number, Witness | null>([...given].map((cell) => [cell, null]))
  const secondary = new Set([...kept].filter((cell) => (values[cell] ?? 0) > rule.threshold))
  const added = new Set<number>()
  const hide = (cell: number) => {
    hiding.hidden[cell] = 1
    added.add(cell)
    // What was found before is still possible; where nothing was, there may be something now.
    for (const [name, found] of search.menders) if (found.length === 0) search.menders.delete(name)
  }
  let open = small.filter((cell) => !given.has(cell))
  for (;;) {
    open = open.filter((cell) => {
      const witness = witnessOf(search, hiding, cell)
      if (witness !== null) witnesses.set(cell, witness)
      return witness === null
    })
    onProgress({ unprotected: open.length, hidden: added.size })
    if (open.length === 0) break
    const chosen = choose(search, hiding, rule, open)
    if (chosen.length === 0) {
      // Nothing more can be hidden for these: an earlier release holds them.
      for (const cell of open) witnesses.set(cell, null)
      break
    }
    for (const cell of chosen) hide(cell)
  }
  showAgain(search, hiding, added, witnesses)
  for (const cell of added) secondary.add(cell)
  return { table, rule, small, secondary: [...secondary].sort((a, b) => a - b), witnesses, hiding }
}

/** What is hidden to begin with: every small cell and whatever an earlier release hid, but not what one has shown. */
function hidingOf(
  { values }: CountTable,
  { reader }: Rule,
  small: readonly number[],
  earlier: readonly Earlier[],
): Hiding {
  const hiding: Hiding = {
    values: Int32Array.from(values),
    hidden: new Uint8Array(values.length),
    revised: new Uint8Array(values.length),
    known: new Uint8Array(values.length),
    least: leastOf(reader),
  }
  for (const cell of small) hiding.hidden[cell] = 1
  for (const release of earlier)
    for (const [cell, said] of release) {
      const value = values[cell] ?? 0
      if (said === null && value > 0) hiding.hidden[cell] = 1
      if (said !== null && said !== value) hiding.revised[cell] = 1
    }
  for (const release of earlier)
    for (const [cell, said] of release)
      if (said !== null && said === values[cell]) {
        hiding.known[cell] = 1
        hiding.hidden[cell] = 0
      }
  return hiding
}

/** Shown cells to hide next: each would free a move through an unprotected cell, and those first that free most. */
function choose(search: Search, hiding: Hiding, rule: Rule, open: readonly number[]): number[] {
  const { values } = hiding
  const frees = new Map<number, number[]>()
  for (const cell of open) for (const one of singlesFor(search, hiding, rule, cell)) push(frees, one, cell)
  if (frees.size === 0) return cheapestFor(search, hiding, rule, open)
  const ranked = [...frees].sort(
    ([a, x], [b, y]) => y.length - x.length || (values[a] ?? 0) - (values[b] ?? 0) || a - b,
  )
  const freed = new Set<number>()
  const chosen: number[] = []
  // One at a time where few are open, so that what each frees besides is seen; more at once where many are.
  const atOnce = Math.max(1, Math.floor(open.length / 25))
  for (const [one, cells] of ranked) {
    const fresh = cells.filter((cell) => !freed.has(cell))
    if (fresh.length === 0 || (chosen.length > 0 && fresh.length < cells.length)) continue
    chosen.push(one)
    for (const cell of cells) freed.add(cell)
    if (chosen.length === atOnce) break
  }
  return chosen
}

const push = (map: Map<number, number[]>, key: number, value: number) => {
  const list = map.get(key)
  if (list === undefined) map.set(key, [value])
  else list.push(value)
}

/** The shown cells of which one alone stands in the way of a move that an unprotected cell lacks. */
function singlesFor(search: Search, hiding: Hiding, rule: Rule, cell: number): Set<number> {
  const singles = new Set<number>()
  const look = (direction: 1 | -1) =>
    search.through(cell, direction, 1, badIn(hiding), ({ bad }) => {
      const [one] = bad
      if (bad.length === 1 && one !== undefined && mayBeHidden(hiding, rule, one)) singles.add(one)
      return false
    })
  lookFor(search, hiding, cell, look)
  return singles
}

/** Looks at the moves that an unprotected cell lacks: down, and up from where it can be taken already. */
function lookFor(search: Search, hiding: Hiding, cell: number, look: (direction: 1 | -1) => void): void {
  const before = moveOf(search, hiding, cell, 1) ?? (new Map() as Move)
  look(-1)
  for (const [one, by] of before) hiding.values[one] = (hiding.values[one] ?? 0) + by
  look(1)
  for (const [one, by] of before) hiding.values[one] = (hiding.values[one] ?? 0) - by
}

/** Only a large cell that is shown is hidden besides; a nought never. What an earlier release showed stays known. */
const mayBeHidden = ({ values, hidden, known }: Hiding, { threshold }: Rule, cell: number): boolean =>
  hidden[cell] !== 1 && known[cell] !== 1 && (values[cell] ?? 0) > threshold

/** The fewest cells that free a move through one of the unprotected cells, where no single one does. */
function cheapestFor(search: Search, hiding: Hiding, rule: Rule, open: readonly number[]): number[] {
  const { values } = hiding
  for (const cell of open)
    for (let most = 2; most <= 16; most++) {
      const best: { cells: number[] | null } = { cells: null }
      const look = (direction: 1 | -1) =>
        search.through(cell, direction, most, badIn(hiding), ({ bad }) => {
          const cells = [...new Set(bad)]
          if (cells.length === 0 || !cells.every((one) => mayBeHidden(hiding, rule, one))) return false
          const size = (of: readonly number[]) => of.reduce((sum, one) => sum + (values[one] ?? 0), 0)
          const { cells: known } = best
          if (
            known === null ||
            cells.length < known.length ||
            (cells.length === known.length && size(cells) < size(known))
          )
            best.cells = cells
          return false
        })
      lookFor(search, hiding, cell, look)
      if (best.cells !== null) return best.cells
    }
  return []
}

/** Shows again, the largest first, whatever is not needed: all small cells stay protected without it. */
function showAgain(
  search: Search,
  hiding: Hiding,
  added: Set<number>,
  witnesses: Map<number, Witness | null>,
): void {
  const { values } = hiding
  for (const cell of [...added].sort((a, b) => (values[b] ?? 0) - (values[a] ?? 0) || a - b)) {
    hiding.hidden[cell] = 0
    search.menders.clear()
    const others: [number, Witness][] = []
    const needed = [...witnesses].some(([small, witness]) => {
      if (witness === null || !witness.some((move) => move.has(cell))) return false
      const other = witnessOf(search, hiding, small)
      if (other === null) return true
      others.push([small, other])
      return false
    })
    if (needed) hiding.hidden[cell] = 1
    else {
      added.delete(cell)
      for (const [small, witness] of others) witnesses.set(small, witness)
    }
  }
  search.menders.clear()
}
