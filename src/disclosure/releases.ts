import { ok, type Outcome, refused } from '../plain/index.ts'
import type { Said } from './counts.ts'
import type { Earlier, Told } from './told.ts'
import { type CountTable, total } from './table.ts'

/**
 * Finds the cells of an earlier release in a table. Cells that the table does not have (a council that is gone) say
 * nothing of it and are left out; a release that contradicts itself is refused, since nothing can be kept from a reader
 * of whom it is not known what they were told.
 */
export function linked(table: CountTable, said: readonly Said[]): Outcome<Earlier, string> {
  const cellAt = finder(table)
  const earlier = new Map<number, Told>()
  for (const { labels, value, place } of said) {
    const cell = cellAt(labels)
    if (cell === null) continue
    const before = earlier.get(cell)
    if (before !== undefined && inWords(before) !== inWords(value))
      return refused(
        `${place}: the same cell is given twice, as ${inWords(before)} and as ${inWords(value)}.`,
      )
    earlier.set(cell, value)
  }
  return addsUp(table, earlier)
}

/**
 * Finds cells by their labels; columns that are not named are summed over.
 *
 * @returns null where the table has no such cell
 */
export function finder({
  dimensions,
  strides,
}: CountTable): (labels: Readonly<Record<string, string>>) => number | null {
  const nodeOf = dimensions.map((one) => {
    const byLabels = new Map<string, number>()
    for (const [i, node] of one.nodes.entries()) {
      byLabels.set(node.labels.join('\u0000'), i)
      // A council is the same cell whether its region is named beside it or summed over.
      byLabels.set([node.labels[0], ...node.labels.slice(1).map(() => total)].join('\u0000'), i)
    }
    for (const [i, node] of one.nodes.entries()) byLabels.set(node.labels.join('\u0000'), i)
    return byLabels
  })
  return (labels) => {
    let cell = 0
    for (const [d, one] of dimensions.entries()) {
      const node = nodeOf[d]?.get(one.columns.map((column) => labels[column] ?? total).join('\u0000'))
      if (node === undefined) return null
      cell += node * (strides[d] ?? 1)
    }
    return cell
  }
}

/** Whether shown margins are what their shown parts allow: all of them where all are shown, and never less. */
function addsUp({ dimensions, strides }: CountTable, earlier: Earlier): Outcome<Earlier, string> {
  for (const [d, { nodes, columns }] of dimensions.entries()) {
    const stride = strides[d] ?? 1
    const children = nodes.map((_, i) => nodes.flatMap((node, child) => (node.parent === i ? [child] : [])))
    for (const [cell, value] of earlier) {
      const node = Math.floor(cell / stride) % nodes.length
      const below = children[node] ?? []
      if (typeof value !== 'number' || below.length === 0) continue
      const parts = below.map((child) => earlier.get(cell + (child - node) * stride))
      if (parts.includes(undefined)) continue
      const bounds = parts.map((part) =>
        typeof part === 'object' ? part : { low: part ?? 0, high: part ?? 0 },
      )
      const shown = bounds.reduce((sum, part) => sum + (part?.low ?? 0), 0)
      const most = bounds.reduce((sum, part) => sum + (part?.high ?? Infinity), 0)
      if (shown > value || most < value)
        return refused(
          `It contradicts itself: over ${columns[0] ?? ''} a total of ${value} is shown, and its parts add up to ${shown}.`,
        )
    }
  }
  return ok(earlier)
}

const inWords = (said: Told): string =>
  said === null ? 'hidden' : typeof said === 'number' ? String(said) : `${said.low} to ${said.high}`
