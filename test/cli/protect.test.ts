import { writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { describe, expect, test } from 'vitest'
import { type Ran, turnstone, workFolder } from '../support/command.ts'

const work = workFolder()
const file = (name: string, text: string): string => {
  writeFileSync(join(work, name), text)
  return join(work, name)
}
/** Four councils in two regions, by nationality. */
const counts = `la,region,nationality,n
Ashton,North,Eritrean,3
Ashton,North,Afghan,17
Barrow,North,Eritrean,9
Barrow,North,Afghan,8
Carham,South,Eritrean,12
Carham,South,Afghan,0
Dalby,South,Eritrean,7
Dalby,South,Afghan,11
`
const dims = ['--dims', 'la,region,nationality', '--hierarchy', 'la<region']

type Cell = { la: string; region: string; nationality: string; value: number | null; status: string }
type Printed = {
  cells: Cell[]
  audit: { exact: number; narrow: number; widthMin: number; seconds: number }
}
const printed = (ran: Ran) => JSON.parse(ran.out) as Printed
const at = ({ cells }: Printed, la: string, region: string, nationality: string) =>
  cells.find((cell) => cell.la === la && cell.region === region && cell.nationality === nationality)

describe('turnstone protect', () => {
  test('adds up every margin, regions and the whole, and hides the small cell with others', async () => {
    const ran = await turnstone(['protect', file('counts.csv', counts), ...dims, '--json'])
    expect(ran.err).toBe('')
    expect(ran.exit).toBe(0)
    const read = printed(ran)
    expect(at(read, 'Ashton', 'North', 'Eritrean')).toMatchObject({ value: null, status: 'primary' })
    // Added up by hand: 3 + 17 + 9 + 8 + 12 + 0 + 7 + 11 = 67; the South 30, a nought stays a nought.
    expect(at(read, 'Total', 'Total', 'Total')).toMatchObject({ value: 67, status: 'shown' })
    expect(at(read, 'Carham', 'South', 'Afghan')).toMatchObject({ value: 0, status: 'shown' })
    // A council is one cell, with its region beside it or summed over.
    expect(at(read, 'Dalby', 'Total', 'Afghan')).toEqual({
      ...at(read, 'Dalby', 'South', 'Afghan'),
      region: 'Total',
    })
    expect(read.cells.filter((cell) => cell.status === 'secondary').length).toBeGreaterThan(0)
    expect(read.audit).toMatchObject({ exact: 0, narrow: 0, widthMin: 3 })
  })

  test('says in words what it did, and that which cells are small is never published', async () => {
    const ran = await turnstone(['protect', file('counts.csv', counts), ...dims])
    expect(ran.exit).toBe(0)
    expect(ran.out).toMatch(/1 small ones? hidden/)
    expect(ran.out).toMatch(/never published/)
  })

  test('rounds instead, says so, and what it rounded can be named as an earlier release', async () => {
    const counts2 = file('counts.csv', counts)
    const ran = await turnstone(['protect', counts2, ...dims, '--method', 'round', '--json'])
    expect(ran.exit).toBe(0)
    const read = printed(ran)
    expect(read).toMatchObject({ method: 'round', base: 5, audit: { exact: 0, narrow: 0, widthMin: 3 } })
    // 3 becomes 5, so that the whole is 69 for 67.
    expect(at(read, 'Ashton', 'North', 'Eritrean')).toMatchObject({ value: 5, status: 'shown' })
    expect(at(read, 'Total', 'Total', 'Total')).toMatchObject({ value: 69 })
    const known = file('rounded.json', ran.out)
    const hidden = await turnstone(['protect', counts2, ...dims, '--known', known, '--json'])
    expect(hidden.exit).toBe(0)
    expect(at(printed(hidden), 'Ashton', 'North', 'Eritrean')).toMatchObject({ value: null })
    const high = await turnstone(['protect', counts2, ...dims, '--method', 'round', '--threshold', '9'])
    expect(high.exit).not.toBe(0)
    expect(high.err).toMatch(/Rounding is to 5/)
  })

  test('a small cell that an earlier release shows as it still is cannot be protected, and publication is refused', async () => {
    const known = file(
      'known.csv',
      'la,region,nationality,n\nAshton,North,Eritrean,3\nBarrow,North,Eritrean,c\n',
    )
    const ran = await turnstone(['protect', file('counts.csv', counts), ...dims, '--known', known, '--json'])
    expect(ran.exit).toBe(1)
    expect(printed(ran).audit).toMatchObject({ exact: 1, narrow: 1 })
  })

  test('what an earlier release of the same table hid stays hidden', async () => {
    const first = await turnstone(['protect', file('counts.csv', counts), ...dims, '--json'])
    const second = await turnstone([
      'protect',
      file('later.csv', counts.replace('Dalby,South,Afghan,11', 'Dalby,South,Afghan,13')),
      ...dims,
      '--known',
      file('first.json', first.out),
      '--json',
    ])
    expect(second.exit).toBe(0)
    const hidden = ({ cells }: Printed) =>
      cells
        .filter((cell) => cell.value === null)
        .map(({ la, region, nationality }) => [la, region, nationality].join())
    for (const cell of hidden(printed(first))) expect(hidden(printed(second))).toContain(cell)
  })
})

describe('what is wrong is one sentence, and nothing is printed', () => {
  const wrong = async (text: string, words: RegExp, ...more: string[]) => {
    const ran = await turnstone([
      'protect',
      file('wrong.csv', text),
      ...(more.length > 0 ? more : ['--dims', 'a,b']),
    ])
    expect(ran.exit).toBe(2)
    expect(ran.out).toBe('')
    expect(ran.err).toMatch(words)
    expect(ran.err.trim().split('\n').length).toBeLessThanOrEqual(2)
  }
  test('a negative count, a fraction, a word', async () => {
    await wrong('a,b,n\nx,y,-1\n', /Line 2, column n: "-1" is no count/)
    await wrong('a,b,n\nx,y,1\nx,z,2.5\n', /Line 3, column n: "2.5" is no count/)
    await wrong('a,b,n\nx,y,c\n', /"c" is no count/)
  })
  test('the same cell twice, a margin among the inner cells, a row that is too short', async () => {
    await wrong('a,b,n\nx,y,1\nx,y,2\n', /Lines 2 and 3 give the same cell twice/)
    await wrong('a,b,n\nx,Total,1\n', /column b: "Total" cannot be an inner cell/)
    await wrong('a,b,n\nx,y\n', /Line 2 has 2 values and the first line 3/)
  })
  test('a council in two regions', async () => {
    await wrong(
      'la,region,n\nx,North,1\nx,South,2\n',
      /la "x" is in region "South", and on another line in "North"/,
      '--dims',
      'la,region',
      '--hierarchy',
      'la<region',
    )
  })
  test('a million cells', async () => {
    const rows = Array.from({ length: 1000 }, (_, i) => `a${i},b${i},${i}`)
    await wrong(`a,b,n\n${rows.join('\n')}\n`, /1,002,001 cells with its margins; at most 500,000/)
  })
  test('an earlier release that contradicts itself', async () => {
    const ran = await turnstone([
      'protect',
      file('counts.csv', 'a,b,n\nx,y,3\nx,z,17\nw,y,9\nw,z,8\n'),
      '--dims',
      'a,b',
      '--known',
      file('contradictory.csv', 'a,b,n\nx,y,c\nx,z,17\nx,Total,12\n'),
    ])
    expect(ran.exit).toBe(2)
    expect(ran.err).toMatch(/contradictory.csv: It contradicts itself: over b a total of 12 is shown/)
  })
  test('a file that is not there, an option that means nothing', async () => {
    const missing = await turnstone(['protect', join(work, 'nothing.csv'), '--dims', 'a'])
    expect(missing.err).toMatch(/cannot be read/)
    await wrong('a,b,n\nx,y,1\n', /--reader is rule or non-negative/, '--dims', 'a,b', '--reader', 'all')
    await wrong('a,b,n\nx,y,1\n', /There is no column "d"/, '--dims', 'a,d')
  })
})
