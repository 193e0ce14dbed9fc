export {
  type Answer,
  type AnsweredMeasure,
  answerEcpat,
  childrenNotFound,
  internalUse,
  type Question,
  type Uncovered,
  uncovered,
} from './answer.ts'
export { type Measure, type MeasureId, measures } from './ecpat/measures.ts'
export { type Asked, type ChildReading, readLife } from './ecpat/reading.ts'
export type { Life } from '../missing/index.ts'
export {
  choices,
  choicesInWords,
  readSettings,
  settingNames,
  type Settings,
  usualSettings,
} from './settings.ts'
