import { measure } from './measure.ts'
import { anybody, eachSpell, endWords } from './populations.ts'

export const found = measure({
  id: 'found',
  label: 'Missing episodes that ended with the child located',
  unit: 'episodes',
  population: 'Children under 18 or over, in care or not',
  timeRule: 'The day on which the child was located lies in the period',
  fields: ['missing episodes', 'located'],
  authority:
    'Parliamentary question to the Department, December 2025: how many reported missing have been found in each of five years',
  settings: ['care-taken-over', 'short-breaks', 'leap-birthday'],
  definition: (settings) =>
    `Missing episodes (never away) of which the child was located in the period, whenever they began. A child may be found and go missing again: then both episodes are counted. ${endWords(settings)}`,
  who: anybody,
  items: (child) => eachSpell(child.foundIn),
  of: anybody,
  held: () => true,
})
