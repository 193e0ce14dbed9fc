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
  /** The true table, from which is started; NaN where it is not known what was true. */
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
  const found = new Map(
    asked.map((cell) => [cell, new Set([truth[cell] ?? 0].filter((value) => !Number.isNaN(value)))]),
  )
  const isDone = (cell: number) => (found.get(cell)?.size ?? 0) >= wanted
  const note = (table: Float64Array): void => {
    const whole = Array.from(table, Math.round)
    if (whole.some((value, i) => value < (low[i] ?? 0) || value > (high[i] ?? Infinity))) return
    for (const { cells, signs, sum } of rows)
      if (cells.reduce((all, cell, i) => all + (signs[i] ?? 0) * (whole[cell] ?? 0), 0) !== sum) return
    for (const [cell, values] of found) if (values.size < wanted) values.add(whole[cell] ?? 0)
  }
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
  const middle = Number.isNaN(truth) ? from + 1 : truth
  return Array.from({ length: furthest }, (_, i) => [middle + i, middle - i - 1])
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
