import { randomInt } from 'node:crypto'
import { closeSync, openSync, readdirSync, readSync } from 'node:fs'
import { join } from 'node:path'

const letters = (n: number) =>
  Array.from({ length: n }, () => 'abcdefghijklmnopqrstuvwxyz'[randomInt(26)]).join('')

/** What every marker begins with, made anew for each run: to find all markers, look for two words. */
export const newCores = () => ({
  word: `Mq${letters(10)}`,
  digits: `07${randomInt(10_000_000, 99_999_999)}`,
})

/** The ways in which text may stand in a file: as it is, in other letters, in two bytes each, as hexadecimal, as base64. */
function needlesOf(core: string): Buffer[] {
  const ways = [core, core.toLowerCase(), core.toUpperCase()]
  // Inside base64, text looks different at each of three offsets: what surely stands there is the middle.
  const base64 = [0, 1, 2].map((offset) => {
    const text = Buffer.from(' '.repeat(offset) + core)
      .toString('base64')
      .replaceAll('=', '')
    return text.slice(offset === 0 ? 0 : 4, -2)
  })
  return [
    ...new Map(
      [
        ...ways.map((way) => Buffer.from(way, 'utf8')),
        ...ways.map((way) => Buffer.from(way, 'utf16le')),
        Buffer.from(Buffer.from(core).toString('hex')),
        ...base64.map((way) => Buffer.from(way)),
      ].map((needle) => [needle.toString('hex'), needle]),
    ).values(),
  ]
}

/** Looks for markers in bytes and in files. */
export function searchFor(cores: readonly string[]) {
  const needles = cores.flatMap(needlesOf)
  const holds = (bytes: Buffer): boolean => needles.some((needle) => bytes.includes(needle))
  const longest = Math.max(...needles.map((needle) => needle.length))
  const piece = Buffer.alloc(8 * 1024 * 1024)

  /** Whether a file holds a marker; read in pieces that overlap. Null where it has gone meanwhile. */
  function fileHolds(path: string): boolean | null {
    try {
      const file = openSync(path, 'r')
      try {
        for (let at = 0; ;) {
          const read = readSync(file, piece, 0, piece.length, at)
          if (holds(piece.subarray(0, read))) return true
          if (read < piece.length) return false
          at += read - longest
        }
      } finally {
        closeSync(file)
      }
    } catch (error) {
      if ((error as NodeJS.ErrnoException).code === 'ENOENT') return null
      throw error
    }
  }
  return { holds, fileHolds }
}

export function filesUnder(folder: string, wanted: (path: string, folder: boolean) => boolean): string[] {
  const listed = (() => {
    try {
      return readdirSync(folder, { withFileTypes: true })
    } catch {
      return []
    }
  })()
  return listed.flatMap((one) => {
    const path = join(folder, one.name)
    if (!wanted(path, one.isDirectory())) return []
    return one.isDirectory() ? filesUnder(path, wanted) : one.isFile() ? [path] : []
  })
}
