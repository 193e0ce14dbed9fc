import { duration28, durationDays, durationHours, durationMonths } from './bands.ts'
import type { Breakdown } from './breakdown.ts'
import {
  ageAtEnd,
  council,
  incidents,
  nation,
  nationality,
  now18,
  region,
  sex,
  trafficking,
  unaccompanied,
} from './of-the-child.ts'
import {
  ageAtEvent,
  ageDisputed,
  exploitation,
  identifiedBy,
  interview,
  kind,
  located,
  month,
  placement,
  route,
  year,
} from './of-the-event.ts'

/** Every way to split a number, in the order in which pages offer them. */
export const breakdowns: readonly Breakdown[] = [
  council,
  region,
  nation,
  nationality,
  sex,
  ageAtEvent,
  ageAtEnd,
  now18,
  ageDisputed,
  placement,
  route,
  exploitation,
  identifiedBy,
  trafficking,
  unaccompanied,
  kind,
  incidents,
  durationHours,
  durationDays,
  duration28,
  durationMonths,
  located,
  interview,
  month,
  year,
]

export const breakdownOf = (id: string): Breakdown | null => breakdowns.find((one) => one.id === id) ?? null

export { type Breakdown, type Counted, notRecorded } from './breakdown.ts'
