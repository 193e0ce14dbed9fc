import { expect, test } from 'vitest'
import { contactDetailsIn, districtIn } from './index.ts'

// Postcodes of public buildings, one of each shape; numbers from the ranges that Ofcom keeps for drama, which no
// one has: 01632 960000 to 960999, 07700 900000 to 900999, 020 7946 0000 to 0999.
test.each(['M1 1AE', 'B33 8TH', 'W1A 0AX', 'CR2 6XH', 'DN55 1PT', 'EC1A 1BB', 'GIR 0AA', 'sw1a1aa'])(
  'the postcode %s is seen in a sentence',
  (postcode) => {
    expect(contactDetailsIn(`He now stays near ${postcode}, with an uncle.`).postcodes).toEqual([postcode])
  },
)

test.each([
  '01632 960 123',
  '07700 900123',
  '(020) 7946 0123',
  '+44 7700 900123',
  '00447700900123',
  '07700-900-123',
])('the phone number %s is seen in a sentence', (phone) => {
  const found = contactDetailsIn(`Ring ${phone} after six.`).phones
  expect(found).toHaveLength(1)
  expect(found[0]?.replace(/\D/g, '')).toBe(phone.replace(/\D/g, ''))
})

test.each([
  'Seen at 9:40pm on 3 February 2026 by two workers.',
  'Case 12345678, Home Office M7654321, police URN 01/4455/26.',
  'He said he owes 10000 to a man called R.',
  'Section 20 accommodation since 21/06/2026; 72 hours from 10:30.',
  'Year 11, set 4B; bus 62A to the market.',
  '',
])('nothing is seen in: %s', (text) => {
  expect(contactDetailsIn(text)).toEqual({ postcodes: [], phones: [] })
})

test('each is named once', () => {
  expect(contactDetailsIn('TR4 9ZZ, then TR4 9ZZ again').postcodes).toEqual(['TR4 9ZZ'])
})

test('the district of an address is its first postcode without the last three signs', () => {
  expect(districtIn('4 Shore Road\nTown TR4 9ZZ')).toBe('TR4')
  expect(districtIn('Flat 2, SW1A 2AA')).toBe('SW1A')
  expect(districtIn('ct102ab')).toBe('CT10')
  expect(districtIn('4 Shore Road, no postcode')).toBeNull()
})
