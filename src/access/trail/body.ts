import { isUtf8 } from 'node:buffer'
import { ok, type Outcome, parseInstant, refused } from '../../plain/index.ts'

/** What one row of the trail says. No names: erasing a child must leave a usable trail. */
export type Row = {
  council: number
  shard: number
  seq: number
  /** An instant, exactly as `src/plain/instant.ts` writes it. */
  at: string
  actor: string
  action: string
  subject: string
  count: number
  digest: string
  session: string
  request: string
  page: string
  outcome: string
  reason: string
  ids: string[]
}

/** The order of the parts in the bytes. It never changes: another order is another version. */
const order = [
  'council',
  'shard',
  'seq',
  'at',
  'actor',
  'action',
  'subject',
  'count',
  'digest',
  'session',
  'request',
  'page',
  'outcome',
  'reason',
  'ids',
] as const

/** How many of the parts each version has. The first was written before a row knew its session and page. */
const partsIn = new Map([
  [1, 9],
  [2, order.length],
])
const newest = 2

export const fourBytes = (number: number): Buffer => {
  const bytes = Buffer.alloc(4)
  bytes.writeUInt32BE(number)
  return bytes
}

/** Each part with its length before it, so that no two lists of parts give the same bytes. */
export const prefixed = (parts: readonly (string | Buffer)[]): Buffer =>
  Buffer.concat(
    parts.flatMap((part) => {
      const bytes = typeof part === 'string' ? Buffer.from(part) : part
      return [fourBytes(bytes.length), bytes]
    }),
  )

/** True for an instant in the one way of writing it. A second way would be a second row with the same meaning. */
export const isInstant = (text: string): boolean => {
  const read = parseInstant(text)
  return read.ok && read.value === text
}

const isWhole = (number: number): boolean => Number.isSafeInteger(number) && number >= 0

/**
 * The canonical bytes of a row: a version byte, then every part with its length. A row that could not be read
 * again is a bug of the caller and is not written.
 *
 * Half a surrogate pair has no UTF-8 and becomes U+FFFD.
 */
export function encodeRow(row: Row): Buffer {
  for (const part of ['council', 'shard', 'seq', 'count'] as const) {
    if (!isWhole(row[part])) throw new Error(`The ${part} of a row is ${row[part]}, which is no whole number`)
  }
  if (!isInstant(row.at)) throw new Error(`The time of a row is ${row.at}, which is no instant`)
  const parts = order.map((part) =>
    part === 'ids' ? Buffer.concat([fourBytes(row.ids.length), prefixed(row.ids)]) : String(row[part]),
  )
  return Buffer.concat([Buffer.from([newest]), prefixed(parts)])
}

/** Reads the bytes of a row, of this version or of the first. Only bytes that `encodeRow` could write are read. */
export function decodeRow(bytes: Buffer): Outcome<Row, string> {
  const version = bytes[0]
  if (version === undefined) return refused('The row is empty.')
  const expected = partsIn.get(version)
  if (expected === undefined) return refused(`The row is of version ${version}, which is not known here.`)
  const taken = take(bytes, 1, expected)
  const missing = order[taken.parts.length]
  if (taken.parts.length < expected) return refused(`The row ends in the middle of its ${missing ?? 'ids'}.`)
  if (taken.end < bytes.length) return refused(tooMany(bytes.length - taken.end, 'row'))

  const ids = version === 1 ? ok([]) : readIds(taken.parts.pop() ?? Buffer.alloc(0))
  if (!ids.ok) return ids
  for (const [i, part] of taken.parts.entries()) {
    if (!isUtf8(part)) return refused(`The ${order[i] ?? 'part'} of the row is not UTF-8 text.`)
  }
  const [council = '', shard = '', seq = '', at = '', actor = '', action = '', subject = '', ...more] =
    taken.parts.map((part) => part.toString('utf8'))
  const [count = '', digest = '', session = '', request = '', page = '', outcome = '', reason = ''] = more
  for (const [part, text] of Object.entries({ council, shard, seq, count })) {
    // One way of writing a number: neither 07 nor 7.0 nor 7e0.
    if (!isWhole(Number(text)) || String(Number(text)) !== text) {
      return refused(`The ${part} of the row is not a whole number.`)
    }
  }
  if (!isInstant(at)) return refused('The at of the row is not an instant.')
  return ok({
    council: Number(council),
    shard: Number(shard),
    seq: Number(seq),
    at,
    actor,
    action,
    subject,
    count: Number(count),
    digest,
    session,
    request,
    page,
    outcome,
    reason,
    ids: ids.value,
  })
}

/** Up to `wanted` parts from a place on: fewer where the bytes end before. */
function take(bytes: Buffer, from: number, wanted: number): { parts: Buffer[]; end: number } {
  const parts: Buffer[] = []
  let end = from
  while (parts.length < wanted && end + 4 <= bytes.length) {
    const next = end + 4 + bytes.readUInt32BE(end)
    if (next > bytes.length) break
    parts.push(bytes.subarray(end + 4, next))
    end = next
  }
  return { parts, end }
}

function readIds(part: Buffer): Outcome<string[], string> {
  if (part.length < 4) return refused('The row ends in the middle of its ids.')
  const expected = part.readUInt32BE(0)
  const taken = take(part, 4, expected)
  if (taken.parts.length < expected) {
    return refused(`The row says that it has ${expected} ids and has only ${taken.parts.length}.`)
  }
  if (taken.end < part.length) return refused(tooMany(part.length - taken.end, 'ids of the row'))
  if (!taken.parts.every((id) => isUtf8(id))) return refused('The ids of the row are not UTF-8 text.')
  return ok(taken.parts.map((id) => id.toString('utf8')))
}

const tooMany = (bytes: number, what: string): string =>
  `After the end of the ${what} ${bytes === 1 ? 'stands 1 byte' : `stand ${bytes} bytes`} more.`
