import { sql } from 'kysely'
import type { Db } from '../../database/index.ts'
import type { Id, Instant } from '../../plain/index.ts'

export type AsideRow = {
  id: Id
  run: Id
  print: Buffer
  part: string
  file: string
  line: number
  at_column: string
  sealed: Buffer
}

/** Puts rows on the worklist; one that is there already stays as it is. */
export async function insertAsides(trx: Db, council: number, rows: readonly AsideRow[]): Promise<void> {
  if (rows.length === 0) return
  await sql`insert into aside (council, id, run, print, part, file, line, at_column, sealed)
    select ${council}, * from unnest(${rows.map((r) => r.id)}::uuid[], ${rows.map((r) => r.run)}::uuid[], ${rows.map((r) => r.print)}::bytea[],
      ${rows.map((r) => r.part)}::text[], ${rows.map((r) => r.file)}::text[], ${rows.map((r) => r.line)}::int[],
      ${rows.map((r) => r.at_column)}::text[], ${rows.map((r) => r.sealed)}::bytea[])
    on conflict (council, print) do update set state = case when aside.state = 'gone' then 'open' else aside.state end`.execute(
    trx,
  )
}

/** Open rows of these tables that the files just read no longer have are done with: the source was put right. */
export async function retireAsides(
  trx: Db,
  council: number,
  parts: readonly string[],
  standing: readonly Buffer[],
): Promise<void> {
  await sql`update aside set state = 'gone', decided_at = clock_timestamp()
     where council = ${council} and state = 'open' and part = any(${parts}::text[]) and not (print = any(${standing}::bytea[]))`.execute(
    trx,
  )
}

export type AsideRead = {
  id: Id
  run: Id
  part: string
  file: string
  line: number
  at_column: string
  sealed: Buffer
  state: 'open' | 'put right' | 'left' | 'gone'
  decided_at: Instant | null
  decided_by: Id | null
  reason_sealed: Buffer | null
}

const asideColumns = [
  'id',
  'run',
  'part',
  'file',
  'line',
  'at_column',
  'sealed',
  'state',
  'decided_at',
  'decided_by',
  'reason_sealed',
] as const

export const openAsides = (db: Db, council: number, from: number, size: number): Promise<AsideRead[]> =>
  db
    .selectFrom('aside')
    .select(asideColumns)
    .where('council', '=', council)
    .where('state', '=', 'open')
    .orderBy('file')
    .orderBy('line')
    .offset(from)
    .limit(size)
    .execute()

export async function countOpenAsides(db: Db, council: number): Promise<number> {
  const rows = await sql<{
    n: number
  }>`select count(*)::int as n from aside where council = ${council} and state = 'open'`.execute(db)
  return rows.rows[0]?.n ?? 0
}

export const asideById = (db: Db, council: number, id: Id): Promise<AsideRead | undefined> =>
  db
    .selectFrom('aside')
    .select(asideColumns)
    .where('council', '=', council)
    .where('id', '=', id)
    .executeTakeFirst()

export async function decideAside(
  trx: Db,
  council: number,
  id: Id,
  decision: { state: 'put right' | 'left'; by: Id | null; reason: Buffer | null; at: Instant },
): Promise<boolean> {
  const rows =
    await sql`update aside set state = ${decision.state}, decided_by = ${decision.by}::uuid, reason_sealed = ${decision.reason},
      decided_at = ${decision.at}::timestamptz
     where council = ${council} and id = ${id} and state = 'open'`.execute(trx)
  return Number(rows.numAffectedRows ?? 0) === 1
}
