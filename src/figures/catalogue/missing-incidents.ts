import { measure } from './measure.ts'
import { eachSpell, inCare, knowsMissing } from './populations.ts'

export const missingIncidents = measure({
  id: 'missing-incidents',
  label: 'Missing and away incidents of looked-after children',
  unit: 'episodes',
  population: 'Looked-after children',
  timeRule: 'Episodes that started in the period',
  fields: ['care episodes', 'date of birth', 'missing episodes'],
  authority:
    'Department for Education: Children looked after in England, missing and away from placement without authorisation',
  settings: ['absent', 'short-breaks', 'leap-birthday'],
  definition: () =>
    'Missing or away episodes that started in the period, of children looked after in it. One row of the return is one: away turning into missing is two.',
  who: (child) => child.lookedAfter && child.missing,
  items: (child) => eachSpell(child.begun),
  occurrences: (child) => child.occurrences,
  of: inCare,
  held: knowsMissing,
})
