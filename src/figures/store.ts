import { sql } from 'kysely'
import type { Db, SourceKind } from '../database/index.ts'
import type { Id, Instant, PlainDate } from '../plain/index.ts'

/** An entry of a counted kind as known at an instant, with only the details that are counted. */
export type CountedRow = {
  child: Id
  kind: number
  code: string
  from_on: PlainDate | null
  until_on: PlainDate | null
  fact: Id
  about: Id | null
  source_kind: SourceKind
  dob: PlainDate | null
  reason_new: string | null
  reason_ceased: string | null
  passed_over: boolean | null
  return_end: PlainDate | null
  dataset_end: PlainDate | null
  two_sources: boolean
  /** A form corrected something else and left the end as the return had set it. */
  end_of_return: boolean
}

/**
 * The counted entries of a council, child by child, the facts of a child in the order in which they were made.
 *
 * @param everMissing only of children who ever went missing or away: enough for who has not been found
 */
export async function countedRows(
  db: Db,
  council: number,
  knownOn: Instant,
  everMissing: boolean,
): Promise<CountedRow[]> {
  const among = everMissing
    ? sql`and e.child in (select m.child from entry m where m.council = ${council} and m.kind = 12)`
    : sql``
  const rows = await sql<CountedRow>`
    select e.child, e.kind, e.code, e.from_on, e.until_on, e.fact, e.about, s.kind as source_kind,
           case when e.kind = 1 then e.attributes ->> 'dob' end as dob,
           case when e.kind = 6 then e.attributes ->> 'reasonNew' end as reason_new,
           case when e.kind = 6 then e.attributes ->> 'reasonCeased' end as reason_ceased,
           case when e.kind = 11 then (e.attributes ->> 'passedOver')::boolean end as passed_over,
           case when e.kind = 12 then e.attributes -> 'ends' ->> 'return' end as return_end,
           case when e.kind = 12 then e.attributes -> 'ends' ->> 'dataset' end as dataset_end,
           e.kind = 12 and coalesce(e.attributes ? 'ends', false) as two_sources,
           e.kind = 12 and s.kind = 'form' and exists (
             select 1 from entry p join source ps on ps.council = p.council and ps.id = p.source
              where p.council = e.council and p.child = e.child and p.fact = e.fact and p.known_from < e.known_from
                and p.until_on = e.until_on and ps.kind <> 'form'
                and case when p.attributes ? 'ends' then p.attributes -> 'ends' ->> 'dataset' is distinct from p.until_on::text
                         else ps.kind = 'return' end) as end_of_return
      from entry e join source s on s.council = e.council and s.id = e.source
     where e.council = ${council} and e.kind in (1, 6, 8, 9, 10, 11, 12, 13)
       and e.known_from <= ${knownOn}::timestamptz and (e.known_until is null or e.known_until > ${knownOn}::timestamptz)
       ${among}
     order by e.child, e.kind, e.from_on, e.fact`.execute(db)
  return rows.rows
}

/** Whether the register had read a list of unaccompanied children by then: who is not on it is not unaccompanied. */
export async function heldUnaccompaniedFile(db: Db, council: number, knownOn: Instant): Promise<boolean> {
  const rows = await sql<{ held: boolean }>`
    select exists (select 1 from entry e join source s on s.council = e.council and s.id = e.source
                    where e.council = ${council} and e.kind = 9 and e.from_on is null and s.kind = 'return'
                      and e.known_from <= ${knownOn}::timestamptz) as held`.execute(db)
  return rows.rows[0]?.held ?? false
}

export async function ownersOf(db: Db, council: number, children: readonly Id[]): Promise<Map<Id, string>> {
  const rows = await sql<{ child: Id; owner: string }>`
    select c.id as child, coalesce(a.name, t.name, '') as owner
      from child c
      left join standing s on s.council = c.council and s.child = c.id and s.relation = 'allocated' and s.until_at is null
      left join account a on a.council = c.council and a.id = s.account
      left join team t on t.council = c.council and t.id = c.team
     where c.council = ${council} and c.id = any(${children}::uuid[])`.execute(db)
  return new Map(rows.rows.map((row) => [row.child, row.owner]))
}
