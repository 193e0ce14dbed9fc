import { describe, expect, test } from 'vitest'
import { csv, headings, holds } from '../../test/support/council-files.ts'
import { file, importing, testRegister, tryImporting } from '../../test/support/register.ts'
import { instantOf, must } from '../plain/index.ts'
import { fullName } from '../register/index.ts'
import { importFiles, type SourceFile } from './index.ts'

const register = await testRegister()

const importBytes = async (...files: SourceFile[]) =>
  must(
    await importFiles(register.db, {
      permit: register.permit('data-officer', 'import files'),
      vault: register.vault(),
      keys: register.keys,
      files,
      now: instantOf(new Date()),
    }),
    'an import',
  )

const person = (number: string, surname = 'Invented') => `${number},Ada,${surname},F,,,2000-01-01,,`
const nameOf = async (number: string) => {
  const name = (await holds(register, number))?.find((entry) => entry.kind === 'name')
  return name === undefined ? null : fullName(name)
}

describe('a file is read whatever program wrote it', () => {
  const text = (number: string) => csv('ssd_person', person(number, 'Müller-Łukasz'))
  const utf16 = (content: string, littleEndian: boolean) => {
    const buffer = Buffer.from(content, 'utf16le')
    return littleEndian ? buffer : buffer.swap16()
  }
  const mark = '\uFEFF'
  test.each([
    ['UTF-8', 'E1', (content: string) => Buffer.from(content)],
    ['UTF-8 with a byte order mark', 'E2', (content: string) => Buffer.from(mark + content)],
    ['UTF-16, little end first', 'E3', (content: string) => utf16(mark + content, true)],
    ['UTF-16, big end first', 'E4', (content: string) => utf16(mark + content, false)],
    ['UTF-16 without a mark', 'E5', (content: string) => utf16(content, true)],
  ])('%s', async (_name, number, encode) => {
    const result = await importBytes(file('person.csv', encode(text(number))))
    expect(result).toMatchObject({ rows: 1, added: 1, aside: [] })
    expect(await nameOf(number)).toBe('Ada Müller-Łukasz')
  })

  test('windows-1252, as Excel saves a CSV', async () => {
    // é is byte E9 in windows-1252, the euro sign 80, an apostrophe 92.
    const bytes = Buffer.concat([
      Buffer.from(csv('ssd_person') + 'E6,Ada,'),
      Buffer.from([0x52, 0xe9, 0x6e, 0x92, 0x73]),
      Buffer.from(',F,,,2000-01-01,,\r\n'),
    ])
    await importBytes(file('person.csv', bytes))
    expect(await nameOf('E6')).toBe('Ada Rén’s')
  })

  test('windows-1252 whose first accent comes after 200 kilobytes', async () => {
    const many = Array.from({ length: 6000 }, (_, i) => person(`L${i}`)).join('\r\n')
    const start = Buffer.from(`${csv('ssd_person')}${many}\r\nE7,Ada,`)
    expect(start.length).toBeGreaterThan(200_000)
    const result = await importBytes(
      file(
        'person.csv',
        Buffer.concat([start, Buffer.from([0x52, 0xe9, 0x6e]), Buffer.from(',F,,,2000-01-01,,\r\n')]),
      ),
    )
    expect(result).toMatchObject({ rows: 6001, added: 6001 })
    expect(await nameOf('E7')).toBe('Ada Rén')
  })

  test.each([
    ['a line feed', '\n'],
    ['a carriage return and a line feed', '\r\n'],
    ['a carriage return', '\r'],
  ])('with %s at the end of a line', async (_name, end) => {
    const done = await importing(register, {
      'uasc.csv': [headings.uasc, 'LF1,M,01/01/2000,', 'LF2,M,31/02/2000,'].join(end),
    })
    expect(done).toMatchObject({ rows: 2, aside: [{ line: 3, column: 'DOB' }] })
  })

  test('with semicolons, as Excel writes them in some languages', async () => {
    const done = await importing(register, {
      'uasc.csv': csv('uasc', 'SC1,M,01/01/2000,').replaceAll(',', ';'),
    })
    expect(done).toMatchObject({ rows: 1, aside: [] })
  })

  test('with headings in any case, spaces around them, and in any order', async () => {
    const done = await importing(register, { 'x.csv': ' duc ,Child,"dOB",sex\r\n,HC1,01/01/2000,M\r\n' })
    expect(done.files[0]).toMatchObject({ table: 'uasc', rows: 1, added: 1 })
  })

  test('with empty columns to the right, in the headings, the rows or both', async () => {
    const done = await importing(register, {
      'uasc.csv': `${headings.uasc},,\r\nTC1,M,01/01/2000,,,\r\nTC2,M,01/01/2000,\r\nTC3,M,01/01/2000,,,,,,\r\n`,
    })
    expect(done).toMatchObject({ rows: 3, added: 3, aside: [] })
  })

  test('with values that have spaces around them', async () => {
    const done = await importing(register, {
      'missing.csv': csv('missing', '  TR1 , 01/01/2000 , m , 01/02/2015 ,  '),
    })
    expect(done).toMatchObject({ rows: 1, added: 1, aside: [] })
    const again = await importing(register, { 'missing.csv': csv('missing', 'TR1,01/01/2000,M,01/02/2015,') })
    expect(again).toMatchObject({ rows: 1, added: 0, superseded: 0, unchanged: 1 })
  })

  test('with a value in quotation marks that holds a comma, a quotation mark and a line break; the next line keeps its number', async () => {
    const done = await importing(register, {
      'trafficking.csv': csv(
        'trafficking',
        'QM1,suspected,2015-01-01,,"Meeting, with ""police""\r\nand school",',
        'QM2,suspected,2015-13-01,,,',
      ),
    })
    // Headings are line 1; the first row takes lines 2 and 3.
    expect(done).toMatchObject({ rows: 2, added: 1, aside: [{ line: 4, column: 'FROM' }] })
  })

  test('lines without any value are no rows', async () => {
    const done = await importing(register, {
      'uasc.csv': csv('uasc', 'BL1,M,01/01/2000,', '', ',,,', 'BL2,M,31/02/2000,', ''),
    })
    expect(done).toMatchObject({ rows: 2, added: 1, aside: [{ line: 5 }] })
  })
})

describe('what a file is, its headings say, not its name', () => {
  test('every table of the three sources is known again', async () => {
    const all = Object.fromEntries(
      Object.keys(headings).map((table, i) => [`${i}.csv`, csv(table as keyof typeof headings)]),
    )
    const done = await importing(register, all)
    expect(done.files.map((one) => one.table)).toEqual(Object.keys(headings))
    expect(done).toMatchObject({ rows: 0, added: 0 })
  })

  test('other tables, XML and spreadsheets are listed as not read, and the rest is', async () => {
    const done = await importing(register, {
      'uasc.csv': csv('uasc', 'NR1,M,01/01/2000,'),
      'reviews.csv': 'CHILD,DOB,REVIEW,REVIEW_CODE\r\n1,01/01/2000,01/02/2015,PN1\r\n',
      'return.xml': '<?xml version="1.0"?><EXPSSDA903></EXPSSDA903>',
      'list.xlsx': 'PK\u0003\u0004 and so on',
      'notes.txt': 'Call the office on Monday',
      'empty.csv': '',
    })
    expect(done.files.map((one) => [one.file, one.table])).toEqual([
      ['uasc.csv', 'uasc'],
      ['reviews.csv', null],
      ['return.xml', null],
      ['list.xlsx', null],
      ['notes.txt', null],
      ['empty.csv', null],
    ])
    for (const one of done.files.slice(1)) expect(one.why).toMatch(/[a-z]{2}/)
    expect(done).toMatchObject({ rows: 1, added: 1 })
  })

  test('a heading that no edition has is named in a notice', async () => {
    const done = await importing(register, {
      'uasc.csv': `${headings.uasc},SHOE_SIZE\r\nXH1,M,01/01/2000,,38\r\n`,
    })
    expect(done.notices).toContainEqual({
      file: 'uasc.csv',
      problem: expect.stringContaining('SHOE_SIZE') as string,
    })
    expect(done).toMatchObject({ rows: 1, added: 1 })
  })

  test('two files of one name are both read', async () => {
    const done = await importBytes(
      file('export.csv', csv('uasc', 'TN1,M,01/01/2000,')),
      file('export.csv', csv('missing', 'TN1,01/01/2000,M,01/02/2015,')),
    )
    expect(done.rows).toBe(2)
    expect(done.files.map((one) => [one.table, one.rows])).toEqual([
      ['uasc', 1],
      ['missing', 1],
    ])
  })

  test('two files of one table are refused, and nothing of either is kept', async () => {
    const refused = await tryImporting(register, {
      'a.csv': csv('uasc', 'TF1,M,01/01/2000,'),
      'b.csv': csv('uasc', 'TF2,M,01/01/2000,'),
    })
    expect(refused).toMatchObject({
      ok: false,
      problem: { problem: 'refused', sentence: expect.stringContaining('a.csv and b.csv') as string },
    })
    expect(await nameOf('TF1')).toBeNull()
  })
})
