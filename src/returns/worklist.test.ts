import { sql } from 'kysely'
import { describe, expect, test } from 'vitest'
import { csv, holds } from '../../test/support/council-files.ts'
import { importing, testRegister } from '../../test/support/register.ts'
import { instantOf, must } from '../plain/index.ts'
import { type Aside, asideRow, countOpen, leaveAside, putRight, worklist } from './index.ts'

const register = await testRegister()
const permit = register.permit('data-officer', 'put a row right')
const now = () => instantOf(new Date())
const open = async (): Promise<Aside[]> => (await worklist(register.db, permit, register.keys, 0, 100)).rows
const only = async (number: string): Promise<Aside> => {
  const found = (await open()).filter(
    (row) => row.content.values['CHILD'] === number || row.content.values['PERS_PERSON_ID'] === number,
  )
  expect(found).toHaveLength(1)
  const [row] = found
  if (row === undefined) throw new Error('Nothing was set aside')
  return row
}
const right = (row: Aside, values: Record<string, string>) =>
  putRight(
    register.db,
    permit,
    register.vault(),
    register.keys,
    row,
    { ...row.content.values, ...values },
    now(),
  )

const wrong = (number: string) => ({ 'missing.csv': csv('missing', `${number},01/01/2000,M,31/02/2015,`) })

describe('a row set aside', () => {
  test('stands on the worklist with its file, line, column, values and what to do', async () => {
    await importing(register, wrong('W1'))
    expect(await only('W1')).toMatchObject({
      file: 'missing.csv',
      line: 2,
      column: 'MIS_START',
      part: 'missing',
      content: { values: { CHILD: 'W1', DOB: '01/01/2000', MISSING: 'M', MIS_START: '31/02/2015' } },
    })
  })

  test('counts again with each import of the same file, and is on the worklist once', async () => {
    for (let again = 0; again < 3; again++) {
      expect(await importing(register, wrong('W2'))).toMatchObject({ rows: 1, aside: [{ line: 2 }] })
      await only('W2')
    }
  })

  test('that a later file of the same table no longer has is done with', async () => {
    await importing(register, wrong('W3'))
    await importing(register, { 'missing.csv': csv('missing', 'W3,01/01/2000,M,28/02/2015,') })
    expect((await open()).filter((row) => row.content.values['CHILD'] === 'W3')).toEqual([])
  })

  test('is sealed: the table holds nothing of it in plain', async () => {
    await importing(register, {
      'ssd_person.csv': csv('ssd_person', 'W4,Zuleikha,Unmistakable,Q,,,2000-01-01,,'),
    })
    const rows = await sql<{
      text: string
      sealed: Buffer
    }>`select a::text as text, sealed from aside a`.execute(register.db)
    for (const { text, sealed } of rows.rows)
      expect(text + sealed.toString('latin1')).not.toMatch(/Zuleikha|Unmistakable|W4|2000-01-01/)
    expect((await only('W4')).content.values).toMatchObject({ PERS_FORENAME: 'Zuleikha' })
  })
})

describe('putting a row right', () => {
  test('brings it in like any other row, and takes it off the worklist', async () => {
    await importing(register, wrong('R1'))
    const before = await countOpen(register.db, register.council.id)
    must(await right(await only('R1'), { MIS_START: '28/02/2015' }), 'putting right')
    expect((await holds(register, 'R1'))?.find((entry) => entry.kind === 'missing')).toMatchObject({
      from: '2015-02-28',
      code: 'M',
    })
    expect(await countOpen(register.db, register.council.id)).toBe(before - 1)
  })

  test('with something still wrong says what, and the row stays', async () => {
    await importing(register, wrong('R2'))
    const done = await right(await only('R2'), { MIS_START: '28/02/2015', MISSING: 'Q' })
    expect(done).toMatchObject({
      ok: false,
      problem: { sentence: expect.stringContaining('MISSING') as string },
    })
    await only('R2')
    expect(await holds(register, 'R2')).toBeNull()
  })

  test('keeps values as they were typed, whatever they begin with', async () => {
    await importing(register, { 'ssd_person.csv': csv('ssd_person', 'R3,Ada,Invented,Q,,,2000-01-01,,') })
    must(
      await right(await only('R3'), {
        PERS_SEX: 'F',
        PERS_FORENAME: '-Ada, "the" =first',
        PERS_SURNAME: '+Name',
      }),
      'putting right',
    )
    expect((await holds(register, 'R3'))?.find((entry) => entry.kind === 'name')?.sealed).toEqual({
      forename: '-Ada, "the" =first',
      surname: '+Name',
    })
  })

  test('works for a date of birth, although the only child of the row has another in the register', async () => {
    await importing(register, { 'header.csv': csv('header', 'R4,M,01/01/2000,BAFR,UN2,,') })
    await importing(register, { 'header.csv': csv('header', 'R4,M,31/02/2001,BAFR,UN2,,') })
    must(await right(await only('R4'), { DOB: '28/02/2001' }), 'putting right')
    expect((await holds(register, 'R4'))?.find((entry) => entry.kind === 'person')?.attributes['dob']).toBe(
      '2001-02-28',
    )
  })

  test('is done once: the second of two people is told', async () => {
    await importing(register, wrong('R5'))
    const row = await only('R5')
    must(await right(row, { MIS_START: '28/02/2015' }), 'the first')
    expect(await right(row, { MIS_START: '27/02/2015' })).toMatchObject({ ok: false })
    expect((await holds(register, 'R5'))?.filter((entry) => entry.kind === 'missing')).toHaveLength(1)
  })

  test('stays done when the same file comes again: counted aside, not on the worklist', async () => {
    await importing(register, wrong('R6'))
    must(await right(await only('R6'), { MIS_START: '28/02/2015' }), 'putting right')
    expect(await importing(register, wrong('R6'), { withdrawAbsent: true })).toMatchObject({
      rows: 1,
      aside: [{ line: 2 }],
    })
    expect((await open()).filter((row) => row.content.values['CHILD'] === 'R6')).toEqual([])
    expect((await holds(register, 'R6'))?.filter((entry) => entry.kind === 'missing')).toHaveLength(1)
  })

  test('of a row that overlapped stays done as well', async () => {
    const file = {
      'missing.csv': csv(
        'missing',
        'R7,01/01/2000,M,01/01/2015,10/01/2015',
        'R7,01/01/2000,M,05/01/2015,20/01/2015',
      ),
    }
    await importing(register, file)
    must(await right(await only('R7'), { MIS_START: '10/01/2015' }), 'putting right')
    await importing(register, file, { withdrawAbsent: true })
    expect(
      (await holds(register, 'R7'))?.filter((entry) => entry.kind === 'missing').map((entry) => entry.from),
    ).toEqual(expect.arrayContaining(['2015-01-01', '2015-01-10']))
  })
})

test('a row may be left aside with a reason, and comes back to nobody’s list', async () => {
  await importing(register, wrong('L1'))
  const row = await only('L1')
  expect(await leaveAside(register.db, permit, register.keys, row.id, 'No such child', now())).toBe(true)
  await importing(register, wrong('L1'))
  expect((await open()).filter((one) => one.content.values['CHILD'] === 'L1')).toEqual([])
  expect(await asideRow(register.db, permit, register.keys, row.id)).toMatchObject({
    state: 'left',
    reason: 'No such child',
  })
})
