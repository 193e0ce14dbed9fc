import { expect, test } from 'vitest'
import { freshBytes } from './random.ts'

test('fresh bytes are as many as were asked for, and never handed out twice', () => {
  const seen = new Set<string>()
  for (let i = 0; i < 2000; i++) {
    const bytes = freshBytes(12)
    expect(bytes).toHaveLength(12)
    seen.add(bytes.toString('hex'))
  }
  expect(seen.size).toBe(2000)
})

test('each bit is set half of the time', () => {
  // 8,000 bits: a fair coin is outside 3,700 to 4,300 about once in 10^11.
  const ones = Array.from({ length: 1000 }).reduce<number>(
    (sum) => sum + freshBytes(1).readUInt8(0).toString(2).replaceAll('0', '').length,
    0,
  )
  expect(ones).toBeGreaterThan(3700)
  expect(ones).toBeLessThan(4300)
})
