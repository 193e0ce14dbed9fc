import { ageOn, birthday } from '../../plain/index.ts'
import { councilOrInvented, countryName, labelOf, sex as sexes } from '../../standard/index.ts'
import { breakdown, itself, notRecorded } from './breakdown.ts'

export const council = breakdown({
  id: 'council',
  label: 'Council',
  of: 'child',
  needsAround: false,
  value: (counted) => counted.council.code,
  words: (code) => councilOrInvented(code)?.name ?? code,
  definition: 'The council whose register it is.',
})

export const region = breakdown({
  id: 'region',
  label: 'Region',
  of: 'child',
  needsAround: false,
  value: (counted) => councilOrInvented(counted.council.code)?.region ?? notRecorded,
  words: itself,
  definition: 'The region of the council; outside England the nation.',
})

export const nation = breakdown({
  id: 'nation',
  label: 'Nation',
  of: 'child',
  needsAround: false,
  value: (counted) => councilOrInvented(counted.council.code)?.nation ?? notRecorded,
  words: itself,
  definition: 'England, Scotland, Wales or Northern Ireland.',
})

export const nationality = breakdown({
  id: 'nationality',
  label: 'Nationality',
  of: 'child',
  needsAround: false,
  value: ({ life }) => {
    const { nationalities } = life
    const first = nationalities[0] ?? notRecorded
    if (nationalities.length < 2) return first
    return nationalities.every((one) => one === first) ? first : 'several'
  },
  words: (code) =>
    code === notRecorded
      ? 'Not recorded'
      : code === 'several'
        ? 'More than one'
        : code === 'as-written'
          ? 'Written down, but no country'
          : countryName(code),
  definition:
    'As recorded: no return asks for it, so that “not recorded” is a row of its own. A child with more than one nationality is in a row of its own as well.',
})

export const sex = breakdown({
  id: 'sex',
  label: 'Sex',
  of: 'child',
  needsAround: false,
  value: ({ life }) => (life.sex === '' ? notRecorded : life.sex),
  words: (code) => (code === notRecorded ? 'Not recorded' : labelOf(sexes, code)),
  order: ['F', 'M', notRecorded],
  definition: 'As recorded. What the return calls U, unknown, is not recorded.',
})

export const ageAtEnd = breakdown({
  id: 'age-at-end',
  label: 'Age on the last day of the period',
  of: 'child',
  needsAround: false,
  value: ({ life, asked, leap }) =>
    life.dob === null ? notRecorded : String(ageOn(life.dob, asked.to, leap)),
  words: itself,
  definition: 'In whole years on the last day of the period, by the date of birth that is recorded.',
})

export const now18 = breakdown({
  id: 'now-18',
  label: 'Under or over 18 on the last day',
  of: 'child',
  needsAround: false,
  value: ({ life, asked, leap }) =>
    life.dob === null ? notRecorded : birthday(life.dob, 18, leap) > asked.to ? 'under 18' : '18 or over',
  words: itself,
  order: ['under 18', '18 or over', notRecorded],
  definition: 'Whether the 18th birthday was still to come at the end of the period.',
})

export const incidents = breakdown({
  id: 'incidents',
  label: 'How often missing or away',
  of: 'child',
  needsAround: false,
  value: ({ child }) => {
    const times = child.begun.length
    return times < 5 ? String(times) : times < 10 ? '5 to 9' : '10 or more'
  },
  words: itself,
  order: ['0', '1', '2', '3', '4', '5 to 9', '10 or more'],
  definition:
    'Missing or away episodes of the child that started in the period; 0 where one only goes on in it.',
})

export const trafficking = breakdown({
  id: 'trafficking',
  label: 'Trafficking status',
  of: 'child',
  needsAround: false,
  value: ({ child }) =>
    child.identified
      ? 'identified'
      : child.suspected
        ? 'suspected'
        : child.hasStatus
          ? 'neither'
          : notRecorded,
  words: itself,
  order: ['identified', 'suspected', 'neither', notRecorded],
  definition: 'In force on any day of the period: identified wins over suspected, so that nobody is in both.',
})

export const unaccompanied = breakdown({
  id: 'unaccompanied',
  label: 'Unaccompanied or separated',
  of: 'child',
  needsAround: false,
  value: ({ child }) => (child.unaccompanied ? 'yes' : 'no'),
  words: itself,
  order: ['yes', 'no'],
  definition: 'The status of an unaccompanied or separated child on any day of the period.',
})
