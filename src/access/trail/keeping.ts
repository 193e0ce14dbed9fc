import { appendFileSync, closeSync, existsSync, fsyncSync, openSync, readFileSync, statSync } from 'node:fs'
import { dirname, resolve } from 'node:path'
import { CannotRun, type Db, inOneSentence } from '../../database/index.ts'
import { type Instant, ok, type Outcome, refused } from '../../plain/index.ts'
import { derive, type Keys } from '../keys/index.ts'
import {
  type Checkpoint,
  checkpointLine,
  makeCheckpoint,
  readCheckpoints,
  type SigningKey,
  signingKey,
} from './checkpoint.ts'
import { heads } from './store.ts'

/** Where checkpoints go unless somebody says otherwise: beside the data folder, outside the database. */
export const checkpointFileFor = (folder: string, given?: string): string =>
  resolve(given ?? `${resolve(folder)}.checkpoints`)

/** The key that signs a register's checkpoints. Whoever holds only the database cannot make one. */
export const checkpointKey = (keys: Keys): SigningKey =>
  signingKey(derive(keys.index, 'turnstone checkpoint signing'))

/** True where the checkpoints lie on the disk of the data: whoever changes one can change the other. */
export const onTheSameDisk = (file: string, folder: string): boolean =>
  existsSync(dirname(file)) && existsSync(folder) && statSync(dirname(file)).dev === statSync(folder).dev

export function checkpointsIn(file: string): Outcome<Checkpoint[], string> {
  if (!existsSync(file)) return ok([])
  const read = readCheckpoints(readFileSync(file, 'utf8'))
  return read.ok ? read : refused(`${file}: ${read.problem}`)
}

/** How many rows may wait, and how long, before they are signed. */
export const checkpointEvery = { rows: 1000, seconds: 3600 }

/**
 * Signs where the trail ends now, and appends that to the file, on disk before it comes back. Null where no row is
 * new. A trail that ends before the last checkpoint is refused: rows were lost, or an old copy was put back.
 */
export async function keepCheckpoint(
  db: Db,
  keys: Keys,
  council: { id: number; code: string },
  file: string,
  now: Instant,
): Promise<Outcome<Checkpoint | null, string>> {
  const known = checkpointsIn(file)
  if (!known.ok) return known
  const before = known.value.at(-1) ?? null
  const ends = await heads(db, council.id)
  const total = (list: readonly { seq: number }[]) => list.reduce((sum, head) => sum + head.seq, 0)
  if (before !== null && total(before.heads) === total(ends)) return ok(null)
  const made = makeCheckpoint(
    checkpointKey(keys),
    { register: keys.register, council: council.code, at: now, heads: ends },
    before,
  )
  if (!made.ok) return made
  try {
    const handle = openSync(file, 'a', 0o600)
    appendFileSync(handle, `${checkpointLine(made.value)}\n`)
    fsyncSync(handle)
    closeSync(handle)
  } catch (error) {
    throw new CannotRun(
      inOneSentence(error, dirname(file)) ??
        `The checkpoint cannot be written to ${file} (${String(error)}).`,
    )
  }
  return made
}

/**
 * Keeps checkpoints while the register is served: when enough rows are new, when an hour has gone, and at the end.
 * What goes wrong is said once and tried again; it never stops the pages.
 */
export function keepCheckpoints(
  db: Db,
  keys: Keys,
  council: { id: number; code: string },
  file: string,
  clock: () => Instant,
  say: (sentence: string) => void,
): { stop: () => Promise<void> } {
  let last = { rows: -1, at: 0 }
  let said = ''
  let working: Promise<void> = Promise.resolve()
  const keep = async (atEnd: boolean) => {
    const rows = (await heads(db, council.id)).reduce((sum, head) => sum + head.seq, 0)
    const waited = Date.parse(clock()) / 1000 - last.at
    if (
      !atEnd &&
      last.rows >= 0 &&
      rows - last.rows < checkpointEvery.rows &&
      waited < checkpointEvery.seconds
    )
      return
    const kept = await keepCheckpoint(db, keys, council, file, clock())
    if (kept.ok) last = { rows, at: Date.parse(clock()) / 1000 }
    else if (kept.problem !== said) say((said = `No checkpoint was signed: ${kept.problem}`))
  }
  const go = (atEnd: boolean) => {
    working = working.then(() => keep(atEnd)).catch((error: unknown) => say(String(error)))
    return working
  }
  void go(false)
  const timer = setInterval(() => void go(false), 15_000)
  timer.unref()
  return {
    stop: () => {
      clearInterval(timer)
      return go(true)
    },
  }
}
