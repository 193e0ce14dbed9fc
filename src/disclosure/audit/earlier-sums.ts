import { type CountTable, finestIn, marginsOf } from '../table.ts'
import { agrees, type Earlier } from '../told.ts'

/**
 * What an earlier release says of its finest cells: sums of counts that are still the same, and of counts as they were
 * then.
 */
export type EarlierSums = {
  /** Finest cells that were hidden then and may have been other than now: what they were is a count of its own. */
  then: readonly number[]
  /** `same` are finest cells as they are now, `then` places in the list above. */
  sums: readonly { same: readonly number[]; then: readonly number[]; sum: number }[]
  /** Margins that were hidden then, of which a part may have been other than now; `shown` is what was shown of them. */
  margins: readonly { cell: number; same: readonly number[]; then: readonly number[]; shown: number }[]
}

/**
 * Reads an earlier release as somebody would who has both: a finest cell that it hid is taken to be the same now where any
 * sum above it changed by exactly what was shown of its parts to change; otherwise, and where it is 0 now, it may have been
 * another. Sums that do not hold of the true table can only be of counts that were revised, and are left out.
 */
export function earlierSums(
  table: CountTable,
  release: Earlier,
  isShown: (cell: number) => boolean,
  leastBefore: number,
): EarlierSums {
  const { values } = table
  const isFinest = finestIn(table, release.keys())
  const finest = [...values.keys()].filter(isFinest)
  const sums = new Map<number, Sum>()
  const hiddenMargins = new Map<number, Sum>()
  for (const [cell, said] of release) {
    if (isFinest(cell)) continue
    if (typeof said === 'number') sums.set(cell, { hidden: [], sum: said, explained: 0, isWhole: true })
    else if (said === null) hiddenMargins.set(cell, { hidden: [], sum: 0, explained: 0, isWhole: true })
  }
  const above = new Map<number, number[]>()
  for (const cell of finest) {
    const said = release.get(cell)
    const margins = marginsOf(table, cell)
    above.set(
      cell,
      margins.filter((one) => sums.has(one)),
    )
    for (const one of margins) {
      const of = sums.get(one) ?? hiddenMargins.get(one)
      if (of === undefined) continue
      if (typeof said === 'number') {
        of.sum -= said
        if (isShown(cell)) of.explained += (values[cell] ?? 0) - said
      } else if (said === null) of.hidden.push(cell)
      else of.isWhole = false
    }
  }
  // What is left of a sum are the parts that were hidden: it holds where they add up to it as they are now. Somebody who
  // has both releases takes that to be so where the sum changed by what was shown of its parts to change.
  const holds = new Set(
    [...sums].flatMap(([cell, { hidden, sum, isWhole }]) =>
      isWhole && hidden.reduce((all, one) => all + (values[one] ?? 0), 0) === sum ? [cell] : [],
    ),
  )
  const fits = new Set(
    [...sums].flatMap(([cell, { hidden, explained, isWhole }]) => {
      const said = release.get(cell)
      const changed = typeof said === 'number' ? (values[cell] ?? 0) - said : NaN
      if (holds.has(cell) || (isWhole && isShown(cell) && changed === explained)) return [cell]
      // What was hidden and is 0 now has fallen by what it was. Where the sum fell by enough for all of them, the reader
      // takes nothing else to have changed.
      const vanished = hidden.filter((one) => values[one] === 0).length
      return isWhole && isShown(cell) && vanished > 0 && explained - changed >= vanished * leastBefore
        ? [cell]
        : []
    }),
  )
  const isSame = (cell: number) => values[cell] !== 0 && (above.get(cell) ?? []).some((one) => fits.has(one))
  const then = finest.filter((cell) => release.get(cell) === null && !isSame(cell))
  const places = new Map(then.map((cell, i) => [cell, i]))
  const partsOf = (hidden: readonly number[]) => ({
    same: hidden.filter((one) => !places.has(one)),
    then: hidden.flatMap((one) => places.get(one) ?? []),
  })
  return {
    then,
    sums: [...sums].flatMap(([cell, { hidden, sum, isWhole }]) => {
      const parts = partsOf(hidden)
      if (!isWhole || hidden.length === 0) return []
      // As it is now, and all of it the same: the margin itself says so.
      if (parts.then.length === 0 && agrees(release.get(cell) ?? null, values[cell] ?? 0)) return []
      return [{ ...parts, sum }]
    }),
    margins: [...hiddenMargins].flatMap(([cell, { hidden, sum, isWhole }]) => {
      const parts = partsOf(hidden)
      return isWhole && parts.then.length > 0 ? [{ cell, ...parts, shown: -sum }] : []
    }),
  }
}

/** A margin: its parts that were hidden, what is left for them, and by how much its shown parts changed since. */
type Sum = { hidden: number[]; sum: number; explained: number; isWhole: boolean }
