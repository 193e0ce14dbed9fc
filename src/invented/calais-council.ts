import { type CalaisChild, calaisChildren, calaisFiles, calaisSteps } from './calais.ts'
import { chanceOf } from './chance.ts'
import { csv } from './csv.ts'
import { dayMonthYear, plus } from './day.ts'
import * as columns from './return-files.ts'

/** By age: the youngest with foster carers, older ones in a home, the oldest half on their own. */
const placeFor = (born: string): string => (born > '2003-11-08' ? 'U6' : born > '2000-11-08' ? 'K2' : 'H5')

const eighteen = (born: string): string => `${Number(born.slice(0, 4)) + 18}${born.slice(4)}`

/**
 * What one council has of the scheme: every 26th child who came, in its care from the day of arrival until 18, and three to
 * whom it had offered a place and who did not come. Two went missing: one was found, one never.
 */
function councilFiles(children: readonly CalaisChild[], seed: number): { path: string; text: string }[] {
  const chance = chanceOf(seed, 'calais council')
  const came = children
    .filter(({ arrived, born }) => arrived !== '' && born !== '' && !born.endsWith('-02-29'))
    // Some were 18 before they came: no council looked after them.
    .filter(({ arrived, born }) => eighteen(born) > plus(arrived, 20))
    .filter((_, i) => i % 26 === 0)
  const offered = children
    .filter(({ reached, verdict }) => reached === 'offered' && verdict === 'eligible')
    .slice(0, 3)
  const own = [...came, ...offered]
  const old = came.filter(({ born }) => placeFor(born) === 'H5')
  const [lost, found] = [old[0], old[1]]
  const missing = [
    ...(lost === undefined
      ? []
      : [
          [
            lost.child,
            dayMonthYear(lost.born),
            'M',
            dayMonthYear(plus(lost.arrived, 5)),
            dayMonthYear(eighteen(lost.born)),
          ],
        ]),
    ...(found === undefined
      ? []
      : [
          [
            found.child,
            dayMonthYear(found.born),
            'M',
            dayMonthYear(plus(found.arrived, 12)),
            dayMonthYear(plus(found.arrived, 14)),
          ],
        ]),
  ]
  const files = {
    'header.csv': csv(
      columns.header,
      own.map(({ child, born }) => [child, '1', dayMonthYear(born), 'OOTH', '', '', '']),
    ),
    'ssd_person.csv': csv(
      ['pers_person_id', 'pers_forename', 'pers_surname', 'pers_sex', 'pers_dob', 'pers_nationality'],
      own.map(({ child, born, nationality }) => [
        child,
        'Invented',
        chance.pick(['Linnet', 'Dunlin', 'Plover', 'Sanderling', 'Whimbrel']),
        'M',
        born,
        nationality,
      ]),
    ),
    'episodes.csv': csv(
      columns.episodes,
      came.map(({ child, born, arrived }) => [
        child,
        dayMonthYear(arrived),
        'S',
        'V2',
        'N8',
        placeFor(born),
        'PR1',
        dayMonthYear(eighteen(born)),
        child === lost?.child ? 'E8' : 'E5',
        '',
        '',
        '',
        '',
      ]),
    ),
    'uasc.csv': csv(
      columns.uasc,
      came.map(({ child, born }) => [child, '1', dayMonthYear(born), dayMonthYear(eighteen(born))]),
    ),
    'missing.csv': csv(columns.missing, missing),
    'schemes.csv': csv(
      [
        'CHILD',
        'SCHEME',
        'STEP',
        'AT',
        'ROUTE',
        'FINDING',
        'IN_CALAIS_FROM',
        'IN_EUROPE_ON',
        'EXPLOITATION_RISK',
        'BY',
        'NOTE',
      ],
      own.flatMap((one) =>
        calaisSteps(one).map(({ step, on, finding }) => [
          one.child,
          'calais-2016',
          step,
          on,
          step === 'arrived' ? one.route : '',
          finding,
          step === 'counted' ? one.inCalaisFrom : '',
          step === 'counted' ? one.inEuropeOn : '',
          step === 'counted' ? one.risk : '',
          step === 'counted' ? 'an invented organisation in the camp' : '',
          step === 'wish' ? 'Invented: wants to be where their people are' : '',
        ]),
      ),
    ),
  }
  return Object.entries(files).map(([name, text]) => ({ path: `council/${name}`, text }))
}

/** The files of the whole scheme and of one council in it. */
export function inventedScheme(seed: number): { path: string; text: string }[] {
  const children = calaisChildren(seed)
  return [...calaisFiles(children), ...councilFiles(children, seed)]
}
