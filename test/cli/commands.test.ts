import { spawn } from 'node:child_process'
import { existsSync, readFileSync, statSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { expect, test } from 'vitest'
import { postgresOn, program, turnstone, workFolder } from '../support/command.ts'

const work = workFolder()
const at = (name: string) => join(work, name)
const header = 'CHILD,SEX,DOB,ETHNIC,UPN,MOTHER,MC_DOB\nA1,1,01/01/2000,BAFR,UN2,,\n'
const episodes =
  'CHILD,DECOM,RNE,LS,CIN,PLACE,PLACE_PROVIDER,DEC,REC,REASON_PLACE_CHANGE,HOME_POST,PL_POST,URN\nA1,01/02/2015,S,V2,N8,U6,PR1,,,,,,\n'
const uasc = 'CHILD,SEX,DOB,DUC\nA1,1,01/01/2000,\n'
writeFileSync(at('header.csv'), header)
writeFileSync(at('episodes.csv'), episodes)
writeFileSync(at('uasc.csv'), uasc)
const files = [at('header.csv'), at('episodes.csv'), at('uasc.csv')]

test('a data officer imports the files the council has and answers the question, as JSON alone on standard output', async () => {
  const done = await turnstone(['import', ...files, '--council', 'E10000016', '--data', at('kent'), '--json'])
  expect(done.exit).toBe(0)
  expect(JSON.parse(done.out)).toMatchObject({ rows: 3, added: 3, superseded: 0, unchanged: 0, aside: [] })
  expect(done.err).toContain('3 rows read')
  expect(statSync(at('kent.key')).mode & 0o777).toBe(0o400)
  const answer = await turnstone([
    'answer',
    'ecpat',
    '--from',
    '2014-10-01',
    '--to',
    '2015-09-30',
    '--data',
    at('kent'),
    '--json',
  ])
  const read = JSON.parse(answer.out) as {
    question: string
    period: unknown
    measures: { id: string; value: number; coverage: unknown }[]
  }
  expect(read).toMatchObject({ question: 'ecpat', period: { from: '2014-10-01', to: '2015-09-30' } })
  expect(read.measures.map((one) => one.id)).toEqual([
    '1a',
    '1b',
    '1c',
    '1d',
    '2a',
    '2b',
    'incidents-trafficked',
    'incidents-unaccompanied',
    'not-found-trafficked',
    'not-found-unaccompanied',
    'before-care',
  ])
  expect(read.measures.find((one) => one.id === '1c')).toMatchObject({
    value: 1,
    coverage: { held: 1, of: 1 },
  })
  expect(await postgresOn(at('kent'))).toBe(0)
})

test('an instant later than the last entry means the last entry, and a date means its end in London', async () => {
  const ask = async (...known: string[]) =>
    JSON.parse(
      (
        await turnstone([
          'answer',
          'ecpat',
          '--from',
          '2014-10-01',
          '--to',
          '2015-09-30',
          '--data',
          at('kent'),
          '--json',
          ...known,
        ])
      ).out,
    ) as { knownOn: string; measures: { value: number }[] }
  const now = await ask()
  expect((await ask('--known-on', '2199-01-01T00:00:00Z')).knownOn).toBe(now.knownOn)
  const before = await ask('--known-on', '2020-06-30')
  expect(before.knownOn).toBe('2020-06-30T22:59:59.999999Z')
  expect(before.measures[2]?.value).toBe(0)
})

test('two commands at once use one database, and neither stops the other’s', async () => {
  const [one, two] = await Promise.all([
    turnstone(['import', ...files, '--data', at('kent'), '--json']),
    turnstone([
      'answer',
      'ecpat',
      '--from',
      '2014-10-01',
      '--to',
      '2015-09-30',
      '--data',
      at('kent'),
      '--json',
    ]),
  ])
  expect(one).toMatchObject({ exit: 0 })
  expect(two).toMatchObject({ exit: 0 })
  expect(JSON.parse(one.out)).toMatchObject({ added: 0, unchanged: 3 })
})

test('a running Turnstone is used through its folder, says so to a second one, and leaves no process behind when it is stopped', async () => {
  const server = spawn(process.execPath, [program, 'serve', '--data', at('kent'), '--port', '0'], {
    stdio: ['ignore', 'pipe', 'pipe'],
  })
  const printed = await new Promise<string>((resolve) => {
    let text = ''
    server.stdout.on('data', (piece: Buffer) => {
      text += piece.toString()
      if (text.includes('/invitation/')) resolve(text)
    })
  })
  expect(printed).toMatch(/Open http:\/\/localhost:\d+/)
  const used = await turnstone([
    'answer',
    'ecpat',
    '--from',
    '2014-10-01',
    '--to',
    '2015-09-30',
    '--data',
    at('kent'),
    '--json',
  ])
  expect(used.exit).toBe(0)
  const second = await turnstone(['serve', '--data', at('kent'), '--port', '0'])
  expect(second.exit).toBe(2)
  expect(second.err).toContain('already running')
  const address = /Open (\S+)/.exec(printed)?.[1] ?? ''
  expect((await fetch(`${address}/sign-in`)).status).toBe(200)
  const ended = new Promise<number | null>((resolve) => server.on('exit', resolve))
  server.kill('SIGTERM')
  expect(await ended).toBe(0)
  expect(await postgresOn(at('kent'))).toBe(0)
})

test('invent writes the same files for the same seed, with the truth and a note that all is invented', async () => {
  const out = at('invented')
  expect(
    (await turnstone(['invent', '--children', '20', '--seed', '3', '--until', '2026-01-31', '--out', out]))
      .exit,
  ).toBe(0)
  expect(JSON.parse(readFileSync(join(out, 'turnstone-invented.json'), 'utf8'))).toMatchObject({
    invented: true,
    children: 20,
    seed: 3,
  })
  expect(existsSync(join(out, 'truth', 'lives.jsonl'))).toBe(true)
  expect(
    (
      await turnstone([
        'invent',
        '--children',
        '20',
        '--seed',
        '3',
        '--until',
        '2026-01-31',
        '--out',
        at('again'),
      ])
    ).exit,
  ).toBe(0)
  expect(readFileSync(join(at('again'), 'episodes.csv'), 'utf8')).toBe(
    readFileSync(join(out, 'episodes.csv'), 'utf8'),
  )
  const full = await turnstone(['invent', '--children', '20', '--seed', '3', '--out', out])
  expect(full).toMatchObject({ exit: 2 })
  expect(full.err).toContain('is not empty')
})

test.each([
  [['help']],
  [['help', 'import']],
  [['help', 'answer']],
  [['help', 'invent']],
  [['help', 'serve']],
  [['import', '--help']],
])('turnstone %j is a page to read', async (args) => {
  const page = await turnstone(args)
  expect(page.exit).toBe(0)
  expect(page.out.length).toBeGreaterThan(400)
  expect(page.err).toBe('')
})
