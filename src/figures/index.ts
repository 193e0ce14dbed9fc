/**
 * Any question answered: `catalogue` says what is counted and `breakdowns` how it may be split; `reading` folds a
 * child's life once for a period; `tally` adds up and `count` tells; `questions` are the shapes in which people really asked.
 */
export {
  type Answer,
  type AnsweredMeasure,
  answerEcpat,
  childrenNotFound,
  internalUse,
  type MeasureId,
  type Question,
  type Uncovered,
  uncovered,
} from './answer.ts'
export { type Breakdown, breakdownOf, breakdowns, notRecorded } from './breakdowns/index.ts'
export { catalogue, type Measure, measureOf, requestMeasures } from './catalogue/index.ts'
export { measuresPage } from './catalogue-page.ts'
export * from './collate/index.ts'
export * from './formats/index.ts'
export * from './publication/index.ts'
export * from './questions/index.ts'
export * from './requests/index.ts'
export {
  addUp,
  type Cell,
  type Count,
  countAll,
  type CountQuestion,
  countPeriod,
  type Coverage,
  type Part,
} from './count.ts'
export { type Council, readCouncil, readCouncils, type Reading, withAround } from './council.ts'
export { type Asked, type ChildReading, readerOf } from './reading.ts'
export type { Life } from '../lives/index.ts'
export {
  choices,
  choicesInWords,
  readSettings,
  settingNames,
  type Settings,
  usualSettings,
} from './settings.ts'
