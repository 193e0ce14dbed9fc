import { spawnSync } from 'node:child_process'
import { existsSync, mkdirSync, readdirSync, readFileSync, renameSync, rmSync } from 'node:fs'
import { join } from 'node:path'
import { isAlive } from './owner.ts'
import { CannotRun, inOneSentence } from './problem.ts'
import { handOver, type RunAs } from './run-as.ts'

/** Makes PostgreSQL's database cluster in a new folder and puts it in place by one rename. */
export function makeCluster(folder: string, data: string, major: number, as: RunAs): void {
  // Under a name of our own, because two first starts may happen at once; one that was killed left its behind.
  for (const name of readdirSync(folder)) {
    const [, pid] = /^postgres\.new-(\d+)$/.exec(name) ?? []
    if (pid !== undefined && (Number(pid) === process.pid || !isAlive(Number(pid))))
      rmSync(join(folder, name), { recursive: true, force: true })
  }
  const fresh = join(folder, `postgres.new-${process.pid}`)
  mkdirSync(fresh, { recursive: true, mode: 0o700 })
  handOver(fresh, as.owner)
  // The builtin provider sorts by code point on every machine; before 17 the C library's C.UTF-8 is nearest.
  const locale = major >= 17 ? ['--locale-provider=builtin', '--locale=C.UTF-8'] : ['--locale=C.UTF-8']
  const command = [
    ...as.before,
    join(as.bin, 'initdb'),
    '-D',
    as.folder(fresh),
    '-U',
    'postgres',
    '-A',
    'trust',
    '-E',
    'UTF8',
    '-k',
    '--no-instructions',
    ...locale,
  ]
  const made = spawnSync(command[0] ?? '', command.slice(1), {
    cwd: fresh,
    encoding: 'utf8',
    env: quietEnvironment(),
  })
  if (made.status !== 0) {
    rmSync(fresh, { recursive: true, force: true })
    const why = `${made.stderr}${made.error?.message ?? ''}`.trim()
    throw new CannotRun(
      inOneSentence(new Error(why), folder) ??
        `PostgreSQL could not make its database in ${folder}: ${why.split('\n').at(-1) ?? ''}`,
    )
  }
  try {
    renameSync(fresh, data)
  } catch (error) {
    rmSync(fresh, { recursive: true, force: true })
    // Somebody else's first start was quicker; its database is as new as ours.
    if (!existsSync(join(data, 'PG_VERSION'))) throw error
  }
}

/** No PG… variable of the user's shell may redirect our own server. */
export const quietEnvironment = (): NodeJS.ProcessEnv =>
  Object.fromEntries(Object.entries(process.env).filter(([name]) => !/^PG[A-Z]/.test(name)))

export function refuseOtherMajor(data: string, major: number): void {
  const file = join(data, 'PG_VERSION')
  if (!existsSync(file)) return
  const made = Number(readFileSync(file, 'utf8').trim())
  if (made === major) return
  throw new CannotRun(
    `The data folder was made by PostgreSQL ${made} and the programs at hand are PostgreSQL ${major}. Set PG_BINDIR to PostgreSQL ${made}.`,
  )
}
