import { describe, expect, test } from 'vitest'
import { asOwner } from '../../src/database/index.ts'
import { day, type Id } from '../../src/plain/index.ts'
import { said } from '../../src/register/index.ts'
import { aChild, testRegister } from '../support/register.ts'
import { testSite } from '../support/site.ts'

const register = await testRegister('demonstration')
const { app, signedInAs } = testSite(register)
const coordinator = await signedInAs('missing-coordinator')
const manager = await signedInAs('manager')
const own = <Row>(what: string, values: unknown[] = []) =>
  asOwner(register.owner, async (client) => (await client.query(what, values)).rows as Row[])

let made = 0
async function missing(): Promise<{ child: Id; number: string }> {
  const number = `DESK-${++made}`
  const child = await aChild(
    register,
    number,
    [said('name', 'usual', { sealed: { forename: 'Kelmo', surname: `Darashe${made}` } })],
    day('2010-06-14'),
  )
  await coordinator.send(`/children/${child}/missing`, {
    code: 'M',
    'seen-day': '3',
    'seen-month': '2',
    'seen-year': '2026',
    'seen-time': '1:07am',
    where: 'Saltern House',
    police: 'no',
  })
  return { child, number }
}

describe('a screen on a wall', () => {
  const at = (path: string, cookie: string) => app.request(`http://localhost${path}`, { headers: { cookie } })
  async function hung() {
    const page = await coordinator.send('/missing/walls', { name: 'Duty room' })
    const key = /not shown again:[\s\S]*?<code[^>]*>([^<]+)<\/code>/.exec(page.html)?.[1] ?? ''
    expect(key.length).toBeGreaterThan(30)
    const opened = await app.request('http://localhost/wall', {
      method: 'POST',
      headers: { 'content-type': 'application/x-www-form-urlencoded', 'sec-fetch-site': 'same-origin' },
      body: new URLSearchParams({ key }).toString(),
    })
    expect(opened.status).toBe(303)
    return (opened.headers.get('set-cookie') ?? '').split(';')[0] ?? ''
  }

  test('shows case numbers and clocks of everybody missing, and no name, age, place or link; a restricted child is not on it', async () => {
    const seen = await missing()
    const hidden = await missing()
    await own("update child set sensitivity = 'restricted' where id = $1", [hidden.child])
    const html = await (await at('/wall', await hung())).text()
    expect(html).toContain(seen.number)
    expect(html).toContain('Tell the police')
    for (const word of ['Kelmo', 'Darashe', 'Saltern', hidden.number, '/children/', '>16<'])
      expect(html, word).not.toContain(word)
    await own("update child set sensitivity = 'normal' where id = $1", [hidden.child])
  })

  test('opens nothing else, and nothing at all once its key is ended; a wrong key is told so', async () => {
    const cookie = await hung()
    for (const path of ['/', '/missing', '/children', '/missing/live']) {
      const answer = await at(path, cookie)
      expect([answer.status, answer.headers.get('location')], path).toEqual([303, '/sign-in'])
    }
    const [screen] = await own<{ id: Id }>(
      'select id from wall where ended_at is null order by made_at desc limit 1',
    )
    await coordinator.send('/missing/walls', { end: screen?.id ?? '' }, { form: 0 })
    expect(await (await at('/wall', cookie)).text()).toContain('The key of this screen')
    const wrong = await app.request('http://localhost/wall', {
      method: 'POST',
      headers: { 'content-type': 'application/x-www-form-urlencoded', 'sec-fetch-site': 'same-origin' },
      body: 'key=made-up',
    })
    expect(await wrong.text()).toContain('This key opens nothing')
  })

  test('is in the trail as a screen, with who was on it', async () => {
    const { child } = await missing()
    await at('/wall', await hung())
    const rows = await own<{ actor: string }>(
      "select actor from trace where action = 'see the wall' and child = $1",
      [child],
    )
    expect(rows[0]?.actor).toMatch(/^wall /)
  })
})

describe('the desk by itself', () => {
  test('hears that something was saved, and nothing of what', async () => {
    const answer = await app.request('http://localhost/missing/live', {
      headers: { cookie: coordinator.cookie },
    })
    expect(answer.headers.get('content-type')).toBe('text/event-stream')
    const reader = answer.body?.getReader()
    if (reader === undefined) throw new Error('There is a stream')
    const words = new TextDecoder()
    let heard = words.decode((await reader.read()).value)
    // The first look only learns where things stand.
    await new Promise((resolve) => setTimeout(resolve, 2000))
    const { child, number } = await missing()
    while (!heard.includes('changed')) heard += words.decode((await reader.read()).value)
    await reader.cancel()
    expect(heard).toContain('event: changed')
    for (const word of [child, number, 'Kelmo']) expect(heard).not.toContain(word)
  }, 30_000)

  test('does not keep a session alive by asking by itself', async () => {
    const seen = async () =>
      (await own<{ seen_at: string }>('select max(seen_at)::text as seen_at from session'))[0]?.seen_at ?? ''
    await own("update session set seen_at = seen_at - interval '5 minutes'")
    const quiet = await seen()
    expect((await coordinator.get('/missing?auto=yes')).status).toBe(200)
    expect(await seen()).toBe(quiet)
    await coordinator.get('/missing')
    expect((await seen()) > quiet).toBe(true)
  })
})

describe('the clocks of a council', () => {
  test('that are a single council’s practice run when a manager switches them on, and say by which decision', async () => {
    const { child } = await missing()
    expect((await coordinator.get(`/children/${child}`)).html).not.toContain('Tell the senior manager')
    const set = await manager.send('/missing/clocks/set', {
      clock: 'senior-alert',
      on: 'yes',
      hours: '12',
      reason: 'Protocol of the partnership, page 9',
    })
    expect(set.html).toContain('12 hours')
    expect(set.html).toContain('Protocol of the partnership, page 9')
    expect((await coordinator.get(`/children/${child}`)).html).toContain('Tell the senior manager')
  })

  test('take no length that is none, and none for a clock that its rule counts in days', async () => {
    const send = (clock: string, hours: string) =>
      manager.send('/missing/clocks/set', { clock, on: 'yes', hours, reason: 'A test' })
    expect((await send('tell-police', 'soon')).html).toContain('Put a number of hours in')
    expect((await send('grant-stop', '24')).html).toContain('counted in days by its rule')
  })
})
