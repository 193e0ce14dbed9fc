import { statfsSync } from 'node:fs'

/**
 * A machine that cannot do what is needed: no disk, no rights, no server. It is thrown, because nothing in the
 * code can put it right, and carries one sentence that says what, where and what to do.
 */
export class CannotRun extends Error {
  override readonly name = 'CannotRun'
}

const codeOf = (error: unknown): string =>
  typeof error === 'object' && error !== null && 'code' in error ? String(error.code) : ''

/** Node tries every address of a name and puts its errors into one without words. */
function firstLine(error: unknown): string {
  const one: unknown = error instanceof AggregateError ? error.errors[0] : error
  return (one instanceof Error ? one.message : String(one)).split('\n')[0] ?? ''
}

/** The line may have been cut after the database had kept what was sent, before it could say so. */
const notKnown =
  'It is not known whether this was saved. Do the same again when it is back: what is in already counts once.'

const unreachable = (error: unknown, where: string) =>
  `The database of ${where} cannot be reached (${firstLine(error)}). ${notKnown} Start it again, or look at its log.`

/** PostgreSQL stops at once when its log has no room: then only the disk itself still says why. */
function diskIsFull(where: string): boolean {
  try {
    const { bavail, bsize } = statfsSync(where)
    return bavail * bsize < 20 * 1024 * 1024
  } catch {
    return false
  }
}

/** The same trouble in words, for errors that mean the machine rather than a bug; otherwise undefined. */
export function inOneSentence(error: unknown, where: string): string | undefined {
  if (error instanceof CannotRun) return error.message
  const message = error instanceof Error ? error.message : String(error)
  switch (codeOf(error)) {
    case '53100':
    case 'ENOSPC':
      return `The disk that holds ${where} is full. Nothing of this was saved. Free some space and do it again.`
    case 'EFBIG':
      return `The system allows no larger file in ${where}. Nothing of this was saved. Raise the limit and do it again.`
    case 'EROFS':
    case 'EACCES':
    case 'EPERM':
      return `There is no right to write in ${where}. Give the user who runs Turnstone that right, or choose another folder with --data DIR.`
    case 'ENOENT':
      // A socket that is not there; a file that is not there is its caller's to explain.
      if (!/^connect /.test(message)) break
      return unreachable(error, where)
    case 'ECONNREFUSED':
    case 'ECONNRESET':
    case 'EPIPE':
    case 'ENOTFOUND':
    case 'ETIMEDOUT':
    case 'EHOSTUNREACH':
    case '57P01':
    case '57P02':
    case '57P03':
    case '08006':
    case '08001':
      return unreachable(error, where)
    case 'EAI_AGAIN':
      return `The name of the server in DATABASE_URL cannot be looked up. Check it, or the network.`
    case '28P01':
    case '28000':
      return `The database refused the name or password in DATABASE_URL.`
    case '3D000':
      return `The database named in DATABASE_URL does not exist. Make it first.`
    default:
  }
  if (/File too large|could not extend file|could not write|No space left/i.test(message)) {
    return `The database could not write in ${where}: the disk is full or a file-size limit was reached. Nothing of this was saved. Free some space and do it again.`
  }
  if (
    /Connection terminated|server closed the connection|Client has encountered a connection error|not queryable/i.test(
      message,
    )
  ) {
    return diskIsFull(where)
      ? `The disk that holds ${where} is full, and the database stopped. Nothing of this was saved. Free some space and do it again.`
      : `The database of ${where} went away. ${notKnown} Start Turnstone again.`
  }
  return undefined
}
