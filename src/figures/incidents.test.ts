import { describe, expect, test } from 'vitest'
import { ask, files, imported, nothing, type OneChild } from '../../test/support/council-files.ts'
import { importing, testRegister } from '../../test/support/register.ts'

const register = await testRegister()

const year = ['2015-01-01', '2015-12-31'] as const
const lookedAfter = { care: [{ from: '2013-01-01' }] }

describe('missing or absent at least once', () => {
  // Away from 10 to 20 March 2015.
  test.each([
    ['2015-03-01', '2015-03-09', 0],
    ['2015-03-01', '2015-03-10', 1],
    ['2015-03-20', '2015-03-31', 1],
    ['2015-03-21', '2015-03-31', 0],
  ])('an episode that touches %s to %s', async (from, to, value) => {
    const asked = await imported(register, {
      ...lookedAfter,
      uasc: true,
      missing: [['A', '2015-03-10', '2015-03-20']],
    })
    expect((await asked(from, to))['2b']).toBe(value)
  })

  test('an episode still open touches every later period', async () => {
    const asked = await imported(register, { ...lookedAfter, uasc: true, missing: [['M', '2014-03-10']] })
    expect((await asked(...year))['2b']).toBe(1)
  })

  test('whatever the child’s status on that day', async () => {
    // Suspected in December only, unaccompanied until January only, missing in June.
    const asked = await imported(register, {
      ...lookedAfter,
      uasc: '2015-01-31',
      trafficking: [['suspected', '2015-12-01']],
      missing: [['M', '2015-06-01', '2015-06-02']],
    })
    expect(await asked(...year)).toMatchObject({
      '2a': 1,
      '2b': 1,
      'incidents-trafficked': 1,
      'incidents-unaccompanied': 1,
    })
  })

  test('a child who is in neither group is in neither count', async () => {
    const asked = await imported(register, { ...lookedAfter, missing: [['M', '2015-06-01', '2015-06-02']] })
    expect(await asked(...year)).toEqual(nothing)
  })

  test('a child of both groups is in both counts', async () => {
    const asked = await imported(register, {
      ...lookedAfter,
      uasc: true,
      trafficking: [['identified', '2014-01-01']],
      missing: [['M', '2015-06-01', '2015-06-02']],
    })
    expect(await asked(...year)).toEqual({
      ...nothing,
      '1a': 1,
      '1c': 1,
      '1d': 1,
      '2a': 1,
      '2b': 1,
      'incidents-trafficked': 1,
      'incidents-unaccompanied': 1,
    })
  })
})

describe('incidents', () => {
  test('are the episodes that start in the period, its last day included, not those begun before', async () => {
    const asked = await imported(register, {
      ...lookedAfter,
      uasc: true,
      missing: [
        ['M', '2014-12-31', '2015-01-01'],
        ['M', '2015-01-01', '2015-01-02'],
        ['M', '2015-12-31', '2016-01-02'],
        ['M', '2016-01-02', '2016-01-03'],
      ],
    })
    expect(await asked(...year)).toMatchObject({ '2b': 1, 'incidents-unaccompanied': 2 })
  })

  test('of a child whose only episode began before the period there are none, although the child was missing in it', async () => {
    const asked = await imported(register, {
      ...lookedAfter,
      uasc: true,
      missing: [['M', '2014-12-31', '2015-01-01']],
    })
    expect(await asked(...year)).toMatchObject({ '2b': 1, 'incidents-unaccompanied': 0 })
  })

  test('several on one day are several', async () => {
    const asked = await imported(register, {
      ...lookedAfter,
      uasc: true,
      missing: [
        ['A', '2015-05-01', '2015-05-01'],
        ['A', '2015-05-01', '2015-05-01'],
        ['M', '2015-05-01', '2015-05-02'],
      ],
    })
    expect((await asked(...year))['incidents-unaccompanied']).toBe(3)
  })
})

describe('away that turns into missing is two incidents and one occurrence', () => {
  async function counted(...missing: NonNullable<OneChild['missing']>) {
    const of = (answer: Awaited<ReturnType<typeof ask>>) =>
      answer.measures.find((one) => one.id === 'incidents-unaccompanied')
    const before = of(await ask(register, ...year))
    await importing(
      register,
      files({
        number: `O-${JSON.stringify(missing).replace(/[^0-9AM]/g, '')}`,
        ...lookedAfter,
        uasc: true,
        missing,
      }),
    )
    const after = of(await ask(register, ...year))
    return {
      incidents: (after?.value ?? 0) - (before?.value ?? 0),
      occurrences: (after?.occurrences ?? 0) - (before?.occurrences ?? 0),
    }
  }

  test('where the second row begins on the day the first ends', async () => {
    expect(await counted(['A', '2015-05-01', '2015-05-03'], ['M', '2015-05-03', '2015-05-05'])).toEqual({
      incidents: 2,
      occurrences: 1,
    })
  })

  test('three rows in a chain are one occurrence', async () => {
    expect(
      await counted(
        ['A', '2015-06-01', '2015-06-03'],
        ['M', '2015-06-03', '2015-06-05'],
        ['A', '2015-06-05', '2015-06-06'],
      ),
    ).toEqual({ incidents: 3, occurrences: 1 })
  })

  test('a day apart they are two', async () => {
    expect(await counted(['A', '2015-05-01', '2015-05-03'], ['M', '2015-05-04', '2015-05-05'])).toEqual({
      incidents: 2,
      occurrences: 2,
    })
  })

  test('missing twice, the second time from the day of return, is two', async () => {
    expect(await counted(['M', '2015-05-01', '2015-05-03'], ['M', '2015-05-03', '2015-05-05'])).toEqual({
      incidents: 2,
      occurrences: 2,
    })
  })
})

describe('before any care', () => {
  const careFromMarch = [{ from: '2015-03-01' }]
  test.each([
    ['the day before care began', careFromMarch, 'M', '2015-02-28', 1],
    ['away counts like missing', careFromMarch, 'A', '2015-02-28', 1],
    ['the day care began is not before it', careFromMarch, 'M', '2015-03-01', 0],
    ['no care ever', [], 'M', '2015-02-28', 1],
    [
      'on the last day of the period, with care begun after it',
      [{ from: '2016-02-01' }],
      'M',
      '2015-12-31',
      1,
    ],
    ['begun before the period', careFromMarch, 'M', '2014-12-31', 0],
    [
      'between two times in care',
      [{ from: '2014-01-01', until: '2014-06-01', rec: 'E4A' }, { from: '2015-06-01' }],
      'M',
      '2015-02-01',
      0,
    ],
  ] as const)('%s', async (_name, care, code, from, value) => {
    const asked = await imported(register, {
      care: care.map((one) => ({ ...one })),
      missing: [[code, from, from]],
    })
    expect((await asked(...year))['before-care']).toBe(value)
  })

  test('nobody who has turned 18 counts', async () => {
    // Born 1 May 1997: 17 on 30 April 2015 and 18 the next day.
    const asked = await imported(
      register,
      { born: '1997-05-01', missing: [['M', '2015-04-30', '2015-04-30']] },
      { born: '1997-05-01', missing: [['M', '2015-05-01', '2015-05-01']] },
    )
    expect((await asked(...year))['before-care']).toBe(1)
  })

  test('a child without any care is in the line outside the return, and not in 1a to 2b', async () => {
    const asked = await imported(register, {
      noHeader: true,
      immigration: [['UASC', '2015-01-01']],
      trafficking: [['identified', '2015-01-01']],
      seen: [['M', '2015-02-01']],
    })
    expect(await asked(...year)).toEqual({
      ...nothing,
      'not-found-trafficked': 1,
      'not-found-unaccompanied': 1,
      'before-care': 1,
      outside: 1,
    })
  })

  test('a child who came into care after the period is not outside the return', async () => {
    const asked = await imported(register, {
      care: [{ from: '2016-02-01' }],
      missing: [['M', '2015-02-01', '2015-02-02']],
    })
    expect(await asked(...year)).toEqual({ ...nothing, 'before-care': 1 })
  })
})
