import { createHash, randomBytes } from 'node:crypto'
import { hash, verify } from '@node-rs/argon2'
import { ok, type Outcome, refused } from '../plain/index.ts'

/** Measured at about a quarter of a second: 64 MiB, three passes (OWASP password storage, argon2id). */
const cost = { memoryCost: 64 * 1024, timeCost: 3, parallelism: 1 }

/** Two at a time: hashing is the cheapest way to exhaust a server's memory. */
let running = 0
const waiting: (() => void)[] = []
async function oneOfTwo<T>(work: () => Promise<T>): Promise<T> {
  if (running >= 2) await new Promise<void>((resolve) => waiting.push(resolve))
  running++
  try {
    return await work()
  } finally {
    running--
    waiting.shift()?.()
  }
}

const shortest = 15

/** Length is what counts (NCSC, NIST 800-63B): no rules about digits, but nothing that everybody tries first. */
export function passwordProblem(password: string, person: { name: string; email: string }): string | null {
  if ([...password].length < shortest) return `Use at least ${shortest} characters. Three or four words you will remember do well.`
  if (password.length > 256) return 'Use at most 256 characters.'
  const plain = password.toLowerCase()
  const own = [person.email.split('@')[0] ?? '', ...person.name.toLowerCase().split(/\s+/)].filter((word) => word.length > 3)
  if (new Set(plain).size < 5 || own.some((word) => plain.replaceAll(word, '').length < 8)) {
    return 'This one is easily guessed. Choose words that are not your name and not one letter over and over.'
  }
  return null
}

export const hashPassword = (password: string): Promise<string> => oneOfTwo(() => hash(password.normalize('NFKC'), cost))

/** A hash of nothing anybody knows: checked for unknown names, so that they take as long as known ones. */
let decoy: Promise<string> | undefined

export async function checkPassword(password: string, stored: string | null): Promise<Outcome<true, 'wrong'>> {
  decoy ??= hashPassword(randomBytes(24).toString('base64'))
  const against = stored ?? (await decoy)
  const right = await oneOfTwo(() => verify(against, password.normalize('NFKC')))
  return right && stored !== null ? ok(true) : refused('wrong')
}

/** A secret for a cookie or a one-time link, and what of it the database keeps. */
export const newToken = (): string => randomBytes(32).toString('base64url')
export const tokenPrint = (token: string): Buffer => createHash('sha256').update(token).digest()
