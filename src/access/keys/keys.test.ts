import {
  chmodSync,
  existsSync,
  mkdirSync,
  mkdtempSync,
  readdirSync,
  readFileSync,
  rmSync,
  statSync,
  symlinkSync,
  writeFileSync,
} from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, beforeEach, describe, expect, test } from 'vitest'
import { CannotRun, newId } from '../../database/index.ts'
import { keyFileFor, makeKeys, marks, readKeys } from './keys.ts'

const place = mkdtempSync(join(tmpdir(), 'turnstone-keys-'))
afterAll(() => rmSync(place, { recursive: true, force: true }))

let at = 0
let folder: string
let file: string
beforeEach(() => {
  const base = join(place, String(at++))
  folder = join(base, 'data')
  mkdirSync(folder, { recursive: true })
  file = keyFileFor(folder)
})
const make = (to = file) => makeKeys(to, folder, newId(), 'real', 'E10000016')
const edited = (change: (content: Record<string, unknown>) => Record<string, unknown>) => {
  const content = JSON.parse(readFileSync(file, 'utf8')) as Record<string, unknown>
  chmodSync(file, 0o600)
  writeFileSync(file, JSON.stringify(change(content)))
  return readKeys(file, folder)
}

describe('where the key lies', () => {
  test('beside the data folder under its name, unless another place is given', () => {
    expect(keyFileFor('/srv/kent')).toBe('/srv/kent.key')
    expect(keyFileFor('/srv/kent/')).toBe('/srv/kent.key')
    expect(keyFileFor('/srv/kent', '/safe/key')).toBe('/safe/key')
  })

  test('never in the data folder, however deep', () => {
    for (const inside of ['data.key', 'postgres/key', 'a/b/c.key', '../data/x.key']) {
      expect(() => make(join(folder, inside)), inside).toThrow(/lies inside the data folder/)
    }
    expect(readdirSync(folder)).toEqual([])
  })

  test('nor through a symbolic link, whichever of the two is the link', () => {
    const link = join(folder, '..', 'link')
    symlinkSync(folder, link)
    expect(() => make(join(link, 'data.key'))).toThrow(CannotRun)
    expect(() => makeKeys(join(folder, 'data.key'), link, newId(), 'real', 'E10000016')).toThrow(CannotRun)
    expect(readdirSync(folder)).toEqual([])
  })

  test('nor read from there: a key moved in later, or a link to one inside, is refused', () => {
    make()
    const inside = join(folder, 'moved.key')
    writeFileSync(inside, readFileSync(file))
    expect(() => readKeys(inside, folder)).toThrow(/lies inside the data folder/)
    const link = join(folder, '..', 'outside.key')
    symlinkSync(inside, link)
    expect(() => readKeys(link, folder)).toThrow(/lies inside the data folder/)
  })

  test('a folder that is not there yet is judged by where it will be', () => {
    const new_ = join(folder, '..', 'not-yet')
    expect(() => makeKeys(join(new_, 'key'), new_, newId(), 'real', 'E10000016')).toThrow(
      /lies inside the data folder/,
    )
  })

  test('a folder whose name only begins alike is another folder', () => {
    expect(() => make(`${folder}.key`)).not.toThrow()
    expect(() => make(join(folder, '..', 'data2'))).not.toThrow()
  })
})

describe('the key file', () => {
  test('may be read by its owner alone, and by nobody written, whatever the umask', () => {
    const before = process.umask(0)
    try {
      make()
    } finally {
      process.umask(before)
    }
    expect((statSync(file).mode & 0o777).toString(8)).toBe('400')
  })

  test('is never written over', () => {
    make()
    const text = readFileSync(file, 'utf8')
    expect(() => make()).toThrow(/There is a file at .* already\. A key is never written over/)
    expect(readFileSync(file, 'utf8')).toBe(text)
    writeFileSync(join(folder, '..', 'notes.txt'), 'something else')
    expect(() => make(join(folder, '..', 'notes.txt'))).toThrow(/never written over/)
    expect(readFileSync(join(folder, '..', 'notes.txt'), 'utf8')).toBe('something else')
  })

  test('is never written through a link that points nowhere yet', () => {
    symlinkSync(join(folder, 'later'), file)
    expect(() => make()).toThrow(CannotRun)
    expect(existsSync(join(folder, 'later'))).toBe(false)
  })

  test('holds 32 random bytes, and what is read from it are the keys that were made with it', () => {
    const made = make()
    const content = JSON.parse(readFileSync(file, 'utf8')) as { secret: string }
    expect(Buffer.from(content.secret, 'base64')).toHaveLength(32)
    const read = readKeys(file, folder)
    expect(read).toEqual(made)
    const other = make(join(folder, '..', 'other.key'))
    expect(other.kek.key.equals(made.kek.key)).toBe(false)
  })

  test('gives a key of its own for each purpose', () => {
    const { kek, index, worklist, mark, rolePassword } = make()
    const all = [
      kek.key.toString('hex'),
      index.toString('hex'),
      worklist.toString('hex'),
      mark.toString('hex'),
      rolePassword,
    ]
    expect(new Set(all).size).toBe(5)
  })

  test.each([
    ['no file', null, /is not at .* Put it back there, or name it with --key FILE/],
    ['no JSON', 'hello', /is not a Turnstone key file/],
    ['nothing', '', /is not a Turnstone key file/],
    ['null', 'null', /is not a Turnstone key file/],
    ['a list', '[]', /is not a Turnstone key file/],
    [
      'a short secret',
      JSON.stringify({
        turnstone: 'key',
        register: newId(),
        born: 'real',
        council: 'E10000016',
        secret: 'c2hvcnQ=',
      }),
      /not a Turnstone key file/,
    ],
    [
      'a secret that is a number',
      JSON.stringify({ turnstone: 'key', register: newId(), born: 'real', council: 'E10000016', secret: 5 }),
      /not a Turnstone key file/,
    ],
    [
      'no register',
      JSON.stringify({
        turnstone: 'key',
        born: 'real',
        council: 'E10000016',
        secret: Buffer.alloc(32).toString('base64'),
      }),
      /not a Turnstone key file/,
    ],
    [
      'another birth',
      JSON.stringify({
        turnstone: 'key',
        register: newId(),
        born: 'both',
        council: 'E10000016',
        secret: Buffer.alloc(32).toString('base64'),
      }),
      /not a Turnstone key file/,
    ],
  ])('that is %s gets one clear sentence', (_what, text, sentence) => {
    if (text !== null) writeFileSync(file, text)
    expect(() => readKeys(file, folder)).toThrow(CannotRun)
    expect(() => readKeys(file, folder)).toThrow(sentence)
  })

  test('that is a folder, or whose folder is not there, gets one clear sentence', () => {
    mkdirSync(file)
    expect(() => readKeys(file, folder)).toThrow(/is not a Turnstone key file/)
    expect(() => make(join(folder, '..', 'nowhere', 'key'))).toThrow(/there is no such folder/)
  })
})

describe('the mark', () => {
  test('binds the file to one register, one birth and one council', () => {
    const made = make()
    const row = { id: made.register, born: made.born, mark: made.mark }
    expect(marks(made, row)).toBe(true)
    expect(
      marks(
        edited((content) => ({ ...content, born: 'demonstration' })),
        { ...row, born: 'demonstration' },
      ),
    ).toBe(false)
    expect(
      marks(
        edited((content) => ({ ...content, born: 'real', council: 'E06000035' })),
        row,
      ),
    ).toBe(false)
    const register = newId()
    expect(
      marks(
        edited((content) => ({ ...content, council: 'E10000016', register })),
        { ...row, id: register },
      ),
    ).toBe(false)
    expect(marks(made, { ...row, born: 'demonstration' })).toBe(false)
    expect(marks(made, { ...row, mark: made.mark.subarray(1) })).toBe(false)
  })

  test('with any word of the file edited, every key is another one: nothing sealed before opens', () => {
    const made = make()
    const other = edited((content) => ({ ...content, born: 'demonstration' }))
    expect(other.kek.key.equals(made.kek.key)).toBe(false)
    expect(other.index.equals(made.index)).toBe(false)
    expect(other.worklist.equals(made.worklist)).toBe(false)
  })
})
