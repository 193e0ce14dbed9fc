import {
  closeSync,
  existsSync,
  fsyncSync,
  openSync,
  readdirSync,
  readFileSync,
  realpathSync,
  renameSync,
  rmSync,
  writeFileSync,
} from 'node:fs'
import { basename, dirname, join, resolve, sep } from 'node:path'
import { CannotRun, inOneSentence } from '../../database/index.ts'
import { type Id, isId } from '../../plain/index.ts'

/** A register is born a demonstration or real, and stays it. */
export type Born = 'demonstration' | 'real'

/** What a key is of. Every key is derived with these words, so it is useless under others. */
export type Words = { register: Id; born: Born; council: string }

/**
 * What the keeper of a key holds. `secret` is given at birth and stays: numbers are found and rows are known again
 * by what it yields. `keks` are the secrets of the key-encryption keys by number, of which there are two while a
 * rotation is under way; number 1 is the secret of birth itself.
 */
export type Secrets = Words & { secret: Buffer; keks: ReadonlyMap<number, Buffer> }

/** A key file whose secrets are sealed under a passphrase. */
export type Protected = Words & { salt: Buffer; sealed: Buffer }

/** Said in the file, so that whoever has to open one without Turnstone knows how. */
const argon2id = 'm=65536, t=3, p=1'

export const notAKeyFile = (file: string) => new CannotRun(`${file} is not a Turnstone key file.`)

const bytes = (text: unknown, length?: number): Buffer | undefined => {
  if (typeof text !== 'string') return undefined
  const read = Buffer.from(text, 'base64')
  return length === undefined || read.length === length ? read : undefined
}

/** Reads the text of a key file; undefined where it is none. */
export function parseKeyFile(text: string): Secrets | Protected | undefined {
  let content: unknown
  try {
    content = JSON.parse(text)
  } catch {
    return undefined
  }
  if (typeof content !== 'object' || content === null) return undefined
  const said = content as Record<string, unknown>
  const { turnstone, register, born, council } = said
  if (turnstone !== 'key' || typeof register !== 'string' || !isId(register)) return undefined
  if ((born !== 'real' && born !== 'demonstration') || typeof council !== 'string') return undefined
  const words = { register, born, council } as const
  if ('sealed' in said) {
    const salt = bytes(said['salt'], 16)
    const sealed = bytes(said['sealed'])
    return salt === undefined || sealed === undefined || said['argon2id'] !== argon2id
      ? undefined
      : { ...words, salt, sealed }
  }
  const inside = readInside(said)
  return inside === undefined ? undefined : { ...words, ...inside }
}

function readInside(said: Record<string, unknown>): Pick<Secrets, 'secret' | 'keks'> | undefined {
  const secret = bytes(said['secret'], 32)
  if (secret === undefined) return undefined
  if (!('keks' in said)) return { secret, keks: new Map([[1, secret]]) }
  if (!Array.isArray(said['keks'])) return undefined
  const keks = new Map<number, Buffer>()
  for (const one of said['keks'] as unknown[]) {
    if (typeof one !== 'object' || one === null) return undefined
    const { number, secret: of } = one as Record<string, unknown>
    const read = bytes(of, 32)
    if (typeof number !== 'number' || !Number.isInteger(number) || number < 1 || number > 0xffff)
      return undefined
    if (read === undefined) return undefined
    keks.set(number, read)
  }
  return keks.size === 0 ? undefined : { secret, keks }
}

/** The secrets as JSON without the words that they belong to: what a passphrase seals, and shares recover. */
export const insideText = ({ secret, keks }: Pick<Secrets, 'secret' | 'keks'>): string =>
  JSON.stringify(inside(secret, keks))

/** The other way round; undefined where it is no such text. */
export function parseInside(text: string): Pick<Secrets, 'secret' | 'keks'> | undefined {
  const content: unknown = JSON.parse(text)
  return typeof content === 'object' && content !== null
    ? readInside(content as Record<string, unknown>)
    : undefined
}

const inside = (secret: Buffer, keks: ReadonlyMap<number, Buffer>) => ({
  secret: secret.toString('base64'),
  // A file that was never rotated says no more than it did at birth.
  ...(keks.size === 1 && keks.get(1)?.equals(secret) === true
    ? {}
    : { keks: [...keks].map(([number, of]) => ({ number, secret: of.toString('base64') })) }),
})

/** The text of a key file. */
export function keyFileText(content: Secrets | Protected): string {
  const { register, born, council } = content
  return `${JSON.stringify(
    {
      turnstone: 'key',
      register,
      born,
      council,
      ...('sealed' in content
        ? { argon2id, salt: content.salt.toString('base64'), sealed: content.sealed.toString('base64') }
        : inside(content.secret, content.keks)),
    },
    null,
    2,
  )}\n`
}

/** Reads a key file from its place, or says in one sentence why it cannot. */
export function readKeyFile(file: string, folder: string): Secrets | Protected {
  let text: string
  try {
    text = readFileSync(file, 'utf8')
  } catch (error) {
    const code = (error as NodeJS.ErrnoException).code
    if (code === 'ENOENT') {
      throw new CannotRun(
        `The key of ${folder} is not at ${file}. Put it back there, or name it with --key FILE. Without it nothing in the register can be read.`,
      )
    }
    if (code === 'EACCES') throw new CannotRun(`The key file ${file} may not be read by this user.`)
    throw notAKeyFile(file)
  }
  const content = parseKeyFile(text)
  if (content === undefined) throw notAKeyFile(file)
  return content
}

/** A key that is there is never written over (`wx`), half a key never stays, and both are on disk before use. */
export function writeOnce(file: string, text: string): void {
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

/**
 * Puts a changed key in the place of the one that is there: written beside it, on disk, then renamed over it, so
 * that there is a whole key under the name at every moment. The caller holds the lock of the key (lock.ts).
 */
export function replaceKeyFile(file: string, text: string): void {
  // A link is followed: the key stays where its owner put it.
  const at = existsSync(file) ? realpathSync(file) : file
  const beside = `${at}.new-`
  // What a change that was killed left behind is a key, too.
  for (const name of readdirSync(dirname(at)))
    if (join(dirname(at), name).startsWith(beside)) rmSync(join(dirname(at), name), { force: true })
  const fresh = `${beside}${process.pid}`
  writeOnce(fresh, text)
  try {
    renameSync(fresh, at)
  } catch (error) {
    rmSync(fresh, { force: true })
    throw new CannotRun(
      inOneSentence(error, dirname(at)) ?? `The key at ${file} cannot be replaced (${String(error)}).`,
    )
  }
  syncFolder(dirname(at))
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

/** A key in the data folder would be copied with every backup of it. */
export function refuseInside(file: string, folder: string): void {
  const real = (path: string): string =>
    existsSync(path) ? realpathSync(path) : join(real(dirname(path)), basename(path))
  if (`${real(resolve(file))}${sep}`.startsWith(`${real(resolve(folder))}${sep}`)) {
    throw new CannotRun(
      `The key file ${file} lies inside the data folder ${folder}. Keep it elsewhere: whoever copies the folder must not get the key.`,
    )
  }
}
