import { execFileSync } from 'node:child_process'
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { expect, test } from 'vitest'
import { count } from './count.mjs'

/**
 * The counter against fifteen children written and counted by hand, for the year 2015.
 *
 *     in care?  1a  1b  1c  2a  2b  incidents  not found     before care
 *  A  yes       x       x   x   x   2          both                        suspected beside: not in 1b too
 *  B  yes           x       x       0                                      suspicion and away end on the first day
 *  C  yes           x                                                      identified to 2014, referred in 2015
 *  D  yes                                                                  indicators only; DUC the day before
 *  E  V3 only: in nothing, although suspected, unaccompanied and not found
 *  F  never                                    unaccompanied x             outside the return
 *  G  yes               x       x   1          unaccompanied               missing on the 18th birthday, E8; suspected in 2016
 *  H  no: 18 on 1 January                      trafficked                  located in 2016, so not by the end of 2015
 *  J  yes               x       x   1                        x             separated, missing two days before care
 *  K  yes                                                                  V3 first, so not before any care
 *  L  yes               x       x   1                                      A only: never 'not found'
 *  M  known after the last delivery: in nothing
 *  N  yes                                                                  none; missing on the first day of care
 *  O  18 and out of care in 2014, found then: in nothing
 *  P  yes               x       x   1                                      DUC in March, missing in August
 *
 * 1a A = 1; 1b B C = 2; 1c A G J L P = 5; 1d A = 1; 2a A B = 2; 2b A G J L P = 5; incidents 2 + 0 = 2 and 2 + 1 + 1 + 1 + 1 = 6;
 * not found A H = 2 and A F G = 3; before care F J = 2; outside F = 1; in care A B C D G J K L N P = 10, of whom with
 * a STATUS row, whatever its dates, A B C D G N = 6.
 */
const since = (on: string, values: object = { until: null }): { on: string } => ({ on, ...values })
const care = (from: string, known: object[], ls = 'V2'): object => ({ from, ls, rne: 'S', known })
const gone = (type: string, from: string, ...known: object[]): object => ({ type, from, known })
const open = { until: null, located: null }
const status = (name: string, from: string, ...known: object[]): object => ({ status: name, from, known })
const alone = (...known: object[]): object[] => [{ kind: 'uasc', from: null, known }]
const child = (name: string, dob: string, life: object): string =>
  JSON.stringify({
    child: name,
    invented: true,
    dob,
    care: [],
    missing: [],
    unaccompanied: [],
    trafficking: [],
    ...life,
  })

const fixture = [
  JSON.stringify({ invented: true, deliveries: ['2015-06-30', '2016-01-31'] }),
  child('A', '2000-05-05', {
    care: [care('2014-06-01', [since('2014-06-02')])],
    unaccompanied: alone(since('2014-06-02')),
    trafficking: [
      status('suspected', '2014-09-01', since('2014-09-01')),
      status('identified', '2015-03-01', since('2015-03-05'), since('2015-04-03', { until: '2015-04-01' })),
    ],
    missing: [
      gone(
        'M',
        '2015-02-10',
        since('2015-02-10', open),
        since('2015-02-12', { until: '2015-02-12', located: '2015-02-12' }),
      ),
      gone('M', '2015-11-01', since('2015-11-02', open)),
    ],
  }),
  child('B', '2001-01-01', {
    care: [
      care('2015-05-01', [since('2015-05-01'), since('2015-08-03', { until: '2015-08-01', rec: 'E4A' })]),
    ],
    trafficking: [
      status('suspected', '2014-01-01', since('2014-01-01'), since('2015-01-05', { until: '2015-01-01' })),
    ],
    missing: [gone('A', '2014-12-30', since('2015-01-02', { until: '2015-01-01', located: '2015-01-01' }))],
  }),
  child('C', '2001-01-01', {
    care: [care('2013-01-01', [since('2013-01-01')])],
    trafficking: [
      status('identified', '2014-02-01', since('2014-02-01', { until: '2014-12-31' })),
      status('referred', '2015-02-01', since('2015-09-01')),
    ],
  }),
  child('D', '2000-01-01', {
    care: [care('2013-01-01', [since('2013-01-01')])],
    unaccompanied: alone(since('2013-01-01', { until: '2014-12-31' })),
    trafficking: [status('indicators', '2014-01-01', since('2015-06-30'))],
  }),
  child('E', '2001-01-01', {
    care: [care('2015-01-10', [since('2015-01-10', { until: '2015-01-15', rec: 'E4A' })], 'V3')],
    unaccompanied: alone(since('2015-01-10')),
    trafficking: [status('suspected', '2015-01-01', since('2015-01-10'))],
    missing: [gone('M', '2015-01-05', since('2015-01-10', open))],
  }),
  child('F', '1999-02-01', {
    unaccompanied: [{ kind: 'separated', from: '2015-01-15', known: [since('2015-01-16')] }],
    missing: [gone('M', '2015-03-03', since('2015-03-04', open))],
  }),
  child('G', '1997-06-10', {
    care: [
      care('2013-01-01', [since('2013-01-01'), since('2015-06-12', { until: '2015-06-10', rec: 'E8' })]),
    ],
    unaccompanied: alone(since('2013-01-01')),
    trafficking: [status('suspected', '2016-01-10', since('2016-01-10'))],
    missing: [
      gone(
        'M',
        '2015-05-01',
        since('2015-05-01', open),
        since('2015-06-10', { until: '2015-06-10', located: null }),
      ),
    ],
  }),
  child('H', '1997-01-01', {
    care: [care('2014-01-01', [since('2014-01-01')])],
    trafficking: [status('suspected', '2014-10-01', since('2014-10-01'))],
    missing: [
      gone(
        'M',
        '2014-12-01',
        since('2014-12-02', open),
        since('2016-01-06', { until: '2016-01-05', located: '2016-01-05' }),
      ),
    ],
  }),
  child('J', '2000-01-01', {
    care: [care('2015-02-03', [since('2015-02-03')])],
    unaccompanied: [{ kind: 'separated', from: '2015-02-10', known: [since('2015-02-10')] }],
    missing: [
      gone(
        'M',
        '2015-02-01',
        since('2015-02-02', open),
        since('2015-02-03', { until: '2015-02-03', located: '2015-02-03' }),
      ),
    ],
  }),
  child('K', '2002-01-01', {
    care: [
      care('2015-01-05', [since('2015-01-08', { until: '2015-01-08', rec: 'E4A' })], 'V3'),
      care('2015-03-01', [since('2015-03-01')]),
    ],
    missing: [gone('A', '2015-02-01', since('2015-02-02', { until: '2015-02-02', located: '2015-02-02' }))],
  }),
  child('L', '2000-01-01', {
    care: [care('2014-01-01', [since('2014-01-01')])],
    unaccompanied: alone(since('2014-01-01')),
    missing: [gone('A', '2015-07-01', since('2015-07-01', open))],
  }),
  child('M', '2000-01-01', {
    care: [care('2015-01-01', [since('2016-02-15')])],
    unaccompanied: alone(since('2016-02-15')),
  }),
  child('N', '2000-01-01', {
    care: [care('2015-01-01', [since('2015-01-01')])],
    trafficking: [status('none', '2015-02-01', since('2015-02-01'))],
    missing: [gone('M', '2015-01-01', since('2015-01-01', { until: '2015-01-01', located: '2015-01-01' }))],
  }),
  child('P', '2000-01-01', {
    care: [care('2014-01-01', [since('2014-01-01')])],
    unaccompanied: alone(since('2014-01-01'), since('2015-04-01', { until: '2015-03-31' })),
    missing: [gone('M', '2015-08-01', since('2015-08-01', open))],
  }),
  child('O', '1996-02-29', {
    care: [
      care('2013-01-01', [since('2013-01-01'), since('2014-03-01', { until: '2014-03-01', rec: 'E8' })]),
    ],
    unaccompanied: alone(since('2013-01-01')),
    missing: [
      gone(
        'M',
        '2014-02-01',
        since('2014-02-01', open),
        since('2014-06-01', { until: '2014-05-30', located: '2014-05-30' }),
      ),
    ],
  }),
]

const year = { from: '2015-01-01', to: '2015-12-31' }
const counted = {
  '1a': 1,
  '1b': 2,
  '1c': 5,
  '1d': 1,
  '2a': 2,
  '2b': 5,
  'incidents-trafficked': 2,
  'incidents-unaccompanied': 6,
  'not-found-trafficked': 2,
  'not-found-unaccompanied': 3,
  'before-care': 2,
  'outside-the-return': 1,
  coverage1a: { held: 6, of: 10 },
}

test('a year, counted by hand', () => {
  expect(count(fixture, year)).toEqual(counted)
  expect(count(fixture, { ...year, knownOn: '2016-01-31' })).toEqual(counted)
})

/**
 * In June nobody knew of A's second time missing, of L's time away, of P's, of C's referral or of G's suspicion: 1b B = 1; 2b A G J = 3; incidents
 * 1 and 1 + 1 + 1 = 3; not found H = 1 and F G = 2; with a STATUS row A B C D N = 5 of the
 * same 10. D's was entered that very day. That B's care would end in August changes nothing.
 */
test('the same year as known in June, counted by hand; a day between two deliveries knows what the earlier said', () => {
  const june = {
    ...counted,
    '1b': 1,
    '2b': 3,
    'incidents-trafficked': 1,
    'incidents-unaccompanied': 3,
    'not-found-trafficked': 1,
    'not-found-unaccompanied': 2,
    coverage1a: { held: 5, of: 10 },
  }
  expect(count(fixture, { ...year, knownOn: '2015-06-30' })).toEqual(june)
  expect(count(fixture, { ...year, knownOn: '2016-01-30' })).toEqual(june)
  expect(count(fixture, { ...year, knownOn: '2015-06-29' }).coverage1a).toEqual({ held: 0, of: 0 })
})

test('born on 29 February: looked after on 28 February of the year of 18, no more on 1 March', () => {
  // A was not yet in care; C, D, G, H, L, O and P were; unaccompanied D, G, L, O and P.
  const on = (day: string): number => count(fixture, { from: day, to: day })['1c']
  expect(on('2014-02-28')).toBe(5)
  expect(on('2014-03-01')).toBe(4)
  // Not found at the end of March, and found by 30 May, that day included.
  expect(count(fixture, { from: '2014-03-01', to: '2014-05-29' })['not-found-unaccompanied']).toBe(1)
  expect(count(fixture, { from: '2014-03-01', to: '2014-05-30' })['not-found-unaccompanied']).toBe(0)
})

test('the program prints the same as JSON', () => {
  const folder = mkdtempSync(join(tmpdir(), 'count-'))
  try {
    const lives = join(folder, 'lives.jsonl')
    writeFileSync(lives, `${fixture.join('\n')}\n`)
    const program = join(import.meta.dirname, 'count.mjs')
    const printed = execFileSync(process.execPath, [program, lives, '--from', year.from, '--to', year.to], {
      encoding: 'utf8',
    })
    expect(JSON.parse(printed)).toEqual(counted)
  } finally {
    rmSync(folder, { recursive: true })
  }
})
