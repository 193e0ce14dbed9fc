import { measure } from './measure.ts'
import { endWords, forSpells, knowsStatus, request } from './populations.ts'

export const notFoundTrafficked = measure({
  id: 'not-found-trafficked',
  label: 'Not found by the end of the period: trafficked',
  unit: 'children',
  population: 'Children whom nobody has found',
  timeRule: 'Not located by the last day of the period',
  fields: ['missing episodes', 'date of birth', 'trafficking status'],
  authority: request,
  settings: ['care-taken-over', 'short-breaks', 'leap-birthday'],
  definition: (settings) =>
    `Children, each once, with a missing episode (never away) begun by the end of the period and not located by it, past their 18th birthday and past the end of care; identified or suspected at any time up to the end of the period. ${endWords(settings)}`,
  who: (child) => child.notFoundTrafficked,
  items: (child, asked) => forSpells(child.lost, asked),
  of: (child) => child.notFound,
  held: knowsStatus,
})
