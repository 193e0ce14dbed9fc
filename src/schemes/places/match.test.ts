import { describe, expect, test } from 'vitest'
import { newId } from '../../database/index.ts'
import { day } from '../../plain/index.ts'
import { matchesOf, type Need, type Offer } from './match.ts'

const today = day('2026-11-29')
const offer = (some: Partial<Offer> = {}): Offer => ({
  id: newId(),
  kind: 'foster',
  name: 'An invented family',
  address: '',
  contact: '',
  words: '',
  ages: { least: 0, most: 17 },
  sex: 'any',
  languages: [],
  places: 2,
  taken: 0,
  from: day('2026-01-01'),
  until: null,
  ...some,
})
const need = (some: Partial<Need> = {}): Need => ({ age: 15, sex: 'M', languages: [], together: 1, ...some })
const nothing = { children: 0, address: false }
const one = (of: Need, home: Offer, near = nothing) => matchesOf(of, [home], today, () => near)[0]

describe('a place fits by age, sex and room', () => {
  test('the ages of the home, both ends within', () => {
    const home = offer({ ages: { least: 13, most: 15 } })
    expect(one(need({ age: 13 }), home)?.fits).toBe(true)
    expect(one(need({ age: 15 }), home)?.fits).toBe(true)
    expect(one(need({ age: 12 }), home)?.against).toEqual(['For ages 13 to 15, and the child is 12'])
    expect(one(need({ age: 16 }), home)?.fits).toBe(false)
  })

  test('supported and independent living are from 16 on, whatever the home says', () => {
    for (const kind of ['supported', 'independent'] as const) {
      expect(one(need({ age: 15 }), offer({ kind }))?.fits).toBe(false)
      expect(one(need({ age: 16 }), offer({ kind }))?.fits).toBe(true)
    }
  })

  test('a home for girls takes no boy, and of a child whose sex nobody recorded it must be looked at', () => {
    const girls = offer({ sex: 'F' })
    expect(one(need({ sex: 'M' }), girls)?.against).toEqual(['For girls'])
    expect(one(need({ sex: 'F' }), girls)?.fits).toBe(true)
    expect(one(need({ sex: '' }), girls)).toMatchObject({
      fits: true,
      look: ['The sex of the child is not recorded'],
    })
  })

  test('brothers and sisters live together or not at all', () => {
    expect(one(need({ together: 2 }), offer({ places: 2, taken: 1 }))?.against).toEqual([
      '1 free, and 2 are to live together',
    ])
    expect(one(need({ together: 2 }), offer({ places: 3, taken: 1 }))?.speaksFor).toContain(
      'Room for brothers and sisters together',
    )
    expect(one(need(), offer({ places: 2, taken: 2 }))?.against).toEqual(['Full'])
  })

  test('an offer counts from its first day until the day on which it ends', () => {
    const found = (some: Partial<Offer>) => matchesOf(need(), [offer(some)], today, () => nothing).length
    expect(found({ from: today })).toBe(1)
    expect(found({ from: day('2026-11-30') })).toBe(0)
    expect(found({ until: today })).toBe(0)
    expect(found({ until: day('2026-11-30') })).toBe(1)
  })
})

describe('what must be looked at', () => {
  test('who pursues the child is near: the place stays in the list, behind those where nobody is', () => {
    const [near, far] = [offer({ name: 'A', languages: ['Tigrinya'] }), offer({ name: 'B' })]
    const found = matchesOf(need({ languages: ['tigrinya'] }), [near, far], today, ({ name }) =>
      name === 'A' ? { children: 2, address: true } : nothing,
    )
    expect(found.map((match) => match.offer.name)).toEqual(['B', 'A'])
    expect(found[1]?.fits).toBe(true)
    expect(found[1]?.look).toEqual([
      'An address of somebody who pursues the child is in the same postcode district',
      'The people who reached the child have reached somebody near this home: ask the missing co-ordinator first',
    ])
  })

  test('a hotel is no home, and an age that nobody knows is asked for', () => {
    expect(one(need({ age: null }), offer({ kind: 'hotel' }))?.look).toEqual([
      'The age of the child is not known',
      'Nobody in a hotel looks after a child',
    ])
  })
})

test('a language and a usual kind of home speak for a place', () => {
  const found = matchesOf(
    need({ age: 12, languages: ['Dari'] }),
    [
      offer({ name: 'residential', kind: 'residential' }),
      offer({ name: 'speaks', languages: ['Pashto', ' dari'] }),
    ],
    today,
    () => nothing,
  )
  expect(found.map((match) => [match.offer.name, match.speaksFor])).toEqual([
    ['speaks', ['Speaks Dari', 'A usual kind of home at this age']],
    ['residential', []],
  ])
})
