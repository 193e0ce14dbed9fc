import { spawn } from 'node:child_process'
import { existsSync, mkdirSync, readdirSync, readFileSync, rmSync, statSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { describe, expect, inject, test } from 'vitest'
import { program, turnstone, workFolder } from '../support/command.ts'
import { aChild, type TestRegister, testRegister } from '../support/register.ts'
import { said } from '../../src/register/index.ts'

const work = workFolder()
const passphrase = join(work, 'passphrase')
writeFileSync(passphrase, 'harbour lantern fourteen oysters\n')

/** A register on the tests' own server, with the folder that its key lies beside. */
async function onServer(born: 'real' | 'demonstration' = 'real') {
  const register = await testRegister(born)
  const data = join(register.folder, 'data')
  mkdirSync(data)
  const { database = '' } = register.owner
  const DATABASE_URL = `postgres://postgres@localhost/${database}?host=${encodeURIComponent(inject('socket'))}&port=5432`
  const keys = (what: string, words: string[] = [], env: Record<string, string> = {}) =>
    turnstone(['keys', what, ...words, '--data', data], { env: { DATABASE_URL, ...env } })
  return { register, data, file: register.keys.file, keys, DATABASE_URL }
}
const answer = (data: string, env: Record<string, string>) =>
  turnstone(['answer', 'ecpat', '--from', '2014-10-01', '--to', '2015-09-30', '--data', data, '--json'], {
    env,
  })
const sharesIn = (out: string) =>
  [...out.matchAll(/TS1-[123]-\s+(?:[0-9A-Z]{5}[-\s]+){16}/g)].map(([share]) => share.replaceAll(/\s+/g, ''))
const named = (register: TestRegister) =>
  aChild(register, 'C-1', [said('name', '', { sealed: { first: 'Thi' } })])

describe('turnstone keys', () => {
  test('says what can be done, and refuses anything else in one sentence', async () => {
    const help = await turnstone(['help', 'keys'])
    for (const word of ['protect', 'rotate', 'shares', 'recover', 'TURNSTONE_KEY_COMMAND'])
      expect(help.out).toContain(word)
    const wrong = await turnstone(['keys', 'burn', '--data', work])
    expect(wrong.exit).toBe(2)
    expect(wrong.err).toContain('protect, rotate, shares or recover')
    expect((await turnstone(['keys', 'rotate', 'now', '--data', work])).err).toContain('"now" means nothing')
    expect((await turnstone(['keys', 'rotate', '--data', join(work, 'none')])).err).toMatch(
      /^There is no register in .*\.\n?/,
    )
  })

  test('protect seals the key file; from then on every command needs the passphrase, and asks for none without a terminal', async () => {
    const { data, file, keys, DATABASE_URL } = await onServer()
    const nobody = await keys('protect')
    expect(nobody.exit).toBe(2)
    expect(nobody.err).toMatch(
      /^The key file .* needs its passphrase, and there is no terminal to ask at\..*\n$/,
    )
    const short = join(work, 'short')
    writeFileSync(short, 'too short')
    expect((await keys('protect', [], { TURNSTONE_PASSPHRASE_FILE: short })).err).toContain('at least 15')
    const { secret } = JSON.parse(readFileSync(file, 'utf8')) as { secret: string }
    const done = await keys('protect', [], { TURNSTONE_PASSPHRASE_FILE: passphrase })
    expect(done, done.err).toMatchObject({ exit: 0, err: '' })
    expect(readFileSync(file, 'utf8')).not.toContain(secret)
    expect(statSync(file).mode & 0o777).toBe(0o400)
    const refused = await answer(data, { DATABASE_URL })
    expect(refused.exit).toBe(2)
    expect(refused.err).toContain('there is no terminal to ask at')
    expect((await answer(data, { DATABASE_URL, TURNSTONE_PASSPHRASE_FILE: passphrase })).exit).toBe(0)
    expect((await keys('protect', [], { TURNSTONE_PASSPHRASE_FILE: passphrase })).err).toContain('already')
    // A protected key is rotated under the same passphrase.
    const rotated = await keys('rotate', [], { TURNSTONE_PASSPHRASE_FILE: passphrase })
    expect(rotated.out, rotated.err).toContain('under number 2')
    expect((await answer(data, { DATABASE_URL, TURNSTONE_PASSPHRASE_FILE: passphrase })).exit).toBe(0)
  })

  test('protect killed at any moment leaves a key that opens, open or sealed', async () => {
    const { register, data, file, DATABASE_URL } = await onServer()
    const text = readFileSync(file, 'utf8')
    for (let i = 0; i < 6; i++) {
      const child = spawn(process.execPath, [program, 'keys', 'protect', '--data', data], {
        env: { ...process.env, DATABASE_URL, TURNSTONE_PASSPHRASE_FILE: passphrase },
        stdio: 'ignore',
      })
      const ended = new Promise((resolve) => child.once('close', resolve))
      await new Promise((resolve) => setTimeout(resolve, 600 + Math.random() * 500))
      child.kill('SIGKILL')
      await ended
      const now = JSON.parse(readFileSync(file, 'utf8')) as Record<string, unknown>
      expect(now['register']).toBe(register.keys.register)
      if ('sealed' in now) {
        rmSync(file)
        writeFileSync(file, text, { mode: 0o400 })
      }
    }
    expect((await answer(data, { DATABASE_URL, TURNSTONE_PASSPHRASE_FILE: passphrase })).exit).toBe(0)
  })

  test('shares prints three once, and recover writes the key again from two when it is gone', async () => {
    const { register, data, file, keys, DATABASE_URL } = await onServer()
    await named(register)
    const printed = await keys('shares')
    expect(printed.exit, printed.err).toBe(0)
    const [one = '', two = '', three = ''] = sharesIn(printed.out)
    expect([one, two, three].map((share) => share.slice(0, 5))).toEqual(['TS1-1', 'TS1-2', 'TS1-3'])
    expect(printed.out).toContain('Any two of the three')
    const there = await keys('recover', [one, three])
    expect(there.exit).toBe(2)
    expect(there.err).toMatch(/^There is a key at .* Nothing is recovered over it/)
    const before = readFileSync(file, 'utf8')
    rmSync(file)
    expect((await answer(data, { DATABASE_URL })).exit).toBe(2)
    expect((await keys('recover', [one])).err).toContain('Give two shares')
    expect((await keys('recover', [])).err).toContain('Give two shares')
    expect((await keys('recover', [one, one])).err).toContain('the same share twice')
    expect(existsSync(file)).toBe(false)
    const done = await keys('recover', [three.toLowerCase(), two.replaceAll('-', ' ')])
    expect(done.exit, done.err).toBe(0)
    expect(readFileSync(file, 'utf8')).toBe(before)
    expect((await answer(data, { DATABASE_URL })).exit).toBe(0)
  })

  test('shares refuses a demonstration', async () => {
    const { keys } = await onServer('demonstration')
    const refused = await keys('shares')
    expect(refused).toMatchObject({ exit: 2, out: '' })
    expect(refused.err).toMatch(/^This is a demonstration: .*\n$/)
  })

  test('rotate wraps anew, says that new shares are owed, and the key command cannot be written to', async () => {
    const { register, data, file, keys, DATABASE_URL } = await onServer()
    await named(register)
    const done = await keys('rotate')
    expect(done.exit, done.err).toBe(0)
    expect(done.out).toMatch(/^1 key wrapped anew under number 2\. Number 1 is no longer in the file\./)
    expect(done.out).toContain('New recovery shares are owed')
    const vault = join(work, 'vault.key')
    writeFileSync(vault, readFileSync(file))
    rmSync(file)
    const env = { TURNSTONE_KEY_COMMAND: `cat ${vault}` }
    expect((await answer(data, { DATABASE_URL, ...env })).exit).toBe(0)
    const refused = await keys('rotate', [], env)
    expect(refused.exit).toBe(2)
    expect(refused.err).toContain('where Turnstone cannot write')
    expect((await keys('protect', [], env)).err).toContain('There is no key file to protect')
    const failing = await answer(data, { DATABASE_URL, TURNSTONE_KEY_COMMAND: `cat ${vault} nothing` })
    expect(failing.exit).toBe(2)
    expect(failing.err).toMatch(/^The command in TURNSTONE_KEY_COMMAND \(cat\) failed \(exit 1\)\..*\n$/)
  })
})

test('a register in a folder of its own is rotated, shared and recovered without a server', async () => {
  const data = join(work, 'kent')
  const header = join(work, 'header.csv')
  writeFileSync(header, 'CHILD,SEX,DOB,ETHNIC,UPN,MOTHER,MC_DOB\nA1,1,01/01/2000,BAFR,UN2,,\n')
  const made = await turnstone(['import', header, '--council', 'E10000016', '--data', data, '--json'])
  expect(made.exit, made.err).toBe(0)
  const shares = sharesIn((await turnstone(['keys', 'shares', '--data', data])).out)
  expect(shares).toHaveLength(3)
  expect((await turnstone(['keys', 'rotate', '--data', data])).exit).toBe(0)
  rmSync(`${data}.key`)
  // Shares from before the rotation, which nobody has replaced yet.
  const done = await turnstone(['keys', 'recover', shares[0] ?? '', shares[1] ?? '', '--data', data])
  expect(done.exit, done.err).toBe(0)
  const again = await turnstone(['import', header, '--council', 'E10000016', '--data', data, '--json'])
  expect(JSON.parse(again.out)).toMatchObject({ rows: 1, unchanged: 1 })
  expect(readdirSync(work).filter((name) => name.includes('.new-'))).toEqual([])
}, 120_000)
