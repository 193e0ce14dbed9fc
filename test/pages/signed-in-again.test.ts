import { describe, expect, test } from 'vitest'
import { day } from '../../src/plain/index.ts'
import { said } from '../../src/register/index.ts'
import { aChild, testRegister } from '../support/register.ts'
import { testSite, visitor } from '../support/site.ts'

const register = await testRegister('demonstration')
const { app, signedInAs } = testSite(register)

const note = {
  text: 'He asked for his uncle & said "tomorrow"',
  'on-day': '5',
  'on-month': '2',
  'on-year': '2026',
}

const main = (html: string) => /<main[\s\S]*<\/main>/.exec(html)?.[0] ?? ''
/** The hidden fields of the one form of a page, as a browser would send them. */
const kept = (html: string): URLSearchParams =>
  new URLSearchParams(
    [...main(html).matchAll(/<input type="hidden" name="([^"]*)" value="([^"]*)"/g)].map(
      ([, name = '', value = '']): [string, string] => [
        name,
        value.replaceAll('&quot;', '"').replaceAll('&lt;', '<').replaceAll('&amp;', '&'),
      ],
    ),
  )
const post = (path: string, body: URLSearchParams, cookie: string, site = 'same-origin') =>
  app.request(`http://localhost${path}`, {
    method: 'POST',
    headers: {
      cookie,
      'content-type': 'application/x-www-form-urlencoded',
      ...(site === '' ? {} : { 'sec-fetch-site': site }),
    },
    body: body.toString(),
  })

/** A form as it was opened in one session, with something typed. */
async function opened(path: string, fields: Record<string, string | string[]>) {
  const before = await signedInAs('social-worker')
  const body = kept((await before.get(path)).html)
  for (const [name, value] of Object.entries(fields)) {
    body.delete(name)
    for (const one of [value].flat()) body.append(name, one)
  }
  return body
}

describe('a form that is sent after signing in again', () => {
  test('is shown to be checked, with everything typed, and is saved once it is sent from there', async () => {
    const child = await aChild(register, 'A-1', [])
    const path = `/children/${child}/note`
    const body = await opened(path, note)
    const now = await signedInAs('social-worker')
    const check = await post(path, body, now.cookie)
    const html = await check.text()
    expect(check.status).toBe(403)
    expect(html).toContain('You signed in again since this page was opened. Check it and send it once more.')
    expect(html).toContain('<title>Error: Check and send again')
    expect(main(html)).toContain('He asked for his uncle &amp; said')
    expect(/<dl[\s\S]*<\/dl>/.exec(main(html))?.[0]).not.toContain(body.get('token'))
    expect(html).not.toContain(body.get('token'))
    expect((await now.get(`/children/${child}`)).html).not.toContain('He asked for his uncle')
    const sent = kept(html)
    expect(sent.get('once')).toBe(body.get('once'))
    const done = await post(path, sent, now.cookie)
    expect(done.headers.get('location')).toBe(`/children/${child}?done=recorded`)
    expect((await now.get(`/children/${child}`)).html).toContain('He asked for his uncle')
  })

  test('keeps every box that was ticked', async () => {
    const child = await aChild(register, 'A-2', [])
    const path = `/children/${child}/missing`
    const body = await opened(path, { worries: ['work', 'health'] })
    const check = await post(path, body, (await signedInAs('social-worker')).cookie)
    expect(kept(await check.text()).getAll('worries')).toEqual(['work', 'health'])
  })

  test('a correction still knows which version it began from', async () => {
    const child = await aChild(register, 'A-3', [said('placement', 'U6', { from: day('2026-01-10') })])
    const now = await signedInAs('social-worker')
    const path =
      /\/children\/[0-9a-f-]{36}\/entries\/[0-9a-f-]{36}\/correct/.exec(
        (await now.get(`/children/${child}`)).html,
      )?.[0] ?? ''
    const body = await opened(path, { why: 'A slip' })
    const html = await (await post(path, body, now.cookie)).text()
    expect(body.get('seen')).not.toBe('')
    expect(kept(html).get('seen')).toBe(body.get('seen'))
    expect(/<dl[\s\S]*<\/dl>/.exec(main(html))?.[0]).not.toContain(body.get('seen'))
  })

  test('the page that says so keeps what was typed until somebody has signed in', async () => {
    const child = await aChild(register, 'A-4', [])
    const path = `/children/${child}/note`
    const body = await opened(path, note)
    const out = await post(path, body, '')
    const html = await out.text()
    expect(out.status).toBe(401)
    expect(main(html).replaceAll(/<input[^>]*>/g, '')).not.toContain('uncle')
    expect(kept(html).get('text')).toBe(note.text)
    const now = await signedInAs('social-worker')
    const check = await (await post(path, kept(html), now.cookie)).text()
    expect(check).toContain('Check and send again')
    const done = await post(path, kept(check), now.cookie)
    expect(done.headers.get('location')).toBe(`/children/${child}?done=recorded`)
  })

  test('is refused as before where the browser does not say that a page of ours sent it', async () => {
    const child = await aChild(register, 'A-5', [])
    const path = `/children/${child}/note`
    const now = await signedInAs('social-worker')
    for (const site of ['cross-site', 'same-site', 'none', '']) {
      const answer = await post(path, await opened(path, note), now.cookie, site)
      expect(answer.status).toBe(403)
      expect(await answer.text()).not.toContain('Send it now')
    }
  })

  test('shows nothing to somebody whose role may not send it', async () => {
    const child = await aChild(register, 'A-6', [])
    const path = `/children/${child}/note`
    const answer = await post(path, await opened(path, note), (await signedInAs('data-officer')).cookie)
    expect(answer.status).toBe(404)
    expect(await answer.text()).not.toContain('uncle')
  })

  test('a password is never put into a page to be sent again', async () => {
    const stranger = kept((await visitor(app, '').get('/sign-in')).html)
    stranger.set('password', 'three grey pebbles on sand')
    const answer = await post('/sign-in', stranger, (await signedInAs('social-worker')).cookie)
    expect(answer.status).toBe(403)
    expect(await answer.text()).not.toContain('three grey pebbles')
  })

  test('files are not kept, and the page says so', async () => {
    const officer = await signedInAs('data-officer')
    const form = new FormData()
    form.set('token', 'of another session')
    form.append('files', new File(['CHILD\n'], 'header.csv', { type: 'text/csv' }))
    const answer = await app.request('http://localhost/imports/new', {
      method: 'POST',
      body: form,
      headers: { cookie: officer.cookie, 'sec-fetch-site': 'same-origin' },
    })
    const html = await answer.text()
    expect(html).toContain('The files are not kept.')
    expect(html).not.toContain('Send it now')
  })
})
