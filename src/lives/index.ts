/**
 * What is counted of a child, as known at an instant: the coded and dated entries, and where a missing child is known
 * to have been (`whereabouts`). The desk and every figure are read from it. No name, no number, nothing sealed.
 */
export type { Coded, Life, Times } from './life.ts'
export { livesKnownOn, livesSome } from './lives.ts'
export { columnsOf } from './memory.ts'
export { type Lives, livesAsWritten, livesInNumbers } from './reading.ts'
export type { Among } from './store.ts'
export {
  type CareEpisode,
  defaultWhereabouts,
  endedByReturnRules,
  countsHere,
  locatedOn,
  type MissingSpell,
  type WhereaboutsSettings,
} from './whereabouts.ts'
