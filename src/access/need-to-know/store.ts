import { sql } from 'kysely'
import type { Db } from '../../database/index.ts'
import type { Id } from '../../plain/index.ts'
import type { Standing, Written } from './standing.ts'

/** How an account stands to some children, now. A child that is not in the answer does not exist for the reader. */
export async function standingsOf(
  db: Db,
  council: number,
  account: Id | null,
  children: readonly Id[],
): Promise<Map<Id, Standing>> {
  const rows = await sql<{
    child: Id
    team: Id | null
    sensitivity: Standing['sensitivity']
    onDesk: boolean
    written: Written[] | null
  }>`
    with own as (
      select s.child, array_agg(distinct s.relation) as written from standing s
       where s.council = ${council} and s.account = ${account}::uuid and s.child = any(${children}::uuid[])
         and s.from_at <= clock_timestamp() and (s.until_at is null or s.until_at > clock_timestamp())
       group by s.child)
    select c.id as child, c.team, c.sensitivity, coalesce(c.desk_until > clock_timestamp(), false) as "onDesk",
           o.written
      from child c left join own o on o.child = c.id
     where c.council = ${council} and c.id = any(${children}::uuid[])`.execute(db)
  return new Map(rows.rows.map((row) => [row.child, { ...row, council, written: row.written ?? [] }]))
}
