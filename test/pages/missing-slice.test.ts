import { describe, expect, test } from 'vitest'
import { day } from '../../src/plain/index.ts'
import { said } from '../../src/register/index.ts'
import { aChild, testRegister } from '../support/register.ts'
import { testSite } from '../support/site.ts'

const register = await testRegister('demonstration')
const { app, signedInAs } = testSite(register)
const duty = await signedInAs('duty')

const report = {
  code: 'M',
  'seen-day': '3',
  'seen-month': '2',
  'seen-year': '2026',
  'seen-time': '1:07am',
  where: 'In his room, by the night staff',
  wearing: 'Grey hooded top',
  police: 'no',
}

describe('reporting a child missing', () => {
  test('puts the child on the missing desk, with what was seen and that the police are still to be told', async () => {
    const child = await aChild(
      register,
      'M-1',
      [said('name', 'usual', { sealed: { forename: 'Kelmo', surname: 'Darashe' } })],
      day('2009-06-14'),
    )
    const after = await duty.send(`/children/${child}/missing`, report)
    expect(after.at).toBe(`/children/${child}?done=missing`)
    expect(after.html).toContain('Missing now')
    expect(after.html).toContain('1:07am on 3 February 2026')
    expect(after.html).toContain('Tell the police')
    expect((await duty.get('/missing')).html).toContain('Kelmo Darashe')
  })

  test('asks again, with everything still typed, when the day is left out', async () => {
    const child = await aChild(register, 'M-2', [])
    const again = await duty.send(`/children/${child}/missing`, {
      ...report,
      'seen-day': '',
      'seen-month': '',
      'seen-year': '',
    })
    expect(again.status).toBe(422)
    expect(again.html).toContain('Say on which day the child was last seen.')
    expect(again.html).toContain('In his room, by the night staff')
    expect(again.html).toContain('<title>Error: Report missing or away')
  })

  test('refuses an hour that the clocks skipped, and asks which where it happened twice', async () => {
    const child = await aChild(register, 'M-3', [])
    const spring = { ...report, 'seen-day': '29', 'seen-month': '3', 'seen-time': '1:30am' }
    expect((await duty.send(`/children/${child}/missing`, spring)).html).toContain('did not happen')
    const autumn = { ...report, 'seen-day': '25', 'seen-month': '10', 'seen-time': '1:30am' }
    const asked = await duty.send(`/children/${child}/missing`, autumn)
    expect(asked.html).toContain('happened twice')
    expect(asked.html).toContain('The second time, after the clocks went back')
    const second = await duty.send(`/children/${child}/missing`, { ...autumn, 'seen-which': 'second' })
    expect(second.at).toContain('done=missing')
  })

  test('a second press of the same form makes no second episode', async () => {
    const child = await aChild(register, 'M-4', [])
    const once = '4f0f9a34-0000-4000-8000-000000000001'
    await duty.send(`/children/${child}/missing`, { ...report, once })
    await duty.send(`/children/${child}/missing`, { ...report, once }, { open: '/missing/report' })
    const record = await duty.get(`/children/${child}`)
    expect(record.html.match(/ts-event--missing/g)).toHaveLength(1)
  })

  test('located ends a missing episode; hearsay does not', async () => {
    const child = await aChild(register, 'M-5', [])
    await duty.send(`/children/${child}/missing`, report)
    const fact =
      /missing\/([0-9a-f-]{36})\/located/.exec((await duty.get(`/children/${child}`)).html)?.[1] ?? ''
    const found = {
      'when-day': '4',
      'when-month': '2',
      'when-year': '2026',
      'when-time': '10:05am',
      where: 'Knot End bus station',
      by: 'An officer',
    }
    await duty.send(`/children/${child}/missing/${fact}/located`, { ...found, how: 'hearsay' })
    expect((await duty.get(`/children/${child}`)).html).toContain('Missing now')
    await duty.send(`/children/${child}/missing/${fact}/located`, { ...found, how: 'seen' })
    const after = (await duty.get(`/children/${child}`)).html
    expect(after).not.toContain('Missing now')
    expect(after).toContain('1:07am on 3 February 2026 to 10:05am on 4 February 2026')
  })

  test('a finding before the child went missing is refused', async () => {
    const child = await aChild(register, 'M-6', [])
    await duty.send(`/children/${child}/missing`, report)
    const fact =
      /missing\/([0-9a-f-]{36})\/located/.exec((await duty.get(`/children/${child}`)).html)?.[1] ?? ''
    const early = await duty.send(`/children/${child}/missing/${fact}/located`, {
      'when-day': '2',
      'when-month': '2',
      'when-year': '2026',
      how: 'seen',
    })
    expect(early.html).toContain('This is before the child went missing')
  })
})

describe('who may', () => {
  test('a data officer does not open a child, and cannot tell an existing one from one that does not exist', async () => {
    const child = await aChild(register, 'M-7', [])
    const data = await signedInAs('data-officer')
    const existing = await data.get(`/children/${child}`)
    const none = await data.get('/children/018f0000-0000-7000-8000-000000000000')
    expect(existing.status).toBe(404)
    const body = (html: string) => /<main[\s\S]*<\/main>/.exec(html)?.[0]
    expect(body(existing.html)).toBe(body(none.html))
  })

  test('nobody signed in is shown the sign-in page, and a form sent then is not thrown away without a word', async () => {
    expect((await app.request('http://localhost/children')).headers.get('location')).toBe('/sign-in')
    const sent = await app.request('http://localhost/children/new', {
      method: 'POST',
      headers: { 'sec-fetch-site': 'same-origin' },
    })
    expect(sent.status).toBe(401)
    expect(await sent.text()).toContain('Sign in again')
  })

  test('a form from another site, or without the session’s token, is refused', async () => {
    const child = await aChild(register, 'M-8', [])
    const foreign = await duty.send(`/children/${child}/missing`, report, {
      headers: { 'sec-fetch-site': 'cross-site' },
    })
    expect(foreign.status).toBe(403)
    const tokenless = await duty.send(`/children/${child}/missing`, { ...report, token: 'x' })
    expect(tokenless.status).toBe(403)
  })
})
