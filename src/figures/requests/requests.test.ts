import { describe, expect, test } from 'vitest'
import { files } from '../../../test/support/council-files.ts'
import { importing, testRegister } from '../../../test/support/register.ts'
import { addDemonstrationWorkers, decide, type Person, type Role } from '../../access/index.ts'
import { asOwner } from '../../database/index.ts'
import { day, type Id, instantOf, must } from '../../plain/index.ts'
import {
  approve,
  canonicalTables,
  countMapping,
  decideTables,
  freeze,
  letterOf,
  mapRequest,
  type Mapping,
  protectRequest,
  receive,
  releaseRequest,
  ledger,
  requests,
  requestWith,
  runsAgain,
  usualSettings,
} from '../index.ts'

const register = await testRegister('demonstration')
await addDemonstrationWorkers(register.db, register.keys, register.council.id)
const { db, keys, council } = register
const accounts = new Map(
  (
    await asOwner(
      register.owner,
      async (client) => (await client.query('select id, role from account')).rows as { id: Id; role: Role }[],
    )
  ).map((row) => [row.role, row.id]),
)
const person = (role: Role): Person => ({
  council: council.id,
  account: accounts.get(role) ?? null,
  actor: `account:${role}`,
  name: role,
  role,
  team: null,
})
const answers = (role: Role = 'data-officer') =>
  must(decide(person(role), 'answer a request', { council: council.id }), 'may')
const asks = () => must(decide(person('data-officer'), 'ask a question', { council: council.id }), 'may')
const approves = (role: Role) =>
  must(decide(person(role), 'approve an answer', { council: council.id }), 'may')

const year = { from: day('2015-01-01'), to: day('2015-12-31') }
const mapping: Mapping = {
  parts: [
    { asks: 'How many are unaccompanied?', measure: '1c', by: [] },
    { asks: 'How many went missing, by sex?', measure: '2b', by: ['sex'] },
    { asks: 'What is your policy?', notHeld: 'This asks for a document.' },
  ],
  periods: [year],
  knownOn: null,
  settings: usualSettings,
}
await importing(
  register,
  files(
    { number: 'A', uasc: true, care: [{ from: '2014-01-01' }], missing: [['M', '2015-06-01', '2015-06-03']] },
    { number: 'B', uasc: true, care: [{ from: '2014-01-01' }] },
  ),
)
const work = (id: Id, seen: number, role: Role = 'data-officer') => ({
  db,
  permit: answers(role),
  keys,
  id,
  seen,
})
const received = {
  receivedOn: day('2026-11-22'),
  law: 'FOIA' as const,
  from: 'An invented charity',
  text: 'How many?',
}

async function frozen(): Promise<Id> {
  const id = await receive(db, answers(), keys, received)
  must(await mapRequest(work(id, 1), mapping), 'mapped')
  must(await freeze(work(id, 2), asks(), council, null, instantOf(new Date())), 'frozen')
  return id
}
const reading = async (id: Id) => {
  const request = await requestWith(db, answers(), keys, id)
  if (request === null) throw new Error('The request is not there')
  return request
}

describe('a frozen answer', () => {
  test('is counted again to identical bytes after later corrections and imports', async () => {
    const id = await frozen()
    const before = (await reading(id)).frozen
    if (before === null) throw new Error('Nothing is frozen')
    expect(before.tables.map((table) => table.total)).toEqual([2, 1])
    // A third child comes to light, and the second one went missing after all.
    await importing(
      register,
      files(
        {
          number: 'B',
          uasc: true,
          care: [{ from: '2014-01-01' }],
          missing: [['M', '2015-02-01', '2015-02-02']],
        },
        { number: 'C', uasc: true, care: [{ from: '2014-01-01' }] },
      ),
    )
    const now = await countMapping(db, asks(), council, mapping, null)
    expect(now.tables.map((table) => table.total)).toEqual([3, 2])
    const again = await countMapping(db, asks(), council, before.mapping, before.knownOn)
    expect(canonicalTables(again.tables)).toBe(canonicalTables(before.tables))
    expect(await runsAgain(db, asks(), council, before)).toBe(true)
    // The comparison can fail: against other numbers it does.
    expect(await runsAgain(db, asks(), council, { ...before, tables: now.tables })).toBe(false)
  })
})

describe('an answer', () => {
  const decisions = [
    { disclosure: 'suppress' as const, exemption: '' as const, reason: 'Two children are few' },
    { disclosure: 'withhold' as const, exemption: '40(2)' as const, reason: 'A carer could tell' },
    { disclosure: 'exact' as const, exemption: '' as const, reason: '' },
  ]

  /** Decided and audited: the fifth step is the next. */
  async function audited(role: Role = 'data-officer', of = decisions): Promise<Id> {
    const id = await frozen()
    must(await decideTables(work(id, 3, role), of), 'decided')
    must(await protectRequest(work(id, 4, role), asks(), council), 'audited')
    return id
  }

  test('is approved by somebody who did not work on it, once it was audited', async () => {
    const id = await audited('ig-officer')
    const say = (role: Role) => approve(db, approves(role), keys, { id, seen: 5 }, 'approved', '')
    expect(await say('ig-officer')).toMatchObject({ ok: false, problem: 'somebody else approves' })
    expect((await say('manager')).ok).toBe(true)
    expect((await reading(id)).stage).toBe('approved')
    expect((await approve(db, approves('manager'), keys, { id, seen: 6 }, 'approved', '')).ok).toBe(false)
  })

  test('is approved with a permit to approve, not with one to answer', async () => {
    const id = await audited()
    const permit = answers('ig-officer') as unknown as ReturnType<typeof approves>
    await expect(approve(db, permit, keys, { id, seen: 5 }, 'approved', '')).rejects.toThrow()
    expect((await reading(id)).stage).toBe('to approve')
  })

  test('that is sent back is decided about again, and a new reading of the parts undoes everything after it', async () => {
    const id = await audited()
    must(await approve(db, approves('manager'), keys, { id, seen: 5 }, 'sent back', 'Too exact'), 'sent back')
    expect(await reading(id)).toMatchObject({ stage: 'to decide', decisions: null, protection: null })
    must(await mapRequest(work(id, 6), mapping), 'mapped')
    expect(await reading(id)).toMatchObject({ stage: 'to freeze', frozen: null })
  })

  test('of two people who work on it at once, one is told', async () => {
    const id = await frozen()
    const both = await Promise.all([
      decideTables(work(id, 3), decisions),
      decideTables(work(id, 3, 'ig-officer'), decisions),
    ])
    expect(both.filter((one) => one.ok)).toHaveLength(1)
    expect(both.find((one) => !one.ok)).toMatchObject({ problem: 'changed meanwhile' })
  })

  test('cites what is withheld, says what is not held with advice, and prints no number that is not decided about', async () => {
    const id = await frozen()
    const words = async () => JSON.stringify(letterOf(await reading(id), council, day('2026-11-25')))
    expect(await words()).not.toMatch(/"kind":"table"/)
    must(await decideTables(work(id, 3), decisions), 'decided')
    // Decided and not audited: still no number.
    expect(await words()).not.toMatch(/"kind":"table"/)
    must(await protectRequest(work(id, 4), asks(), council), 'audited')
    const letter = await words()
    expect(letter).toContain('section 40(2)')
    expect(letter).toContain('the notice under section 17')
    expect(letter).toContain('We do not hold this. This asks for a document.')
    expect(letter).toContain('Under section 16')
    expect(letter.match(/"kind":"table"/g)).toHaveLength(1)
  })

  test('that gives small numbers as they are is refused: the audit says which', async () => {
    const id = await audited('data-officer', [
      { disclosure: 'exact', exemption: '', reason: 'Nobody could tell who' },
      ...decisions.slice(1),
    ])
    const { stage, protection } = await reading(id)
    expect(stage).toBe('gives away')
    expect(protection?.problems[0]).toContain(
      'would give away 1 small number: all from 1 January 2015 to 31 December 2015 (exactly)',
    )
    expect(JSON.stringify(letterOf(await reading(id), council, day('2026-11-25')))).not.toMatch(
      /"kind":"table"/,
    )
    expect((await approve(db, approves('manager'), keys, { id, seen: 5 }, 'approved', '')).ok).toBe(false)
    expect(await releaseRequest(work(id, 5), '')).toMatchObject({ ok: false, problem: 'not yet' })
  })

  test('that is released stands in the ledger as it was printed, hidden numbers as hidden', async () => {
    const id = await audited()
    expect(await releaseRequest(work(id, 5), '')).toMatchObject({ ok: false, problem: 'not yet' })
    must(await approve(db, approves('manager'), keys, { id, seen: 5 }, 'approved', ''), 'approved')
    must(await releaseRequest(work(id, 6), 'By letter'), 'released')
    expect((await reading(id)).stage).toBe('released')
    const [table] = (await ledger(db, answers())).filter((one) => one.request === id)
    expect(table).toMatchObject({
      measure: '1c',
      period: year,
      treatment: 'suppress',
      cells: [{ under: {}, printed: null, low: null, high: null }],
    })
    // Nothing of it is changed any more.
    expect((await decideTables(work(id, 7), decisions)).ok).toBe(false)
    await asOwner(register.owner, async (client) => {
      await expect(client.query('update released_cell set printed = 3')).rejects.toThrow()
      await expect(client.query('delete from released_table')).rejects.toThrow()
    })
  })

  test('of two answers that were audited side by side, the second is audited again before it is released', async () => {
    const [one, other] = [await audited(), await audited()]
    for (const id of [one, other])
      must(await approve(db, approves('manager'), keys, { id, seen: 5 }, 'approved', ''), 'approved')
    must(await releaseRequest(work(one, 6), ''), 'released')
    expect(await releaseRequest(work(other, 6), '')).toMatchObject({ problem: 'given out meanwhile' })
    must(await protectRequest(work(other, 6), asks(), council), 'audited')
    must(await approve(db, approves('manager'), keys, { id: other, seen: 7 }, 'approved', ''), 'approved')
    must(await releaseRequest(work(other, 8), ''), 'released')
  })

  test('is due on the twentieth working day, and stands in the log with it', async () => {
    const id = await frozen()
    expect((await reading(id)).due).toBe('2026-12-21')
    expect((await requests(db, approves('manager'), keys)).some((one) => one.id === id)).toBe(true)
  })
})

test('nothing of a request is readable in the database, and nothing of it can be changed', async () => {
  await frozen()
  await asOwner(register.owner, async (client) => {
    const rows = (await client.query('select sealed from request_step')).rows as { sealed: Buffer }[]
    expect(rows.length).toBeGreaterThan(0)
    for (const { sealed } of rows)
      for (const words of ['charity', 'receivedOn', 'cells']) expect(sealed.includes(words)).toBe(false)
    await expect(client.query("update request_step set what = 'closed'")).rejects.toThrow()
    await expect(client.query('delete from request_step')).rejects.toThrow()
  })
})
