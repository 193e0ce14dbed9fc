import { measure } from './measure.ts'
import { firstDayInCare, inCare, knowsStatus, lookedAfterWords, request } from './populations.ts'

export const q1b = measure({
  id: '1b',
  label: 'Suspected of having been trafficked, and not in 1a',
  unit: 'children',
  population: 'Looked-after children',
  timeRule: 'Any day of the period, both ends included',
  fields: ['care episodes', 'date of birth', 'trafficking status'],
  authority: request,
  settings: ['identified-by', 'assessment-factor', 'suspected', 'short-breaks', 'leap-birthday'],
  definition: () =>
    `${lookedAfterWords}; suspected by the council or referred, in force on any day of the period, and not in 1a. Indicators alone are not suspicion.`,
  who: (child) => child.lookedAfter && child.suspected,
  items: firstDayInCare,
  of: inCare,
  held: knowsStatus,
})
