import { type ChildProcess, spawn, spawnSync } from 'node:child_process'
import {
  existsSync,
  mkdirSync,
  mkdtempSync,
  readdirSync,
  readFileSync,
  readlinkSync,
  realpathSync,
  rmSync,
  symlinkSync,
} from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { createInterface } from 'node:readline'
import pg from 'pg'

const root = join(import.meta.dirname, '..', '..')
export const asRoot = process.getuid?.() === 0
export const nobody = 65534

/** Builds the program as a command would find it, once. */
export function built(): string {
  const made = spawnSync(process.execPath, [join(root, 'bin', 'build.js')], { encoding: 'utf8' })
  if (made.status !== 0) throw new Error(made.stderr)
  return join(root, 'dist')
}

export type Said = { pid?: number; host?: string; ours?: boolean; name?: string; message?: string }
export type Holder = {
  process: ChildProcess
  said: Said
  next: () => Promise<string>
  stop: () => Promise<void>
  kill: () => Promise<void>
}

/** Another Turnstone process that holds the server of a folder; comes back when it has said how it went. */
export async function hold(
  folder: string,
  how: { kind?: 'serve' | 'command'; environment?: NodeJS.ProcessEnv; before?: string[]; dist: string },
): Promise<Holder> {
  const { dist, kind = 'command', environment = {}, before = [] } = how
  const command = [
    ...before,
    process.execPath,
    join(root, 'test', 'support', 'hold-server.mjs'),
    dist,
    folder,
    kind,
  ]
  const child = spawn(command[0] ?? '', command.slice(1), {
    stdio: ['pipe', 'pipe', 'inherit'],
    env: { ...process.env, ...environment },
  })
  const lines = createInterface({ input: child.stdout })[Symbol.asyncIterator]()
  const next = async () => {
    const line = await lines.next()
    return line.done === true ? '' : line.value
  }
  const ended = new Promise<void>((resolve) => child.once('exit', () => resolve()))
  const said = JSON.parse((await next()) || '{}') as Said
  return {
    process: child,
    said,
    next,
    stop: async () => {
      child.stdin.end('stop\n')
      await ended
    },
    kill: async () => {
      child.kill('SIGKILL')
      await ended
    },
  }
}

/** The processes that work in a data folder: PostgreSQL's all do. Linux only. */
export function processesOf(folder: string): number[] {
  const data = join(folder, 'postgres')
  if (!existsSync(data)) return []
  const real = realpathSync(data)
  return readdirSync('/proc')
    .filter((name) => /^\d+$/.test(name))
    .filter((pid) => {
      try {
        return readlinkSync(`/proc/${pid}/cwd`) === real
      } catch {
        return false
      }
    })
    .map(Number)
}

export const postmasterOf = (folder: string) =>
  Number(readFileSync(join(folder, 'postgres', 'postmaster.pid'), 'utf8').split('\n')[0])

export async function ask(
  host: string,
  statement: string,
  database = 'postgres',
): Promise<Record<string, unknown>[]> {
  const client = new pg.Client({ host, port: 5432, user: 'postgres', database })
  await client.connect()
  try {
    return (await client.query<Record<string, unknown>>(statement)).rows
  } finally {
    await client.end()
  }
}

export async function eventually(condition: () => boolean, milliseconds: number): Promise<boolean> {
  const deadline = Date.now() + milliseconds
  while (!condition()) {
    if (Date.now() > deadline) return false
    await new Promise((resolve) => setTimeout(resolve, 50))
  }
  return true
}

/** A PATH on which only these programs are found. */
export function pathOf(folder: string, ...programs: string[]): string {
  mkdirSync(folder)
  for (const program of programs) {
    const found = spawnSync('which', [program], { encoding: 'utf8' }).stdout.trim()
    if (found !== '') symlinkSync(found, join(folder, program))
  }
  return folder
}

/** Folders of a test file, gone afterwards. */
export function folders() {
  const base = mkdtempSync(join(tmpdir(), 'turnstone-launch-'))
  let made = 0
  return {
    base,
    next: () => join(base, String(made++)),
    remove: () => rmSync(base, { recursive: true, force: true }),
  }
}
