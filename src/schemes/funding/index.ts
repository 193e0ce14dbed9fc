export { type Claim, claim, type ClaimChoices, type ClaimedMonth, type LeftOut } from './claim.ts'
export { type Tier } from './nights.ts'
