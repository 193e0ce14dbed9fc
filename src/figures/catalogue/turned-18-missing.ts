import { measure } from './measure.ts'
import { anybody, endWords, forSpells } from './populations.ts'

export const turned18Missing = measure({
  id: 'turned-18-missing',
  label: 'Turned 18 while missing',
  unit: 'children',
  population: 'Children whom nobody had found on their birthday',
  timeRule: 'The 18th birthday lies in the period',
  fields: ['missing episodes', 'date of birth', 'located'],
  authority:
    'Missing People, request to the police (West Midlands 3259/20): number missing when they turned 18',
  settings: ['care-taken-over', 'short-breaks', 'leap-birthday'],
  definition: (settings) =>
    `Children whose 18th birthday lies in the period and who were missing on it, each once. ${endWords(settings)}`,
  who: (child) => child.hasBirthday,
  items: (child, asked) => forSpells(child.lostOnBirthday, asked),
  of: anybody,
  held: (child) => child.hasBirthday,
})
