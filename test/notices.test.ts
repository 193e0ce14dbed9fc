import { createHmac } from 'node:crypto'
import { createServer } from 'node:http'
import type { AddressInfo } from 'node:net'
import { SMTPServer } from 'smtp-server'
import { afterAll, describe, expect, test } from 'vitest'
import { remind, sendNotices } from '../src/missing/index.ts'
import { addSeconds, day, type Id, instantOf, londonDate } from '../src/plain/index.ts'
import { said } from '../src/register/index.ts'
import { postTo } from '../src/web/index.ts'
import { asOwner } from '../src/database/index.ts'
import { aChild, testRegister } from './support/register.ts'
import { testSite } from './support/site.ts'

/** A real mail server on this machine, which may be told to refuse. */
type Mail = { to: string[]; text: string }
const got: Mail[] = []
let refuses = false
const server = new SMTPServer({
  authOptional: true,
  disabledCommands: ['STARTTLS'],
  onData: (stream, session, callback) => {
    const pieces: Buffer[] = []
    stream.on('data', (piece: Buffer) => pieces.push(piece))
    stream.on('end', () => {
      if (refuses) {
        callback(new Error('no room today'))
        return
      }
      got.push({
        to: session.envelope.rcptTo.map((one) => one.address),
        text: Buffer.concat(pieces).toString(),
      })
      callback()
    })
  },
})
await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve))
const smtp = `smtp://127.0.0.1:${(server.server.address() as AddressInfo).port}`
afterAll(() => new Promise<void>((resolve) => server.close(resolve)))

const register = await testRegister('demonstration')
const { signedInAs } = testSite(register)
const duty = await signedInAs('duty')
const own = <Row>(what: string, values: unknown[] = []) =>
  asOwner(register.owner, async (client) => (await client.query(what, values)).rows as Row[])
const post = postTo({ smtp, from: 'turnstone@marram.example' })
afterAll(() => post.close())
const now = () => instantOf(new Date())
const send = () => sendNotices(register.db, register.council.id, post, 'http://localhost:4870', now())

let made = 0
async function missing(): Promise<Id> {
  const child = await aChild(
    register,
    `NOTICE-${++made}`,
    [said('name', 'usual', { sealed: { forename: 'Kelmo', surname: 'Darashe' } })],
    day('2010-06-14'),
  )
  const page = await duty.send(`/children/${child}/missing`, {
    code: 'M',
    'seen-day': '3',
    'seen-month': '2',
    'seen-year': '2026',
    where: 'Saltern House',
    police: 'no',
  })
  expect(page.at).toContain('done=missing')
  return child
}
const emailOf = async (role: string) =>
  (
    await own<{ email: string }>('select email from account where role = $1 order by created_at limit 1', [
      role,
    ])
  )[0]?.email ?? ''

describe('a notice', () => {
  test('goes to the missing co-ordinator once, and names nobody', async () => {
    const child = await missing()
    expect(await send()).toEqual({ sent: 1, failed: 0 })
    expect(got).toHaveLength(1)
    const [mail] = got
    expect(mail?.to).toEqual([await emailOf('missing-coordinator')])
    expect(mail?.text).toContain('http://localhost:4870/missing')
    for (const word of ['Kelmo', 'Darashe', 'NOTICE-1', 'Saltern', '2010', child])
      expect(mail?.text).not.toContain(word)
    // Again, and from two senders at once: nothing more.
    await Promise.all([send(), send(), send()])
    expect(got).toHaveLength(1)
  })

  test('of two senders at once, each takes others: nothing twice, nothing lost', async () => {
    const before = got.length
    for (let i = 0; i < 6; i++) await missing()
    await Promise.all([send(), send(), send(), send()])
    await send()
    expect(got.length - before).toBe(6)
    expect(new Set(got.map((one) => /Message-ID:\s*(<[^>]*>)/i.exec(one.text)?.[1])).size).toBe(got.length)
  })

  test('that the other side does not take waits, and goes when it does', async () => {
    const before = got.length
    refuses = true
    await missing()
    expect(await send()).toEqual({ sent: 0, failed: 1 })
    const [waiting] = await own<{ problem: string; state: string }>(
      "select problem, state from notice where state <> 'sent'",
    )
    expect(waiting?.state).toBe('waiting')
    expect(waiting?.problem).toContain('no room today')
    refuses = false
    // Tried again a minute later.
    expect(await send()).toEqual({ sent: 0, failed: 0 })
    await own("update notice set next_at = next_at - interval '61 seconds' where state <> 'sent'")
    expect(await send()).toEqual({ sent: 1, failed: 0 })
    expect(got.length).toBe(before + 1)
  })

  test('whose sender died is sent by another after five minutes, under the same number', async () => {
    await missing()
    const before = got.length
    // What a sender leaves that was killed after it had taken the notice.
    await send()
    await own(
      "update notice set state = 'sending', claimed_at = clock_timestamp(), sent_at = null where made_at = (select max(made_at) from notice)",
    )
    expect(await send()).toEqual({ sent: 0, failed: 0 })
    await own("update notice set claimed_at = claimed_at - interval '301 seconds' where state = 'sending'")
    expect(await send()).toEqual({ sent: 1, failed: 0 })
    const ids = got.slice(before).map((one) => /Message-ID:\s*(<[^>]*>)/i.exec(one.text)?.[1])
    expect(ids).toHaveLength(2)
    expect(ids[0]).toBe(ids[1])
  })
})

describe('a missing child whom nobody looks at', () => {
  test('goes to the managers after 15 minutes, and not when somebody who was told has looked', async () => {
    const seen = await missing()
    const unseen = await missing()
    await send()
    const coordinator = await signedInAs('missing-coordinator')
    await coordinator.get(`/children/${seen}`)
    const before = got.length
    expect((await send()).sent).toBe(0)
    await own("update notice set made_at = made_at - interval '16 minutes'")
    await send()
    const fresh = got.slice(before)
    const manager = await emailOf('manager')
    expect(fresh.every((one) => one.to.includes(manager))).toBe(true)
    const facts = await own<{ fact: Id; child: Id }>(
      "select n.fact, e.child from notice n join entry e on e.fact = n.fact and e.known_until is null where n.what = 'unanswered'",
    )
    expect(facts.map((one) => one.child)).toContain(unseen)
    expect(facts.map((one) => one.child)).not.toContain(seen)
    expect(fresh[0]?.text).toContain('nobody who was told has looked')
  })
})

describe('a clock', () => {
  const notices = async (child: Id) =>
    (
      await own<{ what: string }>(
        'select n.what from notice n join entry e on e.fact = n.fact and e.known_until is null where e.child = $1 order by 1',
        [child],
      )
    ).map((one) => one.what)
  const minutes = (many: number) =>
    remind(register.db, register.council.id, post, addSeconds(now(), many * 60), new Map())

  test('of the police that is a quarter of an hour over is a notice, once', async () => {
    const child = await missing()
    await send()
    await minutes(14)
    expect(await notices(child)).toEqual(['missing'])
    await minutes(16)
    await minutes(17)
    expect(await notices(child)).toEqual(['missing', 'police-late'])
    const before = got.length
    await send()
    const fresh = got.slice(before)
    expect(fresh.some((one) => one.text.includes('police were told'))).toBe(true)
    for (const one of fresh) expect(one.text).not.toContain('Kelmo')
  })

  test('of an interview that is due in less than a day is a notice, and not before', async () => {
    const child = await missing()
    const [spell] = await own<{ fact: Id }>(
      'select fact from entry where child = $1 and kind = 12 and known_until is null',
      [child],
    )
    const [year, month, date] = londonDate(now()).split('-')
    await duty.send(`/children/${child}/missing/${spell?.fact ?? ''}/returned`, {
      'when-day': date ?? '',
      'when-month': month ?? '',
      'when-year': year ?? '',
      where: 'Saltern House',
    })
    await send()
    // No time of day was recorded, so that the 72 hours run from the first minute of today.
    await minutes(1)
    expect(await notices(child)).not.toContain('interview-soon')
    await minutes(48 * 60)
    expect(await notices(child)).toContain('interview-soon')
    await send()
  })

  test('that a council has switched off reminds nobody', async () => {
    const child = await missing()
    await own(
      `insert into clock_setting (council, clock, set_by, is_on, reason)
       select council, 'police-late', id, false, 'Invented: no reminders' from account where role = 'manager' limit 1`,
    )
    await minutes(16)
    await own(
      `insert into clock_setting (council, clock, set_by, is_on, reason)
       select council, 'police-late', id, true, 'Invented: reminders again' from account where role = 'manager' limit 1`,
    )
    expect(await notices(child)).not.toContain('police-late')
  })
})

test('notices that do not get out are said on the first page, with what the other side said', async () => {
  const coordinator = await signedInAs('missing-coordinator')
  refuses = true
  await missing()
  await send()
  expect((await coordinator.get('/')).html).not.toContain('not got out')
  await own("update notice set made_at = made_at - interval '11 minutes' where state <> 'sent'")
  const page = (await coordinator.get('/')).html
  expect(page).toContain('not got out')
  expect(page).toContain('no room today')
  refuses = false
  await own("update notice set next_at = next_at - interval '1 hour' where state <> 'sent'")
  await send()
  expect((await coordinator.get('/')).html).not.toContain('not got out')
})

test('of a restricted child only those named are told', async () => {
  const child = await missing()
  const [worker] = await own<{ id: Id; email: string }>(
    "select id, email from account where role = 'social-worker' limit 1",
  )
  await own("update child set sensitivity = 'restricted' where id = $1", [child])
  await own(
    "insert into standing (council, child, account, relation, given_by) values ($1, $2, $3, 'named', $3)",
    [register.council.id, child, worker?.id],
  )
  const before = got.length
  await send()
  expect(
    got
      .slice(before)
      .filter((one) => one.text.includes('missing desk needs you'))
      .map((one) => one.to),
  ).toEqual([[worker?.email]])
})

test('another system is called once, with a signature that it can check, and is told of nobody', async () => {
  const calls: { body: string; signature: string; id: string }[] = []
  const other = createServer((request, response) => {
    let body = ''
    request.on('data', (piece: Buffer) => (body += piece.toString()))
    request.on('end', () => {
      calls.push({
        body,
        signature: String(request.headers['turnstone-signature']),
        id: String(request.headers['idempotency-key']),
      })
      response.end('taken')
    })
  })
  await new Promise<void>((resolve) => other.listen(0, '127.0.0.1', resolve))
  const hookSecret = 'an invented secret of a test'
  const both = postTo({ hook: `http://127.0.0.1:${(other.address() as AddressInfo).port}/`, hookSecret })
  const child = await missing()
  await sendNotices(register.db, register.council.id, both, 'http://localhost:4870', now())
  await sendNotices(register.db, register.council.id, both, 'http://localhost:4870', now())
  other.close()
  const mine = calls.filter((one) => new Set(calls.map((call) => call.id)).has(one.id))
  expect(new Set(calls.map((one) => one.id)).size).toBe(calls.length)
  for (const one of mine) {
    expect(one.signature).toBe(`sha256=${createHmac('sha256', hookSecret).update(one.body).digest('hex')}`)
    expect(one.body).not.toContain(child)
    expect(Object.keys(JSON.parse(one.body) as object).sort()).toEqual(['at', 'id', 'what'])
  }
  expect(calls.length).toBeGreaterThan(0)
})

test('settings that cannot be right are one sentence', () => {
  expect(() => postTo({ smtp })).toThrow(/TURNSTONE_MAIL_FROM/)
  expect(() => postTo({ hook: 'http://localhost:1', hookSecret: 'short' })).toThrow(/TURNSTONE_HOOK_SECRET/)
})
