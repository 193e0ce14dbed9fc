import { readRelease, total } from '../../disclosure/index.ts'
import { list, ok, type Outcome, refused } from '../../plain/index.ts'
import { type Breakdown, breakdownOf } from '../breakdowns/index.ts'
import type { ReleasedCell } from './ledger.ts'

/**
 * Reads a table that was given out elsewhere, or before Turnstone: CSV with a column for each split and one of numbers,
 * margins as "Total" or "All", a symbol (c) where a number was hidden.
 *
 * @param known the values that each split can have; words and codes are both read
 * @param rounded what its numbers were rounded to, to the nearest; null where they were not
 */
export function readElsewhere(
  text: string,
  splitBy: readonly string[],
  known: ReadonlyMap<string, readonly string[]>,
  rounded: number | null,
): Outcome<ReleasedCell[], string> {
  const splits = splitBy.map(breakdownOf).filter((one) => one !== null)
  const named = withIds(text, splits)
  const said = readRelease(
    named,
    splits.map((one) => one.id),
  )
  if (!said.ok) return refused(`The table: ${said.problem}`)
  const cells: ReleasedCell[] = []
  for (const { labels, value, place } of said.value) {
    const under: Record<string, string> = {}
    for (const split of splits) {
      const label = labels[split.id] ?? ''
      if (label === '' || label === total || label.toLowerCase() === 'all') continue
      const code = known
        .get(split.id)
        ?.find((one) => one === label || split.words(one).toLowerCase() === label.toLowerCase())
      if (code === undefined)
        return refused(
          `The table, ${place}: “${label}” is no value of “${split.label}” that the register knows. It knows ${list((known.get(split.id) ?? []).map(split.words))}.`,
        )
      under[split.id] = code
    }
    if (typeof value === 'object' && value !== null)
      return refused('The table: give it as CSV, with the numbers as they were printed.')
    const around = Math.floor((rounded ?? 0) / 2)
    cells.push({
      under,
      printed: value,
      low: value === null ? null : Math.max(0, value - around),
      high: value === null ? null : value + around,
    })
  }
  return cells.length === 0 ? refused('The table: there is no number in it.') : ok(cells)
}

/** The same text with the splits' own names in its first line: a heading may be what pages call a split. */
function withIds(text: string, splits: readonly Breakdown[]): string {
  const [head = '', ...rest] = text.trim().split(/\r?\n/)
  const columns = head.split(',').map((one) => {
    const name = one.trim().replace(/^"|"$/g, '')
    return splits.find((split) => split.label.toLowerCase() === name.toLowerCase())?.id ?? name
  })
  return [columns.join(','), ...rest].join('\n')
}
