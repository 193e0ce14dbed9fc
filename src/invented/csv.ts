/** One file of comma-separated values. No invented value holds a comma, a quote or a line end; a slip must be seen. */
export function csv(columns: readonly string[], rows: readonly (readonly string[])[]): string {
  const line = (cells: readonly string[]): string => {
    if (cells.length !== columns.length)
      throw new Error(`${cells.length} cells under ${columns.length} columns`)
    const odd = cells.find((cell) => /[",\r\n]/.test(cell))
    if (odd !== undefined) throw new Error(`A cell that would need quoting: ${odd}`)
    return cells.join(',')
  }
  return `${[line(columns), ...rows.map(line)].join('\n')}\n`
}

export type File = { name: string; text: string }
