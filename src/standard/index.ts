export {
  answerDue,
  bankHolidays,
  holidayYears,
  type InformationLaw,
  isWorkingDay,
  proclaimed,
  type BankHolidayNation,
  holidaysOf,
  isWorkingDayIn,
  workingDaysAfter,
  workingDaysToAnswer,
} from './bank-holidays.ts'
export {
  cataloguePage,
  codeLists,
  codesPage,
  councilsPage,
  kindsPage,
  markdownTable,
  yearsOf,
} from './catalogue.ts'
export { type Clock, type ClockId, clockOf, clocks } from './clocks.ts'
export {
  categoryOfNeed,
  type Code,
  type CodeList,
  ethnicity,
  hasCode,
  labelOf,
  documentKind,
  legalStatus,
  shortBreakCodes,
  missingType,
  placementProvider,
  placementType,
  reasonEpisodeCeased,
  reasonForNewEpisode,
  reasonForPlacementChange,
  sex,
  validIn,
} from './codes.ts'
export {
  type Council,
  councilByCode,
  councilOrInvented,
  councils,
  demonstrationCouncil,
  demonstrationNeighbour,
  inventedCouncils,
} from './councils.ts'
export { countries, type Country, countryName, nationalityOf } from './countries.ts'
export {
  custodyPlacements,
  eeaNationalities,
  type GrantRates,
  grantRates,
  grantRule,
  leaverGone,
  type LeaverRate,
  leaverRates,
  leaverRule,
  yearlyFigures,
} from './grant.ts'
export { type Scheme, type SchemeFigure, schemeRoute, schemes, schemeStep } from './schemes.ts'
export { leastAges, libertyBases, offeredKinds, type OfferedKind, usualKinds } from './places.ts'
export { schemesPage } from './schemes-page.ts'
export { type Threshold, thresholds } from './thresholds.ts'
export { type HomeKind, homeKind, homeOf } from './homes.ts'
export { immigrationStatus, immigrationStatusOf, unaccompaniedCodes } from './immigration.ts'
export { type Compartment, compartmentNumber, compartments, type Kind } from './kind.ts'
export { countedKinds, kindName, type KindName, kindNames, kindOf, kinds } from './kinds.ts'
export {
  ageState,
  episodeEnd,
  interviewStep,
  learntKind,
  locatedWhere,
  meetingKind,
  publicityDecision,
  relativeWhere,
  riskGrade,
  sheetPart,
  sightingKind,
  taskKind,
  whoIsTold,
} from './missing.ts'
export {
  protocolOn,
  type TransferClock,
  transferClocks,
  type TransferProtocol,
  transferProtocols,
  transferRefusal,
  transferStep,
} from './transfers.ts'
export { contactChannel, handleKind, referralPart, threatenedWho } from './pursuit.ts'
export {
  type CohortFacts,
  type Condition,
  type EligibilityRule,
  eligibilityRules,
  type FactName,
  factTitles,
  type Way,
} from './eligibility.ts'
export {
  exploitationType,
  type Exploited,
  exploitedWhere,
  internationalColumns,
  meansOfControl,
  recruiterRelation,
} from './exploitation.ts'
export { type NationRules, nationRules, rulesOf } from './nations.ts'
export { checkInResult, disclosureBasis, disclosureField, guardianSupport, reachedAt } from './protection.ts'
export { indicatorAnswer, indicatorBlocks, promptFrom } from './indicators.ts'
export {
  longestReferralText,
  type ReferralClock,
  referralClocks,
  type ReferralField,
  referralForm,
  type ReferralSection,
} from './referral-form.ts'
export {
  decisionBody,
  identificationRoute,
  identifying,
  referralStage,
  suspecting,
  traffickingView,
} from './trafficking.ts'
