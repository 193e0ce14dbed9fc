export {
  breakGlass,
  emergencies,
  type Emergency,
  type EmergencyProblem,
  type EmergencyReason,
  emergencyReasons,
  emergencyRule,
  nextWorkingDay,
  review,
} from './emergency.ts'
export {
  allocate,
  closeToNamed,
  colleaguesWithChildren,
  isRestricted,
  restrict,
  rolesWithChildren,
  whoWorks,
  type Worker,
} from './giving.ts'
export { missingUnanswered, noticeSearch, type TriedToOpen, triedToOpen } from './restricted.ts'
export {
  agreedTo,
  ask,
  asked,
  type Asked,
  askedOf,
  maySharesBeMade,
  type Own,
  settle,
  type TwoPeople,
  twoPeople,
  useAgreement,
  waitsForGrant,
} from './two-people/index.ts'
