import { measure } from './measure.ts'
import { forSpells, inCare, knowsMissing, knowsUnaccompanied, request, unaccompanied } from './populations.ts'

export const q2b = measure({
  id: '2b',
  label: 'Of 1c: missing or absent at least once',
  unit: 'children',
  population: 'Looked-after children',
  timeRule: 'A missing or away episode that touches the period',
  fields: ['care episodes', 'date of birth', 'unaccompanied status', 'missing episodes'],
  authority: request,
  settings: ['absent', 'short-breaks', 'leap-birthday'],
  definition: () =>
    'Children counted in 1c with a missing or away episode that touches the period, whatever their status on its days.',
  who: (child) => unaccompanied(child) && child.missing,
  items: (child, asked) => forSpells(child.touching, asked),
  of: inCare,
  held: (child, holdings) => knowsUnaccompanied(child, holdings) && knowsMissing(child, holdings),
})
