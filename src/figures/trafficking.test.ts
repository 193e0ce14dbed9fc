import { describe, expect, test } from 'vitest'
import { imported, type OneChild } from '../../test/support/council-files.ts'
import { testRegister } from '../../test/support/register.ts'

const register = await testRegister()

/** In care since 2013 and under 18 until the end of 2017, with the statuses given. */
async function withStatuses(...trafficking: NonNullable<OneChild['trafficking']>) {
  const asked = await imported(register, { care: [{ from: '2013-01-01' }], trafficking })
  return async (from: string, to: string) => {
    const { '1a': a, '1b': b } = await asked(from, to)
    return { a, b }
  }
}

const identified = { a: 1, b: 0 }
const suspected = { a: 0, b: 1 }
const neither = { a: 0, b: 0 }

describe('what identified and suspected mean', () => {
  test.each([
    ['none', neither],
    ['indicators', neither],
    ['factor-12a', suspected],
    ['suspected', suspected],
    ['identified', identified],
    ['referred', suspected],
    ['rg-positive', identified],
    ['rg-negative', neither],
    ['cg-positive', identified],
    ['cg-negative', neither],
    ['reconsidered', neither],
  ])('%s', async (status, counted) => {
    const asked = await withStatuses([status, '2015-02-01'])
    expect(await asked('2015-01-01', '2015-12-31')).toEqual(counted)
  })

  test('a status is in force on its FROM and on its TO, not the day before or after', async () => {
    const asked = await withStatuses(['suspected', '2015-02-10', '2015-02-20'])
    expect(await asked('2015-02-01', '2015-02-09')).toEqual(neither)
    expect(await asked('2015-02-01', '2015-02-10')).toEqual(suspected)
    expect(await asked('2015-02-20', '2015-02-28')).toEqual(suspected)
    expect(await asked('2015-02-21', '2015-02-28')).toEqual(neither)
  })

  test('a status of one day counts on that day', async () => {
    const asked = await withStatuses(['identified', '2015-02-10', '2015-02-10'])
    expect(await asked('2015-02-10', '2015-02-10')).toEqual(identified)
  })

  test('a child who is not looked after is in neither', async () => {
    const asked = await imported(register, { trafficking: [['identified', '2015-01-01']] })
    expect(await asked('2015-01-01', '2015-12-31')).toMatchObject({ '1a': 0, '1b': 0 })
  })
})

describe('1a and 1b have no child in common', () => {
  test('suspected first and identified later in the period: 1a', async () => {
    const asked = await withStatuses(['suspected', '2015-02-01', '2015-05-31'], ['identified', '2015-06-01'])
    expect(await asked('2015-01-01', '2015-12-31')).toEqual(identified)
    // Asked of a period before the identification, the same child was suspected.
    expect(await asked('2015-01-01', '2015-05-31')).toEqual(suspected)
  })

  test('suspected beside a positive decision: 1a', async () => {
    const asked = await withStatuses(['suspected', '2015-02-01'], ['rg-positive', '2015-06-01'])
    expect(await asked('2015-01-01', '2015-12-31')).toEqual(identified)
  })

  test('identified until before the period and suspected in it: 1b', async () => {
    const asked = await withStatuses(['identified', '2014-02-01', '2014-12-31'], ['suspected', '2015-03-01'])
    expect(await asked('2015-01-01', '2015-12-31')).toEqual(suspected)
  })
})

describe('referral and decisions are one sequence: a later row ends the earlier the day before', () => {
  const course: NonNullable<OneChild['trafficking']> = [
    ['referred', '2015-02-01'],
    ['rg-positive', '2015-02-06'],
    ['cg-negative', '2015-08-01'],
    ['reconsidered', '2015-09-01'],
  ]
  // Referred 1 to 5 February, reasonable grounds 6 February to 31 July, negative from 1 August, reconsidered from 1 September.
  test.each([
    ['2015-01-01', '2015-01-31', neither],
    ['2015-02-01', '2015-02-05', suspected],
    ['2015-02-05', '2015-02-06', identified],
    ['2015-07-31', '2015-08-31', identified],
    ['2015-08-01', '2015-08-31', neither],
    ['2015-09-01', '2015-12-31', neither],
  ])('asked %s to %s', async (from, to, counted) => {
    const asked = await withStatuses(...course)
    expect(await asked(from, to)).toEqual(counted)
  })

  test('the order of the rows in the file does not matter where their days differ', async () => {
    const asked = await withStatuses(...[...course].reverse())
    expect(await asked('2015-02-01', '2015-02-05')).toEqual(suspected)
    expect(await asked('2015-08-01', '2015-08-31')).toEqual(neither)
  })

  test('the council’s own view runs beside it: still suspected after a negative decision', async () => {
    const asked = await withStatuses(...course, ['suspected', '2015-01-15'])
    expect(await asked('2015-08-01', '2015-08-31')).toEqual(suspected)
    expect(await asked('2015-07-31', '2015-08-31')).toEqual(identified)
  })

  test('a TO before the next step is kept: between the two nothing is in force', async () => {
    const asked = await withStatuses(['referred', '2015-02-01', '2015-02-10'], ['rg-positive', '2015-03-01'])
    expect(await asked('2015-02-11', '2015-02-28')).toEqual(neither)
  })

  test('a TO after the next step is cut short by it', async () => {
    const asked = await withStatuses(
      ['rg-positive', '2015-02-01', '2015-12-31'],
      ['cg-negative', '2015-06-01'],
    )
    expect(await asked('2015-06-01', '2015-12-31')).toEqual(neither)
  })

  test('a step that comes with a later import ends the earlier one too', async () => {
    const { importing } = await import('../../test/support/register.ts')
    const { files, counts } = await import('../../test/support/council-files.ts')
    const fresh: OneChild = {
      number: 'SEQ-1',
      care: [{ from: '2013-01-01' }],
      trafficking: [['rg-positive', '2013-02-01']],
    }
    const before = (await counts(register, '2013-06-01', '2013-06-30'))['1a']
    await importing(register, files(fresh))
    expect((await counts(register, '2013-06-01', '2013-06-30'))['1a']).toBe(before + 1)
    await importing(
      register,
      files({ ...fresh, trafficking: [...(fresh.trafficking ?? []), ['cg-negative', '2013-04-01']] }),
    )
    expect((await counts(register, '2013-06-01', '2013-06-30'))['1a']).toBe(before)
    expect((await counts(register, '2013-03-31', '2013-06-30'))['1a']).toBe(before + 1)
  })
})

describe('not found, trafficked: decided by anything recorded up to the end of the period', () => {
  const lost = { care: [{ from: '2013-01-01' }], missing: [['M', '2015-03-01']] as [string, string][] }
  test.each([
    ['suspected long ago and no longer', [['suspected', '2010-01-01', '2010-12-31']], 1],
    ['identified after going missing, before the end of the period', [['identified', '2015-12-31']], 1],
    ['identified on the day after the period', [['identified', '2016-01-01']], 0],
    ['indicators and nothing more', [['indicators', '2015-01-01']], 0],
    ['nothing but a negative decision', [['cg-negative', '2015-01-01']], 0],
    [
      'a referral that a negative decision followed',
      [
        ['referred', '2014-01-01'],
        ['rg-negative', '2014-01-06'],
      ],
      1,
    ],
    // The referral never held a day, but it was recorded.
    [
      'a referral decided on the same day',
      [
        ['referred', '2014-01-01'],
        ['rg-negative', '2014-01-01'],
      ],
      1,
    ],
  ] as [string, NonNullable<OneChild['trafficking']>, number][])('%s', async (_name, trafficking, value) => {
    const asked = await imported(register, { ...lost, trafficking })
    expect((await asked('2015-01-01', '2015-12-31'))['not-found-trafficked']).toBe(value)
  })
})
