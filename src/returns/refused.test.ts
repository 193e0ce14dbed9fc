import { describe, expect, test } from 'vitest'
import { counts, csv, files, headings, holds } from '../../test/support/council-files.ts'
import { file, importing, testRegister, tryImporting } from '../../test/support/register.ts'
import { instantOf } from '../plain/index.ts'
import { importFiles, imports, type SourceFile } from './index.ts'

const register = await testRegister()

const tryFiles = (...given: SourceFile[]) =>
  importFiles(register.db, {
    permit: register.permit('data-officer', 'import files'),
    vault: register.vault(),
    keys: register.keys,
    files: given,
    now: instantOf(new Date()),
  })

/** Everything that an import may touch. */
const state = async () => ({
  counts: await counts(register, '2015-01-01', '2015-12-31'),
  imports: (await imports(register.db, register.permit('data-officer', 'see imports'))).length,
  stayed: (await holds(register, 'STAYS'))?.map((entry) => entry.id),
})

await importing(
  register,
  files({ number: 'STAYS', uasc: true, care: [{ from: '2015-01-01' }], missing: [['M', '2015-02-01']] }),
)

/** What comes back is one clear sentence, and nothing has changed. */
async function refusedWith(words: RegExp, attempt: () => Promise<Awaited<ReturnType<typeof tryFiles>>>) {
  const before = await state()
  const done = await attempt()
  expect(done.ok).toBe(false)
  if (done.ok) return done
  expect(done.problem.sentence).toMatch(words)
  expect(done.problem.sentence).toMatch(/^\S.*\.$/s)
  expect(await state()).toEqual(before)
  return done
}

describe('nothing could be read', () => {
  test('in an empty folder', () => refusedWith(/no file/, () => tryFiles()))
  test('in an empty file', () => refusedWith(/is empty/, () => tryFiles(file('header.csv', ''))))
  test('in a photo named .csv', () =>
    refusedWith(/picture/, () =>
      tryFiles(file('header.csv', new Uint8Array([0xff, 0xd8, 0xff, 0xe0, 0, 16, 0x4a, 0x46, 0x49, 0x46]))),
    ))
  test('in a zip', () =>
    refusedWith(/zip/, () => tryFiles(file('return.csv', new Uint8Array([0x50, 0x4b, 3, 4, 20, 0, 0, 0])))))
  test('in bytes that are no text', () =>
    refusedWith(/not text/, () =>
      tryFiles(file('header.csv', new Uint8Array([65, 0, 66, 67, 0, 1, 2, 3, 68, 0, 65, 66]))),
    ))
  test('in a file of another kind', () =>
    refusedWith(/no table/, () => tryFiles(file('shopping.csv', 'Item,Price\nMilk,1.20\n'))))
  test('in a hundred megabytes without the end of a line', async () => {
    let given = 0
    // eslint-disable-next-line @typescript-eslint/require-await -- files are streams
    const bytes = async function* () {
      const piece = new Uint8Array(1_000_000).fill(65)
      for (let i = 0; i < 100; i++) {
        given += piece.length
        yield piece
      }
    }
    await refusedWith(/too long/, () => tryFiles({ name: 'header.csv', bytes }))
    // No more of it is read than is needed to see that.
    expect(given).toBeLessThan(10_000_000)
  })
})

describe('a file that breaks off is refused whole', () => {
  const sound = 'BR1,M,01/01/2000,\r\n'
  const start = `${headings.uasc}\r\n${sound}`

  test('a line of a hundred megabytes further down, in little memory', async () => {
    let given = 0
    // eslint-disable-next-line @typescript-eslint/require-await -- files are streams
    const bytes = async function* () {
      yield new TextEncoder().encode(start)
      const piece = new Uint8Array(1_000_000).fill(65)
      for (let i = 0; i < 100; i++) {
        given += piece.length
        yield piece
      }
    }
    const before = process.memoryUsage().rss
    await refusedWith(/uasc\.csv, line 3, is longer than/, () => tryFiles({ name: 'uasc.csv', bytes }))
    expect(given).toBeLessThan(110_000_000)
    expect(process.memoryUsage().rss - before).toBeLessThan(80_000_000)
  })

  test('a quotation mark that is never closed', () =>
    refusedWith(/line 3.*quotation mark/, () =>
      tryFiles(file('uasc.csv', `${start}BR2,M,"01/01/2000,\r\n${sound}`)),
    ))

  test('a file that cannot be read to its end', async () => {
    // eslint-disable-next-line @typescript-eslint/require-await -- files are streams
    const bytes = async function* () {
      yield new TextEncoder().encode(start.repeat(1).padEnd(70_000, ' '))
      throw new Error('EIO: the disk')
    }
    const before = await state()
    await expect(tryFiles({ name: 'uasc.csv', bytes })).rejects.toThrow('EIO')
    expect(await state()).toEqual(before)
    expect(await holds(register, 'BR1')).toBeNull()
  })

  test('an import that is stopped in the middle', async () => {
    const stop = new AbortController()
    const before = await state()
    const done = await tryImporting(
      register,
      { 'uasc.csv': csv('uasc', ...Array.from({ length: 5000 }, (_, i) => `ST${i},M,01/01/2000,`)) },
      {
        signal: stop.signal,
        onProgress: ({ step, done: rows }) => {
          if (step === 'bringing together' && rows > 0) stop.abort()
        },
      },
    )
    expect(done).toMatchObject({
      ok: false,
      problem: { sentence: 'The import was stopped. Nothing was imported.' },
    })
    expect(await state()).toEqual(before)
    expect(await holds(register, 'ST0')).toBeNull()
  })
})

describe('another council’s files', () => {
  const header = (from: number, to: number, dob: string) =>
    Array.from({ length: to - from }, (_, i) => `C${from + i},M,${dob},BAFR,UN2,,`)
  const bring = (...rows: string[]) => tryImporting(register, { 'header.csv': csv('header', ...rows) })

  test('in which more than half of the known numbers have another date of birth, are refused', async () => {
    expect((await bring(...header(0, 10, '01/01/2000'))).ok).toBe(true)
    // Six of the ten known were born on another day; the new ones do not count.
    await refusedWith(/another council/, () =>
      bring(...header(0, 6, '02/02/2001'), ...header(6, 10, '01/01/2000'), ...header(10, 40, '01/01/2000')),
    )
    expect(await holds(register, 'C10')).toBeNull()
  })

  test('with just half, are read, and the five stand on the worklist or are replaced', async () => {
    expect((await bring(...header(0, 5, '03/03/2001'), ...header(5, 10, '01/01/2000'))).ok).toBe(true)
  })

  test('counted over the whole file, not over its beginning', async () => {
    expect((await bring(...header(1000, 2300, '01/01/2000'))).ok).toBe(true)
    // The first 600 of 1,300 have another date of birth: fewer than half.
    expect((await bring(...header(1000, 1600, '02/02/2001'), ...header(1600, 2300, '01/01/2000'))).ok).toBe(
      true,
    )
  })

  test('where no number is known, are nobody’s in particular', async () => {
    expect((await bring(...header(9000, 9010, '01/01/2000'))).ok).toBe(true)
  })
})
