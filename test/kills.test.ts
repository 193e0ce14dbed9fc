import { spawn } from 'node:child_process'
import { join } from 'node:path'
import { describe, expect, test } from 'vitest'

const folder = join(import.meta.dirname, '..', 'bench')

/** A small run of a bench that kills, whose long one is `npm run bench:kills` or `npm run bench:transfer-kills`. */
function killed(bench: string, ...args: string[]): Promise<{ exit: number | null; out: string }> {
  return new Promise((resolve) => {
    const child = spawn(process.execPath, [join(folder, bench), ...args], {
      stdio: ['ignore', 'pipe', 'pipe'],
    })
    let out = ''
    child.stdout.on('data', (piece: Buffer) => (out += piece.toString()))
    child.stderr.on('data', (piece: Buffer) => (out += piece.toString()))
    child.on('close', (exit) => resolve({ exit, out }))
  })
}

// Who works in a folder is read from /proc.
describe.skipIf(process.platform !== 'linux')('the whole system is killed while people save', () => {
  test('what was acknowledged is kept once and whole, and the desk comes back', async () => {
    const { exit, out } = await killed('kills.js', '--kills', '3', '--saves', '100', '--writers', '6')
    expect(out).toContain('Nothing lost, nothing doubled, nothing half.')
    expect(exit).toBe(0)
  }, 240_000)

  test('or while a child moves between two councils: in one of them, once, and every package whole', async () => {
    const { exit, out } = await killed(
      'transfer-kills.js',
      '--transfers',
      '1',
      '--chance',
      '0.5',
      '--seed',
      '5',
    )
    expect(out).toContain('Nobody lost, nobody double, nothing half.')
    expect(out).not.toContain('0 kills of one council, 0 of the other')
    expect(exit).toBe(0)
  }, 240_000)
})
