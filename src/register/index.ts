export type { Change, Recorded, RecordProblem, SaidBy, States, WithdrawalReason } from './change.ts'
export {
  readSealed,
  type Attributes,
  type Entry,
  moment,
  type Said,
  said,
  type Sealed,
  sealedText,
  tidyAttributes,
} from './entry.ts'
export { clean, type Cleaned, documentLimits, type DocumentType } from './documents/clean.ts'
export { keepContent, openContent } from './documents/documents.ts'
export {
  childByNumber,
  councilNumbers,
  describeChildren,
  filters,
  type Filter,
  findChildren,
  namesOf,
  numberLookups,
  type Found,
  type Glimpsed,
  plainText,
  whomOneMayOpen,
} from './find.ts'
export type { NameBook } from './name-book.ts'
export {
  asKnownAt,
  type ChildRecord,
  current,
  openEntry,
  openRecord,
  type SaidWhere,
  versionsOf,
  type Withdrawn,
} from './reading.ts'
export { type Batch, record, type Recording, wasRecorded } from './record.ts'
export { formSource, knowable, knownInstant } from './sources.ts'
export { type Held, sequence, type Step } from './sequence.ts'
export { fullName, type State, stateOf, type TraffickingState } from './state.ts'
export { childrenByLookup, currentEntries, type EntryRead, saidOf, withdrawnByHand } from './reading/store.ts'
export { type TaskDue, tasksOfMine } from './tasks.ts'
export { childVersions, insertSource, lastRecorded, lastRecordedIn } from './store.ts'
