import type { Life } from '../../lives/index.ts'
import type { Around } from '../around.ts'
import type { Item } from '../catalogue/index.ts'
import type { ChildReading, Span } from '../reading.ts'
import type { LeapBirthday } from '../../plain/index.ts'

/** What a breakdown may look at: the child, the event that is counted, and the period. */
export type Counted = {
  council: { code: string; name: string }
  life: Life<number>
  child: ChildReading
  around: Around
  item: Item
  asked: Span
  leap: LeapBirthday
}

/** The value of a breakdown where nothing recorded says it: a row of its own, never left out. */
export const notRecorded = 'not recorded'

/** A way to split a number. Each counted item falls under exactly one value, so that the cells add up. */
export type Breakdown = {
  id: string
  label: string
  /** `child`: the same for every item of a child, so that coverage can be said beside each cell. */
  of: 'child' | 'event'
  /** Which entries besides the counted ones it reads. */
  needsAround: boolean
  value: (counted: Counted) => string
  /** What a value is called; by itself where the value says it. */
  words: (value: string) => string
  /** Values in the order of a table, where there is one; others follow in the order of the alphabet. */
  order?: readonly string[]
  /** What it means and where it comes from. */
  definition: string
}

export const breakdown = <B extends Breakdown>(one: B): B => one
export const itself = (value: string): string =>
  value === notRecorded ? 'Not recorded' : value.charAt(0).toUpperCase() + value.slice(1)
