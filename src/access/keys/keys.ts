import { randomBytes, timingSafeEqual } from 'node:crypto'
import {
  closeSync,
  existsSync,
  fsyncSync,
  openSync,
  readFileSync,
  realpathSync,
  rmSync,
  writeFileSync,
} from 'node:fs'
import { basename, dirname, join, resolve, sep } from 'node:path'
import { CannotRun, inOneSentence } from '../../database/index.ts'
import { type Id, isId } from '../../plain/index.ts'
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
export const keyFileFor = (folder: string, given?: string): string =>
  resolve(given ?? `${resolve(folder)}.key`)

export const hasKeys = (file: string): boolean => existsSync(file)

export function makeKeys(file: string, folder: string, register: Id, born: Born, council: string): Keys {
  refuseInside(file, folder)
  const content: KeyFile = {
    turnstone: 'key',
    register,
    born,
    council,
    secret: randomBytes(32).toString('base64'),
  }
  writeOnce(file, `${JSON.stringify(content, null, 2)}\n`)
  return keysOf(content, file)
}

/** A key that is there is never written over (`wx`), half a key never stays, and both are on disk before use. */
function writeOnce(file: string, text: string): void {
  let handle: number
  try {
    handle = openSync(file, 'wx', 0o400)
  } catch (error) {
    const code = (error as NodeJS.ErrnoException).code
    if (code === 'EEXIST')
      throw new CannotRun(
        `There is a file at ${file} already. A key is never written over: move it away, or name another with --key FILE.`,
      )
    if (code === 'ENOENT' || code === 'ENOTDIR')
      throw new CannotRun(
        `The key cannot be written to ${file}: there is no such folder. Make it, or name another place with --key FILE.`,
      )
    throw new CannotRun(
      inOneSentence(error, dirname(file)) ??
        `The key cannot be written to ${file} (${code ?? String(error)}).`,
    )
  }
  try {
    writeFileSync(handle, text)
    fsyncSync(handle)
  } catch (error) {
    closeSync(handle)
    rmSync(file, { force: true })
    throw new CannotRun(
      inOneSentence(error, dirname(file)) ?? `The key cannot be written to ${file} (${String(error)}).`,
    )
  }
  closeSync(handle)
  syncFolder(dirname(file))
}

/** Where the system can, makes the name of a new file outlast a power cut, as its bytes do. */
function syncFolder(folder: string): void {
  try {
    const handle = openSync(folder, 'r')
    fsyncSync(handle)
    closeSync(handle)
  } catch {
    // Windows opens no folder; the file itself is synced.
  }
}

export function readKeys(file: string, folder: string): Keys {
  refuseInside(file, folder)
  let content: unknown
  try {
    content = JSON.parse(readFileSync(file, 'utf8'))
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code === 'ENOENT') {
      throw new CannotRun(
        `The key of ${folder} is not at ${file}. Put it back there, or name it with --key FILE. Without it nothing in the register can be read.`,
      )
    }
    if ((error as NodeJS.ErrnoException).code === 'EACCES')
      throw new CannotRun(`The key file ${file} may not be read by this user.`)
    throw new CannotRun(`${file} is not a Turnstone key file.`)
  }
  if (!isKeyFile(content)) throw new CannotRun(`${file} is not a Turnstone key file.`)
  return keysOf(content, file)
}

const isKeyFile = (content: unknown): content is KeyFile => {
  if (typeof content !== 'object' || content === null) return false
  const { turnstone, register, born, council, secret } = content as Record<string, unknown>
  return (
    turnstone === 'key' &&
    typeof register === 'string' &&
    isId(register) &&
    (born === 'real' || born === 'demonstration') &&
    typeof council === 'string' &&
    typeof secret === 'string' &&
    Buffer.from(secret, 'base64').length === 32
  )
}

/** A key in the data folder would be copied with every backup of it. */
function refuseInside(file: string, folder: string): void {
  const real = (path: string): string =>
    existsSync(path) ? realpathSync(path) : join(real(dirname(path)), basename(path))
  if (`${real(resolve(file))}${sep}`.startsWith(`${real(resolve(folder))}${sep}`)) {
    throw new CannotRun(
      `The key file ${file} lies inside the data folder ${folder}. Keep it elsewhere: whoever copies the folder must not get the key.`,
    )
  }
}

function keysOf(content: KeyFile, file: string): Keys {
  const secret = Buffer.from(content.secret, 'base64')
  const bound = (purpose: string) =>
    derive(secret, ['turnstone', content.register, content.born, content.council, purpose].join('|'))
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
  row.id === keys.register &&
  row.born === keys.born &&
  row.mark.length === keys.mark.length &&
  timingSafeEqual(row.mark, keys.mark)
