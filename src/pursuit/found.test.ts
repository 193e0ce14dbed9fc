import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { handlesIn } from './found.ts'

const told = (text: string) => handlesIn(text).map(({ kind, handle, times }) => [kind, handle, times])

describe('what stands in a chat', () => {
  test('phones, accounts, an e-mail address, a plate and an address are each found once, the one named most first', () => {
    const chat = `Boss: ring me on +84 912 345 678
Boss: not this one. 0084 912 345 678!!
Boss: or write https://www.facebook.com/invented.hunter, or @invented.hunter2
me: ok
Boss: send it to pay@example.org. The car is AB12 CDE
Boss: come to 4 Shore Road, TR4 9ZZ`
    expect(told(chat)).toEqual([
      ['phone', '+84912345678', 2],
      ['account', 'facebook: invented.hunter', 1],
      ['account', 'name: invented.hunter2', 1],
      ['email', 'pay@example.org', 1],
      ['vehicle', 'AB12CDE', 1],
      ['address', 'boss come to 4 shore road tr4 9zz', 1],
    ])
  })

  test('figures in Arabic and Persian, and a chat that runs from right to left', () => {
    expect(told('اتصل بي على +٨٤ ٩١٢ ٣٤٥ ٦٧٨ الآن')).toEqual([['phone', '+84912345678', 1]])
    expect(told('شماره ۰۷۷۰۰۹۰۰۱۲۳ است')).toEqual([['phone', '+447700900123', 1]])
  })

  test('a list of calls: a time, a day or the next number beside a number hides none', () => {
    expect(told('07700 900123 14:32')).toEqual([['phone', '+447700900123', 1]])
    expect(told('07700900123 07700900124')).toEqual([
      ['phone', '+447700900123', 1],
      ['phone', '+447700900124', 1],
    ])
    expect(told('03.02.2026 07700 900123')).toEqual([['phone', '+447700900123', 1]])
    expect(told('07700-900-123, (020) 7946 0018')).toEqual([
      ['phone', '+447700900123', 1],
      ['phone', '+442079460018', 1],
    ])
  })

  test('an e-mail address is no account besides, and an address of an account no phone', () => {
    expect(told('somebody@example.org')).toEqual([['email', 'somebody@example.org', 1]])
    expect(told('https://facebook.com/profile.php?id=100012345678901')).toEqual([
      ['account', 'facebook: 100012345678901', 1],
    ])
  })

  test('hostile addresses are no accounts, and dates and sums of money no phones', () => {
    expect(told('javascript:alert(1) data:text/html,x file:///etc/passwd')).toEqual([])
    expect(told('on 12.03.2026 at 10:30 he wanted 20,000 euros, or 500 000 000 dong')).toEqual([])
  })

  test('each is given with the lines in which it stands, and not with more than four', () => {
    const [one] = handlesIn(Array.from({ length: 50 }, (_, i) => `line ${i}: 07700 900123`).join('\n'))
    expect(one).toMatchObject({ times: 50, lines: [0, 1, 2, 3].map((i) => `line ${i}: 07700 900123`) })
  })

  test('a chat of a megabyte in one line is read to its end', () => {
    const chat = `${'xin chào em '.repeat(90_000)} 07700 900123`
    expect(chat.length).toBeGreaterThan(1_000_000)
    expect(told(chat)).toEqual([['phone', '+447700900123', 1]])
  })

  test('any text at all is read, and nothing is found that does not stand in it', () => {
    fc.assert(
      fc.property(fc.string({ unit: 'grapheme', maxLength: 400 }), (text) => {
        for (const { written, lines } of handlesIn(text)) {
          expect(text).toContain(written)
          expect(lines.length).toBeGreaterThan(0)
        }
      }),
    )
  })
})
