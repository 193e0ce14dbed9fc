import type { Context } from 'hono'
import { deleteCookie, setCookie } from 'hono/cookie'
import type { VNode } from 'preact'
import { renderToString } from 'preact-render-to-string'
import type { Session } from '../access/index.ts'
import type { Assets } from './assets.ts'
import type { FormSeal } from './form.tsx'
import { Layout } from './layout.tsx'
import type { Shown } from './page.tsx'
import { NotFound } from './pages/trouble.tsx'
import { cookieName, formToken, type SignedIn, wallCookie } from './request.ts'
import type { Site } from './site.ts'

type View = Extract<Shown, { kind: 'view' }>

/** A page that belongs to no part of the menu. */
export const plainly = (title: string, body: VNode, status: number, error = false): View => ({
  kind: 'view',
  title,
  body,
  section: '',
  status,
  error,
  wide: false,
  refresh: null,
})

export const giveCookie = (c: Context, token: string): void =>
  setCookie(c, cookieName, token, { path: '/', secure: true, httpOnly: true, sameSite: 'Lax' })

/** What a page answered, as the answer to the browser. */
export function respond(
  c: Context,
  site: Site,
  assets: Assets,
  session: Session | null,
  seal: FormSeal,
  shown: Shown,
): Response {
  switch (shown.kind) {
    case 'go': {
      if (shown.cookie !== undefined) {
        const { token } = shown.cookie
        if (token === null) {
          deleteCookie(c, cookieName, { path: '/', secure: true })
          c.header('Clear-Site-Data', '"cache", "cookies", "storage"')
        } else giveCookie(c, token)
      }
      if (shown.wallKey !== undefined)
        setCookie(c, wallCookie, shown.wallKey, {
          path: '/',
          secure: true,
          httpOnly: true,
          sameSite: 'Lax',
          maxAge: 365 * 24 * 3600,
        })
      return c.redirect(shown.to, 303)
    }
    case 'file':
      c.header('Content-Disposition', `attachment; filename="${shown.name}"`)
      return c.body(shown.text, 200, { 'Content-Type': shown.type })
    case 'inline':
      return c.body(shown.bytes, 200, { 'Content-Type': shown.type })
    case 'live':
      return live(c, site)
    case 'not found':
      return html(c, site, assets, session, seal, plainly('Not found', <NotFound />, 404))
    case 'view':
      return html(c, site, assets, session, seal, shown)
  }
}

/** How long one connection lasts: then the browser asks again, and whoever was signed out is told nothing more. */
const liveSeconds = 300

/** Server-sent events: that something was saved, never what. */
function live(c: Context, site: Site): Response {
  const until = AbortSignal.any([c.req.raw.signal, AbortSignal.timeout(liveSeconds * 1000)])
  const words = new TextEncoder()
  const events = site.watch(until)[Symbol.asyncIterator]()
  const body = new ReadableStream<Uint8Array>({
    start: (stream) => {
      stream.enqueue(words.encode('retry: 3000\n\n'))
    },
    pull: async (stream) => {
      const next = await events.next()
      if (next.done === true) stream.close()
      else
        stream.enqueue(words.encode(next.value === 'changed' ? 'event: changed\ndata: 1\n\n' : ': here\n\n'))
    },
    cancel: async () => {
      await events.return?.()
    },
  })
  return c.body(body, 200, { 'Content-Type': 'text/event-stream', 'X-Accel-Buffering': 'no' })
}

export function html(
  c: Context,
  site: Site,
  assets: Assets,
  session: Session | null,
  seal: FormSeal,
  shown: View,
): Response {
  if (shown.refresh !== null) {
    const { seconds, to } = shown.refresh
    c.header('Refresh', to === undefined ? String(seconds) : `${seconds}; url=${to}`)
  }
  const text = renderToString(
    <Layout
      site={site}
      assets={assets.paths}
      person={session?.person ?? null}
      sharesOwed={c.get('sharesOwed') === true}
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

export function troubled(
  c: Context,
  site: Site,
  assets: Assets,
  body: VNode,
  status: number,
  session: SignedIn | null = null,
): Response {
  const seal = { token: formToken(site, session), once: '' }
  return html(
    c,
    site,
    assets,
    session,
    seal,
    plainly(status === 404 ? 'Not found' : 'Not saved', body, status),
  )
}
