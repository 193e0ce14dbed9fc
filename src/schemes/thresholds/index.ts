export {
  keepPopulations,
  type Population,
  populationColumns,
  type PopulationRow,
  populations,
  readPopulations,
} from './populations.ts'
export { exactLineOf, lineOf, type Share, shareOn, thresholdOn, unaccompaniedOn } from './share.ts'
