import { describe, expect, test } from 'vitest'
import { answerEcpat, usualSettings } from '../src/figures/index.ts'
import { deliveryDays, invent, manifest, filesOn, truthLines } from '../src/invented/index.ts'
import { day, endOfLondonDay, instantOf, londonDate } from '../src/plain/index.ts'
import { imports } from '../src/returns/index.ts'
import { demonstrationRefuses, loadDemonstration } from '../src/web/index.ts'
import { file, testRegister } from './support/register.ts'
import { count } from './truth/count.mjs'

const register = await testRegister('demonstration')
const now = instantOf(new Date())
const until = londonDate(now)
await loadDemonstration(register.db, register.keys, register.council.id, now, () => undefined)

const invention = { children: 300, seed: 1, until }
const days = deliveryDays(invention)
// The truth is counted by a separate short program that shares no code with the register.
const truth = [JSON.stringify({ invented: true, deliveries: days }), ...truthLines(invent(invention))]

const periods: [string, string][] = [
  ['2014-10-01', '2015-09-30'],
  [`${Number(until.slice(0, 4)) - 2}-04-01`, `${Number(until.slice(0, 4)) - 1}-03-31`],
  [`${Number(until.slice(0, 4)) - 1}-01-01`, `${Number(until.slice(0, 4)) - 1}-12-31`],
  [until, until],
  ['2016-01-01', until],
]

describe.each(days)('what the demonstration knew on %s', (known) => {
  test.each(periods)('equals the invented truth, from %s to %s', async (from, to) => {
    const answer = await answerEcpat(
      register.db,
      register.permit('data-officer', 'ask a question'),
      register.council,
      {
        period: { from: day(from), to: day(to) },
        knownOn: endOfLondonDay(day(known)),
        settings: usualSettings,
      },
    )
    const { coverage1a, ...expected } = count(truth, { from, to, knownOn: known })
    const counted = Object.fromEntries(answer.measures.map((measure) => [measure.id, measure.value]))
    expect({ ...counted, 'outside-the-return': answer.outsideTheReturn.value }).toEqual(expected)
    expect(answer.measures[0]?.coverage).toEqual(coverage1a)
  })
})

test('no row of an invented delivery is set aside, and every row is accounted for', async () => {
  for (const done of await imports(register.db, register.permit('data-officer', 'see imports'))) {
    const { rows, added, superseded, unchanged, aside } = done.counts
    expect(aside).toBe(0)
    expect(rows).toBe(added + superseded + unchanged)
  }
})

describe('a demonstration reads only what turnstone invent wrote', () => {
  const small = { children: 5, seed: 7, until: '2026-01-31' }
  const made = filesOn(invent(small), small.until)
  const paper = file('turnstone-invented.json', manifest(small, made))
  const all = made.map((one) => file(one.name, one.text))

  test('files that are as they were written come in', async () => {
    expect(await demonstrationRefuses('demonstration', [...all, paper])).toBeNull()
  })
  test('files without their manifest are refused, with how to make a real register', async () => {
    expect(await demonstrationRefuses('demonstration', all)).toMatch(
      /turnstone import PATH --council CODE --data DIR/,
    )
  })
  test('a changed row is refused under a true manifest', async () => {
    const changed = made.map((one, i) =>
      file(one.name, i === 0 ? `${one.text}X1,M,01/01/2010,OOTH,,,\n` : one.text),
    )
    expect(await demonstrationRefuses('demonstration', [...changed, paper])).toMatch(
      /not as "turnstone invent" wrote it/,
    )
  })
  test('a real file is refused beside invented ones', async () => {
    expect(
      await demonstrationRefuses('demonstration', [
        ...all,
        paper,
        file('missing-2.csv', 'CHILD,DOB,MISSING,MIS_START,MIS_END\n'),
      ]),
    ).toMatch(/missing-2\.csv/)
  })
  test('a manifest that claims other hashes does not help: the council is invented anew', async () => {
    const lie = file(
      'turnstone-invented.json',
      JSON.stringify({
        invented: true,
        children: 5,
        seed: 7,
        until: '2026-01-31',
        files: { 'header.csv': 'anything' },
      }),
    )
    const real = file('header.csv', 'CHILD,SEX,DOB,ETHNIC,UPN,MOTHER,MC_DOB\nR1,1,01/01/2010,OOTH,,,\n')
    expect(await demonstrationRefuses('demonstration', [real, lie])).toMatch(/header\.csv is not as/)
  })
  test('a real register has no such rule', async () => {
    expect(await demonstrationRefuses('real', all)).toBeNull()
  })
})
