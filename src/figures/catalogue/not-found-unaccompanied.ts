import { measure } from './measure.ts'
import { endWords, forSpells, knowsUnaccompanied, request } from './populations.ts'

export const notFoundUnaccompanied = measure({
  id: 'not-found-unaccompanied',
  label: 'Not found by the end of the period: unaccompanied',
  unit: 'children',
  population: 'Children whom nobody has found',
  timeRule: 'Not located by the last day of the period',
  fields: ['missing episodes', 'date of birth', 'unaccompanied status'],
  authority: request,
  settings: ['care-taken-over', 'short-breaks', 'leap-birthday'],
  definition: (settings) =>
    `Children, each once, with a missing episode (never away) begun by the end of the period and not located by it, past their 18th birthday and past the end of care; unaccompanied or separated on the day they went missing. ${endWords(settings)}`,
  who: (child) => child.notFoundUnaccompanied,
  items: (child, asked) => forSpells(child.lost, asked),
  of: (child) => child.notFound,
  held: knowsUnaccompanied,
})
