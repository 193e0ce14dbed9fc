import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { encodingOf, notText } from './decode.ts'

const table = 'CHILD,FORENAME\r\n1,'
const written = fc.string({ unit: 'grapheme', maxLength: 30 }).map((name) => table + name)
/** As a stream, like the import: at one go Node 20 reads windows-1252 as latin1, without euro signs and curly quotes. */
const read = (bytes: Uint8Array) => {
  const decoder = new TextDecoder(encodingOf(bytes))
  return decoder.decode(bytes, { stream: true }) + decoder.decode()
}

describe('the encoding of a table', () => {
  test('UTF-8, with and without a mark', () => {
    fc.assert(
      fc.property(written, fc.boolean(), (text, mark) => {
        expect(read(Buffer.from((mark ? '\uFEFF' : '') + text))).toBe(text)
      }),
    )
  })
  test('UTF-16 with a mark, either end first', () => {
    fc.assert(
      fc.property(written, fc.boolean(), (text, big) => {
        const bytes = Buffer.from('\uFEFF' + text, 'utf16le')
        expect(read(big ? bytes.swap16() : bytes)).toBe(text)
      }),
    )
  })
  test('UTF-16 without a mark, by its zeros', () => {
    expect(encodingOf(Buffer.from(table, 'utf16le'))).toBe('utf-16le')
    expect(encodingOf(Buffer.from(table, 'utf16le').swap16())).toBe('utf-16be')
  })
  test('windows-1252, by bytes that are no UTF-8', () => {
    expect(read(Buffer.from([...Buffer.from(table), 0xe9, 0x2c, 0x80, 0x92]))).toBe(`${table}é,€’`)
  })
  test('UTF-8 cut in the middle of a character is still UTF-8', () => {
    expect(encodingOf(Buffer.from(`${table}é`).subarray(0, -1))).toBe('utf-8')
  })
})

describe('what is no text', () => {
  test.each([
    ['a zip', [0x50, 0x4b, 3, 4], 'zip'],
    ['a JPEG photo', [0xff, 0xd8, 0xff, 0xe1], 'picture'],
    ['a PNG', [0x89, 0x50, 0x4e, 0x47], 'picture'],
    ['a PDF', [...Buffer.from('%PDF-1.7')], 'PDF'],
    ['an old spreadsheet', [0xd0, 0xcf, 0x11, 0xe0, 0xa1], 'spreadsheet'],
    ['a gzip', [0x1f, 0x8b, 8], 'compressed'],
    ['XML', [...Buffer.from('  <?xml version="1.0"?>')], 'XML'],
    ['other bytes', [1, 2, 0, 3, 4, 5, 6, 7, 8, 9], 'not text'],
  ])('%s', (_name, bytes, word) => {
    expect(notText(new Uint8Array(bytes))).toContain(word)
  })
  test('a table is', () => {
    fc.assert(
      fc.property(written, (text) => {
        expect(notText(Buffer.from(text))).toBeNull()
      }),
    )
  })
})
