export {
  type Claim,
  claim,
  type ClaimChoices,
  type ClaimedMonth,
  leaverClaim,
  type Line,
  monthsIn,
  usualChoices,
} from './claim.ts'
export {
  type ChildMonth,
  childMonth,
  closeMonth,
  countAgain,
  type Later,
  type Month,
  type MonthLine,
  monthOfClaim,
  monthTotals,
  type Recount,
  type Statement,
  statements,
} from './months.ts'
export { isPaid, monthAfter, monthBefore, type Stretch, type Tier } from './nights.ts'
export type { Ground } from './store.ts'
export type { LeftOut } from './supported.ts'
export { type ProposedTier, proposedTiers, standingOn } from './tier.ts'
export { type ClaimSheet, claimSheet, sheetCaution } from './sheet.ts'
export { whyInWords } from './turns.ts'
