import { spawnSync } from 'node:child_process'
import {
  chmodSync,
  chownSync,
  cpSync,
  existsSync,
  lstatSync,
  mkdirSync,
  readdirSync,
  readFileSync,
} from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { CannotRun } from './problem.ts'

/**
 * PostgreSQL refuses to run as root. This says how its programs are started on this machine:
 * as the user who runs Turnstone; as root inside a user namespace in which root has another number, so that
 * files still belong to root outside; or as another user, from copies of the programs in a folder that this
 * user can reach, with the data folder handed over as the current directory (`/proc/self/cwd` opens even where
 * the way to it does not).
 */
export type RunAs = {
  how: 'this user' | 'user namespace' | 'another user'
  bin: string
  /** Who must own the data folder, as seen from outside; null where it is ours already. */
  owner: { uid: number; gid: number } | null
  /** The words in front of a program of PostgreSQL. */
  before: string[]
  /** How a data folder is named to the programs. */
  folder: (path: string) => string
}

const nobody = 65534
const inNamespace = ['unshare', '--user', `--map-user=${nobody}`, `--map-group=${nobody}`]

const works = (command: string[], env?: NodeJS.ProcessEnv) =>
  spawnSync(command[0] ?? '', command.slice(1), { stdio: 'ignore', timeout: 20_000, env: env ?? process.env })
    .status === 0

/** Ends PostgreSQL with us, even when we are killed, where the system has `setpriv` (util-linux). */
const dieWithParent = () =>
  works(['setpriv', '--pdeathsig', 'INT', 'true']) ? ['setpriv', '--pdeathsig', 'INT'] : []

export function chooseRunAs(bin: string, version: string, environment: NodeJS.ProcessEnv): RunAs {
  const same = (path: string) => path
  if (process.getuid?.() !== 0) {
    return { how: 'this user', bin, owner: null, before: dieWithParent(), folder: same }
  }
  const withoutNamespace = environment['TURNSTONE_NO_USER_NAMESPACE'] === '1'
  if (!withoutNamespace && works([...inNamespace, join(bin, 'postgres'), '--version'])) {
    return {
      how: 'user namespace',
      bin,
      owner: { uid: 0, gid: 0 },
      before: [...inNamespace, ...dieWithParent()],
      folder: same,
    }
  }
  if (!works(['setpriv', '--reuid', String(nobody), '--regid', String(nobody), '--clear-groups', 'true'])) {
    throw new CannotRun(
      'PostgreSQL does not run as root, and this machine has neither user namespaces nor setpriv. ' +
        'Start Turnstone as an ordinary user, or set DATABASE_URL to a PostgreSQL server.',
    )
  }
  const { uid, gid } = databaseUser()
  return {
    how: 'another user',
    bin: reachableCopy(bin, version),
    owner: { uid, gid },
    before: [
      'setpriv',
      '--reuid',
      String(uid),
      '--regid',
      String(gid),
      '--clear-groups',
      '--pdeathsig',
      'INT',
    ],
    folder: () => '/proc/self/cwd',
  }
}

/** A user made for it where there is one (`turnstone` or `postgres`), else nobody. */
function databaseUser(): { uid: number; gid: number } {
  const users = existsSync('/etc/passwd') ? readFileSync('/etc/passwd', 'utf8').split('\n') : []
  for (const name of ['turnstone', 'postgres']) {
    const [, , uid, gid] = users.find((line) => line.startsWith(`${name}:`))?.split(':') ?? []
    if (uid !== undefined && gid !== undefined) return { uid: Number(uid), gid: Number(gid) }
  }
  return { uid: nobody, gid: nobody }
}

/** Copies PostgreSQL's programs where every user may read them. Done once a version. */
function reachableCopy(bin: string, version: string): string {
  const from = join(bin, '..')
  const to = join(tmpdir(), `turnstone-postgresql-${version}`)
  if (!ownedByRoot(to)) {
    throw new CannotRun(`${to} belongs to somebody else. Remove it, then start again.`)
  }
  if (!existsSync(join(to, 'complete'))) {
    mkdirSync(to, { recursive: true, mode: 0o755 })
    cpSync(from, to, { recursive: true, verbatimSymlinks: true })
    mkdirSync(join(to, 'complete'))
  }
  chmodSync(to, 0o755)
  return join(to, 'bin')
}

const ownedByRoot = (path: string) => !existsSync(path) || lstatSync(path).uid === 0

/** Hands a folder and all in it to its owner. Only when the top says that it is somebody else's. */
export function handOver(folder: string, owner: RunAs['owner']): void {
  if (owner === null || !existsSync(folder)) return
  if (lstatSync(folder).uid === owner.uid) return
  const give = (path: string) => {
    const entry = lstatSync(path)
    if (entry.isSymbolicLink()) return
    chownSync(path, owner.uid, owner.gid)
    if (entry.isDirectory()) for (const name of readdirSync(path)) give(join(path, name))
  }
  for (const name of readdirSync(folder)) give(join(folder, name))
  chownSync(folder, owner.uid, owner.gid)
}
