import { createCipheriv, createHmac, randomBytes } from 'node:crypto'
import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { newId } from '../../database/index.ts'
import { type DataKey, derive, hmac, keyOf, NotOpened, open, type Place, seal } from './seal.ts'

const aKey = (): DataKey => ({ id: newId(), kek: 1, key: randomBytes(32) })
const aPlace = (): Place => ({ table: 'entry', column: 'sealed', row: newId(), child: newId() })

const key = aKey()
const place = aPlace()

describe('a sealed value', () => {
  test('opens again to what was sealed, whatever it is', () => {
    fc.assert(
      fc.property(fc.string({ unit: 'binary', maxLength: 300 }), (text) => {
        expect(open(key, place, seal(key, place, text)).toString('utf8')).toBe(
          Buffer.from(text).toString('utf8'),
        )
      }),
    )
    const bytes = randomBytes(32)
    expect(open(key, place, seal(key, place, bytes)).equals(bytes)).toBe(true)
  })

  test('stands in the row format: algorithm 1, two bytes of key-encryption key, 16 of key, 12 of nonce, text, 16 of tag', () => {
    const sealed = seal({ ...key, kek: 258 }, place, 'Thi Nguyen')
    expect(sealed.length).toBe(1 + 2 + 16 + 12 + 'Thi Nguyen'.length + 16)
    expect(sealed.subarray(0, 3).toString('hex')).toBe('010102')
    expect(sealed.subarray(3, 19).toString('hex')).toBe(key.id.replaceAll('-', ''))
    expect(keyOf(sealed)).toEqual({ kek: 258, dek: key.id })
  })

  test('says nothing of its text', () => {
    expect(seal(key, place, 'Thi Nguyen').includes('Thi')).toBe(false)
  })

  test('is never the same twice, so equal names are not seen to be equal', () => {
    const many = Array.from({ length: 200 }, () => seal(key, place, 'Thi Nguyen').toString('hex'))
    expect(new Set(many).size).toBe(200)
    expect(new Set(many.map((one) => one.slice(38, 62))).size, 'nonces').toBe(200)
  })

  test('is refused with any bit flipped', () => {
    const sealed = seal(key, place, 'Thi Nguyen, 14 Harbour Road')
    fc.assert(
      fc.property(fc.nat(sealed.length * 8 - 1), (bit) => {
        const changed = Buffer.from(sealed)
        changed.writeUInt8(changed.readUInt8(bit >> 3) ^ (1 << (bit & 7)), bit >> 3)
        expect(() => open(key, place, changed)).toThrow(NotOpened)
      }),
      { numRuns: 400 },
    )
  })

  test('is refused with any bit of its head flipped: algorithm, key-encryption key, key', () => {
    const sealed = seal(key, place, 'Thi Nguyen')
    for (let bit = 0; bit < 19 * 8; bit++) {
      const changed = Buffer.from(sealed)
      changed.writeUInt8(changed.readUInt8(bit >> 3) ^ (1 << (bit & 7)), bit >> 3)
      expect(() => open(key, place, changed), `bit ${bit}`).toThrow(NotOpened)
    }
  })

  test('is refused when shortened by any number of bytes, or made longer', () => {
    const sealed = seal(key, place, 'Thi Nguyen')
    for (let length = 0; length < sealed.length; length++) {
      expect(() => open(key, place, sealed.subarray(0, length)), `${length} bytes`).toThrow(NotOpened)
      expect(
        () => open(key, place, sealed.subarray(sealed.length - length)),
        `the last ${length} bytes`,
      ).toThrow(NotOpened)
    }
    expect(() => open(key, place, Buffer.concat([sealed, Buffer.from([0])]))).toThrow(NotOpened)
  })

  test('is refused with a tag of four bytes, which Node takes for whole unless it is told the length', () => {
    // NIST SP 800-38D allows tags of 4 bytes; a forger who may try 2^32 times would find one.
    const nonce = randomBytes(12)
    const cipher = createCipheriv('aes-256-gcm', key.key, nonce, { authTagLength: 4 })
    const whole = seal(key, place, '')
    const head = whole.subarray(0, 19)
    cipher.setAAD(
      Buffer.concat([head, Buffer.from([place.table, place.column, place.row, place.child].join('|'))]),
    )
    const text = Buffer.concat([cipher.update('A text that is long enough to be a row'), cipher.final()])
    const forged = Buffer.concat([head, nonce, text, cipher.getAuthTag()])
    expect(() => open(key, place, forged)).toThrow(NotOpened)
    // And the same row with its true tag cut to four bytes.
    const sealed = seal(key, place, 'Thi Nguyen')
    expect(() => open(key, place, sealed.subarray(0, sealed.length - 12))).toThrow(NotOpened)
  })

  test.each([
    ['row', { row: newId() }],
    ['child', { child: newId() }],
    ['column', { column: 'reason' }],
    ['table', { table: 'withdrawal' }],
  ])('moved to another %s is refused', (_what, other) => {
    expect(() => open(key, { ...place, ...other }, seal(key, place, 'Thi Nguyen'))).toThrow(NotOpened)
  })

  test('is refused under another key, also one that says it has the same id', () => {
    const sealed = seal(key, place, 'Thi Nguyen')
    expect(() => open(aKey(), place, sealed)).toThrow(NotOpened)
    expect(() => open({ ...key, key: randomBytes(32) }, place, sealed)).toThrow(NotOpened)
  })

  test('is refused after 10,000 swaps and changes, each of another kind of ciphertext or place', () => {
    // As many rows as a small council has, of several keys: what somebody with the database could move about.
    const texts = ['', 'T', 'Thi Nguyen', '14 Harbour Road', 'x'.repeat(200)]
    const rows = Array.from({ length: 100 }, (_, i) => {
      const of = i % 3 === 0 ? aKey() : key
      const at = aPlace()
      return { of, at, sealed: seal(of, at, texts[i % texts.length] ?? '') }
    })
    const aRow = fc.nat(rows.length - 1).map((i) => rows[i] ?? rows[0]!)
    const part = fc.constantFrom<[number, number | undefined]>(
      [0, 19],
      [3, 19],
      [19, 31],
      [31, -16],
      [-16, undefined],
    )
    /** Some bytes of one row put in the place of the same bytes of another. */
    const graft = (one: Buffer, other: Buffer, [from, to]: [number, number | undefined]) =>
      Buffer.concat([
        one.subarray(0, from < 0 ? one.length + from : from),
        other.subarray(from, to),
        to === undefined ? Buffer.alloc(0) : one.subarray(to < 0 ? one.length + to : to),
      ])
    const changed = fc.oneof(
      fc.tuple(aRow, aRow).map(([one, other]) => ({ one, by: other.sealed })),
      fc.tuple(aRow, aRow, part).map(([one, other, which]) => ({
        one,
        by: graft(one.sealed, other.sealed, which),
      })),
      fc.tuple(aRow, fc.nat(), fc.integer({ min: 1, max: 255 })).map(([one, at, by]) => {
        const bytes = Buffer.from(one.sealed)
        bytes.writeUInt8(bytes.readUInt8(at % bytes.length) ^ by, at % bytes.length)
        return { one, by: bytes }
      }),
      fc.tuple(aRow, fc.integer({ min: 1, max: 15 })).map(([one, cut]) => ({
        one,
        by: one.sealed.subarray(0, one.sealed.length - cut),
      })),
    )
    let tried = 0
    fc.assert(
      fc.property(changed, ({ one, by }) => {
        fc.pre(!by.equals(one.sealed))
        tried++
        expect(() => open(one.of, one.at, by)).toThrow(NotOpened)
      }),
      { numRuns: 10_000 },
    )
    expect(tried).toBe(10_000)
    // And each of the hundred still opens where it belongs.
    for (const [i, { of, at, sealed }] of rows.entries())
      expect(open(of, at, sealed).toString()).toBe(texts[i % texts.length])
  })

  test('opens after its key was wrapped anew under another key-encryption key', () => {
    expect(open({ ...key, kek: 2 }, place, seal(key, place, 'Thi Nguyen')).toString()).toBe('Thi Nguyen')
  })
})

describe('keys for one purpose', () => {
  test('are HKDF-SHA-256 as RFC 5869 defines it, with its zero salt', () => {
    // `derive` takes text for `info`, no salt, and gives 32 bytes. Test case 3 of RFC 5869 (no salt, no info,
    // 42 bytes) can be checked: the first 32 bytes of a longer output are the output of 32 bytes (section 2.3,
    // T(1) alone). Cases 1 and 2 have salts and infos that are no text, and cannot be asked for.
    const secret = Buffer.alloc(22, 0x0b)
    const okm = '8da4e775a563c18f715f802a063c5a31b8a11f5c5ee1879ec3454e5f3c738d2d9d201395faa4b61a96c8'
    expect(derive(secret, '').toString('hex')).toBe(okm.slice(0, 64))
  })

  test('with words for the purpose, are T(1) of RFC 5869 sections 2.2 and 2.3, done by hand with HMAC', () => {
    const secret = randomBytes(32)
    const extracted = createHmac('sha256', Buffer.alloc(32)).update(secret).digest()
    const expanded = createHmac('sha256', extracted)
      .update('turnstone|index')
      .update(Buffer.from([1]))
      .digest()
    expect(derive(secret, 'turnstone|index').equals(expanded)).toBe(true)
  })

  test('differ with every purpose and every secret', () => {
    const secret = randomBytes(32)
    const all = [derive(secret, 'a'), derive(secret, 'b'), derive(randomBytes(32), 'a'), derive(secret, '')]
    expect(new Set(all.map((one) => one.toString('hex'))).size).toBe(4)
  })
})

describe('a keyed print', () => {
  const prefixed = (part: string) => {
    const length = Buffer.alloc(4)
    length.writeUInt32BE(Buffer.byteLength(part))
    return Buffer.concat([length, Buffer.from(part)])
  }

  test('is HMAC-SHA-256, which this Node computes as RFC 4231 says (test case 2)', () => {
    expect(createHmac('sha256', 'Jefe').update('what do ya want for nothing?').digest('hex')).toBe(
      '5bdcc146bf60754e6a042426089575c75a003f089d2739839dec58b964ec3843',
    )
    const parts = ['what do ya want ', 'for nothing?']
    const byHand = createHmac('sha256', 'Jefe')
      .update(Buffer.concat(parts.map(prefixed)))
      .digest()
    expect(hmac(Buffer.from('Jefe'), ...parts).equals(byHand)).toBe(true)
  })

  test('is another for any two lists of parts that differ, however they are cut', () => {
    const mac = randomBytes(32)
    expect(hmac(mac, 'ab', 'c').equals(hmac(mac, 'a', 'bc'))).toBe(false)
    expect(hmac(mac, '').equals(hmac(mac))).toBe(false)
    expect(hmac(mac, '', 'a').equals(hmac(mac, 'a', ''))).toBe(false)
    const parts = fc.array(fc.string({ unit: fc.constantFrom('a', '\0', '\u0001', '|'), maxLength: 4 }), {
      maxLength: 4,
    })
    fc.assert(
      fc.property(parts, parts, (one, other) => {
        expect(hmac(mac, ...one).equals(hmac(mac, ...other))).toBe(
          JSON.stringify(one) === JSON.stringify(other),
        )
      }),
    )
  })
})
