import type { Settings } from '../settings.ts'
import type { ChildReading } from './reading.ts'

export type MeasureId =
  | '1a'
  | '1b'
  | '1c'
  | '1d'
  | '2a'
  | '2b'
  | 'incidents-trafficked'
  | 'incidents-unaccompanied'
  | 'not-found-trafficked'
  | 'not-found-unaccompanied'
  | 'before-care'

/** What the register as a whole holds, for fields that a file gives for all of its children at once. */
export type Holdings = { episodes: boolean; unaccompaniedFile: boolean; missing: boolean }

export type Measure = {
  id: MeasureId
  label: string
  unit: 'children' | 'episodes'
  /** How much one child adds. */
  value: (child: ChildReading) => number
  /** Rows of the return beside occurrences: away turning into missing is two rows and one occurrence. */
  occurrences?: (child: ChildReading) => number
  /** Whom coverage asks about, and whether their record holds the field. */
  of: (child: ChildReading) => boolean
  held: (child: ChildReading, holdings: Holdings) => boolean
  definition: (settings: Settings) => string
  /** Not a number but a reason, where the register cannot know. */
  notAnswerable?: (holdings: Holdings) => string | null
}

const one = (yes: boolean) => (yes ? 1 : 0)
const trafficked = (child: ChildReading) => child.lookedAfter && (child.identified || child.suspected)
const unaccompanied = (child: ChildReading) => child.lookedAfter && child.unaccompanied
const inCare = (child: ChildReading) => child.lookedAfter

/** Held where the child has an entry of its own, or is in a return whose list of such children was read. */
const knowsUnaccompanied = (child: ChildReading, holdings: Holdings) =>
  child.hasImmigration || (child.inReturn && holdings.unaccompaniedFile)
const knowsMissing = (child: ChildReading, holdings: Holdings) =>
  child.missing || child.incidents > 0 || (child.inReturn && holdings.missing)

const lookedAfterWords =
  'Children in an episode of care on any day of the period, under 18 on that day, each once'

/**
 * The measures of the request that ECPAT UK and Missing People sent to every authority (wording of 2024; incidents
 * and not found from the published chapters of the earlier rounds).
 */
export const measures: readonly Measure[] = [
  {
    id: '1a',
    label: 'Looked-after children identified as trafficked',
    unit: 'children',
    value: (child) => one(child.lookedAfter && child.identified),
    of: inCare,
    held: (child) => child.hasStatus,
    definition: () =>
      `${lookedAfterWords}; and identified by the council, or with a positive reasonable-grounds or conclusive-grounds decision, in force on any day of the period.`,
  },
  {
    id: '1b',
    label: 'Suspected of having been trafficked, and not in 1a',
    unit: 'children',
    value: (child) => one(child.lookedAfter && child.suspected),
    of: inCare,
    held: (child) => child.hasStatus,
    definition: () =>
      `${lookedAfterWords}; suspected by the council or referred, in force on any day of the period, and not in 1a. Indicators alone are not suspicion.`,
  },
  {
    id: '1c',
    label: 'Unaccompanied or separated',
    unit: 'children',
    value: (child) => one(unaccompanied(child)),
    of: inCare,
    held: knowsUnaccompanied,
    definition: () =>
      `${lookedAfterWords}; with the status of an unaccompanied or separated child on any day of the period, up to and including the day it ended.`,
  },
  {
    id: '1d',
    label: 'In 1c, and in 1a or 1b',
    unit: 'children',
    value: (child) => one(unaccompanied(child) && trafficked(child)),
    of: inCare,
    held: (child, holdings) => child.hasStatus && knowsUnaccompanied(child, holdings),
    definition: () => 'Children counted in 1c who are also counted in 1a or 1b.',
  },
  {
    id: '2a',
    label: 'Of 1a or 1b: missing or absent at least once',
    unit: 'children',
    value: (child) => one(trafficked(child) && child.missing),
    of: inCare,
    held: (child, holdings) => child.hasStatus && knowsMissing(child, holdings),
    definition: () =>
      'Children counted in 1a or 1b with a missing or away episode that touches the period, whatever their status on its days.',
  },
  {
    id: '2b',
    label: 'Of 1c: missing or absent at least once',
    unit: 'children',
    value: (child) => one(unaccompanied(child) && child.missing),
    of: inCare,
    held: (child, holdings) => knowsUnaccompanied(child, holdings) && knowsMissing(child, holdings),
    definition: () =>
      'Children counted in 1c with a missing or away episode that touches the period, whatever their status on its days.',
  },
  {
    id: 'incidents-trafficked',
    label: 'Missing or absent incidents of the children in 2a',
    unit: 'episodes',
    value: (child) => (trafficked(child) && child.missing ? child.incidents : 0),
    occurrences: (child) => (trafficked(child) && child.missing ? child.occurrences : 0),
    of: inCare,
    held: (child, holdings) => child.hasStatus && knowsMissing(child, holdings),
    definition: () =>
      'Missing or away episodes that started in the period, of the children in 2a. One row of the return is one: away turning into missing is two.',
  },
  {
    id: 'incidents-unaccompanied',
    label: 'Missing or absent incidents of the children in 2b',
    unit: 'episodes',
    value: (child) => (unaccompanied(child) && child.missing ? child.incidents : 0),
    occurrences: (child) => (unaccompanied(child) && child.missing ? child.occurrences : 0),
    of: inCare,
    held: (child, holdings) => knowsUnaccompanied(child, holdings) && knowsMissing(child, holdings),
    definition: () =>
      'Missing or away episodes that started in the period, of the children in 2b. One row of the return is one: away turning into missing is two.',
  },
  {
    id: 'not-found-trafficked',
    label: 'Not found by the end of the period: trafficked',
    unit: 'children',
    value: (child) => one(child.notFoundTrafficked),
    of: (child) => child.notFound,
    held: (child) => child.hasStatus,
    definition: (settings) =>
      `Children, each once, with a missing episode (never away) begun by the end of the period and not located by it, past their 18th birthday and past the end of care; identified or suspected at any time up to the end of the period. ${endWords(settings)}`,
  },
  {
    id: 'not-found-unaccompanied',
    label: 'Not found by the end of the period: unaccompanied',
    unit: 'children',
    value: (child) => one(child.notFoundUnaccompanied),
    of: (child) => child.notFound,
    held: knowsUnaccompanied,
    definition: (settings) =>
      `Children, each once, with a missing episode (never away) begun by the end of the period and not located by it, past their 18th birthday and past the end of care; unaccompanied or separated on the day they went missing. ${endWords(settings)}`,
  },
  {
    id: 'before-care',
    label: 'Missing or away before any care',
    unit: 'children',
    value: (child) => one(child.beforeCare),
    of: (child) => child.wentMissing,
    held: () => true,
    definition: () =>
      'Children under 18 with a missing or away episode that started in the period and before any episode of care, whether or not care began later.',
    notAnswerable: (holdings) =>
      holdings.episodes
        ? null
        : 'The register holds no episodes of care, so nobody can say what was before care.',
  },
]

const endWords = (settings: Settings) =>
  `An end that the return set at the 18th birthday or with the end of care (E8, ${settings['care-taken-over'] === 'not-found' ? 'E3, ' : ''}E15 or no reason) is not a finding unless another source says the child was found.`
