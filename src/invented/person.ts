import type { Chance } from './chance.ts'
import { laterOf, plus, type Day } from './day.ts'
import { history } from './known.ts'
import type { Group, Person } from './life.ts'
import { inventName } from './name-parts.ts'
import {
  britishEthnicity,
  exploitedHereCountries,
  otherCountries,
  unaccompaniedBoys,
  unaccompaniedCountries,
  type Country,
} from './published-shares.ts'

/** The letters of a Unique Pupil Number's check: I, O and S are left out. */
const checkLetters = 'ABCDEFGHJKLMNPQRTUVWXYZ'

/** A UPN with a true check letter of a council, 999, that has never been: no pupil has it. */
export function inventedUpn(index: number): string {
  const digits = `999${String(100_000_000 + index).padStart(9, '0')}`
  const sum = Array.from(digits).reduce((total, digit, place) => total + Number(digit) * (place + 2), 0)
  return `${checkLetters.charAt(sum % 23)}${digits}`
}

const boys: Record<Group, number> = {
  unaccompanied: unaccompaniedBoys,
  separated: 0.6,
  // County lines draws in boys and sexual exploitation girls; the Home Office counts more boys among the young.
  'trafficked here': 0.6,
  other: 0.55,
}

const countries = {
  unaccompanied: unaccompaniedCountries,
  separated: unaccompaniedCountries,
  'trafficked here': exploitedHereCountries,
  other: otherCountries,
}

/** Peoples without a state of that name: kept as written by every system, mapped by none. */
const unmapped: Record<string, string> = {
  IRQ: 'Kurdish',
  SYR: 'Stateless (claims Palestinian)',
  SDN: 'Zaghawa',
}

/** One worker writes the country, another the word, a third the code. */
const written = (country: Country, chance: Chance): string =>
  chance.weighted([
    [country.word, 55],
    [country.country, 35],
    [country.code, 10],
  ])

export function inventPerson(
  about: { index: number; group: Group; dob: Day; known: Day },
  chance: Chance,
): Person {
  const { group, dob, known, index } = about
  const country: Country = chance.weighted(countries[group])
  const fromAbroad = group === 'unaccompanied' || group === 'separated'
  const asWritten = written(country, chance)
  const odd = fromAbroad && chance.happens(0.04) ? unmapped[country.code] : undefined
  // Councils need not hold a nationality (Devon, FOI answer 2020): some never do, some learn it months later.
  const held = chance.weighted<'at once' | 'late' | 'never'>([
    ['at once', fromAbroad ? 82 : 78],
    ['late', fromAbroad ? 12 : 7],
    ['never', fromAbroad ? 6 : 15],
  ])
  const words = odd ?? asWritten
  // 'U' is a code of the return from 2024-25 on.
  const sex = known >= '2024-04-01' && chance.happens(0.004) ? 'U' : chance.happens(boys[group]) ? 'M' : 'F'
  const girl = sex === 'F' && known >= plus(dob, 365 * 12)
  const mother = girl && chance.happens(0.02)
  return {
    ...inventName(chance),
    sex,
    dob,
    nationality: held === 'never' || odd !== undefined ? null : country.code,
    nationalityWritten: history(
      { on: known, value: held === 'at once' ? words : '' },
      ...(held === 'late' ? [{ on: plus(known, chance.between(30, 300)), value: words }] : []),
    ),
    ethnicity: country.code === 'GBR' ? chance.weighted(britishEthnicity) : country.ethnicity,
    // UN2: never attended a maintained school in England; UN3: educated outside it.
    upn: fromAbroad ? (chance.happens(0.9) ? 'UN2' : 'UN3') : inventedUpn(index),
    mother: mother ? '1' : girl ? '0' : '',
    motherOf: mother ? laterOf(plus(known, 1), plus(dob, 365 * 15)) : null,
    homeOffice: fromAbroad
      ? history(
          { on: known, value: '' },
          { on: plus(known, chance.between(0, 60)), value: `INVENTED-${String(1_000_000 + index)}` },
        )
      : null,
    died: null,
  }
}
