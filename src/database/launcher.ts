import { type ChildProcess, spawn } from 'node:child_process'
import { chmodSync, chownSync, existsSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import pg from 'pg'
import { findBinaries } from './binaries.ts'
import { makeCluster, quietEnvironment, refuseOtherMajor } from './cluster.ts'
import { heldByAnother, isAlive, isPostgresOf, type Owner, ownerFile, runningOwner, sweep } from './owner.ts'
import { CannotRun, inOneSentence } from './problem.ts'
import { chooseRunAs, handOver, type RunAs } from './run-as.ts'

/** A running PostgreSQL and how to reach it. `stop` does nothing for one that somebody else started. */
export type Server = {
  host: string
  port: number
  ours: boolean
  stop: () => Promise<void>
  /** Called when the server ends without having been asked to. */
  onLost: (listener: () => void) => void
}

/**
 * Settings: durability is never traded (fsync, full_page_writes); no TCP, so that only this machine's user can
 * reach it; checksums and mmap shared memory so that it runs in small containers.
 */
const settings = (port: number): Record<string, string | number> => ({
  listen_addresses: '',
  port,
  shared_buffers: '256MB',
  work_mem: '32MB',
  maintenance_work_mem: '128MB',
  max_wal_size: '2GB',
  wal_compression: 'on',
  max_connections: 60,
  fsync: 'on',
  synchronous_commit: 'on',
  full_page_writes: 'on',
  jit: 'off',
  dynamic_shared_memory_type: process.platform === 'win32' ? 'windows' : 'mmap',
  log_statement: 'none',
  log_min_error_statement: 'panic',
  log_parameter_max_length: 0,
  log_parameter_max_length_on_error: 0,
  timezone: 'UTC',
})

const socketPort = 5432

/** Starts PostgreSQL on `folder/postgres`, making the database cluster first where there is none. */
export async function startServer(
  folder: string,
  owner: Owner,
  environment: NodeJS.ProcessEnv,
): Promise<Server> {
  const binaries = findBinaries(environment)
  const as = chooseRunAs(binaries.bin, binaries.version, environment)
  const data = join(folder, 'postgres')
  refuseOtherMajor(data, binaries.major)
  for (;;) {
    const joined = await joinRunning(folder, data, owner)
    if (joined !== null) return joined
    if (!existsSync(join(data, 'PG_VERSION'))) makeCluster(folder, data, binaries.major, as)
    handOver(data, as.owner)
    const started = await startOurs(folder, data, owner, as)
    if (started !== null) return started
    // Another Turnstone was a moment quicker: join it.
    await pause(200)
  }
}

/** Starts a server of our own; null where somebody else started one on the same data meanwhile. */
async function startOurs(folder: string, data: string, owner: Owner, as: RunAs): Promise<Server | null> {
  const socket = makeSocketFolder(as)
  try {
    const running = await launch(data, socket, as)
    if (running === null) {
      rmSync(socket, { recursive: true, force: true })
      return null
    }
    sweep(folder)
    writeFileSync(ownerFile(folder), JSON.stringify({ ...owner, socket }))
    return {
      host: socket,
      port: socketPort,
      ours: true,
      stop: async () => {
        await waitForOthers(socket)
        rmSync(ownerFile(folder), { force: true })
        await end(running)
        rmSync(socket, { recursive: true, force: true })
      },
      onLost: (listener) => {
        running.once('exit', listener)
      },
    }
  } catch (error) {
    rmSync(socket, { recursive: true, force: true })
    throw error
  }
}

/**
 * A folder whose Turnstone is running is used through it, never stopped. A server left over by a Turnstone that
 * died is stopped and started anew, so that it never outlives the process that answers for it.
 */
async function joinRunning(folder: string, data: string, me: Owner): Promise<Server | null> {
  const deadline = Date.now() + 600_000
  for (;;) {
    const pidFile = join(data, 'postmaster.pid')
    if (!existsSync(pidFile)) return null
    const lines = readFileSync(pidFile, 'utf8').split('\n')
    const pid = Number(lines[0])
    const host = lines[4] ?? ''
    if (!Number.isInteger(pid) || pid <= 0 || !isAlive(pid)) return null
    if (!isPostgresOf(data, pid)) {
      // After a power cut the number may belong to any program by now: never signal that one.
      rmSync(pidFile, { force: true })
      return null
    }
    const owner = runningOwner(folder)
    if (owner === null) {
      // The file may be a moment from being written by a Turnstone that is just starting.
      await pause(1500)
      if (runningOwner(folder) !== null || !isAlive(pid)) continue
      process.kill(pid, 'SIGINT')
      // On a full disk PostgreSQL cannot write its last checkpoint: then it is ended as it stands, and recovers.
      if (!(await waitUntil(() => !isAlive(pid), 20_000))) process.kill(pid, 'SIGQUIT')
      if (!(await waitUntil(() => !isAlive(pid), 40_000)))
        throw new CannotRun(
          `The PostgreSQL that a Turnstone left behind on ${folder} (process ${pid}) does not stop. Stop it, then start again.`,
        )
      continue
    }
    if (me.kind === 'serve') {
      if (owner.kind === 'serve') {
        throw new CannotRun(
          `Turnstone is already running on this folder${owner.address === undefined ? '' : ` at ${owner.address}`}. Open it there, or stop it first.`,
        )
      }
      // A command holds it for a moment; a server must answer for its own PostgreSQL.
      if (Date.now() > deadline)
        throw new CannotRun(
          'Another turnstone command has been using this folder for ten minutes. Wait for it to end.',
        )
      await pause(250)
      continue
    }
    if (await answers(host)) {
      return { host, port: socketPort, ours: false, stop: () => Promise.resolve(), onLost: () => undefined }
    }
    if (Date.now() > deadline) throw new CannotRun('PostgreSQL on this folder does not answer.')
    await pause(200)
  }
}

function makeSocketFolder(as: RunAs): string {
  // A socket's path may be about 107 bytes long, so it does not lie in the data folder.
  const base = process.env['XDG_RUNTIME_DIR']
  const folder = mkdtempSync(
    join(base !== undefined && base.length < 60 && existsSync(base) ? base : tmpdir(), 'turnstone-'),
  )
  chmodSync(folder, 0o700)
  if (as.owner !== null) chownSync(folder, as.owner.uid, as.owner.gid)
  return folder
}

/** Errors of a start that pass by themselves: the last server's processes are still dying. */
const passing = /pre-existing shared memory block|lock file ".*" already exists|is still in use/

async function launch(data: string, socket: string, as: RunAs): Promise<ChildProcess | null> {
  const deadline = Date.now() + 60_000
  for (;;) {
    const options = Object.entries(settings(socketPort)).flatMap(([name, value]) => [
      '-c',
      `${name}=${value}`,
    ])
    const command = [...as.before, join(as.bin, 'postgres'), '-D', as.folder(data), '-k', socket, ...options]
    const running = spawn(command[0] ?? '', command.slice(1), {
      cwd: data,
      stdio: ['ignore', 'ignore', 'pipe'],
      env: quietEnvironment(),
      // Ctrl-C in a terminal reaches the whole group: PostgreSQL waits for us instead, so that saves can end.
      detached: true,
    })
    let log = ''
    running.stderr.on('data', (piece: Buffer) => (log = (log + piece.toString()).slice(-20_000)))
    const outcome = await ready(running, data, socket, deadline)
    if (outcome === 'ready') return running
    running.kill('SIGINT')
    if (outcome === 'late') throw new CannotRun('PostgreSQL did not start within a minute.')
    if (passing.test(log) && Date.now() < deadline) {
      if (heldByAnother(data)) return null
      await pause(500)
      continue
    }
    const why = (log.split('\n').find((line) => /FATAL|PANIC|error/.test(line)) ?? log)
      .trim()
      .replace(/\s+/g, ' ')
    throw new CannotRun(
      inOneSentence(new Error(log), data) ?? `PostgreSQL could not start on ${data}: ${why}`,
    )
  }
}

/** Ready when our own process answers: an answering socket alone may belong to another server. */
async function ready(
  running: ChildProcess,
  data: string,
  socket: string,
  deadline: number,
): Promise<'ready' | 'ended' | 'late'> {
  const started = { ended: false }
  running.once('exit', () => (started.ended = true))
  running.once('error', () => (started.ended = true))
  while (Date.now() < deadline) {
    if (started.ended) return 'ended'
    const file = join(data, 'postmaster.pid')
    if (
      existsSync(file) &&
      Number(readFileSync(file, 'utf8').split('\n')[0]) === running.pid &&
      (await answers(socket))
    )
      return 'ready'
    await pause(20)
  }
  return 'late'
}

async function answers(host: string): Promise<boolean> {
  const client = new pg.Client({
    host,
    port: socketPort,
    user: 'postgres',
    database: 'postgres',
    connectionTimeoutMillis: 5000,
  })
  try {
    await client.connect()
    await client.query('select 1')
    return true
  } catch {
    return false
  } finally {
    await client.end().catch(() => undefined)
  }
}

/** Other commands may have joined our server: they finish first. */
async function waitForOthers(host: string): Promise<void> {
  const client = new pg.Client({ host, port: socketPort, user: 'postgres', database: 'postgres' })
  try {
    await client.connect()
    await waitUntil(async () => {
      const others = await client.query<{ n: number }>(
        "select count(*)::int as n from pg_stat_activity where backend_type = 'client backend' and application_name like 'turnstone%'",
      )
      return (others.rows[0]?.n ?? 0) === 0
    }, 600_000)
  } catch {
    // A server that does not answer has nobody to wait for.
  } finally {
    await client.end().catch(() => undefined)
  }
}

/** A fast shutdown; where even that hangs, an immediate one: PostgreSQL recovers from it by itself. */
async function end(running: ChildProcess): Promise<void> {
  if (running.exitCode !== null || running.signalCode !== null) return
  const ended = new Promise<void>((resolve) => running.once('exit', () => resolve()))
  running.kill('SIGINT')
  const late = setTimeout(() => running.kill('SIGQUIT'), 20_000)
  await ended
  clearTimeout(late)
}

const pause = (milliseconds: number) => new Promise<void>((resolve) => setTimeout(resolve, milliseconds))

async function waitUntil(
  condition: () => boolean | Promise<boolean>,
  milliseconds: number,
): Promise<boolean> {
  const deadline = Date.now() + milliseconds
  while (Date.now() < deadline) {
    if (await condition()) return true
    await pause(100)
  }
  return false
}
