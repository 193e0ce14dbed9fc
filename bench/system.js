// The real system on a data folder, as processes of their own: started, killed at once, stopped, cleared away.
import { spawn } from 'node:child_process'
import { existsSync, readdirSync, readFileSync, readlinkSync, realpathSync, rmSync } from 'node:fs'
import { createServer } from 'node:net'
import { basename, dirname, join, resolve } from 'node:path'
import { fileURLToPath } from 'node:url'

const root = join(dirname(fileURLToPath(import.meta.url)), '..')
const program = join(root, 'bin', 'turnstone.js')

export const pause = (milliseconds) => new Promise((resolve) => setTimeout(resolve, milliseconds))

/** A port that is free now, so that a demonstration which somebody is looking at is not in the way. */
export const freePort = () =>
  new Promise((resolve, reject) => {
    const server = createServer()
    server.once('error', reject)
    server.listen(0, 'localhost', () => {
      const { port } = server.address()
      server.close(() => resolve(port))
    })
  })

const commands = new Set()

/** Runs a command to its end. */
export function turnstone(...args) {
  return new Promise((resolve) => {
    const child = spawn(process.execPath, [program, ...args], { stdio: ['ignore', 'pipe', 'pipe'] })
    let out = ''
    child.stdout.on('data', (piece) => (out += piece))
    child.stderr.on('data', (piece) => (out += piece))
    commands.add(child)
    child.on('close', (exit) => {
      commands.delete(child)
      resolve({ exit, out })
    })
  })
}

/** The processes that work in a data folder: PostgreSQL's all do. Linux only. */
export function processesOf(data) {
  const folder = join(data, 'postgres')
  if (!existsSync(folder)) return []
  const real = realpathSync(folder)
  return readdirSync('/proc')
    .filter((name) => /^\d+$/.test(name))
    .filter((pid) => {
      try {
        return readlinkSync(`/proc/${pid}/cwd`) === real
      } catch {
        return false
      }
    })
    .map(Number)
}

const signal = (pid, name) => {
  try {
    process.kill(pid, name)
  } catch {
    // It has ended by itself meanwhile.
  }
}

/** The memory that a process holds now, in megabytes. */
export const memoryOf = (pid) =>
  Math.round(Number(/VmRSS:\s+(\d+)/.exec(readFileSync(`/proc/${pid}/status`, 'utf8'))?.[1] ?? 0) / 1024)

export function systemOn({ data, port, demonstration = false, council = null, nodeOptions = [] }) {
  let server = null
  let said = ''
  const errors = []
  const ended = () => server === null || server.exitCode !== null || server.signalCode !== null
  return {
    address: `http://localhost:${port}`,
    pid: () => server?.pid,
    /** The last words of the server, for whoever must find out what went wrong. */
    said: () => said,
    /** The errors that it wrote down, without where they came from. */
    errors: () => errors,
    /** Starts the server; resolves once it says its address. */
    start: () => {
      const args = [
        'serve',
        ...(demonstration ? ['--demonstration'] : []),
        ...(council === null ? [] : ['--council', council]),
        '--data',
        data,
        '--port',
        port,
      ]
      const mine = spawn(process.execPath, [...nodeOptions, program, ...args.map(String)], {
        stdio: ['ignore', 'pipe', 'pipe'],
      })
      server = mine
      return new Promise((resolve, reject) => {
        mine.stdout.on('data', (piece) => String(piece).includes('Open http') && resolve())
        mine.stderr.on('data', (piece) => {
          said = (said + piece).slice(-8000)
          errors.push(...(String(piece).match(/^\S.*(?=\n\s+at )/gm) ?? []))
        })
        mine.once('exit', (code, name) => reject(new Error(`The server ended (${code ?? name}).\n${said}`)))
      })
    },
    /**
     * Kills the server and every process of PostgreSQL, in no order that they could count on. No process is told
     * anything and none can write a last word. (The machine lives on: what was written to files stays written, so this
     * is a crash of everything that runs, and no power cut.)
     */
    killAtOnce: async (random) => {
      const pids = [server.pid, ...processesOf(data)]
      for (let i = pids.length - 1; i > 0; i--) {
        const j = Math.floor(random() * (i + 1))
        ;[pids[i], pids[j]] = [pids[j], pids[i]]
      }
      for (const pid of pids) signal(pid, 'SIGKILL')
      // One that was being made in that moment.
      while (!ended() || processesOf(data).length > 0) {
        for (const pid of processesOf(data)) signal(pid, 'SIGKILL')
        await pause(1)
      }
      return pids.length
    },
    /** Stops it as Ctrl-C does. */
    stop: async () => {
      if (ended()) return
      const gone = new Promise((resolve) => server.once('exit', resolve))
      server.kill('SIGINT')
      await gone
    },
    /** Leaves nothing behind, at once and whatever state it is in: also for Ctrl-C. */
    clear: () => {
      if (!ended()) signal(server.pid, 'SIGKILL')
      for (const pid of processesOf(data)) signal(pid, 'SIGKILL')
      try {
        const { socket } = JSON.parse(readFileSync(join(data, 'running.json'), 'utf8'))
        if (/^turnstone-\w{6}$/.test(basename(socket))) rmSync(socket, { recursive: true, force: true })
      } catch {
        // It was stopped in the ordinary way and has taken its socket with it.
      }
    },
  }
}

/** Leaves no process and no folder behind, however this process ends. */
export function clearAtTheEnd(system, folder) {
  let cleared = false
  const once = () => {
    if (cleared) return
    cleared = true
    for (const command of commands) command.kill('SIGKILL')
    system.clear()
    // What was killed a moment ago may still be leaving its folder.
    if (folder !== null) rmSync(folder, { recursive: true, force: true, maxRetries: 20, retryDelay: 50 })
  }
  for (const name of ['SIGINT', 'SIGTERM', 'SIGHUP'])
    process.on(name, () => {
      once()
      process.exit(130)
    })
  process.on('exit', once)
}

/** Chance from a seed (mulberry32). */
export function chanceFrom(seed) {
  let state = seed >>> 0
  return () => {
    state = (state + 0x6d2b79f5) >>> 0
    let t = state
    t = Math.imul(t ^ (t >>> 15), t | 1)
    t ^= t + Math.imul(t ^ (t >>> 7), t | 61)
    return ((t ^ (t >>> 14)) >>> 0) / 2 ** 32
  }
}

/** `--name 12` among the words of the command; what is usual otherwise. */
export function numberOption(name, usual) {
  const at = process.argv.indexOf(`--${name}`)
  if (at === -1) return usual
  const value = Number(process.argv[at + 1])
  if (!Number.isFinite(value) || value < 0) {
    process.stderr.write(`--${name} is a number.\n`)
    process.exit(2)
  }
  return value
}

/** `--name DIR` among the words of the command; null where it is not there. */
export function folderOption(name) {
  const at = process.argv.indexOf(`--${name}`)
  if (at === -1) return null
  const value = process.argv[at + 1]
  if (value === undefined) {
    process.stderr.write(`--${name} is a folder.\n`)
    process.exit(2)
  }
  return resolve(value)
}
