import {
  checkPermit,
  type DataKey,
  type Keys,
  note,
  open as openSealed,
  type Permit,
  seal,
  type Vault,
} from '../../access/index.ts'
import { type Db, newId } from '../../database/index.ts'
import { districtIn, type Id, type PlainDate } from '../../plain/index.ts'
import type { Offer } from './match.ts'
import * as store from './store.ts'

/** An offer as somebody writes it down. */
export type NewOffer = Omit<Offer, 'id' | 'taken' | 'until'>

/** What a home is called and where it is belongs to no child: it is sealed under the register's key. */
const keyOf = (keys: Keys): DataKey => ({ id: keys.register, kek: 0, key: keys.worklist })
const placeOf = (keys: Keys, offer: Id) => ({
  table: 'place_offer',
  column: 'sealed',
  row: offer,
  child: keys.register,
})

type Sealed = Pick<Offer, 'name' | 'address' | 'contact' | 'words'>

/** An offer, with the print of its postcode district, where its address has one. */
export type KnownOffer = Offer & { district: Buffer | null }

/** Every offer of the council, those that have ended too, with how many places are taken today. */
export async function offers(
  db: Db,
  permit: Permit<'keep the places' | 'record an entry'>,
  keys: Keys,
  today: PlainDate,
): Promise<KnownOffer[]> {
  const { council } = checkPermit(permit, 'keep the places', 'record an entry').person
  const taken = new Map(
    (await store.takenRows(db, council, today, null)).map((one) => [one.offer, one.taken]),
  )
  return (await store.offerRows(db, council)).map((row) => {
    const said = JSON.parse(openSealed(keyOf(keys), placeOf(keys, row.id), row.sealed).toString()) as Sealed
    return {
      id: row.id,
      kind: row.kind,
      ...said,
      ages: { least: row.least_age, most: row.most_age },
      sex: row.sex,
      languages: row.languages,
      places: row.places,
      taken: taken.get(row.id) ?? 0,
      from: row.from_on,
      until: row.until_on,
      district: row.district,
    }
  })
}

/** Writes down that a home offers places. */
export async function addOffer(
  db: Db,
  permit: Permit<'keep the places'>,
  keys: Keys,
  vault: Vault,
  offer: NewOffer,
): Promise<Id> {
  const { council, account, actor } = checkPermit(permit, 'keep the places').person
  if (account === null) throw new Error('Somebody with an account writes an offer down')
  const id = newId()
  const { name, address, contact, words } = offer
  const district = districtIn(address)
  await db.transaction().execute(async (trx) => {
    await store.insertOffer(trx, council, account, {
      id,
      kind: offer.kind,
      least_age: offer.ages.least,
      most_age: offer.ages.most,
      sex: offer.sex,
      languages: [...offer.languages],
      places: offer.places,
      from_on: offer.from,
      until_on: null,
      district: district === null ? null : vault.node('district', district),
      sealed: seal(keyOf(keys), placeOf(keys, id), JSON.stringify({ name, address, contact, words })),
    })
    await note(trx, council, { actor, action: 'write down an offer', subject: '', count: 1, digest: '' })
  })
  return id
}

/** Ends an offer from a day on. Children who live there stay. @returns false where it has ended already */
export async function endOffer(
  db: Db,
  permit: Permit<'keep the places'>,
  id: Id,
  on: PlainDate,
): Promise<boolean> {
  const { council, actor } = checkPermit(permit, 'keep the places').person
  return db.transaction().execute(async (trx) => {
    if (!(await store.endOffer(trx, council, id, on))) return false
    await note(trx, council, { actor, action: 'end an offer', subject: '', count: 1, digest: '' })
    return true
  })
}

/** Whether a home has room for a child, all others counted who were placed there until now. */
export async function hasRoom(
  db: Db,
  permit: Permit<'record an entry'>,
  offer: Pick<Offer, 'id' | 'places'>,
  child: Id,
  today: PlainDate,
): Promise<boolean> {
  const { council } = checkPermit(permit, 'record an entry').person
  const taken = await store.takenRows(db, council, today, child)
  return (taken.find((one) => one.offer === offer.id)?.taken ?? 0) < offer.places
}
