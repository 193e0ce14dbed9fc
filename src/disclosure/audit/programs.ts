import loader, { type Highs, type Model } from 'highs'
import type { Between } from '../told.ts'
import type { Row } from './equations.ts'

// Its types are written for CommonJS, whose default export is one deeper than that of the module that is loaded.
const loadHighs = loader as unknown as typeof loader.default

/** Cells that hang together by sums, and those of them of which is asked how many values are possible. */
export type Question = {
  low: readonly number[]
  /** Infinity where nothing limits a cell from above. */
  high: readonly number[]
  /** A whole table that is right of all of it, from which is started: the true one, as far as it is known. */
  truth: readonly number[]
  rows: readonly Row[]
  /** By their places in the lists above. */
  asked: readonly number[]
}

/** As many values of a cell are enough. */
export const wanted = 3
/** How long one whole-number program may take: what is not shown possible by then counts as not possible. */
const seconds = 1
/** How far from the true value others are sought in whole numbers. */
const furthest = 6

/**
 * How many values of each asked cell are possible, three at most: by linear programs for the least and the most, and,
 * where their tables are not in whole numbers, by whole-number programs for one value at a time. Each table found counts
 * for all asked cells. Never answers more than were shown by a whole table, so that time running out errs towards
 * refusing.
 */
export async function possibleBy(
  { low, high, truth, rows, asked }: Question,
  onProgress: (decided: number) => void = () => undefined,
): Promise<number[]> {
  const highs = await loadHighs()
  const found = new Map(asked.map((cell) => [cell, new Set<number>()]))
  const isDone = (cell: number) => (found.get(cell)?.size ?? 0) >= wanted
  const note = (table: Float64Array): void => {
    const whole = Array.from(table, Math.round)
    if (whole.some((value, i) => value < (low[i] ?? 0) || value > (high[i] ?? Infinity))) return
    for (const { cells, signs, sum } of rows)
      if (cells.reduce((all, cell, i) => all + (signs[i] ?? 0) * (whole[cell] ?? 0), 0) !== sum) return
    for (const [cell, values] of found) if (values.size < wanted) values.add(whole[cell] ?? 0)
  }
  note(Float64Array.from(truth))
  if (asked.length >= worthExploring)
    explore(highs, { low, high, rows, truth }, note, () => asked.filter((cell) => !isDone(cell)))
  highs.withModel((model) => {
    load(highs, model, { low, high, rows }, false)
    for (const [n, cell] of asked.entries()) {
      onProgress(n)
      if (isDone(cell)) continue
      const [least, most] = ([1, -1] as const).map((cost) => {
        model.changeColCost(cell, cost)
        model.run()
        model.changeColCost(cell, 0)
        const status = model.getModelStatus()
        if (status !== highs.constants.modelStatus.optimal) return null
        const { colValue } = model.getSolution()
        note(colValue)
        return colValue[cell] ?? null
      })
      // Without whole tables between them nothing more can be possible than the bounds leave.
      const from = least === null || least === undefined ? (low[cell] ?? 0) : Math.ceil(least - tolerance)
      const to = most === null || most === undefined ? Infinity : Math.floor(most + tolerance)
      if (!isDone(cell) && to - from + 1 > (found.get(cell)?.size ?? 0))
        inWholeNumbers(highs, { low, high, rows }, cell, around(truth[cell] ?? 0, from, to), note, () =>
          isDone(cell),
        )
    }
  })
  onProgress(asked.length)
  return asked.map((cell) => Math.max(1, found.get(cell)?.size ?? 1))
}

/** Fewer cells are asked one by one. */
const worthExploring = 12
/** As many corners are looked at, and no more once so many one after another have shown nothing new. */
const mostCorners = 60
const mostInVain = 6
/** How much more than it is a cell without an upper bound may become: a table in which it is so much is a table. */
const farAway = 500

/**
 * Looks at corners of everything that is possible, in chance directions: each is a whole table, and one table decides
 * about many cells at once, where asking for each takes two programs.
 */
function explore(
  highs: Highs,
  { low, high, rows, truth }: Omit<Question, 'asked'>,
  note: (table: Float64Array) => void,
  left: () => readonly number[],
): void {
  highs.withModel((model) => {
    load(
      highs,
      model,
      { low, high: high.map((one, i) => Math.min(one, (truth[i] ?? 0) + farAway)), rows },
      false,
    )
    let seed = 7
    // A fixed course of chance (the minimal standard generator, Park and Miller 1988): the same question, the same answer.
    const chance = () => (seed = (seed * 48271) % 2147483647) / 2147483647
    let inVain = 0
    for (let corner = 0; corner < mostCorners && inVain < mostInVain; corner++) {
      const open = left()
      if (open.length === 0) return
      const wanting = new Set(open)
      // What is still asked about draws hard, to one side or the other; the rest a little.
      for (const cell of low.keys())
        model.changeColCost(cell, (chance() - 0.5) * (wanting.has(cell) ? 20 : 1))
      model.run()
      if (model.getModelStatus() === highs.constants.modelStatus.optimal) note(model.getSolution().colValue)
      inVain = left().length < open.length ? 0 : inVain + 1
    }
  })
}

/**
 * The counts that come nearest to a system that may be contradictory, and what each of its sums lacks then: as little as
 * possible altogether. In whole numbers; sums lack what the whole counts leave.
 */
export async function nearest({
  low,
  high,
  rows,
}: Pick<Question, 'low' | 'high' | 'rows'>): Promise<{ lacks: number[]; counts: number[] }> {
  const highs = await loadHighs()
  const size = low.length
  // Behind the counts stand two for each sum: what it has too much and too little.
  const apart = rows.map(({ cells, signs, sum }, r) => ({
    cells: Int32Array.from([...cells, size + 2 * r, size + 2 * r + 1]),
    signs: Int8Array.from([...signs, 1, -1]),
    sum,
  }))
  const system = {
    low: [...low, ...rows.flatMap(() => [0, 0])],
    high: [...high, ...rows.flatMap(() => [Infinity, Infinity])],
    rows: apart,
  }
  const solve = (isWhole: boolean): Float64Array | null =>
    highs.withModel((model) => {
      load(highs, model, system, isWhole)
      if (isWhole) model.options.set('time_limit', 10 * seconds)
      for (let i = size; i < system.low.length; i++) model.changeColCost(i, 1)
      model.run()
      const { optimal } = highs.constants.modelStatus
      return model.getModelStatus() === optimal ? model.getSolution().colValue : null
    })
  const isWhole = (table: Float64Array | null) =>
    table?.subarray(0, size).every((value) => Math.abs(value - Math.round(value)) < tolerance) === true
  const first = solve(false)
  const best = isWhole(first) ? first : (solve(true) ?? first)
  const counts = low.map((least, i) =>
    Math.min(high[i] ?? Infinity, Math.max(least, Math.round(best?.[i] ?? least))),
  )
  return {
    counts,
    lacks: rows.map(
      ({ cells, signs, sum }) =>
        cells.reduce((all, cell, i) => all + (signs[i] ?? 0) * (counts[cell] ?? 0), 0) - sum,
    ),
  }
}

/**
 * Between what each asked cell lies, by linear programs: never narrower than what is possible in whole numbers.
 *
 * @returns in the order of what was asked; Infinity where nothing limits a cell from above
 */
export async function rangesBy({ low, high, rows, asked }: Omit<Question, 'truth'>): Promise<Between[]> {
  const highs = await loadHighs()
  return highs.withModel((model) => {
    load(highs, model, { low, high, rows }, false)
    return asked.map((cell) => {
      const [least, most] = ([1, -1] as const).map((cost) => {
        model.changeColCost(cell, cost)
        model.run()
        model.changeColCost(cell, 0)
        return model.getModelStatus() === highs.constants.modelStatus.optimal
          ? model.getSolution().colValue[cell]
          : undefined
      })
      return {
        low: least === undefined ? (low[cell] ?? 0) : Math.ceil(least - tolerance),
        high: most === undefined ? (high[cell] ?? Infinity) : Math.floor(most + tolerance),
      }
    })
  })
}

const tolerance = 1e-6

/** The values to try, the nearest to the true one first. */
function around(truth: number, from: number, to: number): number[] {
  return Array.from({ length: furthest }, (_, i) => [truth + i, truth - i - 1])
    .flat()
    .filter((value) => value >= from && value <= to)
}

function inWholeNumbers(
  highs: Highs,
  system: Pick<Question, 'low' | 'high' | 'rows'>,
  cell: number,
  values: readonly number[],
  note: (table: Float64Array) => void,
  isDone: () => boolean,
): void {
  highs.withModel((model) => {
    load(highs, model, system, true)
    model.options.set('time_limit', seconds)
    for (const value of values) {
      if (isDone()) return
      model.changeColBounds(cell, value, value)
      model.run()
      if (model.getModelStatus() === highs.constants.modelStatus.optimal) note(model.getSolution().colValue)
    }
  })
}

function load(
  highs: Highs,
  model: Model,
  { low, high, rows }: Pick<Question, 'low' | 'high' | 'rows'>,
  isWhole: boolean,
): void {
  const { constants, infinity } = highs
  const starts = [0]
  for (const { cells } of rows) starts.push((starts.at(-1) ?? 0) + cells.length)
  model.options.set({ output_flag: false, simplex_strategy: primal })
  model.passModel({
    numCols: low.length,
    numRows: rows.length,
    colCost: new Float64Array(low.length),
    colLower: Float64Array.from(low),
    colUpper: Float64Array.from(high, (one) => (one === Infinity ? infinity : one)),
    rowLower: Float64Array.from(rows, ({ sum }) => sum),
    rowUpper: Float64Array.from(rows, ({ sum }) => sum),
    matrix: {
      format: 'csr',
      numRows: rows.length,
      numCols: low.length,
      starts: Int32Array.from(starts),
      indices: Int32Array.from(rows.flatMap(({ cells }) => [...cells])),
      values: Float64Array.from(rows.flatMap(({ signs }) => [...signs])),
    },
    ...(isWhole ? { integrality: low.map(() => constants.variableType.integer) } : {}),
  })
}

/** The primal simplex method keeps its start from one objective to the next: measured twice as fast here as the dual. */
const primal = 4
