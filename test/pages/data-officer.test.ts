import { describe, expect, test } from 'vitest'
import { acceptInvitation, firstAdministratorToken } from '../../src/access/index.ts'
import { must } from '../../src/plain/index.ts'
import { importing, testRegister } from '../support/register.ts'
import { testSite, visitor } from '../support/site.ts'

const register = await testRegister('demonstration')
const { signedInAs } = testSite(register)
const officer = await signedInAs('data-officer')

const header = 'CHILD,SEX,DOB,ETHNIC,UPN,MOTHER,MC_DOB\n'
const episodes =
  'CHILD,DECOM,RNE,LS,CIN,PLACE,PLACE_PROVIDER,DEC,REC,REASON_PLACE_CHANGE,HOME_POST,PL_POST,URN\n'

await importing(register, {
  'header.csv': `${header}D1,1,01/01/2010,BAFR,,,\nD2,1,31/02/2010,BAFR,,,\n`,
  'episodes.csv': `${episodes}D1,01/06/2025,S,V2,N8,X9,PR1,,,,,,\nD3,01/06/2025,S,V2,N8,U6,PR1,,,,,,\n`,
  'trafficking.csv': 'CHILD,STATUS,FROM,TO,SOURCE,REFERENCE\nD3,suspected,2025-07-01,,,\n',
})

describe('the question on a page', () => {
  test('has each number with its definition, its coverage and the choices, and says that it is not protected', async () => {
    const page = await officer.get(
      '/questions/ecpat?from-day=1&from-month=4&from-year=2025&to-day=31&to-month=3&to-year=2026',
    )
    expect(page.html).toContain('For internal use, not protected')
    expect(page.html).toContain('Suspected of having been trafficked, and not in 1a')
    expect(page.html).toContain('A child born on 29 February turns 18 on 1 March.')
    expect(page.html).toContain('From 1 April 2025 to 31 March 2026')
  })
  test('lists whose field is missing by number and owner, without a name', async () => {
    const page = await officer.get(
      '/questions/ecpat/coverage/1a?from-day=1&from-month=4&from-year=2025&to-day=31&to-month=3&to-year=2026',
    )
    expect(page.html).toContain('Whose field is missing')
    // The number as words of the page: two letters may stand in a random token anywhere.
    expect(page.html).not.toMatch(/>\s*D3\b/)
  })
  test('a period turned round is one clear sentence, and what was typed stays', async () => {
    const page = await officer.get(
      '/questions/ecpat?from-day=31&from-month=3&from-year=2026&to-day=1&to-month=4&to-year=2025',
    )
    expect(page.status).toBe(422)
    expect(page.html).toContain('The last day is before the first.')
    expect(page.html).toContain('value="2026"')
  })
})

describe('the worklist', () => {
  test('shows every row set aside with file, line, column and what to do', async () => {
    const page = await officer.get('/worklist')
    expect(page.html).toContain('line 3, column DOB')
    expect(page.html).toContain('February 2010 has no day 31')
    expect(page.html).toContain('line 2, column PLACE')
  })
  test('a row that is put right goes into the register and leaves the list', async () => {
    const id =
      /worklist\/([0-9a-f-]{36})"[^>]*>Put right or leave<span[^>]*>: header.csv, line 3/.exec(
        (await officer.get('/worklist')).html,
      )?.[1] ?? ''
    const wrong = await officer.send(
      `/worklist/${id}`,
      { CHILD: 'D2', SEX: '1', DOB: '30/02/2010', ETHNIC: 'BAFR' },
      { form: 0 },
    )
    expect(wrong.status).toBe(422)
    expect(wrong.html).toContain('February 2010 has no day 30')
    const right = await officer.send(
      `/worklist/${id}`,
      { CHILD: 'D2', SEX: '1', DOB: '28/02/2010', ETHNIC: 'BAFR' },
      { form: 0 },
    )
    expect(right.at).toBe('/worklist?done=right')
    expect(right.html).not.toContain('header.csv, line 3')
    const manager = await signedInAs('manager')
    expect((await manager.send('/children', { find: 'D2' })).html).toContain('Child D2')
  })
  test('a row that is left aside needs a reason', async () => {
    const id =
      /worklist\/([0-9a-f-]{36})"[^>]*>Put right or leave<span[^>]*>: episodes.csv, line 2/.exec(
        (await officer.get('/worklist')).html,
      )?.[1] ?? ''
    expect((await officer.send(`/worklist/${id}`, { leave: 'yes', reason: '' })).html).toContain('Say why')
    expect(
      (await officer.send(`/worklist/${id}`, { leave: 'yes', reason: 'Another council’s child' })).at,
    ).toBe('/worklist?done=left')
  })
  test('can be saved as CSV once a second person has agreed', async () => {
    await officer.send('/worklist/save', { why: 'To put the source right' })
    await (await signedInAs('ig-officer')).send('/agreements', { decision: 'agreed' })
    const csv = await officer.get('/worklist/rows.csv')
    expect(csv.headers.get('content-disposition')).toContain('attachment')
    expect(csv.html).toMatch(/^FILE,LINE,COLUMN,PROBLEM,ROW\r\n/)
  })
})

describe('reading files in on a page', () => {
  test('a demonstration refuses files that turnstone invent did not write', async () => {
    const form = new FormData()
    const page = await officer.get('/imports/new')
    for (const [, name = '', value = ''] of page.html.matchAll(
      /<input type="hidden" name="([^"]*)" value="([^"]*)"/g,
    ))
      form.set(name, value)
    form.append('files', new File([header], 'header.csv', { type: 'text/csv' }))
    const { app } = await testSite2()
    const answer = await app.request('http://localhost/imports/new', {
      method: 'POST',
      body: form,
      headers: { cookie: officer.cookie, 'sec-fetch-site': 'same-origin' },
    })
    expect(answer.status).toBe(422)
    expect(await answer.text()).toContain('A demonstration reads only files written by')
  })
})

describe('people', () => {
  test('an administrator adds a person, who chooses a password with a link that works once', async () => {
    const administrator = await signedInAs('administrator')
    const list = await administrator.send('/people/new', {
      name: 'Ned Godwit',
      email: 'Ned.Godwit@marram.example',
      role: 'auditor',
      team: '',
    })
    await (await signedInAs('ig-officer')).send('/agreements', { decision: 'agreed' })
    const person = /<a href="(\/people\/[^"]*)">Ned Godwit/.exec(list.html)?.[1] ?? ''
    const page = await administrator.send(person, {}, { form: 1 })
    const link = /<code class="ts-code">([^<]*)<\/code>/.exec(page.html)?.[1] ?? ''
    const { app } = await testSite2()
    const stranger = visitor(app, '')
    expect((await stranger.get(link)).html).toContain('Ned Godwit')
    expect((await stranger.send(link, { password: 'short' })).html).toContain('at least 15 characters')
    const done = await stranger.send(link, { password: 'three grey pebbles on sand' })
    expect(done.status).toBe(200)
    expect((await stranger.get(link)).html).toContain('This link is not valid')
  })
  test('the same e-mail address twice is refused', async () => {
    const administrator = await signedInAs('administrator')
    expect(
      (
        await administrator.send('/people/new', {
          name: 'Ned Two',
          email: 'ned.godwit@marram.example',
          role: 'auditor',
        })
      ).html,
    ).toContain('in the list already')
  })
  test('somebody who is not an administrator is told so and stays signed in', async () => {
    const page = await officer.get('/people')
    expect(page.status).toBe(403)
    expect(page.html).toContain('You are still signed in')
  })
})

test('a real register shows no one-click role, and a press for one is not found', async () => {
  const real = await testRegister('real')
  const { app } = testSite(real)
  const open = await (await app.request('http://localhost/sign-in')).text()
  expect(open).not.toContain('Try the demonstration as')
  expect(open).not.toContain('Demonstration.')
  const press = await app.request('http://localhost/sign-in/as', {
    method: 'POST',
    body: new URLSearchParams({ role: 'administrator' }),
    headers: { 'sec-fetch-site': 'same-origin' },
  })
  expect(press.status).toBe(404)
  const token = must({ ok: true, value: await firstAdministratorToken(real.db, real.council.id) }, 'a link')
  const first = await acceptInvitation(real.db, real.council.id, token ?? '', {
    name: 'Ada Plover',
    email: 'ada@kent.example',
    password: 'three grey pebbles on sand',
  })
  expect(first.ok).toBe(true)
  expect(await firstAdministratorToken(real.db, real.council.id)).toBeNull()
})

async function testSite2() {
  const { makeApp } = await import('../../src/web/index.ts')
  const { siteOf } = await import('../support/site.ts')
  return { app: makeApp(siteOf(register)) }
}
