import { measure } from './measure.ts'
import { forSpells, request } from './populations.ts'

export const beforeCare = measure({
  id: 'before-care',
  label: 'Missing or away before any care',
  unit: 'children',
  population: 'Children under 18 who went missing or away',
  timeRule: 'Episodes that started in the period',
  fields: ['missing episodes', 'care episodes', 'date of birth'],
  authority: request,
  settings: ['absent', 'short-breaks', 'leap-birthday'],
  definition: () =>
    'Children under 18 with a missing or away episode that started in the period and before any episode of care, whether or not care began later.',
  who: (child) => child.beforeCare,
  items: (child, asked) => forSpells(child.begun, asked),
  notAnswerable: (holdings) =>
    holdings.episodes
      ? null
      : 'The register holds no episodes of care, so nobody can say what was before care.',
  of: (child) => child.wentMissing,
  held: () => true,
})
