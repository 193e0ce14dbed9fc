import type { Db } from '../../database/index.ts'
import type { Id } from '../../plain/index.ts'
import type { Settings } from '../settings.ts'
import type { ReleasedCell, ReleasedTable, ToRelease } from './ledger.ts'

/** Every table with its cells, the latest first. */
export async function releasedTables(db: Db, council: number): Promise<ReleasedTable[]> {
  const rows = await db
    .selectFrom('released_table')
    .selectAll()
    .where('council', '=', council)
    .orderBy('at', 'desc')
    .orderBy('id')
    .execute()
  const cells = new Map<Id, ReleasedCell[]>()
  for (const { released, under, printed, low, high } of await db
    .selectFrom('released_cell')
    .selectAll()
    .where('council', '=', council)
    .orderBy('released')
    .orderBy('place')
    .execute()) {
    const of = cells.get(released) ?? []
    cells.set(released, of)
    of.push({ under: under as Record<string, string>, printed, low, high })
  }
  return rows.map((row) => ({
    id: row.id,
    at: row.at,
    by: row.by,
    request: row.request,
    source: row.source,
    measure: row.measure,
    period: { from: row.period_from, to: row.period_to },
    settings: row.settings as Partial<Settings>,
    splitBy: row.split_by,
    knownOn: row.known_on,
    treatment: row.treatment,
    threshold: row.threshold,
    base: row.base,
    cells: cells.get(row.id) ?? [],
  }))
}

export async function insertTable(db: Db, council: number, by: Id, id: Id, table: ToRelease): Promise<void> {
  await db
    .insertInto('released_table')
    .values({
      council,
      id,
      by,
      request: table.request,
      source: table.source,
      measure: table.measure,
      period_from: table.period.from,
      period_to: table.period.to,
      settings: JSON.stringify(table.settings),
      split_by: [...table.splitBy],
      known_on: table.knownOn,
      treatment: table.treatment,
      threshold: table.threshold,
      base: table.base,
    })
    .execute()
  const rows = table.cells.map(({ under, printed, low, high }, place) => ({
    council,
    released: id,
    place,
    under: JSON.stringify(under),
    printed,
    low,
    high,
  }))
  // A statement takes 65,535 values at most.
  for (let at = 0; at < rows.length; at += 5000)
    await db
      .insertInto('released_cell')
      .values(rows.slice(at, at + 5000))
      .execute()
}
