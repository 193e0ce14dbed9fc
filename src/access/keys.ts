import { randomBytes, timingSafeEqual } from 'node:crypto'
import { closeSync, existsSync, fsyncSync, openSync, readFileSync, realpathSync, writeSync } from 'node:fs'
import { basename, dirname, join, resolve, sep } from 'node:path'
import { CannotRun } from '../database/index.ts'
import type { Id } from '../plain/index.ts'
import { derive, hmac } from './seal.ts'

/** A register is born a demonstration or real, and stays it. */
export type Born = 'demonstration' | 'real'

/** What the key file says. The secret is useless under another mark: every key is derived with it. */
type KeyFile = { turnstone: 'key'; register: Id; born: Born; council: string; secret: string }

/** The keys of one register, in memory only. */
export type Keys = {
  register: Id
  born: Born
  council: string
  file: string
  /** Number and key that wrap the children's keys. */
  kek: { id: number; key: Buffer }
  /** Keyed prints and look-ups. */
  index: Buffer
  /** Seals the worklist, whose rows may belong to no child. */
  worklist: Buffer
  /** Binds the register's row in the database to this file. */
  mark: Buffer
  /** Password of the application's role where the database is a server. */
  rolePassword: string
}

/** The key lies beside the data folder, never in it: a copy of the folder alone opens nothing. */
export const keyFileFor = (folder: string, given?: string): string => resolve(given ?? `${resolve(folder)}.key`)

export const hasKeys = (file: string): boolean => existsSync(file)

export function makeKeys(file: string, folder: string, register: Id, born: Born, council: string): Keys {
  refuseInside(file, folder)
  const content: KeyFile = { turnstone: 'key', register, born, council, secret: randomBytes(32).toString('base64') }
  // `wx`: a key that is there is never written over. Synced before anything is sealed with it.
  const handle = openSync(file, 'wx', 0o400)
  writeSync(handle, `${JSON.stringify(content, null, 2)}\n`)
  fsyncSync(handle)
  closeSync(handle)
  return keysOf(content, file)
}

export function readKeys(file: string, folder: string): Keys {
  refuseInside(file, folder)
  let content: Partial<KeyFile>
  try {
    content = JSON.parse(readFileSync(file, 'utf8')) as Partial<KeyFile>
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code === 'ENOENT') {
      throw new CannotRun(
        `The key of ${folder} is not at ${file}. Put it back there, or name it with --key FILE. Without it nothing in the register can be read.`,
      )
    }
    if ((error as NodeJS.ErrnoException).code === 'EACCES') throw new CannotRun(`The key file ${file} may not be read by this user.`)
    throw new CannotRun(`${file} is not a Turnstone key file.`)
  }
  const secret = Buffer.from(content.secret ?? '', 'base64')
  if (content.turnstone !== 'key' || secret.length !== 32 || (content.born !== 'real' && content.born !== 'demonstration')) {
    throw new CannotRun(`${file} is not a Turnstone key file.`)
  }
  return keysOf(content as KeyFile, file)
}

/** A key in the data folder, or in a folder that holds it, would be copied with every backup of it. */
function refuseInside(file: string, folder: string): void {
  const real = (path: string): string => (existsSync(path) ? realpathSync(path) : join(real(dirname(path)), basename(path)))
  if (`${real(resolve(file))}${sep}`.startsWith(`${real(resolve(folder))}${sep}`)) {
    throw new CannotRun(`The key file ${file} lies inside the data folder ${folder}. Keep it elsewhere: whoever copies the folder must not get the key.`)
  }
}

function keysOf(content: KeyFile, file: string): Keys {
  const secret = Buffer.from(content.secret, 'base64')
  const bound = (purpose: string) => derive(secret, ['turnstone', content.register, content.born, content.council, purpose].join('|'))
  return {
    register: content.register,
    born: content.born,
    council: content.council,
    file,
    kek: { id: 1, key: bound('key encryption') },
    index: bound('index'),
    worklist: bound('worklist'),
    mark: hmac(bound('mark'), content.register, content.born, content.council),
    rolePassword: bound('role password').toString('base64url'),
  }
}

/** True where the register's row was made with this very key file: same register, same birth, same council. */
export const marks = (keys: Keys, row: { id: Id; born: string; mark: Buffer }): boolean =>
  row.id === keys.register && row.born === keys.born && row.mark.length === keys.mark.length && timingSafeEqual(row.mark, keys.mark)
