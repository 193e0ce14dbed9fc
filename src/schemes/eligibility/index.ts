export { cohortColumns, type CohortChild, readCohort } from './cohort.ts'
export { type Candidate, type Verdict, verdictOf } from './verdict.ts'
