import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import { describe, expect, test } from 'vitest'
import { day } from '../plain/index.ts'
import {
  breakdownOf,
  breakdowns,
  catalogue,
  measureOf,
  measuresPage,
  savedQuestions,
  settingNames,
  usualSettings,
} from './index.ts'

const sentence = /^[A-Z1-9][^]{8,}\.$/

test('the catalogue in docs/catalogue is what the program counts by (if not: node bin/catalogue.js)', () => {
  const page = readFileSync(join(import.meta.dirname, '..', '..', 'docs', 'catalogue', 'measures.md'), 'utf8')
  expect(page).toBe(measuresPage())
})

describe('a measure', () => {
  test.each(catalogue.map((one) => [one.id, one] as const))(
    '%s says what it counts and on whose authority',
    (id, one) => {
      expect(measureOf(id)).toBe(one)
      expect(one.definition(usualSettings)).toMatch(sentence)
      for (const words of [one.label, one.population, one.timeRule, one.authority])
        expect(words.length).toBeGreaterThan(5)
      expect(one.fields.length).toBeGreaterThan(0)
      for (const setting of one.settings) expect(settingNames).toContain(setting)
    },
  )

  test('has a name of its own', () => {
    expect(new Set(catalogue.map((one) => one.id)).size).toBe(catalogue.length)
  })
})

describe('a breakdown', () => {
  test.each(breakdowns.map((one) => [one.id, one] as const))('%s says what it means', (id, one) => {
    expect(breakdownOf(id)).toBe(one)
    expect(one.definition).toMatch(sentence)
    for (const value of one.order ?? []) expect(one.words(value).length).toBeGreaterThan(0)
  })
})

describe('a saved question', () => {
  test.each(savedQuestions.map((one) => [one.title, one] as const))(
    '“%s” asks what the catalogue answers',
    (_title, one) => {
      for (const part of one.parts) {
        if ('notHeld' in part) expect(part.notHeld).toMatch(sentence)
        else {
          expect(measureOf(part.measure), part.measure).not.toBeNull()
          for (const by of part.by) expect(breakdownOf(by), by).not.toBeNull()
        }
      }
      for (const today of [day('2026-03-31'), day('2026-04-01'), day('2028-02-29')])
        for (const period of one.periods(today)) expect(period.from <= period.to).toBe(true)
    },
  )

  test('asks about return years that are over, and months up to today', () => {
    const periods = (id: string, today: string) =>
      savedQuestions
        .find((one) => one.id === id)
        ?.periods(day(today))
        .map((one) => `${one.from} ${one.to}`)
    expect(periods('days-missing', '2026-03-31')).toEqual(['2024-04-01 2025-03-31'])
    expect(periods('days-missing', '2026-04-01')).toEqual(['2025-04-01 2026-03-31'])
    expect(periods('found-each-year', '2026-11-25')).toHaveLength(5)
    expect(periods('each-month', '2026-11-25')).toEqual(['2016-01-01 2026-11-25'])
  })
})
