export { type Claim, claim, type ClaimChoices, type ClaimedMonth, type LeftOut } from './claim.ts'
export { monthAfter, paidIn, type Supported, type Tier } from './nights.ts'
