export { freeOf, type InReach, type Match, matchesOf, type Need, type Offer } from './match.ts'
export { addOffer, endOffer, hasRoom, type KnownOffer, type NewOffer, offers } from './offers.ts'
