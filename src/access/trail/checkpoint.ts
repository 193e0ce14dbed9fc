import { createPrivateKey, createPublicKey, type KeyObject, sign, verify } from 'node:crypto'
import { ok, type Outcome, refused } from '../../plain/index.ts'
import { fourBytes, isInstant, prefixed } from './body.ts'
import { sha256, treeHash } from './merkle.ts'

/** Where one shard of the chain ended. A shard without a row ends at 0, with no hash. */
export type Head = { shard: number; seq: number; hash: string }

/**
 * A signed statement over all heads of a council. Whoever keeps one outside the register can show later that the
 * rows before it were changed, even by somebody who computed the whole chain anew.
 */
export type Checkpoint = {
  turnstone: 'checkpoint'
  /** From 1, without a gap. */
  number: number
  register: string
  council: string
  at: string
  /** In the order of their shards. */
  heads: Head[]
  /** The Merkle root over the heads, so that one shard can be shown without the others. */
  root: string
  /** SHA-256 of the canonical bytes of the checkpoint before; empty for the first. */
  previous: string
  /** SHA-256 of the public key (SPKI, DER). */
  key: string
  /** Ed25519, base64. */
  signature: string
}

/** The public key travels as SPKI DER, which OpenSSL and every auditor's tool reads. */
export type SigningKey = { secret: KeyObject; publicKey: Buffer }

/** An Ed25519 key in PKCS #8 (RFC 8410) is this and then the seed. */
const pkcs8Start = Buffer.from('302e020100300506032b657004220420', 'hex')

/** The key pair of a seed: the same seed always signs with the same key. */
export function signingKey(seed: Buffer): SigningKey {
  if (seed.length !== 32) throw new Error(`The seed of a signing key has ${seed.length} bytes, not 32`)
  const secret = createPrivateKey({ key: Buffer.concat([pkcs8Start, seed]), format: 'der', type: 'pkcs8' })
  return { secret, publicKey: createPublicKey(secret).export({ format: 'der', type: 'spki' }) }
}

/** The key in SPKI DER bytes; undefined where they are not an Ed25519 key, byte for byte as it is written. */
function readPublicKey(der: Buffer): KeyObject | undefined {
  try {
    const key = createPublicKey({ key: der, format: 'der', type: 'spki' })
    const same =
      key.asymmetricKeyType === 'ed25519' && key.export({ format: 'der', type: 'spki' }).equals(der)
    return same ? key : undefined
  } catch {
    return undefined
  }
}

export const isPublicKey = (der: Buffer): boolean => readPublicKey(der) !== undefined

/** The canonical bytes of one head: a leaf of the Merkle tree. */
export const headLeaf = (head: Head): Buffer => prefixed([String(head.shard), String(head.seq), head.hash])

export const headsRoot = (heads: readonly Head[]): string => treeHash(heads.map(headLeaf)).toString('hex')

/** What is signed: everything but the signature. The first part keeps it apart from all else a key may sign. */
export const checkpointBytes = (checkpoint: Omit<Checkpoint, 'signature'>): Buffer =>
  prefixed([
    'turnstone checkpoint 1',
    String(checkpoint.number),
    checkpoint.register,
    checkpoint.council,
    checkpoint.at,
    Buffer.concat([fourBytes(checkpoint.heads.length), prefixed(checkpoint.heads.map(headLeaf))]),
    checkpoint.root,
    checkpoint.previous,
    checkpoint.key,
  ])

/** The print by which the next checkpoint names this one. */
export const checkpointPrint = (checkpoint: Omit<Checkpoint, 'signature'>): string =>
  sha256(checkpointBytes(checkpoint)).toString('hex')

export type Statement = { register: string; council: string; at: string; heads: readonly Head[] }

/**
 * Signs where the shards of a council end now. Refuses to sign what its own check would call unsound: a head or
 * a time before those of the last checkpoint means that rows were lost or an old copy was put back.
 */
export function makeCheckpoint(
  key: SigningKey,
  statement: Statement,
  before: Checkpoint | null,
): Outcome<Checkpoint, string> {
  const heads = statement.heads
    .map(({ shard, seq, hash }) => ({ shard, seq, hash }))
    .sort((a, b) => a.shard - b.shard)
  const unsigned = {
    turnstone: 'checkpoint' as const,
    number: (before?.number ?? 0) + 1,
    register: statement.register,
    council: statement.council,
    at: statement.at,
    heads,
    root: headsRoot(heads),
    previous: before === null ? '' : checkpointPrint(before),
    key: sha256(key.publicKey).toString('hex'),
  }
  const [wrong] = before === null ? [] : notAfter(before, unsigned)
  if (wrong !== undefined) return refused(wrong)
  const signature = sign(null, checkpointBytes(unsigned), key.secret).toString('base64')
  const made = readCheckpoint({ ...unsigned, signature })
  return made.ok ? made : refused(`Checkpoint ${unsigned.number} cannot be made: ${made.problem}.`)
}

/** Why one checkpoint cannot follow another; nothing where it can. */
export function notAfter(before: Checkpoint, next: Omit<Checkpoint, 'signature'>): string[] {
  const name = `Checkpoint ${next.number}`
  const problems: string[] = []
  if (next.number !== before.number + 1)
    problems.push(`${name} stands where checkpoint ${before.number + 1} should.`)
  if (next.register !== before.register || next.council !== before.council)
    problems.push(`${name} is of another register or council than checkpoint ${before.number}.`)
  if (next.previous !== checkpointPrint(before))
    problems.push(`${name} does not follow from checkpoint ${before.number}.`)
  if (next.at < before.at) problems.push(`${name} is of an earlier time than checkpoint ${before.number}.`)
  for (const { shard, seq } of before.heads) {
    const now = next.heads.find((head) => head.shard === shard)?.seq ?? 0
    if (now < seq)
      problems.push(
        `${name} ends shard ${shard} at row ${now}, but checkpoint ${before.number} had signed row ${seq}.`,
      )
  }
  return problems
}

/** Checks what a checkpoint says of itself: key, root and signature. */
export function checkCheckpoint(checkpoint: Checkpoint, publicKey: Buffer): Outcome<Checkpoint, string> {
  const name = `Checkpoint ${checkpoint.number}`
  const key = readPublicKey(publicKey)
  if (key === undefined) return refused('The public key is not an Ed25519 key in SPKI DER.')
  if (checkpoint.key !== sha256(publicKey).toString('hex'))
    return refused(`${name} names another key than the one it is checked with.`)
  if (!verify(null, checkpointBytes(checkpoint), key, Buffer.from(checkpoint.signature, 'base64')))
    return refused(`${name} is not signed with this key, or was changed since.`)
  if (checkpoint.root !== headsRoot(checkpoint.heads))
    return refused(`The root of checkpoint ${checkpoint.number} is not that of its heads.`)
  return ok(checkpoint)
}

/** A checkpoint as a line of its file, without the line's end. */
export const checkpointLine = (checkpoint: Checkpoint): string => JSON.stringify(checkpoint)

/** All checkpoints of a file, or one sentence that names the line which is none. */
export function readCheckpoints(text: string): Outcome<Checkpoint[], string> {
  const lines = text.split(/\r?\n/)
  const unfinished = lines.pop() ?? ''
  const checkpoints: Checkpoint[] = []
  for (const [i, line] of lines.entries()) {
    const value = parsed(line)
    if (value === undefined) return refused(`Line ${i + 1} is not JSON.`)
    const read = readCheckpoint(value)
    if (!read.ok) return refused(`Line ${i + 1} is not a checkpoint: ${read.problem}.`)
    checkpoints.push(read.value)
  }
  // A line is written in one piece with its end: without it, the writing was interrupted.
  if (unfinished !== '') return refused(`Line ${lines.length + 1} is cut off: it has no end.`)
  return ok(checkpoints)
}

/** A value from JSON as a checkpoint; why it is none, as the end of a sentence. */
export function readCheckpoint(value: unknown): Outcome<Checkpoint, string> {
  if (!has(value, checkpointParts)) return refused(`it must have exactly ${checkpointParts.join(', ')}`)
  const { turnstone, number, register, council, at, heads, root, previous, key, signature } = value
  if (turnstone !== 'checkpoint') return refused('it calls itself something else')
  if (!isCount(number) || number < 1) return refused('its number is not a whole number from 1')
  if (!isText(register) || !isText(council)) return refused('its register or its council is not a text')
  if (typeof at !== 'string' || !isInstant(at)) return refused('its time is not an instant')
  if (!Array.isArray(heads) || !heads.every(isHead)) return refused('one of its heads is not a head')
  if (!heads.every((head, i) => i === 0 || head.shard > (heads[i - 1]?.shard ?? 0)))
    return refused('its heads are not in the order of their shards')
  if (!isHash(root) || !isHash(key)) return refused('its root or its key is not a SHA-256 in hexadecimal')
  if (number === 1 ? previous !== '' : !isHash(previous))
    return refused('what it calls the checkpoint before is not a SHA-256 in hexadecimal')
  if (bytesOf(signature)?.length !== 64) return refused('its signature is not 64 bytes in base64')
  return ok(value as Checkpoint)
}

const checkpointParts = [
  'turnstone',
  'number',
  'register',
  'council',
  'at',
  'heads',
  'root',
  'previous',
  'key',
  'signature',
]

const isHead = (value: unknown): value is Head =>
  has(value, ['shard', 'seq', 'hash']) &&
  isCount(value['shard']) &&
  isCount(value['seq']) &&
  (value['seq'] === 0 ? value['hash'] === '' : isHash(value['hash']))

/** The value of a line; undefined where it is not JSON. */
export function parsed(line: string): unknown {
  try {
    return JSON.parse(line)
  } catch {
    return undefined
  }
}

/** True for an object with exactly these parts: what is not known could not be checked. */
export function has(value: unknown, parts: readonly string[]): value is Record<string, unknown> {
  if (typeof value !== 'object' || value === null || Array.isArray(value)) return false
  return Object.keys(value).length === parts.length && parts.every((part) => Object.hasOwn(value, part))
}

export const isCount = (value: unknown): value is number => Number.isSafeInteger(value) && Number(value) >= 0

/** A text that is the same again after it was UTF-8. */
export const isText = (value: unknown): value is string =>
  typeof value === 'string' && value !== '' && Buffer.from(value).toString() === value

export const isHash = (value: unknown): value is string =>
  typeof value === 'string' && /^[0-9a-f]{64}$/.test(value)

/** The bytes of base64 in the one way of writing them; undefined otherwise. Node would read nearly anything. */
export function bytesOf(base64: unknown): Buffer | undefined {
  if (typeof base64 !== 'string') return undefined
  const bytes = Buffer.from(base64, 'base64')
  return bytes.toString('base64') === base64 ? bytes : undefined
}
