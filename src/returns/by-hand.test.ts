import { describe, expect, test } from 'vitest'
import { csv, files, holds, imported, nothing, type OneChild } from '../../test/support/council-files.ts'
import { aChild, importing, testRegister } from '../../test/support/register.ts'
import { newId } from '../database/index.ts'
import { day, instant, must } from '../plain/index.ts'
import {
  type Change,
  childByNumber,
  type Entry,
  formSource,
  moment,
  record,
  said,
} from '../register/index.ts'

const register = await testRegister()
const only = async (number: string, kind: string) =>
  (await holds(register, number))?.filter((entry) => entry.kind === kind) ?? []

const write = async (action: 'correct an entry', changes: Change[]) =>
  must(
    await record(register.db, {
      permit: register.permit('social-worker', action, changes[0]?.child),
      vault: register.vault(),
      changes,
    }),
    'by hand',
  )

const correct = async (entry: Entry, becomes: Partial<Entry>) => {
  const { child, fact, about, id } = entry
  const { kind, code, from, until, fromAt, untilAt, attributes, sealed } = { ...entry, ...becomes }
  const source = await formSource(register.db, register.council.id)
  await write('correct an entry', [
    {
      does: 'supersede',
      child,
      fact,
      about,
      entry: id,
      source,
      said: { kind, code, from, until, fromAt, untilAt, attributes, sealed },
    },
  ])
}
const first = (entries: Entry[]): Entry => {
  const [entry] = entries
  if (entry === undefined) throw new Error('There is no such entry')
  return entry
}

describe('what was written in a form is not overwritten by a later import', () => {
  test('a name', async () => {
    await aChild(register, 'F1', [
      said('name', 'usual', { sealed: { forename: 'Amina', surname: 'Written' } }),
    ])
    const done = await importing(register, { 'ssd_person.csv': csv('ssd_person', 'F1,Aminah,Written,,,,,,') })
    expect(done.aside).toMatchObject([{ file: 'ssd_person.csv', line: 2 }])
    expect(await only('F1', 'name')).toMatchObject([{ sealed: { forename: 'Amina', surname: 'Written' } }])
  })

  test('the same name in capitals is the same name', async () => {
    await aChild(register, 'F2', [
      said('name', 'usual', { sealed: { forename: 'Amina', surname: 'Written' } }),
    ])
    expect(
      await importing(register, { 'ssd_person.csv': csv('ssd_person', 'F2,AMINA,WRITTEN,,,,,,') }),
    ).toMatchObject({ aside: [], rows: 1 })
    expect(await only('F2', 'name')).toHaveLength(1)
  })

  test('a date of birth', async () => {
    await aChild(register, 'F3', [], day('2000-01-15'))
    await aChild(register, 'F3b', [], day('2000-01-15'))
    const done = await importing(register, {
      'header.csv': csv('header', 'F3,M,01/01/2000,BAFR,UN2,,', 'F3b,M,15/01/2000,BAFR,UN2,,'),
    })
    expect(done.aside).toMatchObject([{ line: 2, column: 'DOB' }])
    expect(await only('F3', 'person')).toMatchObject([{ attributes: { dob: '2000-01-15' } }])
  })

  test('nor by the import after one that filled what the form had left empty', async () => {
    await aChild(
      register,
      'F4',
      [said('missing', 'M', { from: day('2015-06-01'), sealed: { wearing: 'A red coat' } })],
      day('2000-01-01'),
    )
    await importing(register, files({ number: 'F4', missing: [['M', '2015-06-01', '2015-06-03']] }))
    expect(await only('F4', 'missing')).toMatchObject([
      { code: 'M', until: '2015-06-03', sealed: { wearing: 'A red coat' } },
    ])
    // Missing, not away, is what the form said; the next return has it otherwise.
    const done = await importing(
      register,
      files({ number: 'F4', missing: [['A', '2015-06-01', '2015-06-03']] }),
    )
    expect(done.aside).toMatchObject([{ column: 'MISSING' }])
    expect(await only('F4', 'missing')).toMatchObject([{ code: 'M', sealed: { wearing: 'A red coat' } }])
  })

  test('a time of day: another time for the same start is a difference', async () => {
    const at = instant('2015-06-01T20:40:00Z')
    await aChild(register, 'F5', [said('missing', 'M', { from: day('2015-06-01'), fromAt: at })])
    const done = await importing(
      register,
      files({ number: 'F5', noHeader: true, seen: [['M', '2015-06-01 23:10']] }),
    )
    expect(done.aside).toMatchObject([{ column: 'MISS_MISSING_EPISODE_START_DATE' }])
    expect(await only('F5', 'missing')).toMatchObject([{ fromAt: at }])
  })

  test('an end before the time at which the form has the start is set aside, and the import goes on', async () => {
    await aChild(register, 'F6', [
      said('missing', 'M', { from: day('2015-06-01'), fromAt: instant('2015-06-01T20:40:00Z') }),
    ])
    const done = await importing(
      register,
      files({ number: 'F6', noHeader: true, born: '', seen: [['M', '2015-06-01', '2015-06-01 20:00']] }),
    )
    expect(done).toMatchObject({
      rows: 2,
      aside: [{ file: 'ssd_missing.csv', column: 'MISS_MISSING_EPISODE_END_DATE' }],
    })
  })

  test('a correction stands when the same row comes again', async () => {
    const text = files({ number: 'F7', missing: [['M', '2015-06-01', '2015-06-03']] })
    await importing(register, text)
    await correct(first(await only('F7', 'missing')), { code: 'A', until: day('2015-06-02') })
    expect(await importing(register, text)).toMatchObject({
      rows: 2,
      added: 0,
      superseded: 0,
      unchanged: 2,
      aside: [],
    })
    expect(await only('F7', 'missing')).toMatchObject([{ code: 'A', until: '2015-06-02' }])
  })

  test('and a row that changes afterwards and differs from it goes to the worklist', async () => {
    await importing(register, files({ number: 'F8', missing: [['M', '2015-06-01', '2015-06-03']] }))
    await correct(first(await only('F8', 'missing')), { until: day('2015-06-02') })
    const done = await importing(
      register,
      files({ number: 'F8', missing: [['M', '2015-06-01', '2015-06-04']] }),
    )
    expect(done.aside).toMatchObject([{ column: 'MIS_END' }])
    expect(await only('F8', 'missing')).toMatchObject([{ until: '2015-06-02' }])
  })

  test('a child begun with a form gains what the return has, under the same number', async () => {
    const child = await aChild(register, 'F9', [
      said('trafficking', 'suspected', { from: day('2015-02-01'), sealed: { source: 'Social worker' } }),
    ])
    const done = await importing(
      register,
      files({ number: 'F9', care: [{ from: '2015-01-01' }], trafficking: [['suspected', '2015-02-01']] }),
    )
    expect(done.aside).toEqual([])
    expect(await childByNumber(register.db, register.vault(), register.council.id, 'f9')).toBe(child)
    expect(await only('F9', 'trafficking')).toHaveLength(1)
  })
})

describe('what a form says of a missing child in the answer', () => {
  const lost: Omit<OneChild, 'number'> = {
    born: '1997-06-01',
    uasc: true,
    care: [{ from: '2014-01-01' }],
    missing: [['M', '2015-02-01', '2015-06-01']],
  }
  const year = ['2015-01-01', '2015-12-31'] as const
  const the = async (number: string) => first(await only(number, 'missing'))

  test('a located entry on the 18th birthday: another source says the child was found', async () => {
    const before = await imported(register, {})
    await importing(register, files({ number: 'L1', ...lost }))
    expect((await before(...year))['not-found-unaccompanied']).toBe(1)
    const missing = await the('L1')
    const source = await formSource(register.db, register.council.id)
    const located = moment('located', '', day('2015-06-01'), null)
    await write('correct an entry', [
      { does: 'add', child: missing.child, fact: newId(), about: missing.fact, said: located, source },
    ])
    expect(await before(...year)).toMatchObject({
      ...nothing,
      '1c': 1,
      '2b': 1,
      'incidents-unaccompanied': 1,
      'not-found-unaccompanied': 0,
    })
  })

  test('a correction of other words leaves the end as the return set it: still not found', async () => {
    const before = await imported(register, {})
    await importing(register, files({ number: 'L2', ...lost }))
    await correct(await the('L2'), { sealed: { wearing: 'A blue coat' } })
    expect((await before(...year))['not-found-unaccompanied']).toBe(1)
  })

  test('a correction of the end is a finding', async () => {
    const before = await imported(register, {})
    await importing(register, files({ number: 'L3', ...lost }))
    await correct(await the('L3'), { until: day('2015-05-20') })
    expect((await before(...year))['not-found-unaccompanied']).toBe(0)
  })
})
