import { read as readBook, utils } from '@e965/xlsx'
import { describe, expect, test } from 'vitest'
import { day, type Instant, must, readCsv } from '../../plain/index.ts'
import { breakdownOf, type Count, measureOf, usualSettings } from '../index.ts'
import { bookOf, csvwOf, eesOf, odsOf, screenEes, shorthand, xlsxOf } from './index.ts'

const period = (year: number) => ({ from: day(`${year}-01-01`), to: day(`${year}-12-31`) })
const cell = (nationality: string, sex: string, value: number) => ({
  values: { nationality, sex },
  value,
  held: value,
  of: value + 1,
})
const tables = [
  {
    part: 0,
    measure: '2b',
    by: ['nationality', 'sex'],
    period: period(2021),
    cells: [cell('VNM', 'M', 12), cell('VNM', 'F', 3), cell('ALB', 'M', 1_234)],
    total: 1_249,
    coverage: { held: 1_300, of: 2_000 },
    notAnswerable: null,
    looked: new Map(),
    warning: null,
  },
  {
    part: 1,
    measure: 'before-care',
    by: [],
    period: period(2021),
    cells: [],
    total: 0,
    coverage: { held: 0, of: 0 },
    notAnswerable: 'The register holds no episodes of care.',
    warning: null,
  },
]
const mapping = {
  parts: [
    { asks: 'Unaccompanied and missing', measure: '2b', by: ['nationality', 'sex'] },
    { asks: 'Before care', measure: 'before-care', by: [] },
    { asks: 'Your policy', notHeld: 'A document.' },
  ],
  periods: [period(2021)],
  knownOn: null,
  settings: usualSettings,
}
const book = bookOf(
  {
    council: 'Marram County Council',
    title: 'Invented answer',
    made: day('2026-11-25'),
    knownOn: day('2026-11-25'),
  },
  mapping,
  tables,
)

describe.each([
  ['xlsx', xlsxOf],
  ['ods', odsOf],
])('a spreadsheet as %s, read back by another library', (_kind, write) => {
  const open = async () => readBook(await write(book), { type: 'array' })
  const rowsOf = async (name: string) =>
    utils.sheet_to_json<(string | number)[]>((await open()).Sheets[name] ?? {}, {
      header: 1,
      blankrows: true,
    })

  test('has a cover, contents, notes and one sheet a table', async () => {
    expect((await open()).SheetNames).toEqual(['Cover', 'Contents', 'Notes', 'Table 1', 'Table 2'])
    const cover = (await rowsOf('Cover')).flat().join('\n')
    expect(cover).toContain('do not publish them')
    expect(cover).toContain('Part 3 is not held: Your policy')
    for (const [mark, means] of Object.entries(shorthand)) expect(cover).toContain(`${mark} means: ${means}`)
    expect((await rowsOf('Contents')).slice(2).map((row) => row[0])).toEqual([
      'Worksheet',
      'Notes',
      'Table 1',
      'Table 2',
    ])
  })

  test('holds its numbers as numbers, in rows under their headings', async () => {
    const rows = await rowsOf('Table 1')
    expect(rows.slice(2)).toEqual([
      ['Period', 'Nationality', 'Sex', 'Children', 'Records that hold the fields'],
      ['1 January 2021 to 31 December 2021', 'Vietnam', 'Male', 12, '12 of 13'],
      ['1 January 2021 to 31 December 2021', 'Vietnam', 'Female', 3, '3 of 4'],
      ['1 January 2021 to 31 December 2021', 'Albania', 'Male', 1234, '1,234 of 1,235'],
      ['1 January 2021 to 31 December 2021', 'All', '[z]', 1249, '1,300 of 2,000'],
    ])
    expect((await rowsOf('Table 2')).at(-1)).toContain('[x]')
  })

  test('is accessible: a title in A1, no merged and no empty cell in a table, each row as wide as its heading', async () => {
    const opened = await open()
    for (const name of opened.SheetNames) {
      const sheet = opened.Sheets[name] ?? {}
      expect(sheet['!merges'] ?? [], name).toEqual([])
      const rows = utils.sheet_to_json<unknown[]>(sheet, { header: 1, blankrows: true })
      const [title] = rows[0] ?? []
      expect(typeof title === 'string' ? title.length : 0, name).toBeGreaterThan(3)
      for (const row of rows)
        for (const value of row) expect(value === undefined || value === '', name).toBe(false)
      if (!name.startsWith('Table')) continue
      const head = rows.find((row) => row[0] === 'Period')
      const table = rows.slice(rows.indexOf(head ?? []))
      for (const row of table) expect(row.length, name).toBe(head?.length)
    }
  })
})

test('in XLSX every table is marked as a table with its header row', async () => {
  const opened = readBook(await xlsxOf(book), { type: 'array', bookFiles: true }) as unknown as {
    files: Record<string, { content?: Uint8Array | string }>
  }
  const parts = Object.entries(opened.files).filter(([name]) => /tables\/table\d+\.xml$/.test(name))
  // Contents, notes, two tables.
  expect(parts).toHaveLength(4)
  const texts = parts.map(([, part]) => Buffer.from(part.content ?? '').toString())
  expect(texts.some((text) => text.includes('ref="A3:E7"'))).toBe(true)
  for (const text of texts) expect(text).not.toContain('headerRowCount="0"')
})

describe('a file in the shape of Explore Education Statistics', () => {
  const count = (year: number, cells: [string, string, number][]): Count => ({
    measure: measureOf('2b') ?? raise(),
    period: period(year),
    knownOn: '2026-11-25T00:00:00.000000Z' as Instant,
    by: [breakdownOf('nationality') ?? raise(), breakdownOf('sex') ?? raise()],
    cells: cells.map(([nationality, sex, value]) => ({
      values: { nationality, sex },
      value,
      coverage: { held: 1, of: 1 },
    })),
    total: cells.reduce((sum, [, , value]) => sum + value, 0),
    occurrences: null,
    coverage: { held: 9, of: 10 },
    notAnswerable: null,
    looked: new Map(),
    warning: null,
  })
  const raise = (): never => {
    throw new Error('not in the catalogue')
  }
  const counts = [
    count(2021, [
      ['VNM', 'M', 4],
      ['ALB', 'F', 2],
    ]),
    count(2022, [['VNM', 'M', 1]]),
  ]
  const files = must(eesOf('E10000016', counts), 'whole years')
  const rows = (text: string) => readCsv(text).records.map((one) => one.values)

  test('holds the whole matrix with totals, each sum as counted by hand', () => {
    const [header = [], ...data] = rows(files.data)
    const value = (year: string, nationality: string, sex: string) =>
      data.find(
        (row) =>
          row[0] === year &&
          row[header.indexOf('nationality')] === nationality &&
          row[header.indexOf('sex')] === sex,
      )?.[header.indexOf('question_2b')]
    // 2 years × (Total, Vietnam, Albania) × (Total, Male, Female).
    expect(data).toHaveLength(18)
    expect(value('2021', 'Total', 'Total')).toBe('6')
    expect(value('2021', 'Vietnam', 'Total')).toBe('4')
    expect(value('2021', 'Albania', 'Male')).toBe('0')
    expect(value('2022', 'Total', 'Female')).toBe('0')
    expect(data[0]?.slice(2, 10)).toEqual([
      'Local authority',
      'E92000001',
      'England',
      'E12000008',
      'South East',
      '886',
      'Kent',
      'E10000016',
    ])
  })

  test('passes the rules that mirror the Department’s screener', () => {
    expect(screenEes(rows(files.data), rows(files.meta))).toEqual([])
  })

  test('and the screener finds what it looks for', () => {
    const broken = (change: (data: string[][], meta: string[][]) => void) => {
      const [data, meta] = [rows(files.data), rows(files.meta)]
      change(data, meta)
      return screenEes(data, meta).join(' ')
    }
    expect(broken((data) => data.splice(3, 1))).toMatch(/not complete/)
    expect(broken((data) => data.push([...(data[1] ?? [])]))).toMatch(/same thing/)
    expect(broken((data) => ((data[1] ?? [])[12] = '[c]'))).toMatch(/neither a number nor a symbol/)
    expect(broken((data) => ((data[1] ?? [])[0] = '202123'))).toMatch(/neither a year/)
    expect(broken((data) => ((data[0] ?? [])[10] = 'Nationality'))).toMatch(/small letters/)
    expect(broken((_, meta) => meta.pop())).toMatch(/not described/)
    expect(broken((data) => ((data[1] ?? [])[1] = 'Academic year'))).toMatch(/mixes/)
  })

  test('takes whole years of one kind only, and says so', () => {
    const odd = { ...count(2021, []), period: { from: day('2021-01-01'), to: day('2021-04-30') } }
    const financial = { ...count(2021, []), period: { from: day('2021-04-01'), to: day('2022-03-31') } }
    expect(eesOf('E10000016', [odd])).toMatchObject({
      ok: false,
      problem: expect.stringMatching(/whole years/) as string,
    })
    expect(eesOf('E10000016', [counts[0] ?? raise(), financial])).toMatchObject({ ok: false })
    expect(must(eesOf('E10000016', [financial]), 'a financial year').data).toContain('202122,Financial year')
  })

  test('is described by CSV on the Web: every column by name, the key without the numbers', () => {
    const about = JSON.parse(csvwOf('answer.csv', 'Invented', files, new Map([['sex', 'Sex']]))) as {
      '@context': unknown[]
      url: string
      tableSchema: { columns: { name: string; titles: string; datatype: string }[]; primaryKey: string[] }
    }
    expect(about['@context'][0]).toBe('http://www.w3.org/ns/csvw')
    expect(about.tableSchema.columns.map((one) => one.name)).toEqual(rows(files.data)[0])
    expect(about.tableSchema.columns.find((one) => one.name === 'question_2b')?.datatype).toBe('integer')
    expect(about.tableSchema.primaryKey).not.toContain('question_2b')
  })
})
