import { createHash } from 'node:crypto'
import { base32crockford } from '@scure/base'
import { z } from 'zod'
import { arePublicKeys, type Keys, type PublicKeys, publicKeysOf } from '../../access/index.ts'
import { ok, type Outcome, refused } from '../../plain/index.ts'
import { councilOrInvented } from '../../standard/index.ts'

/** What a council gives to others, once, so that they can send it packages and know its own. It holds nothing secret. */
export type Card = { council: string; keys: PublicKeys }

const written = z.strictObject({
  turnstone: z.literal('council card'),
  format: z.literal(1),
  council: z.string().min(1).max(60),
  name: z.string().max(200),
  signing: z.string().max(200),
  sealing: z.string().max(2200),
})

export const cardOf = async (keys: Keys): Promise<Card> => ({
  council: keys.council,
  keys: await publicKeysOf(keys),
})

export const nameOfCouncil = (code: string): string => councilOrInvented(code)?.name ?? code

/** The card as the text of its file. */
export const cardText = ({ council, keys }: Card): string =>
  `${JSON.stringify(
    {
      turnstone: 'council card',
      format: 1,
      council,
      name: nameOfCouncil(council),
      signing: keys.signing.toString('base64'),
      sealing: keys.sealing,
    },
    null,
    2,
  )}\n`

/** Reads the card of another council, or says in one sentence why it cannot be used. */
export async function readCard(text: string): Promise<Outcome<Card, string>> {
  let value: unknown
  try {
    value = JSON.parse(text.trim())
  } catch {
    return refused(
      'This is no card of a council. Take the whole file that the other council saved, unchanged.',
    )
  }
  const read = written.safeParse(value)
  if (!read.success)
    return refused(
      'This is no card of a council that this version reads. Ask the other council to save it again.',
    )
  const { council, signing, sealing } = read.data
  if (councilOrInvented(council)?.code !== council)
    return refused(
      `The card names the council "${council.slice(0, 60)}", which is no authority of the United Kingdom.`,
    )
  const keys = { signing: Buffer.from(signing, 'base64'), sealing }
  if (!(await arePublicKeys(keys)))
    return refused('The keys on the card are broken. Ask the other council to save it again.')
  return ok({ council, keys })
}

/**
 * What two people read to each other on the phone, to see that the card came from whom it names and was not exchanged on
 * the way, in letters that are not taken for one another on the phone (Crockford’s base 32): 80 bits of the SHA-256 over council and keys, so that nobody finds another card with the same.
 */
export function fingerprintOf({ council, keys }: Card): string {
  const hash = createHash('sha256')
  for (const part of [
    Buffer.from('turnstone council card 1'),
    Buffer.from(council),
    keys.signing,
    Buffer.from(keys.sealing),
  ]) {
    const length = Buffer.alloc(4)
    length.writeUInt32BE(part.length)
    hash.update(length).update(part)
  }
  return base32crockford.encode(new Uint8Array(hash.digest().subarray(0, 10))).replace(/(.{4})(?=.)/g, '$1 ')
}
