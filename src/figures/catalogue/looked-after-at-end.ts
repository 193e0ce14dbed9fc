import { measure } from './measure.ts'
import { lastDay } from './populations.ts'

export const lookedAfterAtEnd = measure({
  id: 'looked-after-at-end',
  label: 'Children looked after on the last day',
  unit: 'children',
  population: 'Looked-after children',
  timeRule: 'The last day of the period alone',
  fields: ['care episodes', 'date of birth'],
  authority: 'Children Act 1989, section 22(1); SSDA903: children looked after at 31 March',
  settings: ['short-breaks', 'leap-birthday'],
  definition: () =>
    'Children in an episode of care on the last day of the period, under 18 on it. A snapshot: who left before is not in it, nor are care leavers.',
  who: (child) => child.inCareAtEnd,
  items: lastDay,
  of: (child) => child.inCareAtEnd,
  held: () => true,
})
