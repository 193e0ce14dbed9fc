import { later } from '../../plain/index.ts'
import type { ChildReading, Span, Standing } from '../reading.ts'
import { endOf, type SpellReading } from '../spells.ts'
import type { Settings } from '../settings.ts'
import type { Holdings, Item } from './measure.ts'

/** Groups of children that several measures count among, and what a record must hold to know who is in them. */
export const inCare = (child: Standing) => child.lookedAfter
export const anybody = (child: Standing) => child.counted
export const trafficked = (child: Standing) => child.lookedAfter && (child.identified || child.suspected)
export const unaccompanied = (child: Standing) => child.lookedAfter && child.unaccompanied

export const knowsStatus = (child: Standing) => child.hasStatus
/** Held where the child has an entry of its own, or is in a return whose list of such children was read. */
export const knowsUnaccompanied = (child: Standing, holdings: Holdings) =>
  child.hasImmigration || (child.inReturn && holdings.unaccompaniedFile)
export const knowsMissing = (child: Standing, holdings: Holdings) =>
  child.missing || (child.inReturn && holdings.missing)

export const lookedAfterWords =
  'Children in an episode of care on any day of the period, under 18 on that day, each once'

export const request =
  'Request of ECPAT UK and Missing People to every authority (wording of 2024; incidents and not found from the published chapters of the earlier rounds)'

export const endWords = (settings: Settings) =>
  `An end that the return set at the 18th birthday or with the end of care (E8, ${settings['care-taken-over'] === 'not-found' ? 'E3, ' : ''}E15 or no reason) is not a finding unless another source says the child was found.`

/** A child counted for being looked after: the event is the first day of the period in care. */
export const firstDayInCare = (child: ChildReading): Item[] =>
  child.firstInCare === null ? [] : [{ on: child.firstInCare, spell: null, weight: 1 }]

/** A child counted on a day alone: the event is the last day of the period. */
export const lastDay = (_child: ChildReading, asked: Span): Item[] => [
  { on: asked.to, spell: null, weight: 1 },
]

/** A child counted once for spells: the event is the day on which the first began; the longest stands for all. */
export function forSpells(spells: readonly SpellReading[], asked: Span): Item[] {
  const [first] = spells
  if (first === undefined) return []
  return [
    {
      on: spells.reduce((day, one) => (one.from < day ? one.from : day), first.from),
      spell: spells.reduce(
        (longest, one) => (lasted(one, asked) > lasted(longest, asked) ? one : longest),
        first,
      ),
      weight: 1,
    },
  ]
}

/** Each spell counted once: the event is the day on which it began. */
export const eachSpell = (spells: readonly SpellReading[]): Item[] =>
  spells.map((spell) => ({ on: spell.from, spell, weight: 1 }))

/** Days that a spell lasted, by the end of the period at most. */
const lasted = (spell: SpellReading, asked: Span): number => {
  const end = endOf(spell)
  return (end === null || end > asked.to ? asked.to : end) - spell.from
}

/** The nights of a period that a child was gone, each spell by itself: what lies in two spells is counted once. */
export function nightsOf(spells: readonly SpellReading[], asked: Span): Item[] {
  let until = asked.from
  return [...spells]
    .sort((a, b) => a.from - b.from)
    .flatMap((spell) => {
      const end = endOf(spell)
      const last = end === null || end > asked.to ? asked.to + 1 : end
      const from = later(later(spell.from, asked.from), until)
      const nights = last - from
      if (nights <= 0) return []
      until = last
      return [{ on: spell.from, spell, weight: nights }]
    })
}
