import { randomUUID } from 'node:crypto'
import { type Context, Hono } from 'hono'
import { bodyLimit } from 'hono/body-limit'
import { deleteCookie, getCookie, setCookie } from 'hono/cookie'
import type { VNode } from 'preact'
import { renderToString } from 'preact-render-to-string'
import { decide, hmac, type Session, sessionOf } from '../access/index.ts'
import { inOneSentence } from '../database/index.ts'
import { type Id, isId, londonDate } from '../plain/index.ts'
import { type Assets, readAssets } from './assets.ts'
import { type Entered, first, nothingEntered, type UploadedFile } from './entered.ts'
import { securityHeaders } from './headers.ts'
import { Layout } from './layout.tsx'
import { isIdName, type PageSpec, type Shown } from './page.tsx'
import { pages } from './pages/index.ts'
import { NotAllowed, NotFound, OldForm, SignInFirst, Trouble } from './pages/trouble.tsx'
import { paths } from './paths.ts'
import type { Site } from './site.ts'

const cookieName = '__Host-turnstone'
/** All files of one upload together. */
const largestUpload = 256 * 1024 * 1024

/** The whole of a request, from top to bottom. */
export function makeApp(site: Site): Hono {
  const assets = readAssets()
  const app = new Hono()
  app.use(securityHeaders(site.tls))
  app.get('/assets/*', (c) => {
    const asset = assets.find(c.req.path)
    if (asset === undefined) return c.notFound()
    c.header('Cache-Control', 'public, max-age=31536000, immutable')
    return c.body(new Uint8Array(asset.body), 200, { 'Content-Type': asset.type })
  })
  app.get('/health', (c) => c.text('ok'))
  app.use(
    bodyLimit({
      maxSize: largestUpload,
      onError: (c) =>
        troubled(
          c,
          site,
          assets,
          <Trouble
            title="The files are too large"
            says={`All files together may have at most ${largestUpload / 1024 / 1024} MB. Nothing was imported. Use the command line for larger ones: turnstone import.`}
          />,
          413,
        ),
    }),
  )
  for (const page of pages) {
    app.get(page.path, (c) => visit(c, site, assets, page, nothingEntered, 'show'))
    if (page.submit !== undefined)
      app.post(page.path, async (c) => visit(c, site, assets, page, await readForm(c), 'submit'))
  }
  app.notFound(async (c) => troubled(c, site, assets, <NotFound />, 404, await sessionFrom(c, site)))
  app.onError((error, c) => {
    const sentence = inOneSentence(error, 'the register')
    if (sentence === undefined) process.stderr.write(`${error.stack ?? error.message}\n`)
    const says =
      sentence ??
      'Something went wrong that should not have. Nothing of this was saved. What you typed is still on the page before this one: go back and try again.'
    return troubled(
      c,
      site,
      assets,
      <Trouble title="Not saved" says={says} />,
      sentence === undefined ? 500 : 503,
    )
  })
  return app
}

async function sessionFrom(c: Context, site: Site): Promise<(Session & { token: string }) | null> {
  const token = getCookie(c, cookieName)
  if (token === undefined || token === '') return null
  const session = await sessionOf(site.db, site.council.id, token)
  return session === null ? null : { ...session, token }
}

/** A token that only this session knows: a form sent from another site cannot carry it. */
const formToken = (site: Site, session: { token: string } | null): string =>
  session === null ? '' : hmac(site.keys.index, 'form', session.token).toString('base64url')

async function visit(
  c: Context,
  site: Site,
  assets: Assets,
  page: PageSpec,
  entered: Entered,
  step: 'show' | 'submit',
): Promise<Response> {
  const session = await sessionFrom(c, site)
  const seal = { token: formToken(site, session), once: randomUUID() }
  const answer = (body: VNode, status: number, title = 'Turnstone') =>
    html(c, site, assets, session, seal, {
      kind: 'view',
      title,
      body,
      section: '',
      status,
      error: false,
      wide: false,
      refresh: null,
    })
  if (step === 'submit' && !sameOrigin(c)) return answer(<OldForm />, 403, 'Not sent')
  if (session === null && page.needs !== 'anyone') {
    // A form that was sent after the session ended is not thrown away without a word.
    return step === 'show' ? c.redirect(paths.signIn, 303) : answer(<SignInFirst />, 401, 'Sign in again')
  }
  if (step === 'submit' && session !== null && first(entered, 'token') !== seal.token)
    return answer(<OldForm />, 403, 'Not sent')
  const params = c.req.param() as Record<string, string>
  if (Object.entries(params).some(([name, value]) => isIdName(name) && !isId(value)))
    return answer(<NotFound />, 404, 'Not found')
  const now = site.now()
  const base = {
    site,
    params,
    query: new URL(c.req.url).searchParams,
    vault: site.vault(),
    now,
    today: londonDate(now),
    seal,
    entered,
  }
  const handler = step === 'submit' ? page.submit : page.show
  if (handler === undefined) return answer(<NotFound />, 404, 'Not found')
  if (page.needs === 'anyone' || session === null) {
    return respond(
      c,
      site,
      assets,
      session,
      seal,
      await handler({ ...base, person: session?.person ?? null, sessionToken: session?.token ?? null }),
    )
  }
  const child = params['child'] as Id | undefined
  const decision = decide(
    session.person,
    page.needs,
    child === undefined ? { council: site.council.id } : { council: site.council.id, child },
  )
  if (!decision.ok) {
    // About a child, "you may not" and "there is none" look the same.
    return child === undefined
      ? answer(<NotAllowed person={session.person} />, 403, 'Not part of your role')
      : answer(<NotFound />, 404, 'Not found')
  }
  return respond(
    c,
    site,
    assets,
    session,
    seal,
    await handler({ ...base, person: session.person, permit: decision.value, sessionToken: session.token }),
  )
}

/** Browsers say where a form comes from; one that names another site is refused, whatever it carries. */
function sameOrigin(c: Context): boolean {
  const site = c.req.header('sec-fetch-site')
  if (site !== undefined) return site === 'same-origin' || site === 'none'
  const origin = c.req.header('origin')
  return origin === undefined || origin === new URL(c.req.url).origin
}

async function readForm(c: Context): Promise<Entered> {
  const type = c.req.header('content-type') ?? ''
  if (!/^(application\/x-www-form-urlencoded|multipart\/form-data)/.test(type)) return nothingEntered
  const body = await c.req.parseBody({ all: true })
  const values: Record<string, string[]> = {}
  const files: Record<string, UploadedFile[]> = {}
  for (const [name, value] of Object.entries(body)) {
    for (const one of Array.isArray(value) ? value : [value]) {
      if (typeof one === 'string') (values[name] ??= []).push(one)
      else
        (files[name] ??= []).push({
          name: one.name,
          size: one.size,
          bytes: async () => new Uint8Array(await one.arrayBuffer()),
        })
    }
  }
  return { values, files }
}

type Seal = { token: string; once: string }

async function respond(
  c: Context,
  site: Site,
  assets: Assets,
  session: Session | null,
  seal: Seal,
  shown: Shown,
): Promise<Response> {
  switch (shown.kind) {
    case 'go': {
      if (shown.cookie !== undefined) {
        const { token } = shown.cookie
        if (token === null) {
          deleteCookie(c, cookieName, { path: '/', secure: true })
          c.header('Clear-Site-Data', '"cache", "cookies", "storage"')
        } else setCookie(c, cookieName, token, { path: '/', secure: true, httpOnly: true, sameSite: 'Lax' })
      }
      return c.redirect(shown.to, 303)
    }
    case 'file':
      c.header('Content-Disposition', `attachment; filename="${shown.name}"`)
      return c.body(shown.text, 200, { 'Content-Type': shown.type })
    case 'not found':
      return html(c, site, assets, session, seal, {
        kind: 'view',
        title: 'Not found',
        body: <NotFound />,
        section: '',
        status: 404,
        error: false,
        wide: false,
        refresh: null,
      })
    case 'view':
      return html(c, site, assets, session, seal, shown)
  }
}

function html(
  c: Context,
  site: Site,
  assets: Assets,
  session: Session | null,
  seal: Seal,
  shown: Extract<Shown, { kind: 'view' }>,
): Response {
  if (shown.refresh !== null) c.header('Refresh', String(shown.refresh))
  const text = renderToString(
    <Layout
      site={site}
      assets={assets.paths}
      person={session?.person ?? null}
      seal={seal}
      title={shown.title}
      section={shown.section}
      error={shown.error}
      wide={shown.wide}
    >
      {shown.body}
    </Layout>,
  )
  return c.html(`<!DOCTYPE html>${text}`, shown.status as 200)
}

function troubled(
  c: Context,
  site: Site,
  assets: Assets,
  body: VNode,
  status: number,
  session: (Session & { token: string }) | null = null,
): Response {
  const seal = { token: formToken(site, session), once: '' }
  return html(c, site, assets, session, seal, {
    kind: 'view',
    title: status === 404 ? 'Not found' : 'Not saved',
    body,
    section: '',
    status,
    error: false,
    wide: false,
    refresh: null,
  })
}
