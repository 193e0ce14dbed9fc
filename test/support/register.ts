import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import pg from 'pg'
import { afterAll, inject } from 'vitest'
import {
  type Action,
  addDemonstrationWorkers,
  type Born,
  decide,
  giveBirth,
  type Keys,
  openRegister,
  openVault,
  type Permit,
  type Person,
  type Role,
  type Standing,
  type Vault,
} from '../../src/access/index.ts'
import {
  asOwner,
  connect,
  type Db,
  type Login,
  newId,
  openPool,
  type Pages,
} from '../../src/database/index.ts'
import { type Id, instantOf, must, type PlainDate } from '../../src/plain/index.ts'
import { type Change, formSource, record, type Said, said } from '../../src/register/index.ts'
import {
  importFiles,
  type ImportOptions,
  type ImportProblem,
  type ImportResult,
  type SourceFile,
} from '../../src/returns/index.ts'
import { type Council, councilByCode, demonstrationCouncil } from '../../src/standard/index.ts'

/** A register of its own for a test file: a clone of the template database, a key, and the rights of any role. */
export type TestRegister = {
  /** As the register itself, which sees every child. */
  db: Db
  /** For the pages of people. */
  pages: Pages
  /** The team that every child and worker of a test is in, unless it says otherwise. */
  team: Id
  owner: Login
  keys: Keys
  folder: string
  council: { id: number; code: string; name: string }
  vault: () => Vault
  person: (role: Role) => Person
  permit: <A extends Action>(role: Role, action: A, child?: Id) => Permit<A>
  /** A further connection pool, as another process would have. */
  another: () => Db
}

let clones = 0

/** Closed when the test file ends, also where a register was made inside a test. */
const pools: Db[] = []
const pagePools: Pages[] = []
const folders: string[] = []
afterAll(async () => {
  for (const pool of pools) await pool.destroy()
  for (const pool of pagePools) await pool.end()
  for (const folder of folders) rmSync(folder, { recursive: true, force: true })
})

export async function testRegister(born: Born = 'real', of?: Council): Promise<TestRegister> {
  const database = `t_${process.pid}_${Date.now()}_${clones++}`
  const socket = { host: inject('socket'), port: 5432 }
  const client = new pg.Client({ ...socket, user: 'postgres', database: 'postgres' })
  await client.connect()
  // Two test files may clone at once: PostgreSQL wants the template to itself for a moment.
  await client.query('select pg_advisory_lock(1)')
  await client.query(`create database ${database} template turnstone_template`)
  await client.end()
  const folder = mkdtempSync(join(tmpdir(), 'turnstone-register-'))
  const owner: Login = { ...socket, user: 'postgres', database }
  const council =
    of ?? (born === 'demonstration' ? demonstrationCouncil : must(found(councilByCode('E10000016')), 'Kent'))
  await giveBirth(owner, join(folder, 'data'), join(folder, 'data.key'), born, council)
  const another = () => connect({ ...socket, user: 'turnstone_register', database }, 4)
  const db = another()
  const opened = await openRegister(db, join(folder, 'data'), join(folder, 'data.key'))
  folders.push(folder)
  pools.push(db)
  const pages = openPool({ ...socket, user: 'turnstone_app', database }, 4)
  pagePools.push(pages)
  const [team = newId()] =
    born === 'demonstration' ? await addDemonstrationWorkers(db, opened.keys, opened.council.id) : []
  if (born === 'real') {
    await asOwner(owner, (client) =>
      client.query("insert into team (council, id, name) values ($1, $2, 'Test team')", [
        opened.council.id,
        team,
      ]),
    )
  }
  const person = (role: Role): Person => ({
    council: opened.council.id,
    account: null,
    actor: `test:${role}`,
    name: role,
    role,
    team: role === 'social-worker' || role === 'manager' ? team : null,
  })
  return {
    db,
    pages,
    team,
    owner,
    keys: opened.keys,
    folder,
    council: opened.council,
    vault: () => openVault(opened.keys, opened.council.id),
    person,
    permit: (role, action, child) =>
      must(
        decide(
          person(role),
          action,
          child === undefined
            ? { council: opened.council.id }
            : { council: opened.council.id, child: standingFor(opened.council.id, child, team) },
        ),
        'a test asks for what is allowed',
      ),
    another: () => {
      const pool = another()
      pools.push(pool)
      return pool
    },
  }
}

/** A child of the test team who is missing now: whoever works with children reaches them. */
export const standingFor = (council: number, child: Id, team: Id | null): Standing => ({
  council,
  child,
  team,
  sensitivity: 'normal',
  onDesk: true,
  written: [],
})

const found = <T>(value: T | undefined) =>
  value === undefined ? { ok: false as const, problem: 'not found' } : { ok: true as const, value }

/** A file as text, handed in as an upload or a path would be. */
export const file = (name: string, text: string | Uint8Array): SourceFile => ({
  name,
  // eslint-disable-next-line @typescript-eslint/require-await -- files are streams
  bytes: async function* () {
    yield typeof text === 'string' ? new TextEncoder().encode(text) : text
  },
})

/** Imports files given by name and text; the result, or the refusal as an exception. */
export async function importing(
  register: TestRegister,
  files: Record<string, string>,
  more: Partial<ImportOptions> = {},
): Promise<ImportResult> {
  return must(await tryImporting(register, files, more), 'an import')
}

export function tryImporting(
  register: TestRegister,
  files: Record<string, string>,
  more: Partial<ImportOptions> = {},
): Promise<{ ok: true; value: ImportResult } | { ok: false; problem: ImportProblem }> {
  return importFiles(register.db, {
    permit: register.permit('data-officer', 'import files'),
    vault: register.vault(),
    keys: register.keys,
    files: Object.entries(files).map(([name, text]) => file(name, text)),
    now: instantOf(new Date()),
    teamFor: () => register.team,
    ...more,
  })
}

/** What is said, as a fact that others are about or that is about another. */
export type Linked = { said: Said; fact?: Id; about?: Id }

/** A child with a number and what is said of it, as a form would record it. */
export async function aChild(
  register: TestRegister,
  number: string,
  entries: readonly (Said | Linked)[],
  dob: PlainDate | null = null,
): Promise<Id> {
  const child = newId()
  const source = await formSource(register.db, register.council.id)
  const add = (what: Said | Linked): Change => ({
    does: 'add',
    child,
    source,
    ...('said' in what
      ? { fact: what.fact ?? newId(), about: what.about ?? null, said: what.said }
      : { fact: newId(), about: null, said: what }),
  })
  const changes: Change[] = [
    { does: 'begin a child', child, team: register.team },
    add(said('reference', 'council', { sealed: { value: number } })),
    add(said('person', '', { attributes: { dob } })),
    ...entries.map(add),
  ]
  must(
    await record(register.db, {
      permit: register.permit('social-worker', 'add a child'),
      vault: register.vault(),
      changes,
    }),
    'recording a child',
  )
  return child
}
