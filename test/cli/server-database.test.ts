import { writeFileSync } from 'node:fs'
import { join } from 'node:path'
import pg from 'pg'
import { expect, inject, test } from 'vitest'
import { turnstone, workFolder } from '../support/command.ts'

/** DATABASE_URL names a server: Turnstone starts nothing, and works there as a role that owns nothing. */
const work = workFolder()
const at = (name: string) => join(work, name)
const database = `server_${process.pid}_${Date.now()}`
const socket = inject('socket')
const env = {
  DATABASE_URL: `postgres://postgres@localhost/${database}?host=${encodeURIComponent(socket)}&port=5432`,
}

writeFileSync(at('header.csv'), 'CHILD,SEX,DOB,ETHNIC,UPN,MOTHER,MC_DOB\nA1,1,01/01/2000,BAFR,UN2,,\n')

async function asked(query: string): Promise<unknown[]> {
  const client = new pg.Client({ host: socket, port: 5432, user: 'postgres', database })
  await client.connect()
  const { rows } = await client.query<Record<string, unknown>>(query)
  await client.end()
  return rows
}

test('a register on a server is made, used again, and opened by no other key', async () => {
  const maker = new pg.Client({ host: socket, port: 5432, user: 'postgres', database: 'postgres' })
  await maker.connect()
  await maker.query(`create database ${database}`)
  await maker.end()
  const importing = ['import', at('header.csv'), '--council', 'E10000016', '--data', at('data'), '--json']
  expect(JSON.parse((await turnstone(importing, { env })).out)).toMatchObject({ rows: 1, added: 1 })
  expect(JSON.parse((await turnstone(importing, { env })).out)).toMatchObject({ rows: 1, unchanged: 1 })
  const keyless = await turnstone([...importing, '--key', at('elsewhere.key')], { env })
  expect(keyless.exit).toBe(2)
  expect(keyless.err).toContain('Without it nothing in the register can be read')
  expect(
    await asked(
      "select tableowner from pg_tables where schemaname = 'public' and tableowner = 'turnstone_app'",
    ),
  ).toEqual([])
})
