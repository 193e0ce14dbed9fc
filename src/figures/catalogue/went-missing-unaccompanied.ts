import { measure } from './measure.ts'
import { anybody, forSpells, knowsUnaccompanied } from './populations.ts'

export const wentMissingUnaccompanied = measure({
  id: 'went-missing-unaccompanied',
  label: 'Unaccompanied children who went missing, in care or not',
  unit: 'children',
  population: 'Unaccompanied or separated children',
  timeRule: 'Missing episodes (not away) that started in the period',
  fields: ['missing episodes', 'unaccompanied status'],
  authority: 'Request to police forces, unaccompanied migrant children (Dyfed-Powys 1086/2024)',
  settings: ['short-breaks', 'leap-birthday'],
  definition: () =>
    'Children who were unaccompanied or separated in the period and have a missing episode (never away) that started in it, whether or not they were in care, each once.',
  who: (child) => child.unaccompanied && child.missing,
  items: (child, asked) =>
    forSpells(
      child.begun.filter((spell) => spell.code === 'M'),
      asked,
    ),
  of: anybody,
  held: knowsUnaccompanied,
})
