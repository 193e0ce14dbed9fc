import { fromDayNumber, millis, type PlainDate, startOfLondonDay } from '../../plain/index.ts'
import { hoursOf } from '../duration.ts'
import type { Span } from '../reading.ts'
import { endOf, type SpellReading } from '../spells.ts'
import { breakdown, itself } from './breakdown.ts'

/** Bands of the length of an episode, each with what it ends at; every one stands in a real request. */
type Bands = readonly (readonly [upTo: number, words: string])[]

const banded = (
  id: string,
  label: string,
  bands: Bands,
  measured: (spell: SpellReading, asked: Span) => number,
  source: string,
) =>
  breakdown({
    id,
    label,
    of: 'event',
    needsAround: false,
    value: ({ item, asked }) => {
      const { spell } = item
      if (spell === null) return 'no episode'
      const long = measured(spell, asked)
      return bands.find(([upTo]) => long <= upTo)?.[1] ?? ''
    },
    words: itself,
    order: [...bands.map(([, words]) => words), 'no episode'],
    definition: `How long the episode lasted by the end of the period, to the minute where both times are recorded and else by days of 24 hours; of several of one child the longest. ${source}`,
  })

const inDays = (spell: SpellReading, asked: Span) => hoursOf(spell, asked) / 24

/** Whole calendar months that have gone by, so that “over one month” is over the same day of the next month. */
function overMonths(spell: SpellReading, asked: Span): number {
  const end = endOf(spell)
  const last = fromDayNumber(end === null || end > asked.to ? asked.to + 1 : end)
  const from = fromDayNumber(spell.from)
  return [1, 6, 12].filter((months) => startOf(last) > startOf(plusMonths(from, months))).length
}
const startOf = (day: PlainDate): number => millis(startOfLondonDay(day))

function plusMonths(day: PlainDate, months: number): PlainDate {
  const month = Number(day.slice(5, 7)) - 1 + months
  const year = Number(day.slice(0, 4)) + Math.floor(month / 12)
  const first = `${year}-${String((month % 12) + 1).padStart(2, '0')}` as const
  const lastDay = new Date(Date.UTC(year, (month % 12) + 1, 0)).getUTCDate()
  return `${first}-${String(Math.min(Number(day.slice(8)), lastDay)).padStart(2, '0')}` as PlainDate
}

export const durationHours = banded(
  'duration-hours',
  'How long: hours',
  [
    [24, 'up to 24 hours'],
    [48, 'over 24, up to 48 hours'],
    [72, 'over 48, up to 72 hours'],
    [Infinity, 'over 72 hours'],
  ],
  hoursOf,
  'Requests of 2018-19 and to Essex Police: short-term is up to 72 hours.',
)

export const durationDays = banded(
  'duration-days',
  'How long: days',
  [
    [15, 'up to 15 days'],
    [20, '16 to 20 days'],
    [30, '21 to 30 days'],
    [Infinity, 'over 30 days'],
  ],
  (spell, asked) => Math.floor(inDays(spell, asked)),
  'Request to Devon, March 2020: 16-20, 21-30 and over 30 days.',
)

export const duration28 = banded(
  'duration-28-days',
  'How long: 28 days',
  [
    [28, 'up to 28 days'],
    [Infinity, 'over 28 days'],
  ],
  inDays,
  'Home Office grant instructions 2014-15: the grant stops after 28 days.',
)

export const durationMonths = banded(
  'duration-months',
  'How long: months',
  [
    [0, 'up to 1 month'],
    [1, 'over 1 month, up to 6'],
    [2, 'over 6 months, up to a year'],
    [3, 'over a year'],
  ],
  overMonths,
  'Request to Dyfed-Powys Police, 2024: over 1 month, over 6 months, over 1 year.',
)
