import { describe, expect, test } from 'vitest'
import { csv, files, holds } from '../../test/support/council-files.ts'
import { importing, testRegister } from '../../test/support/register.ts'

const register = await testRegister()
const only = async (number: string, kind: string) =>
  (await holds(register, number))?.filter((entry) => entry.kind === kind) ?? []

describe('a second row for one child in a table that has one row for each', () => {
  test.each([
    ['another date of birth', 'H1,M,01/01/2000,BAFR,UN2,,', 'H1,M,02/01/2000,BAFR,UN2,,', 'DOB'],
    ['another sex', 'H2,M,01/01/2000,BAFR,UN2,,', 'H2,F,01/01/2000,BAFR,UN2,,', 'SEX'],
    ['another ethnicity', 'H3,M,01/01/2000,BAFR,UN2,,', 'H3,M,01/01/2000,WBRI,UN2,,', 'ETHNIC'],
    [
      'an ethnicity where the first has none',
      'H4,M,01/01/2000,,UN2,,',
      'H4,M,01/01/2000,WBRI,UN2,,',
      'ETHNIC',
    ],
    [
      'another pupil number',
      'H5,M,01/01/2000,BAFR,A123456789012,,',
      'H5,M,01/01/2000,BAFR,B123456789012,,',
      'UPN',
    ],
  ])('with %s is set aside, and the first row stands', async (_name, one, two, column) => {
    const text = { 'header.csv': csv('header', one, two) }
    const done = await importing(register, text)
    expect(done).toMatchObject({ rows: 2, added: 1, aside: [{ file: 'header.csv', line: 3, column }] })
    expect(done.aside[0]?.problem).toContain('line 2')
    const held = await holds(register, one.slice(0, 2))
    expect(await importing(register, text)).toMatchObject({
      rows: 2,
      added: 0,
      superseded: 0,
      unchanged: 1,
      aside: [{ line: 3, column }],
    })
    expect(await holds(register, one.slice(0, 2))).toEqual(held)
  })

  test('that says the same is unchanged', async () => {
    const row = 'H6,M,01/01/2000,BAFR,UN2,,'
    expect(await importing(register, { 'header.csv': csv('header', row, row) })).toMatchObject({
      rows: 2,
      added: 1,
      unchanged: 1,
      aside: [],
    })
  })

  test('with another DUC is set aside', async () => {
    const done = await importing(register, {
      'uasc.csv': csv('uasc', 'H7,M,01/01/2000,01/05/2015', 'H7,M,01/01/2000,01/06/2015'),
    })
    expect(done.aside).toMatchObject([{ line: 3, column: 'DUC' }])
    expect(await only('H7', 'immigration')).toMatchObject([{ until: '2015-05-01' }])
  })

  test('with another date of birth than the header, in another table: the row may be another child’s', async () => {
    const done = await importing(register, {
      'header.csv': csv('header', 'H8,M,01/01/2000,BAFR,UN2,,'),
      'missing.csv': csv('missing', 'H8,02/01/2000,M,01/06/2015,'),
    })
    expect(done).toMatchObject({ added: 1, aside: [{ file: 'missing.csv', line: 2, column: 'DOB' }] })
    expect(await only('H8', 'missing')).toEqual([])
  })
})

describe('spells that exclude one another', () => {
  const spells = (number: string, ...missing: [string, string, string?][]) =>
    importing(register, files({ number, missing }))
  const days = async (number: string) =>
    (await only(number, 'missing')).map(({ from, until }) => `${from ?? ''} ${until ?? 'open'}`).sort()

  test('that touch on one day do not overlap', async () => {
    expect(
      await spells('E1', ['M', '2015-01-01', '2015-01-05'], ['A', '2015-01-05', '2015-01-09']),
    ).toMatchObject({ aside: [], added: 3 })
  })

  test('that share two days do: the later row in the file is set aside', async () => {
    const done = await spells('E2', ['M', '2015-01-01', '2015-01-06'], ['A', '2015-01-05', '2015-01-09'])
    expect(done).toMatchObject({
      rows: 3,
      added: 2,
      aside: [{ file: 'missing.csv', line: 3, column: 'MIS_START' }],
    })
    expect(done.aside[0]?.problem).toContain('line 2')
    expect(await days('E2')).toEqual(['2015-01-01 2015-01-06'])
  })

  test('and the later row is the one further down, not the one with the later day', async () => {
    const done = await spells('E3', ['A', '2015-01-05', '2015-01-09'], ['M', '2015-01-01', '2015-01-06'])
    expect(done.aside).toMatchObject([{ line: 3 }])
    expect(await days('E3')).toEqual(['2015-01-05 2015-01-09'])
  })

  test('an open one overlaps everything later', async () => {
    expect((await spells('E4', ['M', '2015-01-01'], ['M', '2015-02-01', '2015-02-02'])).aside).toMatchObject([
      { line: 3 },
    ])
  })

  test('a row that is set aside stands in nobody’s way', async () => {
    // The second overlaps the first; the third overlaps only the second.
    const done = await spells(
      'E5',
      ['M', '2015-01-01', '2015-01-10'],
      ['M', '2015-01-05', '2015-01-20'],
      ['M', '2015-01-15', '2015-01-25'],
    )
    expect(done.aside).toMatchObject([{ line: 3 }])
    expect(await days('E5')).toEqual(['2015-01-01 2015-01-10', '2015-01-15 2015-01-25'])
  })

  test('spells of no length stand beside others on their day, and inside longer ones', async () => {
    const done = await spells(
      'E6',
      ['A', '2015-01-01', '2015-01-01'],
      ['A', '2015-01-01', '2015-01-01'],
      ['M', '2015-01-01', '2015-01-03'],
      ['A', '2015-01-02', '2015-01-02'],
    )
    expect(done).toMatchObject({ rows: 5, added: 5, aside: [] })
    expect(await days('E6')).toEqual([
      '2015-01-01 2015-01-01',
      '2015-01-01 2015-01-01',
      '2015-01-01 2015-01-03',
      '2015-01-02 2015-01-02',
    ])
  })

  test('the same row three times is one and two set aside', async () => {
    const row: [string, string, string] = ['M', '2015-01-01', '2015-01-03']
    const done = await spells('E7', row, row, row)
    expect(done.rows).toBe(4)
    expect(done.aside.map((aside) => aside.line)).toEqual([3, 4])
  })

  test('episodes, placements and legal statuses, each among themselves only', async () => {
    const done = await importing(register, {
      ...files({
        number: 'E8',
        care: [
          { from: '2015-01-01', until: '2015-03-01', rec: 'X1' },
          { from: '2015-02-28', rne: 'P' },
        ],
        legal: [
          ['V2', '2015-01-01', '2015-03-01'],
          ['C1', '2015-02-01'],
        ],
      }),
      'ssd_cla_placement.csv': csv(
        'ssd_cla_placement',
        ',E8,2015-01-01,U6,2015-03-01,PR1,,,',
        ',E8,2015-03-01,K2,,PR4,,,',
      ),
    })
    expect(done.aside.map(({ file, line }) => [file, line])).toEqual(
      expect.arrayContaining([
        ['episodes.csv', 3],
        ['ssd_legal_status.csv', 3],
      ]),
    )
    expect(done.aside).toHaveLength(2)
  })

  test('a row that would come to overlap what the register holds is set aside, and so it is again', async () => {
    await spells('E9', ['M', '2015-01-01', '2015-01-05'], ['M', '2015-01-05', '2015-01-09'])
    const longer = files({
      number: 'E9',
      missing: [
        ['M', '2015-01-01', '2015-01-07'],
        ['M', '2015-01-05', '2015-01-09'],
      ],
    })
    for (let again = 0; again < 2; again++) {
      const done = await importing(register, longer)
      expect(done.rows).toBe(done.unchanged + done.aside.length)
      expect(done.aside).toHaveLength(1)
    }
    expect(await days('E9')).toEqual(['2015-01-01 2015-01-05', '2015-01-05 2015-01-09'])
  })
})
