import { randomUUID } from 'node:crypto'
import { type Context, Hono } from 'hono'
import { bodyLimit } from 'hono/body-limit'
import type { VNode } from 'preact'
import { type Action, decide, dropDraft, personsView, standingsOf } from '../access/index.ts'
import { inOneSentence } from '../database/index.ts'
import { type Id, isId, londonDate } from '../plain/index.ts'
import { type Assets, readAssets } from './assets.ts'
import { devicePlace } from './device-place.ts'
import { type Entered, first, nothingEntered } from './entered.ts'
import { securityHeaders } from './headers.ts'
import { addressOf, limiter, usualLimits } from './limits.ts'
import { locked } from './locked.tsx'
import { childrenOn, lookAt } from './looks.ts'
import { isIdName, type PageSpec } from './page.tsx'
import { pages } from './pages/index.ts'
import { againFields, NotAllowed, NotFound, OldForm, SendAgain, TooMany, Trouble } from './pages/trouble.tsx'
import { paths } from './paths.ts'
import {
  formToken,
  fromOurOwnPage,
  readForm,
  sameOrigin,
  sessionFrom,
  type SignedIn,
  wallKeyOf,
} from './request.ts'
import { giveCookie, html, plainly, respond, troubled } from './response.tsx'
import type { Site } from './site.ts'

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
  app.use(async (c: Context, next) => {
    // A page that needs no database is shown where there is none.
    c.set('sharesOwed', await site.sharesOwed().catch(() => false))
    await next()
  })
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
  const secondsToWait = limiter(site.limits ?? usualLimits)
  for (const page of pages) {
    app.get(page.path, (c) => visit(c, site, assets, secondsToWait, page, nothingEntered, 'show'))
    if (page.submit !== undefined)
      app.post(page.path, async (c) =>
        visit(c, site, assets, secondsToWait, page, await readForm(c), 'submit'),
      )
  }
  app.notFound(async (c) => troubled(c, site, assets, <NotFound />, 404, await sessionFrom(c, site)))
  app.onError((error, c) => {
    const sentence = inOneSentence(error, 'the register')
    if (sentence === undefined) process.stderr.write(`${error.stack ?? error.message}\n`)
    const says =
      sentence ??
      'Something went wrong that should not have. Go back to the record and see whether what you sent is there; if it is not, write it again and tell whoever keeps Turnstone.'
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

async function visit(
  c: Context,
  site: Site,
  assets: Assets,
  secondsToWait: ReturnType<typeof limiter>,
  page: PageSpec,
  entered: Entered,
  step: 'show' | 'submit',
): Promise<Response> {
  let session: SignedIn | null = await sessionFrom(c, site)
  let seal = { token: formToken(site, session), once: randomUUID() }
  const answer = (body: VNode, status: number, title: string, error = false) =>
    html(c, site, assets, session, seal, plainly(title, body, status, error))
  const now = site.now()
  const url = new URL(c.req.url)
  const wait = secondsToWait(
    {
      session: session?.token ?? null,
      address: addressOf(c),
      signsIn:
        step === 'submit' &&
        (page.path === paths.signIn || (session === null && first(entered, againFields.sent) !== '')),
      searches: step === 'submit' && first(entered, 'find') !== '',
    },
    Date.parse(now),
  )
  if (wait > 0) {
    c.header('Retry-After', String(wait))
    return answer(<TooMany seconds={wait} />, 429, 'Too many pages at once')
  }
  if (step === 'submit' && !sameOrigin(c)) return answer(<OldForm />, 403, 'Not sent')
  const place = devicePlace(url)
  if (session === null && page.needs !== 'anyone') {
    if (step === 'show') return c.redirect(paths.signIn, 303)
    // A form that was sent after the session ended is not thrown away without a word.
    const lock = await locked(c, site, entered, place)
    if (lock.kind === 'old') return answer(<OldForm />, 403, 'Not sent')
    if (lock.kind === 'ask') return answer(lock.body, lock.status, 'Sign in again', lock.error)
    session = lock.session
    seal = { token: formToken(site, session), once: randomUUID() }
    giveCookie(c, session.token)
    if (first(entered, againFields.files) !== '') return c.redirect(c.req.path, 303)
  }
  const otherSession = step === 'submit' && session !== null && first(entered, 'token') !== seal.token
  // A page that anybody may open asks for passwords: those are never shown to be sent again.
  if (otherSession && (page.needs === 'anyone' || !fromOurOwnPage(c)))
    return answer(<OldForm />, 403, 'Not sent')
  const params = c.req.param() as Record<string, string>
  if (Object.entries(params).some(([name, value]) => isIdName(name) && !isId(value)))
    return answer(<NotFound />, 404, 'Not found')
  const base = {
    site,
    params,
    query: url.searchParams,
    vault: site.vault(),
    now,
    today: londonDate(now),
    seal,
    entered,
    place,
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
      await handler({
        ...base,
        person: session?.person ?? null,
        sessionToken: session?.token ?? null,
        wallKey: wallKeyOf(c),
      }),
    )
  }
  const { person } = session
  const child = params['child'] as Id | undefined
  const council = site.council.id
  // A child whom a claim names is looked at like one whose record is open.
  const look = lookAt(site, page, session, child ?? (params['claimed'] as Id | undefined))
  const standing =
    child === undefined
      ? undefined
      : (await standingsOf(site.register, council, person.account, [child])).get(child)
  const subject = standing === undefined ? { council } : { council, child: standing }
  const decision = decide(person, page.needs, subject)
  if (!decision.ok) {
    // About a child, "you may not" and "there is none" look the same, take as long, and are written down alike.
    await look(
      child !== undefined && standing === undefined
        ? { outcome: 'missed' }
        : { outcome: 'refused', reason: decision.problem.reason },
    )
    return child === undefined
      ? answer(<NotAllowed person={person} />, 403, 'Not part of your role')
      : answer(<NotFound />, 404, 'Not found')
  }
  if (otherSession)
    return answer(
      <SendAgain seal={seal} entered={entered} address={c.req.path} />,
      403,
      'Check and send again',
      true,
    )
  const shown = await handler({
    ...base,
    db: personsView(site.pages, session.token),
    may: (action: Action) => decide(person, action, subject).ok,
    person,
    permit: decision.value,
    sessionToken: session.token,
  })
  // What was saved needs no draft any more.
  if (step === 'submit' && shown.kind === 'go') await dropDraft(site.register, person, c.req.path)
  const response = respond(c, site, assets, session, seal, shown)
  // No row, no page. What sends people on has written its own row.
  if (shown.kind === 'not found') await look({ outcome: 'missed' })
  else if (shown.kind !== 'go')
    await look({
      outcome: 'seen',
      unwrapped: base.vault.unwrapped(),
      ids: shown.kind === 'view' ? childrenOn(await response.clone().text()) : [],
    })
  return response
}
