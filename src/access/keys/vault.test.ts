import { asOwner, newId } from '../../database/index.ts'
import type { Id } from '../../plain/index.ts'
import { said } from '../../register/index.ts'
import { expect, test } from 'vitest'
import { aChild, testRegister } from '../../../test/support/register.ts'
import { NotOpened } from './seal.ts'
import { openVault } from './vault.ts'

const register = await testRegister()
const { db } = register
const own = (what: string, values: unknown[] = []) =>
  asOwner(register.owner, async (client) => (await client.query<Record<string, unknown>>(what, values)).rows)

type SealedRow = { id: Id; child: Id; sealed: Buffer }
const nameRow = async (child: Id) =>
  (await own('select id, child, sealed from entry where child = $1 and kind = 2', [child]))[0] as SealedRow

const named = (number: string, first: string) =>
  aChild(register, number, [
    said('name', '', { sealed: { first, last: 'Marsh' } }),
    said('placement', 'U6', { from: null, sealed: { address: `1 ${first} Street` } }),
  ])

const thi = await named('V-1', 'Thi')
const linh = await named('V-2', 'Linh')

test('what was sealed for a child opens in another process that has the key file', async () => {
  const row = await nameRow(thi)
  const vault = register.vault()
  await vault.load(register.another(), [thi])
  expect(JSON.parse(vault.open(thi, 'identity', 'entry', row.id, row.sealed))).toEqual({
    first: 'Thi',
    last: 'Marsh',
  })
})

test('each child and compartment has a key of its own', async () => {
  const keys = await own('select child, compartment, id from record_key where child = any($1)', [[thi, linh]])
  // Identity and location, for two children.
  expect(keys).toHaveLength(4)
  expect(new Set(keys.map((key) => key['id'])).size).toBe(4)
})

test('the database holds neither a key nor a name in plain', async () => {
  const all = JSON.stringify(
    await own('select entry::text from entry union all select record_key::text from record_key'),
  )
  const hex = (text: string) => Buffer.from(text).toString('hex')
  for (const word of ['Thi', 'Marsh', 'V-1']) {
    expect(all).not.toContain(word)
    expect(all).not.toContain(hex(word))
  }
  expect(all).not.toContain(register.keys.kek.key.toString('hex'))
})

test('a value moved to another row, child, table or compartment does not open', async () => {
  const row = await nameRow(thi)
  const other = await nameRow(linh)
  const vault = register.vault()
  await vault.load(db, [thi, linh])
  expect(() => vault.open(thi, 'identity', 'entry', other.id, row.sealed)).toThrow(NotOpened)
  expect(() => vault.open(linh, 'identity', 'entry', other.id, row.sealed)).toThrow(NotOpened)
  expect(() => vault.open(thi, 'identity', 'withdrawal', row.id, row.sealed)).toThrow(NotOpened)
  expect(() => vault.open(thi, 'location', 'entry', row.id, row.sealed)).toThrow(NotOpened)
})

test('a wrapped key moved to another child or compartment by somebody with the database does not open', async () => {
  const victim = await named('V-3', 'Kim')
  const wrapped = await own(
    'select compartment, id, wrapped from record_key where child = $1 order by compartment',
    [victim],
  )
  const [identity, location] = wrapped
  const into = (child: Id, compartment: unknown, from: Record<string, unknown> | undefined) =>
    own('update record_key set id = $3, wrapped = $4 where child = $1 and compartment = $2', [
      child,
      compartment,
      from?.['id'],
      from?.['wrapped'],
    ])
  await into(victim, identity?.['compartment'], location)
  await expect(register.vault().load(db, [victim])).rejects.toThrow(NotOpened)
  await into(victim, identity?.['compartment'], identity)
  await into(linh, identity?.['compartment'], identity)
  await expect(register.vault().load(db, [linh])).rejects.toThrow(NotOpened)
})

test('deleting the key of a compartment makes that compartment unreadable and leaves the others', async () => {
  const child = await named('V-4', 'Anh')
  const rows = (await own('select id, kind, sealed from entry where child = $1', [child])) as {
    id: Id
    kind: number
    sealed: Buffer
  }[]
  const name = rows.find((row) => row.kind === 2)
  const placement = rows.find((row) => row.kind === 7)
  if (name === undefined || placement === undefined) throw new Error('the child has a name and a placement')
  await own('delete from record_key where child = $1 and compartment = 1', [child])
  const vault = register.vault()
  await vault.load(db, [child])
  expect(() => vault.open(child, 'identity', 'entry', name.id, name.sealed)).toThrow(
    'The key of this record is gone',
  )
  expect(vault.open(child, 'location', 'entry', placement.id, placement.sealed)).toContain('1 Anh Street')
})

test('a vault that opened the record before the key was deleted no longer opens it once it asks again', async () => {
  const child = await named('V-5', 'Mai')
  const row = await nameRow(child)
  const vault = register.vault()
  await vault.load(db, [child])
  expect(vault.open(child, 'identity', 'entry', row.id, row.sealed)).toContain('Mai')
  await own('delete from record_key where child = $1', [child])
  await vault.load(db, [child])
  expect(() => vault.open(child, 'identity', 'entry', row.id, row.sealed)).toThrow(NotOpened)
})

test('what a vault has forgotten it does not open', async () => {
  const row = await nameRow(thi)
  const vault = register.vault()
  await vault.load(db, [thi])
  vault.forget()
  expect(() => vault.open(thi, 'identity', 'entry', row.id, row.sealed)).toThrow(NotOpened)
})

test('keys of another council’s register open nothing here', async () => {
  const other = await testRegister()
  const stranger = openVault(other.keys, register.council.id)
  await expect(stranger.load(db, [thi])).rejects.toThrow(NotOpened)
})

test('nothing is sealed for a child whose keys were not asked for, since that would make a second key', () => {
  expect(() => register.vault().seal(thi, 'identity', 'entry', newId(), 'Thi')).toThrow(
    'Keys are loaded before anything is sealed',
  )
})

test('a key made in a transaction that was rolled back is made anew, so that what the next one seals can be opened', async () => {
  const child = newId()
  const row = newId()
  const vault = register.vault()
  // The first attempt takes its keys and fails; the second must not believe that they were stored.
  await expect(
    db.transaction().execute(async (trx) => {
      await vault.load(trx, [child])
      vault.seal(child, 'identity', 'entry', row, 'Thi')
      vault.takeNewKeys()
      throw new Error('deadlock')
    }),
  ).rejects.toThrow('deadlock')
  const sealed = await db.transaction().execute(async (trx) => {
    await vault.load(trx, [child])
    const again = vault.seal(child, 'identity', 'entry', row, 'Thi')
    await trx.insertInto('child').values({ council: 1, id: child, team: null }).execute()
    for (const key of vault.takeNewKeys())
      await trx
        .insertInto('record_key')
        .values({ council: 1, ...key })
        .execute()
    return again
  })
  const reader = register.vault()
  await reader.load(db, [child])
  expect(reader.open(child, 'identity', 'entry', row, sealed)).toBe('Thi')
})

test('a key that a colleague stored meanwhile is used, not made a second time', async () => {
  const child = newId()
  await db.insertInto('child').values({ council: 1, id: child, team: null }).execute()
  const mine = register.vault()
  await mine.load(db, [child])
  const theirs = register.vault()
  await theirs.load(db, [child])
  theirs.seal(child, 'missing', 'entry', newId(), 'Seen at the station')
  for (const key of theirs.takeNewKeys())
    await db
      .insertInto('record_key')
      .values({ council: 1, ...key })
      .execute()
  await mine.load(db, [child])
  const row = newId()
  const sealed = mine.seal(child, 'missing', 'entry', row, 'Seen at the harbour')
  expect(mine.takeNewKeys()).toEqual([])
  expect(theirs.open(child, 'missing', 'entry', row, sealed)).toBe('Seen at the harbour')
})

test('a council number is found whatever its case and spaces around it, and A-1 is not A1', () => {
  const vault = register.vault()
  const number = (value: string) => vault.lookup('council', value).toString('hex')
  expect(number(' a-1 ')).toBe(number('A-1'))
  expect(number('A-1')).not.toBe(number('A1'))
})

test('a Home Office number is found however its spaces and dashes are written, and is no council number', () => {
  const vault = register.vault()
  expect(vault.lookup('home-office', 'M-1234 567').equals(vault.lookup('home-office', 'm1234567'))).toBe(true)
  expect(vault.lookup('home-office', 'M1234567').equals(vault.lookup('council', 'M1234567'))).toBe(false)
})
