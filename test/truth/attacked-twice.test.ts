import { expect, test } from 'vitest'
import { cellsOf, linked, protect, tableOf } from '../../src/disclosure/index.ts'
import { attackOne } from './attacked-tables.mjs'

/**
 * Tables that were published twice, a year apart and revised between, attacked by somebody with a solver who has both: the
 * first twenty small ones of those that `npm run attack` attacks.
 */
const numbers = Array.from({ length: 20 }, (_, i) => i + 1)

test('neither the first release nor both together leave a small count fewer than three values', async () => {
  const results = []
  for (const number of numbers)
    results.push({ number, ...(await attackOne(number, { cellsOf, linked, protect, tableOf })) })
  expect(results).toHaveLength(20)
  expect(results.filter(({ first, both }) => first.narrow + both.narrow > 0)).toEqual([])
  expect(results.filter(({ disagrees }) => disagrees)).toEqual([])
  // Most of the second releases are published: where nothing is, nothing is shown.
  const published = results.filter(({ both }) => both.refused === 0)
  expect(published.length).toBeGreaterThan(14)
  expect(published.reduce((sum, { both }) => sum + both.small, 0)).toBeGreaterThan(500)
}, 180_000)
