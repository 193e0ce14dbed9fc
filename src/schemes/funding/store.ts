import { sql } from 'kysely'
import type { Db } from '../../database/index.ts'
import type { Id, Instant, PlainDate } from '../../plain/index.ts'
import type { Line } from './claim.ts'
import type { Statement } from './months.ts'
import type { Tier } from './nights.ts'

/** Every statement of every month, or of one, in order. */
export async function statementRows(db: Db, council: number, month: PlainDate | null): Promise<Statement[]> {
  const all = db.selectFrom('claimed_month').selectAll().where('council', '=', council)
  const rows = await (month === null ? all : all.where('month', '=', month))
    .orderBy('month')
    .orderBy('statement')
    .execute()
  return rows.map((row) => ({
    month: row.month,
    statement: row.statement,
    at: row.at,
    by: row.by,
    knownOn: row.known_on,
    tier: row.tier,
    cost: row.cost,
    lines: row.lines as Line[],
    pounds: row.pounds,
  }))
}

/** @returns false where somebody else has closed the month meanwhile */
export async function insertStatement(
  db: Db,
  council: number,
  row: {
    month: PlainDate
    statement: number
    by: Id
    knownOn: Instant
    tier: Tier
    cost: number | null
    lines: readonly Line[]
    pounds: number
  },
): Promise<boolean> {
  const rows = await db
    .insertInto('claimed_month')
    .values({
      council,
      month: row.month,
      statement: row.statement,
      by: row.by,
      known_on: row.knownOn,
      tier: row.tier,
      cost: row.cost,
      lines: JSON.stringify(row.lines),
      pounds: row.pounds,
    })
    .onConflict((conflict) => conflict.doNothing())
    .returning('statement')
    .execute()
  return rows.length === 1
}

/** Days that children spent in custody by a placement that somebody recorded beside the return. */
export async function custodyRows(
  db: Db,
  council: number,
  at: Instant,
  codes: readonly string[],
): Promise<{ child: Id; from: PlainDate; until: PlainDate | null }[]> {
  const rows = await sql<{ child: Id; from: PlainDate; until: PlainDate | null }>`
    select child, from_on as from, until_on as until
      from entry
     where council = ${council} and kind = 7 and from_on is not null
       and (code = any(${codes}::text[]) or attributes ->> 'basis' = 'custody')
       and known_from <= ${at}::timestamptz and (known_until is null or known_until > ${at}::timestamptz)`.execute(
    db,
  )
  return rows.rows
}

/** An entry that a claim rests on: only what is plain in the register, nothing sealed. */
export type Ground = {
  kind: number
  code: string
  from: PlainDate | null
  until: PlainDate | null
  /** Where a child in care lives, by the code of the return. */
  place: string | null
  dob: PlainDate | null
  ceased: string | null
  fact: Id
  recorded: Instant
  source: string
}

/** What a claim for a child rests on, as known at an instant: birth, nationality, care, status, missing episodes. */
export async function groundRows(db: Db, council: number, child: Id, at: Instant): Promise<Ground[]> {
  const rows = await sql<Ground>`
    select e.kind, e.code, e.from_on as from, e.until_on as until, e.attributes ->> 'place' as place,
           case when e.kind = 1 then e.attributes ->> 'dob' end as dob,
           e.attributes ->> 'reasonCeased' as ceased, e.fact, e.known_from as recorded, s.kind as source
      from entry e join source s on s.council = e.council and s.id = e.source
     where e.council = ${council} and e.child = ${child} and e.kind in (1, 4, 6, 7, 9, 12)
       and e.known_from <= ${at}::timestamptz and (e.known_until is null or e.known_until > ${at}::timestamptz)
     order by e.kind, e.from_on nulls first, e.fact`.execute(db)
  return rows.rows
}
