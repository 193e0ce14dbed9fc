import {
  type CompiledQuery,
  type DatabaseConnection,
  type Driver,
  Kysely,
  PostgresAdapter,
  PostgresIntrospector,
  PostgresQueryCompiler,
  type QueryResult,
} from 'kysely'
import type pg from 'pg'
import type { Db } from './connect.ts'
import type { Schema } from './schema.ts'

/** The pool of connections that pages use, as the role that sees nothing until somebody acts. */
export type Pages = pg.Pool

/**
 * The database as one signed-in person sees it. Whatever asks for a connection gets one inside a transaction that
 * begins by acting for the session (`act_as`, migration 0002): the setting is local to the transaction, so nothing
 * of it is left when the connection goes to somebody else. A single query is a transaction of its own; a
 * transaction that the caller opens is that same one.
 *
 * @param session SHA-256 of the session's token
 * @param idleMinutes how long a session lives without a page
 * @param hours how long it lives at all
 */
export function actingAs(pages: Pages, session: Buffer, idleMinutes: number, hours: number): Db {
  const begin = `begin; select act_as('\\x${session.toString('hex')}'::bytea, ${Math.trunc(idleMinutes)}, ${Math.trunc(hours)})`
  return new Kysely<Schema>({
    dialect: {
      createAdapter: () => new PostgresAdapter(),
      createIntrospector: (db) => new PostgresIntrospector(db),
      createQueryCompiler: () => new PostgresQueryCompiler(),
      createDriver: () => new ActingDriver(pages, begin),
    },
  })
}

class ActingConnection implements DatabaseConnection {
  readonly client: pg.PoolClient
  ended = false
  constructor(client: pg.PoolClient) {
    this.client = client
  }
  async executeQuery<R>(query: CompiledQuery): Promise<QueryResult<R>> {
    const result = await this.client.query<R & pg.QueryResultRow>(query.sql, [...query.parameters])
    return /^(INSERT|UPDATE|DELETE|MERGE)$/.test(result.command)
      ? { numAffectedRows: BigInt(result.rowCount ?? 0), rows: result.rows }
      : { rows: result.rows }
  }
  async *streamQuery<R>(): AsyncIterableIterator<QueryResult<R>> {
    await Promise.resolve()
    throw new Error('Pages read whole answers, never streams')
  }
  async end(how: 'commit' | 'rollback'): Promise<void> {
    this.ended = true
    await this.client.query(how)
  }
}

class ActingDriver implements Driver {
  private readonly pages: Pages
  private readonly begin: string
  constructor(pages: Pages, begin: string) {
    this.pages = pages
    this.begin = begin
  }
  async init(): Promise<void> {
    // The pool is there already.
  }
  async acquireConnection(): Promise<ActingConnection> {
    const client = await this.pages.connect()
    try {
      await client.query(this.begin)
    } catch (error) {
      client.release(true)
      throw error
    }
    return new ActingConnection(client)
  }
  async beginTransaction(): Promise<void> {
    // Acquiring the connection began it.
  }
  commitTransaction(connection: ActingConnection): Promise<void> {
    return connection.end('commit')
  }
  rollbackTransaction(connection: ActingConnection): Promise<void> {
    return connection.end('rollback')
  }
  async releaseConnection(connection: ActingConnection): Promise<void> {
    try {
      if (!connection.ended) await connection.end('commit')
      connection.client.release()
    } catch (error) {
      // Never handed on: whatever it was in the middle of ends with it.
      connection.client.release(true)
      throw error
    }
  }
  async destroy(): Promise<void> {
    // The pool belongs to whoever opened it.
  }
}
