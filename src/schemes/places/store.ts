import { sql } from 'kysely'
import type { Db } from '../../database/index.ts'
import type { Id, PlainDate } from '../../plain/index.ts'
import type { OfferedKind } from '../../standard/index.ts'

export type OfferRow = {
  id: Id
  kind: OfferedKind
  least_age: number
  most_age: number
  sex: 'any' | 'F' | 'M'
  languages: string[]
  places: number
  from_on: PlainDate
  until_on: PlainDate | null
  district: Buffer | null
  sealed: Buffer
}

export async function offerRows(db: Db, council: number): Promise<OfferRow[]> {
  return db
    .selectFrom('place_offer')
    .select([
      'id',
      'kind',
      'least_age',
      'most_age',
      'sex',
      'languages',
      'places',
      'from_on',
      'until_on',
      'district',
      'sealed',
    ])
    .where('council', '=', council)
    .orderBy('at')
    .orderBy('id')
    .execute()
}

export async function insertOffer(db: Db, council: number, by: Id, row: OfferRow): Promise<void> {
  await db
    .insertInto('place_offer')
    .values({ council, by, ...row })
    .execute()
}

/** Ends an offer, or brings an end forward that is still to come. @returns false where it has ended already */
export async function endOffer(db: Db, council: number, id: Id, on: PlainDate): Promise<boolean> {
  const rows = await db
    .updateTable('place_offer')
    .set({ until_on: on })
    .where('council', '=', council)
    .where('id', '=', id)
    .where((of) => of.or([of('until_on', 'is', null), of('until_on', '>', on)]))
    .returning('id')
    .execute()
  return rows.length === 1
}

/**
 * How many children live at each offer, or are to live there: by their placement, as known now. Whoever has left care does not.
 *
 * @param but a child who is not counted, because they are being placed
 */
export async function takenRows(
  db: Db,
  council: number,
  today: PlainDate,
  but: Id | null,
): Promise<{ offer: string; taken: number }[]> {
  const rows = await sql<{ offer: string; taken: number }>`
    select e.attributes ->> 'offer' as offer, count(distinct e.child)::int as taken
      from entry e
     where e.council = ${council} and e.kind = 7 and e.known_until is null and e.attributes ? 'offer'
       and (e.until_on is null or e.until_on > ${today}) and e.child is distinct from ${but}::uuid
       and (not exists (select 1 from entry c where c.council = e.council and c.child = e.child and c.kind = 6
                           and c.known_until is null)
            or exists (select 1 from entry c where c.council = e.council and c.child = e.child and c.kind = 6
                          and c.known_until is null and (c.until_on is null or c.until_on > ${today})))
     group by 1`.execute(db)
  return rows.rows
}
