/**
 * What a council has given out, and what another answer would give away: tables that count the same children are
 * protected as one, with everything that readers have already.
 */
export {
  addElsewhere,
  addToLedger,
  choicesFor,
  ledger,
  type ReleasedCell,
  type ReleasedTable,
  type ToRelease,
} from './ledger.ts'
export { growing, within } from './kin.ts'
export { readElsewhere } from './elsewhere.ts'
export { familyInWords, familyName } from './family.ts'
export { recordKeyOf } from './record-key.ts'
export { protectAnswer, roundedTo } from './protect.ts'
export {
  type ExactTable,
  type ProtectedCell,
  type Protection,
  type Under,
  underInWords,
  type Verdict,
  type Why,
} from './protection.ts'
