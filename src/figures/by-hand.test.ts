import { describe, expect, test } from 'vitest'
import { aChild, testRegister } from '../../test/support/register.ts'
import { decide } from '../access/index.ts'
import { newId } from '../database/index.ts'
import { day, fromLondon, type Instant, must } from '../plain/index.ts'
import { moment, said } from '../register/index.ts'
import { breakdownOf, type Count, countAll, measureOf, usualSettings } from './index.ts'

/** Breakdowns of which nothing is invented, and bands at their edges: children made by hand, counted by hand. */
const register = await testRegister()
const london = (date: string, time: string): Instant => must(fromLondon(day(date), time), 'once a day')
const cells = (count: Count | undefined, by: string) =>
  Object.fromEntries((count?.cells ?? []).map((cell) => [cell.values[by] ?? '', cell.value]))

async function counted(measure: string, by: string, from = '2015-01-01', to = '2015-12-31') {
  const [count] = await countAll(
    register.db,
    register.permit('data-officer', 'ask a question'),
    register.council,
    null,
    [
      {
        measure: measureOf(measure) ?? raise(measure),
        by: [breakdownOf(by) ?? raise(by)],
        period: { from: day(from), to: day(to) },
        settings: usualSettings,
      },
    ],
  )
  return cells(count, by)
}
const raise = (name: string): never => {
  throw new Error(`There is no ${name}`)
}

let children = 0
const born = day('2001-01-01')
const care = said('episode', 'V2', { from: day('2014-01-01') })
/** A child in care, with whatever else is said of them; entries about the spell come with its fact. */
async function child(...entries: Parameters<typeof aChild>[2]) {
  return aChild(register, `HAND-${++children}`, [care, ...entries], born)
}
const gone = (from: string, until: string | null, fromTime?: string, untilTime?: string, code = 'M') =>
  said('missing', code, {
    from: day(from),
    fromAt: fromTime === undefined ? null : london(from, fromTime),
    until: until === null ? null : day(until),
    untilAt: until === null || untilTime === undefined ? null : london(until, untilTime),
  })

describe('how long', () => {
  test('72 hours to the minute are not over 72 hours, and a minute more is; over a clock change the hour counts', async () => {
    await child(gone('2015-02-01', '2015-02-04', '10:00', '10:00'))
    await child(gone('2015-02-01', '2015-02-04', '10:00', '10:01'))
    // The clocks went forward on 29 March 2015: from 10am to 11am three days later are 72 hours, not 73.
    await child(gone('2015-03-27', '2015-03-30', '10:00', '11:00'))
    // Days alone: three days are 72 hours, four are 96.
    await child(gone('2015-05-01', '2015-05-04'))
    await child(gone('2015-05-01', '2015-05-05'))
    expect(await counted('missing-incidents', 'duration-hours')).toEqual({
      'over 48, up to 72 hours': 3,
      'over 72 hours': 2,
    })
  })

  test('a month is over on the day after the same day of the next month, also where that has no such day', async () => {
    const before = await counted('missing-incidents', 'duration-months')
    await child(gone('2015-01-31', '2015-02-28'))
    await child(gone('2015-01-31', '2015-03-01'))
    await child(gone('2015-06-15', '2015-07-15'))
    await child(gone('2015-06-15', '2015-07-16'))
    const after = await counted('missing-incidents', 'duration-months')
    expect((after['up to 1 month'] ?? 0) - (before['up to 1 month'] ?? 0)).toBe(2)
    expect(after['over 1 month, up to 6']).toBe(2)
  })

  test('a child who is still missing has been so until the midnight that ends the period', async () => {
    await child(gone('2016-12-30', null))
    // 30 and 31 December: 48 hours; with the first of January 72; the next day more.
    const long = (to: string) => counted('missing-children', 'duration-hours', '2016-12-30', to)
    expect(await long('2016-12-31')).toEqual({ 'over 24, up to 48 hours': 1 })
    expect(await long('2017-01-01')).toEqual({ 'over 48, up to 72 hours': 1 })
    expect(await long('2017-01-02')).toEqual({ 'over 72 hours': 1 })
  })
})

describe('the age', () => {
  test('is disputed at the event where it was so on that day, and not recorded where nobody said', async () => {
    const disputed = said('age', 'disputed', { from: day('2017-02-01'), until: day('2017-06-01') })
    const assessed = said('age', 'assessed-child', { from: day('2017-06-01') })
    await child(disputed, assessed, gone('2017-03-01', '2017-03-02'))
    await child(disputed, assessed, gone('2017-08-01', '2017-08-02'))
    await child(gone('2017-08-01', '2017-08-02'))
    expect(await counted('missing-incidents', 'age-disputed', '2017-01-01', '2017-12-31')).toEqual({
      disputed: 1,
      'not disputed': 1,
      'not recorded': 1,
    })
  })
})

describe('the return interview', () => {
  test('is in 72 hours, later, refused, not held or not due, each by its own episode', async () => {
    const back = (fact: ReturnType<typeof newId>, held: Instant | null, step: string | null) => [
      { fact, said: gone('2018-03-01', '2018-03-03', '20:00', '09:00') },
      { about: fact, said: moment('returned', '', day('2018-03-03'), london('2018-03-03', '09:00')) },
      ...(step === null ? [] : [{ about: fact, said: moment('interview', step, day('2018-03-06'), held) }]),
    ]
    // 72 hours from 9am on 3 March end at 9am on 6 March.
    await child(...back(newId(), london('2018-03-06', '09:00'), 'held'))
    await child(...back(newId(), london('2018-03-06', '09:01'), 'held'))
    await child(...back(newId(), null, 'refused'))
    await child(...back(newId(), null, null))
    await child(gone('2018-03-01', null))
    expect(await counted('missing-incidents', 'interview', '2018-01-01', '2018-12-31')).toEqual({
      'held in 72 hours': 1,
      'held later': 1,
      refused: 1,
      'not held': 1,
      'none due': 1,
    })
  })
})

describe('a home', () => {
  test('is the one of the day, and on a day of change the new one', async () => {
    const home = (code: string, from: string, until: string | null, more = {}) =>
      said('placement', code, {
        from: day(from),
        until: until === null ? null : day(until),
        attributes: more,
      })
    await child(
      home('U6', '2018-01-01', '2018-09-01'),
      home('T4', '2018-09-01', null, { home: 'hotel' }),
      gone('2018-09-01', '2018-09-02'),
      gone('2018-08-31', '2018-08-31'),
    )
    expect(await counted('missing-incidents', 'placement', '2018-08-01', '2018-12-31')).toEqual({
      foster: 1,
      hotel: 1,
    })
  })
})

describe('a child who came', () => {
  test('is counted by the route that a scheme or a transfer says, as it was known by the end of the period', async () => {
    const arrived = (on: string, route: string | null) =>
      said('scheme', 'arrived', {
        from: day(on),
        until: day(on),
        attributes: { scheme: 'calais-2016', route },
      })
    const tookOver = (on: string, role: string) =>
      said('transfer', 'acknowledged', { from: day(on), until: day(on), attributes: { role, transfer: 'x' } })
    const came = (...entries: ReturnType<typeof said>[]) =>
      child(said('immigration', 'uasc', { from: day('2016-01-01') }), ...entries)
    await came(arrived('2016-01-10', 'calais-s67'))
    await came(arrived('2016-01-10', 'calais-family'), tookOver('2016-02-01', 'receiving'))
    await came(tookOver('2016-02-01', 'receiving'))
    // Sent to another council, counted without a route, or come after the period: nothing is recorded.
    await came(tookOver('2016-02-01', 'sending'))
    await came(arrived('2016-01-10', null))
    await came(arrived('2017-02-01', 'spontaneous'))
    expect(await counted('1c', 'route', '2016-01-01', '2016-12-31')).toEqual({
      'calais-s67': 1,
      several: 1,
      transfer: 1,
      'not recorded': 3,
    })
  })
})

describe('a trafficked child', () => {
  const view = (code: string, from: string, until: string | null, route = '') =>
    said('trafficking', code, {
      from: day(from),
      until: until === null ? null : day(until),
      attributes: route === '' ? {} : { route },
    })
  const exploited = (code: string, from: string | null, until: string | null = null) =>
    said('exploitation', code, {
      from: from === null ? null : day(from),
      until: until === null ? null : day(until),
    })
  const of = (measure: string, by: string) => counted(measure, by, '2018-01-01', '2018-12-31')

  test('is counted by how they were exploited, once, also where it ended before the period', async () => {
    await child(
      view('identified', '2017-12-01', null, 'police'),
      exploited('criminal', '2016-01-01', '2017-01-01'),
    )
    await child(
      view('identified', '2017-12-01', null, 'professional'),
      exploited('criminal', null),
      exploited('sexual', '2017-03-01'),
    )
    // Of what began after the period nothing is said in it.
    await child(view('identified', '2017-12-01', null), exploited('labour', '2019-01-01'))
    expect(await of('1a', 'exploitation')).toEqual({ criminal: 1, several: 1, 'not recorded': 1 })
  })

  test('is counted by the route by which they were identified; a decision wins over a view that only suspects', async () => {
    const step = (code: string, from: string, until: string | null) =>
      said('referral', code, { from: day(from), until: until === null ? null : day(until) })
    // Suspected by the police, identified by a decision: the decision is what identifies.
    await child(view('suspected', '2017-12-01', null, 'police'), step('rg-positive', '2018-02-01', null))
    await child(
      view('identified', '2017-12-01', null, 'police'),
      view('identified', '2018-02-01', null, 'assessment'),
    )
    // A view that ended before the period does not count in it.
    await child(
      view('identified', '2016-01-01', '2017-12-31', 'guardian'),
      view('identified', '2018-01-01', null, 'assessment'),
    )
    // With the three of above: the police, our own judgement, and one of whom nobody said.
    expect(await of('1a', 'identified-by')).toEqual({
      police: 1,
      professional: 1,
      referral: 1,
      assessment: 1,
      several: 1,
      'not recorded': 1,
    })
    await child(view('factor-12a', '2018-03-01', null))
    await child(view('suspected', '2018-03-01', null, 'police'))
    expect(await of('1b', 'identified-by')).toEqual({ 'factor-12a': 1, police: 1 })
  })
})

test('a permit of another council counts nothing here', async () => {
  const elsewhere = { ...register.person('data-officer'), council: 999 }
  const permit = must(decide(elsewhere, 'ask a question', { council: 999 }), 'may, in their own council')
  await expect(countAll(register.db, permit, register.council, null, [])).rejects.toThrow(/another council/)
})
