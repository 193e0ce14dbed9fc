import { checkPermit, type Keys, note, type Permit, type PublicKeys } from '../../access/index.ts'
import { type Db, newId } from '../../database/index.ts'
import type { Id, Instant } from '../../plain/index.ts'
import { ok, type Outcome, refused } from '../../plain/index.ts'
import { inventedCouncils } from '../../standard/index.ts'
import { type Card, fingerprintOf, nameOfCouncil, readCard } from './card.ts'
import * as store from './store.ts'

/** A council whose card is kept here. */
export type Partner = { council: string; name: string; fingerprint: string; since: Instant; by: Id | null }

const keysIn = (row: store.PartnerRow | undefined): PublicKeys | undefined =>
  row === undefined || row.signing === null || row.sealing === null
    ? undefined
    : { signing: row.signing, sealing: row.sealing }

const isInvented = (code: string): boolean => inventedCouncils.some((council) => council.code === code)

/** Why a register exchanges nothing with a council; null where it may. */
export function whyNotWith(keys: Pick<Keys, 'born' | 'council'>, council: string): string | null {
  if (council === keys.council) return `This is the card of ${nameOfCouncil(council)}: your own.`
  const demonstration = keys.born === 'demonstration'
  if (demonstration && !isInvented(council))
    return `This is a demonstration: it exchanges packages with invented councils alone, not with ${nameOfCouncil(council)}.`
  return !demonstration && isInvented(council)
    ? `${nameOfCouncil(council)} is invented, and this register is a real one.`
    : null
}

/** Every council whose card is kept, by name. */
export async function partners(
  db: Db,
  permit: Permit<'exchange packages' | 'transfer a child' | 'keep the cards'>,
): Promise<Partner[]> {
  const { council } = checkPermit(permit, 'exchange packages', 'transfer a child', 'keep the cards').person
  return (await store.partnerRows(db, council, null))
    .flatMap((row) => {
      const keys = keysIn(row)
      return keys === undefined
        ? []
        : [
            {
              council: row.authority,
              name: nameOfCouncil(row.authority),
              fingerprint: fingerprintOf({ council: row.authority, keys }),
              since: row.at,
              by: row.by,
            },
          ]
    })
    .sort((a, b) => (a.name < b.name ? -1 : 1))
}

/** The keys on the card of a council; undefined where none is kept. */
export const keysOfPartner = async (
  db: Db,
  council: number,
  authority: string,
): Promise<PublicKeys | undefined> => keysIn((await store.partnerRows(db, council, authority))[0])

/** Looks at a card before it is kept: the fingerprint is read to the other council on the phone first. */
export async function lookAtCard(
  keys: Pick<Keys, 'born' | 'council'>,
  text: string,
): Promise<Outcome<Card & { fingerprint: string }, string>> {
  const card = await readCard(text)
  if (!card.ok) return card
  const why = whyNotWith(keys, card.value.council)
  return why === null ? ok({ ...card.value, fingerprint: fingerprintOf(card.value) }) : refused(why)
}

/** Keeps a card in place of the one before; without keys, the card is trusted no more. */
export async function keepCard(
  db: Db,
  permit: Permit<'keep the cards'>,
  card: { council: string; keys: PublicKeys | null },
): Promise<void> {
  const { council, account, actor } = checkPermit(permit, 'keep the cards').person
  await db.transaction().execute(async (trx) => {
    await store.insertPartner(trx, council, {
      id: newId(),
      by: account,
      authority: card.council,
      signing: card.keys?.signing ?? null,
      sealing: card.keys?.sealing ?? null,
    })
    await note(trx, council, {
      actor,
      action: card.keys === null ? 'trust a card no more' : 'keep a card',
      subject: '',
      count: 1,
      digest: '',
      reason: card.council,
    })
  })
}
