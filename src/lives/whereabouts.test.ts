import { describe, expect, test } from 'vitest'
import { day, type PlainDate } from '../plain/index.ts'
import {
  type CareEpisode,
  defaultWhereabouts,
  endedByReturnRules,
  locatedOn,
  type MissingSpell,
} from './index.ts'

/** Born 1 June 1997: 18 on 1 June 2015. */
const dob = day('1997-06-01')
const birthday18 = day('2015-06-01')

const care = (
  from: string,
  until: string | null = null,
  reasonCeased = '',
  reasonNew = 'S',
): CareEpisode => ({
  from: day(from),
  until: until === null ? null : day(until),
  reasonNew,
  reasonCeased,
})
const spell = (
  from: string,
  ends: { returned?: string; found?: string; order?: number } = {},
): MissingSpell => ({
  code: 'M',
  from: day(from),
  order: ends.order ?? 0,
  returnEnd: ends.returned === undefined ? null : day(ends.returned),
  foundOn: ends.found === undefined ? null : day(ends.found),
})
const located = (one: MissingSpell, episodes: CareEpisode[] = [], others: MissingSpell[] = []) =>
  locatedOn(one, [one, ...others], dob, episodes)

describe('an end that the return sets by its own rules', () => {
  test('is the 18th birthday, with or without an end of care that day, but not after a death', () => {
    expect(endedByReturnRules(birthday18, dob, [])).toBe(true)
    expect(endedByReturnRules(birthday18, dob, [care('2014-01-01', '2015-06-01', 'E4A')])).toBe(true)
    expect(endedByReturnRules(birthday18, dob, [care('2014-01-01', '2015-06-01', 'E2')])).toBe(false)
  })

  test('is the day on which care ceased with E8, E3, E15 or no reason', () => {
    const ended = (reason: string) =>
      endedByReturnRules(day('2015-03-01'), dob, [care('2014-01-01', '2015-03-01', reason)])
    expect(['E8', 'E3', 'E15', ''].map(ended)).toEqual([true, true, true, true])
    expect(['E2', 'E4A', 'E4B', 'E9', 'E16', 'X1'].map(ended)).toEqual([
      false,
      false,
      false,
      false,
      false,
      false,
    ])
  })

  test('is not the day on which one episode without a reason gives way to the next', () => {
    const goesOn = [care('2014-01-01', '2015-03-01'), care('2015-03-01', null, '', 'P')]
    expect(endedByReturnRules(day('2015-03-01'), dob, goesOn)).toBe(false)
  })

  test('is no other day, and without a date of birth no birthday', () => {
    expect(endedByReturnRules(day('2015-05-31'), dob, [care('2014-01-01', '2015-06-01', 'E8')])).toBe(false)
    expect(endedByReturnRules(birthday18, null, [])).toBe(false)
  })

  test('may leave E3 out, by the setting', () => {
    const settings = { ...defaultWhereabouts, endsWithoutFinding: ['E8', 'E15', ''] }
    const takenOver = [care('2014-01-01', '2015-03-01', 'E3')]
    expect(endedByReturnRules(day('2015-03-01'), dob, takenOver, settings)).toBe(false)
  })
})

describe('the first day by which a child is known to have been located', () => {
  test('is nobody’s to say while the episode is open', () => {
    expect(located(spell('2015-02-01'))).toBeNull()
  })

  test('is an ordinary end of the return', () => {
    expect(located(spell('2015-02-01', { returned: '2015-02-05' }))).toBe('2015-02-05')
  })

  test('is not an end by rule, whatever else is unknown', () => {
    expect(located(spell('2015-02-01', { returned: '2015-06-01' }))).toBeNull()
  })

  test('is what another source says, also beside an end by rule, before or after it', () => {
    expect(located(spell('2015-02-01', { returned: '2015-06-01', found: '2015-08-15' }))).toBe('2015-08-15')
    expect(located(spell('2015-02-01', { returned: '2015-06-01', found: '2015-06-01' }))).toBe('2015-06-01')
  })

  test('is the earlier of two findings', () => {
    expect(located(spell('2015-02-01', { returned: '2015-02-09', found: '2015-02-05' }))).toBe('2015-02-05')
  })

  test.each<[string, CareEpisode[], PlainDate | null]>([
    ['a later start of care', [care('2015-04-01')], day('2015-04-01')],
    ['the same day', [care('2015-02-01')], null],
    ['an earlier one', [care('2015-01-01')], null],
    [
      'a new placement of the same care',
      [care('2014-01-01', '2015-04-01', 'X1'), care('2015-04-01', null, '', 'P')],
      null,
    ],
    [
      'care with no reason given that follows on',
      [care('2014-01-01', '2015-04-01'), care('2015-04-01', null, '', '')],
      null,
    ],
    [
      'care with no reason given after a gap',
      [care('2014-01-01', '2015-03-01'), care('2015-04-01', null, '', '')],
      day('2015-04-01'),
    ],
  ])('is shown by a start of care: %s', (_name, episodes, on) => {
    expect(located(spell('2015-02-01'), episodes)).toBe(on)
  })

  test('is shown by a new missing episode, also one later on the same day', () => {
    expect(located(spell('2015-02-01'), [], [spell('2015-03-01', { order: 1 })])).toBe('2015-03-01')
    expect(located(spell('2015-02-01'), [], [spell('2015-02-01', { order: 1 })])).toBe('2015-02-01')
    expect(
      located(spell('2015-02-01', { order: 1 }), [], [spell('2015-02-01'), spell('2015-01-01')]),
    ).toBeNull()
  })
})
