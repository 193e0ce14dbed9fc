import { describe, expect, test } from 'vitest'
import { day } from '../../src/plain/index.ts'
import { said } from '../../src/register/index.ts'
import { aChild, testRegister } from '../support/register.ts'
import { testSite } from '../support/site.ts'

const register = await testRegister('demonstration')
const { signedInAs } = testSite(register)
const worker = await signedInAs('social-worker')
const colleague = await signedInAs('manager')

const name = (forename: string, surname: string) => said('name', 'usual', { sealed: { forename, surname } })

describe('finding a child', () => {
  test.each([
    ['the council’s number', 'F-100'],
    ['the number in small letters', 'f-100'],
    ['the Home Office number with its spaces left out', 'H1234567'],
    ['part of the family name', 'arash'],
    ['a name without its accents', 'Zoe'],
  ])('by %s', async (_what, typed) => {
    await aChild(register, `F-${Math.random()}`, [name('Somebody', 'Else')])
    const known = (await worker.send('/children', { find: 'F-100' })).html.includes('Darashé')
    if (!known)
      await aChild(register, 'F-100', [
        name('Zoë', 'Darashé'),
        said('reference', 'home-office', { sealed: { value: 'H 123 4567' } }),
      ])
    const found = await worker.send('/children', { find: typed })
    expect(found.html).toContain('Zoë Darashé')
    expect(found.html).not.toContain('Somebody Else')
  })

  test('says what to try when nobody is found', async () => {
    expect((await worker.send('/children', { find: 'nobodyatall' })).html).toContain('another spelling')
  })

  test.each([
    ['unaccompanied', said('immigration', 'uasc')],
    ['identified', said('referral', 'rg-positive', { from: day('2026-01-10') })],
    ['suspected', said('trafficking', 'suspected', { from: day('2026-01-10') })],
    ['in care', said('episode', 'V2', { from: day('2026-01-10') })],
    ['missing now', said('missing', 'M', { from: day('2026-01-10') })],
    ['not found', said('missing', 'M', { from: day('2026-01-11') })],
  ])('the list of children who are %s holds the child, and not another', async (filter, entry) => {
    await aChild(register, `L-${filter}`, [name('Listed', filter.replace(' ', ''))].concat(entry))
    await aChild(register, `O-${filter}`, [name('Other', filter.replace(' ', ''))])
    const list = (await worker.get(`/children?show=${encodeURIComponent(filter)}`)).html
    expect(list).toContain(`Listed ${filter.replace(' ', '')}`)
    expect(list).not.toContain(`Other ${filter.replace(' ', '')}`)
  })
})

describe('adding a child', () => {
  test('needs only the number, and a number that is taken is refused', async () => {
    const made = await worker.send('/children/new', { number: 'N-1', unaccompanied: 'later' })
    expect(made.at).toMatch(/^\/children\/[0-9a-f-]{36}\?done=added$/)
    const twice = await worker.send('/children/new', {
      number: 'n-1',
      unaccompanied: 'no',
      forename: 'Kelmo',
    })
    expect(twice.html).toContain('A child with this number is in the register already.')
    expect(twice.html).toContain('value="Kelmo"')
  })
})

describe('correcting', () => {
  const correction = async (child: string) =>
    /entries\/([0-9a-f-]{36})\/correct"[^>]*>Correct<span[^>]*> Name/.exec(
      (await worker.get(`/children/${child}`)).html,
    )?.[1] ?? ''

  test('keeps what was said before, with when it was known', async () => {
    const child = await aChild(register, 'C-1', [name('Kelmo', 'Derashi')])
    const fact = await correction(child)
    const after = await worker.send(`/children/${child}/entries/${fact}/correct`, {
      forename: 'Kelmo',
      surname: 'Darashe',
      why: 'He spelt it himself',
    })
    expect(after.at).toContain('done=corrected')
    expect(after.html).toContain('Kelmo Darashe')
    expect(after.html).toContain('Replaced 1 earlier entry')
    expect(after.html).toContain('Kelmo Derashi')
  })

  test('two people at once: the second sees both texts, and nothing is overwritten until they choose', async () => {
    const child = await aChild(register, 'C-2', [name('Samira', 'Norvand')])
    const fact = await correction(child)
    const path = `/children/${child}/entries/${fact}/correct`
    const seen = /name="seen" value="([^"]*)"/.exec((await colleague.get(path)).html)?.[1] ?? ''
    await worker.send(path, { forename: 'Samira', surname: 'Noorvand', why: 'Passport seen' })
    const conflict = await colleague.send(path, {
      forename: 'Samira',
      surname: 'Nurvand',
      why: 'School says so',
      seen,
    })
    expect(conflict.status).toBe(409)
    expect(conflict.html).toContain('Samira Noorvand')
    expect(conflict.html).toContain('Samira Nurvand')
    expect((await worker.get(`/children/${child}`)).html).toContain('<h1 class="ts-h1">Samira Noorvand</h1>')
    const again = /name="seen" value="([^"]*)"/.exec(conflict.html)?.[1] ?? ''
    const chosen = await colleague.send(path, {
      forename: 'Samira',
      surname: 'Nurvand',
      why: 'School says so',
      seen: again,
      once: '4f0f9a34-0000-4000-8000-000000000002',
    })
    expect(chosen.html).toContain('<h1 class="ts-h1">Samira Nurvand</h1>')
  })

  test('an end before the start is refused', async () => {
    const child = await aChild(register, 'C-3', [said('placement', 'U6', { from: day('2026-01-10') })])
    const fact =
      /entries\/([0-9a-f-]{36})\/correct"[^>]*>Correct<span[^>]*> Placement/.exec(
        (await worker.get(`/children/${child}`)).html,
      )?.[1] ?? ''
    const again = await worker.send(`/children/${child}/entries/${fact}/correct`, {
      code: 'U6',
      'from-day': '10',
      'from-month': '1',
      'from-year': '2026',
      'until-day': '9',
      'until-month': '1',
      'until-year': '2026',
      why: 'A slip',
    })
    expect(again.html).toContain('The end is before the start')
  })
})

describe('withdrawing', () => {
  test('takes the entry out of the record and keeps it, with the reason, among what was withdrawn', async () => {
    const child = await aChild(register, 'W-1', [
      said('trafficking', 'suspected', { from: day('2026-01-10') }),
    ])
    const fact =
      /entries\/([0-9a-f-]{36})\/withdraw"[^>]*>Withdraw<span[^>]*> Trafficking/.exec(
        (await worker.get(`/children/${child}`)).html,
      )?.[1] ?? ''
    const after = await worker.send(`/children/${child}/entries/${fact}/withdraw`, {
      reason: 'wrong child',
      words: 'It was his cousin',
    })
    expect(after.html).toContain('Not recorded')
    expect(after.html).not.toContain('It was his cousin')
    const all = await worker.get(`/children/${child}?replaced=yes`)
    expect(all.html).toContain('Withdrawn: Trafficking, our view: suspected')
    expect(all.html).toContain('wrong child, It was his cousin')
  })

  test('a withdrawn finding opens the missing episode again', async () => {
    const child = await aChild(register, 'W-2', [said('missing', 'M', { from: day('2026-01-10') })])
    const missing =
      /missing\/([0-9a-f-]{36})\/located/.exec((await worker.get(`/children/${child}`)).html)?.[1] ?? ''
    await worker.send(`/children/${child}/missing/${missing}/located`, {
      'when-day': '11',
      'when-month': '1',
      'when-year': '2026',
      how: 'seen',
    })
    const fact =
      /entries\/([0-9a-f-]{36})\/withdraw"[^>]*>Withdraw<span[^>]*> Located/.exec(
        (await worker.get(`/children/${child}`)).html,
      )?.[1] ?? ''
    const after = await worker.send(`/children/${child}/entries/${fact}/withdraw`, {
      reason: 'did not happen',
      words: 'A boy with the same name',
    })
    expect(after.html).toContain('Missing now')
  })
})

describe('trafficking status', () => {
  const on = (d: number) => ({ 'from-day': String(d), 'from-month': '1', 'from-year': '2026' })
  test('a later step of the referral ends the earlier one on the day before, whichever is written down first', async () => {
    const child = await aChild(register, 'T-1', [])
    await worker.send(`/children/${child}/trafficking`, { status: 'rg-positive', ...on(20) })
    const after = await worker.send(`/children/${child}/trafficking`, { status: 'referred', ...on(12) })
    expect(after.html).toContain('12 January 2026 to 19 January 2026')
    expect(after.html).toContain('20 January 2026, still open')
  })
  test('the same status on the same day is not written down twice', async () => {
    const child = await aChild(register, 'T-2', [])
    await worker.send(`/children/${child}/trafficking`, { status: 'suspected', ...on(12) })
    expect(
      (await worker.send(`/children/${child}/trafficking`, { status: 'suspected', ...on(12) })).html,
    ).toContain('is written down for that day already')
  })
})

describe('placement and notes', () => {
  test('a new placement ends the one before it on the day it begins', async () => {
    const child = await aChild(register, 'P-1', [said('placement', 'U6', { from: day('2026-01-10') })])
    const after = await worker.send(`/children/${child}/placement`, {
      type: 'K2',
      'from-day': '5',
      'from-month': '2',
      'from-year': '2026',
      address: '1 Hidden Lane',
    })
    expect(after.html).toContain('10 January 2026 to 5 February 2026')
    expect(after.html).toContain("Placement: Children's home")
    expect(after.html).not.toContain('Hidden Lane')
  })
  test('a note shows markup as the text that it is', async () => {
    const child = await aChild(register, 'P-2', [])
    const after = await worker.send(`/children/${child}/note`, {
      text: '<script>alert(1)</script>',
      'on-day': '5',
      'on-month': '2',
      'on-year': '2026',
    })
    expect(after.html).not.toContain('<script>alert')
    expect(after.html).toContain('&lt;script>alert(1)&lt;/script>')
  })
})
