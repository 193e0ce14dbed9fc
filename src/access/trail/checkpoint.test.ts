import { createHash, generateKeyPairSync } from 'node:crypto'
import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { must } from '../../plain/index.ts'
import {
  checkCheckpoint,
  type Checkpoint,
  checkpointBytes,
  checkpointLine,
  checkpointPrint,
  type Head,
  headLeaf,
  isPublicKey,
  makeCheckpoint,
  readCheckpoint,
  readCheckpoints,
  signingKey,
} from './checkpoint.ts'
import { checkInclusion, inclusionProof } from './merkle.ts'

const key = signingKey(Buffer.alloc(32, 1))
const hashOf = (what: string) => createHash('sha256').update(what).digest('hex')
const head = (shard: number, seq: number): Head => ({
  shard,
  seq,
  hash: seq === 0 ? '' : hashOf(`${shard}:${seq}`),
})
const statement = (heads: Head[], at = '2026-01-01T00:00:00.000000Z') => ({
  register: '0190c0de-0000-7000-8000-000000000001',
  council: 'E10000016',
  at,
  heads,
})
const made = (heads: Head[], before: Checkpoint | null, at?: string) =>
  must(makeCheckpoint(key, statement(heads, at), before), 'made')

const first = made([head(1, 4), head(0, 9)], null)
const second = made([head(0, 12), head(1, 4)], first, '2026-01-02T00:00:00.000000Z')
const told = (outcome: { ok: true } | { ok: false; problem: string }) =>
  outcome.ok ? 'holds' : outcome.problem

describe('a signing key', () => {
  test('follows from its seed: the first two of RFC 8032, section 7.1', () => {
    for (const [seed, publicKey] of [
      [
        '9d61b19deffd5a60ba844af492ec2cc44449c5697b326919703bac031cae7f60',
        'd75a980182b10ab7d54bfed3c964073a0ee172f3daa62325af021a68f707511a',
      ],
      [
        '4ccd089b28ff96da9db6c346ec114e0f5b8a319f35aba624da8cf6ed4fb8a6fb',
        '3d4017c3e843895a92b70aa74d1b7ebc9c982ccf2ec4968cc0cd55f12af4660c',
      ],
    ] as const) {
      // SPKI of Ed25519 (RFC 8410) is twelve bytes and the key.
      expect(signingKey(Buffer.from(seed, 'hex')).publicKey.subarray(12).toString('hex')).toBe(publicKey)
    }
  })

  test('is not made of a seed of another length', () => {
    expect(() => signingKey(Buffer.alloc(31))).toThrow('31 bytes, not 32')
  })

  test('is known as one only byte for byte, and only where it is Ed25519', () => {
    const other = generateKeyPairSync('x25519').publicKey.export({ format: 'der', type: 'spki' })
    expect(isPublicKey(key.publicKey)).toBe(true)
    expect(
      [other, Buffer.alloc(0), Buffer.concat([key.publicKey, Buffer.alloc(1)])].map(isPublicKey),
    ).toEqual([false, false, false])
  })
})

describe('a checkpoint', () => {
  test('states the heads in the order of their shards, counts from 1 and names the one before', () => {
    expect(first.number).toBe(1)
    expect(first.previous).toBe('')
    expect(first.heads.map((one) => one.shard)).toEqual([0, 1])
    expect(second.number).toBe(2)
    expect(second.previous).toBe(createHash('sha256').update(checkpointBytes(first)).digest('hex'))
    expect(second.key).toBe(createHash('sha256').update(key.publicKey).digest('hex'))
  })

  test('signs bytes in which every part stands with its length', () => {
    const part = (bytes: Buffer | string) => {
      const inside = typeof bytes === 'string' ? Buffer.from(bytes) : bytes
      const length = Buffer.alloc(4)
      length.writeUInt32BE(inside.length)
      return Buffer.concat([length, inside])
    }
    const leaf = ({ shard, seq, hash }: Head) =>
      Buffer.concat([part(String(shard)), part(String(seq)), part(hash)])
    const { register, council, at, heads, root, previous } = second
    const count = Buffer.from([0, 0, 0, heads.length])
    const parts = ['turnstone checkpoint 1', '2', register, council, at]
    const bytes = [...parts, Buffer.concat([count, ...heads.map((one) => part(leaf(one)))]), root, previous]
    expect(checkpointBytes(second)).toEqual(Buffer.concat([...bytes, second.key].map(part)))
  })

  test('holds under its own key and under no other', () => {
    expect(told(checkCheckpoint(second, key.publicKey))).toBe('holds')
    expect(told(checkCheckpoint(second, signingKey(Buffer.alloc(32, 2)).publicKey))).toBe(
      'Checkpoint 2 names another key than the one it is checked with.',
    )
    expect(told(checkCheckpoint(second, Buffer.from('no key')))).toBe(
      'The public key is not an Ed25519 key in SPKI DER.',
    )
  })

  test.each<[string, Partial<Checkpoint>]>([
    ['number', { number: 3 }],
    ['register', { register: 'another' }],
    ['council', { council: 'E10000017' }],
    ['time', { at: '2026-01-02T00:00:00.000001Z' }],
    ['head', { heads: [head(0, 11), head(1, 4)] }],
    ['missing head', { heads: [head(0, 12)] }],
    ['root', { root: hashOf('x') }],
    ['link', { previous: hashOf('x') }],
  ])('does not hold with another %s', (_part, change) => {
    expect(told(checkCheckpoint({ ...second, ...change }, key.publicKey))).toMatch(
      /^Checkpoint \d is not signed with this key, or was changed since\.$/,
    )
  })

  test('shows one shard without the others, by the root that is signed', () => {
    const heads = [0, 1, 2, 3, 4].map((shard) => head(shard, 5 + shard))
    const checkpoint = made(heads, null)
    const leaves = heads.map(headLeaf)
    const claim = {
      leaf: leaves[3] ?? Buffer.alloc(0),
      index: 3,
      size: 5,
      root: Buffer.from(checkpoint.root, 'hex'),
    }
    expect(checkInclusion(claim, inclusionProof(leaves, 3))).toBe(true)
  })

  test('may state a shard that has no row yet', () => {
    const empty = made([head(0, 0), head(1, 0)], null)
    expect(told(checkCheckpoint(empty, key.publicKey))).toBe('holds')
  })

  test('is the same however the heads were given, and its print is another for any other heads', () => {
    fc.assert(
      fc.property(fc.uniqueArray(fc.nat(50), { maxLength: 8 }), (shards) => {
        const heads = shards.map((shard) => head(shard, shard + 1))
        const one = made(heads, null)
        expect(made(heads.toReversed(), null)).toEqual(one)
        expect(checkpointPrint(made([...heads, head(51, 1)], null))).not.toBe(checkpointPrint(one))
      }),
    )
  })

  test.each<[string, Head[], string, string]>([
    [
      'ends before the last one',
      [head(0, 8), head(1, 4)],
      '2026-01-03T00:00:00.000000Z',
      'Checkpoint 2 ends shard 0 at row 8, but checkpoint 1 had signed row 9.',
    ],
    [
      'has lost a shard',
      [head(0, 9)],
      '2026-01-03T00:00:00.000000Z',
      'Checkpoint 2 ends shard 1 at row 0, but checkpoint 1 had signed row 4.',
    ],
    [
      'is of an earlier time',
      [head(0, 9), head(1, 4)],
      '2025-12-31T00:00:00.000000Z',
      'Checkpoint 2 is of an earlier time than checkpoint 1.',
    ],
    [
      'has a shard twice',
      [head(0, 9), head(0, 9), head(1, 4)],
      '2026-01-03T00:00:00.000000Z',
      'Checkpoint 2 cannot be made: its heads are not in the order of their shards.',
    ],
  ])('is not signed where it %s', (_what, heads, at, says) => {
    expect(told(makeCheckpoint(key, statement(heads, at), first))).toBe(says)
  })

  test('is not signed for another register after one of this', () => {
    const other = { ...statement([head(0, 12), head(1, 4)]), register: 'another' }
    expect(told(makeCheckpoint(key, other, first))).toContain('another register or council')
  })
})

describe('a file of checkpoints', () => {
  const text = [first, second].map((one) => `${checkpointLine(one)}\n`).join('')

  test('reads back, one a line', () => {
    expect(must(readCheckpoints(text), 'file')).toEqual([first, second])
    expect(must(readCheckpoints(text.replaceAll('\n', '\r\n')), 'from Windows')).toEqual([first, second])
    expect(must(readCheckpoints(''), 'empty')).toEqual([])
  })

  test('names the line that is none', () => {
    expect(told(readCheckpoints(`${text}nonsense\n`))).toBe('Line 3 is not JSON.')
    expect(told(readCheckpoints(`{}\n${text}`))).toMatch(/^Line 1 is not a checkpoint: it must have exactly/)
    expect(told(readCheckpoints(`${checkpointLine(first)}\n\n`))).toBe('Line 2 is not JSON.')
    expect(told(readCheckpoints(text.slice(0, -1)))).toBe('Line 2 is cut off: it has no end.')
  })

  test.each<[string, object]>([
    ['it calls itself something else', { turnstone: 'key' }],
    ['its number is not a whole number from 1', { number: 0 }],
    ['its number is not a whole number from 1', { number: '2' }],
    ['its register or its council is not a text', { register: '' }],
    ['its register or its council is not a text', { council: '\ud800' }],
    ['its time is not an instant', { at: '2026-01-01' }],
    ['one of its heads is not a head', { heads: {} }],
    ['one of its heads is not a head', { heads: [{ shard: 0, seq: 1, hash: '' }] }],
    ['one of its heads is not a head', { heads: [{ ...head(0, 1), more: 1 }] }],
    ['its heads are not in the order of their shards', { heads: [head(1, 1), head(0, 1)] }],
    ['its root or its key is not a SHA-256 in hexadecimal', { root: second.root.toUpperCase() }],
    ['what it calls the checkpoint before is not a SHA-256 in hexadecimal', { previous: '' }],
    ['what it calls the checkpoint before is not a SHA-256 in hexadecimal', { number: 1 }],
    ['its signature is not 64 bytes in base64', { signature: `${second.signature}=` }],
    ['its signature is not 64 bytes in base64', { signature: 'AAAA' }],
  ])('refuses one line because %s', (says, change) => {
    expect(told(readCheckpoint({ ...second, ...change }))).toBe(says)
  })

  test('refuses what it does not know, because it could not be checked', () => {
    expect(told(readCheckpoint({ ...second, comment: 'trust me' }))).toMatch(/^it must have exactly/)
    for (const value of [null, 1, 'a', [], undefined]) expect(readCheckpoint(value).ok).toBe(false)
  })
})
