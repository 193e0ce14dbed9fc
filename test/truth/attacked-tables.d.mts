import type { cellsOf, linked, protect, tableOf } from '../../src/disclosure/index.ts'

export function attackOne(
  number: number,
  disclosure: {
    cellsOf: typeof cellsOf
    linked: typeof linked
    protect: typeof protect
    tableOf: typeof tableOf
  },
): Promise<{
  sizes: number[]
  reader: string
  inner: number
  first: { small: number; narrow: number; secondary: number }
  both: { small: number; narrow: number; refused: number; revised: number }
  disagrees: boolean
}>
