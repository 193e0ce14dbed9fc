import type { Said } from './counts.ts'

/** A cell that one release hides and the other shows: whoever has both has the number. */
export type Crossing = {
  labels: Readonly<Record<string, string>>
  value: number
  /** Which release gives the number away. */
  shownIn: 'earlier' | 'later'
}

export type Crossings = {
  /** Cells that both releases have, once each. */
  common: number
  crossings: Crossing[]
  /** Cells left out because a release has them twice. */
  unclear: number
}

/** Compares two releases of one table: which cells one hides and the other shows. */
export function crossingsOf(
  earlier: readonly Said[],
  later: readonly Said[],
  dims: readonly string[],
): Crossings {
  const before = once(earlier, dims)
  const after = once(later, dims)
  const found: Crossings = { common: 0, crossings: [], unclear: before.twice + after.twice }
  for (const [name, one] of before.cells) {
    const other = after.cells.get(name)
    if (other === undefined) continue
    found.common++
    if (one.value === null && typeof other.value === 'number')
      found.crossings.push({ labels: one.labels, value: other.value, shownIn: 'later' })
    if (typeof one.value === 'number' && other.value === null)
      found.crossings.push({ labels: one.labels, value: one.value, shownIn: 'earlier' })
  }
  return found
}

/** The cells that a release has once; of those it has twice nobody can say which is meant. */
function once(said: readonly Said[], dims: readonly string[]): { cells: Map<string, Said>; twice: number } {
  const cells = new Map<string, Said>()
  const twice = new Set<string>()
  for (const one of said) {
    const name = dims.map((dim) => one.labels[dim] ?? '').join('\u0000')
    if (cells.has(name)) twice.add(name)
    cells.set(name, one)
  }
  for (const name of twice) cells.delete(name)
  return { cells, twice: twice.size }
}
