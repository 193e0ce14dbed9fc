import { describe, expect, test } from 'vitest'
import {
  categoryOfNeed,
  type CodeList,
  ethnicity,
  hasCode,
  labelOf,
  legalStatus,
  missingType,
  placementProvider,
  placementType,
  reasonEpisodeCeased,
  reasonForNewEpisode,
  reasonForPlacementChange,
  sex,
  validIn,
} from './codes.ts'

const valid = (list: CodeList, year: number) =>
  list.codes.filter((code) => validIn(code, year)).map((code) => code.code)
const listed = (text: string) => text.split(',').sort()

describe('codes by year, against the lists of the open 903 validator', () => {
  test.each([
    ['legal status', legalStatus, 'C1,C2,D1,E1,V2,V3,V4,J1,J2,J3,L1,L2,L3'],
    ['reason for new episode', reasonForNewEpisode, 'S,P,L,T,U,B'],
    ['category of need', categoryOfNeed, 'N1,N2,N3,N4,N5,N6,N7,N8'],
    ['placement provider', placementProvider, 'PR0,PR1,PR2,PR3,PR4,PR5'],
    [
      'reason episode ceased',
      reasonEpisodeCeased,
      'E11,E12,E2,E3,E4A,E4B,E13,E41,E45,E46,E47,E48,E5,E6,E7,E8,E9,E14,E15,E16,E17,X1',
    ],
    [
      'reason for placement change',
      reasonForPlacementChange,
      'CARPL,CLOSE,ALLEG,STAND,APPRR,CREQB,CREQO,CHILD,LAREQ,PLACE,CUSTOD,OTHER',
    ],
    ['missing', missingType, 'M,A'],
    [
      'ethnicity',
      ethnicity,
      'WBRI,WIRI,WOTH,WIRT,WROM,MWBC,MWBA,MWAS,MOTH,AIND,APKN,ABAN,AOTH,BCRB,BAFR,BOTH,CHNE,OOTH,REFU,NOBT',
    ],
  ])('%s is the same in every year from 2022-23 to 2025-26', (_title, list, text) => {
    for (const year of [2023, 2024, 2025, 2026]) expect(valid(list, year).sort()).toEqual(listed(text))
  })

  const always = 'A3,A4,A5,A6,K1,K2,P1,P3,R1,R2,R3,R5,S1,T0,T1,T2,T3,T4,U1,U2,U3,U4,U5,U6'
  test.each([
    [2023, 'H5,P2,Z1'],
    // P2 ended in October 2023, in the year that ends in 2024.
    [2024, 'H5,P2,Z1'],
    [2025, 'H5,K3,Z1'],
    [2026, 'K3,Z11,Z12,Z13,Z14'],
  ])('placement types of the year to March %i', (year, text) => {
    expect(valid(placementType, year).sort()).toEqual(listed(`${always},${text}`))
  })

  test('a file of any year is read by the same list: what ended is still known', () => {
    for (const code of ['H5', 'P2', 'Z1', 'K3', 'Z14']) expect(hasCode(placementType, code), code).toBe(true)
    expect(hasCode(placementType, 'Q9')).toBe(false)
    expect(labelOf(placementType, 'U6')).toBe('Foster care')
    expect(labelOf(placementType, 'Q9')).toBe('Q9')
  })

  test('the letter U for sex came with the letters, in 2024-25', () => {
    expect(valid(sex, 2024)).toEqual(['F', 'M'])
    expect(valid(sex, 2025)).toEqual(['F', 'M', 'U'])
  })
})
