import { sql } from 'kysely'
import type { Db } from '../../database/index.ts'
import type { Id, Instant, PlainDate } from '../../plain/index.ts'

/** A step that stands in a record, with what is plain of it. */
export type StepRow = {
  child: Id
  step: string
  on: PlainDate
  route: string | null
  finding: string | null
  in_calais_from: PlainDate | null
  in_europe_on: PlainDate | null
  risk: string | null
}

/** The steps of all children in a scheme, as known at an instant. */
export async function stepRows(db: Db, council: number, scheme: string, at: Instant): Promise<StepRow[]> {
  const rows = await sql<StepRow>`
    select child, code as step, from_on as on, attributes ->> 'route' as route, attributes ->> 'finding' as finding,
           attributes ->> 'inCalaisFrom' as in_calais_from, attributes ->> 'inEuropeOn' as in_europe_on,
           attributes ->> 'risk' as risk
      from entry
     where council = ${council} and kind = 41 and attributes ->> 'scheme' = ${scheme}
       and known_from <= ${at}::timestamptz and (known_until is null or known_until > ${at}::timestamptz)
     order by child, from_on, fact`.execute(db)
  return rows.rows
}
