import { afterAll } from 'vitest'
import type { Hono } from 'hono'
import { lookWriter, type Role, sharesOwed, signInAs } from '../../src/access/index.ts'
import { instantOf, must } from '../../src/plain/index.ts'
import { lastRecorded, namesOf } from '../../src/register/index.ts'
import { listenFor, makeApp, owedShares, searchesInMemory, type Site, watchFor } from '../../src/web/index.ts'
import type { TestRegister } from './register.ts'

/** The pages of a test register, asked without a port. */
export type TestSite = { app: Hono; site: Site; signedInAs: (role: Role) => Promise<Visitor> }

/** Somebody at a browser: follows redirects, keeps the cookie, sends forms as pages hold them. */
export type Visitor = {
  get: (path: string) => Promise<Page>
  /** Opens the page, fills the fields in and sends the form with its hidden fields. */
  send: (
    path: string,
    fields: Record<string, string | string[]>,
    more?: { form?: number; headers?: Record<string, string>; open?: string },
  ) => Promise<Page>
  cookie: string
}

export type Page = { status: number; html: string; at: string; headers: Headers }

export function siteOf(register: TestRegister): Site {
  const now = () => instantOf(new Date())
  return {
    register: register.db,
    pages: register.pages,
    keys: register.keys,
    council: register.council,
    demonstration: register.keys.born === 'demonstration',
    vault: register.vault,
    look: lookWriter(register.db, register.council.id),
    now,
    jobs: new Map(),
    watch: watchFor(async () => (await lastRecorded(register.db, register.council.id)).entriesAt),
    desk: new Map(),
    names: namesOf(register.db, register.council.id, register.vault),
    searches: searchesInMemory(),
    warnings: [],
    sharesOwed: owedShares(() => sharesOwed(register.db, register.council.id), now),
    tls: false,
    // A test asks faster than any person; the limits have tests of their own (test/pages/signing-in.test.ts).
    limits: { pages: 1e6, signIns: 1e6, searches: 1e6 },
  }
}

const origin = 'http://localhost'

export function testSite(register: TestRegister): TestSite {
  const site = siteOf(register)
  const app = makeApp(site)
  return {
    app,
    site,
    signedInAs: async (role) => {
      const token = must(
        await signInAs(register.db, register.keys, register.council.id, role),
        'a demonstration signs in by a press',
      )
      return visitor(app, `__Host-turnstone=${token}`)
    },
  }
}

export function visitor(app: Hono, cookie: string): Visitor {
  const get = async (path: string): Promise<Page> =>
    follow(app, cookie, await app.request(origin + path, { headers: { cookie } }), path)
  return {
    cookie,
    get,
    send: async (path, fields, more = {}) => {
      const page = await get(more.open ?? path)
      const body = new URLSearchParams()
      for (const [name, value] of hiddenFields(page.html, more.form ?? -1)) body.set(name, value)
      for (const [name, value] of Object.entries(fields)) {
        body.delete(name)
        for (const one of [value].flat()) body.append(name, one)
      }
      const headers = {
        cookie,
        'content-type': 'application/x-www-form-urlencoded',
        'sec-fetch-site': 'same-origin',
        ...more.headers,
      }
      return follow(
        app,
        cookie,
        await app.request(origin + path, { method: 'POST', headers, body: body.toString() }),
        path,
      )
    },
  }
}

/** The hidden fields of a form inside the main part of a page; the last form by default. */
function hiddenFields(html: string, form: number): [string, string][] {
  const forms = [...(html.split('<main')[1] ?? '').matchAll(/<form[^>]*method="post"[\s\S]*?<\/form>/g)].map(
    (found) => found[0],
  )
  const chosen = forms.at(form) ?? ''
  return [...chosen.matchAll(/<input type="hidden" name="([^"]*)" value="([^"]*)"/g)].map((found) => [
    found[1] ?? '',
    unescape(found[2] ?? ''),
  ])
}

const unescape = (text: string) =>
  text.replaceAll('&quot;', '"').replaceAll('&lt;', '<').replaceAll('&gt;', '>').replaceAll('&amp;', '&')

async function follow(app: Hono, cookie: string, response: Response, path: string): Promise<Page> {
  const to = response.headers.get('location')
  if (response.status === 303 && to !== null)
    return follow(app, cookie, await app.request(origin + to, { headers: { cookie } }), to)
  return { status: response.status, html: await response.text(), at: path, headers: response.headers }
}

/** The same pages behind a real port, for a real browser. */
export async function listening(register: TestRegister): Promise<string> {
  const site = siteOf(register)
  const server = await listenFor(site, { host: 'localhost', port: 0 })
  afterAll(() => server.close())
  return server.address
}
