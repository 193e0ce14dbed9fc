import type { Row } from './table.ts'

/**
 * An order of the codes of each column that rests on the numbers alone, so that neither the order of the rows nor the
 * names of the codes decide what is hidden. Codes are told apart by what they count, then by what the codes they meet
 * count, and again (colour refinement, as for the isomorphism of graphs); only codes that stay alike in all of it are
 * ordered by name.
 */
export function orderOf(rows: readonly Row[], columns: readonly string[]): Map<string, string[]> {
  let colours = new Map(columns.map((column) => [column, new Map<string, number>()]))
  const colourOf = (column: string, label: string) => colours.get(column)?.get(label) ?? 0
  for (let round = 0; round < 3; round++) {
    const met = new Map(columns.map((column) => [column, new Map<string, string[]>()]))
    for (const { labels, value } of rows) {
      if (value === 0) continue
      for (const column of columns) {
        const others = columns
          .filter((other) => other !== column)
          .map((other) => colourOf(other, labels[other] ?? ''))
        const of = met.get(column)
        const label = labels[column] ?? ''
        const list = of?.get(label) ?? []
        list.push([value, ...others].join(','))
        of?.set(label, list)
      }
    }
    colours = new Map(
      columns.map((column) => {
        const signatures = new Map(
          [...(met.get(column) ?? [])].map(([label, list]) => [
            label,
            `${colourOf(column, label)};${list.sort().join(' ')}`,
          ]),
        )
        const ranks = new Map([...new Set(signatures.values())].sort().map((one, rank) => [one, rank + 1]))
        return [
          column,
          new Map([...signatures].map(([label, signature]) => [label, ranks.get(signature) ?? 0])),
        ]
      }),
    )
  }
  const sums = new Map(columns.map((column) => [column, new Map<string, number>()]))
  for (const { labels, value } of rows)
    for (const column of columns) {
      const of = sums.get(column)
      const label = labels[column] ?? ''
      of?.set(label, (of.get(label) ?? 0) + value)
    }
  return new Map(
    columns.map((column) => [
      column,
      [...(sums.get(column) ?? [])]
        .sort(([a, x], [b, y]) => y - x || colourOf(column, a) - colourOf(column, b) || (a < b ? -1 : 1))
        .map(([label]) => label),
    ]),
  )
}
