import { spawn, spawnSync } from 'node:child_process'
import {
  existsSync,
  mkdirSync,
  mkdtempSync,
  readdirSync,
  readFileSync,
  rmSync,
  statSync,
  writeFileSync,
} from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { hashRawSync, verifySync } from '@node-rs/argon2'
import { afterAll, beforeEach, describe, expect, test } from 'vitest'
import { CannotRun, newId } from '../../database/index.ts'
import { commandLimit, fromCommand, keeperOf, protectKeyFile, wordsOf } from './keeper.ts'
import { keyFileFor, makeKeys, readAgain, readKeys } from './keys.ts'
import { passphraseKey, passphraseProblem } from './passphrase.ts'

const place = mkdtempSync(join(tmpdir(), 'turnstone-keeper-'))
afterAll(() => rmSync(place, { recursive: true, force: true }))

let at = 0
let base: string
let folder: string
let file: string
beforeEach(() => {
  base = join(place, String(at++))
  folder = join(base, 'data')
  mkdirSync(folder, { recursive: true })
  file = keyFileFor(folder)
})
const make = () => makeKeys(file, folder, newId(), 'real', 'E10000016')
const words = 'harbour lantern fourteen oysters'
const passphraseFile = (text: string) => {
  const named = join(base, 'passphrase')
  writeFileSync(named, text)
  return { TURNSTONE_PASSPHRASE_FILE: named }
}
const command = (text: string) => ({ TURNSTONE_KEY_COMMAND: text })
const program = (text: string) => {
  const named = join(base, `program-${newId()}.mjs`)
  writeFileSync(named, text)
  return `"${process.execPath}" ${named}`
}

describe('a passphrase', () => {
  test('gives a key by argon2id, m = 64 MiB, t = 3, p = 1, of 32 bytes', () => {
    // The reference implementation's own vector (phc-winner-argon2, src/test.c, version 0x13, argon2id).
    expect(
      hashRawSync('password', {
        memoryCost: 65536,
        timeCost: 2,
        parallelism: 1,
        outputLen: 32,
        salt: Buffer.from('somesalt'),
      }).toString('hex'),
    ).toBe('09316115d5cf24ed5a15a31a3ba326e5cf32edc24702987c02b6566f61913cf7')
    // A verifier that is told the parameters in the usual form agrees with the key.
    const plain = (bytes: Buffer) => bytes.toString('base64').replaceAll('=', '')
    const salt = Buffer.from('0123456789abcdef')
    const key = passphraseKey(words, salt)
    expect(key).toHaveLength(32)
    expect(verifySync(`$argon2id$v=19$m=65536,t=3,p=1$${plain(salt)}$${plain(key)}`, words)).toBe(true)
  })

  test('has at least 15 characters, and is the same however an accent is written', () => {
    expect(passphraseProblem('fourteen chars')).toMatch(/at least 15/)
    expect(passphraseProblem(words)).toBeNull()
    const salt = Buffer.alloc(16, 7)
    expect(passphraseKey('caf\u00e9 caf\u00e9 caf\u00e9', salt)).toEqual(
      passphraseKey('cafe\u0301 cafe\u0301 cafe\u0301', salt),
    )
  })
})

describe('a key file under a passphrase', () => {
  test('gives the same keys with it, and the secret does not stand in the file', () => {
    const made = make()
    const { secret } = JSON.parse(readFileSync(file, 'utf8')) as { secret: string }
    protectKeyFile(file, folder, words)
    const text = readFileSync(file, 'utf8')
    expect(text).not.toContain(secret)
    expect(JSON.parse(text)).not.toHaveProperty('secret')
    expect(readKeys(file, folder, passphraseFile(`${words}\n`))).toEqual(made)
    expect(statSync(file).mode & 0o777).toBe(0o400)
    expect(readdirSync(base).filter((name) => name.includes('.new-'))).toEqual([])
  })

  test('does not open with another passphrase, without one, or with any of its words edited', () => {
    make()
    protectKeyFile(file, folder, words)
    const right = passphraseFile(words)
    expect(() => readKeys(file, folder, passphraseFile(`${words}!`))).toThrow(
      /The passphrase does not open the key file/,
    )
    expect(() => readKeys(file, folder, {})).toThrow(/needs its passphrase, and there is no terminal/)
    expect(() => readKeys(file, folder, { TURNSTONE_PASSPHRASE_FILE: join(base, 'none') })).toThrow(
      /cannot be read from .*none.*ENOENT/,
    )
    const content = JSON.parse(readFileSync(file, 'utf8')) as Record<string, string>
    passphraseFile(words)
    const edited = (change: Record<string, string>) => {
      const other = join(base, `edited-${newId()}.key`)
      writeFileSync(other, JSON.stringify({ ...content, ...change }))
      return () => readKeys(other, folder, right)
    }
    for (const change of [{ born: 'demonstration' }, { council: 'E06000035' }, { register: newId() }])
      expect(edited(change), JSON.stringify(change)).toThrow(/does not open/)
    expect(edited({ sealed: 'AAAA' })).toThrow(/does not open/)
    expect(edited({ argon2id: 'm=8, t=1, p=1' })).toThrow(/is not a Turnstone key file/)
    expect(edited({ salt: 'AAAA' })).toThrow(/is not a Turnstone key file/)
    expect(edited({})).not.toThrow()
  })

  test('is read again by a process that has opened it, without asking a second time, also after a rotation', () => {
    make()
    protectKeyFile(file, folder, words)
    const environment = passphraseFile(words)
    const keys = readKeys(file, folder, environment)
    const keeper = keeperOf(file, folder, {})
    const held = keeper.read()
    keeper.write({ ...held, keks: new Map([...held.keks, [2, Buffer.alloc(32, 9)]]) })
    readAgain(keys, {})
    expect([...keys.keks.keys()]).toEqual([1, 2])
    expect(keys.kek.id).toBe(2)
    expect(keeper.kind).toBe('protected file')
    expect(JSON.parse(readFileSync(file, 'utf8'))).not.toHaveProperty('keks')
  })

  test('is not protected a second time', () => {
    make()
    protectKeyFile(file, folder, words)
    const text = readFileSync(file, 'utf8')
    expect(() => protectKeyFile(file, folder, words)).toThrow(/protected by a passphrase already/)
    expect(readFileSync(file, 'utf8')).toBe(text)
  })

  test('is changed at once: whoever reads meanwhile always finds a whole key', async () => {
    make()
    const [node = '', ...rest] = wordsOf(
      program(`
        import { readFileSync } from 'node:fs'
        const until = Date.now() + 1500
        let read = 0
        for (; Date.now() < until; read++) JSON.parse(readFileSync(${JSON.stringify(file)}, 'utf8'))
        process.stdout.write(String(read))`),
    )
    const out = await beside(node, rest, () => {
      for (let i = 0; i < 200; i++) {
        const keeper = keeperOf(file, folder, {})
        keeper.write(keeper.read())
      }
    })
    expect(Number(out)).toBeGreaterThan(100)
  })

  test('and what a change that was killed left beside it is removed by the next', () => {
    make()
    writeFileSync(`${file}.new-12345`, 'half a key')
    protectKeyFile(file, folder, words)
    expect(existsSync(`${file}.new-12345`)).toBe(false)
  })
})

/** Runs a program beside some work of this process; its standard output. */
async function beside(node: string, args: string[], work: () => void): Promise<string> {
  const child = spawn(node, args, { stdio: ['ignore', 'pipe', 'inherit'] })
  let out = ''
  child.stdout.on('data', (piece: Buffer) => (out += piece.toString()))
  const ended = new Promise<number | null>((resolve) => child.on('close', resolve))
  await new Promise((resolve) => setTimeout(resolve, 200))
  work()
  expect(await ended).toBe(0)
  return out
}

describe('a command that prints the key', () => {
  test('gives the same keys as the file, which need not be there', () => {
    const made = make()
    const text = readFileSync(file, 'utf8')
    rmSync(file)
    writeFileSync(join(base, 'vault.json'), text)
    expect(readKeys(file, folder, command(`cat ${join(base, 'vault.json')}`))).toEqual(made)
  })

  test('is run without a shell: what a shell would do is a word like any other', () => {
    make()
    expect(wordsOf(`vault read -field=key "secret/turnstone kent" 'a b'c; $(rm)`)).toEqual([
      'vault',
      'read',
      '-field=key',
      'secret/turnstone kent',
      'a bc;',
      '$(rm)',
    ])
    const touched = join(base, 'touched')
    expect(() => readKeys(file, folder, command(`cat ${file}; touch ${touched}`))).toThrow(CannotRun)
    expect(existsSync(touched)).toBe(false)
  })

  test.each([
    [
      'fails',
      `process.stderr.write('secret'); process.stdout.write('secret'); process.exit(3)`,
      /failed \(exit 3\)/,
    ],
    [
      'prints nonsense',
      `process.stdout.write('secret')`,
      /printed something that is not a Turnstone key file/,
    ],
    ['prints nothing', ``, /printed something that is not/],
    [
      'prints without end',
      `for (;;) process.stdout.write('secret'.repeat(10000))`,
      /failed|printed something/,
    ],
    ['is killed', `process.kill(process.pid, 'SIGTERM'); setTimeout(() => {}, 5000)`, /failed \(SIGTERM\)/],
  ])('that %s gets one sentence without what it printed', (_what, text, sentence) => {
    const run = () => readKeys(file, folder, command(program(text)))
    expect(run).toThrow(CannotRun)
    expect(run).toThrow(sentence)
    expect(run).not.toThrow(/secret/)
  })

  test('that is not there gets one sentence', () => {
    expect(() => readKeys(file, folder, command('/nowhere/vault read'))).toThrow(/cannot be run \(ENOENT\)/)
  })

  test('that hangs is ended after 30 seconds, and gets one sentence', () => {
    expect(commandLimit).toBe(30_000)
    const started = Date.now()
    expect(() => fromCommand('sleep 100', 500)).toThrow(/did not end within 0.5 seconds/)
    // Also where what it started holds its output open.
    expect(() => fromCommand(`sh -c "sleep 5 & sleep 100"`, 500)).toThrow(/did not end within 0.5 seconds/)
    expect(Date.now() - started).toBeLessThan(4000)
  })

  test('is never written to', () => {
    make()
    const keeper = keeperOf(file, folder, command(`cat ${file}`))
    expect(() => keeper.write(keeper.read())).toThrow(/where Turnstone cannot write/)
  })
})

test.runIf(spawnSync('python3', ['-c', 'import pty']).status === 0)(
  'a passphrase is asked at a terminal and not shown there; Ctrl-C stops, and the terminal is as before',
  () => {
    const asking = join(base, 'ask.py')
    writeFileSync(
      asking,
      `import os, pty, sys, time, select
typed = sys.argv[1].encode().decode('unicode_escape').encode()
pid, terminal = pty.fork()
if pid == 0:
    os.execv(sys.argv[2], sys.argv[2:])
seen = b''
sent = False
while True:
    try:
        piece = os.read(terminal, 4096)
    except OSError:
        break
    if not piece: break
    seen += piece
    if not sent and b'Passphrase? ' in seen:
        time.sleep(0.2)
        os.write(terminal, typed)
        sent = True
os.waitpid(pid, 0)
sys.stdout.write(seen.decode())`,
    )
    const dist = spawnSync(process.execPath, [join(import.meta.dirname, '../../../bin/build.js')])
    expect(dist.status).toBe(0)
    const asker = join(base, 'ask.mjs')
    const built = new URL('../../../dist/access/index.js', import.meta.url).href
    writeFileSync(
      asker,
      `import { askUnseen } from ${JSON.stringify(built)}
import { spawnSync } from 'node:child_process'
let said
try { said = askUnseen('Passphrase? ') } catch (error) { said = error.message }
const stty = spawnSync('stty', ['-a'], { stdio: [0, 'pipe', 'inherit'], encoding: 'utf8' }).stdout
process.stdout.write('[' + Buffer.from(said ?? 'null').toString('hex') + '] ' + (/[^-]echo /.test(stty) && / icanon/.test(stty) ? 'as before' : stty))`,
    )
    const ask = (typed: string) =>
      spawnSync('python3', [asking, typed, process.execPath, asker], { encoding: 'utf8' }).stdout
    const hex = (text: string) => Buffer.from(text).toString('hex')
    const right = ask('harbour lanterx\\x7fn\\r')
    expect(right).toContain(`[${hex('harbour lantern')}] as before`)
    expect(right).not.toContain('harbour')
    expect(ask('harb\\x03')).toContain(`[${hex('Stopped. Nothing was changed.')}] as before`)
    expect(ask('wrong\\x15right\\n')).toContain(`[${hex('right')}]`)
  },
)
