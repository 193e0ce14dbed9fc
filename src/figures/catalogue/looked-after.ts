import { measure } from './measure.ts'
import { firstDayInCare, inCare, lookedAfterWords } from './populations.ts'

export const lookedAfter = measure({
  id: 'looked-after',
  label: 'Children looked after at any time',
  unit: 'children',
  population: 'Looked-after children',
  timeRule: 'Any day of the period, both ends included',
  fields: ['care episodes', 'date of birth'],
  authority: 'Children Act 1989, section 22(1); SSDA903 episodes',
  settings: ['short-breaks', 'leap-birthday'],
  definition: () => `${lookedAfterWords}.`,
  who: inCare,
  items: firstDayInCare,
  of: inCare,
  held: () => true,
})
