import { freshBytes, type Id } from '../plain/index.ts'

let lastMillis = 0
let counter = 0

/**
 * A new identifier: UUID version 7 (RFC 9562). Ids of one process rise strictly, also within a millisecond
 * (the 12 bits after the version count), so the order of ids is the order in which entries were written.
 */
export function newId(): Id {
  const now = Date.now()
  if (now > lastMillis) {
    lastMillis = now
    counter = 0
  } else if (++counter > 0xfff) {
    lastMillis++
    counter = 0
  }
  const random = freshBytes(16)
  random.writeUIntBE(lastMillis, 0, 6)
  random.writeUInt16BE(0x7000 | counter, 6)
  random.writeUInt8(0x80 | (random.readUInt8(8) & 0x3f), 8)
  const hex = random.toString('hex')
  return `${hex.slice(0, 8)}-${hex.slice(8, 12)}-${hex.slice(12, 16)}-${hex.slice(16, 20)}-${hex.slice(20)}` as Id
}
