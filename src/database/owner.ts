import { spawnSync } from 'node:child_process'
import { existsSync, readdirSync, readFileSync, readlinkSync, realpathSync, rmSync } from 'node:fs'
import { basename, join } from 'node:path'

/** Who runs the PostgreSQL of a data folder: kept beside it, so that a second command can join in. */
export type Owner = { pid: number; kind: 'serve' | 'command'; address?: string; socket?: string }

export const ownerFile = (folder: string) => join(folder, 'running.json')

/** Says who runs this folder's PostgreSQL, if anybody living does. */
export function runningOwner(folder: string): Owner | null {
  const owner = lastOwner(folder)
  return owner !== null && isAlive(owner.pid) ? owner : null
}

function lastOwner(folder: string): Owner | null {
  try {
    return JSON.parse(readFileSync(ownerFile(folder), 'utf8')) as Owner
  } catch {
    return null
  }
}

/** Takes away the folder of a socket whose Turnstone was killed and could not do so itself. */
export function sweep(folder: string): void {
  const socket = lastOwner(folder)?.socket
  if (socket === undefined || !/^turnstone-\w{6}$/.test(basename(socket)) || !existsSync(socket)) return
  if (readdirSync(socket).every((name) => name.startsWith('.s.PGSQL.')))
    rmSync(socket, { recursive: true, force: true })
}

export function isAlive(pid: number): boolean {
  try {
    process.kill(pid, 0)
    return true
  } catch (error) {
    return (error as NodeJS.ErrnoException).code === 'EPERM'
  }
}

/**
 * True where a process is a PostgreSQL of this data folder. Every process of PostgreSQL works in its data folder;
 * where the system does not tell (no /proc), its name must do.
 */
export function isPostgresOf(data: string, pid: number): boolean {
  if (process.platform === 'linux') {
    try {
      return readlinkSync(`/proc/${pid}/cwd`) === realpathSync(data)
    } catch {
      // A process that is dying, or another user's: none of ours to signal, but PostgreSQL's own lock decides.
      return /postgres/.test(readIfThere(`/proc/${pid}/comm`))
    }
  }
  if (process.platform === 'win32') return true
  return /postgres/.test(spawnSync('ps', ['-p', String(pid), '-o', 'comm='], { encoding: 'utf8' }).stdout)
}

const readIfThere = (file: string): string => {
  try {
    return readFileSync(file, 'utf8')
  } catch {
    return ''
  }
}

/** True where the lock of a data folder is in the hands of a living PostgreSQL. */
export function heldByAnother(data: string): boolean {
  const pid = Number(readIfThere(join(data, 'postmaster.pid')).split('\n')[0])
  return Number.isInteger(pid) && pid > 0 && isAlive(pid) && isPostgresOf(data, pid)
}
