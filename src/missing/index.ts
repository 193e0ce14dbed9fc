export {
  type CareEpisode,
  defaultWhereabouts,
  endedByReturnRules,
  locatedOn,
  type MissingSpell,
  type WhereaboutsSettings,
} from './whereabouts.ts'
