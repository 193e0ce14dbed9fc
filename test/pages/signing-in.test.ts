import { describe, expect, test } from 'vitest'
import { makeShares, maySharesBeMade, signIn } from '../../src/access/index.ts'
import { type Instant, instantOf, must } from '../../src/plain/index.ts'
import { makeApp } from '../../src/web/index.ts'
import { devicePlace } from '../../src/web/device-place.ts'
import { slidingMinute } from '../../src/web/limits.ts'
import { formToken } from '../../src/web/request.ts'
import { goodPassword, peopleOf } from '../support/people.ts'
import { aChild, testRegister } from '../support/register.ts'
import { siteOf, testSite, visitor } from '../support/site.ts'

const register = await testRegister()
const { app } = testSite(register)
const { colleague, own } = peopleOf(register)
const { db, keys, council } = register
const cookieOf = (token: string) => `__Host-turnstone=${token}`
const at = (path: string) => `http://localhost${path}`

const main = (html: string) => /<main[\s\S]*<\/main>/.exec(html)?.[0] ?? ''
const hidden = (html: string): URLSearchParams =>
  new URLSearchParams(
    [...main(html).matchAll(/<input type="hidden" name="([^"]*)" value="([^"]*)"/g)].map(
      ([, name = '', value = '']): [string, string] => [
        name,
        value.replaceAll('&quot;', '"').replaceAll('&lt;', '<').replaceAll('&amp;', '&'),
      ],
    ),
  )
const post = (path: string, body: URLSearchParams, cookie = '', headers: Record<string, string> = {}) =>
  app.request(at(path), {
    method: 'POST',
    headers: {
      cookie,
      'content-type': 'application/x-www-form-urlencoded',
      'sec-fetch-site': 'same-origin',
      ...headers,
    },
    body: body.toString(),
  })
const sessionIn = (answer: Response) =>
  /__Host-turnstone=[^;]+/.exec(answer.headers.get('set-cookie') ?? '')?.[0] ?? ''

describe('a form that comes after the lock', () => {
  const draft = (fields: Record<string, string>) =>
    new URLSearchParams({ token: 'gone', once: 'o-1', ...fields })
  const signing = (html: string, email: string, password: string) => {
    const body = hidden(html)
    body.set('again-email', email)
    body.set('again-password', password)
    return body
  }

  test('is kept, asks for e-mail and password, and is shown to be checked in one step', async () => {
    const { email } = await colleague('manager')
    const child = await aChild(register, 'L-1', [])
    const path = `/children/${child}/note`
    const note = { text: 'He asked for his uncle', 'on-day': '5', 'on-month': '2', 'on-year': '2026' }
    const ask = await post(path, draft(note))
    expect(ask.status).toBe(401)
    const html = await ask.text()
    expect(main(html)).toContain('Sign in again')
    expect(main(html).replaceAll(/<input[^>]*>/g, '')).not.toContain('uncle')

    const wrong = await post(path, signing(html, email, 'harbour lantern stone'))
    expect(wrong.status).toBe(422)
    const again = await wrong.text()
    expect(again).toContain('The e-mail address or the password is not right.')
    expect(hidden(again).get('text')).toBe(note.text)

    const right = await post(path, signing(again, email, goodPassword))
    expect(right.status).toBe(403)
    const check = await right.text()
    expect(check).toContain('Check and send again')
    expect(main(check)).toContain(note.text)
    const cookie = sessionIn(right)
    expect((await visitor(app, cookie).get(`/children/${child}`)).html).not.toContain(note.text)
    expect(hidden(check).get('once')).toBe('o-1')
    const done = await post(path, hidden(check), cookie)
    expect(done.headers.get('location')).toBe(`/children/${child}?done=recorded`)
  })

  test('never has a password, a share or an answer of a device in a hidden field, or on the page', async () => {
    const { email, session } = await colleague('duty')
    const secrets = {
      password: 'zq-password',
      share: 'zq-share',
      passkey: 'zq-passkey',
      'passkey-asked': 'zq-asked',
    }
    const ask = await (await post('/emergency', draft({ words: 'kept', ...secrets }))).text()
    expect(hidden(ask).get('words')).toBe('kept')
    expect(ask).not.toContain('zq-')
    const wrong = await (await post('/emergency', signing(ask, email, 'zq-typed wrong'))).text()
    expect(wrong).not.toContain('zq-')
    const check = await (await post('/emergency', signing(wrong, email, goodPassword))).text()
    expect(check).toContain('Check and send again')
    expect(check).not.toContain(goodPassword)
    expect(check).not.toContain(email)
    // Nor where the session is merely another one.
    const other = await (
      await post('/emergency', draft({ words: 'kept', ...secrets }), cookieOf(session))
    ).text()
    expect(other).toContain('Check and send again')
    expect(other).not.toContain('zq-')
  })

  test('is shown to nobody whose role may not send it, whoever they are', async () => {
    const { email } = await colleague('auditor')
    const child = await aChild(register, 'L-2', [])
    const path = `/children/${child}/note`
    const ask = await (await post(path, draft({ text: 'He asked for his uncle' }))).text()
    const answer = await post(path, signing(ask, email, goodPassword))
    expect(answer.status).toBe(404)
    expect(await answer.text()).not.toContain('uncle')
  })

  test('signs nobody in where the browser does not say that a page of ours sent it', async () => {
    const { email } = await colleague('duty')
    const ask = await (await post('/emergency', draft({ words: 'x' }))).text()
    for (const site of ['cross-site', 'same-site', 'none']) {
      const answer = await post('/emergency', signing(ask, email, goodPassword), '', {
        'sec-fetch-site': site,
      })
      expect(answer.status).toBe(403)
      expect(sessionIn(answer)).toBe('')
    }
  })

  test('with files opens the page anew: files are not kept', async () => {
    const { email } = await colleague('data-officer')
    const form = new FormData()
    form.append('files', new File(['CHILD\n'], 'header.csv', { type: 'text/csv' }))
    const ask = await app.request(at('/imports/new'), {
      method: 'POST',
      body: form,
      headers: { 'sec-fetch-site': 'same-origin' },
    })
    const html = await ask.text()
    expect(html).toContain('The files that you chose are not kept')
    const done = await post('/imports/new', signing(html, email, goodPassword))
    expect(done.headers.get('location')).toBe('/imports/new')
    expect(sessionIn(done)).not.toBe('')
  })
})

describe('where one is signed in', () => {
  test('is a page on which others are ended: their next page asks them to sign in', async () => {
    const { email, session } = await colleague('duty')
    const other = must(await signIn(db, keys, council.id, email, goodPassword), 'signed in')
    const here = visitor(app, cookieOf(session))
    const page = await here.get('/sessions')
    expect(page.html).toContain('This one')
    expect(page.html).not.toContain(other)
    expect(await here.send('/sessions', {}, { form: 0 })).toMatchObject({ status: 200 })
    expect((await visitor(app, cookieOf(other)).get('/')).at).toBe('/sign-in')
    expect((await here.get('/')).at).toBe('/')
    const third = must(await signIn(db, keys, council.id, email, goodPassword), 'signed in')
    expect((await here.send('/sessions', {})).html).toContain('Nothing opens there any more')
    expect((await visitor(app, cookieOf(third)).get('/')).at).toBe('/sign-in')
    expect((await here.get('/')).at).toBe('/')
  })

  test('is ended by an administrator, from the page of the person', async () => {
    const worker = await colleague('duty')
    const administrator = visitor(app, cookieOf((await colleague('administrator')).session))
    const path = `/people/${worker.id}`
    expect((await administrator.get(path)).html).toContain('Sign them out everywhere')
    const done = await administrator.send(path, {})
    expect(done.html).toContain('They are signed out everywhere')
    expect((await visitor(app, cookieOf(worker.session)).get('/')).at).toBe('/sign-in')
  })

  test('goes on for 20 minutes more when the warning is answered', async () => {
    const { id, session } = await colleague('duty')
    await own("update session set seen_at = seen_at - interval '19 minutes' where account = $1", [id])
    const here = visitor(app, cookieOf(session))
    expect((await here.send('/still-here', {}, { open: '/help' })).status).toBe(403)
    const token = /name="token" value="([^"]+)"/.exec((await here.get('/')).html)?.[1] ?? ''
    expect((await post('/still-here', new URLSearchParams({ token }), cookieOf(session))).status).toBe(200)
    expect((await post('/still-here', new URLSearchParams({ token }))).status).toBe(401)
  })
})

describe('recovery shares', () => {
  test('are owed on every page until an administrator has typed one back', async () => {
    const administrator = visitor(app, cookieOf((await colleague('administrator')).session))
    const worker = visitor(app, cookieOf((await colleague('duty')).session))
    expect((await worker.get('/')).html).toContain('Recovery shares are owed')
    expect((await worker.get('/')).html).not.toContain('href="/shares"')
    expect((await worker.get('/shares')).status).toBe(403)
    expect((await administrator.get('/')).html).toContain('href="/shares"')
    expect((await administrator.get('/shares')).html).toContain('turnstone keys shares --data DIR')
    const [one = '', , three = ''] = must(await makeShares(db, council.id, keys, 'test'), 'made')

    const slip = `${one.slice(0, -1)}${one.endsWith('A') ? 'B' : 'A'}`
    for (const wrong of ['', 'nonsense', slip]) {
      const page = await administrator.send('/shares', { share: wrong }, { form: 0 })
      expect(page.status).toBe(422)
      if (wrong !== '') expect(page.html).not.toContain(wrong)
    }
    const done = await administrator.send('/shares', { share: three.toLowerCase() }, { form: 0 })
    expect(done.html).toContain('The share is right')
    expect(done.html).not.toContain('Recovery shares are owed')
    for (const who of [administrator, worker])
      expect((await who.get('/')).html).not.toContain('Recovery shares are owed')
    expect((await administrator.get('/shares')).html).toContain('No shares are owed')
  })
})

describe('recovery shares and a second person', () => {
  test('once somebody could agree, shares are made after they did, once', async () => {
    const administrator = visitor(app, cookieOf((await colleague('administrator')).session))
    const officer = visitor(app, cookieOf((await colleague('ig-officer')).session))
    expect(await maySharesBeMade(db, keys, council.id)).toBe(false)
    const empty = await administrator.send('/shares', { why: '' })
    expect(empty.status).toBe(422)
    const asked = await administrator.send('/shares', { why: 'The old ones are three years old' })
    expect(asked.html).toContain('Once somebody has agreed')
    expect(await maySharesBeMade(db, keys, council.id)).toBe(false)
    expect((await officer.get('/agreements')).html).toContain('The old ones are three years old')
    await officer.send('/agreements', { decision: 'agreed' })
    expect(await maySharesBeMade(db, keys, council.id)).toBe(true)
    expect(await maySharesBeMade(db, keys, council.id)).toBe(false)
  })
})

describe('a new link for somebody who can sign in already', () => {
  test('is given when a second person agrees, once: whoever holds it is that person', async () => {
    const administrator = visitor(app, cookieOf((await colleague('administrator')).session))
    const officer = visitor(app, cookieOf((await colleague('ig-officer')).session))
    const manager = await colleague('manager')
    const path = `/people/${manager.id}`
    const asked = await administrator.send(path, {}, { form: 1 })
    expect(asked.html).not.toContain('/invitation/')
    expect(asked.html).toContain('A second person agrees first')
    expect((await administrator.send(path, {}, { form: 1 })).html).not.toContain('/invitation/')
    const list = (await officer.get('/agreements')).html
    expect(list).toContain('whoever holds it is that person')
    await officer.send('/agreements', { decision: 'agreed' })
    const given = await administrator.send(path, {}, { form: 1 })
    expect(given.html).toContain('/invitation/')
    expect((await administrator.send(path, {}, { form: 1 })).html).not.toContain('/invitation/')
  })
})

describe('one’s own password', () => {
  const another = 'seven wet oystercatchers'

  test('is changed by whoever knows it, ends every other sitting and opens the door from then on', async () => {
    const { email, session } = await colleague('manager')
    const elsewhere = must(await signIn(db, keys, council.id, email, goodPassword), 'signed in twice')
    const here = visitor(app, cookieOf(session))
    const wrong = await here.send('/password', { old: another, fresh: another })
    expect(wrong.status).toBe(422)
    expect(wrong.html).toContain('not your password now')
    expect(wrong.html).not.toContain(another)
    const weak = await here.send('/password', { old: goodPassword, fresh: 'short' })
    expect(weak.html).toContain('at least 15 characters')
    const page = hidden(
      await (await app.request(at('/password'), { headers: { cookie: cookieOf(session) } })).text(),
    )
    page.set('old', goodPassword)
    page.set('fresh', another)
    const done = await post('/password', page, cookieOf(session))
    expect(done.status).toBe(303)
    const fresh = sessionIn(done)
    expect(fresh).not.toBe('')
    expect((await visitor(app, fresh).get('/sessions')).html).toContain('Signed in at 1 place')
    for (const old of [session, elsewhere])
      expect((await app.request(at('/'), { headers: { cookie: cookieOf(old) } })).status).toBe(303)
    expect((await signIn(db, keys, council.id, email, goodPassword)).ok).toBe(false)
    expect((await signIn(db, keys, council.id, email, another)).ok).toBe(true)
  })
})

describe('limits at the edge', () => {
  const start = Date.parse('2026-03-01T12:00:00Z')
  let now = start
  const timed = () =>
    makeApp({
      ...siteOf(register),
      now: (): Instant => instantOf(new Date(now)),
      limits: { pages: 5, signIns: 2, searches: 3 },
    })
  /** A search, as the form of the page sends it: what is looked for is in no address. */
  const search = (session: string) => ({
    method: 'POST',
    headers: {
      cookie: cookieOf(session),
      'content-type': 'application/x-www-form-urlencoded',
      'sec-fetch-site': 'same-origin',
    },
    body: new URLSearchParams({
      token: formToken(siteOf(register), { token: session }),
      find: 'zz',
    }).toString(),
  })
  const from = (remoteAddress: string) => ({ incoming: { socket: { remoteAddress } } })

  test('count within the minute before, and not by the clock’s minutes', () => {
    const over = slidingMinute(2)
    expect([over('a', 0), over('a', 30_000), over('a', 59_999)]).toEqual([0, 0, 1])
    expect(over('b', 59_999)).toBe(0)
    // The first has left the minute, the second has not.
    expect([over('a', 60_000), over('a', 60_001)]).toEqual([0, 30])
  })

  test('stop a session after its pages, tell it when to come back, and no other session', async () => {
    const limited = timed()
    const cookies = [cookieOf((await colleague('duty')).session), cookieOf((await colleague('duty')).session)]
    const open = (cookie = '') => limited.request(at('/'), { headers: { cookie } }, from('10.0.0.1'))
    now = start
    for (let i = 0; i < 5; i++) expect((await open(cookies[0])).status).toBe(200)
    now = start + 20_000
    const stopped = await open(cookies[0])
    expect(stopped.status).toBe(429)
    expect(stopped.headers.get('retry-after')).toBe('40')
    expect(main(await stopped.text())).toContain('Wait 40 seconds')
    expect((await open(cookies[1])).status).toBe(200)
    now = start + 60_000
    expect((await open(cookies[0])).status).toBe(200)
  })

  test('stop an address after its tries to sign in, also on the page that keeps a draft', async () => {
    const limited = timed()
    now = start
    const send = (path: string, address: string, headers: Record<string, string> = {}) =>
      limited.request(
        at(path),
        {
          method: 'POST',
          headers: {
            'content-type': 'application/x-www-form-urlencoded',
            'sec-fetch-site': 'same-origin',
            ...headers,
          },
          body: 'again=yes',
        },
        from(address),
      )
    expect((await send('/sign-in', '10.0.0.2')).status).toBe(422)
    expect((await send('/emergency', '10.0.0.2')).status).toBe(422)
    for (const path of ['/sign-in', '/emergency']) expect((await send(path, '10.0.0.2')).status).toBe(429)
    expect((await send('/sign-in', '10.0.0.3')).status).toBe(422)
    // Only a proxy on this machine is believed when it says for whom it asks.
    for (const [peer, status] of [
      ['10.0.0.2', 429],
      ['127.0.0.1', 422],
      ['::ffff:127.0.0.1', 422],
    ] as const)
      expect(
        (await send('/sign-in', peer, { 'x-forwarded-for': `1.1.1.1, 10.0.0.${peer.length}` })).status,
      ).toBe(status)
  })

  test('are 120 pages, 30 searches and 20 tries to sign in where nothing else is said', async () => {
    const { limits: _, ...site } = siteOf(register)
    const usual = makeApp({ ...site, now: (): Instant => instantOf(new Date(start)) })
    const headers = { cookie: cookieOf((await colleague('duty')).session) }
    const statuses: number[] = []
    for (let i = 0; i < 121; i++) statuses.push((await usual.request(at('/help'), { headers })).status)
    expect(statuses.lastIndexOf(200)).toBe(119)
    expect(statuses[120]).toBe(429)
    const tries: number[] = []
    for (let i = 0; i < 21; i++) tries.push((await usual.request(at('/sign-in'), { method: 'POST' })).status)
    expect(tries.indexOf(429)).toBe(20)
    const searching = search((await colleague('duty')).session)
    const found: number[] = []
    for (let i = 0; i < 31; i++) found.push((await usual.request(at('/children'), searching)).status)
    expect(found.indexOf(429)).toBe(30)
  })

  test('stop a session after its searches, and let it open other pages', async () => {
    const limited = timed()
    now = start
    const { session } = await colleague('duty')
    for (let i = 0; i < 3; i++)
      expect((await limited.request(at('/children'), search(session))).status).toBeLessThan(400)
    expect((await limited.request(at('/children'), search(session))).status).toBe(429)
    const headers = { cookie: cookieOf(session) }
    expect((await limited.request(at('/children'), { headers })).status).toBe(200)
  })
})

test('passkeys are of a name: this machine’s, or one over TLS', () => {
  const places = (address: string) => devicePlace(new URL(address))
  expect(places('http://localhost:4870/sign-in')).toEqual({
    rpId: 'localhost',
    origin: 'http://localhost:4870',
  })
  const kent = { rpId: 'register.kent.example', origin: 'https://register.kent.example' }
  expect(places('https://register.kent.example/sign-in')).toEqual(kent)
  expect(places('http://register.kent.example/sign-in'), 'behind a proxy with TLS').toEqual(kent)
  for (const address of ['http://127.0.0.1:4870/', 'http://[::1]/', 'https://10.1.2.3/', 'https://intranet/'])
    expect(places(address), address).toBeNull()
})
