export { canonicalTables, countMapping, frozenAnswer, runsAgain, tableOf } from './freeze.ts'
export {
  type Decision,
  type Disclosure,
  disclosures,
  type Exemption,
  exemptions,
  type Frozen,
  type FrozenTable,
  type MappedPart,
  type Mapping,
  type Received,
  type Request,
  requestOf,
  type Stage,
  stages,
  type Step,
  usualRule,
} from './request.ts'
export {
  approve,
  close as closeRequest,
  decideTables,
  freeze,
  map as mapRequest,
  protectRequest,
  receive,
  release as releaseRequest,
  type RequestProblem,
  requests,
  requestWith,
} from './requests.ts'
export {
  adviceWords,
  letterOf,
  type LetterPart,
  letterTable,
  mayBeRead,
  type PrintedTable,
  printedRows,
  printedTables,
  publishedTable,
} from './letter.ts'
export { mostCharacters, periodProblem, suggest, type Suggestion } from './suggest.ts'
export { givenTables } from './release.ts'
