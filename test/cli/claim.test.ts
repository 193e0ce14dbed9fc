import { mkdirSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { expect, test } from 'vitest'
import { headings } from '../support/council-files.ts'
import { turnstone, workFolder } from '../support/command.ts'

/** Five invented children of a return, and what the council is owed for them in March and April 2018: by hand. */
const work = workFolder()
const files = join(work, 'return')
const data = join(work, 'register')
mkdirSync(files)
const csv = (name: keyof typeof headings, rows: string[]) =>
  writeFileSync(join(files, `${name}.csv`), `${[headings[name], ...rows].join('\r\n')}\r\n`)
csv('header', [
  'INV1,1,15/06/2004,WBRI,,,',
  'INV2,1,10/03/2002,WBRI,,,',
  'INV3,2,10/03/2000,WBRI,,,',
  'INV4,1,15/06/2004,WBRI,,,',
  'INV5,1,15/06/2004,WBRI,,,',
])
csv('episodes', [
  'INV1,10/01/2018,S,V2,N8,U4,PR1,,,,,,',
  'INV2,10/06/2016,S,V2,N8,U4,PR1,,,,,,',
  'INV3,10/01/2018,S,V2,N8,U4,PR1,10/03/2018,E17,,,,',
  'INV4,10/01/2018,S,V2,N8,U4,PR1,12/03/2018,E4A,,,,',
  // Never unaccompanied.
  'INV5,10/01/2018,S,V2,N1,U4,PR1,,,,,,',
])
csv('uasc', ['INV1,1,15/06/2004,', 'INV2,1,10/03/2002,', 'INV3,2,10/03/2000,', 'INV4,1,15/06/2004,'])
csv('missing', ['INV1,15/06/2004,M,01/03/2018,10/04/2018'])
const ran = await turnstone(['import', files, '--council', 'E10000016', '--data', data])
if (ran.exit === null || ran.exit > 1) throw new Error(`${ran.out}${ran.err}`)
const ask = (...more: string[]) => turnstone(['claim', '--data', data, ...more])

test('nights and pounds of two months', async () => {
  const done = await ask('--from', '2018-03', '--to', '2018-04', '--json')
  expect(done.err).toBe('')
  expect(JSON.parse(done.out)).toEqual({
    months: [
      {
        month: '2018-03',
        children: [
          // Missing from 1 March: 28 nights.
          { child: 'INV1', nights: 28, amount: 28 * 114 },
          // In care before July 2016, 16 on 10 March: 9 nights at 95 and 22 at 71.
          { child: 'INV2', nights: 31, amount: 9 * 95 + 22 * 71 },
          // 18 on 10 March: nine nights.
          { child: 'INV3', nights: 9, amount: 9 * 91 },
          // Care ceased on the 12th: eleven nights.
          { child: 'INV4', nights: 11, amount: 11 * 114 },
        ],
        total: 28 * 114 + 9 * 95 + 22 * 71 + 9 * 91 + 11 * 114,
      },
      {
        month: '2018-04',
        children: [
          // Back on 10 April: from that night on.
          { child: 'INV1', nights: 21, amount: 21 * 114 },
          { child: 'INV2', nights: 30, amount: 30 * 71 },
        ],
        total: 21 * 114 + 30 * 71,
      },
    ],
  })
})

test('a month that is none, and one before any rate is known, are refused in a sentence', async () => {
  for (const [from, says] of [
    ['2018-13', 'A month is written 2018-03.'],
    ['2013-01', 'no rates before 2014-04 are known'],
  ] as const) {
    const done = await ask('--from', from, '--to', '2018-04')
    expect(done.exit).not.toBe(0)
    expect(done.err).toContain(says)
  }
})

test('the threshold of a day: four of 5,714 children are 0.07 %, of 5,715 they are not', async () => {
  const published = join(work, 'populations.csv')
  const standing = async (population: number, on: string) => {
    writeFileSync(
      published,
      `AUTHORITY,YEAR,CHILDREN,SOURCE\r\nKent,2018,${population},Invented for this test\r\n`,
    )
    const done = await turnstone([
      'threshold',
      '--data',
      data,
      '--on',
      on,
      '--populations',
      published,
      '--json',
    ])
    expect(done.err).toBe('')
    return JSON.parse(done.out) as {
      unaccompanied: number
      funding: unknown
      transfer: { over: boolean; line: number }
    }
  }
  // The third child is 18 on the 10th, the fourth left on the 12th: four on the 9th, two on the 12th.
  expect(await standing(5714, '2018-03-09')).toMatchObject({
    unaccompanied: 4,
    // The funding knew no threshold before June 2020.
    funding: null,
    transfer: { over: true, line: 3, population: 5714 },
  })
  // The later figure of the same year counts.
  expect((await standing(5715, '2018-03-09')).transfer).toMatchObject({ over: false, line: 4 })
  expect((await standing(5715, '2018-03-12')).unaccompanied).toBe(2)
})

test('a file of populations with a mistake keeps nothing', async () => {
  const wrong = join(work, 'wrong.csv')
  writeFileSync(wrong, 'AUTHORITY,YEAR,CHILDREN,SOURCE\nKent,2019,4,x\nAtlantis,2019,5,x\n')
  const done = await turnstone(['threshold', '--data', data, '--on', '2019-06-01', '--populations', wrong])
  expect(done.exit).not.toBe(0)
  expect(done.err).toContain('wrong.csv: Line 3: AUTHORITY is "Atlantis"')
  const after = await turnstone(['threshold', '--data', data, '--on', '2019-06-01', '--json'])
  expect(JSON.parse(after.out)).toMatchObject({ transfer: { populationYear: 2018 } })
})

test('care leavers, where they are asked for: a seventh of the week’s rate a night, by hand', async () => {
  // INV1 was 18 on 15 June 2022, in care since 2018 as far as is known: 30 nights at 270 pounds a week are 30 × 270 / 7 = 1,157.14.
  // INV2 was 21 on 10 March 2023. INV3 and INV4 were nine weeks in care, and INV5 was never unaccompanied.
  const done = await ask('--from', '2023-04', '--to', '2023-04', '--leavers', '--json')
  expect(done.err).toBe('')
  const { leavers } = JSON.parse(done.out) as { leavers: unknown }
  expect(leavers).toEqual([
    { month: '2023-04', young: [{ child: 'INV1', nights: 30, amount: '1157.14' }], total: '1157.14' },
  ])
  expect((await ask('--from', '2023-04', '--to', '2023-04', '--leavers')).out).toContain(
    '2023-04, care leavers: 1157.14 pounds for 1 young person',
  )
})
