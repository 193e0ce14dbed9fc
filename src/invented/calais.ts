import { chanceOf, shuffled, type Chance } from './chance.ts'
import { csv } from './csv.ts'
import { type Day, plus } from './day.ts'

/**
 * The scheme of Calais with invented children behind its published numbers: 1,300 counted in the camp, 769 who came, 549 of
 * them to family and 220 under section 67, by about the days on which it was said how many had come. Each child is made for one
 * case of the rule of November 2016, so that the truth is known and was not computed by the rule.
 */
export type CalaisChild = {
  child: string
  born: Day
  nationality: string
  inCalaisFrom: Day
  inEuropeOn: Day
  risk: 'Y' | 'N' | ''
  siblingOf: string
  bestInterests: 'Y' | 'N' | ''
  /** For which case of the rule the child was made. */
  made: string
  verdict: 'eligible' | 'not-eligible' | 'unknown'
  route: '' | 'calais-family' | 'calais-s67'
  arrived: Day
  /** How far the scheme went with a child who did not come. */
  reached: 'arrived' | 'withdrawn' | 'declined' | 'offered' | 'referred' | 'counted'
}

/** How many are made for each case, whether by the rule they are eligible, and by which route they came. */
const cases: readonly [
  made: string,
  verdict: CalaisChild['verdict'],
  route: CalaisChild['route'],
  children: number,
][] = [
  ['12 or under', 'eligible', 'calais-s67', 60],
  ['at high risk', 'eligible', 'calais-s67', 60],
  ['15 or under, Sudanese or Syrian', 'eligible', 'calais-s67', 80],
  ['a sibling', 'eligible', 'calais-s67', 20],
  ['15 or under, Sudanese or Syrian', 'eligible', 'calais-family', 149],
  ['16 or 17', 'not-eligible', 'calais-family', 400],
  ['15 or under, Sudanese or Syrian', 'eligible', '', 90],
  ['12 or under', 'eligible', '', 30],
  ['16 or 17', 'not-eligible', '', 180],
  ['in the camp too late', 'not-eligible', '', 40],
  ['in Europe too late', 'not-eligible', '', 80],
  ['not best for them', 'not-eligible', '', 30],
  ['day in Europe not known', 'unknown', '', 30],
  ['best interests not recorded', 'unknown', '', 31],
  ['date of birth not known', 'unknown', '', 10],
  ['risk not known', 'unknown', '', 10],
]

/** On which days how many came, to family and under section 67. */
const arrivals: readonly [Day, family: number, s67: number][] = [
  ['2016-10-17', 14, 0],
  ['2016-10-19', 30, 0],
  ['2016-10-21', 40, 0],
  ['2016-10-22', 24, 54],
  ['2016-10-23', 22, 12],
  ['2016-11-02', 40, 20],
  ['2016-11-12', 25, 19],
  ['2016-11-22', 90, 30],
  ['2016-11-30', 110, 35],
  ['2016-12-06', 80, 20],
  ['2016-12-09', 71, 15],
  ['2017-01-18', 0, 9],
  ['2017-03-15', 0, 6],
  ['2017-07-13', 3, 0],
]

/** The first and last day of birth of an age on 8 November 2016, both boundary days within: born on the 9th, not yet that age. */
const bornAged = (chance: Chance, least: number, most: number): Day => {
  const [first, last] = [`${2016 - most - 1}-11-09`, `${2016 - least}-11-08`]
  const kind = chance.share()
  return kind < 0.1 ? first : kind < 0.2 ? last : plus(first, chance.between(0, 365 * (most - least + 1) - 1))
}

function childFor(
  made: string,
  chance: Chance,
): Omit<CalaisChild, 'child' | 'made' | 'verdict' | 'route' | 'arrived' | 'reached'> {
  const [young, middle, old] = [bornAged(chance, 8, 12), bornAged(chance, 13, 15), bornAged(chance, 16, 17)]
  const sound = {
    born: old,
    nationality: chance.weighted([
      ['AFG', 5],
      ['ERI', 3],
      ['ETH', 2],
    ]),
    // The last day that counts is 24 October itself.
    inCalaisFrom: chance.happens(0.1) ? '2016-10-24' : plus('2016-04-01', chance.between(0, 200)),
    // And the last in Europe 19 March.
    inEuropeOn: chance.happens(0.1) ? '2016-03-19' : plus('2015-06-01', chance.between(0, 280)),
    risk: 'N' as 'Y' | 'N' | '',
    siblingOf: '',
    bestInterests: 'Y' as 'Y' | 'N' | '',
  }
  const sudanese = { ...sound, born: middle, nationality: chance.pick(['SDN', 'SYR']) }
  switch (made) {
    case '12 or under':
      return { ...sound, born: young }
    case 'at high risk':
      return { ...sound, risk: 'Y' }
    case '15 or under, Sudanese or Syrian':
      return sudanese
    case 'in the camp too late':
      return { ...sudanese, inCalaisFrom: plus('2016-10-25', chance.between(0, 9)) }
    case 'in Europe too late':
      return { ...sudanese, inEuropeOn: plus('2016-03-20', chance.between(0, 150)) }
    case 'not best for them':
      return { ...sudanese, bestInterests: 'N' }
    case 'day in Europe not known':
      return { ...sudanese, inEuropeOn: '' }
    case 'best interests not recorded':
      return { ...sudanese, bestInterests: '' }
    case 'date of birth not known':
      return { ...sound, born: '' }
    case 'risk not known':
      return { ...sound, risk: '' }
    default:
      // 16 or 17, and a sibling, whose brother or sister is named when all are there.
      return sound
  }
}

/** Everybody of the cohort. The same seed makes the same children. */
export function calaisChildren(seed: number): CalaisChild[] {
  const chance = chanceOf(seed, 'calais')
  const days = { family: [] as Day[], s67: [] as Day[] }
  for (const [day, family, s67] of arrivals) {
    days.family.push(...Array.from({ length: family }, () => day))
    days.s67.push(...Array.from({ length: s67 }, () => day))
  }
  const waiting = { 'calais-family': shuffled(days.family, chance), 'calais-s67': shuffled(days.s67, chance) }
  const all = cases.flatMap(([made, verdict, route, children]) =>
    Array.from({ length: children }, (): Omit<CalaisChild, 'child'> => {
      const arrived = route === '' ? '' : (waiting[route].pop() ?? '')
      const reached =
        route === ''
          ? verdict === 'eligible'
            ? chance.weighted<CalaisChild['reached']>([
                ['counted', 10],
                ['referred', 6],
                ['offered', 2],
                ['withdrawn', 1],
                ['declined', 1],
              ])
            : 'counted'
          : 'arrived'
      return { made, verdict, route, arrived, reached, ...childFor(made, chance) }
    }),
  )
  const mixed = shuffled(all, chance).map((one, i) => ({
    child: `CALAIS${String(i + 1).padStart(4, '0')}`,
    ...one,
  }))
  const elder = mixed.filter(({ made, verdict }) => made === '12 or under' && verdict === 'eligible')
  let next = 0
  return mixed.map((one) =>
    one.made === 'a sibling' ? { ...one, siblingOf: elder[next++]?.child ?? '' } : one,
  )
}

/** The steps of a child, each with its day, in order. */
export function calaisSteps(one: CalaisChild): { step: string; on: Day; finding: string }[] {
  const counted = one.inCalaisFrom > '2016-10-10' ? one.inCalaisFrom : '2016-10-10'
  const steps = [{ step: 'counted', on: counted, finding: '' }]
  const far = ['counted', 'referred', 'offered', 'withdrawn', 'declined', 'arrived'].indexOf(one.reached)
  const settled = one.arrived === '' ? '2016-11-12' : one.arrived
  if (one.bestInterests !== '')
    steps.push(
      { step: 'wish', on: settled, finding: '' },
      { step: 'best-interests', on: settled, finding: one.bestInterests },
    )
  if (far >= 1) steps.push({ step: 'referred', on: settled, finding: '' })
  if (far >= 2) steps.push({ step: 'offered', on: settled, finding: '' })
  if (one.reached === 'withdrawn' || one.reached === 'declined')
    steps.push({ step: one.reached, on: plus(settled, 9), finding: '' })
  if (one.arrived !== '')
    steps.push(
      { step: 'accepted', on: one.arrived, finding: '' },
      { step: 'arrived', on: one.arrived, finding: '' },
    )
  return steps
}

/** The cohort and its steps as files of the whole country. */
export const calaisFiles = (children: readonly CalaisChild[]): { path: string; text: string }[] => [
  {
    path: 'cohort.csv',
    text: csv(
      [
        'CHILD',
        'DOB',
        'NATIONALITY',
        'IN_CALAIS_FROM',
        'IN_EUROPE_ON',
        'EXPLOITATION_RISK',
        'SIBLING_OF',
        'BEST_INTERESTS',
      ],
      children.map((one) => [
        one.child,
        one.born,
        one.nationality,
        one.inCalaisFrom,
        one.inEuropeOn,
        one.risk,
        one.siblingOf,
        one.bestInterests,
      ]),
    ),
  },
  {
    path: 'steps.csv',
    text: csv(
      ['CHILD', 'STEP', 'AT', 'ROUTE', 'FINDING'],
      children.flatMap((one) =>
        calaisSteps(one).map(({ step, on, finding }) => [
          one.child,
          step,
          on,
          step === 'arrived' ? one.route : '',
          finding,
        ]),
      ),
    ),
  },
  {
    path: 'truth/verdicts.json',
    text: `${JSON.stringify(
      children.map(({ child, verdict, made, route, arrived }) => ({ child, verdict, made, route, arrived })),
      null,
      1,
    )}\n`,
  },
]
