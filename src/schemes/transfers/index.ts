export {
  type ActProblem,
  type CareBegins,
  type Doing,
  doStep,
  type Proposal,
  propose,
  type Says,
  sendNews,
} from './act.ts'
export { type Card, cardOf, cardText, fingerprintOf, nameOfCouncil, readCard } from './card.ts'
export {
  type Course,
  coursesOf,
  isLate,
  isOurs,
  isOver,
  mayDo,
  type Move,
  moves,
  otherSide,
  saidByWhom,
  type Side,
  stateOf,
} from './course.ts'
export { carriedNow } from './child-record.ts'
export { largestPackage } from './letter.ts'
export { owesNews } from './news.ts'
export { keepCard, lookAtCard, type Partner, partners, whyNotWith } from './partners.ts'
export { receive, type Received, type Reading } from './receive.ts'
export { childrenInTransfer, type PackageRow, packageRows, sealedPackage } from './store.ts'
