import { Kysely, PostgresDialect } from 'kysely'
import pg from 'pg'
import { instant } from '../plain/index.ts'
import type { Schema } from './schema.ts'

/** A connection pool or a transaction: whatever a store's function is handed. */
export type Db = Kysely<Schema>

const types = {
  getTypeParser: ((oid: number, format?: 'text' | 'binary') => {
    switch (oid) {
      case pg.types.builtins.DATE:
        return (text: string) => text
      case pg.types.builtins.TIMESTAMPTZ:
        return (text: string) => instant(text)
      case pg.types.builtins.INT8:
        return Number
      default:
        return pg.types.getTypeParser(oid, format as 'text')
    }
  }) as typeof pg.types.getTypeParser,
}

export type Login = { host?: string; port?: number; user?: string; password?: string; database?: string; connectionString?: string }

export function connect(login: Login, connections = 10): Db {
  const pool = new pg.Pool({ ...login, max: connections, application_name: 'turnstone', types, connectionTimeoutMillis: 15_000 })
  // An idle connection that the server ends is no event: the next query opens another.
  pool.on('error', () => undefined)
  return new Kysely<Schema>({ dialect: new PostgresDialect({ pool }) })
}
