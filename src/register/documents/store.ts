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
    .selectFrom('attachment as a')
    .innerJoin('entry as e', (join) =>
      join
        .onRef('e.council', '=', 'a.council')
        .onRef('e.child', '=', 'a.child')
        .onRef('e.fact', '=', 'a.fact')
        .on('e.known_until', 'is', null),
    )
    .select(['a.id', 'a.type', 'a.sealed', 'e.kind'])
    .where('a.council', '=', council)
    .where('a.child', '=', child)
    .where('a.fact', '=', fact)
    .executeTakeFirst()
