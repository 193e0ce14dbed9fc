import { describe, expect, test } from 'vitest'
import { asOwner } from '../../src/database/index.ts'
import { day } from '../../src/plain/index.ts'
import { said } from '../../src/register/index.ts'
import { aChild, testRegister } from '../support/register.ts'
import { testSite } from '../support/site.ts'

const register = await testRegister('demonstration')
const { app, signedInAs } = testSite(register)
const own = <Row>(what: string, values: unknown[] = []) =>
  asOwner(register.owner, async (client) => (await client.query(what, values)).rows as Row[])
const newest = async () =>
  (
    await own<{
      action: string
      outcome: string
      page: string
      child: string | null
      account: string | null
    }>(
      'select action, outcome, page, child, account from trace where shard = 2 order by seq desc, nth limit 1',
    )
  )[0]
const looks = async () =>
  Number((await own<{ n: string }>('select count(*) as n from audit where shard = 2'))[0]?.n)

const child = await aChild(register, 'L-1', [
  said('name', 'usual', { sealed: { forename: 'Quillfeather', surname: 'Sandwick' } }),
  said('placement', 'U4', { from: day('2026-01-01'), sealed: { address: '9 Invented Row\nTR4 9ZZ' } }),
])

describe('every look is written down before the page is sent', () => {
  test('a record that is opened: who, which page, which child', async () => {
    const worker = await signedInAs('social-worker')
    expect((await worker.get(`/children/${child}`)).status).toBe(200)
    expect(await newest()).toMatchObject({
      action: 'open a child',
      outcome: 'seen',
      page: '/children/:child',
      child,
    })
  })

  test('a list: every child that is on it', async () => {
    const worker = await signedInAs('social-worker')
    const html = (await worker.send('/children', { find: 'Quill' })).html
    expect(html).toContain('Quillfeather')
    expect(await newest()).toMatchObject({ action: 'find a child', outcome: 'seen', child })
  })

  test('a refusal by the role, a record out of reach, and a number that nobody has', async () => {
    const auditor = await signedInAs('auditor')
    expect((await auditor.get('/people')).status).toBe(403)
    expect(await newest()).toMatchObject({ action: 'manage people', outcome: 'refused', child: null })
    const worker = await signedInAs('social-worker')
    await own('update child set team = (select id from team where name = $1) where id = $2', [
      'Marsh team',
      child,
    ])
    const hidden = await worker.get(`/children/${child}`)
    expect(await newest()).toMatchObject({ action: 'open a child', outcome: 'refused', child })
    const unknown = await worker.get('/children/0190a1b2-0000-7000-8000-000000000000')
    expect(await newest()).toMatchObject({ outcome: 'missed' })
    await own('update child set team = $1 where id = $2', [register.team, child])
    // Apart from the form's own number, the two pages are the same.
    const plain = (html: string) => html.replaceAll(/name="once" value="[^"]*"/g, '')
    expect(hidden.status).toBe(404)
    expect(unknown.status).toBe(404)
    expect(plain(hidden.html)).toBe(plain(unknown.html))
  })

  test('no row, no page: nothing is shown while the trail cannot be written', async () => {
    const worker = await signedInAs('social-worker')
    const before = await looks()
    await own('alter table audit rename to audit_away')
    try {
      const page = await worker.get(`/children/${child}`)
      expect(page.status).toBeGreaterThanOrEqual(500)
      expect(page.html).not.toContain('Quillfeather')
    } finally {
      await own('alter table audit_away rename to audit')
    }
    expect(await looks()).toBe(before)
    expect((await worker.get(`/children/${child}`)).status).toBe(200)
  })

  test('many looks at once are each written, in one chain', async () => {
    const worker = await signedInAs('social-worker')
    const before = await looks()
    await Promise.all(Array.from({ length: 60 }, () => worker.get(`/children/${child}`)))
    expect(await looks()).toBe(before + 60)
  })

  test('a row holds no name, no number and nothing that was typed', async () => {
    const worker = await signedInAs('social-worker')
    await worker.send('/children', { find: 'Quillfeather' })
    const rows = await own<{ body: Buffer }>('select body from audit')
    const all = Buffer.concat(rows.map((row) => row.body)).toString('latin1')
    for (const word of ['Quillfeather', 'Sandwick', 'L-1', 'Invented Row']) expect(all).not.toContain(word)
  })
})

describe('an address', () => {
  test('is on no page until it is asked for, goes away by itself, and whoever asked is written down', async () => {
    const worker = await signedInAs('social-worker')
    const record = await worker.get(`/children/${child}`)
    expect(record.html).not.toContain('Invented Row')
    const [fact] = await own<{ fact: string }>('select fact from entry where child = $1 and kind = 7', [
      child,
    ])
    const path = `/children/${child}/entries/${fact?.fact ?? ''}/address`
    const shown = await worker.send(path, {}, { open: `/children/${child}`, form: 0 })
    expect(shown.html).toContain('9 Invented Row')
    expect(shown.headers.get('refresh')).toBe(`30; url=/children/${child}`)
    expect(shown.html).not.toMatch(/<title>[^<]*(Invented|Quill)/)
    expect(await newest()).toMatchObject({ action: 'see an address', outcome: 'seen', child })
    // Asked for by its address alone, it is not shown.
    expect((await worker.get(path)).at).toBe(`/children/${child}`)
  })

  test('stays with the placement when something else is corrected', async () => {
    const worker = await signedInAs('social-worker')
    const [fact] = await own<{ fact: string }>('select fact from entry where child = $1 and kind = 7', [
      child,
    ])
    const correct = `/children/${child}/entries/${fact?.fact ?? ''}/correct`
    expect((await worker.get(correct)).html).not.toContain('Invented Row')
    const done = await worker.send(correct, {
      code: 'U4',
      'from-day': '1',
      'from-month': '1',
      'from-year': '2026',
      with: 'A carer',
      why: 'Now known',
    })
    expect(done.at).toContain('done=corrected')
    const path = `/children/${child}/entries/${fact?.fact ?? ''}/address`
    expect((await worker.send(path, {}, { open: `/children/${child}`, form: 0 })).html).toContain(
      '9 Invented Row',
    )
  })
})

describe('a note', () => {
  test('that holds an address or a phone number is saved only on purpose', async () => {
    const worker = await signedInAs('social-worker')
    const path = `/children/${child}/note`
    const note = {
      text: 'Now with an uncle at TR4 9ZZ, 07700 900123',
      'on-day': '2',
      'on-month': '2',
      'on-year': '2026',
    }
    const warned = await worker.send(path, note)
    expect(warned.status).toBe(422)
    expect(warned.html).toContain('postcode TR4 9ZZ')
    expect(warned.html).toContain('phone number 07700 900123')
    expect(warned.html).toContain('Now with an uncle')
    const saved = await worker.send(path, { ...note, kept: 'yes' })
    expect(saved.at).toContain('done=recorded')
  })
})

describe('the trail', () => {
  test('is read by the auditor with filters and without a name of a child; reading it is in it', async () => {
    const auditor = await signedInAs('auditor')
    const page = await auditor.get('/trail?ended=refused')
    expect(page.html).toContain('manage people')
    expect(page.html).not.toContain('Quillfeather')
    expect(await newest()).toMatchObject({ action: 'read the trail', outcome: 'seen' })
    expect((await auditor.get(`/trail?child=${child}`)).html).toContain(child.slice(0, 8))
    expect((await auditor.get('/trail?from=yesterday')).html).toContain('Write the day as 2026-06-01.')
  })

  test('the child’s page says who looked this week', async () => {
    const worker = await signedInAs('social-worker')
    await (await signedInAs('missing-coordinator')).get(`/children/${child}`)
    const html = (await worker.get(`/children/${child}`)).html
    expect(html).toContain('Seen by 2 people this week')
    expect(html).toContain('Dee Sanderling, 1 time')
  })
})

test('nobody is asked anything without a session', async () => {
  expect((await app.request(`http://localhost/children/${child}`)).status).toBe(303)
})

describe('what is worth a question', () => {
  test('trying ids one after another is seen, and an ordinary day is not', async () => {
    const auditor = await signedInAs('auditor')
    expect((await auditor.get('/trail/alerts')).html).not.toContain('trying ids')
    const duty = await signedInAs('duty')
    for (let n = 0; n < 6; n++) await duty.get(`/children/0190a1b2-0000-7000-8000-00000000000${n}`)
    const html = (await auditor.get('/trail/alerts')).html
    expect(html).toContain('Asked for 6 records within five minutes that are not there for them')
    expect(html).toContain('Wren Okafield')
  })
})
