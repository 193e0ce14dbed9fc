import { describe, expect, test } from 'vitest'
import { day, type Id, type Instant } from '../../plain/index.ts'
import { type Entry, said } from '../../register/index.ts'
import { homesOf } from './homes.ts'

let number = 0
const entry = (
  kind: 'placement' | 'episode',
  code: string,
  from: string,
  until: string | null,
  attributes: Record<string, string> = {},
): Entry =>
  ({
    ...said(kind, code, { from: day(from), until: until === null ? null : day(until), attributes }),
    id: `e${++number}` as Id,
    fact: `f${number}` as Id,
    child: 'c' as Id,
    about: null,
    knownFrom: '2026-01-01T00:00:00.000Z' as Instant,
    knownUntil: null,
    enteredBy: null,
    withdrawn: false,
    source: { id: 1, kind: 'form', label: '' },
  }) as unknown as Entry
const today = day('2026-11-25')
const born = day('2010-03-01')

describe('where a child has lived', () => {
  test('is said in kinds of home, with the age on the first day', () => {
    const { stays } = homesOf(
      [entry('placement', 'U6', '2024-01-10', '2026-03-01'), entry('placement', 'K3', '2026-03-01', null)],
      born,
      today,
    )
    // Born 1 March 2010: 13 on 10 January 2024, 16 on the birthday.
    expect(stays.map(({ home, age, open }) => ({ home, age, open }))).toEqual([
      { home: 'foster', age: 13, open: false },
      { home: 'supported', age: 16, open: true },
    ])
  })

  test('is what somebody said where the code of the return cannot say it: a hotel', () => {
    const known = [entry('placement', 'T4', '2026-11-01', null, { home: 'hotel' })]
    expect(homesOf(known, null, today).stays).toMatchObject([{ home: 'hotel', age: null }])
  })

  test('shows the days of care on which nothing is written down, also today', () => {
    const known = [
      entry('episode', 'V2', '2026-01-01', null),
      entry('placement', 'U6', '2026-01-05', '2026-02-01'),
      entry('placement', 'K2', '2026-02-10', '2026-11-20'),
    ]
    expect(homesOf(known, born, today).gaps).toEqual([
      { from: '2026-01-01', until: '2026-01-05' },
      { from: '2026-02-01', until: '2026-02-10' },
      { from: '2026-11-20', until: '2026-11-25' },
    ])
  })

  test('has no gap between two times in care', () => {
    const known = [
      entry('episode', 'V2', '2024-01-01', '2024-06-01'),
      entry('episode', 'V2', '2025-01-01', null),
      entry('placement', 'U6', '2024-01-01', '2024-06-01'),
      entry('placement', 'U6', '2025-01-01', null),
    ]
    expect(homesOf(known, born, today).gaps).toEqual([])
  })

  test('shows the days on which two sources say two homes', () => {
    const known = [
      entry('episode', 'V2', '2026-01-01', '2026-03-01', { place: 'U6' }),
      entry('placement', 'K2', '2026-02-01', null),
    ]
    expect(homesOf(known, born, today).disagreements).toEqual([
      { from: '2026-02-01', until: '2026-03-01', placement: 'residential', episode: 'foster' },
    ])
  })
})
