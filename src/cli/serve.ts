import { existsSync } from 'node:fs'
import { resolve } from 'node:path'
import {
  firstAdministratorToken,
  giveBirth,
  isBorn,
  keyFileFor,
  checkpointFileFor,
  keepCheckpoints,
  lookWriter,
  onTheSameDisk,
  openRegister,
  openVault,
  sharesOwed,
} from '../access/index.ts'
import { CannotRun, hasDatabase, openHome } from '../database/index.ts'
import { remind, sendNotices } from '../missing/index.ts'
import { count, instantOf } from '../plain/index.ts'
import { remindOfCheckIns, tellOfLinks } from '../pursuit/index.ts'
import { lastRecorded, namesOf } from '../register/index.ts'
import { importsDone } from '../returns/index.ts'
import {
  type Council,
  demonstrationCouncil,
  demonstrationNeighbour,
  inventedCouncils,
} from '../standard/index.ts'
import type { loadDemonstration, Site } from '../web/index.ts'
import { type Command, type Io, Stopped, Usage } from './command.ts'
import { readArgs } from './options.ts'
import { needFolder, passwordFrom } from './open.ts'

/** Loaded when they are served: every other command starts sooner without them. */
const pages = () => import('../web/index.ts')

export const usualPort = 4870

export const serveCommand: Command = {
  name: 'serve',
  does: 'Open the register in a browser.',
  help: `turnstone serve --data DIR [--port N] [--key FILE] [--host HOST --cert FILE --cert-key FILE]
turnstone serve --demonstration --data DIR [--port N] [--council CODE]

  --checkpoints FILE   where signed checkpoints of the trail are added, every hour and every 1,000 rows; by default
                       DIR.checkpoints. Keep them on another machine's disk: whoever holds both can rewrite both.

Serves the pages of the register in DIR, on this machine alone unless --host names another address (then over TLS).
Prints one address. A register without an administrator prints a link that makes the first one; it works once.

With --demonstration a new DIR becomes a demonstration: an invented council, with one-click roles and no password.
A register is born a demonstration or real and stays it; this option never turns one into the other.
With --council ${demonstrationNeighbour.code} the invented council is ${demonstrationNeighbour.name}, so that two demonstrations can
send each other packages about children who move.

Stop it with Ctrl-C: pages being answered are finished, and the database is closed.`,
  run: async (args, io) => {
    const { values, positionals } = readArgs(args, {
      data: { type: 'string' },
      key: { type: 'string' },
      port: { type: 'string' },
      host: { type: 'string' },
      cert: { type: 'string' },
      'cert-key': { type: 'string' },
      demonstration: { type: 'boolean' },
      council: { type: 'string' },
      checkpoints: { type: 'string' },
    })
    if (positionals.length > 0)
      throw new Usage(`"${positionals.join(' ')}" means nothing here. Name the folder with --data DIR.`)
    const port = portOf(values.port ?? io.environment['PORT'])
    const { cert, 'cert-key': certKey } = values
    if ((cert === undefined) !== (certKey === undefined))
      throw new Usage('--cert and --cert-key belong together.')
    for (const path of [cert, certKey])
      if (path !== undefined && !existsSync(path))
        throw new Stopped(`${path} does not exist. Check the path.`)
    const invented = inventedCouncils.find(
      ({ code }) => code === (values.council ?? demonstrationCouncil.code),
    )
    if (values.council !== undefined && (values.demonstration !== true || invented === undefined))
      throw new Usage(
        `--council is for a new demonstration, and names an invented council: ${inventedCouncils.map(({ code, name }) => `${code} (${name})`).join(' or ')}.`,
      )
    const folder = needFolder(values.data)
    const keyFile = keyFileFor(folder, values.key)
    return serve(io, {
      folder,
      keyFile,
      port,
      host: values.host ?? 'localhost',
      demonstration: values.demonstration === true ? (invented ?? demonstrationCouncil) : null,
      checkpoints: checkpointFileFor(folder, values.checkpoints ?? io.environment['TURNSTONE_CHECKPOINTS']),
      ...(cert !== undefined && certKey !== undefined ? { certificate: { cert, key: certKey } } : {}),
    })
  },
}

function portOf(text: string | undefined): number {
  if (text === undefined || text === '') return usualPort
  const port = Number(text)
  if (!/^\d+$/.test(text) || port > 65_535) throw new Usage(`--port is a number up to 65535, not "${text}".`)
  return port
}

type Serving = {
  folder: string
  keyFile: string
  port: number
  host: string
  /** The invented council, where a demonstration is begun. */
  demonstration: Council | null
  checkpoints: string
  certificate?: { cert: string; key: string }
}

async function serve(io: Io, options: Serving): Promise<number> {
  const { folder, keyFile, demonstration } = options
  const usesServer = (io.environment['DATABASE_URL'] ?? '') !== ''
  if (options.demonstration === null && !hasDatabase(folder) && !usesServer) {
    throw new Stopped(
      `There is no register in ${folder}. Make one from the council's files with: turnstone import PATH --council CODE --data ${folder}. For a first look: npm start`,
    )
  }
  const address = `http://localhost:${options.port}`
  const password = passwordFrom(
    keyFile,
    folder,
    'demonstration',
    demonstration === null ? undefined : () => demonstration,
  )
  const home = await openHome({
    folder: resolve(folder),
    as: { pid: process.pid, kind: 'serve', address },
    environment: io.environment,
    password,
    connections: 20,
  })
  try {
    const clock = () => instantOf(new Date())
    if (!(await isBorn(home.db))) {
      if (demonstration === null)
        throw new Stopped(
          `There is no register in ${folder} yet. Make one with: turnstone import PATH --council CODE --data ${folder}`,
        )
      await giveBirth(home.owner, folder, keyFile, 'demonstration', demonstration)
    }
    const { keys, council } = await openRegister(home.db, folder, keyFile)
    if (demonstration !== null && keys.born === 'real') {
      throw new CannotRun(
        `${folder} holds the real register of ${council.name}. A demonstration needs a folder of its own: name another with --data DIR.`,
      )
    }
    if (keys.born === 'demonstration') await loadOnce(io, home.db, keys, council.id, clock())
    const { listenFor, owedShares, postTo, searchesInMemory, watchFor } = await pages()
    const site: Site = {
      register: home.db,
      pages: home.pages,
      keys,
      council,
      demonstration: keys.born === 'demonstration',
      vault: () => openVault(keys, council.id),
      look: lookWriter(home.db, council.id),
      now: clock,
      jobs: new Map(),
      watch: watchFor(async () => (await lastRecorded(home.db, council.id)).entriesAt),
      desk: new Map(),
      names: namesOf(home.db, council.id, () => openVault(keys, council.id)),
      searches: searchesInMemory(),
      warnings: onTheSameDisk(options.checkpoints, folder)
        ? [
            'Checkpoints of the trail lie on the same disk as the data: whoever can change one can change both. Name a file on another disk with --checkpoints FILE.',
          ]
        : [],
      sharesOwed: owedShares(() => sharesOwed(home.db, council.id), clock),
      tls: options.certificate !== undefined,
    }
    const listening = await listenFor(site, options)
    const checkpoints = keepCheckpoints(home.db, keys, council, options.checkpoints, clock, (sentence) =>
      io.err(`${sentence}\n`),
    )
    io.out(
      `${site.demonstration ? 'Demonstration: every child, worker and place is invented.\n' : ''}Open ${listening.address}\n`,
    )
    if (!site.demonstration) {
      const token = await firstAdministratorToken(home.db, council.id)
      if (token !== null)
        io.out(
          `There is no administrator yet. Become the first one, once, at ${listening.address}/invitation/${token}\n`,
        )
    }
    const post = postTo({
      smtp: io.environment['TURNSTONE_SMTP_URL'],
      from: io.environment['TURNSTONE_MAIL_FROM'],
      hook: io.environment['TURNSTONE_HOOK_URL'],
      hookSecret: io.environment['TURNSTONE_HOOK_SECRET'],
    })
    const sending = everySeconds(5, () =>
      sendNotices(home.db, council.id, post, listening.address, clock()).then((done) => {
        if (done.failed > 0)
          io.err(`${count(done.failed, 'notice was', 'notices were')} not taken and will be sent again.\n`)
      }),
    )
    const reminding = everySeconds(60, async () => {
      await remind(home.db, council.id, post, clock(), site.desk)
      await remindOfCheckIns(home.db, council.id, post, clock())
    })
    const linking = everySeconds(20, () => tellOfLinks(home.db, council.id, post))
    const why = await untilStopped(io, home.onLost)
    await Promise.all([sending.stop(), reminding.stop(), linking.stop()])
    post.close()
    await listening.close()
    if (why === 'asked') await checkpoints.stop()
    if (why === 'lost')
      throw new Stopped(
        `The database of ${folder} went away. Every save that was acknowledged is kept. Start Turnstone again.`,
      )
    return 0
  } finally {
    await home.close()
  }
}

/** A demonstration is loaded once; one whose loading was interrupted is refused rather than shown half. */
async function loadOnce(
  io: Io,
  db: Parameters<typeof loadDemonstration>[0],
  keys: Parameters<typeof loadDemonstration>[1],
  council: number,
  now: Parameters<typeof loadDemonstration>[3],
): Promise<void> {
  const done = await importsDone(db, council)
  if (done >= 3) return
  if (done > 0)
    throw new Stopped(
      'This demonstration was interrupted while it was made. Remove its data folder and its .key file, then start again.',
    )
  io.err('Making the demonstration: an invented council\n')
  const { loadDemonstration, loadTonight } = await pages()
  await loadDemonstration(db, keys, council, now, (words) => io.err(`  ${words}\n`))
  await loadTonight(db, keys, council, now)
}

/** Does something again and again, one after another, until it is stopped; what fails is tried again next time. */
function everySeconds(seconds: number, work: () => Promise<void>): { stop: () => Promise<void> } {
  const over = new AbortController()
  const loop = async () => {
    while (!over.signal.aborted) {
      await work().catch(() => undefined)
      await new Promise<void>((resolve) => {
        const timer = setTimeout(resolve, seconds * 1000)
        over.signal.addEventListener('abort', () => {
          clearTimeout(timer)
          resolve()
        })
      })
    }
  }
  const running = loop()
  return {
    stop: async () => {
      over.abort()
      await running
    },
  }
}

const untilStopped = (io: Io, onLost: (listener: () => void) => void): Promise<'asked' | 'lost'> =>
  new Promise((resolvePromise) => {
    if (io.signal.aborted) resolvePromise('asked')
    io.signal.addEventListener('abort', () => resolvePromise('asked'), { once: true })
    onLost(() => resolvePromise('lost'))
  })
