import type { Earlier } from './told.ts'
import type { CountTable } from './table.ts'

/**
 * The cells that an earlier release hid and that may have been revised since: those under a sum that it showed, which
 * changed by something else than by what it showed of its parts, and whatever it hid below them.
 */
export function maybeRevised({ dimensions, strides, values }: CountTable, earlier: Earlier): Set<number> {
  const found = new Set<number>()
  const below = dimensions.map(({ nodes }) =>
    nodes.map((_, node) => nodes.flatMap(({ parent }, child) => (parent === node ? [child] : []))),
  )
  const hiddenParts = (cell: number, d: number) => {
    const stride = strides[d] ?? 1
    const node = Math.floor(cell / stride) % (dimensions[d]?.nodes.length ?? 1)
    return (below[d]?.[node] ?? []).map((child) => cell + (child - node) * stride)
  }
  const suspect = (cell: number): void => {
    if (found.has(cell)) return
    found.add(cell)
    for (const d of dimensions.keys())
      for (const part of hiddenParts(cell, d)) if (earlier.get(part) === null) suspect(part)
  }
  for (const [cell, said] of earlier) {
    if (typeof said !== 'number') continue
    for (const d of dimensions.keys()) {
      const parts = hiddenParts(cell, d)
      if (parts.length === 0) continue
      const changed = parts.reduce((all, part) => {
        const before = earlier.get(part)
        return all + (typeof before === 'number' ? (values[part] ?? 0) - before : 0)
      }, 0)
      if ((values[cell] ?? 0) - said === changed) continue
      for (const part of parts) if (earlier.get(part) === null) suspect(part)
    }
  }
  return found
}
