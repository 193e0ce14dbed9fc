import { measure } from './measure.ts'
import { anybody, endWords, forSpells } from './populations.ts'

export const stillMissing = measure({
  id: 'still-missing',
  label: 'Not found by the end of the period',
  unit: 'children',
  population: 'Children whom nobody has found',
  timeRule: 'Not located by the last day of the period',
  fields: ['missing episodes', 'date of birth'],
  authority:
    'Parliamentary question to the Department, December 2025: how many reported missing have been found',
  settings: ['care-taken-over', 'short-breaks', 'leap-birthday'],
  definition: (settings) =>
    `Children, each once, with a missing episode (never away) begun by the end of the period and not located by it, past their 18th birthday and past the end of care. ${endWords(settings)}`,
  who: (child) => child.notFound,
  items: (child, asked) => forSpells(child.lost, asked),
  of: anybody,
  held: () => true,
})
