import { measure } from './measure.ts'
import { inCare, knowsMissing, nightsOf } from './populations.ts'

export const missingNights = measure({
  id: 'missing-nights',
  label: 'Nights missing',
  unit: 'nights',
  population: 'Looked-after children',
  timeRule: 'Nights of the period that lie between going missing and being located',
  fields: ['care episodes', 'date of birth', 'missing episodes', 'located'],
  authority:
    'Parliamentary question 141409: the days each child was missing, asked for because they were not in a reportable format',
  settings: ['absent', 'care-taken-over', 'short-breaks', 'leap-birthday'],
  definition: () =>
    'Nights (from one day to the next) within the period on which a child looked after in it was missing or away, by days and not by hours: a child who goes and comes back on one day adds none.',
  who: (child) => child.lookedAfter && child.missing,
  items: (child, asked) => nightsOf(child.touching, asked),
  of: inCare,
  held: knowsMissing,
})
