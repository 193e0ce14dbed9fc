import { hoursOf } from '../duration.ts'
import { measure } from './measure.ts'
import { forSpells, inCare, knowsMissing } from './populations.ts'

export const longMissing = measure({
  id: 'long-missing',
  label: 'Missing for more than 72 hours',
  unit: 'children',
  population: 'Looked-after children',
  timeRule: 'A missing episode that touches the period and had lasted more than 72 hours by its end',
  fields: ['care episodes', 'date of birth', 'missing episodes', 'located'],
  authority:
    'Essex Police request 2019-2021; Trafficking of children and their subsequent care, 2018-19: long-term is more than 72 hours',
  settings: ['care-taken-over', 'short-breaks', 'leap-birthday'],
  definition: () =>
    'Children looked after in the period with a missing episode (never away) that touches it and lasted more than 72 hours, to the minute where both times are recorded and else by days of 24 hours; one that is still open counts to the end of the period.',
  who: (child) => child.lookedAfter && child.missing,
  items: (child, asked) =>
    forSpells(
      child.touching.filter((spell) => spell.code === 'M' && hoursOf(spell, asked) > 72),
      asked,
    ),
  of: inCare,
  held: knowsMissing,
})
