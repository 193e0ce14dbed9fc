import { createHash } from 'node:crypto'
import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { must } from '../../plain/index.ts'
import { decodeRow, encodeRow, type Row } from './body.ts'
import { type Checkpoint, type Head, makeCheckpoint, type SigningKey, signingKey } from './checkpoint.ts'
import { type Given, keyFromFile, type Verdict, verifyTrail } from './verify.ts'

/*
 * Honest trails are made here, by the description of the format and not by the code that writes a register's own.
 * Then somebody with the whole database changes them. Everything is drawn from a seed, so that a failure repeats.
 */
type Line = { shard: number; seq: number; body: Buffer; hash: Buffer }
type Log = { register: string; key: SigningKey; rows: Line[]; checkpoints: Checkpoint[] }

const register = '0190c0de-0000-7000-8000-000000000001'
const key = signingKey(Buffer.alloc(32, 1))
const otherKey = signingKey(Buffer.alloc(32, 2))
const own: Given = { publicKey: key.publicKey }

/** Draws whole numbers below a limit (mulberry32). */
function drawing(seed: number) {
  let state = seed
  return (limit: number): number => {
    state = (state + 0x6d2b79f5) | 0
    let t = Math.imul(state ^ (state >>> 15), 1 | state)
    t = (t + Math.imul(t ^ (t >>> 7), 61 | t)) ^ t
    return ((t ^ (t >>> 14)) >>> 0) % limit
  }
}
type Draw = ReturnType<typeof drawing>

const hashAfter = (before: Buffer | undefined, body: Buffer) =>
  createHash('sha256')
    .update(before ?? Buffer.alloc(0))
    .update(body)
    .digest()

const instantAt = (micros: number) =>
  new Date(Date.UTC(2026, 0, 1) + Math.floor(micros / 1000))
    .toISOString()
    .replace('Z', `${String(micros % 1000).padStart(3, '0')}Z`)

/** The first version of a row, which a register that was made before the second still has at its beginning. */
function firstVersion(row: Row): Buffer {
  const { council, shard, seq, at, actor, action, subject, count, digest } = row
  const parts = [council, shard, seq, at, actor, action, subject, count, digest].map((one) =>
    Buffer.from(String(one)),
  )
  const length = (part: Buffer) => Buffer.from([0, 0, part.length >> 8, part.length & 255])
  return Buffer.concat([Buffer.from([1]), ...parts.flatMap((part) => [length(part), part])])
}

type Shape = { seed: number; register?: string; key?: SigningKey; after?: number; tail?: boolean }

/** An honest trail: some shards, some hundred rows, some checkpoints, and perhaps rows after the last of them. */
function honest({ seed, after, tail = true, ...others }: Shape): Log {
  const draw = drawing(seed)
  const log: Log = {
    register: others.register ?? register,
    key: others.key ?? key,
    rows: [],
    checkpoints: [],
  }
  const shards = 2 + draw(3)
  const rows: Line[][] = Array.from({ length: shards }, () => [])
  const old = draw(40)
  let micros = 0
  const write = (shard: number) => {
    const mine = rows[shard] ?? []
    micros += 1 + draw(1e9)
    const row: Row = {
      council: 1,
      shard,
      seq: mine.length + 1,
      at: instantAt(micros),
      actor: `account ${draw(9)}`,
      action: 'open a child',
      subject: `child ${draw(99)}`,
      count: draw(5),
      digest: '',
      session: `session ${draw(9)}`,
      request: `request ${draw(1e6)}`,
      page: '/children',
      outcome: 'done',
      reason: '',
      ids: Array.from({ length: draw(4) }, (_, i) => `id ${i}`),
    }
    const body = row.seq <= old ? firstVersion(row) : encodeRow(row)
    mine.push({ shard, seq: row.seq, body, hash: hashAfter(mine.at(-1)?.hash, body) })
  }
  const sign = () => {
    const heads: Head[] = rows.map((mine, shard) => ({
      shard,
      seq: mine.length,
      hash: mine.at(-1)?.hash.toString('hex') ?? '',
    }))
    const said = { register: log.register, council: 'E1', at: instantAt(micros), heads }
    log.checkpoints.push(
      must(makeCheckpoint(log.key, said, log.checkpoints.at(-1) ?? null), 'an honest checkpoint'),
    )
  }
  const signings = 3 + draw(4)
  for (let i = 0; i < signings; i++) {
    // Every shard goes on between two checkpoints, so that every class has a row of every shard to work on.
    for (let shard = 0; shard < shards; shard++) for (let n = 0; n < 3; n++) write(shard)
    for (let n = 20 + draw(60); n > 0; n--) write(draw(shards))
    sign()
  }
  const open = after ?? (tail ? draw(30) : 0)
  for (let n = 0; n < open; n++) write(draw(shards))
  log.rows = rows.flat()
  return log
}

/** The file. Whoever tampers also corrects the counts in its last line. */
function fileOf(log: Log): string[] {
  return [
    {
      turnstone: 'audit',
      version: 1,
      register: log.register,
      council: 'E1',
      at: '2027-01-01T00:00:00.000000Z',
      publicKey: log.key.publicKey.toString('base64'),
    },
    ...log.rows.map(({ shard, seq, body, hash }) => ({
      shard,
      seq,
      body: body.toString('base64'),
      hash: hash.toString('hex'),
    })),
    ...log.checkpoints,
    { turnstone: 'end', rows: log.rows.length, checkpoints: log.checkpoints.length },
  ].map((line) => JSON.stringify(line))
}

// eslint-disable-next-line @typescript-eslint/require-await -- a file comes in pieces, these lines are there
async function* arriving(lines: string[]) {
  yield* lines
}
const verdictOn = async (log: Log, given: Given = own): Promise<Verdict> =>
  must(await verifyTrail(arriving(fileOf(log)), given), 'a file that can be read')
const place = (verdict: Verdict) => verdict.first && [verdict.first.shard, verdict.first.seq]

/** What a row says, changed; its hash stays. */
const saying = (line: Line, change: Partial<Row>): Line => ({
  ...line,
  body: encodeRow({ ...must(decodeRow(line.body), 'an honest row'), ...change }),
})
/** The rows with a chain that is right again from a row of a shard on: only a checkpoint can tell. */
function rechained(rows: Line[], shard: number, from: number): Line[] {
  let before: Buffer | undefined
  return rows.map((line) => {
    if (line.shard !== shard) return line
    const hash = line.seq >= from ? hashAfter(before, line.body) : line.hash
    before = hash
    return { ...line, hash }
  })
}
const is = (shard: number, seq: number) => (line: Line) => line.shard === shard && line.seq === seq
const heads = (log: Log, shard: number) =>
  log.checkpoints.map((checkpoint) => checkpoint.heads.find((head) => head.shard === shard)?.seq ?? 0)
const signed = (log: Log, shard: number) => heads(log, shard).at(-1) ?? 0
/** A row that a checkpoint protects, neither the first nor the last of its shard. */
function drawRow(log: Log, draw: Draw): [number, number] {
  const shard = draw(1 + (log.rows.at(-1)?.shard ?? 0))
  return [shard, 2 + draw(signed(log, shard) - 2)]
}
const isHead = (log: Log, shard: number, seq: number) => heads(log, shard).includes(seq)

/** The row at a place in a row of tries, each on another trail at another place. */
const tries = Array.from({ length: 25 }, (_, i) => i + 1)
async function everyTime(attack: (log: Log, draw: Draw) => Promise<void>) {
  for (const seed of tries) await attack(honest({ seed }), drawing(seed * 7919))
}

test('100 honest trails are sound, and every row after the last checkpoint is counted', async () => {
  for (let seed = 1; seed <= 100; seed++) {
    const log = honest({ seed: 1000 + seed, tail: seed % 2 === 0 })
    const verdict = await verdictOn(log)
    expect(verdict).toMatchObject({ sound: true, rows: log.rows.length, first: null, problems: [] })
    expect(verdict.checkpoints).toEqual({ checked: log.checkpoints.length, last: log.checkpoints.length })
    const shards = [...new Set(log.rows.map((row) => row.shard))]
    const protectedRows = shards.reduce((sum, shard) => sum + signed(log, shard), 0)
    expect(verdict.notYetProtected).toBe(log.rows.length - protectedRows)
    expect(verdict.rows).toBeGreaterThan(70)
    // With what an auditor kept, and with the file's own key: the same.
    expect((await verdictOn(log, { ...own, checkpoints: log.checkpoints })).sound).toBe(true)
    expect(await verdictOn(log, {})).toEqual({ ...verdict, problems: [keyFromFile] })
  }
})

describe('found, with the right row named:', () => {
  test('1. a row edited', () =>
    everyTime(async (log, draw) => {
      const [shard, seq] = drawRow(log, draw)
      const rows = log.rows.map((line) => (is(shard, seq)(line) ? saying(line, { actor: 'nobody' }) : line))
      expect(place(await verdictOn({ ...log, rows }))).toEqual([shard, seq])
    }))

  test('1. a row edited and its own hash with it: the row after does not follow, or a checkpoint tells', () =>
    everyTime(async (log, draw) => {
      const [shard, seq] = drawRow(log, draw)
      const before = log.rows.find(is(shard, seq - 1))?.hash
      const rows = log.rows.map((line) => {
        if (!is(shard, seq)(line)) return line
        const edited = saying(line, { actor: 'nobody' })
        return { ...edited, hash: hashAfter(before, edited.body) }
      })
      const first = isHead(log, shard, seq) ? seq : seq + 1
      expect(place(await verdictOn({ ...log, rows }))).toEqual([shard, first])
    }))

  test('2. a row deleted in the middle', () =>
    everyTime(async (log, draw) => {
      const [shard, seq] = drawRow(log, draw)
      const rows = log.rows.filter((line) => !is(shard, seq)(line))
      const verdict = await verdictOn({ ...log, rows })
      expect(place(verdict)).toEqual([shard, seq])
      expect(verdict.sound).toBe(false)
    }))

  test('2. a row deleted and those after it numbered anew', () =>
    everyTime(async (log, draw) => {
      const [shard, seq] = drawRow(log, draw)
      const rows = log.rows
        .filter((line) => !is(shard, seq)(line))
        .map((line) => (line.shard === shard && line.seq > seq ? { ...line, seq: line.seq - 1 } : line))
      expect(place(await verdictOn({ ...log, rows }))).toEqual([shard, seq])
    }))

  test('3. two rows exchanged, with their numbers or without', () =>
    everyTime(async (log, draw) => {
      const [shard, seq] = drawRow(log, draw)
      const other = seq + 1 + draw(signed(log, shard) - seq)
      const one = log.rows.findIndex(is(shard, seq))
      const two = log.rows.findIndex(is(shard, other))
      const [a, b] = [log.rows[one]!, log.rows[two]!]
      const numbered = log.rows.with(one, b).with(two, a)
      expect(place(await verdictOn({ ...log, rows: numbered }))).toEqual([shard, seq])
      const renumbered = log.rows.with(one, { ...b, seq }).with(two, { ...a, seq: other })
      expect(place(await verdictOn({ ...log, rows: renumbered }))).toEqual([shard, seq])
    }))

  test('3. two rows of different shards exchanged', () =>
    everyTime(async (log, draw) => {
      const seq = 2 + draw(signed(log, 0) - 2)
      const other = 1 + draw(signed(log, 1))
      const one = log.rows.findIndex(is(0, seq))
      const two = log.rows.findIndex(is(1, other))
      const [a, b] = [log.rows[one]!, log.rows[two]!]
      expect(place(await verdictOn({ ...log, rows: log.rows.with(one, b).with(two, a) }))).toEqual([0, seq])
      const moved = log.rows.with(one, { ...b, shard: 0, seq }).with(two, { ...a, shard: 1, seq: other })
      expect(place(await verdictOn({ ...log, rows: moved }))).toEqual([0, seq])
    }))

  test('4. a row put in, with the right hash, those after it numbered anew or not', () =>
    everyTime(async (log, draw) => {
      const [shard, seq] = drawRow(log, draw)
      const at = log.rows.findIndex(is(shard, seq))
      const before = log.rows[at]!
      const body = saying(before, { seq: seq + 1, action: 'never happened' }).body
      const forged = { shard, seq: seq + 1, body, hash: hashAfter(before.hash, body) }
      const put = log.rows.toSpliced(at + 1, 0, forged)
      expect(place(await verdictOn({ ...log, rows: put }))).toEqual([shard, seq + 1])

      const renumbered = put.map((line, i) =>
        line.shard === shard && i > at + 1 ? { ...line, seq: line.seq + 1 } : line,
      )
      // The row put in follows by itself. The one after it cannot, unless a checkpoint had told before.
      const first = isHead(log, shard, seq + 1) ? seq + 1 : seq + 2
      expect(place(await verdictOn({ ...log, rows: renumbered }))).toEqual([shard, first])
    }))

  test('5. a row duplicated, beside itself or further on', () =>
    everyTime(async (log, draw) => {
      const [shard, seq] = drawRow(log, draw)
      const at = log.rows.findIndex(is(shard, seq))
      const beside = log.rows.toSpliced(at + 1, 0, log.rows[at]!)
      expect(place(await verdictOn({ ...log, rows: beside }))).toEqual([shard, seq])
      const further = log.rows.findIndex(is(shard, seq + 1 + draw(signed(log, shard) - seq)))
      const apart = log.rows.toSpliced(further + 1, 0, log.rows[at]!)
      expect(place(await verdictOn({ ...log, rows: apart }))).toEqual([shard, seq])
    }))

  test('6. the tail of a shard cut off, to before the last checkpoint', () =>
    everyTime(async (log, draw) => {
      const [shard] = drawRow(log, draw)
      const kept = draw(signed(log, shard))
      const rows = log.rows.filter((line) => line.shard !== shard || line.seq <= kept)
      const verdict = await verdictOn({ ...log, rows })
      expect(place(verdict)).toEqual([shard, kept + 1])
      expect(verdict.sound).toBe(false)
    }))

  test('7. everything written anew from a row on, with a new chain: between two checkpoints', () =>
    everyTime(async (log, draw) => {
      const [shard, seq] = drawRow(log, draw)
      const rows = log.rows.map((line) =>
        line.shard === shard && line.seq >= seq ? saying(line, { subject: 'another child' }) : line,
      )
      const verdict = await verdictOn({ ...log, rows: rechained(rows, shard, seq) })
      // No chain shows at which row it began: the first checkpoint after it does not agree, the one before does.
      const after = heads(log, shard).find((head) => head >= seq) ?? 0
      const from = heads(log, shard).findLast((head) => head < seq) ?? 0
      expect(place(verdict)).toEqual([shard, after])
      expect(verdict.first?.problem).toContain(
        from + 1 < after ? `from some row between ${from + 1} and this one` : 'This is not the row',
      )
      const lastGood = log.checkpoints.findLast((one) => (one.heads[shard]?.seq ?? 0) < seq)?.number ?? null
      expect(verdict.checkpoints.last).toBe(lastGood)
    }))

  test('8. a checkpoint exchanged for one of another register, an older one, or one signed with another key', () =>
    everyTime(async (log, draw) => {
      const i = 1 + draw(log.checkpoints.length - 1)
      const seed = 1 + draw(1e6)
      const elsewhere = honest({ seed, register: '0190c0de-0000-7000-8000-000000000002' })
      const theirs = elsewhere.checkpoints[i] ?? elsewhere.checkpoints[1]!
      const older = log.checkpoints[draw(i)]!
      const [previous, replaced] = [log.checkpoints[i - 1]!, log.checkpoints[i]!]
      const resigned = must(makeCheckpoint(otherKey, replaced, previous), 'signed again')
      for (const instead of [theirs, older, resigned]) {
        const verdict = await verdictOn({ ...log, checkpoints: log.checkpoints.with(i, instead) })
        expect(verdict).toMatchObject({ sound: false, first: null })
        expect(verdict.checkpoints.last ?? 0).not.toBe(i + 1)
        // Also with nothing handed in: the key in the file did not sign it.
        expect((await verdictOn({ ...log, checkpoints: log.checkpoints.with(i, instead) }, {})).sound).toBe(
          false,
        )
      }
    }))

  test('8. rows written anew and every checkpoint with them, signed with another key', () =>
    everyTime(async (log, draw) => {
      const forged = honest({ seed: 1 + draw(1e6), key: otherKey })
      expect(await verdictOn(forged)).toMatchObject({ sound: false, first: null })
      expect(await verdictOn({ ...forged, key })).toMatchObject({ sound: false, first: null })
      // An auditor's own checkpoint tells too, without a key from elsewhere.
      const kept = { checkpoints: [log.checkpoints[draw(log.checkpoints.length)]!] }
      expect((await verdictOn(forged, kept)).sound).toBe(false)
    }))

  test('9. the clock turned back, with a new chain: the row at which time goes back, protected or not', () =>
    everyTime(async (log, draw) => {
      const [shard, seq] = drawRow(log, draw)
      const before = must(decodeRow(log.rows.find(is(shard, seq - 1))!.body), 'before').at
      // Some time before, by up to a fortnight, and rising again from there.
      const back = new Date(`${before.slice(0, 23)}Z`).getTime() - 10_000 - draw(1e9)
      const rows = log.rows.map((line) =>
        line.shard === shard && line.seq >= seq
          ? saying(line, { at: new Date(back + line.seq).toISOString().replace('Z', '000Z') })
          : line,
      )
      const turned = { ...log, rows: rechained(rows, shard, seq) }
      for (const checkpoints of [log.checkpoints, []]) {
        const verdict = await verdictOn({ ...turned, checkpoints })
        expect(verdict.sound).toBe(false)
        expect(place(verdict)).toEqual([shard, seq])
        expect(verdict.first?.problem).toMatch(/^The clock went back/)
      }
    }))
})

describe('what an auditor kept finds what the file alone cannot:', () => {
  test('the trail put back to an older state, rows and checkpoints together', () =>
    everyTime(async (log, draw) => {
      const kept = 1 + draw(log.checkpoints.length - 1)
      const checkpoints = log.checkpoints.slice(0, kept)
      const rows = log.rows.filter((line) => line.seq <= (checkpoints.at(-1)?.heads[line.shard]?.seq ?? 0))
      const older = { ...log, rows, checkpoints }
      expect(await verdictOn(older)).toMatchObject({ sound: true, notYetProtected: 0 })
      const verdict = await verdictOn(older, { ...own, checkpoints: [log.checkpoints.at(-1)!] })
      expect(verdict.sound).toBe(false)
      expect(place(verdict)).toEqual([0, (checkpoints.at(-1)?.heads[0]?.seq ?? 0) + 1])
      expect(verdict.problems[0]).toBe(
        `The file lacks checkpoint ${log.checkpoints.length}, which was handed in.`,
      )
    }))

  test('everything written anew by somebody who holds the signing key as well', () =>
    everyTime(async (log, draw) => {
      const anew = honest({ seed: 1 + draw(1e6) })
      expect((await verdictOn(anew)).sound).toBe(true)
      const n = draw(Math.min(anew.checkpoints.length, log.checkpoints.length))
      const verdict = await verdictOn(anew, { ...own, checkpoints: [log.checkpoints[n]!] })
      expect(verdict.sound).toBe(false)
      expect(verdict.first).not.toBeNull()
      expect(verdict.problems[0]).toBe(`Checkpoint ${n + 1} in the file is not the one that was handed in.`)
    }))
})

describe('NOT found, and only counted as not yet protected:', () => {
  test('rows after the last checkpoint cut off', () =>
    everyTime(async (_, draw) => {
      const log = honest({ seed: 1 + draw(1e6), after: 20 + draw(40) })
      const open = log.rows.filter((line) => line.seq > signed(log, line.shard))
      const { shard, seq } = open[draw(open.length)]!
      const rows = log.rows.filter((line) => line.shard !== shard || line.seq < seq)
      const verdict = await verdictOn({ ...log, rows }, { ...own, checkpoints: log.checkpoints })
      expect(verdict).toMatchObject({ sound: true, first: null, problems: [] })
      expect(verdict.notYetProtected).toBe(open.length - (log.rows.length - rows.length))
    }))

  test('rows after the last checkpoint written anew, with a new chain', () =>
    everyTime(async (_, draw) => {
      const log = honest({ seed: 1 + draw(1e6), after: 20 + draw(40) })
      const open = log.rows.filter((line) => line.seq > signed(log, line.shard))
      const { shard, seq } = open[draw(open.length)]!
      const rows = log.rows.map((line) =>
        line.shard === shard && line.seq >= seq ? saying(line, { actor: 'nobody' }) : line,
      )
      const verdict = await verdictOn(
        { ...log, rows: rechained(rows, shard, seq) },
        { ...own, checkpoints: log.checkpoints },
      )
      expect(verdict).toMatchObject({ sound: true, first: null, problems: [], notYetProtected: open.length })
    }))
})

describe('a single flipped bit', () => {
  /** The verdict on the bytes of a file, read as lines of UTF-8. */
  const read = (bytes: Buffer) => verifyTrail(arriving(bytes.toString('utf8').split(/\r\n|\n|\r/)), own)
  const bytesOf = (log: Log) => Buffer.from(fileOf(log).join('\n') + '\n')
  const flipped = (bytes: Buffer, bit: number) => {
    const copy = Buffer.from(bytes)
    copy[bit >> 3] = (copy[bit >> 3] ?? 0) ^ (1 << (bit & 7))
    return copy
  }

  test('is found wherever it is in the rows, the checkpoints and the end, and the row it is in is named', async () => {
    const logs = [1, 2, 3].map((seed) => honest({ seed }))
    await fc.assert(
      fc.asyncProperty(fc.constantFrom(...logs), fc.nat(), async (log, number) => {
        const bytes = bytesOf(log)
        const start = bytes.indexOf('\n') + 1
        const bit = start * 8 + (number % ((bytes.length - start) * 8))
        const verdict = must(await read(flipped(bytes, bit)), 'the start can be read')
        expect(verdict.sound).toBe(false)
        const line =
          bytes
            .subarray(start, bit >> 3)
            .toString('latin1')
            .split('\n').length - 1
        const row = log.rows[line]
        const inPlace =
          bytes
            .subarray(0, bit >> 3)
            .toString('latin1')
            .split('\n')
            .at(-1)?.length ?? 0
        // In the body and the hash; a flip in the words around them may hide which row it was.
        if (row !== undefined && inPlace > 25 && bytes[bit >> 3] !== 10) {
          expect(place(verdict)).toEqual([row.shard, row.seq])
        }
      }),
      { numRuns: 400 },
    )
  }, 120_000)

  test('is found at every single place of a small trail, but for the time at which the file was made', async () => {
    const whole = honest({ seed: 5, tail: false })
    const rows = whole.rows.filter((line) => line.seq <= 2 && line.shard === 0)
    const ends = [{ shard: 0, seq: 2, hash: rows.at(-1)!.hash.toString('hex') }]
    const at = '2026-12-01T00:00:00.000000Z'
    const checkpoint = must(makeCheckpoint(key, { register, council: 'E1', at, heads: ends }, null), 'signed')
    const bytes = bytesOf({ ...whole, rows, checkpoints: [checkpoint] })
    const made = bytes.indexOf('2027-01-01')
    const unfound: number[] = []
    expect(must(await read(bytes), 'whole').sound).toBe(true)
    for (let bit = 0; bit < bytes.length * 8; bit++) {
      const outcome = await read(flipped(bytes, bit))
      if (outcome.ok && outcome.value.sound) unfound.push(bit >> 3)
    }
    expect(unfound.filter((byte) => byte < made || byte >= made + 27)).toEqual([])
  }, 120_000)
})
