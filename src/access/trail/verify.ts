import { ok, type Outcome, refused } from '../../plain/index.ts'
import { decodeRow, isInstant } from './body.ts'
import {
  bytesOf,
  checkCheckpoint,
  type Checkpoint,
  checkpointPrint,
  has,
  isCount,
  isHash,
  isPublicKey,
  isText,
  notAfter,
  parsed,
  readCheckpoint,
} from './checkpoint.ts'
import { hashesHeld, sha256 } from './merkle.ts'

/** The first line of an export of the trail. */
export type ExportStart = {
  turnstone: 'audit'
  version: 1
  register: string
  council: string
  at: string
  /** SPKI DER, base64. */
  publicKey: string
}
/** A row of an export: its place, its bytes (base64) and its hash (hexadecimal). */
export type ExportRow = { shard: number; seq: number; body: string; hash: string }
/** The last line of an export: without it, the file was cut off. */
export type ExportEnd = { turnstone: 'end'; rows: number; checkpoints: number }

/** What a checker may bring from elsewhere, and should: a file cannot vouch for its own key. */
export type Given = { checkpoints?: Checkpoint[]; publicKey?: Buffer }

export type Verdict = {
  sound: boolean
  rows: number
  shards: { shard: number; rows: number; lastSeq: number }[]
  /** The first row, by shard and number, that is not what it should be. */
  first: null | { shard: number; seq: number; problem: string }
  /** `last` is the last checkpoint in which nothing was wrong. */
  checkpoints: { checked: number; last: number | null }
  /** Rows after the last good checkpoint: whoever holds the database could still change them unseen. */
  notYetProtected: number
  problems: string[]
}

/** The one entry in `problems` that leaves a trail sound. */
export const keyFromFile =
  'Note: the public key was taken from the file itself, so the file shows only that it agrees with itself.'

/** A file with a million wrong rows says so in a hundred lines. */
const mostProblems = 100

/**
 * Checks an export of the trail with nothing but the file and what was handed in. A file that is no export is
 * refused; whatever is wrong in one that is, stands in the verdict.
 *
 * The rows pass through. Only their hashes stay (32 bytes each, outside the heap), because the checkpoints, which
 * say what the hashes were, come after them.
 */
export async function verifyTrail(
  lines: AsyncIterable<string>,
  given: Given,
): Promise<Outcome<Verdict, string>> {
  let reading: ReturnType<typeof beginReading> | null = null
  for await (const line of lines) {
    if (reading === null) {
      const start = readStart(line)
      if (!start.ok) return start
      if (given.publicKey !== undefined && !isPublicKey(given.publicKey))
        return refused('The public key that was handed in is not an Ed25519 key in SPKI DER.')
      reading = beginReading(start.value, given)
    } else {
      reading.take(line)
    }
  }
  return reading === null ? refused('The file is empty.') : ok(reading.verdict())
}

function readStart(line: string): Outcome<ExportStart, string> {
  const start = parsed(line)
  const named = typeof start === 'object' && start !== null && 'turnstone' in start ? start : null
  if (named?.turnstone !== 'audit') return refused('The file is not an export of a Turnstone trail.')
  if (!('version' in named) || named.version !== 1)
    return refused('The export is of a version that is not known here.')
  if (!has(start, ['turnstone', 'version', 'register', 'council', 'at', 'publicKey']))
    return refused('The first line of the export has not the parts that it should have.')
  const { register, council, at, publicKey } = start
  if (!isText(register) || !isText(council) || typeof at !== 'string' || !isInstant(at))
    return refused('The first line of the export does not say which register it is of, and when it was made.')
  const key = bytesOf(publicKey)
  if (key === undefined || !isPublicKey(key))
    return refused('The public key in the first line of the export cannot be read.')
  return ok(start as ExportStart)
}

function beginReading(start: ExportStart, given: Given) {
  const found = findings()
  const rows = rowsSoFar(found)
  const checkpoints = checkpointsSoFar(start, given, rows, found)
  const inFile = { line: 1, rows: 0, checkpoints: 0 }
  let end: ExportEnd | null = null

  function take(line: string): void {
    const name = `Line ${++inFile.line}`
    if (line === '' || end !== null) {
      if (end === null) found.problem(`${name} is empty.`)
      else if (line !== '') found.problem(`${name} stands after the end of the export.`)
      return
    }
    const value = parsed(line)
    if (has(value, ['turnstone', 'rows', 'checkpoints']) && value['turnstone'] === 'end') {
      end = value as ExportEnd
      if (end.rows !== inFile.rows || end.checkpoints !== inFile.checkpoints)
        found.problem(
          `The last line counts other rows or checkpoints than the file has: ${inFile.rows} and ${inFile.checkpoints}.`,
        )
    } else if (line.startsWith('{"turnstone"') || (isObject(value) && 'turnstone' in value)) {
      inFile.checkpoints++
      const read = readCheckpoint(value)
      if (read.ok) checkpoints.add(read.value)
      else found.problem(`${name} is not a checkpoint: ${read.problem}.`)
    } else {
      inFile.rows++
      if (inFile.checkpoints > 0) found.problem(`${name} is a row and stands after a checkpoint.`)
      rows.add(value, line, name)
    }
  }

  function verdict(): Verdict {
    if (end === null) found.problem('The file has no last line: it was cut off.')
    const last = checkpoints.finish()
    const { first, count, problems } = found.all
    const left = count - problems.length
    const shards = rows.shards()
    const open = shards.map(({ shard, rows: held, lastSeq }) =>
      Math.min(held, Math.max(0, lastSeq - signedIn(last, shard))),
    )
    return {
      sound: count === 0,
      rows: inFile.rows,
      shards,
      first,
      checkpoints: { checked: inFile.checkpoints, last: last?.number ?? null },
      notYetProtected: open.reduce((sum, rowsOpen) => sum + rowsOpen, 0),
      problems: [
        ...(given.publicKey === undefined ? [keyFromFile] : []),
        ...problems,
        ...(left > 0 ? [`And ${left} more.`] : []),
      ],
    }
  }

  return { take, verdict }
}

const isObject = (value: unknown): value is object => typeof value === 'object' && value !== null

/** Up to which row a checkpoint vouches for a shard. */
const signedIn = (checkpoint: Checkpoint | null, shard: number): number =>
  checkpoint?.heads.find((head) => head.shard === shard)?.seq ?? 0

type Findings = ReturnType<typeof findings>

function findings() {
  const all = { count: 0, problems: [] as string[], first: null as Verdict['first'] }
  const problem = (text: string): void => {
    all.count++
    if (all.problems.length < mostProblems) all.problems.push(text)
  }
  const badRow = (shard: number, seq: number, text: string): void => {
    const { first } = all
    if (first === null || shard < first.shard || (shard === first.shard && seq < first.seq))
      all.first = { shard, seq, problem: text }
    problem(`Shard ${shard}, row ${seq}: ${text}`)
  }
  return { all, problem, badRow }
}

/** Rows that follow one another both in number and in the file. An honest shard is one run. */
type Run = { seq: number; position: number; length: number }
type Shard = { rows: number; next: number; last: number; before: Buffer | null; at: string; runs: Run[] }
type Placed = { shard: number; seq: number; body: Buffer; hash: Buffer }

function rowsSoFar(found: Findings) {
  const shards = new Map<number, Shard>()
  const hashes = hashesHeld()
  let current = 0
  let council: number | null = null

  const shardOf = (shard: number): Shard => {
    const known = shards.get(shard)
    if (known !== undefined) return known
    const made: Shard = { rows: 0, next: 1, last: 0, before: Buffer.alloc(0), at: '', runs: [] }
    shards.set(shard, made)
    return made
  }

  /** The first thing that is wrong with a row at its place, and the number of the row that it is wrong about. */
  function wrongWith(row: Placed, shard: Shard, read: ReturnType<typeof decodeRow>): [number, string] | null {
    if (row.seq > shard.next)
      return [shard.next, `The row is missing or not in its place: row ${row.seq} stands there.`]
    if (row.seq < shard.next) return [row.seq, `The row stands where row ${shard.next} should.`]
    if (row.shard < current) return [row.seq, `The row stands after the rows of shard ${current}.`]
    if (shard.before !== null && !sha256(shard.before, row.body).equals(row.hash))
      return [row.seq, 'The hash does not follow from the row before and from what this row says.']
    if (!read.ok) return [row.seq, read.problem]
    const said = read.value
    if (said.shard !== row.shard || said.seq !== row.seq)
      return [row.seq, `The row says of itself that it is row ${said.seq} of shard ${said.shard}.`]
    if (council !== null && said.council !== council) return [row.seq, 'The row is of another council.']
    if (said.at < shard.at) return [row.seq, `The clock went back, from ${shard.at} to ${said.at}.`]
    return null
  }

  function add(value: unknown, line: string, name: string): void {
    const row = readRow(value)
    if (row === null) {
      unreadable(line, name)
      return
    }
    const shard = shardOf(row.shard)
    const read = decodeRow(row.body)
    const wrong = wrongWith(row, shard, read)
    if (wrong !== null) found.badRow(row.shard, ...wrong)
    else if (read.ok) council ??= read.value.council

    const position = hashes.add(row.hash)
    const run = shard.runs.at(-1)
    const next = run === undefined ? null : { seq: run.seq + run.length, position: run.position + run.length }
    if (run !== undefined && next?.seq === row.seq && next.position === position) run.length++
    else shard.runs.push({ seq: row.seq, position, length: 1 })
    // From here on as the file has it, so that one wrong row is one finding and not all the rows after it.
    goOn(shard, row.seq, row.hash)
    if (read.ok) shard.at = read.value.at
    current = row.shard
  }

  function unreadable(line: string, name: string): void {
    // What a damaged line still says of its place is the best guess at which row it was.
    const [, place, number] = /"shard":(\d{1,5}),"seq":(\d{1,15}),/.exec(line) ?? []
    const at = place === undefined ? current : Number(place)
    const shard = shardOf(at)
    found.badRow(at, Math.min(Number(number ?? shard.next), shard.next), `${name} cannot be read as a row.`)
    goOn(shard, shard.next, null)
  }

  function goOn(shard: Shard, seq: number, before: Buffer | null): void {
    shard.rows++
    shard.next = seq + 1
    shard.last = Math.max(shard.last, seq)
    shard.before = before
  }

  return {
    add,
    lastSeq: (shard: number): number => shards.get(shard)?.last ?? 0,
    hashAt(shard: number, seq: number): string | undefined {
      const run = shards.get(shard)?.runs.find((one) => seq >= one.seq && seq < one.seq + one.length)
      return run && hashes.at(run.position + seq - run.seq)
    },
    shards: (): Verdict['shards'] =>
      [...shards]
        .map(([shard, { rows, last }]) => ({ shard, rows, lastSeq: last }))
        .sort((a, b) => a.shard - b.shard),
  }
}

function readRow(value: unknown): Placed | null {
  if (!has(value, ['shard', 'seq', 'body', 'hash'])) return null
  const { shard, seq, hash } = value
  const body = bytesOf(value['body'])
  if (!isCount(shard) || !isCount(seq) || body === undefined || !isHash(hash)) return null
  return { shard, seq, body, hash: Buffer.from(hash, 'hex') }
}

function checkpointsSoFar(
  start: ExportStart,
  given: Given,
  rows: ReturnType<typeof rowsSoFar>,
  found: Findings,
) {
  const inFile = bytesOf(start.publicKey) ?? Buffer.alloc(0)
  const key = given.publicKey ?? inFile
  if (!key.equals(inFile))
    found.problem('The public key in the file is another than the one that was handed in.')
  /** The prints of the checkpoints in the file, by number: a few a day, so that they may stay. */
  const prints = new Map<number, string>()
  let before: Checkpoint | null = null
  let good: Checkpoint | null = null

  /** Checks a checkpoint alone and against the rows. Only one that is truly signed may accuse a row. */
  function holds(checkpoint: Checkpoint, whose: string): boolean {
    const checked = checkCheckpoint(checkpoint, key)
    if (!checked.ok) found.problem(checked.problem + whose)
    if (checkpoint.register !== start.register || checkpoint.council !== start.council) {
      found.problem(`Checkpoint ${checkpoint.number} is of another register or council.${whose}`)
      return false
    }
    if (!checked.ok) return false
    // Every head is looked at, so that the first bad row is named even where several are.
    return checkpoint.heads.map((head) => agrees(checkpoint, head)).every((agreed) => agreed)
  }

  function agrees({ number }: Checkpoint, { shard, seq, hash }: Checkpoint['heads'][number]): boolean {
    if (seq === 0) return true
    const last = rows.lastSeq(shard)
    const from = signedIn(good, shard) + 1
    if (seq > last)
      found.badRow(shard, last + 1, `Checkpoint ${number} signed rows up to ${seq}, and this one is missing.`)
    else if (rows.hashAt(shard, seq) !== hash)
      found.badRow(
        shard,
        seq,
        from < seq
          ? `This is not the row that checkpoint ${number} signed: the trail was written anew from some row between ${from} and this one.`
          : `This is not the row that checkpoint ${number} signed.`,
      )
    else return true
    return false
  }

  return {
    add(checkpoint: Checkpoint): void {
      const order =
        before !== null
          ? notAfter(before, checkpoint)
          : checkpoint.number === 1
            ? []
            : [`Checkpoint ${checkpoint.number} stands where checkpoint 1 should.`]
      order.forEach(found.problem)
      if (holds(checkpoint, '') && order.length === 0) good = checkpoint
      prints.set(checkpoint.number, checkpointPrint(checkpoint))
      before = checkpoint
    },
    /** Compares those that were handed in, and gives the last good one of the file. */
    finish(): Checkpoint | null {
      for (const own of given.checkpoints ?? []) {
        const print = prints.get(own.number)
        if (print === checkpointPrint(own)) continue
        found.problem(
          print === undefined
            ? `The file lacks checkpoint ${own.number}, which was handed in.`
            : `Checkpoint ${own.number} in the file is not the one that was handed in.`,
        )
        holds(own, ' This is the one that was handed in.')
      }
      return good
    },
  }
}
