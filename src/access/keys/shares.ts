import { createHash } from 'node:crypto'
import { type Id, ok, type Outcome, refused } from '../../plain/index.ts'

/**
 * Recovery shares: any two of three give a secret of 32 bytes, and one says nothing about it.
 *
 * Shamir, "How to share a secret" (1979), byte by byte over GF(256): for each byte a line is drawn through the
 * secret at 0 with a random slope, and a share is its height at 1, 2 or 3. Pure: the randomness is given.
 */
export type Share = {
  /** 1, 2 or 3. */
  n: number
  /** Of which register: the start of a hash of its id. */
  mark: Buffer
  /** Which shares were made together. */
  set: Buffer
  value: Buffer
}

export const shareCount = 3
export const secretLength = 32
/** How many random bytes `split` wants: a slope for each byte of the secret, and two that name the set. */
export const randomLength = secretLength + 2

// ---------------------------------------------------------------------------------------------------------------
// Arithmetic in fields of 2^n elements: adding is XOR, multiplying is of polynomials, modulo one that is irreducible.

function product(a: number, b: number, degree: number, modulus: number): number {
  let sum = 0
  for (let left = a, right = b; right !== 0; right >>= 1) {
    if ((right & 1) === 1) sum ^= left
    left <<= 1
    if ((left >> degree) & 1) left ^= modulus
  }
  return sum
}

/** In GF(256) with x^8 + x^4 + x^3 + x + 1, the field of AES (FIPS 197, section 4.2). */
export const multiply = (a: number, b: number): number => product(a, b, 8, 0x11b)

/** In the same field; a^254 is the inverse of a, because a^255 is 1. */
export function divide(a: number, b: number): number {
  if (b === 0) throw new Error('Nothing is divided by zero')
  let inverse = 1
  for (let i = 0; i < 254; i++) inverse = multiply(inverse, b)
  return multiply(a, inverse)
}

// ---------------------------------------------------------------------------------------------------------------

/** The short mark by which a share says of which register it is. */
export const registerMark = (register: Id): Buffer =>
  createHash('sha256').update(register).digest().subarray(0, 4)

/**
 * Three shares of a secret, as text to print.
 *
 * @param random `randomLength` bytes from a source fit for keys; never used twice
 */
export function split(secret: Buffer, register: Id, random: Buffer): string[] {
  if (secret.length !== secretLength) throw new Error(`A shared secret has ${secretLength} bytes`)
  if (random.length !== randomLength) throw new Error(`Shares want ${randomLength} random bytes`)
  const set = random.subarray(secretLength)
  return Array.from({ length: shareCount }, (_, i) => {
    const n = i + 1
    const value = Buffer.from(secret.map((byte, at) => byte ^ multiply(random.readUInt8(at), n)))
    return shareText({ n, mark: registerMark(register), set, value })
  })
}

/** The secret from two shares, or one sentence about why these two give none. */
export function combine(one: Share, other: Share): Outcome<Buffer, string> {
  if (!one.mark.equals(other.mark))
    return refused(
      'These shares belong to two different registers. Take two that were printed for one register.',
    )
  if (one.n === other.n)
    return refused(
      one.value.equals(other.value) && one.set.equals(other.set)
        ? 'This is the same share twice. Two different ones of the three are needed.'
        : `These shares were printed at different times, and both are number ${one.n}. Take two that were printed together.`,
    )
  if (!one.set.equals(other.set))
    return refused('These shares were printed at different times. Take two that were printed together.')
  // The height at 0 of the line through both points (Lagrange).
  const apart = one.n ^ other.n
  return ok(
    Buffer.from(
      one.value.map((y, at) =>
        divide(multiply(y, other.n) ^ multiply(other.value.readUInt8(at), one.n), apart),
      ),
    ),
  )
}

// ---------------------------------------------------------------------------------------------------------------
// As text: TS1-n and 16 groups of five, in Crockford's base 32, which has no I, L, O and U. Four letters of a group
// are 20 bits of the share, the fifth checks the four and the place of the group, so a slip is found where it is.

const alphabet = '0123456789ABCDEFGHJKMNPQRSTVWXYZ'
const groups = 16
const inGroup = 4
/** 4 of mark, 2 of set, 32 of value, and 2 that check the whole. */
const length = 40

/**
 * The letter that checks four: their sum with the weights 2, 4, 8 and 16 in GF(32) (x^5 + x^2 + 1). All weights and
 * their differences can be divided by, so one wrong letter and two that changed places are always found.
 */
const checkLetter = (letters: readonly number[], group: number): number =>
  letters.reduce((sum, letter, at) => sum ^ product(letter, 2 << at, 5, 0x25), group)

const wholeCheck = (n: number, bytes: Buffer): Buffer =>
  createHash('sha256')
    .update(Buffer.from([n]))
    .update(bytes)
    .digest()
    .subarray(0, 2)

/** A share as it is printed. */
export function shareText({ n, mark, set, value }: Share): string {
  const bytes = Buffer.concat([mark, set, value])
  const all = Buffer.concat([bytes, wholeCheck(n, bytes)])
  const written = Array.from({ length: groups }, (_, group) => {
    // Two groups are five bytes.
    const five = all.readUIntBE((group >> 1) * 5, 5)
    const twenty = group % 2 === 0 ? Math.floor(five / 2 ** 20) : five % 2 ** 20
    const letters = Array.from({ length: inGroup }, (_letter, at) => (twenty >> (15 - 5 * at)) & 31)
    return [...letters, checkLetter(letters, group)].map((letter) => alphabet.charAt(letter)).join('')
  })
  return [`TS1-${n}`, ...written].join('-')
}

/** Small letters, spaces, dashes of any kind, and the letters that are taken for digits do no harm. */
const tidied = (text: string): string =>
  text
    .toUpperCase()
    .replace(/[\s\p{Pd}._]+/gu, '')
    .replaceAll('O', '0')
    .replace(/[IL]/g, '1')

/** Reads a share that somebody typed; otherwise one sentence that says where the slip is, as far as can be told. */
export function readShare(text: string): Outcome<Share, string> {
  const typed = tidied(text)
  const start = /^TS1([1-3])/.exec(typed)
  if (start === null)
    return refused(
      'This is no recovery share. A share begins with TS1-1, TS1-2 or TS1-3: type it from there on.',
    )
  const n = Number(start[1])
  const rest = typed.slice(4)
  const letters = Array.from(rest)
  const strange = letters.findIndex((letter) => !alphabet.includes(letter))
  if (strange >= 0)
    return refused(
      `"${letters[strange] ?? ''}" in ${groupName(Math.floor(strange / 5))} is not used in shares. Look at that group again.`,
    )
  const read = Array.from({ length: Math.ceil(rest.length / 5) }, (_, group) =>
    letters.slice(group * 5, group * 5 + 5).map((letter) => alphabet.indexOf(letter)),
  )
  const wrong = read.findIndex(
    (letters, group) =>
      letters.length !== 5 || checkLetter(letters.slice(0, inGroup), group) !== letters[inGroup],
  )
  if (rest.length !== groups * 5) {
    // Where the groups were typed apart, the one that is too short or too long is seen at once.
    const apart = text
      .trim()
      .split(/[\s\p{Pd}._]+/u)
      .slice(2)
    const odd = apart.length === groups ? apart.findIndex((group) => group.length !== 5) : wrong
    const about = odd >= 0 && odd < groups ? ` The slip seems to be in ${groupName(odd)}.` : ''
    return refused(
      `A share has ${groups} groups of five after TS1-${n}, ${groups * 5} letters and digits; this has ${rest.length}.${about}`,
    )
  }
  if (wrong >= 0) {
    const among = read.filter(
      (letters, group) => checkLetter(letters.slice(0, inGroup), group) !== letters[inGroup],
    )
    return refused(
      among.length === 1
        ? `This share is mistyped in ${groupName(wrong)}. Look at that group again.`
        : `This share is mistyped in ${among.length} groups, first in ${groupName(wrong)}. Look at them again.`,
    )
  }
  const all = Buffer.alloc(length)
  for (let pair = 0; pair < groups / 2; pair++) {
    const twenties = [read[pair * 2] ?? [], read[pair * 2 + 1] ?? []].map((letters) =>
      letters.slice(0, inGroup).reduce((sum, letter) => sum * 32 + letter, 0),
    )
    all.writeUIntBE((twenties[0] ?? 0) * 2 ** 20 + (twenties[1] ?? 0), pair * 5, 5)
  }
  const bytes = all.subarray(0, length - 2)
  if (!wholeCheck(n, bytes).equals(all.subarray(length - 2)))
    return refused(
      `This share is mistyped: look at the number after TS1 (it says ${n}) and at every group again.`,
    )
  return ok({ n, mark: bytes.subarray(0, 4), set: bytes.subarray(4, 6), value: bytes.subarray(6) })
}

/** People count from one, and from where the groups begin. */
const groupName = (group: number) => `group ${group + 1} after the number`
