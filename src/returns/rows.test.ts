import { describe, expect, test } from 'vitest'
import type { headings } from '../../test/support/council-files.ts'
import { csv, holds } from '../../test/support/council-files.ts'
import { importing, testRegister } from '../../test/support/register.ts'

const register = await testRegister()

type Table = keyof typeof headings
const one = (table: Table, ...rows: string[]) =>
  importing(register, { [`${table}.csv`]: csv(table, ...rows) })

/** The equation that every import keeps. */
function balanced(done: Awaited<ReturnType<typeof one>>) {
  expect(done.rows).toBe(done.added + done.superseded + done.unchanged + done.aside.length)
  for (const file of done.files)
    expect(file.rows).toBe(file.added + file.superseded + file.unchanged + file.aside)
  return done
}

const episode = (
  number: string,
  decom: string,
  dec = '',
  more: Partial<Record<'RNE' | 'LS' | 'CIN' | 'PLACE' | 'PR' | 'REC' | 'WHY', string>> = {},
) =>
  [
    number,
    decom,
    more.RNE ?? 'S',
    more.LS ?? 'V2',
    more.CIN ?? 'N8',
    more.PLACE ?? 'U6',
    more.PR ?? 'PR1',
    dec,
    more.REC ?? '',
    more.WHY ?? '',
    '',
    '',
    '',
  ].join(',')

describe('a ragged row is set aside with its file and line', () => {
  test('too many values', async () => {
    const done = balanced(await one('uasc', 'RG1,M,01/01/2000,,something,more', 'RG2,M,01/01/2000,'))
    expect(done).toMatchObject({
      rows: 2,
      added: 1,
      aside: [
        {
          file: 'uasc.csv',
          line: 2,
          problem: expect.stringContaining('6 values under 4 headings') as string,
        },
      ],
    })
    expect(await holds(register, 'RG1')).toBeNull()
  })

  test('too few values', async () => {
    const done = balanced(await one('missing', 'RG3,01/01/2000,M'))
    expect(done).toMatchObject({ rows: 1, added: 0, aside: [{ line: 2 }] })
    expect(await holds(register, 'RG3')).toBeNull()
  })
})

describe('a date that cannot be is set aside with its column', () => {
  test.each([
    '31/02/2015',
    '29/02/2015',
    '00/01/2015',
    '01/13/2015',
    '2015-02-30',
    '01/02/15',
    '1.2.2015',
    'soon',
    '01/02/0215',
  ])('MIS_START "%s"', async (written) => {
    const done = balanced(await one('missing', `D${written.replace(/\W/g, '')},01/01/2000,M,${written},`))
    expect(done.aside).toMatchObject([{ file: 'missing.csv', line: 2, column: 'MIS_START' }])
    expect(done.aside[0]?.problem).toContain(written)
  })

  test.each(['29/02/2016', '1/2/2016', '2016-02-01'])('"%s" is a day', async (written) => {
    expect((await one('missing', `OK${written.replace(/\W/g, '')},01/01/2000,M,${written},`)).aside).toEqual(
      [],
    )
  })

  test('an end before its start', async () => {
    expect((await one('missing', 'EB1,01/01/2000,M,02/02/2015,01/02/2015')).aside).toMatchObject([
      { column: 'MIS_END' },
    ])
    expect((await one('episodes', episode('EB2', '02/02/2015', '01/02/2015'))).aside).toMatchObject([
      { column: 'DEC' },
    ])
    expect((await one('trafficking', 'EB3,suspected,2015-02-02,2015-02-01,,')).aside).toMatchObject([
      { column: 'TO' },
    ])
    expect((await one('ssd_missing', ',EB4,2015-02-02 14:00,M,2015-02-02 13:00,,')).aside).toMatchObject([
      { column: 'MISS_MISSING_EPISODE_END_DATE' },
    ])
  })

  test('a start that is missing where it is needed', async () => {
    expect((await one('missing', 'NS1,01/01/2000,M,,01/02/2015')).aside).toMatchObject([
      { column: 'MIS_START' },
    ])
    expect((await one('header', 'NS2,M,,BAFR,UN2,,')).aside).toMatchObject([{ column: 'DOB' }])
  })

  test('an hour that did not happen, and one that happened twice', async () => {
    // 29 March 2015, 1:30am: the clocks went from 1am to 2am. 25 October 2015, 1:30am happened twice: the day is kept.
    expect((await one('ssd_missing', ',CC1,2015-03-29 01:30,M,,,')).aside).toMatchObject([
      { column: 'MISS_MISSING_EPISODE_START_DATE' },
    ])
    const twice = await one('ssd_missing', ',CC2,2015-10-25 01:30,M,,,')
    expect(twice).toMatchObject({ added: 1, aside: [] })
    expect(twice.notices.some((notice) => notice.line === 2 && notice.problem.includes('twice'))).toBe(true)
    expect((await holds(register, 'CC2'))?.find((entry) => entry.kind === 'missing')).toMatchObject({
      from: '2015-10-25',
      fromAt: null,
    })
  })

  test('an hour in summer is kept as the moment it was', async () => {
    await one('ssd_missing', ',CC3,2015-06-01 21:40,M,2015-06-02T03:10:00,,')
    // British Summer Time is one hour ahead of UTC.
    expect((await holds(register, 'CC3'))?.find((entry) => entry.kind === 'missing')).toMatchObject({
      from: '2015-06-01',
      fromAt: '2015-06-01T20:40:00.000000Z',
      until: '2015-06-02',
      untilAt: '2015-06-02T02:10:00.000000Z',
    })
  })
})

describe('a code that no edition has is set aside; a code of any edition is read', () => {
  test.each([
    ['LS', 'Z9'],
    ['PLACE', 'Q1'],
    ['REC', 'E99'],
    ['RNE', 'X'],
    ['CIN', 'N9'],
  ] as const)('%s %s', async (column, value) => {
    const done = balanced(await one('episodes', episode(`C${column}`, '01/01/2015', '', { [column]: value })))
    expect(done.aside).toMatchObject([{ column }])
    expect(done.aside[0]?.problem).toContain(value)
  })

  // Lists of the return: H5, P2 and Z1 until 2024-25, K3 from then, Z11 to Z14 from 2025-26.
  test.each(['A3', 'H5', 'K1', 'K3', 'k3', 'P2', 'R5', 'T4', 'U6', 'Z1', 'Z11', 'Z14'])(
    'PLACE %s',
    async (value) => {
      expect((await one('episodes', episode(`P${value}`, '01/01/2015', '', { PLACE: value }))).aside).toEqual(
        [],
      )
    },
  )
  test.each(['X1', 'E11', 'E2', 'E3', 'E4A', 'E4B', 'E13', 'E48', 'E8', 'E15', 'E17'])(
    'REC %s',
    async (value) => {
      expect(
        (await one('episodes', episode(`R${value}`, '01/01/2015', '01/02/2015', { REC: value }))).aside,
      ).toEqual([])
    },
  )
  test.each(['C1', 'C2', 'D1', 'E1', 'V2', 'V3', 'V4', 'J1', 'J2', 'J3', 'L1', 'L2', 'L3'])(
    'LS %s',
    async (value) => {
      expect((await one('episodes', episode(`S${value}`, '01/01/2015', '', { LS: value }))).aside).toEqual([])
    },
  )
  test.each([
    ['1', 'M'],
    ['2', 'F'],
    ['M', 'M'],
    ['f', 'F'],
    ['U', ''],
  ])('SEX %s of one edition or another', async (written, code) => {
    expect((await one('header', `X${written},${written},01/01/2000,WROM,UN2,,`)).aside).toEqual([])
    expect((await holds(register, `X${written}`))?.find((entry) => entry.kind === 'person')?.code).toBe(code)
  })
  test('SEX 3, ETHNIC XXXX and MISSING Q', async () => {
    expect((await one('header', 'U1,3,01/01/2000,XXXX,UN2,,')).aside).toMatchObject([
      { column: 'SEX', problem: expect.stringContaining('ETHNIC') as string },
    ])
    expect((await one('missing', 'U2,01/01/2000,Q,01/01/2015,')).aside).toMatchObject([{ column: 'MISSING' }])
  })
})

describe('trafficking.csv', () => {
  test.each([
    'none',
    'indicators',
    'suspected',
    'identified',
    'referred',
    'rg-positive',
    'rg-negative',
    'cg-positive',
    'cg-negative',
    'reconsidered',
    ' RG Positive ',
  ])('knows the word "%s"', async (word) => {
    expect(
      await one('trafficking', `W-${word.trim().replace(' ', '')},${word},2015-01-01,,NRM,`),
    ).toMatchObject({ rows: 1, added: 1, aside: [] })
  })
  test('and no other', async () => {
    expect((await one('trafficking', 'WX,maybe,2015-01-01,,,')).aside).toMatchObject([
      { column: 'STATUS', problem: expect.stringContaining('rg-positive') as string },
    ])
    expect((await one('trafficking', 'WY,,2015-01-01,,,')).aside).toMatchObject([{ column: 'STATUS' }])
  })
  test('"none" needs no day, every other word does', async () => {
    expect(await one('trafficking', 'WN,none,,,,')).toMatchObject({ added: 1, aside: [] })
    expect((await one('trafficking', 'WS,suspected,,,,')).aside).toMatchObject([{ column: 'FROM' }])
  })
})

describe('one entry for each row set aside', () => {
  test('with its first faulty column, in the order of the file, and every fault in the problem', async () => {
    const done = balanced(
      await importing(register, {
        'missing.csv': 'MIS_END,MIS_START,MISSING,DOB,CHILD\r\n31/02/2015,,Q,99/99/9999,MF1\r\n',
      }),
    )
    expect(done.aside).toHaveLength(1)
    const [aside] = done.aside
    expect(aside?.column).toBe('MIS_END')
    for (const column of ['MIS_START', 'MISSING', 'DOB']) expect(aside?.problem).toContain(column)
  })

  test('a row without a number of a child', async () => {
    expect((await one('uasc', ',M,01/01/2000,')).aside).toMatchObject([{ line: 2, column: 'CHILD' }])
  })

  test('two rows that are wrong in the same words are two', async () => {
    const done = balanced(await one('uasc', 'TW1,M,31/02/2000,', 'TW1,M,31/02/2000,'))
    expect(done.aside.map((aside) => aside.line)).toEqual([2, 3])
  })
})

describe('kept, and only listed', () => {
  const notice = (done: Awaited<ReturnType<typeof one>>, word: string) =>
    done.notices.filter((one) => one.problem.includes(word))

  test('an immigration status that maps to nothing is kept as written', async () => {
    const done = balanced(await one('ssd_immigration_status', 'IM1,,Waiting for a lift,2015-01-01,'))
    expect(done).toMatchObject({ added: 1, aside: [] })
    expect(notice(done, 'Waiting for a lift')).toMatchObject([
      { file: 'ssd_immigration_status.csv', line: 2 },
    ])
    expect(
      (await holds(register, 'IM1'))?.find((entry) => entry.kind === 'immigration')?.sealed,
    ).toMatchObject({ asWritten: 'Waiting for a lift' })
  })

  test('a nationality that maps to nothing, and an ethnicity in words, are kept as written', async () => {
    const done = balanced(await one('ssd_person', 'NA1,Ada,Invented,F,,Any other,2000-01-01,,Atlantean'))
    expect(done).toMatchObject({ added: 1, aside: [] })
    expect(notice(done, 'Atlantean')).toHaveLength(1)
    const entries = await holds(register, 'NA1')
    expect(entries?.find((entry) => entry.kind === 'nationality')?.sealed).toMatchObject({
      asWritten: 'Atlantean',
    })
    expect(JSON.stringify(entries?.find((entry) => entry.kind === 'person')?.sealed)).toContain('Any other')
  })

  test('a REC without DEC: the episode stays open', async () => {
    const done = balanced(await one('episodes', episode('RD1', '01/01/2015', '', { REC: 'E4A' })))
    expect(done).toMatchObject({ added: 1, aside: [] })
    expect(notice(done, 'DEC')).toMatchObject([{ line: 2, column: 'REC' }])
    expect((await holds(register, 'RD1'))?.find((entry) => entry.kind === 'episode')?.until).toBeNull()
  })

  test('an episode left open past the 18th birthday', async () => {
    const header = 'OP1,M,01/01/2000,BAFR,UN2,,'
    const done = balanced(
      await importing(register, {
        'header.csv': csv('header', header),
        'episodes.csv': csv('episodes', episode('OP1', '01/01/2015')),
      }),
    )
    expect(done).toMatchObject({ rows: 2, added: 2, aside: [] })
    expect(notice(done, '2018-01-01')).toMatchObject([{ file: 'episodes.csv', line: 2, column: 'DEC' }])
  })
})
