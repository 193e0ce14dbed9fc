import { measure } from './measure.ts'
import { firstDayInCare, inCare, knowsStatus, lookedAfterWords, request } from './populations.ts'

export const q1a = measure({
  id: '1a',
  label: 'Looked-after children identified as trafficked',
  unit: 'children',
  population: 'Looked-after children',
  timeRule: 'Any day of the period, both ends included',
  fields: ['care episodes', 'date of birth', 'trafficking status'],
  authority: request,
  settings: ['identified-by', 'assessment-factor', 'short-breaks', 'leap-birthday'],
  definition: () =>
    `${lookedAfterWords}; and identified by the council, or with a positive reasonable-grounds or conclusive-grounds decision, in force on any day of the period.`,
  who: (child) => child.lookedAfter && child.identified,
  items: firstDayInCare,
  of: inCare,
  held: knowsStatus,
})
