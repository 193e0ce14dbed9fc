import type { Db } from '../../database/index.ts'
import type { Id } from '../../plain/index.ts'
import type { DocumentType } from './clean.ts'

export async function insertAttachment(
  trx: Db,
  row: { council: number; child: Id; id: Id; fact: Id; type: DocumentType; bytes: number; sealed: Buffer },
): Promise<void> {
  await trx.insertInto('attachment').values(row).execute()
}

export const attachmentOf = (db: Db, council: number, child: Id, fact: Id) =>
  db
    .selectFrom('attachment')
    .select(['id', 'type', 'sealed'])
    .where('council', '=', council)
    .where('child', '=', child)
    .where('fact', '=', fact)
    .executeTakeFirst()
