export {
  begin,
  evidence,
  type Finding,
  giveBack,
  locate,
  type MissingProblem,
  type MissingReport,
  openEpisode,
} from './episode.ts'
export {
  type CareEpisode,
  defaultWhereabouts,
  endedByReturnRules,
  locatedOn,
  type MissingSpell,
  type WhereaboutsSettings,
} from './whereabouts.ts'
