import { measure } from './measure.ts'
import { knowsUnaccompanied, lastDay } from './populations.ts'

export const unaccompaniedAtEnd = measure({
  id: 'unaccompanied-at-end',
  label: 'Unaccompanied or separated on the last day',
  unit: 'children',
  population: 'Children looked after on the last day',
  timeRule: 'The last day of the period alone',
  fields: ['care episodes', 'date of birth', 'unaccompanied status'],
  authority: 'SSDA903 UASC; councils answer the same request by year or by snapshot (Devon 2018)',
  settings: ['short-breaks', 'leap-birthday'],
  definition: () =>
    'Children looked after on the last day of the period who are unaccompanied or separated on it. A snapshot, and without care leavers: beside 1c it shows how far the two readings are apart.',
  who: (child) => child.inCareAtEnd && child.unaccompaniedAtEnd,
  items: lastDay,
  of: (child) => child.inCareAtEnd,
  held: knowsUnaccompanied,
})
