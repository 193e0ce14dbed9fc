import { describe, expect, test } from 'vitest'
import { day } from '../../plain/index.ts'
import { readPopulations } from './populations.ts'
import { exactLineOf, lineOf, shareOn, thresholdOn } from './share.ts'

describe('the threshold of a day', () => {
  test('the transfer scheme: 0.07 % until 23 August 2022, 0.1 % from the 24th; the funding stayed at 0.07 %', () => {
    expect(thresholdOn('transfer', day('2016-06-30'))).toBeUndefined()
    expect(thresholdOn('transfer', day('2016-07-01'))?.per10000).toBe(7)
    expect(thresholdOn('transfer', day('2022-08-23'))?.per10000).toBe(7)
    expect(thresholdOn('transfer', day('2022-08-24'))?.per10000).toBe(10)
    expect(thresholdOn('funding', day('2020-05-31'))).toBeUndefined()
    expect(thresholdOn('funding', day('2024-01-01'))?.per10000).toBe(7)
  })

  test('the numbers that councils gave out: Kent 231 in 2021, Devon 100 in 2017', () => {
    // What they imply (231 / 0.0007 and 100 / 0.0007), rounded as children are.
    expect(lineOf({ per10000: 7 }, 330_000)).toBe(231)
    expect(lineOf({ per10000: 7 }, 142_900)).toBe(100)
    // At 0.1 % the same 330,000 give 330, and part of a child is left off.
    expect(lineOf({ per10000: 10 }, 330_000)).toBe(330)
    expect(lineOf({ per10000: 10 }, 330_999)).toBe(330)
    // 0.07 % of 329,999 are 230.9993: 230 children do not reach it.
    expect(exactLineOf({ per10000: 7 }, 329_999)).toBe('230.9')
  })
})

describe('where a council stands', () => {
  const known = [
    { year: 2020, children: 330_000 },
    { year: 2022, children: 340_000 },
  ]

  test('231 of 330,000 are 0.07 % and over the line; 230 are not', () => {
    expect(shareOn('funding', day('2021-06-10'), 231, known)).toMatchObject({
      over: true,
      line: 231,
      population: 330_000,
    })
    expect(shareOn('funding', day('2021-06-10'), 230, known)?.over).toBe(false)
  })

  test('the latest published year that is not later than the day counts', () => {
    expect(shareOn('transfer', day('2021-12-31'), 1, known)?.populationYear).toBe(2020)
    expect(shareOn('transfer', day('2022-01-01'), 1, known)?.populationYear).toBe(2022)
    expect(shareOn('transfer', day('2019-12-31'), 1, known)).toBeNull()
  })
})

describe('a file of populations', () => {
  test('an authority is named by its code, its number or its name', () => {
    expect(
      readPopulations(
        '\uFEFFauthority,year,children,source\r\nE10000016,2024,"341,000",Invented\r\n878,2024,140000,Invented\r\nCroydon,2024,95000,Invented\r\n',
      ),
    ).toMatchObject({
      ok: true,
      value: [
        { authority: 'E10000016', children: 341_000 },
        { authority: 'E10000008' },
        { authority: 'E09000008' },
      ],
    })
  })

  test.each([
    ['', 'There is no column AUTHORITY'],
    ['AUTHORITY,YEAR,CHILDREN,SOURCE\n', 'no line below its first'],
    ['AUTHORITY,YEAR,CHILDREN,SOURCE\nAtlantis,2024,5,x', 'Line 2: AUTHORITY is "Atlantis"'],
    ['AUTHORITY,YEAR,CHILDREN,SOURCE\nKent,24,5,x', 'Line 2: YEAR is "24"'],
    ['AUTHORITY,YEAR,CHILDREN,SOURCE\nKent,2024,many,x', 'Line 2: CHILDREN is "many"'],
    ['AUTHORITY,YEAR,CHILDREN,SOURCE\nKent,2024,0,x', 'Line 2: CHILDREN is "0"'],
    ['AUTHORITY,YEAR,CHILDREN,SOURCE\nKent,2024,5,', 'Line 2: SOURCE is empty'],
    [
      'AUTHORITY,YEAR,CHILDREN,SOURCE\nKent,2024,5,x\n886,2024,6,x',
      'Line 3 has Kent in 2024 again, which line 2 has',
    ],
  ])('%j is refused in a sentence', (text, says) => {
    const read = readPopulations(text)
    expect(read.ok).toBe(false)
    expect(read.ok ? '' : read.problem).toContain(says)
  })
})
