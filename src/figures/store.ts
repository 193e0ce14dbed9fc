import { sql } from 'kysely'
import type { Db } from '../database/index.ts'
import type { Id } from '../plain/index.ts'

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
