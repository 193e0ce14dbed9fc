import { sql } from 'kysely'
import type { Db, SourceKind } from '../database/index.ts'
import type { Id, Instant, PlainDate } from '../plain/index.ts'

/** One version of an entry of a counted kind, with only the details that are counted. */
export type CountedRow = {
  child: Id
  kind: number
  code: string
  from_on: PlainDate | null
  until_on: PlainDate | null
  /** In milliseconds since 1970. */
  from_at: number | null
  until_at: number | null
  /** In microseconds since 1970. */
  known_from: number
  known_until: number | null
  fact: Id
  about: Id | null
  source_kind: SourceKind
  dob: PlainDate | null
  place: string | null
  reason_new: string | null
  reason_ceased: string | null
  moved: string | null
  passed_over: boolean | null
  return_end: PlainDate | null
  dataset_end: PlainDate | null
  two_sources: boolean
  /** Another council proposed the child to this one. */
  proposed: boolean
  /** A form corrected something else and left the end as the return had set it. */
  end_of_return: boolean
}

/** Of which children something is read: of all, or of some. */
export type Among = 'all' | readonly Id[]

/**
 * The counted entries of a council, child by child, the facts of a child in the order in which they were made.
 *
 * @param knownOn only the versions known at an instant; null: every version
 */
export async function countedRows(
  db: Db,
  council: number,
  knownOn: Instant | null,
  children: Among,
): Promise<CountedRow[]> {
  const among = children === 'all' ? sql`` : sql`and e.child = any(${children}::uuid[])`
  const known =
    knownOn === null
      ? sql``
      : sql`and e.known_from <= ${knownOn}::timestamptz and (e.known_until is null or e.known_until > ${knownOn}::timestamptz)`
  const rows = await sql<CountedRow>`
    select e.child, e.kind, e.code, e.from_on, e.until_on, ${millis('from_at')}, ${millis('until_at')},
           ${micros('known_from')}, ${micros('known_until')}, e.fact, e.about, s.kind as source_kind,
           case when e.kind = 1 then e.attributes ->> 'dob' end as dob,
           case when e.kind = 6 then e.attributes ->> 'place' end as place,
           case when e.kind = 6 then e.attributes ->> 'reasonNew' end as reason_new,
           case when e.kind = 6 then e.attributes ->> 'reasonCeased' end as reason_ceased,
           case when e.kind = 6 then e.attributes ->> 'moved' end as moved,
           case when e.kind = 11 then (e.attributes ->> 'passedOver')::boolean end as passed_over,
           case when e.kind = 12 then e.attributes -> 'ends' ->> 'return' end as return_end,
           case when e.kind = 12 then e.attributes -> 'ends' ->> 'dataset' end as dataset_end,
           e.kind = 12 and coalesce(e.attributes ? 'ends', false) as two_sources,
           e.kind = 12 and exists (
             select 1 from entry t where t.council = e.council and t.child = e.child and t.kind = 42
                and t.attributes ->> 'role' = 'receiving' and t.known_from <= e.known_from) as proposed,
           e.kind = 12 and s.kind = 'form' and exists (
             select 1 from entry p join source ps on ps.council = p.council and ps.id = p.source
              where p.council = e.council and p.child = e.child and p.fact = e.fact and p.known_from < e.known_from
                and p.until_on = e.until_on and ps.kind <> 'form'
                and case when p.attributes ? 'ends' then p.attributes -> 'ends' ->> 'dataset' is distinct from p.until_on::text
                         else ps.kind = 'return' end) as end_of_return
      from entry e join source s on s.council = e.council and s.id = e.source
     where e.council = ${council} and e.kind in (1, 4, 6, 8, 9, 10, 11, 12, 13)
       ${known} ${among}
     order by e.child, e.kind, e.from_on, e.fact, e.known_from`.execute(db)
  return rows.rows
}

const millis = (column: 'from_at' | 'until_at') =>
  sql`(extract(epoch from ${sql.ref('e.' + column)}) * 1000)::double precision as ${sql.ref(column)}`
const micros = (column: 'known_from' | 'known_until') =>
  sql`(extract(epoch from ${sql.ref('e.' + column)}) * 1000000)::bigint as ${sql.ref(column)}`

// ---- the kept copy ------------------------------------------------------------------------------------------------

/** The kept columns of a council, where they are in this form and hold the last entry. */
export async function keptBody(
  db: Db,
  council: number,
  form: number,
  entriesAt: Instant,
): Promise<Buffer | null> {
  const row = await db
    .selectFrom('counted_columns')
    .select('body')
    .where('council', '=', council)
    .where('form', '=', form)
    .where('entries_at', '=', entriesAt)
    .executeTakeFirst()
  return row?.body ?? null
}

/** Keeps columns in the place of older ones; of two who keep at once, the newer stays. */
export async function keepBody(
  db: Db,
  council: number,
  form: number,
  entriesAt: Instant,
  body: Buffer,
): Promise<void> {
  await sql`insert into counted_columns (council, form, entries_at, body)
    values (${council}, ${form}, ${entriesAt}::timestamptz, ${body})
    on conflict (council) do update set form = excluded.form, entries_at = excluded.entries_at, body = excluded.body
      where counted_columns.entries_at < excluded.entries_at or counted_columns.form <> excluded.form`.execute(
    db,
  )
}
