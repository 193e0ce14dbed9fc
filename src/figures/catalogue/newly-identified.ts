import { measure } from './measure.ts'
import { anybody, knowsStatus } from './populations.ts'

export const newlyIdentified = measure({
  id: 'newly-identified',
  label: 'Identified as trafficked for the first time',
  unit: 'children',
  population: 'Children, in care or not',
  timeRule: 'The first day on which anything identified the child lies in the period',
  fields: ['trafficking status'],
  authority: 'Trafficking of children and their subsequent care, 2018-19: identified in the last 12 months',
  settings: ['identified-by', 'assessment-factor', 'short-breaks'],
  definition: () =>
    'Children whom the council identified, or who got a positive decision on reasonable or conclusive grounds, for the first time in the period.',
  who: knowsStatus,
  items: (child, asked) =>
    child.identifiedFrom !== null && child.identifiedFrom >= asked.from && child.identifiedFrom <= asked.to
      ? [{ on: child.identifiedFrom, spell: child.afterIdentified, weight: 1 }]
      : [],
  of: anybody,
  held: knowsStatus,
})
