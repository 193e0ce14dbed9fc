import type { Chance } from './chance.ts'
import { birthday, type Day } from './day.ts'
import type { Group } from './life.ts'

export type Placement = { place: string; provider: string; post: string; urn: string }

/** The days on which a placement code of the return gave way to another (DfE guides of these years). */
const recodings: readonly { last: string; from: Day }[] = [
  // Rule 217t: P2, independent living, is not valid from 28 October 2023.
  { last: 'P2', from: '2023-10-28' },
  // H5 is gone from the edition of 2025-26; its places register as K3, supported accommodation, in the year before.
  { last: 'H5', from: '2025-04-01' },
  { last: 'Z1', from: '2025-04-01' },
]

/** The day on which a placement of that code, begun on `from`, got another one; null where the code stays. */
export function recodedOn(place: string, from: Day, chance: Chance): Day | null {
  const recoding = recodings.find(({ last }) => last === place)
  if (recoding === undefined || recoding.from <= from) return null
  if (place !== 'H5') return recoding.from
  const registered = ['2024-05-13', '2024-07-22', '2024-09-03', '2024-11-19', '2025-01-27', '2025-03-31']
  return chance.pick(registered.filter((day) => day > from))
}

/** The same roof under the code that took the old one's place. */
export function recoded(placement: Placement, day: Day, chance: Chance): Placement {
  if (placement.place === 'P2') return { ...placement, place: 'H5', urn: inventedUrn(chance) }
  if (placement.place === 'H5')
    return { ...placement, place: 'K3', urn: placement.urn || inventedUrn(chance) }
  // What each of Z11 to Z14 stands for is in no source we found; any of them is a code of 2025-26.
  return { ...placement, place: day >= '2025-04-01' ? chance.pick(['Z11', 'Z12', 'Z13', 'Z14']) : 'Z1' }
}

const halfIndependent = (day: Day, chance: Chance): string => {
  if (day < '2023-10-28') return chance.happens(0.25) ? 'P2' : 'H5'
  if (day < '2024-04-01') return 'H5'
  return day >= '2025-03-01' || chance.happens(0.6) ? 'K3' : 'H5'
}

const otherSetting = (day: Day, chance: Chance): string =>
  day < '2025-04-01' ? 'Z1' : chance.pick(['Z11', 'Z12', 'Z13', 'Z14'])

/** A place that fits group, age, legal status and year. H5, P2 and K3 are for 16 and over (rules 370, 371). */
export function choosePlace(about: { group: Group; dob: Day; day: Day; ls: string }, chance: Chance): string {
  const { group, dob, day, ls } = about
  if (ls === 'V3' || ls === 'V4')
    return chance.weighted([
      ['U6', 70],
      ['K2', 20],
      ['R1', 10],
    ])
  const sixteen = day >= birthday(dob, 16)
  if (group === 'unaccompanied' || group === 'separated') {
    // 31 March 2024, all ages: foster 37 %, homes 1 %, independent and semi-independent 44 %, other 17 %.
    return sixteen
      ? chance.weighted([
          ['U6', 24],
          ['U4', 6],
          ['U3', 2],
          [halfIndependent(day, chance), 62],
          ['K2', 2],
          [otherSetting(day, chance), 4],
        ])
      : chance.weighted([
          ['U6', 60],
          ['U4', 25],
          ['U3', 7],
          ['K2', 6],
          ['U1', 2],
        ])
  }
  // With the parents only under a care order (rule 378).
  const parents = ls === 'C1' || ls === 'C2' ? 7 : 0
  if (sixteen) {
    return chance.weighted([
      ['U6', 22],
      ['U4', 20],
      ['K2', 22],
      [halfIndependent(day, chance), 28],
      ['P1', parents],
      ['K1', 1],
      ['R1', 1],
    ])
  }
  if (day >= birthday(dob, 10)) {
    return chance.weighted([
      ['U6', 30],
      ['U4', 28],
      ['U1', 8],
      ['U3', 6],
      ['K2', 17],
      ['P1', parents],
      ['S1', 2],
      ['R1', 1],
    ])
  }
  return chance.weighted([
    ['U6', 42],
    ['U4', 22],
    ['U3', 12],
    ['U1', 8],
    ['U5', 3],
    ['P1', parents],
    ['R3', day < birthday(dob, 1) ? 4 : 0],
  ])
}

/** PR0 belongs to P1 alone (rule 550); Z1 and its successors have no provider. */
function providerOf(place: string, chance: Chance): string {
  if (place === 'P1') return 'PR0'
  if (place.startsWith('Z')) return ''
  if (place.startsWith('U') || place.startsWith('A'))
    return chance.weighted([
      ['PR1', 58],
      ['PR4', 36],
      ['PR2', 3],
      ['PR5', 3],
    ])
  if (place === 'K1') return chance.pick(['PR1', 'PR2'])
  return chance.weighted([
    ['PR4', 78],
    ['PR1', 12],
    ['PR5', 8],
    ['PR2', 2],
  ])
}

/** Nine and six more digits: no provider has them. */
const inventedUrn = (chance: Chance): string => `99${String(chance.between(10_000, 99_998))}`

const needsUrn = (place: string, day: Day): boolean =>
  place.startsWith('U') ||
  ['K1', 'K2', 'K3', 'S1', 'R3'].includes(place) ||
  (place === 'H5' && day >= '2023-10-28')

/** No postcode area is called ZM. */
export const inventedPostcode = (chance: Chance): string =>
  `ZM${String(chance.between(1, 40))} ${String(chance.between(1, 9))}${chance.pick(['AB', 'DE', 'FG', 'HJ', 'LN', 'PQ'])}`

export function placementAt(place: string, day: Day, chance: Chance): Placement {
  return {
    place,
    provider: providerOf(place, chance),
    post: inventedPostcode(chance),
    urn: needsUrn(place, day) ? inventedUrn(chance) : '',
  }
}
