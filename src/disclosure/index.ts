/**
 * Nobody revealed by a number: counts are hidden, and as few others with them as are needed, until a reader who has
 * everything that was published cannot narrow a small one. Needs no register.
 */
export { type Audit, audit, type Claim } from './audit/audit.ts'
export { auditJoined, type Tie } from './audit/joined.ts'
export { readCounts, readHierarchy, readRelease, type Said } from './counts.ts'
export { type Crossing, type Crossings, crossingsOf } from './crossings.ts'
export { type Reader, type Release, type Rule } from './suppress/hiding.ts'
export { aroundPerturbed, cellKeysOf, keySpace, mostNoise, perturbed } from './perturb.ts'
export { protect, type Protected } from './protect.ts'
export { asData, cellsOf, claimOf, type PublishedCell, roundedCells, type Status } from './published.ts'
export { finder, linked } from './releases.ts'
export { between, claimOfRounded, round, type Rounded } from './rounding.ts'
export {
  claimOfTreated,
  type ToTreat,
  treat,
  type Treated,
  type TreatedCell,
  type Treatment,
} from './treat.ts'
export { treatElsewhere } from './treat-elsewhere.ts'
export { suppress, type Suppression } from './suppress/suppress.ts'
export {
  type CountTable,
  type Dimension,
  type Hierarchy,
  finestIn,
  isInner,
  labelsOf,
  mostCells,
  type Move,
  nodesOf,
  type Row,
  tableOf,
  total,
} from './table.ts'
export { type Between, type Earlier, type Told } from './told.ts'
export { type Witness } from './suppress/witness.ts'
