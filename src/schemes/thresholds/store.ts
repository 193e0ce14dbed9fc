import type { Db } from '../../database/index.ts'
import type { Id, Instant } from '../../plain/index.ts'

/** A published number of children of an area. */
export type Population = {
  authority: string
  year: number
  children: number
  source: string
  at: Instant
  by: Id | null
}

/** The latest figure of every authority and year. */
export async function populationRows(db: Db, council: number): Promise<Population[]> {
  return db
    .selectFrom('child_population')
    .distinctOn(['authority', 'year'])
    .select(['authority', 'year', 'children', 'source', 'at', 'by'])
    .where('council', '=', council)
    .orderBy('authority')
    .orderBy('year')
    .orderBy('at', 'desc')
    .orderBy('id', 'desc')
    .execute()
}

export async function insertPopulations(
  db: Db,
  council: number,
  by: Id | null,
  rows: readonly { id: Id; authority: string; year: number; children: number; source: string }[],
): Promise<void> {
  for (let at = 0; at < rows.length; at += 5000)
    await db
      .insertInto('child_population')
      .values(rows.slice(at, at + 5000).map((row) => ({ council, by, ...row })))
      .execute()
}
