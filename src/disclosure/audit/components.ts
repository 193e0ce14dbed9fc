import type { Equations } from './equations.ts'
import type { Question } from './programs.ts'

/** The parts of a system that hang together and hold a cell that is asked about, each as a question of its own. */
export function questionsOf(
  { low, high, rows }: Equations,
  values: ArrayLike<number>,
  asked: readonly number[],
): { question: Question; cells: readonly number[]; /** The whole part. */ together: readonly number[] }[] {
  const root = new Map<number, number>()
  const rootOf = (cell: number): number => {
    let one = cell
    for (let next = root.get(one) ?? one; next !== one; next = root.get(one) ?? one) one = next
    root.set(cell, one)
    return one
  }
  const isOpen = (cell: number) => low[cell] !== high[cell]
  for (const { cells } of rows) {
    const open = cells.filter(isOpen)
    for (const cell of open) root.set(rootOf(cell), rootOf(open[0] ?? cell))
  }
  const parts = new Map<number, { cells: number[]; asked: number[] }>()
  const partOf = (cell: number) => {
    const name = rootOf(cell)
    const part = parts.get(name) ?? { cells: [], asked: [] }
    parts.set(name, part)
    return part
  }
  for (const cell of asked) partOf(cell).asked.push(cell)
  const places = new Map<number, number>()
  for (let cell = 0; cell < values.length; cell++)
    if (isOpen(cell) && parts.has(rootOf(cell))) places.set(cell, partOf(cell).cells.push(cell) - 1)
  const place = (cell: number) => places.get(cell) ?? -1
  return [...parts].map(([name, part]) => ({
    cells: part.asked,
    together: part.cells,
    question: {
      low: part.cells.map((cell) => low[cell] ?? 0),
      high: part.cells.map((cell) => high[cell] ?? Infinity),
      truth: part.cells.map((cell) => values[cell] ?? 0),
      asked: part.asked.map(place),
      rows: rows.flatMap(({ cells, signs, sum }) => {
        const open = [...cells.keys()].filter((i) => isOpen(cells[i] ?? 0))
        if (open.length === 0 || rootOf(cells[open[0] ?? 0] ?? 0) !== name) return []
        const known = [...cells.keys()].filter((i) => !isOpen(cells[i] ?? 0))
        return [
          {
            cells: Int32Array.from(open, (i) => place(cells[i] ?? 0)),
            signs: Int8Array.from(open, (i) => signs[i] ?? 0),
            sum: sum - known.reduce((all, i) => all + (signs[i] ?? 0) * (low[cells[i] ?? 0] ?? 0), 0),
          },
        ]
      }),
    },
  }))
}
