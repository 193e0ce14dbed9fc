/**
 * Somebody who has one or two published tables, and a solver. Written apart from the product and sharing no code with it:
 * the unknowns are inner cells alone, and every shown margin is one equation over all inner cells below it. Of two releases
 * the attacker takes an inner cell to be the same in both where any sum above it, shown in both, changed by exactly what
 * was shown of its parts to change. For tables that are too large to try every one.
 */
import loadHighs from 'highs'

/** How many values are enough to stop at a cell, and how far from the truth others are tried. */
const enough = 3
const reach = 5

/**
 * @param releases each `{cells, truth}`: cells with labels ("Total" for a margin) and `value` (null where hidden), as
 *   published; and the true value of each, which only says where to begin and which cells are small
 * @param isRevised whether an inner cell was in truth revised between the releases, by its name: it is never taken to be
 *   the same, for a wrong guess recovers nothing
 * @param least what the reader knows every hidden cell to be at least
 * @param threshold counts from 1 to this are small
 * @returns for every small cell of every release `{release, name, values}`: how many values are possible (three at most)
 */
export async function attack({ releases, dims, isRevised = () => false, least, threshold, seconds = 60 }) {
  const highs = await loadHighs()
  const nameOf = (cell) => dims.map((dim) => cell[dim]).join('|')
  const isMargin = (cell) => dims.some((dim) => cell[dim] === 'Total')
  const isSame = releases.length < 2 ? () => true : sameIn(releases, dims, nameOf, isMargin)
  const unknowns = new Map()
  const [lower, upper, start] = [[], [], []]
  const equations = []
  const places = releases.map(({ cells, truth }, r) => {
    const place = new Map()
    for (const [i, cell] of cells.entries()) {
      // A council within a region also stands with its region summed over; that name is a margin here.
      if (isMargin(cell)) continue
      const name = nameOf(cell)
      const shared = isRevised(name) || !isSame(name) ? `${r} ${name}` : name
      if (!unknowns.has(shared)) {
        unknowns.set(shared, lower.length)
        lower.push(least)
        upper.push(Infinity)
        start.push(truth[i])
      }
      const at = unknowns.get(shared)
      place.set(name, at)
      if (cell.value !== null) lower[at] = upper[at] = cell.value
    }
    return place
  })
  const targets = []
  for (const [r, { cells, truth }] of releases.entries()) {
    const inner = cells.filter((cell) => !isMargin(cell))
    for (const [i, cell] of cells.entries()) {
      const below = isMargin(cell)
        ? inner.filter((one) => dims.every((dim) => cell[dim] === 'Total' || cell[dim] === one[dim]))
        : [cell]
      const parts = below.map((one) => places[r].get(nameOf(one)))
      if (isMargin(cell) && cell.value !== null) equations.push({ parts, sum: cell.value })
      if (truth[i] >= 1 && truth[i] <= threshold)
        targets.push({ release: r, name: nameOf(cell), parts, values: new Set([truth[i]]), truth: truth[i] })
    }
  }
  const free = lower.flatMap((low, i) => (low === upper[i] ? [] : [i]))
  const column = new Map(free.map((at, i) => [at, i]))
  const rows = []
  for (const { parts, sum } of equations) {
    const open = parts.filter((at) => column.has(at))
    if (open.length > 0)
      rows.push({
        columns: open.map((at) => column.get(at)),
        sum: sum - parts.reduce((all, at) => all + (column.has(at) ? 0 : lower[at]), 0),
      })
  }
  const valueOf = (parts, table) =>
    parts.reduce((all, at) => all + (column.has(at) ? table[column.get(at)] : lower[at]), 0)
  const note = (solution) => {
    const table = Array.from(solution, Math.round)
    if (table.some((value) => value < least)) return
    for (const { columns, sum } of rows) if (columns.reduce((all, one) => all + table[one], 0) !== sum) return
    for (const target of targets)
      if (target.values.size < enough) target.values.add(valueOf(target.parts, table))
  }
  const truth = free.map((at) => start[at])
  note(truth)
  const load = (model, isWhole, extra) => {
    const all = extra === undefined ? rows : [...rows, extra]
    const starts = [0]
    for (const { columns } of all) starts.push(starts.at(-1) + columns.length)
    model.options.set({ output_flag: false, time_limit: seconds })
    model.passModel({
      numCols: free.length,
      numRows: all.length,
      colCost: new Float64Array(free.length),
      colLower: new Float64Array(free.length).fill(least),
      colUpper: new Float64Array(free.length).fill(highs.infinity),
      rowLower: Float64Array.from(all, ({ sum, from }) => from ?? sum),
      rowUpper: Float64Array.from(all, ({ sum, to }) => to ?? sum),
      matrix: {
        format: 'csr',
        numRows: all.length,
        numCols: free.length,
        starts: Int32Array.from(starts),
        indices: Int32Array.from(all.flatMap(({ columns }) => columns)),
        values: Float64Array.from(all.flatMap(({ columns }) => columns.map(() => 1))),
      },
      ...(isWhole ? { integrality: free.map(() => highs.constants.variableType.integer) } : {}),
    })
  }
  const optimal = highs.constants.modelStatus.optimal
  if (free.length > 0)
    highs.withModel((model) => {
      load(model, false)
      let seed = 12345
      const random = () => (seed = (seed * 1103515245 + 12345) % 2147483648) / 2147483648 - 0.5
      const run = (costs) => {
        model.changeColsCostByRange?.(0, costs.length - 1, costs)
        if (model.changeColsCostByRange === undefined)
          for (const [i, cost] of costs.entries()) model.changeColCost(i, cost)
        model.run()
        if (model.getModelStatus() === optimal) note(model.getSolution().colValue)
      }
      for (let i = 0; i < 12; i++) run(free.map(() => random()))
      for (const target of targets)
        for (const sign of [1, -1]) {
          if (target.values.size >= enough) continue
          const costs = free.map(() => 0)
          for (const at of target.parts) if (column.has(at)) costs[column.get(at)] = sign
          // What has no most is sought a little below it.
          for (const i of costs.keys()) if (sign === -1 && costs[i] === 0) costs[i] = 1e-3
          run(costs)
        }
    })
  // Tables of whole numbers in which a cell has one given value: the last word.
  for (const target of targets)
    for (let step = 1; step <= reach && target.values.size < enough; step++)
      for (const value of [target.truth + step, target.truth - step]) {
        if (value < least || target.values.size >= enough) continue
        const columns = target.parts.filter((at) => column.has(at)).map((at) => column.get(at))
        const rest = target.parts.reduce((all, at) => all + (column.has(at) ? 0 : lower[at]), 0)
        if (columns.length === 0) continue
        highs.withModel((model) => {
          load(model, true, { columns, from: value - rest, to: value - rest })
          model.run()
          if (model.getModelStatus() === optimal) note(model.getSolution().colValue)
        })
      }
  return targets.map(({ release, name, values }) => ({ release, name, values: values.size }))
}

/** Which inner cells somebody would take to be the same in two releases. */
function sameIn([before, after], dims, nameOf, isMargin) {
  const later = new Map(after.cells.map((cell) => [nameOf(cell), cell.value]))
  const inner = before.cells.filter((cell) => !isMargin(cell))
  const same = new Set()
  for (const cell of before.cells) {
    const [was, is] = [cell.value, later.get(nameOf(cell)) ?? null]
    if (was === null || is === null) continue
    const below = inner.filter((one) => dims.every((dim) => cell[dim] === 'Total' || cell[dim] === one[dim]))
    const explained = below.reduce((sum, one) => {
      const now = later.get(nameOf(one)) ?? null
      return one.value === null || now === null ? sum : sum + now - one.value
    }, 0)
    if (is - was === explained) for (const one of below) same.add(nameOf(one))
  }
  return (name) => same.has(name)
}
