import { type CountTable, isInner, marginsOf } from '../table.ts'
import { agrees, type Earlier } from '../told.ts'

/** What an earlier release says of inner cells: sums of counts that are still the same, and of counts as they were then. */
export type EarlierSums = {
  /** Inner cells that were hidden then and may have been other than now: what they were is a count of its own. */
  then: readonly number[]
  /** `same` are inner cells as they are now, `then` places in the list above. */
  sums: readonly { same: readonly number[]; then: readonly number[]; sum: number }[]
}

/**
 * Reads an earlier release as somebody would who has both: an inner cell that it hid is taken to be the same now where any
 * sum above it changed by exactly what was shown of its parts to change; otherwise, and where it is 0 now, it may have been
 * another. Sums that do not hold of the true table can only be of counts that were revised, and are left out.
 */
export function earlierSums(
  table: CountTable,
  release: Earlier,
  isShown: (cell: number) => boolean,
): EarlierSums {
  const { values } = table
  const sums = new Map<number, { hidden: number[]; sum: number; explained: number; isWhole: boolean }>()
  for (const [cell, said] of release)
    if (typeof said === 'number' && !isInner(table, cell))
      sums.set(cell, { hidden: [], sum: said, explained: 0, isWhole: true })
  const inner = [...values.keys()].filter((cell) => isInner(table, cell))
  const above = new Map(inner.map((cell) => [cell, marginsOf(table, cell).filter((one) => sums.has(one))]))
  for (const cell of inner)
    for (const one of above.get(cell) ?? []) {
      const of = sums.get(one)
      const said = release.get(cell)
      if (of === undefined) continue
      if (typeof said === 'number') {
        of.sum -= said
        if (isShown(cell)) of.explained += (values[cell] ?? 0) - said
      } else if (said === null) of.hidden.push(cell)
      else of.isWhole = false
    }
  // What is left of a sum are the parts that were hidden: it holds where they add up to it as they are now. Somebody who
  // has both releases takes that to be so where the sum changed by what was shown of its parts to change.
  const holds = new Set(
    [...sums].flatMap(([cell, { hidden, sum, isWhole }]) =>
      isWhole && hidden.reduce((all, one) => all + (values[one] ?? 0), 0) === sum ? [cell] : [],
    ),
  )
  const fits = new Set(
    [...sums].flatMap(([cell, { explained, isWhole }]) => {
      const said = release.get(cell)
      const changed = typeof said === 'number' ? (values[cell] ?? 0) - said : NaN
      return holds.has(cell) || (isWhole && isShown(cell) && changed === explained) ? [cell] : []
    }),
  )
  const isSame = (cell: number) => values[cell] !== 0 && (above.get(cell) ?? []).some((one) => fits.has(one))
  const then = inner.filter((cell) => release.get(cell) === null && !isSame(cell))
  const places = new Map(then.map((cell, i) => [cell, i]))
  return {
    then,
    sums: [...sums].flatMap(([cell, { hidden, sum, isWhole }]) => {
      const same = hidden.filter((one) => !places.has(one))
      const others = hidden.flatMap((one) => places.get(one) ?? [])
      if (!isWhole || (others.length === 0 && !holds.has(cell)) || hidden.length === 0) return []
      // As it is now, and all of it the same: the margin itself says so.
      if (others.length === 0 && agrees(release.get(cell) ?? null, values[cell] ?? 0)) return []
      return [{ same, then: others, sum }]
    }),
  }
}
