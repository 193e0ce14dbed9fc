import type { Shares } from './chance.ts'

/**
 * Shares of the published statistics, so that an invented council looks like one. Sources, in the order used:
 * DfE, Children looked after in England, 2024 release (unaccompanied children on 31 March 2024 by age, sex, need and
 * placement; missing incidents by age and duration); DfE SFR34/2015 (looked after by age and legal status; missing and
 * away by council); Home Office, National Referral Mechanism annual summary 2024 (the five largest nationalities);
 * ECPAT UK and Missing People, 2016 to 2025 (children missing, incidents a child).
 */

/** 7,060 of 7,380 unaccompanied children were boys. */
export const unaccompaniedBoys = 0.957

/** Age when care began. 89 % were 16 or over on 31 March 2024; the youngest arrive rarely. */
export const unaccompaniedAge: Shares<number> = [
  [17, 34],
  [16, 36],
  [15, 16],
  [14, 8],
  [13, 3],
  [12, 2],
  [10, 1],
]

/** Starts of care of other children by age: near SFR34/2015, where a quarter were under 5 and the rest rose to 15. */
export const otherAge: Shares<number> = [
  [0, 19],
  [1, 5],
  [2, 5],
  [4, 8],
  [6, 8],
  [8, 8],
  [10, 9],
  [12, 11],
  [14, 12],
  [15, 10],
  [16, 5],
]

/** N1 500, N4 310, N5 60, N8 6,500 of 7,380. */
export const unaccompaniedNeed: Shares<string> = [
  ['N8', 88],
  ['N1', 7],
  ['N4', 4],
  ['N5', 1],
]

export const otherNeed: Shares<string> = [
  ['N1', 64],
  ['N5', 15],
  ['N4', 9],
  ['N8', 4],
  ['N3', 3],
  ['N2', 3],
  ['N6', 2],
]

export type Country = { code: string; country: string; word: string; ethnicity: string }

const country = (code: string, name: string, word: string, ethnicity: string): Country => ({
  code,
  country: name,
  word,
  ethnicity,
})

/**
 * Nationalities of unaccompanied children. The order is that of the Home Office's asylum statistics of these years;
 * no table gives the shares for one council's twelve years, so they are rounded. They reproduce the published
 * ethnic groups: African 22 %, other Asian 25 %, other 40 %, other White 5 %.
 */
export const unaccompaniedCountries: Shares<Country> = [
  [country('SDN', 'Sudan', 'Sudanese', 'BAFR'), 18],
  [country('AFG', 'Afghanistan', 'Afghan', 'AOTH'), 17],
  [country('ERI', 'Eritrea', 'Eritrean', 'BAFR'), 13],
  [country('IRN', 'Iran', 'Iranian', 'OOTH'), 13],
  [country('VNM', 'Vietnam', 'Vietnamese', 'AOTH'), 11],
  [country('IRQ', 'Iraq', 'Iraqi', 'OOTH'), 10],
  [country('ALB', 'Albania', 'Albanian', 'WOTH'), 8],
  [country('SYR', 'Syria', 'Syrian', 'OOTH'), 4],
  [country('ETH', 'Ethiopia', 'Ethiopian', 'BAFR'), 3],
  [country('SOM', 'Somalia', 'Somali', 'BAFR'), 1],
  [country('EGY', 'Egypt', 'Egyptian', 'OOTH'), 1],
  [country('TCD', 'Chad', 'Chadian', 'BAFR'), 1],
]

const british = country('GBR', 'United Kingdom', 'British', 'WBRI')

/** British children were the largest nationality in the NRM in 2024 (23 % of all ages), the larger part of minors. */
export const exploitedHereCountries: Shares<Country> = [
  [british, 82],
  [country('ROU', 'Romania', 'Romanian', 'WOTH'), 6],
  [country('ALB', 'Albania', 'Albanian', 'WOTH'), 4],
  [country('POL', 'Poland', 'Polish', 'WOTH'), 3],
  [country('VNM', 'Vietnam', 'Vietnamese', 'AOTH'), 3],
  [country('PRT', 'Portugal', 'Portuguese', 'WOTH'), 2],
]

export const otherCountries: Shares<Country> = [
  [british, 95],
  [country('POL', 'Poland', 'Polish', 'WOTH'), 2],
  [country('ROU', 'Romania', 'Romanian', 'WOTH'), 1],
  [country('NGA', 'Nigeria', 'Nigerian', 'BAFR'), 1],
  [country('PAK', 'Pakistan', 'Pakistani', 'APKN'), 1],
]

/** Ethnic groups of British children, near those of children missing from placement in 2024. */
export const britishEthnicity: Shares<string> = [
  ['WBRI', 76],
  ['MWBC', 5],
  ['MOTH', 4],
  ['MWAS', 2],
  ['MWBA', 2],
  ['BAFR', 4],
  ['BCRB', 3],
  ['APKN', 2],
  ['ABAN', 1],
  ['NOBT', 1],
]

/** Minutes missing: 28,000 under a day, 47,460 of one to two, 6,630 of three to seven, 1,840 longer, of 83,920. */
export const minutesMissing: Shares<readonly [number, number]> = [
  [[60, 1380], 33.4],
  [[1441, 2800], 56.5],
  [[4320, 10_000], 7.9],
  [[11_500, 21_000], 1.3],
  [[23_000, 43_000], 0.45],
  [[44_000, 120_000], 0.48],
]

/** The chance to be missing or away at all in a year of care, and how often then. */
export const missingInAYear = {
  /** 12 to 15 % in each of the four reports. */
  unaccompanied: 0.14,
  /** 24 to 37 %. */
  trafficked: 0.34,
  /** 11 % of all looked after in 2024, nearly all of them 10 or older. */
  tenAndOver: 0.15,
  younger: 0.002,
  /** 6.5 incidents a child on average; half of the children have one or two. */
  timesOnAverage: 6.5,
  /** 13,080 away beside 28,570 missing incidents in 2015. */
  away: 0.3,
}
