import { existsSync, mkdirSync, readdirSync } from 'node:fs'
import { join, resolve } from 'node:path'
import pg from 'pg'
import type { Pages } from './acting.ts'
import { connect, type Db, type Login, openPool } from './connect.ts'
import { startServer } from './launcher.ts'
import { makeRoles, migrate } from './migrate.ts'
import { type Owner, runningOwner } from './owner.ts'
import { CannotRun, inOneSentence } from './problem.ts'

/** A register's database, open: embedded in a data folder, or a server named by DATABASE_URL. */
export type Home = {
  folder: string
  /** As the register itself: imports, figures, sign-in, the command line of the folder's owner. */
  db: Db
  /** For the pages of people, who see what they may (`actingAs`). */
  pages: Pages
  /** Opens a login as owner for a moment: only for setting a register up. */
  owner: Login
  close: () => Promise<void>
  onLost: (listener: () => void) => void
}

export type HomeOptions = {
  folder: string
  as: Owner
  environment: NodeJS.ProcessEnv
  /** Of each of the two pools. */
  connections?: number
  /**
   * The application role's password on a server; not asked for where the socket alone opens the door.
   * @param born true where the database holds a register already, so that its key must be there too.
   */
  password: (born: boolean) => string
}

/** True where a register may be: a folder with a database in it. */
export const hasDatabase = (folder: string): boolean => existsSync(join(folder, 'postgres', 'PG_VERSION'))

export { runningOwner }

/** Opens the database of a data folder, making and migrating it where needed. */
export async function openHome(options: HomeOptions): Promise<Home> {
  const folder = resolve(options.folder)
  const url = options.environment['DATABASE_URL']
  try {
    if (url !== undefined && url !== '') return await openServer(folder, url, options)
    return await openEmbedded(folder, options)
  } catch (error) {
    const sentence = inOneSentence(error, url === undefined || url === '' ? folder : 'DATABASE_URL')
    throw sentence === undefined ? error : new CannotRun(sentence)
  }
}

async function openEmbedded(folder: string, options: HomeOptions): Promise<Home> {
  makeFolder(folder)
  const server = await startServer(folder, options.as, options.environment)
  const socket = { host: server.host, port: server.port }
  const owner: Login = { ...socket, user: 'postgres', database: 'turnstone' }
  try {
    await createDatabase({ ...socket, user: 'postgres', database: 'postgres' })
    await makeRoles(owner, null)
    await migrate(owner)
  } catch (error) {
    await server.stop()
    throw error
  }
  const as = (user: string): Login => ({ ...socket, user, database: 'turnstone' })
  const db = connect(as('turnstone_register'), options.connections)
  const pages = openPool(as('turnstone_app'), options.connections)
  return {
    folder,
    db,
    pages,
    owner,
    close: async () => {
      await Promise.all([db.destroy(), pages.end()])
      await server.stop()
    },
    onLost: server.onLost,
  }
}

async function createDatabase(login: Login): Promise<void> {
  const client = new pg.Client({ ...login, application_name: 'turnstone migrate' })
  await client.connect()
  try {
    await client.query('select pg_advisory_lock(7245190310)')
    const found = await client.query("select 1 from pg_database where datname = 'turnstone'")
    if (found.rowCount === 0) await client.query('create database turnstone')
  } finally {
    await client.end()
  }
}

async function openServer(folder: string, url: string, options: HomeOptions): Promise<Home> {
  let parsed: URL
  try {
    parsed = new URL(url)
    decodeURIComponent(parsed.username + parsed.password + parsed.hostname + parsed.pathname)
  } catch {
    throw new CannotRun('DATABASE_URL is not an address like postgres://name:password@host:5432/turnstone.')
  }
  if (!/^postgres(ql)?:$/.test(parsed.protocol)) {
    throw new CannotRun('DATABASE_URL must begin with postgres:// .')
  }
  makeFolder(folder)
  const owner: Login = { connectionString: url }
  try {
    await makeRoles(owner, null)
    await migrate(owner)
  } catch (error) {
    // 42501: insufficient_privilege
    if (!(error instanceof pg.DatabaseError) || error.code !== '42501') throw error
    throw new CannotRun(
      `The user in DATABASE_URL may not do what setting up a register needs (${error.message}). Name a user who may create roles, extensions and tables.`,
    )
  }
  const born = await asOwner(
    owner,
    async (client) => (await client.query('select 1 from register')).rowCount === 1,
  )
  const password = options.password(born)
  await makeRoles(owner, password)
  parsed.password = password
  const as = (user: string): Login => {
    parsed.username = user
    return { connectionString: parsed.toString() }
  }
  const db = connect(as('turnstone_register'), options.connections)
  const pages = openPool(as('turnstone_app'), options.connections)
  return {
    folder,
    db,
    pages,
    owner,
    close: async () => {
      await Promise.all([db.destroy(), pages.end()])
    },
    onLost: () => undefined,
  }
}

function makeFolder(folder: string): void {
  try {
    mkdirSync(folder, { recursive: true, mode: 0o700 })
  } catch (error) {
    const { code = '' } = error as NodeJS.ErrnoException
    // On a read-only file system Node says that a parent is missing.
    if (code === 'ENOENT') throw new CannotRun(inOneSentence({ code: 'EROFS' }, folder) ?? '')
    if (!['EEXIST', 'ENOTDIR'].includes(code)) throw error
    throw new CannotRun(
      `${folder} cannot be a data folder: there is a file in its place. Name a folder with --data DIR.`,
    )
  }
  const strange = readdirSync(folder).filter(
    (name) => !/^(postgres(\.new-\d+)?|running\.json|checkpoints)$/.test(name),
  )
  if (!hasDatabase(folder) && strange.length > 0) {
    throw new CannotRun(
      `${folder} already holds something else (${strange.slice(0, 3).join(', ')}). Name a new or empty folder with --data DIR.`,
    )
  }
}

/** Runs one statement as owner: the birth of a register. */
export async function asOwner<T>(login: Login, work: (client: pg.Client) => Promise<T>): Promise<T> {
  const client = new pg.Client({ ...login, application_name: 'turnstone migrate' })
  await client.connect()
  try {
    return await work(client)
  } finally {
    await client.end()
  }
}
