import { existsSync, mkdirSync, readFileSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { read as readBook } from '@e965/xlsx'
import { describe, expect, test } from 'vitest'
import { readCsv } from '../../src/plain/index.ts'
import { screenEes } from '../../src/figures/index.ts'
import { turnstone, type Ran, workFolder } from '../support/command.ts'

const work = workFolder()
const at = (name: string) => join(work, name)
const data = at('kent')
for (const [name, text] of Object.entries({
  'header.csv':
    'CHILD,SEX,DOB,ETHNIC,UPN,MOTHER,MC_DOB\nA1,1,01/01/2000,BAFR,UN2,,\nA2,2,01/06/2001,BAFR,UN2,,\n',
  'episodes.csv':
    'CHILD,DECOM,RNE,LS,CIN,PLACE,PLACE_PROVIDER,DEC,REC,REASON_PLACE_CHANGE,HOME_POST,PL_POST,URN\nA1,01/02/2014,S,V2,N8,U6,PR1,,,,,,\nA2,01/02/2014,S,V2,N8,K2,PR1,,,,,,\n',
  'missing.csv':
    'CHILD,DOB,MISSING,MIS_START,MIS_END\nA1,01/01/2000,M,01/03/2015,05/03/2015\nA2,01/06/2001,A,01/04/2015,02/04/2015\n',
}))
  writeFileSync(at(name), text)
const files = ['header.csv', 'episodes.csv', 'missing.csv'].map(at)
const done = await turnstone(['import', ...files, '--council', 'E10000016', '--data', data])
if (done.exit !== 0) throw new Error(done.err)

const count = (...words: string[]) => turnstone(['count', ...words, '--data', data])
const year = ['--from', '2015-01-01', '--to', '2015-12-31']

function saysOnly(ran: Ran, words: RegExp) {
  expect(ran.exit).toBe(2)
  expect(ran.out).toBe('')
  expect(ran.err).toMatch(words)
  // A second line says where the help is.
  expect(ran.err.trim().split('\n').length).toBeLessThanOrEqual(2)
}

describe('turnstone count', () => {
  test('gives cells by what was asked for, with coverage, as JSON alone', async () => {
    const ran = await count('missing-incidents', ...year, '--by', 'sex,kind', '--json')
    expect(ran.exit).toBe(0)
    const read = JSON.parse(ran.out) as { knownOn: string; cells: object[] }
    // A1, a boy, missing once; A2, a girl, away once: two children looked at, both in a return with missing rows.
    expect(read).toMatchObject({
      measure: 'missing-incidents',
      cells: [
        { sex: 'F', kind: 'away', value: 1 },
        { sex: 'M', kind: 'missing', value: 1 },
      ],
      coverage: { held: 2, of: 2 },
    })
    expect(read.knownOn).toMatch(/Z$/)
  })

  test('without a breakdown has one cell, also where it is 0; before anything was known nobody is counted', async () => {
    expect(JSON.parse((await count('1a', ...year, '--json')).out)).toMatchObject({ cells: [{ value: 0 }] })
    const then = await count('looked-after', ...year, '--known-on', '2000-01-01', '--json')
    expect(JSON.parse(then.out)).toMatchObject({ cells: [{ value: 0 }], coverage: { held: 0, of: 0 } })
  })

  test('in words says what was counted and what it means', async () => {
    const { out } = await count('missing-children', ...year, '--by', 'duration-hours')
    // Four days without a time are 96 hours; one day is 24.
    expect(out).toMatch(/Over 72 hours +1/)
    expect(out).toMatch(/Up to 24 hours +1/)
    expect(out).toContain(
      'Children looked after in the period with a missing or away episode that touches it',
    )
    expect(out).toContain('FOR INTERNAL USE')
  })

  test('writes spreadsheets, and the Department’s shape with its description, and replaces nothing', async () => {
    for (const kind of ['xlsx', 'ods']) {
      const ran = await count('missing-incidents', ...year, '--by', 'sex', '--out', at(`incidents.${kind}`))
      expect(ran.exit).toBe(0)
      expect(readBook(readFileSync(at(`incidents.${kind}`))).SheetNames).toContain('Table 1')
    }
    expect(
      (await count('missing-incidents', ...year, '--by', 'sex', '--out', at('incidents.csv'))).exit,
    ).toBe(0)
    const rows = (name: string) => readCsv(readFileSync(at(name), 'utf8')).records.map((one) => one.values)
    expect(screenEes(rows('incidents.csv'), rows('incidents.meta.csv'))).toEqual([])
    expect(JSON.parse(readFileSync(at('incidents-metadata.json'), 'utf8'))).toMatchObject({
      url: 'incidents.csv',
    })
    saysOnly(await count('missing-incidents', ...year, '--out', at('incidents.csv')), /is there already/)
  })

  test.each([
    [[], /Name one measure/],
    [['1z', ...year], /There is no measure "1z"/],
    [['1a', ...year, '--by', 'colour'], /There is no breakdown "colour"/],
    [['1a', ...year, '--by', 'sex,sex'], /named twice/],
    [['1a', '--from', '2015-12-31', '--to', '2015-01-01'], /before it begins/],
    [['1a', '--from', '2015-02-30', '--to', '2015-03-01'], /--from 2015-02-30/],
    [['1a', ...year, '--set', 'absent=never'], /The setting absent is/],
    [['1a', ...year, '--out', 'answer.pdf'], /ends in .xlsx, .ods, .csv/],
    [['1a', ...year, '--out', '/nowhere/at/all/answer.ods'], /cannot be written/],
    [['1a', '--from', '2015-01-01', '--to', '2015-04-30', '--out', 'half.csv'], /whole years/],
  ])('what cannot be asked is one sentence: %j', async (words, sentence) => {
    saysOnly(await count(...words), sentence)
    expect(existsSync('half.csv')).toBe(false)
  })
})

describe('turnstone collate', () => {
  const head = 'authority,measure,from,to,outcome,value,note\n'
  const put = (name: string, text: string | Uint8Array) => {
    writeFileSync(at(name), text)
    return at(name)
  }
  const answers = put(
    'answers.csv',
    `${head}Kent,1c,2021-01-01,2021-12-31,value,14,\nDevon,1c,2021-01-01,2021-12-31,below,5,\nMoray,1c,2021-01-01,2021-12-31,no-reply,,\nEden,1c,2021-01-01,2021-12-31,not-responsible,,\n`,
  )

  test('adds up, as JSON of exactly what was asked, answered and usable', async () => {
    expect(JSON.parse((await turnstone(['collate', answers, '--json'])).out)).toEqual([
      {
        measure: '1c',
        from: '2021-01-01',
        to: '2021-12-31',
        asked: 3,
        answered: 2,
        usable: 2,
        low: 14,
        high: 19,
      },
    ])
  })

  test('says whose population stands behind it, and what was published beside an answer', async () => {
    mkdirSync(at('releases'))
    put('releases/la.csv', 'New_geog_code,CLA_UASC\nE10000016,300\nE10000008,x\nE06000041,100\n')
    const { out } = await turnstone(['collate', answers, '--releases', at('releases')])
    expect(out).toMatch(/stand for 300 of 400 \(75 %\)/)
    expect(out).toMatch(/Devon, 1c, .*answered below 5; CLA_UASC of la.csv is hidden/)
  })

  test('with a list of England alone says that the total is not the country’s', async () => {
    const list = put('england.csv', 'code,name,nation,region\nE10000016,Kent,England,South East\n')
    const { err, exit } = await turnstone(['collate', answers, '--authorities', list])
    expect(exit).toBe(0)
    expect(err).toMatch(/England only/)
    expect(err).toMatch(/Not in the list of authorities, and counted all the same: Devon, Moray/)
  })

  test.each([
    ['an answer of another shape', 'name,answer\nKent,5\n', /lacks authority and measure/],
    ['two tables in one', `${head}Kent,1c,2021-01-01,2021-12-31,value,14,\nKent,14\n`, /Line 3 has 2 values/],
    ['a spreadsheet', Buffer.from([0x50, 0x4b, 3, 4, 0, 0]), /is a zip file or a spreadsheet/],
    ['nothing', '', /is empty/],
  ])('%s is one sentence', async (_what, text, sentence) => {
    saysOnly(await turnstone(['collate', put('wrong.csv', text), '--json']), sentence)
  })

  test('a file or folder that is not there is one sentence', async () => {
    saysOnly(await turnstone(['collate', at('none.csv')]), /cannot be read/)
    saysOnly(await turnstone(['collate', answers, '--releases', at('none')]), /no folder/)
    saysOnly(await turnstone(['collate', answers, '--by', 'county']), /--by is nation or region/)
  })
})
