import { sql } from 'kysely'
import type { Db } from '../../database/index.ts'
import type { Id } from '../../plain/index.ts'

export async function recordKeysOf(db: Db, council: number, children: readonly Id[]) {
  const rows = await sql<{ child: Id; compartment: number; id: Id; wrapped: Buffer }>`
    select child, compartment, id, wrapped from record_key
     where council = ${council} and child = any(${children}::uuid[])`.execute(db)
  return rows.rows
}

export async function registerRow(
  db: Db,
): Promise<{ id: Id; born: 'demonstration' | 'real'; mark: Buffer } | undefined> {
  return db.selectFrom('register').select(['id', 'born', 'mark']).executeTakeFirst()
}

export const councilRows = (db: Db): Promise<{ id: number; code: string; name: string }[]> =>
  db.selectFrom('council').select(['id', 'code', 'name']).orderBy('id').execute()
