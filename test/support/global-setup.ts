import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import pg from 'pg'
import type { TestProject } from 'vitest/node'
import { makeRoles, migrate, startServer } from '../../src/database/index.ts'

declare module 'vitest' {
  // eslint-disable-next-line @typescript-eslint/consistent-type-definitions -- only an interface can be added to
  export interface ProvidedContext {
    socket: string
  }
}

/** One PostgreSQL for the whole run, with a migrated template that each test file clones. */
export default async function setup(project: TestProject) {
  const folder = mkdtempSync(join(tmpdir(), 'turnstone-test-'))
  const server = await startServer(folder, { pid: process.pid, kind: 'command' }, process.env)
  const at = (database: string) => ({ host: server.host, port: server.port, user: 'postgres', database })
  const client = new pg.Client(at('postgres'))
  await client.connect()
  await client.query('create database turnstone_template')
  await client.end()
  await makeRoles(at('turnstone_template'), null)
  await migrate(at('turnstone_template'))
  project.provide('socket', server.host)
  return async () => {
    await server.stop()
    rmSync(folder, { recursive: true, force: true })
  }
}
