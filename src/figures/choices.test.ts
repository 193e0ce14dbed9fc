import { describe, expect, test } from 'vitest'
import { imported } from '../../test/support/council-files.ts'
import { testRegister } from '../../test/support/register.ts'

/** Choices on which councils clash: each with one child, counted by hand under both readings. */
const register = await testRegister()
const year = ['2015-01-01', '2015-12-31'] as const
const care = [{ from: '2014-01-01' }]

describe('identified by the council alone', () => {
  test('is identified where anybody may identify, and a suspicion where only the referral mechanism may', async () => {
    const count = await imported(register, { care, trafficking: [['identified', '2015-02-01']] })
    expect(await count(...year)).toMatchObject({ '1a': 1, '1b': 0 })
    expect(await count(...year, { 'identified-by': 'referral-only' })).toMatchObject({ '1a': 0, '1b': 1 })
  })

  test('and by a positive decision is identified under both', async () => {
    const count = await imported(register, { care, trafficking: [['rg-positive', '2015-02-01']] })
    expect(await count(...year, { 'identified-by': 'referral-only' })).toMatchObject({ '1a': 1, '1b': 0 })
  })
})

describe('known only by factor 12A of an assessment', () => {
  test('is suspected, and identified where a council counts the factor so', async () => {
    const count = await imported(register, { care, trafficking: [['12A', '2015-02-01']] })
    expect(await count(...year)).toMatchObject({ '1a': 0, '1b': 1 })
    expect(await count(...year, { 'assessment-factor': 'identified' })).toMatchObject({ '1a': 1, '1b': 0 })
    // Where only the referral mechanism identifies, no assessment does.
    expect(
      await count(...year, { 'assessment-factor': 'identified', 'identified-by': 'referral-only' }),
    ).toMatchObject({ '1a': 0, '1b': 1 })
  })

  test('and referred with a positive decision is identified in both', async () => {
    const count = await imported(register, {
      care,
      trafficking: [
        ['12A', '2015-02-01'],
        ['rg-positive', '2015-03-01'],
      ],
    })
    expect(await count(...year)).toMatchObject({ '1a': 1, '1b': 0 })
  })
})

describe('suspected first and identified later in the year', () => {
  test('is counted once where the groups are disjoint, and in both where a council counts so', async () => {
    const count = await imported(register, {
      care,
      trafficking: [
        ['suspected', '2015-02-01', '2015-05-01'],
        ['identified', '2015-05-01'],
      ],
    })
    expect(await count(...year)).toMatchObject({ '1a': 1, '1b': 0 })
    expect(await count(...year, { suspected: 'also-if-identified' })).toMatchObject({ '1a': 1, '1b': 1 })
  })
})

describe('away without authorisation, and missing once', () => {
  test('are two incidents where away counts, and one where only missing does', async () => {
    const count = await imported(
      register,
      {
        care,
        uasc: true,
        missing: [
          ['A', '2015-03-01', '2015-03-02'],
          ['M', '2015-06-01', '2015-06-02'],
        ],
      },
      { care, uasc: true, missing: [['A', '2015-03-01', '2015-03-02']] },
    )
    expect(await count(...year)).toMatchObject({ '2b': 2, 'incidents-unaccompanied': 3 })
    expect(await count(...year, { absent: 'missing-only' })).toMatchObject({
      '2b': 1,
      'incidents-unaccompanied': 1,
    })
  })
})
