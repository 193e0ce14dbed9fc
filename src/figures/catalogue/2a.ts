import { measure } from './measure.ts'
import { forSpells, inCare, knowsMissing, knowsStatus, request, trafficked } from './populations.ts'

export const q2a = measure({
  id: '2a',
  label: 'Of 1a or 1b: missing or absent at least once',
  unit: 'children',
  population: 'Looked-after children',
  timeRule: 'A missing or away episode that touches the period',
  fields: ['care episodes', 'date of birth', 'trafficking status', 'missing episodes'],
  authority: request,
  settings: ['identified-by', 'assessment-factor', 'suspected', 'absent', 'short-breaks', 'leap-birthday'],
  definition: () =>
    'Children counted in 1a or 1b with a missing or away episode that touches the period, whatever their status on its days.',
  who: (child) => trafficked(child) && child.missing,
  items: (child, asked) => forSpells(child.touching, asked),
  of: inCare,
  held: (child, holdings) => knowsStatus(child) && knowsMissing(child, holdings),
})
