import { measure } from './measure.ts'
import {
  firstDayInCare,
  inCare,
  knowsUnaccompanied,
  lookedAfterWords,
  request,
  unaccompanied,
} from './populations.ts'

export const q1c = measure({
  id: '1c',
  label: 'Unaccompanied or separated',
  unit: 'children',
  population: 'Looked-after children',
  timeRule: 'Any day of the period, both ends included',
  fields: ['care episodes', 'date of birth', 'unaccompanied status'],
  authority: request,
  settings: ['short-breaks', 'leap-birthday'],
  definition: () =>
    `${lookedAfterWords}; with the status of an unaccompanied or separated child on any day of the period, up to and including the day it ended.`,
  who: unaccompanied,
  items: firstDayInCare,
  of: inCare,
  held: knowsUnaccompanied,
})
