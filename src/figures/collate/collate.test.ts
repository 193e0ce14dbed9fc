import { describe, expect, test } from 'vitest'
import { must } from '../../plain/index.ts'
import {
  collate,
  collateBy,
  knownAuthorities,
  publishedOf,
  readAnswers,
  readAuthorities,
  readRelease,
  shareOf,
  together,
} from './index.ts'

const head = 'authority,measure,from,to,outcome,value,note\n'
const year = (of: number) => `${of}-01-01,${of}-12-31`
const standing = (rows: string) => must(readAnswers(head + rows), 'answers that can be read').standing

describe('real answers of councils, each for what it is', () => {
  // Wokingham 2024 (id 7623), Devon 2018, 2021 and 2024, Moray 2014, Eden 2018: as the councils published them.
  const answers = standing(
    [
      `Wokingham,1a,${year(2021)},not-held,,"unable to report: no process to capture in a reportable format"`,
      `Wokingham,1b,${year(2021)},not-held,,same`,
      `Wokingham,1c,${year(2021)},value,14,`,
      `Wokingham,1c,${year(2022)},value,34,`,
      `Wokingham,1c,${year(2023)},value,38,`,
      'Wokingham,1c,2024-01-01,2024-04-30,value,39,',
      `Devon,1a,${year(2021)},withheld,,"section 12: 250 files of 15 minutes"`,
      `Devon,1c,${year(2021)},value,24,`,
      `Devon,1c,${year(2022)},value,60,`,
      `Devon,1c,${year(2023)},value,107,`,
      'Devon,1c,2024-01-01,2024-04-30,value,88,',
      `Devon,1a,${year(2017)},below,5,"section 40(2): numbers are 5 or less"`,
      `Devon,1c,${year(2017)},wrong-cohort,39,"as at 12 June 2018, including care leavers"`,
      `Devon,1a,${year(2019)},value,5,"assessment factor 12A, which includes slavery"`,
      `Moray,referrals,2011-01-01,2014-12-31,value,0,nil`,
      `Eden,1a,${year(2018)},not-responsible,,"redirected to the county"`,
    ].join('\n'),
  )
  const of = (measure: string, from: string) =>
    collate(answers).find((one) => one.measure === measure && one.from === from)

  test('numbers add up, and what is not held or withheld is answered and never 0', () => {
    // 14 + 24; 34 + 60; 38 + 107; 39 + 88.
    expect(of('1c', '2021-01-01')).toMatchObject({ asked: 2, answered: 2, usable: 2, low: 38, high: 38 })
    expect(of('1c', '2022-01-01')).toMatchObject({ low: 94, high: 94 })
    expect(of('1c', '2023-01-01')).toMatchObject({ low: 145, high: 145 })
    expect(of('1c', '2024-01-01')).toMatchObject({ low: 127, high: 127 })
    expect(of('1a', '2021-01-01')).toEqual({
      measure: '1a',
      from: '2021-01-01',
      to: '2021-12-31',
      asked: 2,
      answered: 2,
      usable: 0,
      low: 0,
      high: 0,
    })
  })

  test('“5 or less” is anything from 0 to 5, another cohort is no number, and a district was never to be asked', () => {
    expect(of('1a', '2017-01-01')).toMatchObject({ usable: 1, low: 0, high: 5 })
    expect(of('1c', '2017-01-01')).toMatchObject({ answered: 1, usable: 0, low: 0, high: 0 })
    expect(of('1a', '2018-01-01')).toMatchObject({ asked: 0, answered: 0 })
    expect(of('referrals', '2011-01-01')).toMatchObject({ usable: 1, low: 0, high: 0 })
  })

  test('by nation and region, each in its own part', () => {
    const { find } = knownAuthorities()
    const parts = collateBy(answers, 'region', find).filter(
      (one) => one.from === '2021-01-01' && one.measure === '1c',
    )
    expect(parts.map((one) => [one.part, one.low])).toEqual([
      ['South East', 14],
      ['South West', 24],
    ])
    expect(
      collateBy(answers, 'nation', find).some((one) => one.part === 'Not in the list of authorities'),
    ).toBe(true)
  })
})

describe('the totals of the published reports', () => {
  // Heading Back to Harm 2016, Still in Harm's Way 2018 (final), When Harm Remains 2022, Until Harm Ends 2025.
  test.each([
    ['590 trafficked, 167 missing', 167, 590, 28.3],
    ['4,744 unaccompanied, 593 missing', 593, 4744, 12.5],
    ['910 trafficked, 244 missing', 244, 910, 26.8],
    ['4,963 unaccompanied, 742 missing', 742, 4963, 15.0],
    ['5,873 in both groups, 986 missing', 986, 5873, 16.8],
    ['986 missing, 169 not found', 169, 986, 17.1],
    ['1,231 trafficked, 378 missing', 378, 1231, 30.7],
    ['2,335 trafficked, 864 missing', 864, 2335, 37.0],
    ['11,999 unaccompanied, 1,501 missing', 1501, 11999, 12.5],
  ])('%s collate to the share that the report prints', (_words, part, whole, percent) => {
    const rows = `The report,part,${year(2015)},value,${part},\nThe report,whole,${year(2015)},value,${whole},`
    const [a, b] = collate(standing(rows))
    expect(Math.round((1000 * (a?.low ?? 0)) / (b?.low ?? 1)) / 10).toBe(percent)
  })

  test('the final figures of 2018 treat the two groups as disjoint: 910 + 4,963 = 5,873 and 244 + 742 = 986', () => {
    const both = (trafficked: number, unaccompanied: number) =>
      together(
        standing(
          [
            `All,1a,${year(2017)},value,${trafficked},`,
            `All,1b,${year(2017)},value,0,`,
            `All,1c,${year(2017)},value,${unaccompanied},`,
          ].join('\n'),
        ),
      )[0]
    // Without 1d nobody knows how many are in both: the report's sum is the highest that can be true.
    expect(both(910, 4963)).toMatchObject({ high: 5873, low: 4963 })
    expect(both(244, 742)).toMatchObject({ high: 986, low: 742 })
  })
})

describe('children in both groups', () => {
  test('are counted once where 1d is answered, and the interval says what is not known', () => {
    const rows = (both: string) =>
      standing(
        [
          `Kent,1a,${year(2021)},value,3,`,
          `Kent,1b,${year(2021)},below,5,`,
          `Kent,1c,${year(2021)},value,10,`,
          `Kent,1d,${year(2021)},${both},`,
        ].join('\n'),
      )
    // 3 + (0 to 5) trafficked and 10 unaccompanied, 2 in both: 3 + 0 + 10 - 2 = 11 to 3 + 5 + 10 - 2 = 16.
    expect(together(rows('value,2'))).toEqual([
      { from: '2021-01-01', to: '2021-12-31', authorities: 1, low: 11, high: 16 },
    ])
    expect(together(rows('not-held,'))).toMatchObject([{ low: 10, high: 18 }])
  })
})

describe('what an authority says again', () => {
  test('stands instead, and the earlier row is kept as revised', () => {
    const read = must(
      readAnswers(`${head}Kent,1a,${year(2021)},no-reply,,\nKENT,1a,${year(2021)},value,7,late`),
      'answers that can be read',
    )
    expect(collate(read.standing)).toMatchObject([{ asked: 1, answered: 1, usable: 1, low: 7 }])
    expect(read.revised.map((one) => [one.line, one.outcome])).toEqual([[2, 'no-reply']])
  })
})

describe('a file of answers that cannot be right is one sentence', () => {
  test.each([
    ['', /empty/],
    ['authority,measure,from,to,value\n', /lacks outcome/],
    ['authority,measure,from,to,outcome,value,value\n', /names the column value twice/],
    [`${head}Kent,1a,${year(2021)},value,7,,,extra`, /Line 2 has 9 values and the first line 7/],
    [`${head}Kent,1a,2021-12-31,2021-01-01,value,7,`, /ends on 2021-01-01, before it begins/],
    [`${head}Kent,1a,31\/12\/2021,2021-01-01,value,7,`, /Line 2: from/],
    [`${head}Kent,1a,${year(2021)},some,7,`, /outcome "some" is not one of/],
    [`${head}Kent,1a,${year(2021)},value,<5,`, /value "<5" is no whole number/],
    [`${head}Kent,1a,${year(2021)},value,,`, /is no whole number/],
    [`${head},1a,${year(2021)},value,7,`, /authority is empty/],
    [`${head}"Kent,1a,${year(2021)},value,7,`, /never closed/],
  ])('%j', (text, sentence) => {
    const read = readAnswers(text)
    expect(read.ok).toBe(false)
    expect(read.ok ? '' : read.problem).toMatch(sentence)
  })
})

describe('a list of authorities', () => {
  test('finds a council by code, by name, and by what another list calls it', () => {
    const { find } = knownAuthorities()
    expect(find('E10000016')?.name).toBe('Kent')
    expect(find('kent county council')?.code).toBe('E10000016')
    expect(find('Atlantis')).toBeNull()
  })

  test('of England alone says so', () => {
    const read = must(readAuthorities('name,nation,ons_code\nKent,England,E10000016\n'), 'a list')
    expect(read.covers).toMatch(/England only/)
    expect(knownAuthorities().covers).toBeNull()
    expect(readAuthorities('a,b\n1,2\n').ok).toBe(false)
  })
})

describe('a published table', () => {
  const table =
    'New_geog_code,geog_n,CLA_Mar2015,CLA_UASC\nE92000001,ENGLAND,100,40\nE10000016,Kent,60,30\nE10000008,Devon,30,x\nE06000041,Wokingham,10,10\n'
  const release = must(readRelease('la.csv', table), 'a table')

  test('says how much of the population stands behind a total; a hidden cell is nobody', () => {
    const rows = standing(`Kent,1c,${year(2015)},value,5,\nDevon,1c,${year(2015)},not-held,,`)
    expect(shareOf('1c', rows, [release], knownAuthorities().find)).toEqual({
      file: 'la.csv',
      column: 'CLA_UASC',
      usable: 30,
      all: 40,
      hidden: 1,
    })
  })

  test('stands beside what a council answered', () => {
    expect(publishedOf('1c', 'E10000008', [release])).toEqual({
      file: 'la.csv',
      column: 'CLA_UASC',
      value: null,
    })
    expect(publishedOf('1a', 'E10000016', [release])?.value).toBe(60)
  })
})
