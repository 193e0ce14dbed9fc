export {
  cataloguePage,
  codeLists,
  codesPage,
  councilsPage,
  kindsPage,
  markdownTable,
  yearsOf,
} from './catalogue.ts'
export { type Clock, returnInterview, tellPolice } from './clocks.ts'
export {
  categoryOfNeed,
  type Code,
  type CodeList,
  ethnicity,
  hasCode,
  labelOf,
  documentKind,
  legalStatus,
  missingType,
  placementProvider,
  placementType,
  reasonEpisodeCeased,
  reasonForNewEpisode,
  reasonForPlacementChange,
  sex,
  validIn,
} from './codes.ts'
export { type Council, councilByCode, councils, demonstrationCouncil } from './councils.ts'
export { countries, type Country, countryName, nationalityOf } from './countries.ts'
export { immigrationStatus, immigrationStatusOf, unaccompaniedCodes } from './immigration.ts'
export {
  type Compartment,
  compartmentNumber,
  compartments,
  countedKinds,
  type Kind,
  kindName,
  type KindName,
  kindNames,
  kindOf,
  kinds,
} from './kinds.ts'
export { identifying, referralStage, suspecting, traffickingView } from './trafficking.ts'
