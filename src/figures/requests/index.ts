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
} from './request.ts'
export {
  approve,
  close as closeRequest,
  decideTables,
  freeze,
  map as mapRequest,
  receive,
  type RequestProblem,
  requests,
  requestWith,
} from './requests.ts'
export { adviceWords, letterOf, type LetterPart, letterTable } from './letter.ts'
export { mostCharacters, periodProblem, suggest, type Suggestion } from './suggest.ts'
