/**
 * Children who are missing or away: what is written down (`episode`, `news`), what follows from it (`occurrence`,
 * `clocks`, `interviews`), and who must act next (`desk`).
 */
export {
  type ClockSettings,
  clockIds,
  clockSeconds,
  clocksOf,
  type Due,
  isOverdue,
  nextDue,
  runsOut,
  usualClocks,
} from './clocks.ts'
export { deskKinds, type DeskMemory, rowsKnownOn } from './desk-memory.ts'
export { type Case, type Desk, deskAt, deskForWall, type DeskRules, situationOf } from './desk.ts'
export {
  begin,
  changeKind,
  changeWhileMissing,
  evidence,
  type Finding,
  giveBack,
  locate,
  type MissingProblem,
  type MissingReport,
  openEpisode,
} from './episode.ts'
export { type Interview, interviewOf, interviewStart, stillDue } from './interviews.ts'
export {
  earliest,
  firstMinute,
  lastSpell,
  type Moment,
  newest,
  type Occurrence,
  occurrencesOf,
  type Spell,
  type Word,
} from './occurrence.ts'
export * from './notices/index.ts'
export {
  type Length,
  lengths,
  type PartOfDay,
  partsOfDay,
  type Patterns,
  patternsOf,
  weekdayOf,
  weekdays,
} from './patterns.ts'
export { clockSettingsAt, clocksSet, setClock } from './settings.ts'
export { type DeskRow, maybeMissing } from './store.ts'
export { hangScreen, type Screen, screens, screenWith, takeScreenDown } from './wall.ts'
