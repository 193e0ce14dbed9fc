import { measure } from './measure.ts'
import { forSpells, inCare, knowsMissing } from './populations.ts'

export const missingChildren = measure({
  id: 'missing-children',
  label: 'Looked-after children missing or away at least once',
  unit: 'children',
  population: 'Looked-after children',
  timeRule: 'A missing or away episode that touches the period',
  fields: ['care episodes', 'date of birth', 'missing episodes'],
  authority:
    'Department for Education: Children looked after in England, missing and away from placement without authorisation',
  settings: ['absent', 'short-breaks', 'leap-birthday'],
  definition: () =>
    'Children looked after in the period with a missing or away episode that touches it, each once.',
  who: (child) => child.lookedAfter && child.missing,
  items: (child, asked) => forSpells(child.touching, asked),
  of: inCare,
  held: knowsMissing,
})
