import { measure } from './measure.ts'
import {
  firstDayInCare,
  inCare,
  knowsStatus,
  knowsUnaccompanied,
  request,
  trafficked,
  unaccompanied,
} from './populations.ts'

export const q1d = measure({
  id: '1d',
  label: 'In 1c, and in 1a or 1b',
  unit: 'children',
  population: 'Looked-after children',
  timeRule: 'Any day of the period, both ends included',
  fields: ['care episodes', 'date of birth', 'trafficking status', 'unaccompanied status'],
  authority: request,
  settings: ['identified-by', 'assessment-factor', 'suspected', 'short-breaks', 'leap-birthday'],
  definition: () => 'Children counted in 1c who are also counted in 1a or 1b.',
  who: (child) => unaccompanied(child) && trafficked(child),
  items: firstDayInCare,
  of: inCare,
  held: (child, holdings) => knowsStatus(child) && knowsUnaccompanied(child, holdings),
})
