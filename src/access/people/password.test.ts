import { describe, expect, test } from 'vitest'
import { checkPassword, hashPassword, newToken, passwordProblem, tokenPrint } from './password.ts'

const person = { name: 'Robin Ashdown', email: 'Robin.Ashdown@kent.gov.uk' }

describe('a password that somebody chooses', () => {
  // NIST SP 800-63B section 5.1.1.2 and NCSC: length, no rules about kinds of characters, nothing that is guessed first.
  test.each([
    'harbour lantern pebble',
    'ナイトハーバーランタンペブルです',
    'tr0ub4dor& three more',
    'the council meets in summer rooms',
    'x7#Qp2!vLm9@Zr4',
  ])('of 15 characters and more is taken, with digits or signs or without: %s', (password) => {
    expect(passwordProblem(password, person)).toBeNull()
  })

  test('is counted in characters, not bytes', () => {
    expect(passwordProblem('harbourlantern', person)).toMatch(/at least 15/)
    expect(passwordProblem('harbourlanterns', person)).toBeNull()
    expect(passwordProblem('ÄÖÜäöüßéèêçñåø', person)).toMatch(/at least 15/)
  })

  test('has 256 characters at most, so that nobody keeps the server busy with a book', () => {
    expect(passwordProblem('harbour lantern '.repeat(16), person)).toBeNull()
    expect(passwordProblem('harbour lantern '.repeat(17), person)).toMatch(/at most 256/)
  })

  test.each([
    ['one letter over and over', 'aaaaaaaaaaaaaaaaaaaa'],
    ['a few letters over and over', 'abababababababababab'],
    ['letters in fours', 'aaaa bbbb cccc dddd eeee'],
    ['their e-mail address', 'robin.ashdown@kent'],
    ['their name and the year', 'RobinAshdown2026!'],
    ['the word itself', 'passwordpassword'],
    ['the word itself and a row of digits', 'Password1234567!'],
    ['a row of digits', '123456789012345'],
    ['a row of the keyboard', 'qwertyuiopasdfgh'],
    ['the best known of all passphrases', 'correct horse battery staple'],
    ['the name of this program', 'TurnstoneTurnstone1'],
    ['one word three times', 'monday monday monday'],
  ])('that is easily guessed is refused: %s', (_what, password) => {
    expect(passwordProblem(password, person)).toMatch(/easily guessed/)
  })
})

describe('a password that is kept', () => {
  test('is kept as argon2id with 64 MiB and three passes, never twice the same', async () => {
    const [one, two] = await Promise.all([
      hashPassword('harbour lantern pebble'),
      hashPassword('harbour lantern pebble'),
    ])
    expect(one).toMatch(/^\$argon2id\$v=19\$m=65536,t=3,p=1\$/)
    expect(one).not.toBe(two)
    expect((await checkPassword('harbour lantern pebble', one)).ok).toBe(true)
    expect((await checkPassword('harbour lantern pebbles', one)).ok).toBe(false)
    expect((await checkPassword('', one)).ok).toBe(false)
  })

  test('typed with another way of writing an accent is the same password', async () => {
    const stored = await hashPassword('cafe\u0301 harbour lantern')
    expect((await checkPassword('caf\u00e9 harbour lantern', stored)).ok).toBe(true)
  })

  test('where there is none, nothing fits', async () => {
    for (const word of ['', 'harbour lantern pebble'])
      expect((await checkPassword(word, null)).ok).toBe(false)
  })

  test('is checked two at a time, however many ask: each takes 64 MiB', async () => {
    const stored = await hashPassword('harbour lantern pebble')
    const before = process.memoryUsage().rss
    let most = 0
    const watch = setInterval(() => (most = Math.max(most, process.memoryUsage().rss)), 5)
    await Promise.all(Array.from({ length: 6 }, () => checkPassword('harbour lantern stone', stored)))
    clearInterval(watch)
    expect(most - before).toBeLessThan(3.5 * 64 * 1024 * 1024)
  })
})

describe('a token', () => {
  test('has 256 bits, is never the same twice, and is kept as its SHA-256 alone', () => {
    const tokens = Array.from({ length: 100 }, newToken)
    expect(new Set(tokens).size).toBe(100)
    for (const token of tokens) expect(Buffer.from(token, 'base64url')).toHaveLength(32)
    // FIPS 180-4, the example "abc".
    expect(tokenPrint('abc').toString('hex')).toBe(
      'ba7816bf8f01cfea414140de5dae2223b00361a396177a9cb410ff61f20015ad',
    )
  })
})
