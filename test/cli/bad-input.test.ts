import { spawnSync } from 'node:child_process'
import { chmodSync, createWriteStream, mkdirSync, writeFileSync } from 'node:fs'
import { createServer } from 'node:net'
import { join } from 'node:path'
import { deflateRawSync } from 'node:zlib'
import { describe, expect, test } from 'vitest'
import { turnstone, type Ran, workFolder } from '../support/command.ts'

const work = workFolder()
const at = (...names: string[]) => join(work, ...names)
const header = 'CHILD,SEX,DOB,ETHNIC,UPN,MOTHER,MC_DOB\nA1,1,01/01/2000,BAFR,UN2,,\n'
const put = (name: string, content: string | Uint8Array): string => {
  writeFileSync(at(name), content)
  return at(name)
}
const importInto = (
  data: string,
  paths: string[],
  more: { env?: Record<string, string>; before?: string[] } = {},
) => turnstone(['import', ...paths, '--council', 'E10000016', '--data', at(data)], more)

/** One clear sentence, nothing on standard output, exit 2. A stack trace is no sentence. */
function saysOnly(ran: Ran, words: RegExp) {
  expect(ran.exit).toBe(2)
  expect(ran.out).toBe('')
  expect(ran.err).toMatch(words)
  expect(ran.err).not.toMatch(/\bat \S+:\d+:\d+|Error:/)
  expect(ran.err.trim().split('\n').length).toBeLessThanOrEqual(2)
}

test('words that mean nothing are not passed over', async () => {
  saysOnly(
    await turnstone(['invent', '--children', '5', '--seed', '1', '--out', at('extra'), 'and', 'more']),
    /"and more" means nothing here/,
  )
  saysOnly(await turnstone(['serve', '--data', at('extra'), 'now']), /"now" means nothing here/)
})

describe('files that cannot be read', () => {
  test('an empty folder', async () => {
    mkdirSync(at('empty'))
    saysOnly(await importInto('a', [at('empty')]), /There is no file in .*empty/)
  })
  test('a photo renamed .csv', async () => {
    const photo = put('photo.csv', Buffer.from([0xff, 0xd8, 0xff, 0xe0, 0, 16, 0x4a, 0x46, 0x49, 0x46, 0, 1]))
    saysOnly(await importInto('a', [photo]), /photo\.csv is a picture/)
  })
  test('a zip', async () => {
    saysOnly(
      await importInto('a', [
        put('all.zip', Buffer.concat([Buffer.from('PK\x03\x04'), deflateRawSync(header)])),
      ]),
      /all\.zip is a zip file/,
    )
  })
  test('a line of 100 MB, as headings and as a row', async () => {
    const long = async (name: string, start: string) => {
      const stream = createWriteStream(at(name))
      stream.write(start)
      for (let i = 0; i < 100; i++)
        if (!stream.write('x'.repeat(1024 * 1024)))
          await new Promise<void>((resolve) => stream.once('drain', () => resolve()))
      await new Promise<void>((resolve) => stream.end(() => resolve()))
      return at(name)
    }
    saysOnly(await importInto('a', [await long('long-heading.csv', '')]), /too long for headings/)
    saysOnly(
      await importInto('a', [await long('long-row.csv', header)]),
      /long-row\.csv, line 3, is longer than 1,000,000 characters\. Nothing was imported/,
    )
  })
  test('two header files', async () => {
    saysOnly(
      await importInto('a', [put('header.csv', header), put('header-2.csv', header)]),
      /header\.csv and header-2\.csv are both SSDA903 header/,
    )
  })
  test('a path that does not exist', async () => {
    saysOnly(await importInto('a', [at('nowhere.csv')]), /nowhere\.csv does not exist/)
  })
})

describe('a wrong call', () => {
  test('an unknown council, and the invented one', async () => {
    saysOnly(
      await turnstone(['import', at('header.csv'), '--council', 'E10009999', '--data', at('b')]),
      /No authority in the United Kingdom has the code "E10009999"/,
    )
    saysOnly(
      await turnstone(['import', at('header.csv'), '--council', 'E99000001', '--data', at('b')]),
      /invented council of demonstrations/,
    )
  })
  test('no data folder, an unknown option, an unknown command, a period turned round', async () => {
    saysOnly(await turnstone(['import', at('header.csv'), '--council', 'E10000016']), /--data DIR/)
    saysOnly(await turnstone(['import', at('header.csv'), '--datum', 'x']), /--datum/)
    saysOnly(await turnstone(['conquer']), /no command "conquer"/)
    saysOnly(
      await turnstone(['answer', 'ecpat', '--from', '2015-09-30', '--to', '2014-10-01', '--data', at('b')]),
      /Turn the two round/,
    )
    saysOnly(
      await turnstone(['answer', 'ecpat', '--from', '2015-02-30', '--to', '2015-10-01', '--data', at('b')]),
      /February 2015 has no day 30/,
    )
  })
  test('an answer from a folder without a register', async () => {
    saysOnly(
      await turnstone([
        'answer',
        'ecpat',
        '--from',
        '2014-10-01',
        '--to',
        '2015-09-30',
        '--data',
        at('none'),
      ]),
      /There is no register in .*none/,
    )
  })
})

describe('a machine that cannot', () => {
  test('a data folder that holds something else', async () => {
    mkdirSync(at('photos'))
    writeFileSync(at('photos', 'holiday.txt'), 'sun')
    saysOnly(await importInto('photos', [put('header.csv', header)]), /already holds something else/)
  })
  test('a data folder that may not be written', async (context) => {
    const locked = at('locked')
    mkdirSync(locked)
    chmodSync(locked, 0o555)
    // Root may write anywhere but on a read-only file system.
    const isRoot = process.getuid?.() === 0
    if (isRoot && spawnSync('mount', ['-t', 'tmpfs', '-o', 'ro', 'tmpfs', locked]).status !== 0) {
      context.skip('nothing can be mounted here, and root may write everywhere else')
    }
    try {
      saysOnly(
        await turnstone([
          'import',
          put('header.csv', header),
          '--council',
          'E10000016',
          '--data',
          join(locked, 'data'),
          '--key',
          at('locked.key'),
        ]),
        /There is no right to write in/,
      )
    } finally {
      if (isRoot) spawnSync('umount', ['-l', locked])
    }
  })
  test.each([
    ['nonsense', /DATABASE_URL is not an address/],
    ['mysql://localhost/x', /must begin with postgres/],
    ['postgres://nobody:wrong@localhost:1/none', /cannot be reached/],
  ])('DATABASE_URL=%s', async (url, words) => {
    saysOnly(await importInto('server', [put('header.csv', header)], { env: { DATABASE_URL: url } }), words)
  })
  test('a port that is taken', async () => {
    const other = createServer()
    const port = await new Promise<number>((resolve) =>
      other.listen(0, '127.0.0.1', () => resolve((other.address() as { port: number }).port)),
    )
    await importInto('ported', [put('header.csv', header)])
    const ran = await turnstone(['serve', '--data', at('ported'), '--port', String(port)])
    other.close()
    saysOnly(ran, new RegExp(`Port ${port} is taken`))
  })
  test('a full disk: nothing of the import is saved, nothing that was there is lost, and it goes on when there is room', async (context) => {
    const mounted = at('small')
    mkdirSync(mounted)
    const isRoot = process.getuid?.() === 0
    if (!isRoot || spawnSync('mount', ['-t', 'tmpfs', '-o', 'size=100m', 'tmpfs', mounted]).status !== 0) {
      context.skip('a small file system can be mounted by root only')
    }
    try {
      await turnstone([
        'invent',
        '--children',
        '3000',
        '--seed',
        '2',
        '--until',
        '2026-01-31',
        '--out',
        at('many'),
      ])
      const one = (paths: string[]) =>
        turnstone([
          'import',
          ...paths,
          '--council',
          'E10000016',
          '--data',
          join(mounted, 'data'),
          '--key',
          at('small.key'),
          '--json',
        ])
      expect((await one([put('header.csv', header)])).exit).toBe(0)
      const full = await one([at('many')])
      expect(full.exit).toBe(2)
      expect(full.err).toMatch(/disk|went away/)
      // Where the line itself was cut, only doing it again says.
      expect(full.err).toMatch(/Nothing of this was saved|It is not known whether this was saved/)
      spawnSync('mount', ['-o', 'remount,size=900m', mounted])
      const again = await one([put('header.csv', header)])
      expect(JSON.parse(again.out)).toMatchObject({ rows: 1, unchanged: 1 })
      expect((await one([at('many')])).exit).toBe(0)
    } finally {
      spawnSync('umount', ['-l', mounted])
    }
  }, 180_000)
})
