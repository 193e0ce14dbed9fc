import { spawn } from 'node:child_process'
import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { dirname, join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { afterAll } from 'vitest'

const root = join(dirname(fileURLToPath(import.meta.url)), '..', '..')
export const program = join(root, 'bin', 'turnstone.js')

export type Ran = { exit: number | null; out: string; err: string }

/** Runs `turnstone` as a process of its own, without a terminal. */
export function turnstone(
  args: readonly string[],
  more: { env?: Record<string, string>; before?: readonly string[] } = {},
): Promise<Ran> {
  const words = [...(more.before ?? []), process.execPath, program, ...args]
  return new Promise((resolve) => {
    const child = spawn(words[0] ?? '', words.slice(1), {
      env: { ...process.env, ...more.env },
      stdio: ['ignore', 'pipe', 'pipe'],
    })
    let out = ''
    let err = ''
    child.stdout.on('data', (piece: Buffer) => (out += piece.toString()))
    child.stderr.on('data', (piece: Buffer) => (err += piece.toString()))
    child.on('close', (exit) => resolve({ exit, out, err }))
  })
}

/** A folder for one test file, removed afterwards. */
export function workFolder(): string {
  const folder = mkdtempSync(join(tmpdir(), 'turnstone-cli-'))
  afterAll(() => rmSync(folder, { recursive: true, force: true }))
  return folder
}

/** Everything that `ps` would show of PostgreSQL on a folder. */
export async function postgresOn(folder: string): Promise<number> {
  const { execFileSync } = await import('node:child_process')
  const all = execFileSync('ps', ['-eo', 'args'], { encoding: 'utf8' })
  return all
    .split('\n')
    .filter((line) => line.includes('postgres') && line.includes(folder) && !line.includes('vitest')).length
}
