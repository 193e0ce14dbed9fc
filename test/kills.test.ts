import { spawn } from 'node:child_process'
import { join } from 'node:path'
import { describe, expect, test } from 'vitest'

const bench = join(import.meta.dirname, '..', 'bench', 'kills.js')

/** A small run of `npm run bench:kills`, which is the long one. */
function killed(...args: string[]): Promise<{ exit: number | null; out: string }> {
  return new Promise((resolve) => {
    const child = spawn(process.execPath, [bench, ...args], { stdio: ['ignore', 'pipe', 'pipe'] })
    let out = ''
    child.stdout.on('data', (piece: Buffer) => (out += piece.toString()))
    child.stderr.on('data', (piece: Buffer) => (out += piece.toString()))
    child.on('close', (exit) => resolve({ exit, out }))
  })
}

// Who works in a folder is read from /proc.
describe.skipIf(process.platform !== 'linux')('the whole system is killed while people save', () => {
  test('what was acknowledged is kept once and whole, and the desk comes back', async () => {
    const { exit, out } = await killed('--kills', '3', '--saves', '100', '--writers', '6')
    expect(out).toContain('Nothing lost, nothing doubled, nothing half.')
    expect(exit).toBe(0)
  }, 240_000)
})
