import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { type HandleKind, handleOf } from './index.ts'

const one = (kind: HandleKind, written: string) => {
  const read = handleOf(kind, written)
  return read.ok ? read.value : `refused: ${read.problem}`
}

describe('a phone number is the same number however it is written', () => {
  // Numbers of the ranges that Ofcom keeps for drama (07700 900000 to 900999): nobody's.
  test.each(['07700 900123', '+44 7700 900123', '0044 7700 900123', '(07700) 900-123', 'tel:+447700900123'])(
    '%s',
    (written) => expect(one('phone', written)).toBe('+447700900123'),
  )

  test('in Arabic figures as well', () => expect(one('phone', '٠٧٧٠٠ ٩٠٠١٢٣')).toBe('+447700900123'))
  test('a foreign one keeps its country', () => expect(one('phone', '+84 91 234 56 78')).toBe('+84912345678'))
  test.each(['ring him', '12', '+44', '07700 900123 900123 900123 900123', '<script>'])(
    '%s is none',
    (written) => expect(one('phone', written)).toContain('refused: This is no phone number'),
  )
})

describe('an account is its service and its name', () => {
  test.each([
    ['https://www.facebook.com/nguyen.van', 'facebook: nguyen.van'],
    ['facebook.com/Nguyen.Van/', 'facebook: nguyen.van'],
    ['https://m.facebook.com/nguyen.van?ref=share', 'facebook: nguyen.van'],
    ['https://facebook.com/profile.php?id=1000123', 'facebook: 1000123'],
    ['Facebook nguyen.van', 'facebook: nguyen.van'],
    ['facebook: @nguyen.van', 'facebook: nguyen.van'],
    ['https://www.instagram.com/u_name/', 'instagram: u_name'],
    ['https://t.me/@some_name', 'telegram: some_name'],
    ['https://www.tiktok.com/@some.name', 'tiktok: some.name'],
    ['https://www.snapchat.com/add/some-name', 'snapchat: some-name'],
    ['@some.name', 'name: some.name'],
    ['https://example.org/who/they', 'example.org/who/they'],
  ])('%s is %s', (written, handle) => expect(one('account', written)).toBe(handle))

  test('two names that differ by a dash are two accounts', () =>
    expect(one('account', 'https://facebook.com/a-b')).not.toBe(one('account', 'https://facebook.com/ab')))

  test('an address that only looks like the service is another place', () => {
    expect(one('account', 'https://facebook.com.example.org/nguyen.van')).toBe(
      'facebook.com.example.org/nguyen.van',
    )
    // With a Cyrillic а, in the form in which the network knows it.
    expect(one('account', 'https://f\u0430cebook.com/nguyen.van')).toMatch(/^xn--/)
  })

  test.each([
    'javascript:alert(1)',
    'data:text/html,x',
    'https://facebook.com/',
    'two words here',
    'file:///etc/passwd',
  ])('%s is refused', (written) => expect(one('account', written)).toContain('refused: '))
})

describe('others', () => {
  test('an e-mail address without regard to case', () =>
    expect(one('email', ' Some.Body@Example.ORG ')).toBe('some.body@example.org'))
  test('a number plate without its gaps', () => expect(one('vehicle', 'ab12 cde')).toBe('AB12CDE'))
  test('an address without its commas', () =>
    expect(one('address', 'Flat 2, 10 Invented Road,\nXX1 1XX')).toBe('flat 2 10 invented road xx1 1xx'))
  test('a person without regard to the order and the accents of names', () =>
    expect(one('person', 'Nguyễn Văn')).toBe(one('person', 'VAN, Nguyen')))
  test('a name from right to left stays itself', () => expect(one('person', 'علي حسن')).toBe('حسن علي'))
  test('a pasted chat is sent back with a sentence', () =>
    expect(one('person', 'chat '.repeat(200_000))).toContain('refused: This is too long'))
})

const kinds = fc.constantFrom<HandleKind>('phone', 'account', 'email', 'vehicle', 'address', 'person')

test('whatever is typed is read or refused in a sentence, and reading again changes nothing', () => {
  fc.assert(
    fc.property(kinds, fc.string({ unit: 'grapheme', maxLength: 60 }), (kind, written) => {
      const read = handleOf(kind, written)
      if (!read.ok) expect(read.problem).toMatch(/\.$/)
      else if (kind !== 'account') expect(one(kind, read.value)).toBe(read.value)
    }),
    { numRuns: 2000 },
  )
})
