import { existsSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { describe, expect, test } from 'vitest'

const root = join(import.meta.dirname, '..')
const text = readFileSync(join(root, 'docs', 'asvs.csv'), 'utf8')
const [, ...rows] = text
  .trim()
  .split('\n')
  .map((line) => {
    const [id = '', level = '', state = '', shown = '', ...says] = line.split(',')
    return { id, level, state, shown, says: says.join(',') }
  })

describe('docs/asvs.csv, the requirements of OWASP ASVS 5.0.0 one by one', () => {
  test('has all 345, each once: 70 of level 1, 183 of level 2, 92 of level 3', () => {
    // The numbers are those of the published standard.
    expect(new Set(rows.map((row) => row.id)).size).toBe(345)
    const of = (level: string) => rows.filter((row) => row.level === level).length
    expect([of('1'), of('2'), of('3')]).toEqual([70, 183, 92])
  })

  test('every state is one of four, and whatever is not simply met says why', () => {
    for (const row of rows) {
      expect(['met', 'deployer', 'not applicable', 'not met'], row.id).toContain(row.state)
      if (row.state !== 'met') expect(row.says, row.id).not.toBe('')
    }
  })

  test('what is met of level 1 names a test that is there', () => {
    for (const row of rows.filter((one) => one.level === '1' && one.state === 'met'))
      expect(row.shown, row.id).not.toBe('')
    for (const row of rows.filter((one) => one.shown !== ''))
      expect(existsSync(join(root, row.shown)), `${row.id}: ${row.shown}`).toBe(true)
  })
})
