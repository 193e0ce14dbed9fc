import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { must } from '../../plain/index.ts'
import { decodeRow, encodeRow, type Row } from './body.ts'

const row: Row = {
  council: 1,
  shard: 0,
  seq: 7,
  at: '2026-02-03T02:47:00.000001Z',
  actor: 'os:é',
  action: 'open a child',
  subject: '',
  count: 3,
  digest: '',
  session: 's',
  request: 'r',
  page: '/p',
  outcome: 'done',
  reason: 'why',
  ids: ['a', '', 'bc'],
}

/** A part by the description: four bytes of length, most significant first, and the bytes. */
const part = (bytes: string | Buffer) => {
  const inside = typeof bytes === 'string' ? Buffer.from(bytes) : bytes
  return Buffer.from([0, 0, Math.floor(inside.length / 256), inside.length % 256, ...inside])
}
const firstNine = ['1', '0', '7', '2026-02-03T02:47:00.000001Z', 'os:é', 'open a child', '', '3', '']
const ids = Buffer.from([0, 0, 0, 3, 0, 0, 0, 1, 97, 0, 0, 0, 0, 0, 0, 0, 2, 98, 99])
const of = (version: number, parts: (string | Buffer)[]) =>
  Buffer.concat([Buffer.from([version]), ...parts.map(part)])
const second = of(2, [...firstNine, 's', 'r', '/p', 'done', 'why', ids])
const changed = (n: number, text: string | Buffer) =>
  of(2, ([...firstNine, 's', 'r', '/p', 'done', 'why', ids] as (string | Buffer)[]).with(n, text))
const problem = (bytes: Buffer) => {
  const read = decodeRow(bytes)
  return read.ok ? 'read' : read.problem
}

const text = fc.string({ unit: 'binary', maxLength: 12 })
const anyRow: fc.Arbitrary<Row> = fc.record({
  council: fc.nat(32767),
  shard: fc.nat(32767),
  seq: fc.maxSafeNat(),
  at: fc
    .tuple(
      fc.date({ min: new Date('1990-01-01'), max: new Date('2100-01-01'), noInvalidDate: true }),
      fc.nat(999),
    )
    .map(([date, micros]) => date.toISOString().replace('Z', `${String(micros).padStart(3, '0')}Z`)),
  actor: text,
  action: text,
  subject: text,
  count: fc.maxSafeNat(),
  digest: text,
  session: text,
  request: text,
  page: text,
  outcome: text,
  reason: text,
  ids: fc.array(text, { maxLength: 5 }),
})

describe('the bytes of a row', () => {
  test('are a version, and every part with its length in a fixed order', () => {
    expect(encodeRow(row).toString('hex')).toBe(second.toString('hex'))
  })

  test('read back as the same row, whatever the row says', () => {
    fc.assert(
      fc.property(anyRow, (any) => {
        expect(must(decodeRow(encodeRow(any)), 'just written')).toEqual(any)
      }),
      { numRuns: 500 },
    )
  })

  test('have one way of being written: with a bit flipped they are no row, or another one', () => {
    fc.assert(
      fc.property(anyRow, fc.nat(), (any, place) => {
        const bytes = encodeRow(any)
        const bit = place % (bytes.length * 8)
        bytes[bit >> 3] = (bytes[bit >> 3] ?? 0) ^ (1 << (bit & 7))
        const read = decodeRow(bytes)
        if (!read.ok) return
        expect(read.value).not.toEqual(any)
        if (bytes[0] === 2) expect(encodeRow(read.value).equals(bytes)).toBe(true)
      }),
      { numRuns: 2000 },
    )
  })

  test('of the first version are read too, with the parts that it had not left empty', () => {
    const empty = { session: '', request: '', page: '', outcome: '', reason: '', ids: [] }
    expect(must(decodeRow(of(1, firstNine)), 'first version')).toEqual({ ...row, ...empty })
  })

  test('keep half a surrogate pair as the sign for a character that is none', () => {
    const odd = encodeRow({ ...row, reason: 'a\ud83d' })
    expect(must(decodeRow(odd), 'odd').reason).toBe('a\ufffd')
  })

  test('are not made of a row that could not be read again', () => {
    expect(() => encodeRow({ ...row, count: -1 })).toThrow(
      'The count of a row is -1, which is no whole number',
    )
    expect(() => encodeRow({ ...row, seq: 2 ** 53 })).toThrow('The seq of a row')
    expect(() => encodeRow({ ...row, at: '2026-02-03' })).toThrow('The time of a row is 2026-02-03')
  })
})

describe('bytes are refused, with one sentence,', () => {
  test('wherever they are cut off, in either version', () => {
    for (const whole of [second, of(1, firstNine)]) {
      for (let length = 1; length < whole.length; length++) {
        expect(problem(whole.subarray(0, length))).toMatch(/^The row ends in the middle of its [a-z]+\.$/)
      }
    }
    expect(problem(second.subarray(0, 40))).toBe('The row ends in the middle of its at.')
  })

  test.each<[string, Buffer, string]>([
    ['when there are none', Buffer.alloc(0), 'The row is empty.'],
    ['of a version to come', of(3, firstNine), 'The row is of version 3, which is not known here.'],
    ['of version 0', of(0, firstNine), 'The row is of version 0, which is not known here.'],
    [
      'with a byte after the end',
      Buffer.concat([second, Buffer.alloc(1)]),
      'After the end of the row stands 1 byte more.',
    ],
    [
      'of the first version with a tenth part',
      of(1, [...firstNine, 's']),
      'After the end of the row stand 5 bytes more.',
    ],
    [
      'with bytes after the last id',
      changed(14, Buffer.concat([ids, Buffer.alloc(2)])),
      'After the end of the ids of the row stand 2 bytes more.',
    ],
    ['with ids that are not counted', changed(14, 'abc'), 'The row ends in the middle of its ids.'],
    [
      'with four thousand million ids promised and none there',
      changed(14, Buffer.alloc(4, 255)),
      'The row says that it has 4294967295 ids and has only 0.',
    ],
    ['with a number written 07', changed(2, '07'), 'The seq of the row is not a whole number.'],
    ['with a number written 7e0', changed(7, '7e0'), 'The count of the row is not a whole number.'],
    ['with an empty number', changed(0, ''), 'The council of the row is not a whole number.'],
    ['with a negative number', changed(1, '-1'), 'The shard of the row is not a whole number.'],
    [
      'with a number that cannot be counted to',
      changed(2, '9007199254740993'),
      'The seq of the row is not a whole number.',
    ],
    [
      'with a time written in another way',
      changed(3, '2026-02-03T02:47:00Z'),
      'The at of the row is not an instant.',
    ],
    [
      'with a day that there is not',
      changed(3, '2026-02-30T02:47:00.000000Z'),
      'The at of the row is not an instant.',
    ],
    [
      'with bytes that are no text',
      changed(4, Buffer.from([0xff])),
      'The actor of the row is not UTF-8 text.',
    ],
    [
      'with an id that is no text',
      changed(14, Buffer.from([0, 0, 0, 1, 0, 0, 0, 1, 0xc0])),
      'The ids of the row are not UTF-8 text.',
    ],
  ])('%s', (_when, bytes, says) => {
    expect(problem(bytes)).toBe(says)
  })
})
