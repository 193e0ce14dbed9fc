import { measure } from './measure.ts'
import { anybody, endWords, forSpells, knowsUnaccompanied } from './populations.ts'

export const stillMissingUnaccompanied = measure({
  id: 'still-missing-unaccompanied',
  label: 'Unaccompanied, went missing in the period, and not found by its end',
  unit: 'children',
  population: 'Unaccompanied or separated children',
  timeRule: 'Missing episodes that started in the period and were not located by its last day',
  fields: ['missing episodes', 'unaccompanied status'],
  authority:
    'Request to police forces, unaccompanied migrant children (Dyfed-Powys 1086/2024): still registered',
  settings: ['care-taken-over', 'short-breaks', 'leap-birthday'],
  definition: (settings) =>
    `Children who were unaccompanied or separated in the period, with a missing episode that started in it and was not located by its end, each once. ${endWords(settings)}`,
  who: (child) => child.unaccompanied && child.notFound,
  items: (child, asked) =>
    forSpells(
      child.lost.filter((spell) => spell.from >= asked.from),
      asked,
    ),
  of: anybody,
  held: knowsUnaccompanied,
})
