import { describe, expect, test } from 'vitest'
import { imported, nothing } from '../../test/support/council-files.ts'
import { testRegister } from '../../test/support/register.ts'

const register = await testRegister()

/** In care throughout unless a test says otherwise; born 1 January 2000, so a child until 31 December 2017. */
const inCare = [{ from: '2014-01-01' }]

describe('both days of a period are inside it', () => {
  // One episode, 10 March to 20 April 2015 (DEC is a day of change and still counts: on or after the first day).
  test.each([
    ['the day before it began', '2015-03-01', '2015-03-09', 0],
    ['a period whose last day is DECOM', '2015-03-01', '2015-03-10', 1],
    ['DECOM alone', '2015-03-10', '2015-03-10', 1],
    ['a period whose first day is DEC', '2015-04-20', '2015-04-30', 1],
    ['the day after DEC', '2015-04-21', '2015-04-30', 0],
    ['a period inside the episode', '2015-03-20', '2015-03-21', 1],
    ['a period around it', '2015-01-01', '2015-12-31', 1],
  ])('an episode of care, asked of %s', async (_name, from, to, value) => {
    const asked = await imported(register, {
      care: [{ from: '2015-03-10', until: '2015-04-20', rec: 'E4A' }],
      uasc: true,
    })
    expect(await asked(from, to)).toEqual({ ...nothing, '1c': value })
  })

  test('a child with two episodes in the period is counted once', async () => {
    const asked = await imported(register, {
      care: [
        { from: '2015-02-01', until: '2015-03-01', rec: 'X1' },
        { from: '2015-03-01', rne: 'P' },
      ],
      uasc: true,
    })
    expect((await asked('2015-01-01', '2015-12-31'))['1c']).toBe(1)
  })

  test('a child in care between two episodes only is not looked after then', async () => {
    const asked = await imported(register, {
      care: [{ from: '2015-02-01', until: '2015-03-01', rec: 'E4A' }, { from: '2015-05-01' }],
      uasc: true,
    })
    expect((await asked('2015-03-02', '2015-04-30'))['1c']).toBe(0)
  })
})

describe('nobody is looked after from the 18th birthday', () => {
  // Born 10 June 1997: 18 on 10 June 2015, so 9 June is the last day, whatever the open episode says.
  test.each([
    ['2015-06-09', 1],
    ['2015-06-10', 0],
  ])('an episode left open, asked from %s', async (from, value) => {
    const asked = await imported(register, { born: '1997-06-10', care: inCare, uasc: true })
    expect((await asked(from, '2015-12-31'))['1c']).toBe(value)
  })

  test('an episode that began after the birthday is nobody’s care', async () => {
    const asked = await imported(register, { born: '1997-06-10', care: [{ from: '2015-06-10' }], uasc: true })
    expect(await asked('2015-01-01', '2015-12-31')).toEqual(nothing)
  })

  // Born 29 February 1996: 18 in 2014, no leap year. By the usual setting on 1 March, so 28 February is the last day.
  test.each([
    ['2014-02-27', '1-march', 1],
    ['2014-02-28', '1-march', 1],
    ['2014-03-01', '1-march', 0],
    ['2014-02-27', '28-february', 1],
    ['2014-02-28', '28-february', 0],
  ] as const)('born on 29 February, asked on %s with the birthday on %s', async (on, leap, value) => {
    const asked = await imported(register, { born: '1996-02-29', care: [{ from: '2013-01-01' }], uasc: true })
    expect((await asked(on, on, { 'leap-birthday': leap }))['1c']).toBe(value)
  })
})

describe('short breaks', () => {
  const onShortBreaks = {
    care: [
      { from: '2015-01-05', until: '2015-01-08', ls: 'V3', rec: 'E4A' },
      { from: '2015-02-05', until: '2015-02-08', ls: 'V4', rec: 'E4A' },
    ],
    uasc: true,
    trafficking: [['suspected', '2015-01-01']],
    missing: [
      ['M', '2014-12-01', '2014-12-02'],
      ['M', '2015-02-06'],
    ],
  } as const
  const child = {
    ...onShortBreaks,
    care: [...onShortBreaks.care],
    trafficking: [['suspected', '2015-01-01']] as [string, string][],
    missing: onShortBreaks.missing.map((one) => [...one]) as [string, string, string?][],
  }

  test('a child with only V3 and V4 is in no measure, not found and before care included', async () => {
    const asked = await imported(register, child)
    expect(await asked('2014-10-01', '2015-09-30')).toEqual(nothing)
  })

  test('by the other setting the child counts like any other', async () => {
    const asked = await imported(register, child)
    // Suspected and unaccompanied in care; missing twice in the period, once before the first care, once not found.
    expect(await asked('2014-10-01', '2015-09-30', { 'short-breaks': 'counted' })).toEqual({
      ...nothing,
      '1b': 1,
      '1c': 1,
      '1d': 1,
      '2a': 1,
      '2b': 1,
      'incidents-trafficked': 2,
      'incidents-unaccompanied': 2,
      'not-found-trafficked': 1,
      'not-found-unaccompanied': 1,
      'before-care': 1,
    })
  })

  test('a V3 episode is care begun for a child who was in other care later', async () => {
    // Missing on 1 February: after the short break of January, so not before any care.
    const asked = await imported(register, {
      care: [
        { from: '2015-01-05', until: '2015-01-08', ls: 'V3', rec: 'E4A' },
        { from: '2015-03-01', ls: 'V2' },
      ],
      missing: [['M', '2015-02-01', '2015-02-02']],
      noHeader: true,
    })
    expect(await asked('2015-01-01', '2015-12-31')).toEqual(nothing)
  })

  test('where only the dataset is held, the list of legal statuses says what is a short break', async () => {
    const asked = await imported(
      register,
      {
        noHeader: true,
        datasetCare: [{ from: '2015-01-05', until: '2015-01-08' }],
        legal: [['V3', '2015-01-05', '2015-01-08']],
        immigration: [['UASC', '2014-01-01']],
      },
      {
        noHeader: true,
        datasetCare: [{ from: '2015-01-05', until: '2015-01-08' }],
        legal: [['V2', '2015-01-05', '2015-01-08']],
        immigration: [['UASC', '2014-01-01']],
      },
    )
    expect((await asked('2015-01-01', '2015-12-31'))['1c']).toBe(1)
  })
})

describe('unaccompanied or separated', () => {
  // "A uasc.csv row has no start: the status holds from before anything else recorded up to and including DUC."
  test.each([
    ['long before, while in care', '2014-01-01', '2014-01-31', 1],
    ['from the day of DUC', '2015-05-31', '2015-12-31', 1],
    ['from the day after DUC', '2015-06-01', '2015-12-31', 0],
  ])('a DUC of 31 May 2015, asked %s', async (_name, from, to, value) => {
    const asked = await imported(register, { care: inCare, uasc: '2015-05-31' })
    expect((await asked(from, to))['1c']).toBe(value)
  })

  test('separated in an immigration status counts, between its own days', async () => {
    const asked = await imported(register, {
      care: inCare,
      immigration: [['Separated child', '2015-03-01', '2015-04-30']],
    })
    expect((await asked('2015-04-30', '2015-05-31'))['1c']).toBe(1)
    expect((await asked('2015-05-01', '2015-05-31'))['1c']).toBe(0)
    expect((await asked('2015-01-01', '2015-03-01'))['1c']).toBe(1)
    expect((await asked('2015-01-01', '2015-02-28'))['1c']).toBe(0)
  })

  test.each(['Refugee status', 'Former UASC', 'UASC leave', 'Not UASC', 'Something that nobody knows'])(
    '"%s" is not unaccompanied',
    async (text) => {
      const asked = await imported(register, { care: inCare, immigration: [[text, '2014-01-01']] })
      expect((await asked('2015-01-01', '2015-12-31'))['1c']).toBe(0)
    },
  )

  test('a child with both a return row and a dataset status is counted once', async () => {
    const asked = await imported(register, {
      care: inCare,
      uasc: true,
      immigration: [['Unaccompanied Asylum Seeking Child', '2014-05-01']],
    })
    expect((await asked('2015-01-01', '2015-12-31'))['1c']).toBe(1)
  })
})
