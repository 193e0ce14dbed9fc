import { readFileSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { describe, expect, test } from 'vitest'
import { turnstone, workFolder } from '../support/command.ts'

/**
 * The Calais scheme end to end: invented children behind the published numbers, each made for one case of the rule, so that
 * what the rule says of them can be compared with what they were made for.
 */
const work = workFolder()
const made = join(work, 'scheme')
const invented = await turnstone(['invent', '--scheme', 'calais-2016', '--seed', '1', '--out', made])
if (invented.exit !== 0) throw new Error(invented.err)
const [cohort, steps] = [join(made, 'cohort.csv'), join(made, 'steps.csv')]
type Truth = { child: string; verdict: string; made: string; route: string; arrived: string }
const truth = JSON.parse(readFileSync(join(made, 'truth', 'verdicts.json'), 'utf8')) as Truth[]
type Beside = { figure: { on: string; children: number; about?: string; route?: string }; counted: number }
type Report = {
  children: number
  verdicts: Record<string, number>
  arrived: number
  byRoute: { route: string; children: number }[]
  overTime: { on: string; children: number }[]
  promised: Beside[]
  published: Beside[]
  eligibleNotBrought: { child: string; verdict: { verdict: string } }[]
  unknownNotBrought: { child: string }[]
  broughtOtherwise: { child: string }[]
  whereNow: { where: string; children: number }[]
  missing: { ever: string[]; now: string[] }
}
const report = async (...args: string[]): Promise<Report> => {
  const done = await turnstone(['scheme', 'calais-2016', ...args, '--json'])
  expect(done.err).toBe('')
  return JSON.parse(done.out) as Report
}

test('every child is judged as the case for which they were made', async () => {
  const done = await turnstone(['eligible', cohort, '--rule', 'calais-2016', '--json'])
  const verdicts = JSON.parse(done.out) as { child: string; verdict: string }[]
  expect(verdicts.map(({ child, verdict }) => ({ child, verdict }))).toEqual(
    truth.map(({ child, verdict }) => ({ child, verdict })),
  )
  // All ways of the rule, what it excludes, and every fact that may be missing are among them.
  expect(new Set(truth.map((one) => one.made)).size).toBe(12)
})

test('who came stands beside what was published: 769 are 220 and 549', async () => {
  const read = await report('--cohort', cohort, '--steps', steps)
  expect(read.children).toBe(1300)
  expect(read.arrived).toBe(769)
  expect(read.byRoute).toEqual([
    { route: 'calais-family', children: 549 },
    { route: 'calais-s67', children: 220 },
  ])
  // Exact where the number was exact, and on the right side where it was not.
  expect(read.published).toHaveLength(7)
  for (const { figure, counted } of read.published) {
    if (figure.about === undefined) expect(counted, figure.on).toBe(figure.children)
    if (figure.about === 'more than') expect(counted, figure.on).toBeGreaterThan(figure.children)
    if (figure.about === 'almost')
      expect([figure.children - 10 < counted, counted < figure.children]).toEqual([true, true])
    if (figure.about === 'about') expect(Math.abs(counted - figure.children), figure.on).toBeLessThan(10)
  }
  expect(read.promised.map(({ figure, counted }) => [figure.children, counted])).toEqual([
    [350, 220],
    [480, 220],
  ])
  expect(read.overTime.at(-1)).toMatchObject({ on: '2017-07-13', children: 769 })
})

test('who was eligible and not brought, by the truth', async () => {
  const read = await report('--cohort', cohort, '--steps', steps)
  const left = (verdict: string) =>
    truth.filter((one) => one.arrived === '' && one.verdict === verdict).map(({ child }) => child)
  expect(read.eligibleNotBrought.map(({ child }) => child).sort()).toEqual(left('eligible'))
  expect(read.unknownNotBrought.map(({ child }) => child).sort()).toEqual(left('unknown'))
  expect(read.broughtOtherwise).toEqual([])
})

describe('in the register of one council', () => {
  const data = join(work, 'register')

  test('its children with where they are now, and who went missing', async () => {
    const imported = await turnstone([
      'import',
      join(made, 'council'),
      '--council',
      'E10000016',
      '--data',
      data,
    ])
    expect(imported.out).toContain(' 0 set aside')
    const read = await report('--data', data)
    const header = readFileSync(join(made, 'council', 'header.csv'), 'utf8')
      .trim()
      .split('\n')
      .slice(1)
    const own = header.map((line) => truth.find(({ child }) => child === line.split(',')[0]))
    expect(read.children).toBe(own.length)
    expect(read.arrived).toBe(own.filter((one) => one?.arrived !== '').length)
    // Two were reported missing; one came back, the other is closed by the rules of the return at 18 and was never found.
    const missing = readFileSync(join(made, 'council', 'missing.csv'), 'utf8')
      .trim()
      .split('\n')
      .slice(1)
    expect([...read.missing.ever].sort()).toEqual(missing.map((line) => line.split(',')[0]).sort())
    expect(read.missing.now).toEqual([missing[0]?.split(',')[0]])
    expect(read.whereNow.reduce((sum, { children }) => sum + children, 0)).toBe(read.arrived)
    expect(read.eligibleNotBrought.map(({ child }) => child).sort()).toEqual(
      own
        .filter((one) => one?.arrived === '')
        .map((one) => one?.child)
        .sort(),
    )
  })
})

describe('what cannot be read is refused in a sentence', () => {
  test.each([
    [['unheard-of', '--data', 'x'], 'There is no scheme "unheard-of": calais-2016.'],
    [['calais-2016'], 'Name both files'],
    [['calais-2016', '--data', 'x', '--cohort', 'y'], 'not both'],
  ])('%j', async (args, says) => {
    const done = await turnstone(['scheme', ...args])
    expect(done.exit).not.toBe(0)
    expect(done.err).toContain(says)
  })

  test.each([
    ['CHILD,STEP\n', 'There is no column AT'],
    ['CHILD,STEP,AT\nNOBODY,arrived,2016-10-17\n', 'Line 2: NOBODY is no child of the cohort'],
    ['CHILD,STEP,AT\nCALAIS0001,flew,2016-10-17\n', 'Line 2: STEP is "flew"'],
    ['CHILD,STEP,AT\nCALAIS0001,arrived,17/13/2016\n', 'Line 2: AT is "17/13/2016"'],
    ['CHILD,STEP,AT,ROUTE\nCALAIS0001,arrived,2016-10-17,tunnel\n', 'Line 2: ROUTE is "tunnel"'],
    ['CHILD,STEP,AT,FINDING\nCALAIS0001,best-interests,2016-10-17,maybe\n', 'Line 2: FINDING is "maybe"'],
  ])('%j', async (text, says) => {
    const wrong = join(work, 'wrong.csv')
    writeFileSync(wrong, text)
    const done = await turnstone(['scheme', 'calais-2016', '--cohort', cohort, '--steps', wrong])
    expect(done.exit).not.toBe(0)
    expect(done.err).toContain(`wrong.csv: ${says}`)
  })
})
