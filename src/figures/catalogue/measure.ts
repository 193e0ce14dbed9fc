import type { ChildReading, Span, Standing } from '../reading.ts'
import type { SpellReading } from '../spells.ts'
import type { Settings } from '../settings.ts'

/** What the register as a whole holds, for fields that a file gives for all of its children at once. */
export type Holdings = { episodes: boolean; unaccompaniedFile: boolean; missing: boolean }

/** Something counted: a child, an episode, or the nights of one, with the day and the spell that breakdowns ask about. */
export type Item = {
  /** The day of the event, as a number: ages and homes are those of this day. */
  on: number
  /** The missing spell that is counted; for a child counted for going missing, the longest of the period. */
  spell: SpellReading | null
  /** How much it adds: 1, or a number of nights. */
  weight: number
}

/**
 * A measure as data: who is counted, in what unit, on which rule of time, on whose authority. There is one definition
 * of each, whichever page, command or file asks.
 */
export type Measure = {
  id: string
  label: string
  unit: 'children' | 'episodes' | 'nights'
  /** Among whom it is counted, in words. */
  population: string
  /** Which day decides, in words. */
  timeRule: string
  /** The fields of the record that it needs, as a council names them. */
  fields: readonly string[]
  authority: string
  /** The choices on which councils differ that change this measure. */
  settings: readonly (keyof Settings)[]
  definition: (settings: Settings) => string
  /** Who is counted. */
  who: (child: Standing) => boolean
  /** What a child who is counted adds. */
  items: (child: ChildReading, asked: Span) => readonly Item[]
  /** Rows of the return beside occurrences: away turning into missing is two rows and one occurrence. */
  occurrences?: (child: ChildReading) => number
  /** Whom coverage asks about, and whether their record holds the fields. */
  of: (child: Standing) => boolean
  held: (child: Standing, holdings: Holdings) => boolean
  /** Not a number but a reason, where the register cannot know. */
  notAnswerable?: (holdings: Holdings) => string | null
}

export const measure = <const M extends Measure>(one: M): M => one
