import { createHash, sign } from 'node:crypto'
import { setFlagsFromString } from 'node:v8'
import { runInNewContext } from 'node:vm'
import { describe, expect, test } from 'vitest'
import { must } from '../../plain/index.ts'
import { encodeRow } from './body.ts'
import {
  type Checkpoint,
  checkpointBytes,
  checkpointPrint,
  headsRoot,
  makeCheckpoint,
  signingKey,
} from './checkpoint.ts'
import { type Given, keyFromFile, type Verdict, verifyTrail } from './verify.ts'

// The classes of tampering are in tamper.test.ts. This is one small trail, and the sentences.
const key = signingKey(Buffer.alloc(32, 1))
const own: Given = { publicKey: key.publicKey }
const start = {
  turnstone: 'audit',
  version: 1,
  register: 'r1',
  council: 'E1',
  at: '2027-01-01T00:00:00.000000Z',
  publicKey: key.publicKey.toString('base64'),
}
const second = (n: number) => `2026-01-01T00:00:${String(n).padStart(2, '0')}.000000Z`
const body = (shard: number, seq: number, at: string, council = 1) =>
  encodeRow({
    council,
    shard,
    seq,
    at,
    actor: 'a',
    action: 'b',
    subject: '',
    count: 0,
    digest: '',
    session: '',
    request: '',
    page: '',
    outcome: '',
    reason: '',
    ids: [],
  })
const after = (before: string, bytes: Buffer) =>
  createHash('sha256').update(Buffer.from(before, 'hex')).update(bytes).digest('hex')

/** Rows of one shard, from their bodies. */
function chain(shard: number, bodies: Buffer[]) {
  let hash = ''
  return bodies.map((bytes, i) => {
    hash = after(hash, bytes)
    return { shard, seq: i + 1, body: bytes.toString('base64'), hash }
  })
}
const rowsOf = (shard: number, count: number) =>
  chain(
    shard,
    Array.from({ length: count }, (_, i) => body(shard, i + 1, second(i))),
  )
const rows = [...rowsOf(0, 6), ...rowsOf(1, 3)]
const signing = (ends: [number, number][], at: string, before: Checkpoint | null, register = 'r1') => {
  const heads = ends.map(([shard, seq]) => ({
    shard,
    seq,
    hash: rows.find((row) => row.shard === shard && row.seq === seq)?.hash ?? '',
  }))
  return must(makeCheckpoint(key, { register, council: 'E1', at, heads }, before), 'signed')
}
const one = signing(
  [
    [0, 2],
    [1, 0],
  ],
  second(30),
  null,
)
const two = signing(
  [
    [0, 4],
    [1, 3],
  ],
  second(40),
  one,
)
const end = { turnstone: 'end', rows: 9, checkpoints: 2 }
const file: (string | object)[] = [start, ...rows, one, two, end]

// eslint-disable-next-line @typescript-eslint/require-await -- a file comes in pieces, these lines are there
async function* arriving(lines: (string | object)[]) {
  for (const line of lines) yield typeof line === 'string' ? line : JSON.stringify(line)
}
const refusal = async (lines: (string | object)[], given = own) => {
  const outcome = await verifyTrail(arriving(lines), given)
  return outcome.ok ? 'read' : outcome.problem
}
const verdictOn = async (lines: (string | object)[], given = own): Promise<Verdict> =>
  must(await verifyTrail(arriving(lines), given), 'an export')

describe('a whole export', () => {
  test('is sound, with its shards counted and the rows after the last checkpoint', async () => {
    expect(await verdictOn(file)).toEqual({
      sound: true,
      rows: 9,
      shards: [
        { shard: 0, rows: 6, lastSeq: 6 },
        { shard: 1, rows: 3, lastSeq: 3 },
      ],
      first: null,
      checkpoints: { checked: 2, last: 2 },
      notYetProtected: 2,
      problems: [],
    })
  })

  test('may end in an empty line', async () => {
    expect((await verdictOn([...file, ''])).sound).toBe(true)
  })

  test('that brings its own key is sound with a note', async () => {
    expect(await verdictOn(file, {})).toMatchObject({ sound: true, problems: [keyFromFile] })
  })

  test('without a checkpoint has no row protected, and without a row has none to protect', async () => {
    const bare = [start, ...rows, { ...end, checkpoints: 0 }]
    expect(await verdictOn(bare)).toMatchObject({
      sound: true,
      notYetProtected: 9,
      checkpoints: { checked: 0, last: null },
    })
    const empty = [start, { turnstone: 'end', rows: 0, checkpoints: 0 }]
    expect(await verdictOn(empty)).toMatchObject({ sound: true, rows: 0, shards: [], notYetProtected: 0 })
  })

  test('may have rows at the same moment', async () => {
    const same = chain(
      0,
      [1, 2, 3].map((seq) => body(0, seq, second(1))),
    )
    expect((await verdictOn([start, ...same, { turnstone: 'end', rows: 3, checkpoints: 0 }])).sound).toBe(
      true,
    )
  })
})

describe('a file is refused', () => {
  const { publicKey: _, ...short } = start
  test.each<[string, (string | object)[], string]>([
    ['when it is empty', [], 'The file is empty.'],
    ['when it is no JSON', ['CHILD,SEX,DOB'], 'The file is not an export of a Turnstone trail.'],
    ['when it is something else of Turnstone', [one], 'The file is not an export of a Turnstone trail.'],
    ['when it begins with a row', rows, 'The file is not an export of a Turnstone trail.'],
    ['when it is null', ['null'], 'The file is not an export of a Turnstone trail.'],
    [
      'of a version to come',
      [{ ...start, version: 2 }],
      'The export is of a version that is not known here.',
    ],
    [
      'with a part missing at its start',
      [short],
      'The first line of the export has not the parts that it should have.',
    ],
    [
      'with a time that is none',
      [{ ...start, at: 'today' }],
      'The first line of the export does not say which register it is of, and when it was made.',
    ],
    [
      'with a key that is none',
      [{ ...start, publicKey: 'AAAA' }],
      'The public key in the first line of the export cannot be read.',
    ],
  ])('%s', async (_when, lines, says) => {
    expect(await refusal(lines)).toBe(says)
  })

  test('with a key handed in that is none', async () => {
    expect(await refusal(file, { publicKey: Buffer.alloc(44) })).toBe(
      'The public key that was handed in is not an Ed25519 key in SPKI DER.',
    )
  })
})

describe('found in an export:', () => {
  const without = (n: number) => file.toSpliced(n, 1)
  const three = signing(
    [
      [0, 6],
      [1, 3],
    ],
    second(50),
    two,
  )
  const elsewhere = signing(
    [
      [0, 2],
      [1, 0],
    ],
    second(30),
    null,
    'r2',
  )
  const cut = 'Checkpoint 2 signed rows up to 4, and this one is missing.'
  const twice = chain(0, [body(0, 1, second(1)), body(0, 2, second(2), 2)])
  const crossed = chain(0, [body(0, 1, second(1)), body(1, 2, second(2))])

  test.each<[string, (string | object)[], string]>([
    ['no last line', file.slice(0, -1), 'The file has no last line: it was cut off.'],
    [
      'other counts in the last line',
      file.with(-1, { ...end, rows: 8 }),
      'The last line counts other rows or checkpoints than the file has: 9 and 2.',
    ],
    ['a line after the end', [...file, rows[0]!], 'Line 14 stands after the end of the export.'],
    ['an empty line within', file.toSpliced(3, 0, ''), 'Line 4 is empty.'],
    [
      'a row after a checkpoint',
      [...file.slice(0, 9), one, rows[8]!, two, end],
      'Line 11 is a row and stands after a checkpoint.',
    ],
    [
      'a damaged row',
      file.with(3, JSON.stringify(rows[2]).replace('hash', 'ha"sh')),
      'Shard 0, row 3: Line 4 cannot be read as a row.',
    ],
    [
      'a row with something added',
      file.with(3, { ...rows[2], note: 'x' }),
      'Shard 0, row 3: Line 4 cannot be read as a row.',
    ],
    [
      'a damaged checkpoint',
      file.with(10, '{"turnstone":"checkpo'),
      `Line 11 is not a checkpoint: it must have exactly ${Object.keys(one).join(', ')}.`,
    ],
    ['a checkpoint missing at the start', without(10), 'Checkpoint 2 stands where checkpoint 1 should.'],
    [
      'a checkpoint missing between',
      [start, ...rows, one, three, end],
      'Checkpoint 3 stands where checkpoint 2 should.',
    ],
    [
      'a checkpoint of another register',
      file.with(10, elsewhere),
      'Checkpoint 1 is of another register or council.',
    ],
    [
      'a shard without its last row',
      [start, ...rows.slice(0, 3), ...file.slice(7)],
      `Shard 0, row 4: ${cut}`,
    ],
    [
      'a shard gone altogether',
      [start, ...rows.slice(0, 6), one, two, { ...end, rows: 6 }],
      'Shard 1, row 1: Checkpoint 2 signed rows up to 3, and this one is missing.',
    ],
    [
      'shards in another order',
      [start, ...rows.slice(6), ...rows.slice(0, 6), one, two, end],
      'Shard 0, row 1: The row stands after the rows of shard 1.',
    ],
    [
      'a row of another council',
      [start, ...twice, { turnstone: 'end', rows: 2, checkpoints: 0 }],
      'Shard 0, row 2: The row is of another council.',
    ],
    [
      'a row that says it is of another shard',
      [start, ...crossed, { turnstone: 'end', rows: 2, checkpoints: 0 }],
      'Shard 0, row 2: The row says of itself that it is row 2 of shard 1.',
    ],
    [
      'a row whose bytes are no row, though its hash follows',
      [start, ...chain(0, [Buffer.from([9])]), { turnstone: 'end', rows: 1, checkpoints: 0 }],
      'Shard 0, row 1: The row is of version 9, which is not known here.',
    ],
  ])('%s', async (_what, lines, says) => {
    const verdict = await verdictOn(lines)
    expect(verdict.sound).toBe(false)
    expect(verdict.problems).toContain(says)
  })

  test('a checkpoint that goes back, in time or in rows, though it is signed and follows', async () => {
    // makeCheckpoint refuses these: they are what somebody with the signing key could make by hand.
    const again = (change: Partial<Checkpoint>) => {
      const changed = { ...two, previous: checkpointPrint(one), ...change }
      const whole = { ...changed, root: headsRoot(changed.heads) }
      return { ...whole, signature: sign(null, checkpointBytes(whole), key.secret).toString('base64') }
    }
    const late = await verdictOn(file.with(11, again({ at: second(29) })))
    expect(late.problems).toEqual(['Checkpoint 2 is of an earlier time than checkpoint 1.'])
    const less = await verdictOn(file.with(11, again({ heads: [{ shard: 0, seq: 1, hash: rows[0]!.hash }] })))
    expect(less.problems).toEqual(['Checkpoint 2 ends shard 0 at row 1, but checkpoint 1 had signed row 2.'])
    const torn = await verdictOn(file.with(11, again({ previous: 'ab'.repeat(32) })))
    expect(torn.problems).toEqual(['Checkpoint 2 does not follow from checkpoint 1.'])
    for (const verdict of [late, less, torn]) {
      expect(verdict).toMatchObject({
        sound: false,
        checkpoints: { checked: 2, last: 1 },
        notYetProtected: 7,
      })
    }
    // A root that was signed but is not that of the heads would let one shard be shown with another hash.
    const root = { ...two, root: 'ab'.repeat(32) }
    const signature = sign(null, checkpointBytes(root), key.secret).toString('base64')
    expect((await verdictOn(file.with(11, { ...root, signature }))).problems).toEqual([
      'The root of checkpoint 2 is not that of its heads.',
    ])
  })

  test('another public key than the one that was handed in, even where no checkpoint was signed', async () => {
    const bare = [start, ...rows, { ...end, checkpoints: 0 }]
    const verdict = await verdictOn(bare, { publicKey: signingKey(Buffer.alloc(32, 2)).publicKey })
    expect(verdict.problems).toEqual([
      'The public key in the file is another than the one that was handed in.',
    ])
  })

  test('a checkpoint that was handed in and does not hold itself', async () => {
    const verdict = await verdictOn(file, { ...own, checkpoints: [{ ...two, at: second(41) }] })
    expect(verdict.problems).toEqual([
      'Checkpoint 2 in the file is not the one that was handed in.',
      'Checkpoint 2 is not signed with this key, or was changed since. This is the one that was handed in.',
    ])
    const other = await verdictOn(file, { ...own, checkpoints: [elsewhere] })
    expect(other.problems).toContain(
      'Checkpoint 1 is of another register or council. This is the one that was handed in.',
    )
  })

  test('a checkpoint that was handed in and the file lacks: its rows are compared all the same', async () => {
    const changed = chain(
      0,
      Array.from({ length: 6 }, (_, i) => body(0, i + 1, second(i + (i > 3 ? 1 : 0)))),
    )
    const anew = [start, ...changed, ...rows.slice(6), one, two, end]
    expect((await verdictOn(anew)).sound).toBe(true)
    const verdict = await verdictOn(anew, { ...own, checkpoints: [one, three] })
    expect(verdict.problems[0]).toBe('The file lacks checkpoint 3, which was handed in.')
    expect(verdict.first).toEqual({
      shard: 0,
      seq: 6,
      problem:
        'This is not the row that checkpoint 3 signed: the trail was written anew from some row between 5 and this one.',
    })
  })

  test('no row to blame in a checkpoint that is not truly signed', async () => {
    const heads = [{ shard: 0, seq: 3, hash: 'ab'.repeat(32) }]
    const forged = must(
      makeCheckpoint(
        signingKey(Buffer.alloc(32, 2)),
        { register: 'r1', council: 'E1', at: second(30), heads },
        null,
      ),
      'forged',
    )
    const verdict = await verdictOn([start, ...rows, forged, { ...end, checkpoints: 1 }])
    expect(verdict).toMatchObject({ sound: false, first: null, checkpoints: { checked: 1, last: null } })
  })

  test('the last rows of a shard exchanged: it still ends where it ended', async () => {
    const verdict = await verdictOn([start, ...rows.slice(0, 7), rows[8]!, rows[7]!, one, two, end])
    expect(verdict.first).toMatchObject({ shard: 1, seq: 2 })
    expect(verdict.shards[1]).toEqual({ shard: 1, rows: 3, lastSeq: 3 })
  })

  test('shards mixed, and no row accused of being another than was signed', async () => {
    const mixed = [0, 6, 1, 7, 2, 8, 3, 4, 5].map((i) => rows[i]!)
    const verdict = await verdictOn([start, ...mixed, one, two, end])
    expect(new Set(verdict.problems.map((problem) => problem.replace(/^.*: /, '')))).toEqual(
      new Set(['The row stands after the rows of shard 1.']),
    )
    expect(verdict.first).toMatchObject({ shard: 0, seq: 2 })
  })

  test('a damaged line named by what it still says of its place', async () => {
    const damaged = JSON.stringify(rows[1]).replace('hash', 'ha"sh')
    const verdict = await verdictOn(file.toSpliced(5, 0, damaged))
    expect(verdict.first).toMatchObject({ shard: 0, seq: 2 })
  })

  test('a thousand wrong rows, told in a hundred sentences and a count', async () => {
    const wrong = Array.from({ length: 1000 }, (_, i) => ({ ...rows[0]!, seq: 5_000_000_000 * (1000 - i) }))
    const verdict = await verdictOn([start, ...wrong, { turnstone: 'end', rows: 1000, checkpoints: 0 }])
    expect(verdict.problems).toHaveLength(101)
    expect(verdict.problems.at(-1)).toBe('And 900 more.')
    expect(verdict.first).toMatchObject({ shard: 0, seq: 1 })
  })
})

test('the rows pass through: what stays of each is its hash', async () => {
  setFlagsFromString('--expose-gc')
  const collect = runInNewContext('gc') as () => void
  const inUse = () => {
    collect()
    const { heapUsed, external, arrayBuffers } = process.memoryUsage()
    return heapUsed + external + arrayBuffers
  }
  const count = 90_000
  const used: number[] = []
  // eslint-disable-next-line @typescript-eslint/require-await -- the lines are made as they are asked for
  async function* long() {
    yield JSON.stringify(start)
    let hash = ''
    for (let seq = 1; seq <= count; seq++) {
      const bytes = body(0, seq, new Date(1.7e12 + seq).toISOString().replace('Z', '000Z'))
      hash = after(hash, bytes)
      yield JSON.stringify({ shard: 0, seq, body: bytes.toString('base64'), hash })
      if (seq % 30_000 === 0) used.push(inUse())
    }
    yield JSON.stringify({ turnstone: 'end', rows: count, checkpoints: 0 })
  }
  expect(must(await verifyTrail(long(), own), 'long')).toMatchObject({ sound: true, rows: count })
  const [early = 0, , late = 0] = used
  // Sixty thousand rows between the two: 32 bytes each, counted twice by Node. The lines would be 15 MB and more.
  expect(late - early).toBeLessThan(60_000 * 100)
})
