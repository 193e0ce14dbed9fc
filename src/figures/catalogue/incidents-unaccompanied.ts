import { measure } from './measure.ts'
import { eachSpell, inCare, knowsMissing, knowsUnaccompanied, request, unaccompanied } from './populations.ts'

export const incidentsUnaccompanied = measure({
  id: 'incidents-unaccompanied',
  label: 'Missing or absent incidents of the children in 2b',
  unit: 'episodes',
  population: 'Looked-after children counted in 2b',
  timeRule: 'Episodes that started in the period',
  fields: ['care episodes', 'date of birth', 'unaccompanied status', 'missing episodes'],
  authority: request,
  settings: ['absent', 'short-breaks', 'leap-birthday'],
  definition: () =>
    'Missing or away episodes that started in the period, of the children in 2b. One row of the return is one: away turning into missing is two.',
  who: (child) => unaccompanied(child) && child.missing,
  items: (child) => eachSpell(child.begun),
  occurrences: (child) => child.occurrences,
  of: inCare,
  held: (child, holdings) => knowsUnaccompanied(child, holdings) && knowsMissing(child, holdings),
})
