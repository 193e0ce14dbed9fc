import { createPublicKey, sign, verify } from 'node:crypto'
import { bech32 } from '@scure/base'
import { Decrypter, Encrypter, identityToRecipient } from 'age-encryption'
import { ok, type Outcome, refused } from '../../plain/index.ts'
import { isPublicKey, type SigningKey, signingKey } from '../trail/index.ts'
import type { Keys } from './keys.ts'
import { derive } from './seal.ts'

/**
 * The keys by which councils know one another: one that signs (Ed25519) and one to which others seal (age, hybrid of
 * X25519 and ML-KEM-768, because what is sealed today may be kept by somebody until X25519 is broken, and the children
 * will still be young). Both follow from the register's key file, so that a register brought back from its backup
 * still opens what was sent to it.
 */
const signing = (keys: Keys): SigningKey => signingKey(derive(keys.index, 'turnstone council signing'))

const identity = (keys: Keys): string =>
  bech32
    .encode('age-secret-key-pq-', bech32.toWords(derive(keys.index, 'turnstone council sealing')), false)
    .toUpperCase()

/** What others need to seal to this council and to check what it signed. */
export type PublicKeys = {
  /** Ed25519, SPKI, DER. */
  signing: Buffer
  /** An age recipient, `age1pq1…`. */
  sealing: string
}

export const publicKeysOf = async (keys: Keys): Promise<PublicKeys> => ({
  signing: signing(keys).publicKey,
  sealing: await identityToRecipient(identity(keys)),
})

/** Whether somebody else's public keys can be used at all. */
export async function arePublicKeys(theirs: PublicKeys): Promise<boolean> {
  if (!isPublicKey(theirs.signing) || !/^age1pq1[02-9ac-hj-np-z]{1900,2100}$/.test(theirs.sealing))
    return false
  try {
    await sealTo(theirs.sealing, Buffer.alloc(0))
    return true
  } catch {
    return false
  }
}

export const signAsCouncil = (keys: Keys, bytes: Buffer): Buffer => sign(null, bytes, signing(keys).secret)

export const isSignedBy = (publicKey: Buffer, bytes: Buffer, signature: Buffer): boolean =>
  verify(null, bytes, createPublicKey({ key: publicKey, format: 'der', type: 'spki' }), signature)

/** Seals bytes so that only one council opens them; not even the one that sealed them. */
export async function sealTo(recipient: string, bytes: Buffer): Promise<Buffer> {
  const encrypter = new Encrypter()
  encrypter.addRecipient(recipient)
  return Buffer.from(await encrypter.encrypt(new Uint8Array(bytes)))
}

/** Opens what was sealed to this council, or says whether it is no sealed file, another's, or broken. */
export async function openSealedTo(
  keys: Keys,
  sealed: Uint8Array,
): Promise<Outcome<Buffer, 'not sealed' | 'not to us' | 'broken'>> {
  if (!Buffer.from(sealed.subarray(0, 22)).equals(Buffer.from('age-encryption.org/v1\n')))
    return refused('not sealed')
  const decrypter = new Decrypter()
  decrypter.addIdentity(identity(keys))
  try {
    return ok(Buffer.from(await decrypter.decrypt(sealed)))
  } catch (error) {
    const another = error instanceof Error && error.message.startsWith('no identity matched')
    return refused(another ? 'not to us' : 'broken')
  }
}
