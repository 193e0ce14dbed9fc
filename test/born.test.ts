import { cpSync, mkdirSync, readFileSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { describe, expect, test } from 'vitest'
import {
  addDemonstrationWorkers,
  giveBirth,
  keyFileFor,
  makeKeys,
  openRegister,
  openVault,
  roleNames,
  shards,
  signInAs,
  stamp,
} from '../src/access/index.ts'
import { asOwner, CannotRun, newId } from '../src/database/index.ts'
import { instant, must } from '../src/plain/index.ts'
import { said } from '../src/register/index.ts'
import { councilByCode, councils, demonstrationCouncil } from '../src/standard/index.ts'
import { aChild, type TestRegister, testRegister } from './support/register.ts'

/**
 * "A register is born a demonstration or real": flag, environment, copied key, restored folder and edited
 * configuration tried on a real register. None of them may open it as a demonstration.
 */
const real = await testRegister('real')
const demonstration = await testRegister('demonstration')

const keyOf = (register: TestRegister) => keyFileFor(join(register.folder, 'data'))
const open = (register: TestRegister, keyFile = keyOf(register)) =>
  openRegister(register.db, join(register.folder, 'data'), keyFile)
const notItsKey = /does not belong to the register/

/** The key file with some words changed, in a place of its own. */
function editedKey(register: TestRegister, change: Record<string, string>): string {
  const file = join(register.folder, `edited-${newId()}.key`)
  writeFileSync(
    file,
    JSON.stringify({ ...(JSON.parse(readFileSync(keyOf(register), 'utf8')) as object), ...change }),
  )
  return file
}

/** A worker of every role, so that a refusal is never for want of somebody to be. */
async function staffed(register: TestRegister) {
  await asOwner(register.owner, async (client) => {
    for (const role of roleNames) {
      await client.query('insert into account (council, id, name, email, role) values (1, $1, $2, $3, $2)', [
        newId(),
        role,
        `${role}@example.org`,
      ])
    }
  })
}
await staffed(real)
await staffed(demonstration)

describe('a real register', () => {
  test('opens with its own key, as real', async () => {
    expect((await open(real)).keys.born).toBe('real')
  })

  test('gives no role at one click, whichever is asked for', async () => {
    for (const role of roleNames) {
      expect(await signInAs(real.db, real.keys, 1, role)).toEqual({
        ok: false,
        problem: 'not a demonstration',
      })
    }
    const sessions = await asOwner(real.owner, (client) => client.query('select from session'))
    expect(sessions.rowCount).toBe(0)
  })

  test('gives none either where the keys in memory say that it is a demonstration', async () => {
    for (const keys of [{ ...real.keys, born: 'demonstration' as const }, demonstration.keys]) {
      expect(await signInAs(real.db, keys, 1, 'manager')).toEqual({
        ok: false,
        problem: 'not a demonstration',
      })
    }
  })

  test('takes no invented workers', async () => {
    for (const keys of [real.keys, demonstration.keys]) {
      await expect(addDemonstrationWorkers(real.db, keys, 1)).rejects.toThrow(
        'Only a demonstration has invented workers',
      )
    }
  })

  test('nor where the database alone says so', async () => {
    expect(await signInAs(demonstration.db, real.keys, 1, 'manager')).toEqual({
      ok: false,
      problem: 'not a demonstration',
    })
  })

  test('does not open with the mark edited in its key file', async () => {
    await expect(open(real, editedKey(real, { born: 'demonstration' }))).rejects.toThrow(notItsKey)
    await expect(
      open(real, editedKey(real, { born: 'demonstration', council: demonstrationCouncil.code })),
    ).rejects.toThrow(notItsKey)
  })

  test('does not open with the key of another register, real or demonstration', async () => {
    const another = await testRegister('real')
    await expect(open(real, keyOf(another))).rejects.toThrow(notItsKey)
    await expect(open(real, keyOf(demonstration))).rejects.toThrow(notItsKey)
    // Nor when the stranger's file was given this register's number or council.
    await expect(open(real, editedKey(another, { register: real.keys.register }))).rejects.toThrow(notItsKey)
    await expect(
      open(real, editedKey(demonstration, { register: real.keys.register, council: real.council.code })),
    ).rejects.toThrow(notItsKey)
  })

  test('does not open with its own key changed to another council or register', async () => {
    await expect(open(real, editedKey(real, { council: 'E06000035' }))).rejects.toThrow(notItsKey)
    await expect(open(real, editedKey(real, { register: newId() }))).rejects.toThrow(notItsKey)
  })

  test('does not open, and says where the key should be, when the folder was copied without its key', async () => {
    const copied = join(real.folder, 'copy', 'data')
    mkdirSync(copied, { recursive: true })
    await expect(openRegister(real.db, copied, keyFileFor(copied))).rejects.toThrow(
      /The key of .* is not at /,
    )
  })

  test('does not open as a demonstration when its folder was copied beside the key of one', async () => {
    const copied = join(real.folder, 'restored', 'data')
    mkdirSync(copied, { recursive: true })
    cpSync(keyOf(demonstration), keyFileFor(copied))
    await expect(openRegister(real.db, copied, keyFileFor(copied))).rejects.toThrow(notItsKey)
  })

  test('takes no flag and no variable of the environment: what it is stands in the key and in the database', async () => {
    const before = { ...process.env }
    Object.assign(process.env, {
      TURNSTONE_BORN: 'demonstration',
      TURNSTONE_DEMO: '1',
      NODE_ENV: 'development',
    })
    try {
      expect((await open(real)).keys.born).toBe('real')
      expect((await signInAs(real.db, real.keys, 1, 'manager')).ok).toBe(false)
    } finally {
      process.env = before
    }
  })

  test('has its row guarded from the owner of the database too', async () => {
    await asOwner(real.owner, async (client) => {
      for (const statement of [
        `update register set born = 'demonstration'`,
        `update register set mark = '\\x00'`,
        'delete from register',
        'truncate register',
      ]) {
        await expect(client.query(statement), statement).rejects.toThrow(
          'a row of register is never changed or removed',
        )
      }
      await expect(
        client.query(`insert into register (id, born, mark) select id, 'demonstration', mark from register`),
      ).rejects.toThrow(/register_pkey/)
    })
  })

  test('is not loaded through a given clock', async () => {
    await expect(
      real.db.transaction().execute(async (trx) => {
        return stamp(trx, 1, shards.record, instant('2015-06-01T12:00:00Z'))
      }),
    ).rejects.toThrow('only a demonstration may be loaded through a given clock')
  })

  test('is not born a second time over a key of another birth or council', async () => {
    const file = join(real.folder, 'second.key')
    makeKeys(file, join(real.folder, 'second'), newId(), 'real', real.council.code)
    const kent = must(kentCouncil(), 'Kent')
    await expect(
      giveBirth(real.owner, join(real.folder, 'second'), file, 'demonstration', demonstrationCouncil),
    ).rejects.toThrow(CannotRun)
    await expect(giveBirth(real.owner, join(real.folder, 'second'), file, 'real', kent)).rejects.toThrow(
      /register_pkey/,
    )
    expect((await open(real)).keys.born).toBe('real')
  })
})

const kentCouncil = () => {
  const kent = councilByCode('E10000016')
  return kent === undefined
    ? { ok: false as const, problem: 'not found' }
    : { ok: true as const, value: kent }
}

describe('a register whose row somebody rewrote with the triggers switched off', () => {
  test.each([
    ['the birth alone', `update register set born = 'demonstration'`, {}],
    [
      'the birth, and the key file with it',
      `update register set born = 'demonstration'`,
      { born: 'demonstration' },
    ],
    [
      'the birth and the council, in both',
      `update register set born = 'demonstration'; update council set code = 'E99000001'`,
      { born: 'demonstration', council: 'E99000001' },
    ],
    ['the mark', `update register set mark = decode(repeat('00', 32), 'hex')`, {}],
    [
      'the number',
      `update register set id = '01890000-0000-7000-8000-000000000000'`,
      { register: '01890000-0000-7000-8000-000000000000' },
    ],
    ['the council alone', `update council set code = 'E06000035'`, {}],
  ])('does not open: %s', async (_what, statement, key) => {
    const register = await testRegister('real')
    await asOwner(register.owner, async (client) => {
      await client.query('alter table register disable trigger all')
      await client.query(statement)
      await client.query('alter table register enable trigger all')
    })
    const file = Object.keys(key).length === 0 ? keyOf(register) : editedKey(register, key)
    await expect(open(register, file)).rejects.toThrow(notItsKey)
    expect((await signInAs(register.db, register.keys, 1, 'manager')).ok).toBe(false)
  })

  test('nor with the whole row of a demonstration put in, while its own key is there', async () => {
    const register = await testRegister('real')
    await asOwner(register.owner, async (client) => {
      await client.query('alter table register disable trigger all')
      await client.query(`update register set id = $1, born = 'demonstration', mark = $2`, [
        demonstration.keys.register,
        demonstration.keys.mark,
      ])
    })
    await expect(open(register)).rejects.toThrow(notItsKey)
    // With the demonstration's key as well the council still is a real one.
    await expect(open(register, keyOf(demonstration))).rejects.toThrow(notItsKey)
  })
})

test('with row, council and key all exchanged for a demonstration’s, no name of the real children opens', async () => {
  const register = await testRegister('real')
  const child = await aChild(register, 'K-1', [said('name', '', { sealed: { first: 'Thi' } })])
  await asOwner(register.owner, async (client) => {
    await client.query('set session_replication_role = replica')
    await client.query(`update council set code = $1`, [demonstrationCouncil.code])
    await client.query(`update register set id = $1, born = 'demonstration', mark = $2`, [
      demonstration.keys.register,
      demonstration.keys.mark,
    ])
  })
  const opened = await open(register, keyOf(demonstration))
  await expect(openVault(opened.keys, 1).load(register.db, [child])).rejects.toThrow(
    'Sealed under another key',
  )
})

describe('a demonstration', () => {
  test('opens as one, and has a worker for every role at one click', async () => {
    expect((await open(demonstration)).keys.born).toBe('demonstration')
    for (const role of roleNames)
      expect((await signInAs(demonstration.db, demonstration.keys, 1, role)).ok, role).toBe(true)
  })

  test('does not become real by an edited key or row', async () => {
    await expect(open(demonstration, editedKey(demonstration, { born: 'real' }))).rejects.toThrow(notItsKey)
  })

  test('has a council that no real one shares a code or name with', () => {
    expect(councils.map((council) => council.code)).not.toContain(demonstrationCouncil.code)
    expect(councils.map((council) => council.name.toLowerCase())).not.toContain(
      demonstrationCouncil.name.toLowerCase(),
    )
    expect(councilByCode(demonstrationCouncil.code)).toBeUndefined()
  })
})

test('a birth that was interrupted after the key file was written is taken up with that key', async () => {
  const other = await testRegister('real')
  await asOwner(other.owner, async (client) => {
    await client.query('set session_replication_role = replica')
    await client.query('delete from register; delete from head; delete from council')
  })
  const before = readFileSync(keyOf(other), 'utf8')
  const keys = await giveBirth(
    other.owner,
    join(other.folder, 'data'),
    keyOf(other),
    'real',
    must(kentCouncil(), 'Kent'),
  )
  expect(readFileSync(keyOf(other), 'utf8')).toBe(before)
  expect(keys).toEqual(other.keys)
  expect((await open(other)).council.code).toBe('E10000016')
})
