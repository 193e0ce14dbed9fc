import { existsSync, mkdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { afterAll, describe, expect, test } from 'vitest'
import { ask, folders, processesOf } from '../../test/support/servers.ts'
import { openHome } from './home.ts'
import { startServer } from './launcher.ts'
import { migrate } from './migrate.ts'

const place = folders()
afterAll(place.remove)

const me = { pid: process.pid, kind: 'command' } as const
const linux = process.platform === 'linux'
const newFolder = () => {
  const folder = place.next()
  mkdirSync(folder, { mode: 0o700 })
  return folder
}

describe('what cannot run says so in one clear sentence', () => {
  const open = (folder: string, environment: NodeJS.ProcessEnv = process.env) =>
    openHome({ folder, as: me, environment, password: () => 'p' })
  const told = async (opening: Promise<{ close: () => Promise<void> }>): Promise<string> => {
    const outcome = await opening.then(
      async (home) => {
        await home.close()
        return new Error('it ran')
      },
      (error: unknown) => error as Error,
    )
    expect(outcome.name, outcome.stack).toBe('CannotRun')
    expect(outcome.message).not.toContain('\n')
    return outcome.message
  }

  test('PG_BINDIR that points nowhere', async () => {
    expect(await told(open(newFolder(), { ...process.env, PG_BINDIR: '/nowhere/bin' }))).toBe(
      'PG_BINDIR is /nowhere/bin, and there is no working "postgres" program in it.',
    )
  })

  test('a data folder that is a file, or lies below one', async () => {
    const file = place.next()
    writeFileSync(file, 'a photo')
    expect(await told(open(file))).toContain('there is a file in its place')
    expect(await told(open(join(file, 'data')))).toContain('there is a file in its place')
    expect(readFileSync(file, 'utf8')).toBe('a photo')
  })

  test('a folder that holds something else', async () => {
    const folder = newFolder()
    writeFileSync(join(folder, 'holiday.jpg'), '')
    expect(await told(open(folder))).toBe(
      `${folder} already holds something else (holiday.jpg). Name a new or empty folder with --data DIR.`,
    )
    expect(existsSync(join(folder, 'postgres'))).toBe(false)
  })

  test('data of another major version of PostgreSQL, which is left as it is', async () => {
    const folder = newFolder()
    mkdirSync(join(folder, 'postgres'))
    writeFileSync(join(folder, 'postgres', 'PG_VERSION'), '14\n')
    expect(await told(open(folder))).toMatch(
      /^The data folder was made by PostgreSQL 14 and the programs at hand are PostgreSQL \d+\. Set PG_BINDIR to PostgreSQL 14\.$/,
    )
    expect(readFileSync(join(folder, 'postgres', 'PG_VERSION'), 'utf8')).toBe('14\n')
  })

  test('data that is damaged', async () => {
    const folder = newFolder()
    const server = await startServer(folder, me, process.env)
    await server.stop()
    rmSync(join(folder, 'postgres', 'global', 'pg_control'))
    expect(await told(open(folder))).toMatch(/^PostgreSQL could not start on .*pg_control/)
  })

  test('a database that a newer Turnstone used', async () => {
    const folder = newFolder()
    const home = await open(folder)
    await home.close()
    const server = await startServer(folder, me, process.env)
    await ask(server.host, `insert into migration (name) values ('9999-later.sql')`, 'turnstone')
    await expect(
      migrate({ host: server.host, port: 5432, user: 'postgres', database: 'turnstone' }),
    ).rejects.toThrow(
      'This database was last used by a newer Turnstone (it has 9999-later.sql). Start that version.',
    )
    await server.stop()
    expect(await told(open(folder))).toContain('newer Turnstone')
    if (linux) expect(processesOf(folder)).toEqual([])
  })

  test.each([
    ['no address', 'my database', /is not an address like postgres:/],
    ['another protocol', 'mysql://kent:secret@db/turnstone', /must begin with postgres:/],
    [
      'a broken sign in it',
      'postgres://kent:se%zzcret@localhost/turnstone',
      /is not an address like postgres:/,
    ],
    [
      'a port where nobody listens',
      'postgres://kent:secret@127.0.0.1:1/turnstone',
      /cannot be reached \(connect ECONNREFUSED/,
    ],
    [
      'a name with several addresses',
      'postgres://kent:secret@localhost:1/turnstone',
      /cannot be reached \(connect ECONNREFUSED/,
    ],
    [
      'a server that nobody knows',
      'postgres://kent:secret@no-such-host.invalid/turnstone',
      /cannot be (reached|looked up)/,
    ],
    [
      'a socket that is not there',
      'postgres://kent:secret@%2Fnowhere/turnstone',
      /cannot be reached|does not exist/,
    ],
  ])('DATABASE_URL with %s, and never its password', async (_what, url, sentence) => {
    const folder = newFolder()
    const message = await told(open(folder, { ...process.env, DATABASE_URL: url }))
    expect(message).toMatch(sentence)
    expect(message).not.toContain('secret')
    expect(existsSync(join(folder, 'postgres'))).toBe(false)
  })
})

test('DATABASE_URL names a server: Turnstone sets it up, starts nothing of its own, and says what is missing', async () => {
  const server = await startServer(newFolder(), me, process.env)
  try {
    await ask(server.host, 'create database kent')
    await ask(server.host, 'create role weak login')
    const at = (user: string, database: string) => ({
      ...process.env,
      DATABASE_URL: `postgres://${user}@${encodeURIComponent(server.host)}/${database}`,
    })
    const open = (environment: NodeJS.ProcessEnv, folder = newFolder()) =>
      openHome({ folder, as: me, environment, password: () => "it's secret" })
    await expect(open(at('weak', 'kent'))).rejects.toThrow(
      /The user in DATABASE_URL may not do what setting up a register needs/,
    )
    await expect(open(at('postgres', 'nowhere'))).rejects.toThrow(
      'The database named in DATABASE_URL does not exist. Make it first.',
    )
    const folder = newFolder()
    const home = await open(at('postgres', 'kent'), folder)
    expect(existsSync(join(folder, 'postgres'))).toBe(false)
    expect(await home.db.selectFrom('council').select('id').execute()).toEqual([])
    await home.close()
    // A second start finds everything done.
    await (await open(at('postgres', 'kent'), folder)).close()
  } finally {
    await server.stop()
  }
})
