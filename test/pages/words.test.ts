import { expect, test } from 'vitest'
import { kindNames } from '../../src/standard/index.ts'
import { groups } from '../../src/web/parts/chronology.tsx'
import { saidWhere } from '../../src/web/parts/words.ts'

const file = { kind: 'return', part: 'missing', file: 'missing.csv', line: 7 } as const
const here = { kind: 'form', part: '', file: 'Written in Turnstone', line: 0 } as const

test('a file is named with its line; what was written here has neither', () => {
  expect(saidWhere([file], '')).toBe('Said by the return, missing.csv, line 7')
  expect(saidWhere([here], '')).toBe('Written in Turnstone')
  expect(saidWhere([here, file], '')).toBe(
    'Said by the return, missing.csv, line 7; and written in Turnstone',
  )
  expect(saidWhere([], 'missing.csv')).toBe('Said by missing.csv')
})

test('every kind of entry stands in one group of the chronology, so that none is saved and never shown', () => {
  const grouped = Object.values(groups).flatMap((group) => [...group.kinds] as string[])
  expect([...grouped].sort()).toEqual([...kindNames].sort())
})
