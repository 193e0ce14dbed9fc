import { expect, test } from 'vitest'
import { counts, files, holds, type OneChild } from '../../test/support/council-files.ts'
import { importing, testRegister } from '../../test/support/register.ts'

const register = await testRegister()
const bring = (...children: OneChild[]) => importing(register, files(...children))

/**
 * The return of 1 April 2014 to 31 March 2015, then that of the next year. It holds who was in care in its own
 * year: Old left in June 2014 and is no more in it; Stays is, with the same DECOM; Back is, with a new start; Gone
 * was open at the end of the first year and ought to be in the second.
 */
const firstYear: OneChild[] = [
  {
    number: 'Old',
    uasc: '2014-05-01',
    care: [{ from: '2013-01-01', until: '2014-06-01', rec: 'E4A' }],
    missing: [['M', '2014-05-01', '2014-05-02']],
  },
  {
    number: 'Stays',
    uasc: true,
    care: [{ from: '2014-05-01' }],
    missing: [
      ['A', '2014-06-01', '2014-06-02'],
      ['M', '2015-03-30'],
    ],
  },
  { number: 'Back', care: [{ from: '2014-05-01', until: '2014-08-01', rec: 'E4A' }] },
  { number: 'Gone', care: [{ from: '2014-05-01' }] },
]
const secondYear: OneChild[] = [
  {
    number: 'Stays',
    uasc: true,
    care: [
      { from: '2014-05-01', until: '2015-09-01', rec: 'X1' },
      { from: '2015-09-01', rne: 'P' },
    ],
    missing: [
      ['M', '2015-03-30', '2015-04-02'],
      ['M', '2015-12-01', '2015-12-02'],
    ],
  },
  { number: 'Back', care: [{ from: '2015-11-01' }] },
]

test('next year’s return after last year’s continues it, and lists as absent only what its year covers', async () => {
  await bring(...firstYear)
  const done = await bring(...secondYear)
  // Added: one episode and one missing row of Stays, one episode of Back. Replaced: the two that have ended since.
  // Unchanged: both headers and the uasc row.
  expect(done).toMatchObject({ rows: 8, added: 3, superseded: 2, unchanged: 3, aside: [] })
  const missed = done.notices.filter((notice) => notice.problem.startsWith('absent'))
  // Of Gone the header and the open episode; nothing of Old, whose care ended before the year, nor of what ended in it.
  expect(missed.map((notice) => notice.file).sort()).toEqual(['episodes.csv', 'header.csv'])
})

test('withdrawing what is absent takes nothing of earlier years away', async () => {
  await importing(register, files(...secondYear), { withdrawAbsent: true })
  expect((await holds(register, 'Old'))?.map((entry) => entry.kind).sort()).toEqual([
    'episode',
    'immigration',
    'missing',
    'person',
    'reference',
  ])
  expect((await holds(register, 'Gone'))?.map((entry) => entry.kind)).not.toContain('episode')
  // Asked of the earlier year, Old and Stays are the unaccompanied children in care, and both went missing.
  expect(await counts(register, '2014-04-01', '2015-03-31')).toMatchObject({
    '1c': 2,
    '2b': 2,
    'incidents-unaccompanied': 3,
  })
})
