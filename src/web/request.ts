import type { Context } from 'hono'
import { getCookie } from 'hono/cookie'
import { hmac, type Session, sessionOf } from '../access/index.ts'
import { type Entered, nothingEntered, type UploadedFile } from './entered.ts'
import { paths } from './paths.ts'
import type { Site } from './site.ts'

export const cookieName = '__Host-turnstone'

/** A screen on a wall has a cookie of its own: it is nobody's session. */
export const wallCookie = '__Host-turnstone-wall'

export const wallKeyOf = (c: Context): string | null => getCookie(c, wallCookie) ?? null

export type SignedIn = Session & { token: string }

export async function sessionFrom(c: Context, site: Site): Promise<SignedIn | null> {
  const token = getCookie(c, cookieName)
  if (token === undefined || token === '') return null
  const byItself = c.req.method === 'GET' && (c.req.path === paths.live || c.req.query('auto') === 'yes')
  const session = await sessionOf(site.register, site.council.id, token, byItself)
  return session === null ? null : { ...session, token }
}

/** A token that only this session knows: a form sent from another site cannot carry it. */
export const formToken = (site: Site, session: { token: string } | null): string =>
  session === null ? '' : hmac(site.keys.index, 'form', session.token).toString('base64url')

/** Browsers say where a form comes from; one that names another site is refused, whatever it carries. */
export function sameOrigin(c: Context): boolean {
  const site = c.req.header('sec-fetch-site')
  if (site !== undefined) return site === 'same-origin' || site === 'none'
  const origin = c.req.header('origin')
  return origin === undefined || origin === new URL(c.req.url).origin
}

/** The browser says outright that a page of ours sent this: an old browser's silence is not enough. */
export const fromOurOwnPage = (c: Context): boolean => c.req.header('sec-fetch-site') === 'same-origin'

export async function readForm(c: Context): Promise<Entered> {
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
