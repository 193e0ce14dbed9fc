import { describe, expect, test } from 'vitest'
import { day, type Id, type Instant } from '../plain/index.ts'
import { type Entry, said } from '../register/index.ts'
import type { BankHolidayNation } from '../standard/index.ts'
import { expectedOf, packOf } from './index.ts'

const step = (code: string, from: string, body: string | null = null): Entry => ({
  ...said('referral', code, { from: day(from), attributes: { body } }),
  ...written,
})
const written = {
  id: 'invented' as Id,
  child: 'invented' as Id,
  fact: 'invented' as Id,
  about: null,
  knownFrom: '' as Instant,
  knownUntil: null,
  source: 1,
  saidBy: null,
  supersedes: null,
}
const days = (steps: Entry[], nation: BankHolidayNation, today: string) =>
  expectedOf(steps, nation, day(today)).map(({ on, done, late }) => [on, done, late])

describe('a decision on reasonable grounds is expected within five working days of the nation', () => {
  // Referred on Thursday 2 April 2026. Good Friday is 3 April everywhere; Easter Monday, 6 April, is no holiday in Scotland.
  // England, Wales and Northern Ireland: 7, 8, 9, 10, 13 April. Scotland: 6, 7, 8, 9, 10 April.
  test.each([
    ['England and Wales', '2026-04-13'],
    ['Northern Ireland', '2026-04-13'],
    ['Scotland', '2026-04-10'],
  ] as const)('over Easter in %s: %s', (nation, due) => {
    expect(days([step('referred', '2026-04-02')], nation, '2026-04-02')).toEqual([[due, null, 0]])
  })

  // Referred on Thursday 9 July 2026. The Twelfth falls on a Sunday: Monday 13 July is kept in Northern Ireland alone.
  test.each([
    ['England and Wales', '2026-07-16'],
    ['Northern Ireland', '2026-07-17'],
    ['Scotland', '2026-07-16'],
  ] as const)('over the Twelfth in %s: %s', (nation, due) => {
    expect(days([step('referred', '2026-07-09')], nation, '2026-07-09')).toEqual([[due, null, 0]])
  })

  test('one that comes a day after is a working day late, and says so for good', () => {
    const steps = [step('referred', '2026-04-02'), step('rg-negative', '2026-04-14')]
    expect(days(steps, 'England and Wales', '2026-06-01')).toEqual([['2026-04-13', '2026-04-14', 1]])
    // In Scotland it was due on Friday 10 April: Monday 13 and Tuesday 14 make two.
    expect(days(steps, 'Scotland', '2026-06-01')).toEqual([['2026-04-10', '2026-04-14', 2]])
  })

  test('one that has not come is late from the day after, weekends not counted', () => {
    const open = [step('referred', '2026-04-02')]
    expect(days(open, 'England and Wales', '2026-04-13')[0]?.[2]).toBe(0)
    expect(days(open, 'England and Wales', '2026-04-17')[0]?.[2]).toBe(4)
    expect(days(open, 'England and Wales', '2026-04-19')[0]?.[2]).toBe(4)
  })

  test('in a year of which no bank holidays are held, no day is made up', () => {
    expect(days([step('referred', '2028-12-28')], 'England and Wales', '2028-12-28')[0]?.[0]).toBeNull()
  })
})

test('a local panel has 45 days of the calendar, whoever of the steps says that it decides', () => {
  // 2 April + 45 days: 28 left in April, then 17 of May.
  expect(days([step('referred', '2026-04-02', 'panel')], 'England and Wales', '2026-05-18')).toEqual([
    ['2026-05-17', null, 1],
  ])
})

test('conclusive grounds come not before 30 days after a positive decision, and are never late', () => {
  const steps = [step('referred', '2026-04-02'), step('rg-positive', '2026-04-10')]
  expect(days(steps, 'England and Wales', '2026-12-01')).toEqual([
    ['2026-04-13', '2026-04-10', 0],
    ['2026-05-10', null, 0],
  ])
})

test('a second referral has its own clock; a withdrawn one waits for nothing', () => {
  const first = [step('referred', '2026-01-05'), step('rg-negative', '2026-01-09')]
  expect(days([...first, step('referred', '2026-04-02')], 'England and Wales', '2026-04-02')).toEqual([
    ['2026-04-13', null, 0],
  ])
  expect(days([...first, step('withdrawn', '2026-01-12')], 'England and Wales', '2026-06-01')).toEqual([
    ['2026-01-12', '2026-01-09', 0],
  ])
  expect(days([], 'England and Wales', '2026-06-01')).toEqual([])
})

describe('the form', () => {
  const part = (code: string, sealed: Record<string, string>): Entry => ({
    ...said('referral-part', code, { from: day('2026-04-02'), sealed }),
    ...written,
  })

  test('takes what the record holds, and what somebody wrote before it', () => {
    const { sections, answered, required } = packOf(
      [part('person', { 'first-name': 'Minh, as he wants to be called' })],
      { 'first-name': 'Minh', 'last-name': 'Invented' },
      [],
    )
    const person = sections.find((one) => one.part === 'person')
    const answer = (id: string) => person?.fields.find((field) => field.id === id)
    expect(answer('first-name')).toMatchObject({
      answer: 'Minh, as he wants to be called',
      fromRecord: false,
    })
    expect(answer('last-name')).toMatchObject({ answer: 'Invented', fromRecord: true })
    expect(person?.lacking).toContain('Gender')
    expect(person?.lacking).not.toContain('Home Office reference')
    expect(answered).toBe(2)
    expect(required).toBeGreaterThan(40)
  })

  test.each([
    ['Minh says that he was beaten', true],
    ['He was beaten. (MINH)', true],
    ['He was beaten by Minhtun', false],
    ['Nguyen Van Minh was beaten', true],
  ])('says where a story names the child: %s', (story, names) => {
    const { naming } = packOf([part('exploitation', { treatment: story })], {}, ['Minh', 'Nguyễn Văn'])
    expect(naming).toEqual(names ? ['How the child was treated'] : [])
  })
})
