import { createHash, randomBytes } from 'node:crypto'
import { hash, verify } from '@node-rs/argon2'
import { ok, type Outcome, refused } from '../../plain/index.ts'

/** Measured at about a quarter of a second: 64 MiB, three passes (OWASP password storage, argon2id). */
const cost = { memoryCost: 64 * 1024, timeCost: 3, parallelism: 1 }

/** Two at a time: hashing is the cheapest way to exhaust a server's memory. */
let running = 0
const waiting: (() => void)[] = []
async function oneOfTwo<T>(work: () => Promise<T>): Promise<T> {
  while (running >= 2) await new Promise<void>((resolve) => waiting.push(resolve))
  running++
  try {
    return await work()
  } finally {
    running--
    waiting.shift()?.()
  }
}

function unpadded(bytes: number): string {
  return randomBytes(bytes).toString('base64').replaceAll('=', '')
}

const shortest = 15

/** Length is what counts (NCSC, NIST 800-63B): no rules about digits, but nothing that everybody tries first. */
export function passwordProblem(password: string, person: { name: string; email: string }): string | null {
  // By code points, as NIST 800-63B counts; a family emoji may well count as several.
  if (Array.from(password).length < shortest)
    return `Use at least ${shortest} characters. Three or four words you will remember do well.`
  if (password.length > 256) return 'Use at most 256 characters.'
  const plain = password.toLowerCase()
  const own = [
    person.email.toLowerCase().split('@')[0] ?? '',
    ...person.name.toLowerCase().split(/\s+/),
  ].filter((word) => word.length > 3)
  if (new Set(plain).size < 5 || leftOf(plain, [...own, ...firstTried]).length < 8) {
    return 'This one is easily guessed. Choose words that are not your name, not a well-known password and not one letter over and over.'
  }
  return null
}

/** What lists of stolen passwords begin with, and runs along the keyboard or the alphabet. */
const firstTried = [
  'correcthorsebatterystaple',
  'password',
  'passw0rd',
  'p@ssw0rd',
  'welcome',
  'letmein',
  'iloveyou',
  'football',
  'liverpool',
  'chelsea',
  'arsenal',
  'monkey',
  'dragon',
  'sunshine',
  'princess',
  'superman',
  'changeme',
  'administrator',
  'admin',
  'council',
  'turnstone',
  'secret',
  'summer',
  'winter',
  'spring',
  'autumn',
]
const runs = [
  '01234567890123456789',
  '98765432109876543210',
  'abcdefghijklmnopqrstuvwxyz',
  'qwertyuiop',
  'asdfghjkl',
  'zxcvbnm',
  '1q2w3e4r5t6y7u8i9o0p',
]

/** What is left of a password without such words, without runs of four and more, and without one thing repeated. */
function leftOf(plain: string, words: readonly string[]): string {
  const lettersOf = (text: string) => text.replace(/[\s\p{P}\p{S}]+/gu, '')
  let left = lettersOf(plain)
  for (const word of words) left = left.replaceAll(lettersOf(word), '')
  for (const run of runs) {
    for (let length = run.length; length >= 4; length--) {
      for (let at = 0; at + length <= run.length; at++) left = left.replaceAll(run.slice(at, at + length), '')
    }
  }
  return left.replace(/(.{1,8}?)\1+/gu, '$1')
}

export const hashPassword = (password: string): Promise<string> =>
  oneOfTwo(() => hash(password.normalize('NFKC'), cost))

/** A hash of nothing anybody knows: checked for unknown names, so that they take as long as known ones. */
const decoy = `$argon2id$v=19$m=${cost.memoryCost},t=${cost.timeCost},p=${cost.parallelism}$${unpadded(16)}$${unpadded(32)}`

export async function checkPassword(
  password: string,
  stored: string | null,
): Promise<Outcome<true, 'wrong'>> {
  const against = stored ?? decoy
  const right = await oneOfTwo(() => verify(against, password.normalize('NFKC')))
  return right && stored !== null ? ok(true) : refused('wrong')
}

/** A secret for a cookie or a one-time link, and what of it the database keeps. */
export const newToken = (): string => randomBytes(32).toString('base64url')
export const tokenPrint = (token: string): Buffer => createHash('sha256').update(token).digest()
