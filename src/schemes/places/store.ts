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

/** @returns false where it has ended already */
export async function endOffer(db: Db, council: number, id: Id, on: PlainDate): Promise<boolean> {
  const rows = await db
    .updateTable('place_offer')
    .set({ until_on: on })
    .where('council', '=', council)
    .where('id', '=', id)
    .where('until_on', 'is', null)
    .returning('id')
    .execute()
  return rows.length === 1
}

/** How many children live today at each offer: by their placement, as known now. */
export async function takenRows(
  db: Db,
  council: number,
  today: PlainDate,
): Promise<{ offer: string; taken: number }[]> {
  const rows = await sql<{ offer: string; taken: number }>`
    select attributes ->> 'offer' as offer, count(distinct child)::int as taken
      from entry
     where council = ${council} and kind = 7 and known_until is null and attributes ? 'offer'
       and from_on <= ${today} and (until_on is null or until_on > ${today})
     group by 1`.execute(db)
  return rows.rows
}
