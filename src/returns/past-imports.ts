import { checkPermit, type Permit } from '../access/index.ts'
import type { Db } from '../database/index.ts'
import type { Id, Instant } from '../plain/index.ts'
import type { FileResult } from './look-at-files.ts'
import * as store from './store.ts'

/** An import that was done: counts by file, no value of any row. */
export type PastImport = {
  id: Id
  at: Instant
  by: Id | null
  actor: string
  files: FileResult[]
  counts: {
    rows: number
    added: number
    superseded: number
    unchanged: number
    aside: number
    notices: number
  }
}

const toPast = (row: store.ImportRow): PastImport => ({
  id: row.id,
  at: row.at,
  by: row.said_by,
  actor: row.actor,
  files: row.files as FileResult[],
  counts: row.result as PastImport['counts'],
})

export async function imports(db: Db, permit: Permit<'see imports'>): Promise<PastImport[]> {
  const { council } = checkPermit(permit, 'see imports').person
  return (await store.allImports(db, council)).map(toPast)
}

export async function importNumbered(
  db: Db,
  permit: Permit<'see imports'>,
  id: Id,
): Promise<PastImport | null> {
  const { council } = checkPermit(permit, 'see imports').person
  const row = await store.importById(db, council, id)
  return row === undefined ? null : toPast(row)
}

/** How many imports were done: to know whether a demonstration was loaded whole. */
export const importsDone = async (db: Db, council: number): Promise<number> =>
  (await store.allImports(db, council)).length
