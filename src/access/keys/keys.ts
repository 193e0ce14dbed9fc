import { randomBytes, timingSafeEqual } from 'node:crypto'
import { existsSync } from 'node:fs'
import { resolve } from 'node:path'
import { CannotRun } from '../../database/index.ts'
import type { Id } from '../../plain/index.ts'
import { type Keeper, keeperOf } from './keeper.ts'
import { type Born, keyFileText, refuseInside, type Secrets, writeOnce } from './key-file.ts'
import { derive, hmac } from './seal.ts'

export type { Born } from './key-file.ts'

/** The keys of one register, in memory only. */
export type Keys = {
  register: Id
  born: Born
  council: string
  file: string
  /** Number and key that wrap the children's keys: the newest. */
  kek: { id: number; key: Buffer }
  /** Every key-encryption key that the file holds, by number: two while a rotation is under way. */
  keks: ReadonlyMap<number, Buffer>
  /** Keyed prints and look-ups. */
  index: Buffer
  /** Seals the worklist, whose rows may belong to no child. */
  worklist: Buffer
  /** Binds the register's row in the database to this file. */
  mark: Buffer
  /** Knows a recovery share again. */
  recovery: Buffer
  /** Password of the application's role where the database is a server. */
  rolePassword: string
}

/** The key lies beside the data folder, never in it: a copy of the folder alone opens nothing. */
export const keyFileFor = (folder: string, given?: string): string =>
  resolve(given ?? `${resolve(folder)}.key`)

export const hasKeys = (file: string): boolean => existsSync(file)

/** Makes the key of a new register and writes it to its place, where nothing may be yet. */
export function makeKeys(file: string, folder: string, register: Id, born: Born, council: string): Keys {
  refuseInside(file, folder)
  const secret = randomBytes(32)
  const secrets: Secrets = { register, born, council, secret, keks: new Map([[1, secret]]) }
  writeOnce(file, keyFileText(secrets))
  return keysOf(secrets, file)
}

/** Reads the keys of a register from wherever they are kept (keeper.ts), or says in one sentence why it cannot. */
export function readKeys(file: string, folder: string, environment: NodeJS.ProcessEnv = process.env): Keys {
  refuseInside(file, folder)
  return keysOf(keeperOf(file, folder, environment).read(), file)
}

/** Where the keys of an open register are kept. */
export const keeperFor = (keys: Keys, environment: NodeJS.ProcessEnv = process.env): Keeper =>
  keeperOf(keys.file, 'this register', environment)

/**
 * Reads the numbered keys again, into the keys that the whole process shares: another process has begun a rotation
 * since. Those that it dropped stay in memory, for whoever is in the middle of something; the database refuses what
 * is stored under them.
 */
export function readAgain(keys: Keys, environment?: NodeJS.ProcessEnv): void {
  const before = keys.keks
  takeOver(keys, keeperFor(keys, environment).read())
  keys.keks = new Map([...before, ...keys.keks])
}

/** Puts what a keeper holds now into keys that are in use. */
export function takeOver(keys: Keys, secrets: Secrets): void {
  const read = keysOf(secrets, keys.file)
  if (!marks(read, { id: keys.register, born: keys.born, mark: keys.mark })) {
    throw new CannotRun(
      `The key at ${keys.file} was exchanged for another register's while this one is open. Put the right one back.`,
    )
  }
  keys.keks = read.keks
  keys.kek = read.kek
}

/** All keys that follow from what a keeper holds. */
export function keysOf(secrets: Secrets, file: string): Keys {
  const { register, born, council } = secrets
  const bound = (secret: Buffer, purpose: string) =>
    derive(secret, ['turnstone', register, born, council, purpose].join('|'))
  const of = (purpose: string) => bound(secrets.secret, purpose)
  const keks = new Map(
    [...secrets.keks].map(([number, secret]) => [
      number,
      bound(secret, number === 1 ? 'key encryption' : `key encryption ${number}`),
    ]),
  )
  const id = Math.max(...keks.keys())
  const key = keks.get(id)
  if (key === undefined) throw new Error('A key file holds at least one key-encryption key')
  return {
    register,
    born,
    council,
    file,
    kek: { id, key },
    keks,
    index: of('index'),
    worklist: of('worklist'),
    mark: hmac(of('mark'), register, born, council),
    recovery: of('recovery'),
    rolePassword: of('role password').toString('base64url'),
  }
}

/** True where the register's row was made with this very key file: same register, same birth, same council. */
export const marks = (
  keys: Pick<Keys, 'register' | 'born' | 'mark'>,
  row: { id: Id; born: string; mark: Buffer },
): boolean =>
  row.id === keys.register &&
  row.born === keys.born &&
  row.mark.length === keys.mark.length &&
  timingSafeEqual(row.mark, keys.mark)
