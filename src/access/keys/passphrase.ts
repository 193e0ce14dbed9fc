import { spawnSync } from 'node:child_process'
import { closeSync, openSync, readFileSync, readSync, writeSync } from 'node:fs'
import { isatty } from 'node:tty'
import { hashRawSync } from '@node-rs/argon2'
import { CannotRun, inOneSentence } from '../../database/index.ts'

/**
 * The key that a passphrase gives: argon2id with 64 MiB and three passes (RFC 9106 section 4, the second
 * recommended option, with one lane). About a quarter of a second, once at the start.
 */
export const passphraseKey = (passphrase: string, salt: Buffer): Buffer =>
  hashRawSync(passphrase.normalize('NFKC'), {
    memoryCost: 64 * 1024,
    timeCost: 3,
    parallelism: 1,
    outputLen: 32,
    salt,
  })

const shortest = 15

/** Length is what counts (NCSC, NIST SP 800-63B): what is wrong with a new passphrase, or null. */
export const passphraseProblem = (passphrase: string): string | null =>
  Array.from(passphrase).length < shortest
    ? `Use at least ${shortest} characters for the passphrase of the key. Four or five words that nobody would put together do well.`
    : null

/**
 * The passphrase from the file named by TURNSTONE_PASSPHRASE_FILE, or typed at the terminal without being shown.
 * Where there is neither, nothing is asked.
 */
export function readPassphrase(
  environment: NodeJS.ProcessEnv,
  ask: string,
  keyFile: string,
): { passphrase: string; typed: boolean } {
  const named = environment['TURNSTONE_PASSPHRASE_FILE']
  if (named !== undefined && named !== '') {
    let text: string
    try {
      text = readFileSync(named, 'utf8')
    } catch (error) {
      throw new CannotRun(
        `The passphrase of ${keyFile} cannot be read from ${named}, which TURNSTONE_PASSPHRASE_FILE names (${(error as NodeJS.ErrnoException).code ?? String(error)}). Put it there, or name another file.`,
      )
    }
    // An editor ends a file with a new line; it is no part of the passphrase.
    return { passphrase: text.replace(/\r?\n$/, ''), typed: false }
  }
  const typed = askUnseen(ask)
  if (typed === null) {
    throw new CannotRun(
      `The key file ${keyFile} needs its passphrase, and there is no terminal to ask at. Put the passphrase into a file that only this user may read, and name that file in TURNSTONE_PASSPHRASE_FILE.`,
    )
  }
  return { passphrase: typed, typed: true }
}

/** True where a person sits at a terminal that can be asked. */
export const hasTerminal = (): boolean => isatty(0) && isatty(2)

const ends = { interrupt: 3, end: 4, backspace: 8, lineFeed: 10, carriageReturn: 13, kill: 21, delete: 127 }

/**
 * Asks one line at the terminal without showing it; null where there is no terminal. At once, not later, because
 * nothing else can begin before the key is there. Ctrl-C is read as a letter: a signal would wait for this to end.
 */
export function askUnseen(ask: string): string | null {
  if (!hasTerminal()) return null
  let terminal: number
  try {
    terminal = openSync('/dev/tty', 'r+')
  } catch {
    return null
  }
  const stty = (...words: string[]) =>
    spawnSync('stty', words, { stdio: [terminal, 'pipe', 'ignore'], encoding: 'utf8' })
  try {
    const before = stty('-g')
    if (before.status !== 0) return null
    stty('-echo', '-icanon', '-isig', 'min', '1', 'time', '0')
    try {
      writeSync(terminal, ask)
      return readLine(terminal)
    } finally {
      stty(before.stdout.trim())
      writeSync(terminal, '\n')
    }
  } catch (error) {
    if (error instanceof CannotRun) throw error
    throw new CannotRun(
      inOneSentence(error, 'the terminal') ?? `The terminal cannot be read (${String(error)}).`,
    )
  } finally {
    closeSync(terminal)
  }
}

function readLine(terminal: number): string {
  const one = Buffer.alloc(1)
  let line: number[] = []
  for (;;) {
    if (readSync(terminal, one, 0, 1, null) === 0) break
    const byte = one.readUInt8(0)
    if (byte === ends.interrupt) throw new CannotRun('Stopped. Nothing was changed.')
    if (byte === ends.lineFeed || byte === ends.carriageReturn || byte === ends.end) break
    if (byte === ends.kill) line = []
    else if (byte === ends.backspace || byte === ends.delete)
      line = [...Buffer.from(Array.from(Buffer.from(line).toString('utf8')).slice(0, -1).join(''))]
    else line.push(byte)
  }
  return Buffer.from(line).toString('utf8')
}
