import { ageOn, dayNumber, fromDayNumber, holds, type PlainDate } from '../../plain/index.ts'
import {
  exploitationType,
  homeKind,
  identificationRoute,
  identifying,
  labelOf,
  schemeRoute,
  suspecting,
} from '../../standard/index.ts'
import { homeOn } from '../around.ts'
import { endOf } from '../spells.ts'
import { breakdown, itself, notRecorded } from './breakdown.ts'

const noEpisode = 'no episode'

export const ageAtEvent = breakdown({
  id: 'age-at-event',
  label: 'Age at the event',
  of: 'event',
  needsAround: false,
  value: ({ life, item, leap }) => (life.dob === null ? notRecorded : String(ageOn(life.dob, item.on, leap))),
  words: itself,
  definition:
    'In whole years on the day of the event: the first day of the period in care, or the day on which the child went missing.',
})

export const placement = breakdown({
  id: 'placement',
  label: 'Kind of home at the event',
  of: 'event',
  needsAround: true,
  value: ({ around, item }) => homeOn(around, fromDayNumber(item.on)) ?? notRecorded,
  words: (home) => (home === notRecorded ? 'Not recorded' : labelOf(homeKind, home)),
  order: [...homeKind.codes.map((one) => one.code), notRecorded],
  definition:
    'Where the child lived on the day of the event. A day of change belongs to the home that begins on it. Kinds of home are Turnstone’s own grouping of the placement codes of the return.',
})

export const month = breakdown({
  id: 'month',
  label: 'Month of the event',
  of: 'event',
  needsAround: false,
  value: ({ item }) => fromDayNumber(item.on).slice(0, 7),
  words: itself,
  definition:
    'The month of the event. A spell that began before the period is in the month in which it began.',
})

export const year = breakdown({
  id: 'year',
  label: 'Year of the event',
  of: 'event',
  needsAround: false,
  value: ({ item }) => fromDayNumber(item.on).slice(0, 4),
  words: itself,
  definition:
    'The calendar year of the event. A spell that began before the period is in the year in which it began.',
})

export const kind = breakdown({
  id: 'kind',
  label: 'Missing or away',
  of: 'event',
  needsAround: false,
  value: ({ item }) => (item.spell === null ? noEpisode : item.spell.code === 'M' ? 'missing' : 'away'),
  words: itself,
  order: ['missing', 'away', noEpisode],
  definition: 'Missing: whereabouts not known. Away without authorisation: known.',
})

export const located = breakdown({
  id: 'located',
  label: 'Located by the end of the period',
  of: 'event',
  needsAround: false,
  value: ({ item, asked }) => {
    if (item.spell === null) return noEpisode
    const end = endOf(item.spell)
    return end !== null && end <= asked.to ? 'located' : 'not located'
  },
  words: itself,
  order: ['located', 'not located', noEpisode],
  definition:
    'Whether anybody says that the child was found (missing) or came back (away) by the last day of the period. An end set by the rules of the return is no finding.',
})

export const ageDisputed = breakdown({
  id: 'age-disputed',
  label: 'Age disputed at the event',
  of: 'event',
  needsAround: true,
  value: ({ around, item }) => {
    const states = around.ages.filter((one) => holds(one, fromDayNumber(item.on)))
    if (states.length === 0) return notRecorded
    return states.some((one) => one.code === 'disputed' || one.code === 'litigation')
      ? 'disputed'
      : 'not disputed'
  },
  words: itself,
  order: ['disputed', 'not disputed', notRecorded],
  definition: 'Disputed or before the court on the day of the event; treated as a child until decided.',
})

export const interview = breakdown({
  id: 'interview',
  label: 'Return interview',
  of: 'event',
  needsAround: true,
  value: ({ around, item }) => {
    if (item.spell === null) return noEpisode
    const one = around.interviews.find((each) => each.fact === item.spell?.fact)
    if (one === undefined) return 'none due'
    if (one.step === 'refused') return 'refused'
    if (one.heldAt === null) return 'not held'
    return one.heldAt <= one.dueAt ? 'held in 72 hours' : 'held later'
  },
  words: itself,
  order: ['held in 72 hours', 'held later', 'refused', 'not held', 'none due', noEpisode],
  definition:
    'Of the episode that is counted, by the end of the period. The 72 hours run from the return; the last of several spells that follow one another has the interview, the others have none due.',
})

/** What holds on some day of the period. */
const inPeriod = (
  { from, until }: { from: PlainDate | null; until: PlainDate | null },
  asked: { from: number; to: number },
): boolean =>
  (from === null || dayNumber(from) <= asked.to) && (until === null || dayNumber(until) >= asked.from)

const several = 'several'

/** The one value of several entries; where they say different things, that. */
const only = (values: readonly string[]): string => {
  const [first, ...others] = [...new Set(values)]
  return first === undefined ? notRecorded : others.length > 0 ? several : first
}

export const exploitation = breakdown({
  id: 'exploitation',
  label: 'Type of exploitation',
  of: 'child',
  needsAround: true,
  // What happened before the child came is what the question is about.
  value: ({ around, asked }) =>
    only(
      around.exploited
        .filter((one) => inPeriod({ from: one.from, until: null }, asked))
        .map(({ code }) => code),
    ),
  words: (code) =>
    code === several
      ? 'Several types'
      : code === notRecorded
        ? 'Not recorded'
        : labelOf(exploitationType, code),
  order: [...exploitationType.codes.map(({ code }) => code), several, notRecorded],
  definition:
    'What was recorded of exploitation that began by the end of the period, whenever it ended. A child of whom several types are recorded is in a row of their own, so that the rows add up.',
})

const routes: Readonly<Record<string, string>> = {
  referral: 'Decision or referral of the National Referral Mechanism',
  'factor-12a': 'Factor 12A of an assessment',
  ...Object.fromEntries(identificationRoute.codes.map(({ code, label }) => [code, label])),
  [several]: 'Several routes',
}

export const identifiedBy = breakdown({
  id: 'identified-by',
  label: 'Route of identification',
  of: 'child',
  needsAround: true,
  value: ({ around, asked }) => {
    const held = around.statuses.filter((one) => inPeriod(one, asked))
    const identified = held.filter(({ code }) => identifying.includes(code))
    const counts = identified.length > 0 ? identified : held.filter(({ code }) => suspecting.includes(code))
    return only(counts.map(({ route: by }) => (by === '' ? notRecorded : by)))
  },
  words: (by) => routes[by] ?? 'Not recorded',
  order: [...Object.keys(routes), notRecorded],
  definition:
    'By which of the council’s routes the status in force on a day of the period was reached: what identifies, and of children whom nothing identifies what suspects. Several routes are a row of their own.',
})

export const route = breakdown({
  id: 'route',
  label: 'Route of arrival',
  of: 'child',
  needsAround: true,
  value: ({ around, asked }) =>
    only(
      around.arrivals
        .filter(({ on }) => dayNumber(on) <= asked.to)
        .map(({ route: by }) => (by === '' ? notRecorded : by)),
    ),
  words: (by) =>
    by === notRecorded ? 'Not recorded' : by === several ? 'Several' : labelOf(schemeRoute, by),
  order: [...schemeRoute.codes.map(({ code }) => code), several, notRecorded],
  definition:
    'By which route the child came until the end of the period: as the step “arrived” of a scheme says, or from another council whose hand-over was acknowledged. Several routes are a row of their own.',
})
