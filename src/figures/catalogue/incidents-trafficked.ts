import { measure } from './measure.ts'
import { eachSpell, inCare, knowsMissing, knowsStatus, request, trafficked } from './populations.ts'

export const incidentsTrafficked = measure({
  id: 'incidents-trafficked',
  label: 'Missing or absent incidents of the children in 2a',
  unit: 'episodes',
  population: 'Looked-after children counted in 2a',
  timeRule: 'Episodes that started in the period',
  fields: ['care episodes', 'date of birth', 'trafficking status', 'missing episodes'],
  authority: request,
  settings: ['identified-by', 'assessment-factor', 'suspected', 'absent', 'short-breaks', 'leap-birthday'],
  definition: () =>
    'Missing or away episodes that started in the period, of the children in 2a. One row of the return is one: away turning into missing is two.',
  who: (child) => trafficked(child) && child.missing,
  items: (child) => eachSpell(child.begun),
  occurrences: (child) => child.occurrences,
  of: inCare,
  held: (child, holdings) => knowsStatus(child) && knowsMissing(child, holdings),
})
