import type { HomeKind } from './homes.ts'

/** Kinds of home that may be offered. None of them is secure: nobody is kept in a place of this list. */
export const offeredKinds = [
  'family',
  'foster',
  'residential',
  'supported',
  'independent',
  'hotel',
  'other',
] as const satisfies readonly HomeKind[]
export type OfferedKind = (typeof offeredKinds)[number]

/** The age from which a kind of home may be used. */
export const leastAges: readonly { kind: OfferedKind; age: number; authority: string }[] = [
  { kind: 'supported', age: 16, authority: 'SSDA903 validation rule 371: placement types H5 and K3 from 16' },
  { kind: 'independent', age: 16, authority: 'SSDA903 validation rule 370: placement type P2 from 16' },
]

/** In which kinds of home children of an age were usually placed after Calais: the youngest with families, the oldest alone. */
export const usualKinds: readonly { until: number; kinds: readonly OfferedKind[] }[] = [
  { until: 12, kinds: ['family', 'foster'] },
  { until: 15, kinds: ['foster', 'residential'] },
  { until: 17, kinds: ['supported', 'residential', 'foster'] },
  { until: 25, kinds: ['supported', 'independent'] },
]

/** By what a child may be deprived of liberty. Without one of them no placement is secure. */
export const libertyBases = [
  { code: 'section-25', label: 'A secure accommodation order of the court' },
  { code: 'high-court', label: 'An order of the High Court that authorises it' },
  { code: 'custody', label: 'Remand or sentence' },
] as const
