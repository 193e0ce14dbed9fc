import { createHash, randomBytes } from 'node:crypto'
import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { newId } from '../../database/index.ts'
import { must } from '../../plain/index.ts'
import {
  combine,
  divide,
  multiply,
  randomLength,
  readShare,
  registerMark,
  type Share,
  shareText,
  split,
} from './shares.ts'

const bytes = (length: number) =>
  fc.uint8Array({ minLength: length, maxLength: length }).map((made) => Buffer.from(made))
const read = (text: string): Share => must(readShare(text), text)
const problem = (text: string): string => {
  const outcome = readShare(text)
  if (outcome.ok) throw new Error(`${text} was read`)
  return outcome.problem
}
const register = newId()
const secret = randomBytes(32)
const shares = split(secret, register, randomBytes(randomLength))
const [first = '', second = '', third = ''] = shares

describe('arithmetic in GF(256)', () => {
  test('multiplies as FIPS 197 section 4.2 does it: {57}•{83} = {c1}, {57}•{13} = {fe}', () => {
    expect(multiply(0x57, 0x83)).toBe(0xc1)
    expect(multiply(0x57, 0x13)).toBe(0xfe)
    // The steps of section 4.2.1: xtime of {57}.
    expect([0x02, 0x04, 0x08, 0x10].map((by) => multiply(0x57, by))).toEqual([0xae, 0x47, 0x8e, 0x07])
  })

  test('divides: {53} and {ca} are inverses, and every element but 0 has exactly one', () => {
    expect(divide(1, 0x53)).toBe(0xca)
    expect(new Set(Array.from({ length: 255 }, (_, i) => divide(1, i + 1))).size).toBe(255)
    for (let a = 0; a < 256; a++) for (let b = 1; b < 256; b += 7) expect(multiply(divide(a, b), b)).toBe(a)
    expect(() => divide(1, 0)).toThrow('divided by zero')
  })

  test('is a field: 1 does nothing, order does not matter, and multiplying goes over sums', () => {
    const element = fc.nat(255)
    fc.assert(
      fc.property(element, element, element, (a, b, c) => {
        expect(multiply(a, 1)).toBe(a)
        expect(multiply(a, b)).toBe(multiply(b, a))
        expect(multiply(a, multiply(b, c))).toBe(multiply(multiply(a, b), c))
        expect(multiply(a, b ^ c)).toBe(multiply(a, b) ^ multiply(a, c))
      }),
    )
  })
})

describe('three shares', () => {
  test('give the secret by any two, in any order', () => {
    fc.assert(
      fc.property(bytes(32), bytes(randomLength), (kept, random) => {
        const made = split(kept, register, random).map(read)
        for (const one of made)
          for (const other of made)
            if (one !== other) expect(must(combine(one, other), 'two shares').equals(kept)).toBe(true)
      }),
    )
  })

  test('lie on a line, done by hand: secret 0x57, slope 0x13 gives 44, 71 and 62', () => {
    // 57+1·13 = 44; 2·13 = 26, 57+26 = 71; 3·13 = 26+13 = 35, 57+35 = 62 (adding is XOR).
    const made = split(Buffer.alloc(32, 0x57), register, Buffer.alloc(randomLength, 0x13)).map(read)
    expect(made.map((share) => share.value.readUInt8(31))).toEqual([0x44, 0x71, 0x62])
  })

  test('say nothing, one by one: for whatever one share holds, every secret byte is possible, once', () => {
    fc.assert(
      fc.property(fc.integer({ min: 1, max: 3 }), fc.nat(255), (n, held) => {
        const slopes = new Set<number>()
        for (let possible = 0; possible < 256; possible++) {
          // The slope that a line from this secret to this share has; each slope is drawn as often as any other.
          const slope = divide(held ^ possible, n)
          slopes.add(slope)
          const made = split(Buffer.alloc(32, possible), register, Buffer.alloc(randomLength, slope)).map(
            read,
          )
          expect(made[n - 1]?.value.readUInt8(0)).toBe(held)
        }
        expect(slopes.size).toBe(256)
      }),
      { numRuns: 12 },
    )
  })

  test('of two registers, of two times, or one share twice, give one sentence each', () => {
    const pair = (one: string, other: string) => combine(read(one), read(other))
    const stranger = split(secret, newId(), randomBytes(randomLength))
    const later = split(secret, register, randomBytes(randomLength))
    const sentence = /^[A-Z][^.]*\. [A-Z][^.]*\.$/
    for (const [one, other, about] of [
      [first, stranger[1] ?? '', /two different registers/],
      [first, first, /same share twice/],
      [first, later[1] ?? '', /printed at different times/],
      [first, later[0] ?? '', /printed at different times, and both are number 1/],
    ] as const) {
      const outcome = pair(one, other)
      expect(outcome.ok).toBe(false)
      if (!outcome.ok) {
        expect(outcome.problem).toMatch(about)
        expect(outcome.problem).toMatch(sentence)
      }
    }
  })
})

describe('a share as text', () => {
  test('is TS1, its number and sixteen groups of five without I, L, O and U', () => {
    for (const [i, share] of shares.entries())
      expect(share).toMatch(new RegExp(`^TS1-${i + 1}(-[0-9A-HJKMNP-TV-Z]{5}){16}$`))
  })

  test('begins with the mark of its register: the first four bytes of SHA-256 of the id', () => {
    const mark = createHash('sha256').update(register).digest().subarray(0, 4)
    expect(read(first).mark.equals(mark)).toBe(true)
    expect(registerMark(register).equals(mark)).toBe(true)
    // Crockford's base 32 by hand: the first 20 bits of the mark are the first four letters.
    const letters = '0123456789ABCDEFGHJKMNPQRSTVWXYZ'
    const twenty = mark.readUIntBE(0, 3) >> 4
    expect(first.slice(6, 10)).toBe([15, 10, 5, 0].map((by) => letters[(twenty >> by) & 31]).join(''))
  })

  test('reads back what was written, whatever it is', () => {
    fc.assert(
      fc.property(fc.integer({ min: 1, max: 3 }), bytes(4), bytes(2), bytes(32), (n, mark, set, value) => {
        expect(read(shareText({ n, mark, set, value }))).toEqual({ n, mark, set, value })
      }),
    )
  })

  test('is read in small letters, with spaces, line breaks, other dashes or none, and with O, I and L for digits', () => {
    const whole = read(second)
    for (const typed of [
      second.toLowerCase(),
      second.replaceAll('-', ' '),
      second.replaceAll('-', ''),
      second.replaceAll('-', ' – '),
      `  ${second.replaceAll('-', '\n    ')}\n`,
      second.replaceAll('0', 'O').replaceAll('1', 'l'),
      second.replaceAll('0', 'o').replaceAll('1', 'I'),
    ])
      expect(read(typed), typed).toEqual(whole)
  })

  test('with one letter wrong says in which group, always', () => {
    fc.assert(
      fc.property(fc.nat(15), fc.nat(4), fc.nat(30), (group, letter, by) => {
        const alphabet = '0123456789ABCDEFGHJKMNPQRSTVWXYZ'
        const groups = third.split('-')
        const right = groups[group + 2] ?? ''
        const wrong = alphabet.charAt((alphabet.indexOf(right.charAt(letter)) + 1 + by) % 32)
        groups[group + 2] = right.slice(0, letter) + wrong + right.slice(letter + 1)
        expect(problem(groups.join('-'))).toBe(
          `This share is mistyped in group ${group + 1} after the number. Look at that group again.`,
        )
      }),
      { numRuns: 1000 },
    )
  })

  test('with two neighbouring letters changed over says in which group, always', () => {
    for (let group = 0; group < 16; group++) {
      for (let letter = 0; letter < 4; letter++) {
        const groups = third.split('-')
        const [...letters] = groups[group + 2] ?? ''
        const [a = '', b = ''] = letters.slice(letter, letter + 2)
        if (a === b) continue
        letters.splice(letter, 2, b, a)
        groups[group + 2] = letters.join('')
        expect(problem(groups.join('-'))).toContain(`in group ${group + 1} after`)
      }
    }
  })

  test('with groups changed over, its number changed, a group left out or letters that are not used, is refused', () => {
    const groups = third.split('-')
    const swapped = [...groups]
    ;[swapped[4], swapped[5]] = [groups[5] ?? '', groups[4] ?? '']
    expect(problem(swapped.join('-'))).toMatch(/mistyped in 2 groups, first in group 3/)
    expect(problem(third.replace('TS1-3', 'TS1-2'))).toMatch(/look at the number after TS1 \(it says 2\)/)
    expect(problem(groups.slice(0, -1).join('-'))).toMatch(/has 16 groups of five .*this has 75/)
    expect(problem(third.slice(0, -1))).toMatch(/this has 79.* slip seems to be in group 16/)
    expect(problem(third.slice(0, 20) + third.slice(21))).toMatch(/slip seems to be in group 3/)
    expect(problem(`${third}-00000`)).toMatch(/this has 85/)
    expect(problem(third.slice(0, 8) + 'U' + third.slice(9))).toMatch(/"U" in group 1 .*is not used/)
    expect(problem('')).toMatch(/begins with TS1-1/)
    expect(problem('hello')).toMatch(/begins with TS1-1/)
    expect(problem(third.replace('TS1-3', 'TS1-4'))).toMatch(/begins with TS1-1/)
  })

  test('scrambled anyhow is never taken for a share, in 5,000 tries', () => {
    fc.assert(
      fc.property(fc.integer({ min: 1, max: 3 }), bytes(50), (n, noise) => {
        const letters = Array.from(noise, (byte) => '0123456789ABCDEFGHJKMNPQRSTVWXYZ'.charAt(byte & 31))
        expect(readShare(`TS1-${n}-${letters.join('')}${letters.slice(0, 30).join('')}`).ok).toBe(false)
      }),
      { numRuns: 5000 },
    )
  })
})
