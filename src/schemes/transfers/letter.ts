import { createHash } from 'node:crypto'
import { z } from 'zod'
import {
  isSignedBy,
  type Keys,
  openSealedTo,
  type PublicKeys,
  sealTo,
  signAsCouncil,
} from '../../access/index.ts'
import {
  inWords,
  isId,
  londonDate,
  must,
  ok,
  type Outcome,
  parseInstant,
  parseIsoDate,
  type PlainDate,
  refused,
} from '../../plain/index.ts'
import { kindNames, protocolOn, transferProtocols } from '../../standard/index.ts'
import { nameOfCouncil } from './card.ts'
import { moves } from './course.ts'

/**
 * One package from a council to another: a step of one transfer, signed and then sealed. What is signed names both
 * councils, the transfer, the number among the packages of its sender and how many of the other's had been read, so that
 * it is good for nobody else, in no other place and no second time.
 */

const id = z
  .string()
  .refine(isId)
  .transform((text) => text)
const date = z
  .string()
  .refine((text) => parseIsoDate(text).ok)
  .transform((text) => text as PlainDate)
const instant = z
  .string()
  .refine((text) => parseInstant(text).ok)
  .transform((text) => must(parseInstant(text), 'it was just read'))
const kind = z.enum(kindNames as [(typeof kindNames)[number], ...(typeof kindNames)[number][]])
/** PostgreSQL holds no character of number 0. */
const text = (most: number) =>
  z
    .string()
    .max(most)
    .refine((given) => !given.includes('\u0000'))
const words = text(1_000_000)
const detail = z.union([text(2000), z.number(), z.boolean(), z.record(text(100), text(2000).nullable())])

/** Details that are read as a day, wherever they stand. */
const days: readonly string[] = [
  'dob',
  'due',
  'deadline',
  'accepted',
  'stated',
  'inCalaisFrom',
  'inEuropeOn',
  'on',
]

/** What one council has written wrongly must not stop the desk of another. */
const isReadable = (attributes: Readonly<Record<string, unknown>>): boolean =>
  Object.entries(attributes).every(([name, value]) => {
    if (days.includes(name)) return typeof value === 'string' && parseIsoDate(value).ok
    if (name === 'reportedAt') return typeof value === 'string' && parseInstant(value).ok
    return name !== 'passedOver' || typeof value === 'boolean'
  })

const fact = z.strictObject({
  /** What the sender calls the fact, and what the reader calls it where the sender had it from there. */
  fact: id,
  yours: id.nullable(),
  about: id.nullable(),
  kind,
  code: text(100),
  from: date.nullable(),
  until: date.nullable(),
  fromAt: instant.nullable(),
  untilAt: instant.nullable(),
  attributes: z.record(text(100), detail).refine(isReadable),
  sealed: z.record(text(100), words),
})
export type Fact = z.infer<typeof fact>

const childRecord = z.strictObject({
  /** The kinds of which this is everything: what is no longer among them was taken back. */
  kinds: z.array(kind).max(200),
  facts: z.array(fact).max(5000),
  /** How the child was looked after until now: told in words on the other side, never taken over as its own care. */
  care: z.array(fact).max(1000),
})
export type ChildRecordSent = z.infer<typeof childRecord>

const letter = z.strictObject({
  turnstone: z.literal('transfer'),
  format: z.literal(1),
  protocol: z.string().max(40),
  transfer: id,
  from: z.string().min(1).max(60),
  to: z.string().min(1).max(60),
  number: z.int().min(1).max(10_000),
  after: z.int().min(0).max(10_000),
  step: z.enum([...moves, 'news']),
  at: instant,
  /** Within how many working days, said with the proposal. */
  workingDays: z.int().min(1).max(250).nullable(),
  /** Transfers of the same child between the two councils before this one. */
  before: z.array(id).max(100),
  /** The day that was arranged, or that of the hand-over. */
  on: date.nullable(),
  reason: text(40),
  words: text(20_000),
  worker: text(500),
  /** The record is closed to everybody but people named: it is begun so on the other side as well. */
  restricted: z.boolean(),
  record: childRecord.nullable(),
})
export type Letter = z.infer<typeof letter>

/** Where a letter is not as the other council’s reader will want it: a path into it; null where it is. */
export function faultIn(content: Letter): string | null {
  const read = letter.safeParse(content)
  return read.success ? null : (read.error.issues[0]?.path.join('.') ?? 'its beginning')
}

/** Larger than any record of one child that we could imagine: 40 MB, most of it messages that were put in. */
export const largestPackage = 40_000_000

const printOf = (text: string): Buffer => createHash('sha256').update(text).digest()
const signedPart = (text: string): Buffer => Buffer.from(`turnstone transfer package 1\n${text}`)

/** Signs and seals. Only the council whose keys these are opens it. */
export async function packed(
  keys: Keys,
  to: PublicKeys,
  content: Letter,
): Promise<{ sealed: Buffer; print: Buffer }> {
  const text = JSON.stringify(content)
  const signature = signAsCouncil(keys, signedPart(text)).toString('base64')
  return {
    sealed: await sealTo(to.sealing, Buffer.from(JSON.stringify({ letter: text, signature }))),
    print: printOf(text),
  }
}

const envelope = z.strictObject({ letter: z.string(), signature: z.string().max(200) })

const parsed = (text: string): unknown => {
  try {
    return JSON.parse(text)
  } catch {
    return undefined
  }
}

/** A package that was opened, with the print by which it is known again. */
export type Unpacked = { letter: Letter; print: Buffer }

const notOurs =
  'This is no package of a transfer that this version reads. Ask whoever sent it for the file itself.'

/**
 * Opens a package, and looks whether it is meant for us, from whom it says, whole and not out of date: everything that
 * can be seen without the register.
 *
 * @param cards the public keys of a council by its code; undefined where no card is kept
 * @returns what it says, or one sentence that says what to do
 */
export async function unpacked(
  keys: Keys,
  sealed: Uint8Array,
  cards: (council: string) => Promise<PublicKeys | undefined>,
): Promise<Outcome<Unpacked, string>> {
  if (sealed.length > largestPackage)
    return refused(
      'The file is larger than any package of a transfer. Ask whoever sent it for the file itself.',
    )
  const opened = await openSealedTo(keys, sealed)
  if (!opened.ok)
    return refused(
      {
        'not sealed': notOurs,
        'not to us':
          'This package does not open with the key of this council: it was sealed for another council, or was changed on the way. Ask whoever sent it to look whose card they used, and to send it again.',
        broken: 'This package was changed or cut off on the way. Ask whoever sent it to send it again.',
      }[opened.problem],
    )
  const outside = envelope.safeParse(parsed(opened.value.toString('utf8')))
  const inside = outside.success ? parsed(outside.data.letter) : undefined
  if (!outside.success || typeof inside !== 'object' || inside === null) return refused(notOurs)
  const { from, to } = inside as { from?: unknown; to?: unknown }
  if (typeof from !== 'string' || typeof to !== 'string') return refused(notOurs)
  if (to !== keys.council)
    return refused(
      `This package is for ${nameOfCouncil(to)}, not for ${nameOfCouncil(keys.council)}. Give it to them, or ask ${nameOfCouncil(from)} what was meant.`,
    )
  const card = await cards(from)
  if (card === undefined)
    return refused(
      `No card of ${nameOfCouncil(from)} is kept here, so nobody can tell whether they sent this. Ask them for their card, add it, and read the package again.`,
    )
  if (
    !isSignedBy(card.signing, signedPart(outside.data.letter), Buffer.from(outside.data.signature, 'base64'))
  )
    return refused(
      `This package is not signed with the key on the card of ${nameOfCouncil(from)}: they did not send it, or their card here is an old one. Ring them before anything else.`,
    )
  const read = letter.safeParse(inside)
  if (!read.success) {
    const at = read.error.issues[0]?.path.join('.') ?? ''
    return refused(
      `${nameOfCouncil(from)} sent a package that this version cannot read (at ${at === '' ? 'its beginning' : at}). One of the two councils needs a newer Turnstone.`,
    )
  }
  const stale = outOfDate(read.data)
  if (stale !== null) return refused(stale)
  return ok({ letter: read.data, print: printOf(outside.data.letter) })
}

/** Why the rules under which a package was made were not those in force when it was made; null where they were. */
function outOfDate({ protocol, at, from }: Letter): string | null {
  const known = transferProtocols.find(({ id: one }) => one === protocol)
  if (known === undefined)
    return `${nameOfCouncil(from)} works by version "${protocol}" of the transfer rules, which is not known here. One of the two councils needs a newer Turnstone.`
  const inForce = protocolOn(londonDate(at))
  if (inForce?.id === protocol) return null
  return `${nameOfCouncil(from)} works by ${known.title} of the transfer rules, but since ${inForce === undefined ? 'then none is in force' : `${inWords(inForce.from)} ${inForce.title} is in force`}. They need a newer Turnstone; then ask them to send it again.`
}
