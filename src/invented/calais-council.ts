import { type CalaisChild, calaisChildren, calaisFiles, calaisSteps } from './calais.ts'
import { chanceOf } from './chance.ts'
import { csv } from './csv.ts'
import { plus } from './day.ts'

const british = (day: string): string => day.split('-').reverse().join('/')

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
          [lost.child, british(lost.born), 'M', british(plus(lost.arrived, 5)), british(eighteen(lost.born))],
        ]),
    ...(found === undefined
      ? []
      : [
          [
            found.child,
            british(found.born),
            'M',
            british(plus(found.arrived, 12)),
            british(plus(found.arrived, 14)),
          ],
        ]),
  ]
  const files = {
    'header.csv': csv(
      ['CHILD', 'SEX', 'DOB', 'ETHNIC', 'UPN', 'MOTHER', 'MC_DOB'],
      own.map(({ child, born }) => [child, '1', british(born), 'OOTH', '', '', '']),
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
      [
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
      ],
      came.map(({ child, born, arrived }) => [
        child,
        british(arrived),
        'S',
        'V2',
        'N8',
        placeFor(born),
        'PR1',
        british(eighteen(born)),
        child === lost?.child ? 'E8' : 'E5',
        '',
        '',
        '',
        '',
      ]),
    ),
    'uasc.csv': csv(
      ['CHILD', 'SEX', 'DOB', 'DUC'],
      came.map(({ child, born }) => [child, '1', british(born), british(eighteen(born))]),
    ),
    'missing.csv': csv(['CHILD', 'DOB', 'MISSING', 'MIS_START', 'MIS_END'], missing),
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
