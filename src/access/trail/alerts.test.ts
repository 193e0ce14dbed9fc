import { describe, expect, test } from 'vitest'
import { newId } from '../../database/index.ts'
import { addDays, day, type Id } from '../../plain/index.ts'
import { type Alert, alertsIn } from './alerts.ts'
import type { DayRow } from './store.ts'

const today = day('2026-11-23')
const quiet = (account: Id, on = today): DayRow => ({
  account,
  day: on,
  records: 8,
  addresses: 1,
  saved: 0,
  searches: 9,
  opened: 8,
  refusedRestricted: 0,
  mostMissesInFiveMinutes: 1,
})
/** Four weeks of ordinary days, between 5 and 11 records each, the same for everybody. */
const ordinary = (account: Id) =>
  Array.from({ length: 28 }, (_, i) => ({ ...quiet(account, addDays(today, -i - 1)), records: 5 + (i % 7) }))
const saying = (alerts: Alert[]) => alerts.map((one) => one.says)

describe('alerts', () => {
  test('nobody who works as ever raises one', () => {
    const forty = Array.from({ length: 40 }, () => newId())
    const days = forty.flatMap((account) => [...ordinary(account), quiet(account)])
    expect(alertsIn(days, [], addDays(today, -27))).toEqual([])
  })

  // By hand: the middle of 5 to 11 is 8; three times that is 24, more than the least of 20.
  test.each([
    [24, 0],
    [25, 1],
  ])('%i records in a day where 8 is usual: %i', (records, n) => {
    const account = newId()
    expect(
      alertsIn([...ordinary(account), { ...quiet(account), records, opened: records }], [], today),
    ).toHaveLength(n)
  })

  test('a new worker is not measured by nothing: 20 records are allowed, 21 are told', () => {
    const account = newId()
    const opened = (records: number) => alertsIn([{ ...quiet(account), records, opened: records }], [], today)
    expect(opened(20)).toEqual([])
    expect(saying(opened(21))).toEqual(['Opened 21 records; 0 on their middle day of the four weeks before.'])
  })

  test.each<[string, Partial<DayRow>, Partial<DayRow>]>([
    ['addresses', { addresses: 10 }, { addresses: 11 }],
    ['restricted records', { refusedRestricted: 2 }, { refusedRestricted: 3 }],
    ['trying ids', { mostMissesInFiveMinutes: 4 }, { mostMissesInFiveMinutes: 5 }],
    ['Searched', { searches: 23 }, { searches: 24 }],
    ['a file', { saved: 0 }, { saved: 1 }],
  ])('%s: just below says nothing, just above says why', (words, below, above) => {
    const account = newId()
    const on = (part: Partial<DayRow>) =>
      alertsIn([...ordinary(account), { ...quiet(account), ...part }], [], today)
    expect(on(below)).toEqual([])
    expect(saying(on(above))).toHaveLength(1)
    expect(saying(on(above))[0]).toContain(words)
  })

  test('children of neither the worker nor the team: five pass, six are told', () => {
    const account = newId()
    const with_ = (n: number) =>
      alertsIn([...ordinary(account), quiet(account)], [{ account, day: today, n }], today)
    expect(with_(5)).toEqual([])
    expect(saying(with_(6))[0]).toContain('6 records of children who are neither theirs')
  })
})
