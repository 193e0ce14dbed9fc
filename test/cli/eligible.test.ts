import { writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { describe, expect, test } from 'vitest'
import { turnstone, workFolder } from '../support/command.ts'

const work = workFolder()
const head = 'CHILD,DOB,NATIONALITY,IN_CALAIS_FROM,IN_EUROPE_ON,EXPLOITATION_RISK,SIBLING_OF,BEST_INTERESTS'
const ask = (text: string, ...more: string[]) => {
  const file = join(work, 'cohort.csv')
  writeFileSync(file, text)
  return turnstone(['eligible', file, '--rule', 'calais-2016', ...more])
}
const cohort = (...rows: string[]) => `${[head, ...rows].join('\n')}\n`

test('says of each child of a cohort who was eligible and why, in the order of the file', async () => {
  const done = await ask(
    cohort(
      'INV-1,2004-06-01,Afghan,2016-05-01,01/03/2016,N,,Y',
      'INV-2,1999-06-01,Afghan,2016-05-01,2016-03-01,N,INV-1,Y',
      'INV-3,2000-12-24,Sudanese,2016-10-24,2016-03-19,N,,Y',
      'INV-4,2004-06-01,Afghan,2016-05-01,2016-03-20,N,,Y',
      'INV-5,2004-06-01,Afghan,2016-05-01,2016-03-01,N,,',
    ),
    '--json',
  )
  expect(done.exit).toBe(0)
  const found = JSON.parse(done.out) as { child: string; verdict: string; reasons: string[] }[]
  expect(found.map(({ child, verdict }) => [child, verdict])).toEqual([
    ['INV-1', 'eligible'],
    ['INV-2', 'eligible'],
    ['INV-3', 'eligible'],
    ['INV-4', 'not-eligible'],
    ['INV-5', 'unknown'],
  ])
  expect(found[1]?.reasons).toContain('under 18, and the sibling of such a child')
  expect(found[3]?.reasons).toContain('not in Europe before 20 March 2016')
})

test('prints on which day ages are taken, and takes another where somebody says so', async () => {
  // 12 on the day of issue, and 13 a week later.
  const one = cohort('INV-1,2003-11-10,Afghan,2016-05-01,2016-03-01,N,,Y')
  const usual = await ask(one)
  expect(usual.out).toContain('ages on 8 November 2016, the day of its issue, because it names none')
  expect(usual.out).toContain('1 eligible, 0 not eligible, 0 not known, of 1.')
  const later = await ask(one, '--age-on', '2016-11-15')
  expect(later.out).toContain('0 eligible, 1 not eligible')
})

describe('what cannot be read is said in one sentence, and nothing is decided', () => {
  test.each([
    [
      'a sibling who is not there',
      cohort('INV-1,,,,,,INV-9,'),
      'Line 2: the sibling INV-9 is no child of this file.',
    ],
    ['a day that is none', cohort('INV-1,31/02/2004,,,,,,'), 'Line 2: DOB is "31/02/2004"'],
    [
      'a yes that is none',
      cohort('INV-1,,,,,perhaps,,'),
      'Line 2: EXPLOITATION_RISK is "perhaps". Write Y, N, or nothing',
    ],
    ['the same child twice', cohort('INV-1,,,,,,,', 'INV-1,,,,,,,'), 'Line 3 has the child INV-1 again.'],
    ['a column that is missing', 'CHILD,DOB\nINV-1,\n', 'There is no column NATIONALITY'],
    ['nobody named', cohort(',2004-01-01,,,,,,'), 'Line 2 names no child in CHILD.'],
    ['an empty file', '', 'The file is empty.'],
  ])('%s', async (_, text, says) => {
    const done = await ask(text, '--json')
    expect(done.exit).not.toBe(0)
    expect(done.out).toBe('')
    expect(done.err).toContain(says)
  })

  test('a version of the rule that there is not', async () => {
    writeFileSync(join(work, 'cohort.csv'), cohort('INV-1,,,,,,,'))
    const done = await turnstone(['eligible', join(work, 'cohort.csv'), '--rule', 'calais-2018'])
    expect(done.exit).not.toBe(0)
    expect(done.err).toContain('There is no rule "calais-2018": --rule calais-2016.')
  })
})
