import { expect, test } from 'vitest'
import { csv, files, holds } from '../../test/support/council-files.ts'
import { importing, testRegister } from '../../test/support/register.ts'

const register = await testRegister()
await importing(register, files({ number: 'S1', born: '2002-01-01' }))
const schemes = (...rows: string[]) => ({ 'schemes.csv': csv('schemes', ...rows) })

test('steps in a scheme are written down with what was said of the child when they were counted', async () => {
  const rows = [
    'S1,calais-2016,counted,24/10/2016,,,2016-06-01,2016-02-03,N,a charity,seen at the gate',
    'S1,Calais-2016,Arrived,2016-11-12,calais-s67,,,,,,',
  ]
  expect(await importing(register, schemes(...rows))).toMatchObject({ rows: 2, added: 2, aside: [] })
  const written = ((await holds(register, 'S1')) ?? []).filter((entry) => entry.kind === 'scheme')
  expect(written.sort((a, b) => ((a.from ?? '') < (b.from ?? '') ? -1 : 1))).toMatchObject([
    {
      code: 'counted',
      from: '2016-10-24',
      attributes: { scheme: 'calais-2016', inCalaisFrom: '2016-06-01', inEuropeOn: '2016-02-03', risk: 'N' },
      sealed: { by: 'a charity', words: 'seen at the gate' },
    },
    { code: 'arrived', from: '2016-11-12', attributes: { scheme: 'calais-2016', route: 'calais-s67' } },
  ])
  // The same again adds nothing.
  expect(await importing(register, schemes(...rows))).toMatchObject({ added: 0, unchanged: 2 })
})

test('a row that cannot be right waits, with what is wrong in each column', async () => {
  const result = await importing(
    register,
    schemes('S1,dunkirk-1940,flew,2016-13-01,tunnel,maybe,,,,,', 'S1,,arrived,2016-11-12,,,,,,,'),
  )
  expect(result.aside.map(({ line, column }) => [line, column])).toEqual([
    [2, 'SCHEME'],
    [3, 'SCHEME'],
  ])
  expect(result.aside[0]?.problem).toContain('"dunkirk-1940"')
})
