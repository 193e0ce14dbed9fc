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
  nextBy,
  otherSide,
  saidByWhom,
  type Side,
  stateOf,
  turnOf,
} from './course.ts'
export { carriedNow } from './child-record.ts'
export { largestPackage } from './letter.ts'
export { owesNews } from './news.ts'
export { type CourseSeen, coursesIn, outbox, packageName, type Waiting, waitingToBeSent } from './outbox.ts'
export { keepCard, lookAtCard, type Partner, partners, whyNotWith } from './partners.ts'
export { readPackage, type Received, type Reading } from './read.ts'
export { childrenInTransfer, type PackageRow, packageRows, sealedPackage } from './store.ts'
