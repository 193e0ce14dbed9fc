import { spawnSync } from 'node:child_process'
import { randomBytes } from 'node:crypto'
import { CannotRun } from '../../database/index.ts'
import {
  insideText,
  keyFileText,
  notAKeyFile,
  parseInside,
  parseKeyFile,
  type Protected,
  readKeyFile,
  replaceKeyFile,
  type Secrets,
  type Words,
} from './key-file.ts'
import { passphraseKey, readPassphrase } from './passphrase.ts'
import { type DataKey, NotOpened, open, type Place, seal } from './seal.ts'

/**
 * Where the secrets of a register come from: the key file; a key file sealed under a passphrase; or a command that
 * prints the key file, for a council that keeps its keys in a vault of its own.
 */
export type Keeper = {
  kind: 'file' | 'protected file' | 'command'
  read: () => Secrets
  /** Puts changed secrets in the place of those that are there, atomically. A command cannot be written to. */
  write: (secrets: Secrets) => void
}

/** The keeper of a key file's place, as the environment says. */
export function keeperOf(file: string, folder: string, environment: NodeJS.ProcessEnv): Keeper {
  const command = environment['TURNSTONE_KEY_COMMAND']
  if (command !== undefined && command !== '') {
    return {
      kind: 'command',
      read: () => fromCommand(command),
      write: () => {
        throw new CannotRun(
          'The key comes from TURNSTONE_KEY_COMMAND, where Turnstone cannot write. Put the key file back for this, do it again without TURNSTONE_KEY_COMMAND, and take the changed key file into the vault.',
        )
      },
    }
  }
  const there = readKeyFile(file, folder)
  const kind = 'sealed' in there ? 'protected file' : 'file'
  return {
    kind,
    read: () => {
      const content = readKeyFile(file, folder)
      return 'sealed' in content ? unlock(content, file, environment) : content
    },
    write: (secrets) => {
      const before = readKeyFile(file, folder)
      if (!('sealed' in before)) {
        replaceKeyFile(file, keyFileText(secrets))
        return
      }
      unlock(before, file, environment)
      const key = derived.get(before.salt.toString('hex'))
      if (key === undefined) throw new Error('A protected key file was opened before it is written')
      replaceKeyFile(file, keyFileText(lock(secrets, key, before.salt)))
    },
  }
}

/** Seals the key file under a passphrase, in the place of the open one. */
export function protectKeyFile(file: string, folder: string, passphrase: string): void {
  const content = readKeyFile(file, folder)
  if ('sealed' in content)
    throw new CannotRun(`The key file ${file} is protected by a passphrase already. Nothing was changed.`)
  const salt = randomBytes(16)
  const fresh = lock(content, passphraseKey(passphrase, salt), salt)
  // Read back before the open one goes: a key that does not open again must never take its place.
  unlockWith(parseSealed(keyFileText(fresh), file), passphraseKey(passphrase, salt))
  replaceKeyFile(file, keyFileText(fresh))
}

function parseSealed(text: string, file: string): Protected {
  const content = parseKeyFile(text)
  if (content === undefined || !('sealed' in content)) throw notAKeyFile(file)
  return content
}

/**
 * What argon2id gave for a file's salt, while the process lives: a running server reads the file again when the
 * keys are rotated, and nobody is there to type.
 */
const derived = new Map<string, Buffer>()

const place = ({ register, born, council }: Words): Place => ({
  table: 'key file',
  column: `sealed ${born} ${council}`,
  row: register,
  child: register,
})
const dataKey = (words: Words, key: Buffer): DataKey => ({ id: words.register, kek: 0, key })

const lock = (secrets: Secrets, key: Buffer, salt: Buffer): Protected => ({
  register: secrets.register,
  born: secrets.born,
  council: secrets.council,
  salt,
  sealed: seal(dataKey(secrets, key), place(secrets), insideText(secrets)),
})

function unlock(content: Protected, file: string, environment: NodeJS.ProcessEnv): Secrets {
  const salt = content.salt.toString('hex')
  const known = derived.get(salt)
  try {
    if (known !== undefined) return unlockWith(content, known)
    const { passphrase } = readPassphrase(environment, `Passphrase of the key ${file}: `, file)
    const key = passphraseKey(passphrase, content.salt)
    const secrets = unlockWith(content, key)
    derived.set(salt, key)
    return secrets
  } catch (error) {
    if (!(error instanceof NotOpened)) throw error
    throw new CannotRun(
      `The passphrase does not open the key file ${file}. Type it again, or check the file that TURNSTONE_PASSPHRASE_FILE names.`,
    )
  }
}

function unlockWith(content: Protected, key: Buffer): Secrets {
  const inside = parseInside(open(dataKey(content, key), place(content), content.sealed).toString('utf8'))
  if (inside === undefined) throw new NotOpened('A protected key file without keys in it')
  const { register, born, council } = content
  return { register, born, council, ...inside }
}

/** How long the command may take, in milliseconds. */
export const commandLimit = 30_000

/**
 * Runs the command that prints the key file. Without a shell: its words are cut at spaces, and quotes hold words
 * together. What it prints, on either stream, is never shown: it may be the key.
 */
export function fromCommand(command: string, limit = commandLimit): Secrets {
  const [program = '', ...words] = wordsOf(command)
  const run = spawnSync(program, words, {
    stdio: ['ignore', 'pipe', 'ignore'],
    encoding: 'utf8',
    timeout: limit,
    killSignal: 'SIGKILL',
    maxBuffer: 64 * 1024,
  })
  const which = `The command in TURNSTONE_KEY_COMMAND (${program})`
  const code = (run.error as NodeJS.ErrnoException | undefined)?.code
  if (code === 'ETIMEDOUT')
    throw new CannotRun(
      `${which} did not end within ${limit / 1000} seconds. Run it by hand to see what it waits for.`,
    )
  if (code === 'ENOENT' || code === 'EACCES')
    throw new CannotRun(`${which} cannot be run (${code}). Give the whole path of a program.`)
  if (run.status !== 0 && code !== 'ENOBUFS')
    throw new CannotRun(
      `${which} failed (${run.signal ?? `exit ${run.status ?? 'unknown'}`}). Run it by hand to see why.`,
    )
  const content = code === undefined ? parseKeyFile(run.stdout) : undefined
  if (content === undefined || 'sealed' in content)
    throw new CannotRun(
      `${which} printed something that is not a Turnstone key file${content === undefined ? '' : ' without a passphrase'}. It must print the file's text and nothing else.`,
    )
  return content
}

/** Words as a shell would cut them, with nothing else that a shell does. */
export const wordsOf = (command: string): string[] =>
  [...command.matchAll(/(?:[^\s"']+|"[^"]*"|'[^']*')+/g)].map(([word]) =>
    word.replace(/"([^"]*)"|'([^']*)'/g, (_all, double?: string, single?: string) => double ?? single ?? ''),
  )
