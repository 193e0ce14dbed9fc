import { checkPermit, type Permit, type Vault } from '../../access/index.ts'
import { type Db, newId } from '../../database/index.ts'
import type { Id } from '../../plain/index.ts'
import { type Compartment, kindOf } from '../../standard/index.ts'
import type { Cleaned, DocumentType } from './clean.ts'
import { attachmentOf, insertAttachment } from './store.ts'

const document = kindOf('document').number
const photo = kindOf('photo').number

/**
 * Stores the content of a document beside its entry, sealed under the child's key for documents, or
 * for the chronology (the photo of the grab sheet): for `also` of
 * record(), in whose transaction the entry was written and the key is at hand.
 */
export const keepContent =
  (
    permit: Permit<'add a document'>,
    vault: Vault,
    child: Id,
    fact: Id,
    content: Cleaned,
    compartment: Compartment = 'documents',
  ) =>
  async (trx: Db): Promise<void> => {
    const { council } = checkPermit(permit, 'add a document').person
    const id = newId()
    await insertAttachment(trx, {
      council,
      child,
      id,
      fact,
      type: content.type,
      bytes: content.bytes.length,
      sealed: vault.sealBytes(child, compartment, 'attachment', id, content.bytes),
    })
  }

/** The content of a document; null where there is none, or the child was erased. */
export async function openContent(
  db: Db,
  permit: Permit<'see a document'> | Permit<'see the photo'>,
  vault: Vault,
  fact: Id,
): Promise<{ type: DocumentType; bytes: Buffer } | null> {
  const { person, child, action } = checkPermit(permit, 'see a document', 'see the photo')
  const compartment: Compartment = action === 'see the photo' ? 'chronology' : 'documents'
  if (child === null) return null
  const row = await attachmentOf(db, person.council, child, fact)
  if (
    row === undefined ||
    row.sealed === null ||
    row.kind !== (action === 'see the photo' ? photo : document)
  )
    return null
  await vault.load(db, [child])
  return { type: row.type, bytes: vault.openBytes(child, compartment, 'attachment', row.id, row.sealed) }
}
