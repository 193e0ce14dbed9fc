import type { CodeList } from './codes.ts'

/** Parts of a record that are sealed, and later opened, apart from one another (facts: need to know). */
export const compartments = [
  'identity',
  'location',
  'missing',
  'chronology',
  'health',
  'documents',
  'immigration',
  'pursuit',
] as const
export type Compartment = (typeof compartments)[number]

/** The number under which a compartment stands in the database. Never renumbered. */
export const compartmentNumber = (compartment: Compartment): number => compartments.indexOf(compartment) + 1

export type Kind = {
  number: number
  title: string
  /** What an entry of this kind says, in a sentence. */
  meaning: string
  shape: 'spell' | 'moment'
  /** Exclusive spells of one child cannot overlap: the database refuses it. */
  exclusive: boolean
  compartment: Compartment
  /**
   * How two sources are seen to say the same thing about one child: there is only one such fact; facts are told
   * apart by their start day; by start day and code, where spells run beside each other; by what they say; or by both,
   * where the same may be said of several days.
   */
  sameBy: 'child' | 'start' | 'start and code' | 'value' | 'start and value'
  /** What the end day means: the day on which something else begins, or the last day on which this holds. */
  endDay: 'day of change' | 'last day'
  codes?: CodeList
  authority: string
}

export const kind = <K extends Kind>(kind: K): K => kind
