import { readdirSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'
import pg from 'pg'
import type { Login } from './connect.ts'
import { CannotRun } from './problem.ts'

const folder = () => fileURLToPath(new URL('../../migrations', import.meta.url))

/** Beyond this PostgreSQL nothing in the schema is asked for. */
const oldestServer = 150_000

/**
 * Brings the database up to date: each file of `migrations/` once, in order, each in one transaction, under a
 * lock so that two starts at once do it once.
 *
 * @param owner a login that may create tables; never the application's own.
 */
export async function migrate(owner: Login): Promise<void> {
  const client = new pg.Client({ ...owner, application_name: 'turnstone migrate' })
  await client.connect()
  try {
    const version = await client.query<{ server_version_num: string }>('show server_version_num')
    if (Number(version.rows[0]?.server_version_num) < oldestServer) {
      throw new CannotRun('The PostgreSQL server is older than version 15. Turnstone needs 15 or later.')
    }
    await client.query('select pg_advisory_lock(7245190311)')
    await client.query(
      'create table if not exists migration (name text primary key, at timestamptz not null default now())',
    )
    const done = new Set(
      (await client.query<{ name: string }>('select name from migration')).rows.map((row) => row.name),
    )
    const files = readdirSync(folder())
      .filter((name) => name.endsWith('.sql'))
      .sort()
    const unknown = [...done].filter((name) => !files.includes(name))
    if (unknown.length > 0) {
      throw new CannotRun(
        `This database was last used by a newer Turnstone (it has ${unknown.join(', ')}). Start that version.`,
      )
    }
    for (const name of files.filter((file) => !done.has(file))) {
      await client.query('begin')
      await client.query(readFileSync(join(folder(), name), 'utf8'))
      await client.query('insert into migration (name) values ($1)', [name])
      await client.query('commit')
    }
  } finally {
    await client.end()
  }
}

/** The roles that connect: for pages, and for the register's own work. */
const roles = ['turnstone_app', 'turnstone_register'] as const

/** Makes the roles that the application connects as: no superuser, owner of nothing. Before the first migration. */
export async function makeRoles(owner: Login, password: string | null): Promise<void> {
  const client = new pg.Client({ ...owner, application_name: 'turnstone migrate' })
  await client.connect()
  try {
    for (const role of roles) {
      await client.query(`do $$ begin
        if not exists (select 1 from pg_roles where rolname = '${role}') then
          create role ${role} login nosuperuser nocreatedb nocreaterole nobypassrls;
        end if;
      exception when duplicate_object or unique_violation then
        null; -- another start made it in the same moment
      end $$`)
      if (password !== null)
        await client.query(`alter role ${role} password ${client.escapeLiteral(password)}`)
    }
  } finally {
    await client.end()
  }
}
