import { describe, expect, test } from 'vitest'
import { ask, files } from '../../test/support/council-files.ts'
import { aChild, importing, testRegister } from '../../test/support/register.ts'
import { decide } from '../access/index.ts'
import { asOwner, newId } from '../database/index.ts'
import { day, type Id, must } from '../plain/index.ts'
import { said } from '../register/index.ts'
import { answerEcpat, type MeasureId, readSettings, settingNames, uncovered, usualSettings } from './index.ts'

const register = await testRegister()
const withoutCare = await testRegister()
const year = ['2015-01-01', '2015-12-31'] as const
const measure = async (id: MeasureId, of = register) => {
  const found = (await ask(of, ...year)).measures.find((one) => one.id === id)
  if (found === undefined) throw new Error(`There is no ${id}`)
  return found
}

/**
 * Four children in care in 2015 and one who was not. Statuses: A suspected, B none (asked, nothing found), C nothing,
 * D a referral long over; E (not in care) identified. D is only in the register by hand, the others in the return.
 */
await importing(
  register,
  files(
    {
      number: 'A',
      uasc: true,
      care: [{ from: '2014-01-01' }],
      trafficking: [['suspected', '2015-01-01']],
      missing: [['M', '2015-06-01']],
    },
    { number: 'B', care: [{ from: '2014-01-01' }], trafficking: [['none']] },
    { number: 'C', care: [{ from: '2014-01-01' }] },
    { number: 'E', care: [{ from: '2016-02-01' }], trafficking: [['identified', '2015-01-01']] },
  ),
)
await aChild(
  register,
  'D',
  [
    said('episode', 'V2', { from: day('2014-01-01') }),
    said('referral', 'referred', { from: day('2010-01-01'), until: day('2010-02-01') }),
  ],
  day('2001-01-01'),
)

describe('coverage: how many of the records that were looked at hold the field', () => {
  test('of 1a and 1b: children in care with any row of a status, none included, of all in care', async () => {
    // A, B and D of A, B, C and D.
    expect((await measure('1a')).coverage).toEqual({ held: 3, of: 4 })
    expect((await measure('1b')).coverage).toEqual({ held: 3, of: 4 })
  })

  test('of 1c: who is in the return is unaccompanied or not, of D nobody has said', async () => {
    expect((await measure('1c')).coverage).toEqual({ held: 3, of: 4 })
  })

  test('opens the list of children whose field is missing, by their number', async () => {
    const permit = register.permit('data-officer', 'see whose field is missing')
    const question = {
      period: { from: day(year[0]), to: day(year[1]) },
      knownOn: null,
      settings: usualSettings,
    }
    expect(
      (await uncovered(register.db, permit, register.vault(), question, '1a')).list.map((one) => one.number),
    ).toEqual(['C'])
    expect(
      (await uncovered(register.db, permit, register.vault(), question, '1c')).list.map((one) => one.number),
    ).toEqual(['D'])
  })

  test('lists those whom the reader may know: no restricted record for the data officer, nor for a manager', async () => {
    const question = {
      period: { from: day(year[0]), to: day(year[1]) },
      knownOn: null,
      settings: usualSettings,
    }
    const listed = async (role: 'data-officer' | 'manager', team: Id | null) => {
      const { council } = register
      const person = { ...register.person(role), team }
      const permit = must(decide(person, 'see whose field is missing', { council: council.id }), 'listing')
      const { total, list } = await uncovered(register.db, permit, register.vault(), question, '1a')
      return [total, list.map((one) => one.number)]
    }
    expect(await listed('manager', null)).toEqual([1, ['C']])
    expect(await listed('manager', newId())).toEqual([1, []])
    const restricting = (sensitivity: string) =>
      asOwner(register.owner, (client) => client.query('update child set sensitivity = $1', [sensitivity]))
    await restricting('restricted')
    try {
      expect(await listed('data-officer', null)).toEqual([1, []])
      expect(await listed('manager', null)).toEqual([1, []])
    } finally {
      await restricting('normal')
    }
  })
})

describe('an answer', () => {
  test('is given about one’s own council alone', async () => {
    const permit = register.permit('data-officer', 'ask a question')
    const question = {
      period: { from: day(year[0]), to: day(year[1]) },
      knownOn: null,
      settings: usualSettings,
    }
    const elsewhere = { id: 2, code: 'E06000014', name: 'Elsewhere' }
    await expect(answerEcpat(register.db, permit, elsewhere, question)).rejects.toThrow('another council')
  })

  test('is headed, has the eleven measures in their order, each with a definition, and names nobody', async () => {
    const answer = await ask(register, ...year)
    expect(answer.heading).toMatch(/for internal use, not protected/i)
    expect(answer.measures.map((one) => one.id)).toEqual([
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
    for (const one of answer.measures) expect(one.definition.length).toBeGreaterThan(20)
    expect(answer.period).toEqual({ from: '2015-01-01', to: '2015-12-31' })
    expect(JSON.stringify(answer)).not.toMatch(/Ada|Invented/)
    // A alone is suspected, unaccompanied, missing and not found.
    expect(Object.fromEntries(answer.measures.map((one) => [one.id, one.value]))).toEqual({
      '1a': 0,
      '1b': 1,
      '1c': 1,
      '1d': 1,
      '2a': 1,
      '2b': 1,
      'incidents-trafficked': 1,
      'incidents-unaccompanied': 1,
      'not-found-trafficked': 1,
      'not-found-unaccompanied': 1,
      'before-care': 0,
    })
  })

  test('prints every choice, the one that was made', async () => {
    const usual = (await ask(register, ...year)).choices
    const other = (
      await ask(register, ...year, {
        settings: {
          'short-breaks': 'counted',
          'leap-birthday': '28-february',
          'care-taken-over': 'found',
          'identified-by': 'referral-only',
          'assessment-factor': 'identified',
          suspected: 'also-if-identified',
          absent: 'missing-only',
        },
      })
    ).choices
    expect(usual).toHaveLength(settingNames.length)
    for (const [i, choice] of other.entries()) expect(choice).not.toBe(usual[i])
  })

  test('without a single episode of care cannot say what was before care', async () => {
    await importing(
      withoutCare,
      files({
        number: 'N',
        noHeader: true,
        immigration: [['UASC', '2015-01-01']],
        seen: [['M', '2015-02-01']],
      }),
    )
    const before = await measure('before-care', withoutCare)
    expect(before.value).toBeNull()
    expect(before.notAnswerable).toMatch(/episodes/)
    expect((await measure('not-found-unaccompanied', withoutCare)).value).toBe(1)
  })
})

describe('settings', () => {
  test('are read by name and value over the usual ones', () => {
    expect(readSettings({ 'short-breaks': 'counted' })).toEqual({
      ok: true,
      value: { ...usualSettings, 'short-breaks': 'counted' },
    })
  })
  test.each([
    ['short-break', 'counted'],
    ['short-breaks', 'maybe'],
    ['toString', 'x'],
    ['constructor', 'x'],
  ])('that do not exist are refused in words: %s=%s', (name, value) => {
    expect(readSettings({ [name]: value })).toMatchObject({
      ok: false,
      problem: expect.stringMatching(/\.$/) as string,
    })
  })
})

test('a nought that nothing recorded can decide is marked as no count', async () => {
  const other = await testRegister()
  await importing(other, files({ number: 'N', care: [{ from: '2014-01-01' }] }))
  const identified = await measure('1a', other)
  expect(identified).toMatchObject({ value: 0, coverage: { held: 0, of: 1 } })
  expect(identified.warning).toMatch(/No record holds the field, so this is no count/)
  expect((await measure('2b', await testRegister())).warning).toMatch(/held no child to look at/)
  expect((await measure('1a')).warning).toBeUndefined()
})
