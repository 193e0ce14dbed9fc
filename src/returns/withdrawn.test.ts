import { describe, expect, test } from 'vitest'
import { csv, files, holds, type OneChild } from '../../test/support/council-files.ts'
import { aChild, importing, testRegister } from '../../test/support/register.ts'
import { newId } from '../database/index.ts'
import { day, must } from '../plain/index.ts'
import { type Change, type Entry, formSource, record, said } from '../register/index.ts'

const register = await testRegister()
const only = async (number: string, kind: string) =>
  (await holds(register, number))?.filter((entry) => entry.kind === kind) ?? []

const write = async (action: 'correct an entry' | 'withdraw an entry', changes: Change[]) =>
  must(
    await record(register.db, {
      permit: register.permit('social-worker', action, changes[0]?.child),
      vault: register.vault(),
      changes,
    }),
    'by hand',
  )
const withdraw = ({ child, fact, id, kind }: Entry) =>
  write('withdraw an entry', [
    { does: 'withdraw', child, fact, entry: id, kind, reason: 'did not happen', words: 'Another child' },
  ])
const first = (entries: Entry[]): Entry => {
  const [entry] = entries
  if (entry === undefined) throw new Error('There is no such entry')
  return entry
}

describe('what was withdrawn by hand is not brought back', () => {
  test('by the same row in the next file, which says so in a notice', async () => {
    const text = files({
      number: 'W1',
      missing: [
        ['M', '2015-06-01', '2015-06-03'],
        ['M', '2015-07-01', '2015-07-03'],
      ],
    })
    await importing(register, text)
    await withdraw(first(await only('W1', 'missing')))
    for (let again = 0; again < 2; again++) {
      const done = await importing(register, text)
      expect(done).toMatchObject({ rows: 3, added: 0, superseded: 0, unchanged: 3, aside: [] })
      expect(done.notices.filter((notice) => notice.problem.includes('withdrawn'))).toHaveLength(1)
    }
    expect(await only('W1', 'missing')).toHaveLength(1)
  })

  test('nor by that row after it was gone from a file in between', async () => {
    const text = files({ number: 'W2', missing: [['M', '2015-06-01', '2015-06-03']] })
    await importing(register, text)
    await withdraw(first(await only('W2', 'missing')))
    await importing(register, files({ number: 'W2', missing: [['M', '2015-08-01', '2015-08-03']] }))
    await importing(register, text)
    expect((await only('W2', 'missing')).map((entry) => entry.from)).toEqual(['2015-08-01'])
  })

  test('a withdrawn number of a child does not take the child’s other rows away', async () => {
    const text = { 'header.csv': csv('header', 'W3,M,01/01/2000,BAFR,A123456789012,,') }
    await importing(register, text)
    const upn = (await only('W3', 'reference')).find((entry) => entry.code === 'upn')
    await withdraw(first(upn === undefined ? [] : [upn]))
    await importing(register, text, { withdrawAbsent: true })
    expect(await only('W3', 'person')).toHaveLength(1)
    expect((await only('W3', 'reference')).map((entry) => entry.code)).toEqual(['council'])
  })

  const inOtherWords = 'somebody withdrew this in Turnstone, and the file says it in other words'

  test('nor by a later file that says it in other words: that goes to the worklist, each time', async () => {
    const asBefore = files({ number: 'W4', missing: [['M', '2015-06-01', '2015-06-03']] })
    await importing(register, asBefore)
    await withdraw(first(await only('W4', 'missing')))
    const other = files({ number: 'W4', missing: [['M', '2015-06-01', '2015-06-04']] })
    for (let again = 0; again < 2; again++) {
      const done = await importing(register, other)
      expect(done).toMatchObject({ rows: 2, added: 0, superseded: 0, unchanged: 1 })
      expect(done.aside).toMatchObject([{ file: 'missing.csv', line: 2, column: 'MIS_START' }])
      expect(done.aside[0]?.problem).toBe(`${inOtherWords}. Find out which is right`)
      expect(await only('W4', 'missing')).toEqual([])
    }
    // The very row that was withdrawn is still known.
    const done = await importing(register, asBefore)
    expect(done).toMatchObject({ unchanged: 2, aside: [] })
    expect(done.notices.filter((notice) => notice.problem.includes('it stays withdrawn'))).toHaveLength(1)
  })

  test('nor by another source', async () => {
    await importing(register, files({ number: 'W5', missing: [['M', '2015-06-01', '2015-06-03']] }))
    await withdraw(first(await only('W5', 'missing')))
    const done = await importing(
      register,
      files({ number: 'W5', noHeader: true, seen: [['M', '2015-06-01', '2015-06-03']] }),
    )
    expect(done.aside).toMatchObject([{ column: 'MISS_MISSING_EPISODE_START_DATE' }])
    expect(await only('W5', 'missing')).toEqual([])
  })

  test('nor what was written in a form and withdrawn before any file had it', async () => {
    await aChild(register, 'W6', [said('missing', 'M', { from: day('2015-06-01') })])
    await withdraw(first(await only('W6', 'missing')))
    const done = await importing(register, files({ number: 'W6', missing: [['M', '2015-06-01']] }))
    expect(done.aside).toMatchObject([{ column: 'MIS_START' }])
    expect(await only('W6', 'missing')).toEqual([])
  })

  test.each([
    ['W7', 0],
    ['W8', 1],
  ])('nor by way of another spell of the same day (%s): it stays as its own row says', async (number, n) => {
    const spells = [
      ['M', '2015-06-01', '2015-06-01'],
      ['M', '2015-06-01', '2015-06-03'],
    ] satisfies OneChild['missing']
    await importing(register, files({ number, missing: spells }))
    const held = await only(number, 'missing')
    expect(held).toHaveLength(2)
    await withdraw(first(held.filter((entry) => entry.until === spells[n]?.[2])))
    // Away, not missing: the withdrawn spell in other words, and the other one as before.
    const missing = spells.map(([code, from, until], i): [string, string, string] => [
      i === n ? 'A' : code,
      from,
      until,
    ])
    const done = await importing(register, files({ number, missing }))
    expect(done.aside).toMatchObject([{ line: n + 2, column: 'MIS_START' }])
    expect(await only(number, 'missing')).toMatchObject([{ code: 'M', until: spells[1 - n]?.[2] }])
  })

  test('nor is a withdrawn date of birth, by the one that a row of another table repeats', async () => {
    await importing(register, files({ number: 'W9', missing: [['M', '2015-06-01', '2015-06-03']] }))
    await withdraw(first(await only('W9', 'person')))
    const { 'missing.csv': text = '' } = files({ number: 'W9', missing: [['M', '2015-07-01', '2015-07-03']] })
    expect(await importing(register, { 'missing.csv': text })).toMatchObject({ added: 1, aside: [] })
    expect(await only('W9', 'person')).toEqual([])
  })

  test('but what a person has written again since stands, and the file may say it too', async () => {
    await importing(register, files({ number: 'W10', missing: [['M', '2015-06-01', '2015-06-03']] }))
    const withdrawn = first(await only('W10', 'missing'))
    await withdraw(withdrawn)
    const source = await formSource(register.db, register.council.id)
    const again = said('missing', 'M', { from: day('2015-06-01') })
    await write('correct an entry', [
      { does: 'add', child: withdrawn.child, fact: newId(), about: null, said: again, source },
    ])
    const done = await importing(
      register,
      files({ number: 'W10', missing: [['M', '2015-06-01', '2015-06-04']] }),
    )
    expect(done).toMatchObject({ superseded: 1, aside: [] })
    expect(await only('W10', 'missing')).toMatchObject([{ until: '2015-06-04' }])
  })

  test('and what an import withdrew as absent comes back in any words: no person spoke', async () => {
    await importing(register, files({ number: 'W11', missing: [['M', '2015-06-01', '2015-06-03']] }))
    const { 'header.csv': header = '' } = files({ number: 'W11' })
    const { 'missing.csv': none = '' } = files({ number: 'W12', missing: [['M', '2015-01-01']] })
    await importing(register, { 'header.csv': header, 'missing.csv': none }, { withdrawAbsent: true })
    expect(await only('W11', 'missing')).toEqual([])
    const done = await importing(
      register,
      files({ number: 'W11', missing: [['A', '2015-06-01', '2015-06-04']] }),
    )
    expect(done.aside).toEqual([])
    expect(await only('W11', 'missing')).toMatchObject([{ code: 'A', until: '2015-06-04' }])
  })
})
