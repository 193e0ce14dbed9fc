import { copyFileSync, existsSync, readFileSync, rmSync, statSync } from 'node:fs'
import { join } from 'node:path'
import { describe, expect, test } from 'vitest'
import { aChild, type TestRegister, testRegister } from '../../../test/support/register.ts'
import { asOwner } from '../../database/index.ts'
import type { Id } from '../../plain/index.ts'
import { must } from '../../plain/index.ts'
import { said } from '../../register/index.ts'
import { keeperFor, readKeys } from './keys.ts'
import { makeShares, recoverKeys, sharesOwed, typeBack } from './recovery.ts'
import { rotate } from './rotate.ts'
import { readShare } from './shares.ts'
import { openVault } from './vault.ts'

const own = (register: TestRegister, what: string, values: unknown[] = []) =>
  asOwner(register.owner, async (client) => (await client.query<Record<string, unknown>>(what, values)).rows)
const folderOf = (register: TestRegister) => join(register.folder, 'data')
const freshKeys = (register: TestRegister) => readKeys(register.keys.file, folderOf(register))
const shares = async (register: TestRegister): Promise<[string, string, string]> => {
  const [one = '', two = '', three = ''] = must(
    await makeShares(register.db, 1, freshKeys(register), 'os:test'),
    'shares',
  )
  return [one, two, three]
}
const recover = (register: TestRegister, one: string, other: string, db = register.db) =>
  recoverKeys(db, folderOf(register), register.keys.file, [one, other])
const problemOf = async (outcome: Promise<{ ok: boolean; problem?: string }>) => {
  const { ok, problem = '' } = await outcome
  expect(ok).toBe(false)
  return problem
}
const typed = (register: TestRegister, text: string) =>
  typeBack(register.db, 1, freshKeys(register), text, 'os:test')
const aName = (register: TestRegister, number: string) =>
  aChild(register, number, [said('name', '', { sealed: { first: 'Thi' } })])
async function opens(register: TestRegister, child: Id): Promise<boolean> {
  const [row] = (await own(register, 'select id, sealed from entry where kind = 2 and child = $1', [
    child,
  ])) as [{ id: Id; sealed: Buffer }]
  const vault = openVault(freshKeys(register), 1)
  await vault.load(register.db, [child])
  return vault.open(child, 'identity', 'entry', row.id, row.sealed).includes('Thi')
}

describe('recovery shares', () => {
  test.each([
    [0, 1],
    [2, 0],
    [1, 2],
  ] as const)('%i and %i of the three write the very key file that was lost', async (one, other) => {
    const register = await testRegister()
    const made = await shares(register)
    const before = readFileSync(register.keys.file, 'utf8')
    rmSync(register.keys.file)
    const recovered = must(await recover(register, made[one], made[other]), 'recovery')
    expect(readFileSync(register.keys.file, 'utf8')).toBe(before)
    expect(statSync(register.keys.file).mode & 0o777).toBe(0o400)
    expect(recovered).toEqual(register.keys)
  })

  test('are not made for a demonstration', async () => {
    const register = await testRegister('demonstration')
    expect(await problemOf(makeShares(register.db, 1, freshKeys(register), 'os:test'))).toMatch(
      /^This is a demonstration/,
    )
    expect(await sharesOwed(register.db, 1)).toBe(false)
    expect(await own(register, 'select 1 from recovery')).toEqual([])
  })

  test('are not in the database, nor is the secret, and the trail says that they were made', async () => {
    const register = await testRegister()
    const made = await shares(register)
    const all = JSON.stringify(await own(register, 'select recovery::text from recovery'))
    const { secret } = keeperFor(freshKeys(register)).read()
    expect(all).not.toContain(secret.toString('hex'))
    for (const text of made) {
      expect(all).not.toContain(text)
      expect(all).not.toContain(must(readShare(text), 'a share').value.toString('hex'))
    }
    expect(await own(register, `select 1 from trace where action = 'make recovery shares'`)).toHaveLength(1)
  })

  test('recover nothing over a key that is there, with one share twice, with a slip, or of another register', async () => {
    const register = await testRegister()
    const [one, two, three] = await shares(register)
    expect(await problemOf(recover(register, one, two))).toMatch(/^There is a key at /)
    rmSync(register.keys.file)
    expect(await problemOf(recover(register, one, one))).toMatch(/same share twice/)
    const slip = three.endsWith('0') ? '1' : '0'
    expect(await problemOf(recover(register, one, three.slice(0, -1) + slip))).toMatch(
      /^The second share: This share is mistyped in group 16/,
    )
    const other = await testRegister()
    const strange = await shares(other)
    expect(await problemOf(recover(register, one, strange[1]))).toMatch(/two different registers/)
    expect(await problemOf(recover(register, strange[0], strange[1]))).toMatch(/belong to another register/)
    expect(existsSync(register.keys.file)).toBe(false)
    expect((await recover(register, one, two)).ok).toBe(true)
  })

  test('recover a register that was restored from a backup older than the shares', async () => {
    const register = await testRegister()
    const [one, , three] = await shares(register)
    await own(register, 'delete from recovery')
    rmSync(register.keys.file)
    expect((await recover(register, three, one)).ok).toBe(true)
    expect(freshKeys(register)).toEqual(register.keys)
  })

  test('recover nothing where the mark in the database is another', async () => {
    const register = await testRegister()
    const [one, two] = await shares(register)
    rmSync(register.keys.file)
    await own(register, `set session_replication_role = replica; update register set mark = '\\x00'`)
    expect(await problemOf(recover(register, one, two))).toMatch(/do not give the key of the register/)
    expect(existsSync(register.keys.file)).toBe(false)
  })
})

describe('shares and rotations', () => {
  test('old shares go on recovering until new ones are typed back, and then no more', async () => {
    const register = await testRegister()
    const child = await aName(register, 'S-1')
    const old = await shares(register)
    await typed(register, old[0])
    // Two rotations, with nobody making new shares in between.
    for (const number of [2, 3]) {
      expect((await rotate(register.db, 1, freshKeys(register), { actor: 'os:test' })).number).toBe(number)
      expect(await sharesOwed(register.db, 1)).toBe(true)
    }
    rmSync(register.keys.file)
    expect((await recover(register, old[1], old[2])).ok).toBe(true)
    expect([...freshKeys(register).keks.keys()]).toEqual([3])
    expect(await opens(register, child)).toBe(true)

    const fresh = await shares(register)
    rmSync(register.keys.file)
    expect((await recover(register, old[0], old[2])).ok, 'the new ones are not typed back yet').toBe(true)
    expect((await typed(register, fresh[1])).ok).toBe(true)
    expect(await sharesOwed(register.db, 1)).toBe(false)
    rmSync(register.keys.file)
    expect(await problemOf(recover(register, old[0], old[1]))).toMatch(
      /made before the keys of .* were rotated/,
    )
    expect((await recover(register, fresh[2], fresh[0])).ok).toBe(true)
    expect(await opens(register, child)).toBe(true)
  })

  test('shares of a rotated key recover, also after a rotation that follows', async () => {
    const register = await testRegister()
    const child = await aName(register, 'S-1')
    await rotate(register.db, 1, freshKeys(register), { actor: 'os:test' })
    const made = await shares(register)
    await typed(register, made[0])
    await rotate(register.db, 1, freshKeys(register), { actor: 'os:test' })
    rmSync(register.keys.file)
    expect((await recover(register, made[0], made[1])).ok).toBe(true)
    expect(await opens(register, child)).toBe(true)
  })

  test('whoever copied the key file before a rotation opens nothing of the database after new shares were typed back', async () => {
    const register = await testRegister()
    const child = await aName(register, 'S-1')
    const old = await shares(register)
    await typed(register, old[0])
    const copy = join(register.folder, 'stolen.key')
    copyFileSync(register.keys.file, copy)
    await rotate(register.db, 1, freshKeys(register), { actor: 'os:test' })
    const fresh = await shares(register)
    await typed(register, fresh[0])
    const thief = openVault(readKeys(copy, folderOf(register)), 1)
    await expect(thief.load(register.db, [child])).rejects.toThrow('The key file holds no key of number 2')
    // Nor by way of what is kept for recovery.
    const rows = await own(register, 'select sealed, kept, typed_back_at from recovery order by made_at')
    expect(rows[0]).toMatchObject({ sealed: null, kept: null })
    expect(rows[1]?.['sealed']).not.toBeNull()
  })

  test('none are made while a rotation is under way', async () => {
    const register = await testRegister()
    const keeper = keeperFor(freshKeys(register))
    const held = keeper.read()
    keeper.write({ ...held, keks: new Map([...held.keks, [2, Buffer.alloc(32, 1)]]) })
    expect(await problemOf(makeShares(register.db, 1, freshKeys(register), 'os:test'))).toMatch(
      /A rotation of the keys is under way/,
    )
  })
})

describe('typing a share back', () => {
  test('is owed by a real register until one of the newest three was typed, by whoever holds it', async () => {
    const register = await testRegister()
    expect(await sharesOwed(register.db, 1)).toBe(true)
    const older = await shares(register)
    expect(await sharesOwed(register.db, 1)).toBe(true)
    const newer = await shares(register)
    expect(await typed(register, newer[2].toLowerCase().replaceAll('-', ' '))).toEqual({
      ok: true,
      value: { n: 3 },
    })
    expect(await sharesOwed(register.db, 1)).toBe(false)
    expect(await problemOf(typed(register, older[0]))).toMatch(/older set/)
    expect(await own(register, `select 1 from trace where action = 'type a share back'`)).toHaveLength(1)
  })

  test('refuses a slip, a share of another register, and one that nobody made', async () => {
    const register = await testRegister()
    const [one] = await shares(register)
    expect(await problemOf(typed(register, one.slice(0, -1)))).toMatch(/this has 79/)
    expect(await problemOf(typed(register, (await shares(await testRegister()))[0]))).toMatch(
      /another register/,
    )
    await own(register, 'delete from recovery')
    expect(await problemOf(typed(register, one))).toMatch(/not one of the shares that were made/)
    expect(await sharesOwed(register.db, 1)).toBe(true)
  })
})
