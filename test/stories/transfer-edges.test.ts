import { describe, expect, test } from 'vitest'
import { eraseWithin } from '../../src/access/index.ts'
import { asOwner } from '../../src/database/index.ts'
import { addDays, day, type Id, instantOf, londonDate, must } from '../../src/plain/index.ts'
import { currentEntries, openEntry, said } from '../../src/register/index.ts'
import { coursesOf, isLate, outbox } from '../../src/schemes/index.ts'
import { demonstrationCouncil, demonstrationNeighbour } from '../../src/standard/index.ts'
import { aChild } from '../support/register.ts'
import { introduced, type Side, side, wordsOf, writes } from './transferred.ts'
import { inCare, on, unaccompanied } from './told.ts'

/** Transfers that do not go as they should: two people at once, a lost answer, a closed record, an erased one. */

const today = londonDate(instantOf(new Date()))
const [marram, whimbrel] = await Promise.all([side(demonstrationCouncil), side(demonstrationNeighbour)])
await introduced(marram, whimbrel)

const boy = (number: string) =>
  aChild(
    marram.register,
    number,
    [
      said('name', 'usual', { sealed: { forename: 'Kelmo', surname: 'Darashe' } }),
      inCare(addDays(today, -200)),
      unaccompanied(),
    ],
    day('2010-06-14'),
  )
const form = { with: demonstrationNeighbour.code, role: 'sending', way: 'package', days: '10' }
const idIn = (at: string) => /transfers\/([0-9a-f-]{36})/.exec(at)?.[1] as Id
const proposed = async (child: Id) => idIn(await writes(marram, child, '/transfers/new', form))
const read = async (by: Side, from: Side, transfer: Id) =>
  must(await by.read(await from.last(transfer)), 'read')
const does = (at: Side, child: Id, transfer: Id, step: string, answers: Record<string, string> = {}) =>
  writes(at, child, `/transfers/${transfer}/do/${step}`, answers)
const entriesOf = async (at: Side, child: Id) => {
  const vault = at.register.vault()
  await vault.load(at.register.db, [child])
  return (await currentEntries(at.register.db, at.register.council.id, [child], null)).map((row) =>
    openEntry(vault, row),
  )
}
const courseOf = async (at: Side, child: Id, transfer: Id) =>
  coursesOf(await entriesOf(at, child), 'England and Wales').find((one) => one.transfer === transfer)

async function handedOver(number: string, onDay = today) {
  const here = await boy(number)
  const transfer = await proposed(here)
  const { child: there } = await read(whimbrel, marram, transfer)
  for (const [step, answers] of [
    ['validated', {}],
    ['accepted', {}],
    ['arranged', { ...on('on', onDay), worker: 'Ada Invented' }],
  ] as const) {
    await does(whimbrel, there, transfer, step, answers)
    await read(marram, whimbrel, transfer)
  }
  await does(marram, here, transfer, 'handed-over', on('on', onDay))
  return { here, there, transfer }
}

describe('two people', () => {
  test('who propose the same child at once: one transfer, and the other is told', async () => {
    const child = await boy('EDGE-1')
    const both = await Promise.all(
      [1, 2, 3].map(() => marram.worker.send(`/children/${child}/transfers/new`, form)),
    )
    expect(both.filter((page) => page.status === 200).length).toBeGreaterThan(0)
    const courses = coursesOf(await entriesOf(marram, child), 'England and Wales')
    expect(courses).toHaveLength(1)
  })

  test('of whom one sends the form twice, because the answer was lost: it was done, and is said to be', async () => {
    const child = await boy('EDGE-2')
    const page = await marram.worker.get(`/children/${child}/transfers/new`)
    const hidden = Object.fromEntries(
      [
        ...(page.html.split('<main')[1] ?? '').matchAll(
          /<input type="hidden" name="([^"]*)" value="([^"]*)"/g,
        ),
      ].map(([, name = '', value = '']) => [name, value]),
    )
    const send = () =>
      marram.worker.send(`/children/${child}/transfers/new`, { ...hidden, ...form }, { open: '/children' })
    const [first, second] = [await send(), await send()]
    expect([first.status, second.status]).toEqual([200, 200])
    expect(idIn(second.at)).toBe(idIn(first.at))
    // A step, too.
    const transfer = idIn(first.at)
    const step = await marram.worker.get(`/children/${child}/transfers/${transfer}/do/lapsed`)
    const fields = Object.fromEntries(
      [
        ...(step.html.split('<main')[1] ?? '').matchAll(
          /<input type="hidden" name="([^"]*)" value="([^"]*)"/g,
        ),
      ].map(([, name = '', value = '']) => [name, value]),
    )
    const lapse = () =>
      marram.worker.send(
        `/children/${child}/transfers/${transfer}/do/lapsed`,
        { ...fields, words: 'He does not want to go.' },
        { open: '/children' },
      )
    expect([(await lapse()).at, (await lapse()).at].every((at) => at.includes('done=saved'))).toBe(true)
  })

  test('who had a page open while somebody else did the step: nothing is saved, and it is said', async () => {
    const child = await boy('EDGE-3')
    const transfer = await proposed(child)
    const page = await marram.worker.send(`/children/${child}/transfers/${transfer}/do/lapsed`, {
      words: 'Old page',
      seen: '0',
    })
    expect(page.status).toBe(422)
    expect(wordsOf(page.html)).toContain('Somebody did a step of this transfer meanwhile')
  })
})

test('a record that is closed to people named begins closed on the other side', async () => {
  const child = await boy('CLOSED-1')
  await asOwner(marram.register.owner, async (client) => {
    await client.query("update child set sensitivity = 'restricted' where id = $1", [child])
    await client.query(
      `insert into standing (council, child, account, relation) select council, $1, id, 'named' from account where role = 'missing-coordinator'`,
      [child],
    )
  })
  const transfer = await proposed(child)
  // Not by a command or by somebody who cannot be named.
  const refused = await whimbrel.read(await marram.last(transfer))
  expect(refused.ok ? '' : refused.problem).toContain('closed to everybody but people named')
  // On the page, by somebody who works with children.
  const file = await marram.last(transfer)
  const opened = await whimbrel.worker.get('/transfers/read')
  const body = new FormData()
  for (const [, name = '', value = ''] of (opened.html.split('<main')[1] ?? '').matchAll(
    /<input type="hidden" name="([^"]*)" value="([^"]*)"/g,
  ))
    body.set(name, value)
  body.set('file', new Blob([new Uint8Array(file)]), 'package.age')
  const answer = await whimbrel.app.request('http://localhost/transfers/read', {
    method: 'POST',
    headers: { cookie: whimbrel.worker.cookie, 'sec-fetch-site': 'same-origin' },
    body,
  })
  expect(wordsOf(await answer.text())).toContain('The child is new here')
  const rows = await asOwner(
    whimbrel.register.owner,
    async (client) =>
      (
        await client.query<{ sensitivity: string; named: number }>(
          `select c.sensitivity, (select count(*)::int from standing s where s.child = c.id and s.relation = 'named') as named
           from child c join transfer_package t on t.child = c.id where t.transfer = $1`,
          [transfer],
        )
      ).rows,
  )
  expect(rows).toEqual([{ sensitivity: 'restricted', named: 1 }])
})

test('of a child who was erased nothing is read, nothing sent, and the sealed packages are gone', async () => {
  const child = await boy('ERASED-1')
  const transfer = await proposed(child)
  const first = await marram.last(transfer)
  const { child: there } = await read(whimbrel, marram, transfer)
  await does(whimbrel, there, transfer, 'refused', { reason: 'no-place', words: 'No place.' })
  const erase = async (at: Side, which: Id) => {
    const account = await asOwner(
      at.register.owner,
      async (client) =>
        (
          await client.query<{ id: Id }>(
            "select id from account where role in ('manager', 'ig-officer') order by role",
          )
        ).rows,
    )
    await at.register.db.transaction().execute((trx) =>
      eraseWithin(trx, {
        council: at.register.council.id,
        child: which,
        askedBy: account[0]?.id as Id,
        agreedBy: account[1]?.id as Id,
        reason: 'never in our care',
        at: instantOf(new Date()),
      }),
    )
  }
  await erase(marram, child)
  const refused = await marram.read(await whimbrel.last(transfer))
  expect(refused.ok ? '' : refused.problem).toContain('was erased here')
  const waiting = await outbox(
    marram.register.db,
    marram.register.permit('missing-coordinator', 'exchange packages'),
    marram.register.vault(),
    'England and Wales',
  )
  expect(waiting.some((one) => one.transfer === transfer)).toBe(false)
  await expect(marram.last(transfer)).rejects.toThrow('was not made')
  // There, too: and whoever comes again later is a new child.
  await erase(whimbrel, there)
  expect(must(await whimbrel.read(first), 'read before').again).toBe(true)
  expect(
    await entriesOf(whimbrel, there)
      .then((all) => all.some((one) => Object.keys(one.sealed).length > 0))
      .catch(() => false),
  ).toBe(false)
})

test('a package that is read before an earlier one is about the same child', async () => {
  const child = await boy('ORDER-1')
  const first = await proposed(child)
  const early = await marram.last(first)
  await does(marram, child, first, 'lapsed', { words: 'Not yet.' })
  const second = await proposed(child)
  const { child: there } = await read(whimbrel, marram, second)
  const late = must(await whimbrel.read(early), 'read late')
  expect(late.child).toBe(there)
  expect(late.newNumber).toBe(null)
})

test('care that was recorded here after the day of the hand-over goes when the other council acknowledges', async () => {
  const onDay = addDays(today, -3)
  const { here, there, transfer } = await handedOver('LATE-1', onDay)
  await writes(marram, here, '/placement', {
    type: 'U4',
    ...on('from', addDays(today, -1)),
    with: 'Somebody invented',
  })
  await read(whimbrel, marram, transfer)
  await does(whimbrel, there, transfer, 'acknowledged', { legal: 'V2', place: 'U4' })
  await read(marram, whimbrel, transfer)
  const care = (await entriesOf(marram, here)).filter((one) =>
    ['episode', 'placement', 'legal-status'].includes(one.kind),
  )
  expect(care.map((one) => [one.kind, one.until])).toEqual([['episode', onDay]])
  // The child is theirs now: we propose them to nobody, and what we know of them is on the first page when it is new.
  const again = await marram.worker.send(`/children/${here}/transfers/new`, form)
  expect(again.status).toBe(422)
  expect(wordsOf(again.html)).toContain('Another council has acknowledged that it answers for the child')
})

test('a hand-over that nobody acknowledges is late on the second working day, and can be taken back', async () => {
  const { here, transfer } = await handedOver('SILENT-1', addDays(today, -10))
  const course = await courseOf(marram, here, transfer)
  expect(course === undefined ? false : isLate(course, instantOf(new Date()))).toBe(true)
  expect(wordsOf((await marram.worker.get('/')).html)).toContain('the working day after the hand-over')
  await does(marram, here, transfer, 'lapsed', { words: 'They never answered.' })
  const open = (await entriesOf(marram, here)).find((one) => one.kind === 'episode')
  expect(open?.until).toBe(null)
  // And the child can be proposed again.
  expect(await proposed(here)).not.toBe(transfer)
})

test('a spell that was withdrawn is news, too', async () => {
  const child = await boy('TAKEN-1')
  const transfer = await proposed(child)
  const { child: there } = await read(whimbrel, marram, transfer)
  await writes(marram, child, '/missing', { code: 'M', police: 'no', ...on('seen', today) })
  await writes(marram, child, `/transfers/${transfer}/news`, { words: 'Gone' })
  await read(whimbrel, marram, transfer)
  const fact = (await entriesOf(marram, child)).find((one) => one.kind === 'missing')?.fact ?? ''
  await writes(marram, child, `/entries/${fact}/withdraw`, {
    reason: 'did not happen',
    words: 'He was in his room',
  })
  const page = wordsOf((await marram.worker.get(`/children/${child}/transfers/${transfer}`)).html)
  expect(page).toContain('does not know what is new')
  await writes(marram, child, `/transfers/${transfer}/news`, { words: 'He was in his room' })
  await read(whimbrel, marram, transfer)
  expect((await entriesOf(whimbrel, there)).some((one) => one.kind === 'missing')).toBe(false)
})

test('what is learnt of a child after the transfer is over stands on the first page until the other council is told', async () => {
  const { here, there, transfer } = await handedOver('OWED-1')
  await writes(marram, here, '/missing', { code: 'M', police: 'no', ...on('seen', today) })
  await writes(marram, here, `/transfers/${transfer}/news`, { words: 'Gone' })
  for (const number of [2, 3]) must(await whimbrel.read(await marram.package(transfer, number)), 'read')
  await does(whimbrel, there, transfer, 'acknowledged', { legal: 'V2', place: 'U4' })
  await read(marram, whimbrel, transfer)
  const fact = (await entriesOf(whimbrel, there)).find((one) => one.kind === 'missing')?.fact ?? ''
  await writes(whimbrel, there, `/missing/${fact}/located`, {
    ...on('when', today),
    how: 'seen',
    place: 'here',
    comesBack: 'yes',
  })
  expect(wordsOf((await whimbrel.worker.get('/')).html)).toContain(
    'Marram County Council does not know what is new about the child being missing',
  )
  expect(wordsOf((await whimbrel.worker.get(`/children/${there}`)).html)).toContain(
    'Transfer from Marram County Council',
  )
  await writes(whimbrel, there, `/transfers/${transfer}/news`, { words: 'He is here' })
  expect(wordsOf((await whimbrel.worker.get('/')).html)).not.toContain('does not know what is new')
  await read(marram, whimbrel, transfer)
  expect((await entriesOf(marram, here)).find((one) => one.kind === 'missing')?.until).toBe(today)
})

test('an end of the return is no finding: the child stays open for the council that looks for them', async () => {
  const child = await aChild(
    marram.register,
    'RULE-1',
    [
      inCare(addDays(today, -200), addDays(today, -20), 'E3'),
      said('missing', 'M', { from: addDays(today, -40), until: addDays(today, -20) }),
    ],
    day('2010-06-14'),
  )
  const transfer = await proposed(child)
  const { child: there } = await read(whimbrel, marram, transfer)
  const spell = (await entriesOf(whimbrel, there)).find((one) => one.kind === 'missing')
  expect([spell?.from, spell?.until]).toEqual([addDays(today, -40), null])
})

test('by hand, an acknowledgement that crossed the taking back is written down all the same', async () => {
  const child = await boy('HAND-1')
  const at = await writes(marram, child, '/transfers/new', { ...form, with: 'E10000016', way: 'hand' })
  const transfer = idIn(at)
  const by = { by: 'Ms Invented, by letter' }
  await does(marram, child, transfer, 'validated', by)
  await does(marram, child, transfer, 'accepted', by)
  await does(marram, child, transfer, 'arranged', { ...by, ...on('on', today), worker: 'Ada Invented' })
  await does(marram, child, transfer, 'handed-over', on('on', today))
  expect(
    wordsOf((await marram.worker.get(`/children/${child}/transfers/${transfer}/do/lapsed`)).html),
  ).toContain('Ring them first, and find out where the child is')
  await does(marram, child, transfer, 'lapsed', { words: 'No answer.' })
  await does(marram, child, transfer, 'acknowledged', by)
  expect((await courseOf(marram, child, transfer))?.state).toBe('acknowledged')
  expect((await entriesOf(marram, child)).find((one) => one.kind === 'episode')?.until).toBe(today)
})
