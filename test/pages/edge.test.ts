import { describe, expect, test } from 'vitest'
import { asOwner } from '../../src/database/index.ts'
import { said } from '../../src/register/index.ts'
import { makeApp } from '../../src/web/index.ts'
import { aChild, testRegister } from '../support/register.ts'
import { testSite } from '../support/site.ts'

// The web edge, by the requirements of OWASP ASVS 5.0 that each test names.
const register = await testRegister('demonstration')
const { app, site, signedInAs } = testSite(register)
const worker = await signedInAs('social-worker')
const hostile = `"><img src=x onerror=alert(1)>'</script><script>alert(2)</script>`
const child = await aChild(register, 'X-1', [
  said('name', 'usual', { sealed: { forename: hostile, surname: 'Marker' } }),
])
const ask = (
  path: string,
  { headers = {}, ...init }: { method?: string; body?: string; headers?: Record<string, string> } = {},
) => app.request(`http://localhost${path}`, { ...init, headers: { cookie: worker.cookie, ...headers } })

describe('every answer', () => {
  test.each(['/', `/children/${child}`, '/sign-in', '/nothing-here', '/people'])(
    'of %s carries the strict headers (V3.4.3 to V3.4.8, V14.3.2)',
    async (path) => {
      const { headers } = await ask(path)
      const policy = headers.get('content-security-policy') ?? ''
      for (const part of [
        "default-src 'none'",
        "script-src 'self'",
        "base-uri 'none'",
        "frame-ancestors 'none'",
        "form-action 'self'",
        "require-trusted-types-for 'script'",
      ])
        expect(policy).toContain(part)
      expect(policy).not.toMatch(/unsafe|\*|data:/)
      expect(headers.get('x-content-type-options')).toBe('nosniff')
      expect(headers.get('referrer-policy')).toBe('no-referrer')
      expect(headers.get('cross-origin-opener-policy')).toBe('same-origin')
      expect(headers.get('cross-origin-resource-policy')).toBe('same-origin')
      expect(headers.get('cache-control')).toBe('no-store')
      expect(headers.get('access-control-allow-origin')).toBeNull()
      for (const name of ['server', 'x-powered-by']) expect(headers.get(name)).toBeNull()
    },
  )

  test('has a type that says its character set (V4.1.1)', async () => {
    expect((await ask('/')).headers.get('content-type')).toMatch(/^text\/html; charset=utf-8$/i)
  })

  test('insists on TLS for a year and for all subdomains, where it is served over TLS (V3.4.1)', async () => {
    const tls = makeApp({ ...site, tls: true })
    const over = await tls.request('https://register.example/sign-in')
    expect(over.headers.get('strict-transport-security')).toBe('max-age=31536000; includeSubDomains')
    expect((await ask('/')).headers.get('strict-transport-security')).toBeNull()
  })
})

describe('what stands in an address', () => {
  test.each(['x', `${child}x`, `${child}'--`, '%00', '..%2f..', child.toUpperCase()])(
    'in place of an id, and is none, is not found: %s (V2.2.1)',
    async (id) => {
      for (const path of [
        `/children/${id}`,
        `/children/${id}/note`,
        `/children/${child}/entries/${id}/correct`,
      ])
        expect((await ask(path)).status, path).toBe(404)
    },
  )
})

describe('what somebody typed', () => {
  test('is text on a page, whatever it looks like (V1.2.1, V3.2.2)', async () => {
    const html = await (await ask(`/children/${child}`)).text()
    expect(html).toContain('&lt;img src=x onerror=alert(1)')
    expect(html).not.toContain('<img src=x')
    expect(html).not.toContain('<script>alert')
  })

  test('is text in a query too, and never an address that runs (V1.2.2, V1.2.4)', async () => {
    const { html, at } = await worker.send('/children', { find: `' or 1=1 -- ${hostile}` })
    expect(at).toMatch(/^\/children\?search=[A-Za-z0-9_-]{16}$/)
    expect(html).toContain('Nobody found')
    expect(html).not.toContain('<img src=x')
    expect(html).not.toMatch(/href="javascript:/i)
  })
})

describe('a session', () => {
  test('is a cookie that scripts and other sites do not get (V3.3.1 to V3.3.4)', async () => {
    const page = await app.request('http://localhost/sign-in/as', {
      method: 'POST',
      body: 'role=social-worker',
      headers: { 'content-type': 'application/x-www-form-urlencoded', 'sec-fetch-site': 'same-origin' },
    })
    const cookie = page.headers.get('set-cookie') ?? ''
    expect(cookie).toMatch(/^__Host-turnstone=[A-Za-z0-9_-]{43};/)
    for (const part of ['Path=/', 'Secure', 'HttpOnly', 'SameSite=Lax']) expect(cookie).toContain(part)
    expect(cookie).not.toMatch(/Domain=/i)
  })

  test('ends for good when somebody signs out, and what the browser holds is cleared (V7.4.1, V14.3.1)', async () => {
    const other = await signedInAs('social-worker')
    await other.get('/')
    const token = /name="token" value="([^"]*)"/.exec((await other.get('/')).html)?.[1] ?? ''
    const out = await app.request('http://localhost/sign-out', {
      method: 'POST',
      body: new URLSearchParams({ token }).toString(),
      headers: {
        cookie: other.cookie,
        'content-type': 'application/x-www-form-urlencoded',
        'sec-fetch-site': 'same-origin',
      },
    })
    expect(out.headers.get('clear-site-data')).toContain('"storage"')
    const after = await app.request('http://localhost/', { headers: { cookie: other.cookie } })
    expect(after.status).toBe(303)
  })
})

describe('a change', () => {
  const note = { text: 'Invented', 'on-day': '2', 'on-month': '2', 'on-year': '2026' }
  const count = async () =>
    asOwner(
      register.owner,
      async (client) => (await client.query<{ n: string }>('select count(*) as n from entry')).rows[0]?.n,
    )
  const send = (headers: Record<string, string>, token: string) =>
    ask(`/children/${child}/note`, {
      method: 'POST',
      body: new URLSearchParams({ ...note, token }).toString(),
      headers: { 'content-type': 'application/x-www-form-urlencoded', ...headers },
    })
  const token = async () =>
    /name="token" value="([^"]*)"/.exec(await (await ask(`/children/${child}/note`)).text())?.[1] ?? ''

  test.each([
    ['another site', { 'sec-fetch-site': 'cross-site' }],
    ['a sister site', { 'sec-fetch-site': 'same-site' }],
    ['another origin, by an old browser', { origin: 'https://evil.example' }],
  ])('asked for by %s is refused, with the right token as well (V3.5.1)', async (_what, headers) => {
    const before = await count()
    expect((await send(headers, await token())).status).toBe(403)
    expect(await count()).toBe(before)
  })

  test('without the session’s token is not done (V3.5.1)', async () => {
    const before = await count()
    expect((await send({ 'sec-fetch-site': 'same-origin' }, 'of nobody')).status).toBe(403)
    expect(await count()).toBe(before)
  })

  test('is never made by asking for a page (V3.5.3)', async () => {
    const before = await count()
    await ask(`/children/${child}/note?${new URLSearchParams(note).toString()}`)
    expect(await count()).toBe(before)
  })

  test.each(['PUT', 'DELETE', 'PATCH', 'TRACE', 'OPTIONS'])(
    'by %s is not known here (V4.1.4)',
    async (method) => {
      // fetch itself refuses TRACE: a Request cannot be made of it.
      if (method === 'TRACE') expect(() => new Request('http://localhost/', { method })).toThrow()
      else expect((await ask('/', { method })).status).toBe(404)
    },
  )
})

test('an unexpected failure says nothing of the inside (V16.5.1)', async () => {
  await asOwner(register.owner, (client) => client.query('alter table entry rename to entry_away'))
  try {
    const page = await ask(`/children/${child}`)
    const html = await page.text()
    expect(page.status).toBe(500)
    expect(html).not.toMatch(/entry_away|relation|select |node_modules|\.ts:/)
  } finally {
    await asOwner(register.owner, (client) => client.query('alter table entry_away rename to entry'))
  }
})
