import { sql } from 'kysely'
import type { Db } from '../database/index.ts'
import type { Id, PlainDate } from '../plain/index.ts'
import type { HandleKind } from './handles.ts'

export type NodeRow = {
  node: Buffer
  kind: HandleKind
  children: Id[]
  teams: string[]
  first: PlainDate | null
  last: PlainDate | null
}

/**
 * Handles that reached two children or more, most children first, with the teams that work with them. All contacts are
 * read once, in the order of the index: what the database knows of its own size (nothing, just after an import) matters not.
 */
export async function sharedNodes(db: Db, council: number): Promise<NodeRow[]> {
  const rows = await sql<NodeRow>`
    with shared as materialized (
      select lookup as node, min(code) as kind, min(from_on) as first, max(from_on) as last,
             array_agg(distinct child) as children
        from entry
       where council = ${council} and kind = 32 and lookup is not null and known_until is null
       group by lookup having count(distinct child) > 1)
    select node, kind, first, last, children,
           array(select distinct t.name from unnest(children) as reached(id)
                   join child c on c.council = ${council} and c.id = reached.id
                   join team t on t.council = c.council and t.id = c.team
                  order by t.name) as teams
      from shared
     order by cardinality(children) desc, last desc, node`.execute(db)
  return rows.rows
}

export type SealedContact = { node: Buffer; child: Id; id: Id; sealed: Buffer }

/** One entry for each handle, of those that may be read here. */
export async function contactsBehind(
  db: Db,
  council: number,
  nodes: readonly Buffer[],
): Promise<SealedContact[]> {
  const rows = await sql<SealedContact>`
    select distinct on (lookup) lookup as node, child, id, sealed from entry
     where council = ${council} and kind = 32 and known_until is null and sealed is not null
       and lookup = any(${nodes}::bytea[])
     order by lookup, from_on desc, id desc`.execute(db)
  return rows.rows
}

/** Whether each handle is set aside as an innocent one, and why. */
export async function innocents(
  db: Db,
  council: number,
): Promise<{ node: Buffer; aside: boolean; why: string }[]> {
  const rows = await sql<{ node: Buffer; aside: boolean; why: string }>`
    select distinct on (node) node, aside, why from shared_innocent where council = ${council}
     order by node, at desc`.execute(db)
  return rows.rows
}

export async function insertInnocent(
  db: Db,
  council: number,
  row: { node: Buffer; by: Id; aside: boolean; why: string },
): Promise<void> {
  await db
    .insertInto('shared_innocent')
    .values({ council, ...row })
    .execute()
}
