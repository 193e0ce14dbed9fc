export function possibleValues(published: {
  cells: readonly (Record<string, string | number | null> & { value: number | null })[]
  dims: readonly string[]
  least: number
  highest: number
}): Map<string, Set<number>>
