import { describe, expect, test } from 'vitest'
import {
  type Breakdown,
  breakdownOf,
  breakdowns,
  catalogue,
  type Count,
  countPeriod,
  type Measure,
  readCouncil,
  type Reading,
  usualSettings,
  withAround,
} from '../../src/figures/index.ts'
import { deliveryDays, invent, truthLines } from '../../src/invented/index.ts'
import { addDays, day, daysBetween, endOfLondonDay, type PlainDate } from '../../src/plain/index.ts'
import { loadDemonstration } from '../../src/web/index.ts'
import { chance } from '../support/chance.ts'
import { testRegister } from '../support/register.ts'
import { type ChildOfTruth, cellsOf, measures, open, readAll, splits } from './count-any.mjs'

/**
 * Every measure and every breakdown against the truth about the invented council, counted by a program that shares no
 * code with Turnstone: over 200 random periods and days of knowledge.
 */
const register = await testRegister('demonstration')
const until = day('2026-10-31')
await loadDemonstration(
  register.db,
  register.keys,
  register.council.id,
  endOfLondonDay(until),
  () => undefined,
)
const invention = { children: 300, seed: 1, until }
const deliveries = deliveryDays(invention)
const truth = open([JSON.stringify({ invented: true, deliveries }), ...truthLines(invent(invention))])

/** What nothing invented says: counted by hand in their own tests. */
const byHand = ['age-disputed', 'interview', 'exploitation', 'identified-by', 'route']
const compared = breakdowns.filter((one) => !byHand.includes(one.id) && !one.needsAround)

const random = chance(2026)
const pick = <T>(list: readonly T[]): T => list[Math.floor(random() * list.length)] as T

const earliest = day('2013-01-01')
const dayAt = (share: number): PlainDate =>
  addDays(earliest, Math.floor(share * (daysBetween(earliest, until) + 40)))
const cases = Array.from({ length: 200 }, () => {
  const [one, other] = [dayAt(random()), dayAt(random())].sort() as [PlainDate, PlainDate]
  // A third of the periods are a day, a month or a year; the others anything.
  const kind = random()
  const to = kind < 0.1 ? one : kind < 0.2 ? addDays(one, 30) : kind < 0.35 ? addDays(one, 364) : other
  return {
    from: one,
    to,
    knownOn: random() < 0.3 ? until : addDays(deliveries.sort()[0] as PlainDate, Math.floor(random() * 4000)),
  }
})

/** The last delivery is recorded when the test runs; the earlier ones on their own days. */
const instantOfKnowledge = (knownOn: PlainDate) => (knownOn >= until ? null : endOfLondonDay(knownOn))

const readings = new Map<string, Reading>()
async function readingOf(knownOn: PlainDate): Promise<Reading> {
  const known =
    readings.get(knownOn) ?? (await readCouncil(register.db, register.council, instantOfKnowledge(knownOn)))
  readings.set(knownOn, known)
  return known
}

test('the counter knows every measure, and every breakdown that is invented', () => {
  expect(Object.keys(measures).sort()).toEqual(catalogue.map((one) => one.id).sort())
  expect(Object.keys(splits).sort()).toEqual(
    breakdowns
      .map((one) => one.id)
      .filter((id) => !byHand.includes(id))
      .sort(),
  )
})

const seen = new Set<string>()
describe.each(cases.map((one, i) => [i + 1, one.from, one.to, one.knownOn] as const))(
  'case %i: %s to %s, as known on %s',
  (_number, from, to, knownOn) => {
    test('equals the invented truth', async () => {
      const reading = await readingOf(knownOn)
      const period = { from, to }
      const children: ChildOfTruth[] = readAll(truth, { from, to, knownOn })
      const compare = ({ measure, by, ...count }: Count) => {
        const names = by.map((one) => one.id)
        if (count.notAnswerable !== null) {
          // Nothing is held yet, so that nobody can say what was before care.
          expect(cellsOf(children, { measure: measure.id, by: [], from, to })).toEqual({})
          return
        }
        const cells = Object.fromEntries(
          count.cells.map((cell) => [by.map((one) => cell.values[one.id]).join('|'), cell.value]),
        )
        if (by.length === 0 && cells[''] === 0) delete cells['']
        expect({ [`${measure.id} by ${names.join()}`]: cells }).toEqual({
          [`${measure.id} by ${names.join()}`]: cellsOf(children, {
            measure: measure.id,
            by: names,
            from,
            to,
          }),
        })
        seen.add(`${measure.id} ${names.length === 1 ? (names[0] ?? '') : ''}`)
      }
      const ask = (measure: Measure, by: readonly Breakdown[]) => ({ measure, by })
      const placement = breakdownOf('placement')
      if (placement === null) throw new Error('There is a breakdown by placement')
      // One measure by kind of home, which needs more to be read; all others in one pass.
      const wanted = [
        ...catalogue.map((measure) => ask(measure, [])),
        ...compared.flatMap((breakdown) => [1, 2].map(() => ask(pick(catalogue), [breakdown]))),
        ...[1, 2, 3].map(() => ask(pick(catalogue), [...new Set([pick(compared), pick(compared)])])),
      ]
      for (const count of countPeriod([reading], period, usualSettings, wanted)) compare(count)
      const around = await withAround(register.db, reading, period, usualSettings)
      for (const count of countPeriod([around], period, usualSettings, [ask(pick(catalogue), [placement])]))
        compare(count)
    })
  },
)

test('every measure was compared with every breakdown', () => {
  const wanted = catalogue.flatMap((measure) => compared.map((one) => `${measure.id} ${one.id}`))
  expect(wanted.filter((one) => !seen.has(one))).toEqual([])
})
