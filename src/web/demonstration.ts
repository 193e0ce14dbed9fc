import { createHash } from 'node:crypto'
import {
  addDemonstrationWorkers,
  type Born,
  decide,
  type Keys,
  openVault,
  type Person,
} from '../access/index.ts'
import type { Db } from '../database/index.ts'
import { deliveryDays, filesOn, invent } from '../invented/index.ts'
import { day, fromLondon, type Id, type Instant, londonDate, must } from '../plain/index.ts'
import { importFiles, type SourceFile } from '../returns/index.ts'
import { demonstrationNeighbour } from '../standard/index.ts'

/** How large the council is that every demonstration begins with, and from which seed. */
const size = { children: 300, seed: 1 }

/** Two demonstrations that exchange packages are of different children. */
const seedOf = ({ council }: Keys): number => (council === demonstrationNeighbour.code ? 2 : size.seed)

/** A demonstration makes an invented council anew to see whether a file is of it; larger ones are for real registers. */
const largest = 20_000

const manifestName = 'turnstone-invented.json'

/**
 * Why a demonstration does not read these files, in one sentence; null where it may. Only files written by
 * `turnstone invent` come in: the council named by their manifest is invented again and compared byte by byte, so
 * no real child's row can be carried in under a manifest.
 */
export async function demonstrationRefuses(born: Born, files: readonly SourceFile[]): Promise<string | null> {
  if (born !== 'demonstration') return null
  const how =
    'A demonstration reads only files written by "turnstone invent", with their turnstone-invented.json. For your own files make a real register, in a folder of its own: turnstone import PATH --council CODE --data DIR, then turnstone serve --data DIR.'
  const manifest = files.find((file) => file.name.split(/[\\/]/).at(-1) === manifestName)
  if (manifest === undefined) return how
  const claim = readManifest(new TextDecoder().decode(await allBytes(manifest, 100_000)))
  if (claim === null) return how
  const made = new Map(filesOn(invent(claim), claim.day).map((file) => [file.name, file.text]))
  for (const file of files) {
    if (file === manifest) continue
    const text = made.get(file.name)
    if (text === undefined || !(await sameBytes(file, text)))
      return `${file.name} is not as "turnstone invent" wrote it. ${how}`
  }
  return null
}

function readManifest(text: string): { children: number; seed: number; until: string; day: string } | null {
  try {
    const read = JSON.parse(text) as Record<string, unknown>
    const { children, seed, until, day: on } = read
    const date = /^\d{4}-\d{2}-\d{2}$/
    if (
      typeof children !== 'number' ||
      typeof seed !== 'number' ||
      typeof until !== 'string' ||
      !date.test(until)
    )
      return null
    if (!Number.isInteger(children) || children < 1 || children > largest || !Number.isInteger(seed))
      return null
    return { children, seed, until, day: typeof on === 'string' && date.test(on) ? on : until }
  } catch {
    return null
  }
}

async function allBytes(file: SourceFile, most: number): Promise<Uint8Array> {
  const pieces: Uint8Array[] = []
  let length = 0
  for await (const piece of file.bytes()) {
    pieces.push(piece)
    length += piece.length
    if (length > most) break
  }
  return Buffer.concat(pieces)
}

async function sameBytes(file: SourceFile, text: string): Promise<boolean> {
  const given = createHash('sha256')
  for await (const piece of file.bytes()) given.update(piece)
  return given.digest('hex') === createHash('sha256').update(text).digest('hex')
}

/**
 * Loads the invented council into a new demonstration, delivery by delivery, each recorded on its own day: so the
 * demonstration can be asked what was known then.
 */
export async function loadDemonstration(
  db: Db,
  keys: Keys,
  council: number,
  now: Instant,
  onStep: (words: string) => void,
): Promise<void> {
  const invention = { ...size, seed: seedOf(keys), until: londonDate(now) }
  const lives = invent(invention)
  const teams = await addDemonstrationWorkers(db, keys, council)
  const person: Person = {
    council,
    account: null,
    actor: 'demonstration',
    name: 'The demonstration',
    role: 'data-officer',
    team: null,
  }
  for (const delivered of deliveryDays(invention)) {
    onStep(`The council’s files of ${delivered}`)
    const files = filesOn(lives, delivered).map((file): SourceFile => ({
      name: file.name,
      bytes: () => onePiece(file.text),
    }))
    const earlier = delivered !== invention.until
    const done = await importFiles(db, {
      permit: must(decide(person, 'import files', { council }), 'a data officer imports'),
      vault: openVault(keys, council),
      keys,
      files,
      now,
      teamFor: (number) => teamOf(teams, number),
      ...(earlier
        ? { given: must(fromLondon(day(delivered), '18:00'), 'six in the evening is once a day') }
        : {}),
    })
    if (!done.ok) throw new Error(`The demonstration could not be loaded: ${done.problem.sentence}`)
  }
}

// eslint-disable-next-line @typescript-eslint/require-await -- files are streams
async function* onePiece(text: string): AsyncGenerator<Uint8Array> {
  yield new TextEncoder().encode(text)
}

/** Spreads the children over the teams by their number, always the same way. */
const teamOf = (teams: readonly Id[], number: string): Id | null =>
  teams[createHash('sha256').update(number).digest().readUInt16BE(0) % Math.max(1, teams.length)] ?? null
