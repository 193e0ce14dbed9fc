import { describe, expect, test } from 'vitest'
import { type OneChild, csv, files, holds } from '../../test/support/council-files.ts'
import { importing, testRegister } from '../../test/support/register.ts'
import type { ImportResult } from './index.ts'

const register = await testRegister()
const bring = (...children: OneChild[]) => importing(register, files(...children))
const only = async (number: string, kind: string) =>
  (await holds(register, number))?.filter((entry) => entry.kind === kind) ?? []
const absent = (done: ImportResult, kind: string) =>
  done.notices.filter((notice) => notice.problem.startsWith('absent') && notice.problem.includes(`(${kind} `))

const whole = (number: string): OneChild => ({
  number,
  care: [
    { from: '2015-01-01', until: '2015-03-01', rec: 'X1' },
    { from: '2015-03-01', until: '2015-03-01', rec: 'X1', rne: 'L' },
    { from: '2015-03-01', rne: 'P' },
  ],
  uasc: true,
  missing: [
    ['A', '2015-05-01', '2015-05-01'],
    ['A', '2015-05-01', '2015-05-01'],
    ['M', '2015-05-01', '2015-05-02'],
    ['M', '2015-05-02'],
  ],
  seen: [['M', '2015-05-02 21:00']],
  immigration: [['Separated child', '2015-01-05']],
  trafficking: [
    ['suspected', '2015-01-05', '2015-02-01'],
    ['referred', '2015-01-05'],
    ['rg-positive', '2015-01-05'],
    ['none'],
  ],
})

describe('the same files twice', () => {
  test('add nothing, with several spells on one day and spells of no length', async () => {
    const first = await bring(whole('S1'))
    // 1 header, 3 episodes (on 1 March one of no length), 1 uasc, 4 missing, 1 + 1 of the dataset, 4 of the list.
    expect(first).toMatchObject({ rows: 15, aside: [], superseded: 0 })
    const held = await holds(register, 'S1')
    expect(held?.filter((entry) => entry.kind === 'missing')).toHaveLength(4)
    expect(held?.filter((entry) => entry.kind === 'episode')).toHaveLength(3)

    const second = await bring(whole('S1'))
    expect(second).toMatchObject({ rows: 15, added: 0, superseded: 0, unchanged: 15, aside: [] })
    expect((await holds(register, 'S1'))?.map((entry) => entry.id).sort()).toEqual(
      held?.map((entry) => entry.id).sort(),
    )
  })

  test('in another order, too', async () => {
    await bring(whole('S2'))
    const turned = Object.fromEntries(Object.entries(files(whole('S2'))).reverse())
    expect(await importing(register, turned)).toMatchObject({
      rows: 15,
      added: 0,
      superseded: 0,
      unchanged: 15,
      aside: [],
    })
  })
})

describe('a row that says more or something else than before', () => {
  test('supersedes: an open episode that has ended since', async () => {
    await bring({ number: 'M1', care: [{ from: '2015-01-01' }] })
    const done = await bring({
      number: 'M1',
      care: [{ from: '2015-01-01', until: '2015-06-01', rec: 'E4A' }],
    })
    expect(done).toMatchObject({ rows: 2, added: 0, superseded: 1, unchanged: 1 })
    const [now, ...others] = await only('M1', 'episode')
    expect(others).toEqual([])
    expect(now).toMatchObject({ from: '2015-01-01', until: '2015-06-01' })
    expect(now?.supersedes).not.toBeNull()
  })

  test('of a code: the missing child was away', async () => {
    await bring({ number: 'M2', missing: [['M', '2015-01-01', '2015-01-02']] })
    expect(await bring({ number: 'M2', missing: [['A', '2015-01-01', '2015-01-02']] })).toMatchObject({
      superseded: 1,
      unchanged: 1,
    })
    expect(await only('M2', 'missing')).toMatchObject([{ code: 'A' }])
  })
})

describe('the same fact from a second source is one entry', () => {
  const inReturn: OneChild = { number: '', missing: [['M', '2015-06-01', '2015-06-02']] }
  const inDataset: OneChild = {
    number: '',
    noHeader: true,
    seen: [['Missing', '2015-06-01 21:40', '02/06/2015 04:15']],
  }

  test.each([
    ['return first', inReturn, inDataset],
    ['dataset first', inDataset, inReturn],
  ])('and the more precise time stays: %s', async (name, first, second) => {
    const number = `P${name.length}`
    await bring({ ...first, number })
    const done = await bring({ ...second, number })
    expect(done.aside).toEqual([])
    // 9:40pm and 4:15am in British Summer Time.
    expect(await only(number, 'missing')).toMatchObject([
      {
        code: 'M',
        from: '2015-06-01',
        until: '2015-06-02',
        fromAt: '2015-06-01T20:40:00.000000Z',
        untilAt: '2015-06-02T03:15:00.000000Z',
      },
    ])
    // And importing the vaguer one once more takes nothing away.
    expect(await bring({ ...inReturn, number })).toMatchObject({ added: 0, superseded: 0 })
    expect(await only(number, 'missing')).toMatchObject([{ fromAt: '2015-06-01T20:40:00.000000Z' }])
  })

  test('in one import: return, dataset and episodes of both', async () => {
    const done = await bring({
      number: 'P1',
      care: [{ from: '2015-01-01', until: '2015-08-01', rec: 'E4A' }],
      datasetCare: [{ from: '2015-01-01', until: '2015-08-01', rne: 'S', rec: 'E4A' }],
      missing: [['M', '2015-06-01']],
      seen: [['M', '2015-06-01 08:00', '2015-06-03']],
    })
    expect(done).toMatchObject({ rows: 5, aside: [], superseded: 0 })
    expect(await only('P1', 'episode')).toHaveLength(1)
    expect(await only('P1', 'missing')).toMatchObject([{ until: '2015-06-03' }])
  })

  test('where one day has several, they are matched by their order in the file', async () => {
    await bring({
      number: 'P2',
      missing: [
        ['A', '2015-06-01', '2015-06-01'],
        ['M', '2015-06-01', '2015-06-02'],
      ],
    })
    const done = await bring({
      number: 'P2',
      noHeader: true,
      seen: [
        ['A', '2015-06-01 09:00', '2015-06-01 10:00'],
        ['M', '2015-06-01 20:00', '2015-06-02 02:00'],
      ],
    })
    expect(done.aside).toEqual([])
    const held = (await only('P2', 'missing')).map(({ code, fromAt }) => [code, fromAt])
    expect(held).toEqual(
      expect.arrayContaining([
        ['A', '2015-06-01T08:00:00.000000Z'],
        ['M', '2015-06-01T19:00:00.000000Z'],
      ]),
    )
    expect(held).toHaveLength(2)
  })

  test.each([
    ['kind', { seen: [['A', '2015-06-01', '2015-06-02']] }, 'MISS_MISSING_EPISODE_TYPE'],
    ['end', { seen: [['M', '2015-06-01', '2015-06-05']] }, 'MISS_MISSING_EPISODE_END_DATE'],
  ] as [string, Partial<OneChild>, string][])(
    'a difference of substance goes to the worklist: another %s',
    async (name, second, column) => {
      const number = `Q-${name}`
      await bring({ ...inReturn, number })
      const before = await only(number, 'missing')
      const done = await bring({ ...second, number, noHeader: true })
      expect(done.aside).toMatchObject([{ file: 'ssd_missing.csv', line: 2, column }])
      expect(await only(number, 'missing')).toEqual(before)
    },
  )

  test('another date of birth in the dataset goes to the worklist', async () => {
    await bring({ number: 'Q1', born: '2000-01-01' }, { number: 'Q2' }, { number: 'Q3' })
    const done = await importing(register, {
      'ssd_person.csv': csv(
        'ssd_person',
        'Q1,Ada,Invented,,,,2000-01-10,,',
        'Q2,Bea,Invented,,,,2000-01-01,,',
      ),
    })
    expect(done.aside).toMatchObject([{ line: 2, column: 'PERS_DOB' }])
    expect(await only('Q1', 'person')).toMatchObject([{ attributes: { dob: '2000-01-01' } }])
  })
})

describe('a row that an earlier import of the same source brought and this file lacks', () => {
  const two: OneChild = {
    number: 'A1',
    missing: [
      ['M', '2015-06-01', '2015-06-02'],
      ['M', '2015-07-01', '2015-07-02'],
    ],
  }
  const one: OneChild = { number: 'A1', missing: [['M', '2015-06-01', '2015-06-02']] }

  test('is listed as absent, once for each, and left standing', async () => {
    await bring(two)
    for (const done of [await bring(one), await bring(one)]) {
      expect(absent(done, 'missing').filter((notice) => notice.problem.includes('2015-07-01'))).toHaveLength(
        1,
      )
      expect(done).toMatchObject({ superseded: 0, added: 0 })
    }
    expect(await only('A1', 'missing')).toHaveLength(2)
  })

  test('and withdrawn where that is asked for; what another source says as well stays', async () => {
    await bring({ ...two, number: 'A2', seen: [['M', '2015-07-01']] })
    await importing(register, files({ ...one, number: 'A2', missing: [] }, { ...one, number: 'A3' }), {
      withdrawAbsent: true,
    })
    // The episode of June was said by the return alone; that of July by the dataset too, whose file is not in this import.
    expect(await only('A2', 'missing')).toMatchObject([{ from: '2015-07-01' }])
  })

  test('a file of another table makes nothing absent', async () => {
    await bring({ ...two, number: 'A4' })
    const done = await bring({ number: 'A4', uasc: true })
    expect(done.notices.filter((notice) => notice.problem.includes('missing file'))).toEqual([])
  })

  test('a row that is there and cannot be read is not absent', async () => {
    await bring({ ...one, number: 'A5' })
    const done = await importing(
      register,
      { 'missing.csv': csv('missing', 'A5,01/01/2000,M,01/06/2015,99/06/2015') },
      { withdrawAbsent: true },
    )
    expect(done.aside).toHaveLength(1)
    expect(await only('A5', 'missing')).toHaveLength(1)
  })
})
