import { spawn, spawnSync } from 'node:child_process'
import { copyFileSync, readdirSync, writeFileSync } from 'node:fs'
import { dirname, join } from 'node:path'
import { beforeAll, describe, expect, test } from 'vitest'
import { built } from '../../../test/support/servers.ts'
import { aChild, type TestRegister, testRegister } from '../../../test/support/register.ts'
import { asOwner } from '../../database/index.ts'
import type { Id } from '../../plain/index.ts'
import { said } from '../../register/index.ts'
import { openRegister } from './birth.ts'
import { keeperFor, readKeys } from './keys.ts'
import { rotate } from './rotate.ts'
import { keyOf } from './seal.ts'
import { openVault } from './vault.ts'

const own = (register: TestRegister, what: string, values: unknown[] = []) =>
  asOwner(register.owner, async (client) => (await client.query<Record<string, unknown>>(what, values)).rows)

const named = (register: TestRegister, number: string, first: string): Promise<Id> =>
  aChild(register, number, [
    said('name', '', { sealed: { first } }),
    said('placement', 'U6', { from: null, sealed: { address: `1 ${first} Street` } }),
  ])

/** Opens the names of children with keys read from the file just now, as a process that starts would. */
async function namesOf(register: TestRegister, children: readonly Id[], vault = freshVault(register)) {
  await vault.load(register.db, children)
  const rows = (await own(
    register,
    'select id, child, sealed from entry where kind = 2 and child = any($1)',
    [children],
  )) as { id: Id; child: Id; sealed: Buffer }[]
  return new Map(
    rows.map((row) => [
      row.child,
      (JSON.parse(vault.open(row.child, 'identity', 'entry', row.id, row.sealed)) as { first: string }).first,
    ]),
  )
}
const freshKeys = (register: TestRegister) => readKeys(register.keys.file, join(register.folder, 'data'))
const freshVault = (register: TestRegister) => openVault(freshKeys(register), register.council.id)
const numbers = async (register: TestRegister) => {
  const rows = (await own(register, 'select wrapped from record_key')) as { wrapped: Buffer }[]
  return [...new Set(rows.map((row) => keyOf(row.wrapped).kek))]
}

describe('a rotation', () => {
  test('wraps every key anew, drops the old number from the file, and leaves every sealed row as it was', async () => {
    const register = await testRegister()
    const children = [await named(register, 'R-1', 'Thi'), await named(register, 'R-2', 'Linh')]
    const before = await own(register, 'select id, sealed from entry order by id')
    const copy = join(register.folder, 'copy.key')
    copyFileSync(register.keys.file, copy)
    const done = await rotate(register.db, 1, freshKeys(register), { actor: 'os:test', batch: 3 })
    expect(done).toEqual({ number: 2, dropped: [1], keys: 4 })
    expect(await own(register, 'select id, sealed from entry order by id')).toEqual(before)
    expect(await numbers(register)).toEqual([2])
    expect([...freshKeys(register).keks.keys()]).toEqual([2])
    expect([...(await namesOf(register, children)).values()].sort()).toEqual(['Linh', 'Thi'])
    // A copy of the key file from before opens nothing any more.
    const old = openVault(readKeys(copy, join(register.folder, 'data')), 1)
    await expect(old.load(register.db, children)).rejects.toThrow('The key file holds no key of number 2')
    const again = await rotate(register.db, 1, freshKeys(register), { actor: 'os:test' })
    expect(again).toEqual({ number: 3, dropped: [2], keys: 4 })
  })

  test('leaves a key file that does not open a database restored from before it, and says what to do', async () => {
    const register = await testRegister()
    await named(register, 'R-1', 'Thi')
    const copy = join(register.folder, 'copy.key')
    copyFileSync(register.keys.file, copy)
    const before = await own(register, 'select child, compartment, wrapped from record_key')
    await rotate(register.db, 1, freshKeys(register), { actor: 'os:test' })
    const open = (file: string) => openRegister(register.db, join(register.folder, 'data'), file)
    await expect(open(copy)).rejects.toThrow(/are not of the same time/)
    await expect(open(register.keys.file)).resolves.toBeDefined()
    await asOwner(register.owner, async (client) => {
      await client.query('set session_replication_role = replica; update wrapping set kek = 1')
      for (const row of before)
        await client.query('update record_key set wrapped = $3 where child = $1 and compartment = $2', [
          row['child'],
          row['compartment'],
          row['wrapped'],
        ])
    })
    await expect(open(register.keys.file)).rejects.toThrow(/are not of the same time/)
    await expect(open(copy)).resolves.toBeDefined()
  })

  test('writes each batch into the trail, in the transaction of the batch', async () => {
    const register = await testRegister()
    for (let i = 0; i < 4; i++) await named(register, `R-${i}`, 'Thi')
    await rotate(register.db, 1, freshKeys(register), { actor: 'os:test', batch: 3 })
    const trail = await own(
      register,
      `select action, actor from trace where action like '%keys%' order by seq`,
    )
    expect(trail.map((row) => row['action'])).toEqual([
      'begin a rotation of keys',
      'wrap keys anew',
      'wrap keys anew',
      'wrap keys anew',
      'end a rotation of keys',
    ])
  })

  test('gives a new key that does not follow from the old one', async () => {
    const register = await testRegister()
    const before = freshKeys(register)
    await rotate(register.db, 1, freshKeys(register), { actor: 'os:test' })
    const after = keeperFor(freshKeys(register)).read()
    expect(after.keks.get(2)?.equals(after.secret)).toBe(false)
    expect(freshKeys(register).kek.key.equals(before.kek.key)).toBe(false)
    // What finds numbers and binds the file to the register stays.
    expect(freshKeys(register).index.equals(before.index)).toBe(true)
  })

  test('lets a vault that was open before go on reading and writing: it reads the file again', async () => {
    const register = await testRegister()
    const thi = await named(register, 'R-1', 'Thi')
    const vault = register.vault()
    await vault.load(register.db, [thi])
    await rotate(register.another(), 1, freshKeys(register), { actor: 'os:test' })
    await rotate(register.another(), 1, freshKeys(register), { actor: 'os:test' })
    expect((await namesOf(register, [thi], vault)).get(thi)).toBe('Thi')
    // `register.keys` are those of the running server.
    const linh = await named(register, 'R-2', 'Linh')
    expect(await numbers(register)).toEqual([3])
    expect((await namesOf(register, [thi, linh])).get(linh)).toBe('Linh')
  })

  test('lets nothing be stored under an older number, so that the old key can be dropped', async () => {
    const register = await testRegister()
    const thi = await named(register, 'R-1', 'Thi')
    const vault = register.vault()
    await vault.load(register.db, [thi])
    vault.seal(thi, 'health', 'entry', thi, 'A text')
    const [late] = vault.takeNewKeys()
    if (late === undefined) throw new Error('a key was made')
    await rotate(register.another(), 1, freshKeys(register), { actor: 'os:test' })
    await expect(
      register.db
        .insertInto('record_key')
        .values({ council: 1, ...late })
        .execute(),
    ).rejects.toMatchObject({ code: '40001' })
    await expect(own(register, 'update record_key set wrapped = $1', [late.wrapped])).rejects.toMatchObject({
      code: '40001',
    })
  })

  test('waits for a save that has stored a key and is not finished, and wraps that one too', async () => {
    const register = await testRegister()
    const thi = await named(register, 'R-1', 'Thi')
    let rotated: Promise<unknown> = Promise.resolve()
    await register
      .another()
      .transaction()
      .execute(async (trx) => {
        const vault = register.vault()
        await vault.load(trx, [thi])
        vault.seal(thi, 'health', 'entry', thi, 'A text')
        for (const key of vault.takeNewKeys())
          await trx
            .insertInto('record_key')
            .values({ council: 1, ...key })
            .execute()
        let over = false
        rotated = rotate(register.db, 1, freshKeys(register), { actor: 'os:test' }).finally(
          () => (over = true),
        )
        await new Promise((resolve) => setTimeout(resolve, 400))
        expect(over).toBe(false)
      })
    expect(await rotated).toEqual({ number: 2, dropped: [1], keys: 3 })
  })

  test('stops at a key that does not open, says which, and loses nothing', async () => {
    const register = await testRegister()
    const thi = await named(register, 'R-1', 'Thi')
    const linh = await named(register, 'R-2', 'Linh')
    await own(
      register,
      'update record_key set wrapped = set_byte(wrapped, 40, get_byte(wrapped, 40) # 1) where child = $1 and compartment = 1',
      [linh],
    )
    await expect(rotate(register.db, 1, freshKeys(register), { actor: 'os:test', batch: 1 })).rejects.toThrow(
      new RegExp(`The key of record ${linh} does not open`),
    )
    expect([...freshKeys(register).keks.keys()]).toEqual([1, 2])
    expect((await namesOf(register, [thi])).get(thi)).toBe('Thi')
  })
})

describe('a rotation of 300 children', () => {
  let register: TestRegister
  const children = new Map<Id, string>()
  beforeAll(async () => {
    register = await testRegister()
    for (let i = 0; i < 300; i++) children.set(await named(register, `K-${i}`, `Child ${i}`), `Child ${i}`)
  })

  test('that is killed 20 times, at any moment, finishes when it is started again; the register works on', async () => {
    const dist = built()
    const script = join(register.folder, 'rotate.mjs')
    writeFileSync(
      script,
      `const [dist, file, folder, login] = process.argv.slice(2)
const { readKeys, rotate } = await import(dist + '/access/index.js')
const { connect } = await import(dist + '/database/index.js')
const db = connect(JSON.parse(login), 2)
process.stdout.write('begun\\n')
const done = await rotate(db, 1, readKeys(file, folder), { actor: 'os:test', batch: 7 })
process.stdout.write(JSON.stringify(done) + '\\n')
await db.destroy()`,
    )
    const login = JSON.stringify({ ...register.owner, user: 'turnstone_register' })
    const args = [script, dist, register.keys.file, join(register.folder, 'data'), login]
    const start = () => spawn(process.execPath, args, { stdio: ['ignore', 'pipe', 'inherit'] })

    // Another process's vault, meanwhile: reads, and saves new children, with the keys it had at the start.
    const serving = { over: false }
    let reads = 0
    const served = (async () => {
      const ids = [...children.keys()]
      for (let i = 0; !serving.over; i++) {
        const id = ids[(i * 37) % ids.length]
        if (id === undefined) throw new Error('there are children')
        const vault = register.vault()
        expect((await namesOf(register, [id], vault)).get(id)).toBe(children.get(id))
        reads++
        if (i % 10 === 0) children.set(await named(register, `N-${i}`, `New ${i}`), `New ${i}`)
        await new Promise((resolve) => setTimeout(resolve, 5))
      }
    })()

    let killed = 0
    let between = 0
    for (let attempt = 0; killed < 20 && attempt < 200; attempt++) {
      const child = start()
      const ended = new Promise<NodeJS.Signals | null>((resolve) =>
        child.once('close', (_code, signal) => resolve(signal)),
      )
      await new Promise((resolve) => child.stdout.once('data', resolve))
      await new Promise((resolve) => setTimeout(resolve, Math.random() * 350))
      child.kill('SIGKILL')
      if ((await ended) !== 'SIGKILL') continue
      killed++
      if (freshKeys(register).keks.size === 2) between++
      expect((await numbers(register)).every((number) => freshKeys(register).keks.has(number))).toBe(true)
    }
    expect(killed).toBe(20)
    // Else the kills came too early or too late, and showed nothing.
    expect(between).toBeGreaterThan(3)
    const last = spawnSync(process.execPath, args, { encoding: 'utf8' })
    expect(last.status, last.stderr).toBe(0)
    serving.over = true
    await served
    expect(reads).toBeGreaterThan(20)
    const keys = freshKeys(register)
    expect([...keys.keks.keys()]).toEqual([keys.kek.id])
    expect(await numbers(register)).toEqual([keys.kek.id])
    expect(children.size).toBeGreaterThan(300)
    expect(await namesOf(register, [...children.keys()])).toEqual(children)
    expect(readdirSync(dirname(keys.file)).filter((name) => name.includes('.new-'))).toEqual([])
  }, 120_000)
})
