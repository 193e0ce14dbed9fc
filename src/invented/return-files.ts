import { csv, type File } from './csv.ts'
import { dayMonthYear, type Day } from './day.ts'
import { believed, firstKnown } from './known.ts'
import type { Life } from './life.ts'
import { endInReturn } from './seen.ts'

/** The columns of the files of the return. */
export const header = ['CHILD', 'SEX', 'DOB', 'ETHNIC', 'UPN', 'MOTHER', 'MC_DOB']
export const episodes = [
  'CHILD',
  'DECOM',
  'RNE',
  'LS',
  'CIN',
  'PLACE',
  'PLACE_PROVIDER',
  'DEC',
  'REC',
  'REASON_PLACE_CHANGE',
  'HOME_POST',
  'PL_POST',
  'URN',
]
export const uasc = ['CHILD', 'SEX', 'DOB', 'DUC']
export const missing = ['CHILD', 'DOB', 'MISSING', 'MIS_START', 'MIS_END']

const stated = (day: Day | null | undefined): string => (day ? dayMonthYear(day) : '')

/** SEX was 1 and 2 up to the collection of 2023-24 and is M, F and U from 2024-25. */
const sexCode = (sex: 'M' | 'F' | 'U', day: Day): string =>
  day >= '2024-04-01' ? sex : { M: '1', F: '2', U: '' }[sex]

/** The tables of the SSDA903 return, as the council's system writes them for all the years that it holds. */
export function returnFiles(lives: readonly Life[], day: Day): File[] {
  const rows: Record<'header' | 'episodes' | 'uasc' | 'missing', string[][]> = {
    header: [],
    episodes: [],
    uasc: [],
    missing: [],
  }
  for (const life of lives) {
    if (life.known > day) continue
    const { child, person } = life
    const dob = dayMonthYear(person.dob)
    const sex = sexCode(person.sex, day)
    const own = {
      episodes: life.care.filter((episode) => firstKnown(episode.end) <= day),
      missing: life.missing.filter((row) => row.inReturn && firstKnown(row.end) <= day),
      uasc:
        life.standing?.kind === 'uasc' && life.standing.inReturn && firstKnown(life.standing.until) <= day
          ? life.standing
          : null,
    }
    // Every child of the other tables is in the header (internal checks INT03, INT04, INT09).
    if (own.episodes.length === 0 && own.missing.length === 0 && own.uasc === null && !life.headerOnly)
      continue
    const mother = person.motherOf !== null && person.motherOf <= day
    rows.header.push([
      child,
      sex,
      dob,
      person.ethnicity,
      person.upn,
      mother ? '1' : person.mother && '0',
      mother ? stated(person.motherOf) : '',
    ])
    if (own.uasc !== null) rows.uasc.push([child, sex, dob, stated(believed(own.uasc.until, day))])
    for (const episode of own.episodes) {
      const end = believed(episode.end, day)
      rows.episodes.push([
        child,
        dayMonthYear(episode.from),
        episode.rne,
        episode.ls,
        episode.cin,
        episode.place,
        episode.provider,
        stated(end?.dec),
        end?.rec ?? '',
        end?.reason ?? '',
        episode.homePost,
        episode.placePost,
        episode.urn,
      ])
    }
    for (const row of own.missing) {
      rows.missing.push([
        child,
        dob,
        row.type,
        dayMonthYear(row.start.day),
        stated(endInReturn(life, row, day)),
      ])
    }
  }
  return [
    { name: 'header.csv', text: csv(header, rows.header) },
    { name: 'episodes.csv', text: csv(episodes, rows.episodes) },
    { name: 'uasc.csv', text: csv(uasc, rows.uasc) },
    { name: 'missing.csv', text: csv(missing, rows.missing) },
  ]
}
