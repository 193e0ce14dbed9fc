import { createCipheriv, createDecipheriv, createHmac, hkdfSync } from 'node:crypto'
import { freshBytes, type Id } from '../../plain/index.ts'

/**
 * Sealing: AES-256-GCM with a random nonce, in one row format
 *
 *     alg (1) | kek id (2) | dek id (16) | nonce (12) | ciphertext | tag (16)
 *
 * The associated data is the head and the table, the column, the row and the child, so that a sealed value moved
 * to another row, child or column does not open, and no byte of the row can be changed unseen.
 */
const algorithm = 1
const headLength = 1 + 2 + 16
const nonceLength = 12
const tagLength = 16

export type Place = { table: string; column: string; row: Id; child: Id }

export type DataKey = { id: Id; kek: number; key: Buffer }

export class NotOpened extends Error {
  override readonly name = 'NotOpened'
}

const idBytes = (id: Id) => Buffer.from(id.replaceAll('-', ''), 'hex')

const associated = (head: Buffer, place: Place) =>
  Buffer.concat([head, Buffer.from([place.table, place.column, place.row, place.child].join('|'))])

const headOf = (key: DataKey) => {
  const head = Buffer.alloc(3)
  head.writeUInt8(algorithm, 0)
  head.writeUInt16BE(key.kek, 1)
  return Buffer.concat([head, idBytes(key.id)])
}

export function seal(key: DataKey, place: Place, text: string | Buffer): Buffer {
  const nonce = freshBytes(nonceLength)
  const cipher = createCipheriv('aes-256-gcm', key.key, nonce, { authTagLength: tagLength })
  const head = headOf(key)
  cipher.setAAD(associated(head, place))
  const body = Buffer.concat([cipher.update(text), cipher.final()])
  return Buffer.concat([head, nonce, body, cipher.getAuthTag()])
}

/** The id of the key that sealed a value, without opening it. */
export function keyOf(sealed: Buffer): { kek: number; dek: Id } {
  if (sealed.length < headLength + nonceLength + tagLength || sealed.readUInt8(0) !== algorithm) {
    throw new NotOpened('This is no sealed value')
  }
  const hex = sealed.subarray(3, headLength).toString('hex')
  const dek =
    `${hex.slice(0, 8)}-${hex.slice(8, 12)}-${hex.slice(12, 16)}-${hex.slice(16, 20)}-${hex.slice(20)}` as Id
  return { kek: sealed.readUInt16BE(1), dek }
}

/**
 * Opens a sealed value.
 *
 * Node accepts a 4-byte tag unless `authTagLength` is given, which would let somebody with the database forge one
 * in 2^32 tries; so it is always given, and the tag is cut by length from the end of a whole row.
 */
export function open(key: DataKey, place: Place, sealed: Buffer): Buffer {
  if (keyOf(sealed).dek !== key.id) throw new NotOpened('Sealed under another key')
  const nonce = sealed.subarray(headLength, headLength + nonceLength)
  const body = sealed.subarray(headLength + nonceLength, sealed.length - tagLength)
  const decipher = createDecipheriv('aes-256-gcm', key.key, nonce, { authTagLength: tagLength })
  // The head as it stands in the row: a key that was wrapped anew since still opens what it sealed before.
  decipher.setAAD(associated(sealed.subarray(0, headLength), place))
  decipher.setAuthTag(sealed.subarray(sealed.length - tagLength))
  try {
    return Buffer.concat([decipher.update(body), decipher.final()])
  } catch {
    throw new NotOpened('This sealed value was changed or moved')
  }
}

/** A key for one purpose, derived from a secret (HKDF-SHA-256, RFC 5869). */
export const derive = (secret: Buffer, purpose: string): Buffer =>
  Buffer.from(hkdfSync('sha256', secret, Buffer.alloc(0), purpose, 32))

/** HMAC-SHA-256 over length-prefixed parts, so that no two lists of parts give the same bytes. */
export function hmac(key: Buffer, ...parts: string[]): Buffer {
  const mac = createHmac('sha256', key)
  for (const part of parts) {
    const bytes = Buffer.from(part)
    const length = Buffer.alloc(4)
    length.writeUInt32BE(bytes.length)
    mac.update(length).update(bytes)
  }
  return mac.digest()
}
