import { createHmac } from 'node:crypto'
import { expect, test } from 'vitest'
import { aChild, testRegister } from '../../test/support/register.ts'
import { addDemonstrationWorkers, type Person } from '../access/index.ts'
import { asOwner } from '../database/index.ts'
import { day, must } from '../plain/index.ts'
import { moment, type Said } from '../register/index.ts'
import { decide } from '../access/index.ts'
import { type HandleKind, handleOf, links, reveal, setAside } from './index.ts'

const register = await testRegister('demonstration')
const { db, council, keys } = register
await addDemonstrationWorkers(db, keys, council.id)
const [account] = await asOwner(
  register.owner,
  async (client) =>
    (await client.query(`select id from account where role = 'missing-coordinator'`)).rows as {
      id: Person['account']
    }[],
)
const person: Person = {
  council: council.id,
  account: account?.id ?? null,
  actor: 'account:invented',
  name: 'An invented co-ordinator',
  role: 'missing-coordinator',
  team: null,
}
const permit = must(decide(person, 'see the network', { council: council.id }), 'a co-ordinator may')

const contact = (kind: HandleKind, written: string, on: string): { said: Said } => ({
  said: moment('contact', kind, day(on), null, {
    sealed: { handle: must(handleOf(kind, written), 'a handle'), written },
  }),
})

// One account behind three invented children, written in three ways; a solicitor behind two; a phone behind one.
await aChild(register, 'N-1', [
  contact('account', 'https://facebook.com/invented.hunter', '2026-03-01'),
  contact('phone', '020 7946 0123', '2026-03-02'),
])
await aChild(register, 'N-2', [
  contact('account', 'facebook Invented.Hunter', '2026-05-01'),
  contact('phone', '+44 20 7946 0123', '2026-03-03'),
])
await aChild(register, 'N-3', [
  contact('account', 'm.facebook.com/invented.hunter?ref=1', '2026-04-01'),
  contact('phone', '07700 900001', '2026-03-03'),
  contact('phone', '07700 900001', '2026-03-04'),
])

test('one account behind three children is one link, however it was written; most children first', async () => {
  const found = await links(db, permit)
  expect(found).toMatchObject([
    { kind: 'account', children: 3, firstSeen: '2026-03-01', lastSeen: '2026-05-01', setAside: null },
    { kind: 'phone', children: 2, firstSeen: '2026-03-02', lastSeen: '2026-03-03' },
  ])
  // What was seen twice with one child joins nobody.
  expect(found).toHaveLength(2)
  const { handles } = await reveal(
    db,
    permit,
    register.vault(),
    found.map((one) => one.node),
  )
  expect(handles.get(found[0]?.node ?? '')).toBe('facebook Invented.Hunter')
})

test('an innocent that is shared is said to be so, and the mark can be taken back', async () => {
  const solicitor = (await links(db, permit)).find((one) => one.kind === 'phone')?.node ?? ''
  expect(await setAside(db, permit, solicitor, true, 'An invented solicitor')).toBe(true)
  expect((await links(db, permit))[1]?.setAside).toBe('An invented solicitor')
  expect(await setAside(db, permit, solicitor, false, '')).toBe(true)
  expect((await links(db, permit))[1]?.setAside).toBeNull()
  expect(await setAside(db, permit, 'ff'.repeat(32), true, 'Nobody')).toBe(false)
})

test('a dump gives no number to somebody who hashes every number that they know, without the key', async () => {
  const nodes = await asOwner(
    register.owner,
    async (client) =>
      (await client.query('select lookup, sealed from entry where kind = 32')).rows as {
        lookup: Buffer
        sealed: Buffer
      }[],
  )
  expect(nodes.length).toBeGreaterThan(5)
  const stored = new Set(nodes.map((row) => row.lookup.toString('hex')))
  // 10,000 invented numbers, those of the register among them, under keys that somebody would try.
  const known = Array.from({ length: 10_000 }, (_, i) => `+447700${String(900_000 + (i % 1000))}${i}`).concat(
    '+447700900001',
    '+442079460123',
  )
  for (const key of ['', 'turnstone', council.code, String(council.id)])
    for (const number of known)
      expect(stored.has(createHmac('sha256', key).update(number).digest('hex'))).toBe(false)
  for (const { lookup, sealed } of nodes) {
    expect(lookup).toHaveLength(32)
    expect(sealed.includes('900001')).toBe(false)
    expect(sealed.includes('hunter')).toBe(false)
  }
})
