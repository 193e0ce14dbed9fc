import { expect, test } from 'vitest'
import { csv, files, holds } from '../../test/support/council-files.ts'
import { importing, testRegister } from '../../test/support/register.ts'
import { worklist } from './index.ts'

const register = await testRegister()
const permit = register.permit('data-officer', 'put a row right')
const contacts = (...rows: string[]) => ({ 'contacts.csv': csv('contacts', ...rows) })
const contactsOf = async (number: string) =>
  ((await holds(register, number)) ?? []).filter((entry) => entry.kind === 'contact')

await importing(register, files({ number: 'C1', born: '2009-01-01' }, { number: 'C2', born: '2009-01-01' }))

test('a list of contacts is written down child by child, each with its day, and its time where there is one', async () => {
  const result = await importing(
    register,
    contacts(
      'C1,2026-03-01 21:30,phone,07700 900123,said that he knows where the brother is',
      'C1,01/03/2026,account,https://facebook.com/invented.hunter,',
      'C2,2026-03-02,Phone,+44 7700 900123,',
    ),
  )
  expect(result).toMatchObject({ rows: 3, added: 3, aside: [] })
  expect(await contactsOf('C1')).toMatchObject([
    { code: 'account', from: '2026-03-01', fromAt: null },
    {
      code: 'phone',
      from: '2026-03-01',
      // 9.30 in the evening in London, in winter.
      fromAt: '2026-03-01T21:30:00.000000Z',
      sealed: {
        handle: '+447700900123',
        written: '07700 900123',
        words: 'said that he knows where the brother is',
      },
    },
  ])
})

test('the same file again adds nothing; one that holds less withdraws nothing', async () => {
  const rows = [
    'C1,2026-03-01 21:30,phone,07700 900123,said that he knows where the brother is',
    'C1,01/03/2026,account,https://facebook.com/invented.hunter,',
  ]
  expect(await importing(register, contacts(...rows))).toMatchObject({ added: 0, unchanged: 2 })
  const less = await importing(register, contacts(rows[0] ?? ''), { withdrawAbsent: true })
  expect(less).toMatchObject({ added: 0, unchanged: 1, notices: [] })
  expect(await contactsOf('C1')).toHaveLength(2)
})

test('the same phone on another day, or twice on one, is another contact', async () => {
  await importing(
    register,
    contacts('C2,2026-03-05 10:00,phone,07700 900123,', 'C2,2026-03-05 11:00,phone,07700 900123,'),
  )
  expect((await contactsOf('C2')).map(({ from }) => from).sort()).toEqual([
    '2026-03-02',
    '2026-03-05',
    '2026-03-05',
  ])
})

test('what is no phone, no kind or too long goes on the worklist with what to do, and nothing of it is lost', async () => {
  const chat = 'chat '.repeat(100_000)
  const { rows, aside } = await importing(
    register,
    contacts(
      'C1,2026-03-01,phone,ring him,',
      'C1,2026-03-01,fax,07700 900123,',
      'C1,2026-03-01,account,javascript:alert(1),',
      'C1,,phone,07700 900123,',
      `C1,2026-03-01,phone,07700 900124,${chat}`,
      'C1,2026-03-01,person,علي حسن,',
    ),
  )
  expect(rows).toBe(6)
  expect(aside.map(({ line, column }) => [line, column])).toEqual([
    [2, 'HANDLE'],
    [3, 'KIND'],
    [4, 'HANDLE'],
    [5, 'AT'],
    [6, 'NOTE'],
  ])
  const waiting = (await worklist(register.db, permit, register.keys, 0, 100)).rows
  expect(waiting.map((row) => row.content.values['NOTE']?.length ?? 0)).toContain(chat.trim().length)
  expect((await contactsOf('C1')).map(({ code }) => code)).toContain('person')
})
