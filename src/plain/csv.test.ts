import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { csvLine, csvReader, csvRecord, longestRecord, readCsv } from './csv.ts'

const values = (text: string) => readCsv(text).records.map((record) => record.values)

describe('a CSV text is read as it was written', () => {
  const cell = fc.oneof(
    fc.string({ unit: 'binary', maxLength: 8 }),
    fc.constantFrom('', ',', '"', '""', '\n', '\r\n', '\r', ' a ', '\t', 'é', '👧'),
  )
  // A line with a single empty value cannot be told from an empty line.
  const record = fc
    .array(cell, { minLength: 1, maxLength: 5 })
    .filter((cells) => cells.length > 1 || cells[0]?.trim() !== '')
  const records = fc.array(record, { maxLength: 6 })

  test('whatever the values hold', () => {
    fc.assert(
      fc.property(records, (rows) => {
        expect(values(rows.map(csvRecord).join(''))).toEqual(rows)
      }),
    )
  })

  test('in pieces of any size, cut anywhere, also between the halves of a character', () => {
    fc.assert(
      fc.property(records, fc.array(fc.nat(9), { minLength: 1 }), (rows, sizes) => {
        const text = rows.map(csvRecord).join('')
        const reader = csvReader()
        const read: string[][] = []
        for (let at = 0, i = 0; at < text.length; i++) {
          const size = (sizes[i % sizes.length] ?? 0) + 1
          read.push(...reader.push(text.slice(at, at + size)).map((one) => one.values))
          at += size
        }
        read.push(...reader.end().map((one) => one.values))
        expect(read).toEqual(rows)
        expect(reader.problem()).toBeNull()
      }),
    )
  })

  test('and each record knows the line on which it starts', () => {
    const plain = fc.array(
      fc.string({ maxLength: 5 }).map((text) => `x${text.replace(/[\r\n"]/g, '')}`),
      { minLength: 1, maxLength: 3 },
    )
    fc.assert(
      fc.property(fc.array(fc.tuple(plain, fc.nat(3)), { maxLength: 6 }), (rows) => {
        // Each record followed by some empty lines, and holding as many line breaks as it has empty lines after it.
        const text = rows
          .map(([cells, empty]) => csvRecord([...cells, 'a\n'.repeat(empty)]) + '\n'.repeat(empty))
          .join('')
        let line = 1
        const expected = rows.map(([, empty]) => {
          const here = line
          line += 1 + 2 * empty
          return here
        })
        expect(readCsv(text).records.map((one) => one.line)).toEqual(expected)
      }),
    )
  })
})

describe('tolerant', () => {
  test.each([
    ['LF', 'a,b\n1,2\n'],
    ['CRLF', 'a,b\r\n1,2\r\n'],
    ['CR', 'a,b\r1,2\r'],
    ['no line end at the end', 'a,b\n1,2'],
    ['empty lines', '\na,b\n\n\n1,2\n\n'],
  ])('of %s', (_name, text) => {
    expect(values(text)).toEqual([
      ['a', 'b'],
      ['1', '2'],
    ])
  })
  test('of quotation marks inside a value that does not begin with one', () => {
    expect(values('a 5" nail,b\n')).toEqual([['a 5" nail', 'b']])
  })
  test('of text after a closing quotation mark: nothing is lost', () => {
    expect(values('"a"b,c\n')).toEqual([['ab', 'c']])
  })
})

describe('a text that breaks off', () => {
  test('with a quotation mark that is never closed says on which line it began', () => {
    expect(readCsv('a,b\n1,2\n3,"4\n5,6\n').problem).toEqual({
      line: 3,
      problem: 'has a quotation mark that is never closed',
    })
  })
  test('with a record longer than any row is given up, and no more is kept', () => {
    const reader = csvReader()
    reader.push('a,b\n')
    for (let i = 0; i < 3; i++) expect(reader.push('x'.repeat(longestRecord))).toEqual([])
    expect(reader.problem()).toMatchObject({ line: 2 })
    expect(reader.end()).toEqual([])
  })
  test('many short records are no long one', () => {
    const reader = csvReader()
    for (let i = 0; i < 3; i++) reader.push(`${'x'.repeat(longestRecord / 2)}\n`)
    expect(reader.problem()).toBeNull()
  })
})

describe('what a spreadsheet opens', () => {
  test.each(['=1+1', '+44 1234', '-x', '@SUM(A1)', '\t=1'])('%s does not run as a formula', (text) => {
    expect(values(csvLine([text, 'x']))).toEqual([[`'${text}`, 'x']])
  })
  test('a negative number stays a number', () => {
    expect(csvLine([-1.5, '-2', null])).toBe('-1.5,-2,\r\n')
  })
})
