import { Kysely, PostgresDialect } from 'kysely'
import pg from 'pg'
import { instant } from '../plain/index.ts'
import type { Schema } from './schema.ts'

/** A connection pool or a transaction: whatever a store's function is handed. */
export type Db = Kysely<Schema>

const { DATE, TIMESTAMPTZ, INT8 } = pg.types.builtins

/** By the number of PostgreSQL's type: no date becomes a JavaScript Date, and a count is a number. */
const ours = new Map<number, (text: string) => unknown>([
  [DATE, (text) => text],
  [TIMESTAMPTZ, instant],
  [INT8, Number],
])

const types: pg.CustomTypesConfig = {
  getTypeParser: (
    oid: (typeof pg.types.builtins)[keyof typeof pg.types.builtins],
    format?: 'text' | 'binary',
  ) => (ours.get(oid) ?? pg.types.getTypeParser(oid, format)) as (text: string) => unknown,
}

export type Login = {
  host?: string
  port?: number
  user?: string
  password?: string
  database?: string
  connectionString?: string
}

export const connect = (login: Login, connections = 10): Db =>
  new Kysely<Schema>({ dialect: new PostgresDialect({ pool: openPool(login, connections) }) })

export function openPool(login: Login, connections = 10): pg.Pool {
  const pool = new pg.Pool({
    ...login,
    max: connections,
    application_name: 'turnstone',
    types,
    connectionTimeoutMillis: 15_000,
  })
  // An idle connection that the server ends is no event: the next query opens another.
  pool.on('error', () => undefined)
  // One that is in use says so through the query that is running; without a listener the process would end instead.
  pool.on('connect', (client) => void client.on('error', () => undefined))
  return pool
}
