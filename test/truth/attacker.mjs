/**
 * Somebody who has a published table and nothing else, and tries what it can have been. Written apart from the product and
 * sharing no code with it: it takes cells with labels and numbers, adds up by the labels, and tries whole numbers.
 *
 * It tries every table, so it is for small ones. It may stop at a cell once three values were shown possible.
 */

/** Every inner cell below a cell: the same labels wherever the cell is no total. */
const isBelow = (inner, cell, dims) => dims.every((dim) => cell[dim] === 'Total' || cell[dim] === inner[dim])

/**
 * @param cells with their labels, "Total" for a margin, and `value`: a number, or null where hidden
 * @param least what the reader knows every hidden cell to be at least
 * @param upTo how far above the true table to look where nothing shown limits a cell; `truth` says where that is
 * @returns for each hidden cell, by its labels joined with a bar, the values found possible (three at most)
 */
export function possibleValues({ cells, dims, least, highest }) {
  const inner = cells.filter((cell) => dims.every((dim) => cell[dim] !== 'Total'))
  const unknown = inner.filter((cell) => cell.value === null)
  const margins = cells.filter((cell) => !inner.includes(cell))
  const sums = margins.map((cell) => ({
    cell,
    shown: inner
      .filter((one) => one.value !== null && isBelow(one, cell, dims))
      .reduce((sum, one) => sum + one.value, 0),
    parts: unknown.flatMap((one, i) => (isBelow(one, cell, dims) ? [i] : [])),
  }))
  const sumsOf = unknown.map((_, i) => sums.filter(({ parts }) => parts.includes(i)))
  const values = unknown.map(() => 0)
  const left = new Map(sums.map((sum) => [sum, sum.parts.length]))
  const now = new Map(sums.map((sum) => [sum, sum.shown]))
  const found = new Map()
  const nameOf = (cell) => dims.map((dim) => cell[dim]).join('|')
  const hidden = cells.filter((cell) => cell.value === null)
  for (const cell of hidden) found.set(nameOf(cell), new Set())
  let open = hidden.length
  const note = (cell, value) => {
    const set = found.get(nameOf(cell))
    if (set.size < 3 && !set.has(value)) {
      set.add(value)
      if (set.size === 3) open--
    }
  }
  const attempt = (i) => {
    if (open === 0) return
    if (i === unknown.length) {
      for (const { cell } of sums)
        if (cell.value === null && now.get(sums.find((s) => s.cell === cell)) < least) return
      unknown.forEach((cell, n) => note(cell, values[n]))
      for (const sum of sums) if (sum.cell.value === null) note(sum.cell, now.get(sum))
      return
    }
    for (let value = least; value <= highest; value++) {
      values[i] = value
      let fits = true
      for (const sum of sumsOf[i]) {
        now.set(sum, now.get(sum) + value)
        left.set(sum, left.get(sum) - 1)
      }
      for (const sum of sumsOf[i])
        if (
          sum.cell.value !== null &&
          (now.get(sum) + left.get(sum) * least > sum.cell.value ||
            (left.get(sum) === 0 && now.get(sum) !== sum.cell.value))
        )
          fits = false
      if (fits) attempt(i + 1)
      for (const sum of sumsOf[i]) {
        now.set(sum, now.get(sum) - value)
        left.set(sum, left.get(sum) + 1)
      }
    }
  }
  attempt(0)
  return found
}
