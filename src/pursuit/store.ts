import { sql } from 'kysely'
import type { Db } from '../database/index.ts'
import type { Id, Instant, PlainDate } from '../plain/index.ts'
import { reachedAt } from '../standard/index.ts'
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
                   join child c on c.council = ${council} and c.id = reached.id and c.sensitivity = 'normal'
                   join team t on t.council = c.council and t.id = c.team
                  order by t.name) as teams
      from shared
     order by cardinality(children) desc, last desc, node`.execute(db)
  return rows.rows
}

/**
 * Whom to tell of handles that were written down in the last day and had reached another child by then, and of which contact:
 * of a file that brought many, the first of it stands for all, and everybody is told who is concerned by any.
 */
export async function toBeToldOfLinks(db: Db, council: number): Promise<{ fact: Id; account: Id }[]> {
  const rows = await sql<{ fact: Id; account: Id }>`
    with fresh as materialized (
      select e.lookup, e.child, e.fact, e.known_from,
             case when s.kind = 'form' then e.fact else first_value(e.fact) over (partition by e.source order by e.fact) end as told_as
        from entry e join source s on s.council = e.council and s.id = e.source
       where e.council = ${council} and e.kind = 32 and e.lookup is not null and e.known_until is null
         and e.known_from > clock_timestamp() - interval '1 day'),
    innocent as (
      select distinct on (node) node, aside from shared_innocent where council = ${council} order by node, at desc),
    concerned as (
      select distinct f.told_as as fact, c.team
        from fresh f
        join entry e on e.council = ${council} and e.kind = 32 and e.known_until is null and e.lookup = f.lookup
        join child c on c.council = e.council and c.id = e.child
       where exists (select 1 from entry o where o.council = ${council} and o.kind = 32 and o.known_until is null
                        and o.lookup = f.lookup and o.child <> f.child and o.known_from <= f.known_from)
         and not exists (select 1 from innocent i where i.node = f.lookup and i.aside))
    select distinct n.fact, a.id as account
      from concerned n
      join account a on a.council = ${council} and a.left_at is null
       and (a.role = 'missing-coordinator' or a.role = 'manager' and (a.team is null or a.team = n.team))`.execute(
    db,
  )
  return rows.rows
}

export type OwnContact = { node: Buffer; kind: HandleKind; id: Id; on: PlainDate | null; sealed: Buffer }

/** A child's contacts that may be read here, oldest first. */
export async function contactsOf(db: Db, council: number, child: Id): Promise<OwnContact[]> {
  const rows = await sql<OwnContact>`
    select lookup as node, code as kind, id, from_on as on, sealed from entry
     where council = ${council} and child = ${child} and kind = 32 and known_until is null
       and lookup is not null and sealed is not null
     order by from_on, id`.execute(db)
  return rows.rows
}

/**
 * Of each handle the children whom it reached, of those who may be seen here, with their team and how often; whose record is
 * restricted has none here.
 */
export async function reachedBy(
  db: Db,
  council: number,
  nodes: readonly Buffer[],
): Promise<{ node: Buffer; child: Id; team: string | null; times: number }[]> {
  const rows = await sql<{ node: Buffer; child: Id; team: string | null; times: number }>`
    select e.lookup as node, e.child, case when c.sensitivity = 'restricted' then null else t.name end as team,
           count(*)::int as times
      from entry e
      join child c on c.council = e.council and c.id = e.child
      left join team t on t.council = c.council and t.id = c.team
     where e.council = ${council} and e.kind = 32 and e.known_until is null and e.lookup = any(${nodes}::bytea[])
     group by e.lookup, e.child, c.sensitivity, t.name
     order by e.lookup, t.name, e.child`.execute(db)
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

/** Why handles are set aside as innocent ones, by their print in hex; null of those of which that was taken back. */
export async function innocents(db: Db, council: number): Promise<ReadonlyMap<string, string | null>> {
  const rows = await sql<{ node: Buffer; aside: boolean; why: string }>`
    select distinct on (node) node, aside, why from shared_innocent where council = ${council}
     order by node, at desc`.execute(db)
  return new Map(rows.rows.map(({ node, aside, why }) => [node.toString('hex'), aside ? why : null]))
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

/**
 * How many other children of whom the same handles reached are placed now in the postcode district of a child's placement,
 * and whether one of some districts, by their prints, is it.
 */
export async function nearOf(
  db: Db,
  council: number,
  child: Id,
  nodes: readonly Buffer[],
  districts: readonly Buffer[],
): Promise<{ children: number; address: boolean }> {
  const rows = await sql<{ children: number; address: boolean }>`
    with home as (
      select h.lookup from entry h where h.council = ${council} and h.child = ${child} and h.kind in (6, 7)
         and h.known_until is null and ${inForce('h')} and h.lookup is not null)
    select (select count(distinct r.child)::int from entry r
              join child c on c.council = r.council and c.id = r.child and c.sensitivity = 'normal'
             where r.council = ${council} and r.kind = 32 and r.known_until is null and r.child <> ${child}
               and r.lookup = any(${nodes}::bytea[])
               and exists (select 1 from entry p join home h on h.lookup = p.lookup
                            where p.council = ${council} and p.child = r.child and p.kind in (6, 7)
                              and p.known_until is null and ${inForce('p')})) as children,
           exists (select 1 from home where lookup = any(${districts}::bytea[])) as address`.execute(db)
  return rows.rows[0] ?? { children: 0, address: false }
}

export type WatchedRow = { plan: Id; child: Id; since: Instant; reached: Instant | null; last: Id | null }

/**
 * Children with a plan for their first days that began lately and who are not missing, with when they were last reached: by a
 * check-in, or because they were located or came back.
 */
export async function watched(db: Db, council: number, seconds: number): Promise<WatchedRow[]> {
  const rows = await sql<WatchedRow>`
    select p.fact as plan, p.child, p.since, c.at as reached, c.fact as last
      from (select fact, child, coalesce(from_at, from_on::timestamp at time zone 'Europe/London') as since
              from entry
             where council = ${council} and kind = 39 and known_until is null and until_on is null and exclusive) p
      left join lateral (
        select fact, coalesce(from_at, from_on::timestamp at time zone 'Europe/London') as at from entry
         where council = ${council} and child = p.child and known_until is null
           and (kind = 40 and about = p.fact and code = any(${[...reachedAt]}::text[]) or kind in (13, 14))
         order by at desc limit 1) c on true
     where p.since > clock_timestamp() - make_interval(secs => ${seconds})
       and not exists (select 1 from entry m where m.council = ${council} and m.child = p.child and m.kind = 12
                          and m.known_until is null and m.until_on is null)`.execute(db)
  return rows.rows
}

/**
 * Whom a check-in concerns: whoever works with the child, or where nobody does the managers of the team; when it is late,
 * all of them and the co-ordinators. Of a restricted record only those named on it.
 */
export async function toBeToldOfCheckIns(
  db: Db,
  council: number,
  due: readonly { fact: Id; child: Id }[],
  late: boolean,
): Promise<{ fact: Id; account: Id }[]> {
  if (due.length === 0) return []
  const rows = await sql<{ fact: Id; account: Id }>`
    with due as (
      select d.fact, d.child, c.team, c.sensitivity
        from jsonb_to_recordset(${JSON.stringify(due)}::jsonb) as d (fact uuid, child uuid)
        join child c on c.council = ${council} and c.id = d.child),
    works as (
      select d.fact, t.account from due d
        join standing t on t.council = ${council} and t.child = d.child
         and (t.until_at is null or t.until_at > clock_timestamp())
        join account w on w.council = ${council} and w.id = t.account and w.left_at is null
         and case when d.sensitivity = 'restricted' then t.relation = 'named'
                  else t.relation in ('allocated', 'co-worker') end)
    select distinct fact, id as account from (
      select w.fact, w.account as id from works w
      union
      select d.fact, a.id from due d join account a on a.council = ${council}
       where d.sensitivity <> 'restricted'
         and (a.role = 'manager' and (a.team is null or a.team = d.team)
                and (${late} or not exists (select 1 from works w where w.fact = d.fact))
              or a.role = 'missing-coordinator' and ${late})) told
     where exists (select 1 from account a where a.council = ${council} and a.id = told.id and a.left_at is null)`.execute(
    db,
  )
  return rows.rows
}

/** A spell that is in force today in London: one that is agreed for a later day is not yet. */
const inForce = (entry: string) => sql`
  coalesce(${sql.ref(`${entry}.from_on`)}, '-infinity') <= (clock_timestamp() at time zone 'Europe/London')::date
  and (${sql.ref(`${entry}.until_on`)} is null
       or ${sql.ref(`${entry}.until_on`)} > (clock_timestamp() at time zone 'Europe/London')::date)`

/**
 * The print of the postcode district in which children are placed now, in hex, of those of whom it is known and whose record
 * is not restricted: where such a child lives is told by nothing.
 */
export async function districtsOf(
  db: Db,
  council: number,
  children: readonly Id[],
): Promise<ReadonlyMap<Id, string>> {
  const rows = await sql<{ child: Id; lookup: Buffer }>`
    select distinct on (e.child) e.child, e.lookup
      from entry e join child c on c.council = e.council and c.id = e.child and c.sensitivity = 'normal'
     where e.council = ${council} and e.kind in (6, 7) and e.child = any(${[...children]}::uuid[])
       and e.known_until is null and ${inForce('e')} and e.lookup is not null
     order by e.child, e.kind desc`.execute(db)
  return new Map(rows.rows.map(({ child, lookup }) => [child, lookup.toString('hex')]))
}

/** How many other children whom some handles reached live in each of some postcode districts, by the print of the district. */
export async function reachedIn(
  db: Db,
  council: number,
  child: Id,
  nodes: readonly Buffer[],
  districts: readonly Buffer[],
): Promise<Map<string, number>> {
  const rows = await sql<{ district: Buffer; children: number }>`
    select p.lookup as district, count(distinct r.child)::int as children
      from entry r
      join child c on c.council = r.council and c.id = r.child and c.sensitivity = 'normal'
      join entry p on p.council = r.council and p.child = r.child and p.kind in (6, 7) and p.known_until is null
           and ${inForce('p')}
     where r.council = ${council} and r.kind = 32 and r.known_until is null and r.child <> ${child}
       and r.lookup = any(${nodes}::bytea[]) and p.lookup = any(${districts}::bytea[])
     group by p.lookup`.execute(db)
  return new Map(rows.rows.map(({ district, children }) => [district.toString('hex'), children]))
}
