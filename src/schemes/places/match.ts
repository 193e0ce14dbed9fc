import type { Id, PlainDate } from '../../plain/index.ts'
import { homeKind, labelOf, leastAges, type OfferedKind, usualKinds } from '../../standard/index.ts'

/** A home that offers places. */
export type Offer = {
  id: Id
  kind: OfferedKind
  /** Sealed in the register. */
  name: string
  address: string
  contact: string
  words: string
  ages: { least: number; most: number }
  sex: 'any' | 'F' | 'M'
  languages: readonly string[]
  places: number
  /** Children who live there by a placement that names the offer. */
  taken: number
  from: PlainDate
  until: PlainDate | null
}

/** What a child needs of a place. */
export type Need = {
  /** Null where the date of birth is not known. */
  age: number | null
  /** M, F, U, or empty where nobody recorded it. */
  sex: string
  languages: readonly string[]
  /** How many are to live together: the child, and brothers and sisters. */
  together: number
}

/** What pursues the child lies in reach of a place: the page asks `pursuit`, which this folder does not know. */
export type InReach = { children: number; address: boolean }

export type Match = {
  offer: Offer
  fits: boolean
  /** Why it does not fit. */
  against: readonly string[]
  /** What speaks for it. */
  speaksFor: readonly string[]
  /** What must be looked at before anybody is placed there. */
  look: readonly string[]
}

const same = (a: string, b: string) => a.trim().toLowerCase() === b.trim().toLowerCase()

/**
 * The places of a council for a child, those that fit first, and of these those of which nothing must be looked at. Nothing is
 * decided here: every place is shown with its reasons.
 */
export function matchesOf(
  need: Need,
  offers: readonly Offer[],
  today: PlainDate,
  inReach: (offer: Offer) => InReach,
): Match[] {
  return offers
    .filter(({ from, until }) => from <= today && (until === null || today < until))
    .map((offer): Match => {
      const against = againstIt(need, offer)
      return {
        offer,
        fits: against.length === 0,
        against,
        speaksFor: forIt(need, offer),
        look: lookAt(need, offer, inReach(offer)),
      }
    })
    .sort(
      (a, b) =>
        Number(b.fits) - Number(a.fits) ||
        Number(a.look.length > 0) - Number(b.look.length > 0) ||
        b.speaksFor.length - a.speaksFor.length ||
        (a.offer.name < b.offer.name ? -1 : 1),
    )
}

/** Places that are left. */
export const freeOf = ({ places, taken }: Pick<Offer, 'places' | 'taken'>): number =>
  Math.max(0, places - taken)

function againstIt({ age, sex, together }: Need, offer: Offer): string[] {
  const least = leastAges.find(({ kind }) => kind === offer.kind)
  const free = freeOf(offer)
  return [
    ...(age !== null && (age < offer.ages.least || age > offer.ages.most)
      ? [`For ages ${offer.ages.least} to ${offer.ages.most}, and the child is ${age}`]
      : []),
    ...(age !== null && least !== undefined && age < least.age
      ? [`${labelOf(homeKind, offer.kind)} is from ${least.age} on`]
      : []),
    ...(offer.sex !== 'any' && (sex === 'M' || sex === 'F') && sex !== offer.sex
      ? [offer.sex === 'F' ? 'For girls' : 'For boys']
      : []),
    ...(free === 0
      ? ['Full']
      : free < together
        ? [`${free} free, and ${together} are to live together`]
        : []),
  ]
}

function forIt({ age, languages, together }: Need, offer: Offer): string[] {
  const spoken = languages.filter((one) => offer.languages.some((other) => same(one, other)))
  const usual = age === null ? undefined : usualKinds.find(({ until }) => age <= until)
  return [
    ...(spoken.length > 0 ? [`Speaks ${spoken.join(' and ')}`] : []),
    ...(usual?.kinds.includes(offer.kind) === true ? ['A usual kind of home at this age'] : []),
    ...(together > 1 && freeOf(offer) >= together ? ['Room for brothers and sisters together'] : []),
  ]
}

function lookAt({ age, sex }: Need, offer: Offer, near: InReach): string[] {
  return [
    ...(near.address
      ? ['An address of somebody who pursues the child is in the same postcode district']
      : []),
    // Not how many and not whether they live there: whoever looks for a place must not find another child by it.
    ...(near.children > 0
      ? [
          'The people who reached the child have reached somebody near this home: ask the missing co-ordinator first',
        ]
      : []),
    ...(age === null ? ['The age of the child is not known'] : []),
    ...(offer.sex !== 'any' && sex !== 'M' && sex !== 'F' ? ['The sex of the child is not recorded'] : []),
    ...(offer.kind === 'hotel' ? ['Nobody in a hotel looks after a child'] : []),
  ]
}
