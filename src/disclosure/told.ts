/** What an earlier release said of a cell: a number, that it lies between two (it was rounded), or that it is hidden. */
export type Told = number | Between | null
export type Between = { low: number; high: number }
/** What an earlier release said, cell by cell; nothing of those that are not in it. */
export type Earlier = ReadonlyMap<number, Told>

/** Whether what was said of a cell is right of a value: of what is hidden it cannot be told. */
export const agrees = (said: Told, value: number): boolean =>
  said === null || (typeof said === 'number' ? said === value : value >= said.low && value <= said.high)
