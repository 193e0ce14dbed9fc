import { spawn, spawnSync } from 'node:child_process'
import { chmodSync, chownSync, existsSync, mkdirSync, statSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import pg from 'pg'
import { afterAll, describe, expect, test } from 'vitest'
import {
  ask,
  asRoot,
  built,
  eventually,
  folders,
  hold,
  nobody,
  pathOf,
  postmasterOf,
  processesOf,
} from '../../test/support/servers.ts'
import { runningOwner } from './home.ts'
import { startServer } from './launcher.ts'

const dist = built()
const place = folders()
afterAll(place.remove)

const me = { pid: process.pid, kind: 'command' } as const
const linux = process.platform === 'linux'
const newFolder = () => {
  const folder = place.next()
  mkdirSync(folder, { mode: 0o700 })
  return folder
}

describe('the database of a data folder', () => {
  test('is made, answers on a socket that its user alone can open, trades no safety for speed, and leaves no process when stopped', async () => {
    const folder = newFolder()
    const server = await startServer(folder, me, process.env)
    expect(server.ours).toBe(true)
    expect(runningOwner(folder)).toMatchObject(me)
    expect((statSync(server.host).mode & 0o777).toString(8)).toBe('700')
    expect((statSync(join(folder, 'postgres')).mode & 0o777).toString(8)).toBe('700')
    const settings = await ask(
      server.host,
      `select name, setting from pg_settings where name in ('fsync', 'synchronous_commit',
      'full_page_writes', 'listen_addresses', 'data_checksums', 'log_statement', 'TimeZone', 'server_encoding')`,
    )
    expect(Object.fromEntries(settings.map((row) => [row['name'], row['setting']]))).toEqual({
      fsync: 'on',
      synchronous_commit: 'on',
      full_page_writes: 'on',
      listen_addresses: '',
      data_checksums: 'on',
      log_statement: 'none',
      TimeZone: 'UTC',
      server_encoding: 'UTF8',
    })
    await ask(server.host, 'create table kept (a int); insert into kept values (42)')

    await server.stop()
    if (linux) expect(processesOf(folder)).toEqual([])
    expect(existsSync(server.host)).toBe(false)
    expect(existsSync(join(folder, 'postgres', 'postmaster.pid'))).toBe(false)
    expect(runningOwner(folder)).toBeNull()

    const again = await startServer(folder, me, process.env)
    expect(await ask(again.host, 'select a from kept')).toEqual([{ a: 42 }])
    await again.stop()
  })

  test('that is running is joined by a second start, whose stop leaves it running', async () => {
    const folder = newFolder()
    const first = await hold(folder, { dist })
    const second = await startServer(folder, me, process.env)
    expect(second).toMatchObject({ ours: false, host: first.said.host })
    expect(await ask(second.host, 'select 1 as one')).toEqual([{ one: 1 }])
    await second.stop()
    expect(await ask(first.said.host ?? '', 'select 1 as one')).toEqual([{ one: 1 }])
    await first.stop()
    if (linux) expect(processesOf(folder)).toEqual([])
  })

  test('that a page server runs is not taken from it: a second one is told where it is', async () => {
    const folder = newFolder()
    const first = await hold(folder, { dist, kind: 'serve' })
    await expect(startServer(folder, { pid: process.pid, kind: 'serve' }, process.env)).rejects.toThrow(
      /Turnstone is already running on this folder/,
    )
    const command = await startServer(folder, me, process.env)
    expect(command.ours).toBe(false)
    await first.stop()
  })

  test('waits with stopping until a command that joined it has finished', async () => {
    const folder = newFolder()
    const first = await hold(folder, { dist })
    const client = new pg.Client({
      host: first.said.host,
      port: 5432,
      user: 'postgres',
      database: 'postgres',
      application_name: 'turnstone',
    })
    await client.connect()
    const stopping = first.stop()
    await new Promise((resolve) => setTimeout(resolve, 700))
    expect((await client.query<{ one: number }>('select 1 as one')).rows).toEqual([{ one: 1 }])
    await client.end()
    await stopping
    if (linux) expect(processesOf(folder)).toEqual([])
  })

  test('two first starts at once on a new folder both come to work, on one database', async () => {
    const folder = newFolder()
    const [one, two] = await Promise.all([hold(folder, { dist }), hold(folder, { dist })])
    expect([one.said.ours, two.said.ours].sort()).toEqual([false, true])
    expect(one.said.host).toBe(two.said.host)
    const [joined, owner] = one.said.ours === true ? [two, one] : [one, two]
    await joined.stop()
    await owner.stop()
    if (linux) expect(processesOf(folder)).toEqual([])
  })
})

describe.runIf(linux)('a Turnstone that is killed', () => {
  test('leaves no PostgreSQL behind, and the next start has everything that was saved', async () => {
    const folder = newFolder()
    const first = await hold(folder, { dist })
    await ask(first.said.host ?? '', 'create table kept (a int); insert into kept values (42)')
    await first.kill()
    const oldSocket = first.said.host ?? ''
    const goneBySelf = spawnSync('setpriv', ['--pdeathsig', 'INT', 'true']).status === 0
    if (goneBySelf) expect(await eventually(() => processesOf(folder).length === 0, 20_000)).toBe(true)
    const next = await startServer(folder, me, process.env)
    expect(next.ours).toBe(true)
    expect(await ask(next.host, 'select a from kept')).toEqual([{ a: 42 }])
    expect(existsSync(oldSocket), 'the folder of its socket').toBe(false)
    await next.stop()
    expect(processesOf(folder)).toEqual([])
  })

  test('where its PostgreSQL outlives it (no setpriv on the machine), the next start stops that one and takes over within a minute', async () => {
    const folder = newFolder()
    const first = await hold(folder, { dist, environment: { PATH: pathOf(place.next(), 'unshare', 'true') } })
    const left = postmasterOf(folder)
    await first.kill()
    await new Promise((resolve) => setTimeout(resolve, 500))
    expect(processesOf(folder)).toContain(left)
    const before = Date.now()
    const next = await startServer(folder, me, process.env)
    expect(Date.now() - before).toBeLessThan(60_000)
    expect(next.ours).toBe(true)
    expect(postmasterOf(folder)).not.toBe(left)
    expect(processesOf(folder)).not.toContain(left)
    await next.stop()
    expect(processesOf(folder)).toEqual([])
  })

  test('together with its PostgreSQL, all at once, loses nothing that was saved', async () => {
    const folder = newFolder()
    const first = await hold(folder, { dist })
    await ask(first.said.host ?? '', 'create table kept as select generate_series(1, 1000) as a')
    for (const pid of processesOf(folder)) process.kill(pid, 'SIGKILL')
    await first.kill()
    const next = await startServer(folder, me, process.env)
    expect(await ask(next.host, 'select count(*)::int as n from kept')).toEqual([{ n: 1000 }])
    await next.stop()
  })

  test('by a power cut, whose PostgreSQL’s number belongs to another program by now: that one is never touched', async () => {
    const folder = newFolder()
    const first = await startServer(folder, me, process.env)
    await first.stop()
    const stranger = spawn('sleep', ['60'], { stdio: 'ignore' })
    let signalled = false
    stranger.once('exit', () => (signalled = true))
    const pidFile = join(folder, 'postgres', 'postmaster.pid')
    writeFileSync(
      pidFile,
      `${stranger.pid}\n${join(folder, 'postgres')}\n1700000000\n5432\n/tmp/nowhere\n\n 1 1\nready\n`,
    )
    const next = await startServer(folder, me, process.env)
    expect(next.ours).toBe(true)
    await next.stop()
    expect(signalled).toBe(false)
    stranger.kill('SIGKILL')
  })
})

describe('whoever starts it', () => {
  test.runIf(linux && asRoot)(
    'root, where user namespaces are refused, in a folder that only root may enter',
    async () => {
      const closed = newFolder()
      const folder = join(closed, 'data')
      mkdirSync(folder, { mode: 0o700 })
      const held = await hold(folder, { dist, environment: { TURNSTONE_NO_USER_NAMESPACE: '1' } })
      expect(held.said).toMatchObject({ ours: true })
      expect(statSync(closed).mode & 0o777).toBe(0o700)
      // It runs as another user than root, to whom its files belong now.
      const uid = statSync(join(folder, 'postgres')).uid
      expect(uid).not.toBe(0)
      expect(statSync(`/proc/${postmasterOf(folder)}`).uid).toBe(uid)
      await ask(held.said.host ?? '', 'create table kept (a int); insert into kept values (42)')
      await held.stop()
      expect(processesOf(folder)).toEqual([])
      // And with user namespaces allowed again the same folder opens, and is root's again.
      const again = await startServer(folder, me, process.env)
      expect(await ask(again.host, 'select a from kept')).toEqual([{ a: 42 }])
      await again.stop()
    },
  )

  test.runIf(linux && asRoot)('an ordinary user', async ({ skip }) => {
    const before = ['setpriv', '--reuid', String(nobody), '--regid', String(nobody), '--clear-groups']
    const reads = spawnSync(before[0] ?? '', [
      ...before.slice(1),
      process.execPath,
      '-e',
      `require('fs').readFileSync(${JSON.stringify(join(dist, 'built'))})`,
    ])
    skip(
      reads.status !== 0,
      'The checkout lies where only root may read, so no other user can start anything from it.',
    )
    chmodSync(place.base, 0o711)
    const folder = newFolder()
    chownSync(folder, nobody, nobody)
    const held = await hold(folder, { dist, before, environment: { HOME: folder, XDG_RUNTIME_DIR: '' } })
    expect(held.said).toMatchObject({ ours: true })
    expect(statSync(`/proc/${postmasterOf(folder)}`).uid).toBe(nobody)
    await held.stop()
    expect(processesOf(folder)).toEqual([])
  })
})
