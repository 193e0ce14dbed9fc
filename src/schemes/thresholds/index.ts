export {
  keepPopulations,
  type Population,
  populationColumns,
  type PopulationRow,
  populations,
  readPopulations,
} from './populations.ts'
export { lineOf, type Share, shareOn, thresholdOn, unaccompaniedOn } from './share.ts'
