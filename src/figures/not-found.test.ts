import { describe, expect, test } from 'vitest'
import { imported, nothing, type OneChild } from '../../test/support/council-files.ts'
import { testRegister } from '../../test/support/register.ts'

const register = await testRegister()

/** An unaccompanied child of 1 June 1997 (18 on 1 June 2015) who went missing on 1 February 2015, in care since 2014. */
type Life = Omit<OneChild, 'number'>
const lost = (more: Life): Life => ({
  born: '1997-06-01',
  uasc: true,
  care: [{ from: '2014-01-01' }],
  missing: [['M', '2015-02-01']],
  ...more,
})

async function notFound(life: Life, from = '2015-01-01', to = '2015-12-31', settings = {}) {
  const asked = await imported(register, life)
  return (await asked(from, to, settings))['not-found-unaccompanied']
}

describe('not found by the end of the period', () => {
  test('an open episode, also past 18 and past the end of care, for years', async () => {
    const asked = await imported(
      register,
      lost({ care: [{ from: '2014-01-01', until: '2015-06-01', rec: 'E8' }] }),
    )
    expect((await asked('2015-01-01', '2015-12-31'))['not-found-unaccompanied']).toBe(1)
    expect((await asked('2025-01-01', '2025-12-31'))['not-found-unaccompanied']).toBe(1)
  })

  test('the day on which the episode begins is inside, the day before is not', async () => {
    const asked = await imported(register, lost({}))
    expect((await asked('2015-01-01', '2015-02-01'))['not-found-unaccompanied']).toBe(1)
    expect((await asked('2015-01-01', '2015-01-31'))['not-found-unaccompanied']).toBe(0)
  })

  test('away is never not found', async () => {
    expect(await notFound(lost({ missing: [['A', '2015-02-01']] }))).toBe(0)
  })

  test('each child once, however many episodes are open or unfound', async () => {
    expect(await notFound(lost({ missing: [['M', '2015-02-01']], seen: [['M', '2015-02-01']] }))).toBe(1)
  })

  test('an ordinary MIS_END is a location on that day', async () => {
    const life = lost({ missing: [['M', '2015-02-01', '2015-03-05']] })
    const asked = await imported(register, life)
    expect((await asked('2015-01-01', '2015-03-04'))['not-found-unaccompanied']).toBe(1)
    expect((await asked('2015-01-01', '2015-03-05'))['not-found-unaccompanied']).toBe(0)
  })

  test('a child located after the period was not found by its end', async () => {
    expect(await notFound(lost({ born: '2000-01-01', missing: [['M', '2015-02-01', '2016-01-01']] }))).toBe(1)
  })
})

describe('an end on the 18th birthday is no location', () => {
  const ended = { missing: [['M', '2015-02-01', '2015-06-01']] as [string, string, string][] }

  test.each([
    ['E8', 1],
    ['E3', 1],
    ['E4A', 1],
    ['E17', 1],
    ['E2', 0],
  ])('with care ceased that day, REC %s', async (rec, value) => {
    expect(await notFound(lost({ ...ended, care: [{ from: '2014-01-01', until: '2015-06-01', rec }] }))).toBe(
      value,
    )
  })

  test('with the episode of care left open', async () => {
    expect(await notFound(lost(ended))).toBe(1)
  })

  test('with care ended long before', async () => {
    expect(
      await notFound(lost({ ...ended, care: [{ from: '2014-01-01', until: '2015-04-01', rec: 'E4A' }] })),
    ).toBe(1)
  })

  test('an end the day before or after it is one', async () => {
    expect(await notFound(lost({ missing: [['M', '2015-02-01', '2015-05-31']] }))).toBe(0)
    expect(await notFound(lost({ missing: [['M', '2015-02-01', '2015-06-02']] }))).toBe(0)
  })

  test('unless the dataset says that day as well: another source says the child was found', async () => {
    expect(await notFound(lost({ ...ended, seen: [['M', '2015-02-01', '2015-06-01']] }))).toBe(0)
  })

  test('or another day: the dataset’s day is the one', async () => {
    const asked = await imported(
      register,
      lost({ ...ended, seen: [['M', '2015-02-01', '2015-08-15 10:30']] }),
    )
    expect((await asked('2015-01-01', '2015-08-14'))['not-found-unaccompanied']).toBe(1)
    expect((await asked('2015-01-01', '2015-08-15'))['not-found-unaccompanied']).toBe(0)
  })

  test('while the dataset’s episode is still open, nobody says the child was found', async () => {
    expect(await notFound(lost({ ...ended, seen: [['M', '2015-02-01']] }))).toBe(1)
  })

  // Born 29 February 1996: by the usual setting 18 on 1 March 2014.
  test.each([
    ['2014-03-01', '1-march', 1],
    ['2014-02-28', '1-march', 0],
    ['2014-02-28', '28-february', 1],
    ['2014-03-01', '28-february', 0],
  ])('born on 29 February, ended on %s with the birthday on %s', async (end, leap, value) => {
    const life = lost({
      born: '1996-02-29',
      care: [{ from: '2013-01-01' }],
      missing: [['M', '2014-01-05', end]],
    })
    expect(await notFound(life, '2014-01-01', '2014-12-31', { 'leap-birthday': leap })).toBe(value)
  })

  test.each(['1-march', '28-february'])(
    'born on 29 February, both sources ending on the birthday on %s: found',
    async (leap) => {
      const end = leap === '1-march' ? '2014-03-01' : '2014-02-28'
      const life = lost({
        born: '1996-02-29',
        care: [{ from: '2013-01-01' }],
        missing: [['M', '2014-01-05', end]],
        seen: [['M', '2014-01-05', end]],
      })
      expect(await notFound(life, '2014-01-01', '2014-12-31', { 'leap-birthday': leap })).toBe(0)
    },
  )
})

describe('an end on the day care ceased', () => {
  const ended = {
    born: '2000-01-01',
    missing: [['M', '2015-02-01', '2015-04-01']] as [string, string, string][],
  }
  const ceased = (rec: string) => lost({ ...ended, care: [{ from: '2014-01-01', until: '2015-04-01', rec }] })

  // E8, E3, E15 and no reason close the episode by rule; every other reason means that somebody knew where the child was.
  test.each([
    ['E8', 1],
    ['E3', 1],
    ['E15', 1],
    ['', 1],
    ['E2', 0],
    ['E4A', 0],
    ['E4B', 0],
    ['E5', 0],
    ['E9', 0],
    ['E16', 0],
  ])('REC "%s"', async (rec, value) => {
    expect(await notFound(ceased(rec))).toBe(value)
  })

  test('with E3 taken as found, by the setting', async () => {
    expect(await notFound(ceased('E3'), '2015-01-01', '2015-12-31', { 'care-taken-over': 'found' })).toBe(0)
    expect(await notFound(ceased('E8'), '2015-01-01', '2015-12-31', { 'care-taken-over': 'found' })).toBe(1)
  })

  test('an end on another day than the end of care is a location', async () => {
    expect(
      await notFound(lost({ ...ended, care: [{ from: '2014-01-01', until: '2015-04-02', rec: 'E8' }] })),
    ).toBe(0)
  })

  test('a new episode that goes on from that day is no end of care', async () => {
    const care = [
      { from: '2014-01-01', until: '2015-04-01', rec: 'X1' },
      { from: '2015-04-01', rne: 'P' },
    ]
    expect(await notFound(lost({ ...ended, care }))).toBe(0)
  })

  test('unless the dataset says that the child was found', async () => {
    expect(await notFound({ ...ceased('E8'), seen: [['M', '2015-02-01', '2015-04-01']] })).toBe(0)
  })
})

describe('what shows that a child had been found', () => {
  test('a later start of care, by that day', async () => {
    const care = [
      { from: '2014-01-01', until: '2015-04-01', rec: 'E8' },
      { from: '2015-05-10', rne: 'S' },
    ]
    const asked = await imported(
      register,
      lost({ born: '2000-01-01', care, missing: [['M', '2015-02-01', '2015-04-01']] }),
    )
    expect((await asked('2015-01-01', '2015-05-09'))['not-found-unaccompanied']).toBe(1)
    expect((await asked('2015-01-01', '2015-05-10'))['not-found-unaccompanied']).toBe(0)
  })

  test('not a new episode of the same care: a change of placement on paper', async () => {
    const care = [
      { from: '2014-01-01', until: '2015-04-01', rec: 'X1' },
      { from: '2015-04-01', rne: 'P' },
    ]
    expect(await notFound(lost({ born: '2000-01-01', care }))).toBe(1)
  })

  test('a new missing episode, by that day; the new one is then the one not found', async () => {
    const life = lost({
      born: '1997-06-01',
      missing: [
        ['M', '2015-02-01', '2015-06-01'],
        ['A', '2015-09-01', '2015-09-02'],
      ],
      care: [{ from: '2014-01-01', until: '2015-06-01', rec: 'E8' }],
    })
    const asked = await imported(register, life)
    expect((await asked('2015-01-01', '2015-08-31'))['not-found-unaccompanied']).toBe(1)
    expect((await asked('2015-01-01', '2015-09-01'))['not-found-unaccompanied']).toBe(0)
  })
})

describe('unaccompanied on the day of going missing', () => {
  test.each([
    ['status ended on that day', '2015-02-01', 1],
    ['status ended the day before', '2015-01-31', 0],
  ])('%s', async (_name, duc, value) => {
    expect(await notFound(lost({ uasc: duc }))).toBe(value)
  })

  test('status that began while missing does not count', async () => {
    const life = lost({ immigration: [['Separated child', '2015-02-02']] })
    delete life.uasc
    expect(await notFound(life)).toBe(0)
  })

  test('a child never in care counts, outside the return', async () => {
    const asked = await imported(register, {
      noHeader: true,
      immigration: [['UASC', '2015-01-01']],
      seen: [['M', '2015-02-01']],
    })
    expect(await asked('2015-01-01', '2015-12-31')).toEqual({
      ...nothing,
      'not-found-unaccompanied': 1,
      'before-care': 1,
      outside: 1,
    })
  })
})
