import type { CodeList } from './codes.ts'

/**
 * The kinds of home in which young people who came alone really live. The codes of the return do not say it: a hotel
 * has no code of its own, and one code stands for several kinds.
 */
export const homeKind: CodeList = {
  id: 'home-kind',
  title: 'Kind of home',
  item: 'none: not in any return',
  source:
    'Turnstone: the kinds that councils and the Home Office name when they say where unaccompanied children live',
  codes: [
    { code: 'family', label: 'Family or friends' },
    { code: 'foster', label: 'Foster family' },
    { code: 'residential', label: 'Children’s home or other residential home' },
    { code: 'supported', label: 'Supported or semi-independent accommodation' },
    { code: 'independent', label: 'Independent living' },
    { code: 'hotel', label: 'Hotel or bed and breakfast' },
    { code: 'secure', label: 'Secure home or custody' },
    { code: 'hospital', label: 'Hospital or nursing' },
    { code: 'other', label: 'Somewhere else' },
  ],
}

export type HomeKind =
  | 'family'
  | 'foster'
  | 'residential'
  | 'supported'
  | 'independent'
  | 'hotel'
  | 'secure'
  | 'hospital'
  | 'other'

/** What each placement code of the return most nearly is; where a code says nothing of the home, `other`. */
const homeOfCode: Readonly<Record<string, HomeKind>> = {
  A3: 'family',
  A4: 'family',
  A5: 'family',
  A6: 'family',
  P1: 'family',
  U1: 'family',
  U2: 'family',
  U3: 'family',
  U4: 'foster',
  U5: 'foster',
  U6: 'foster',
  K2: 'residential',
  R1: 'residential',
  R3: 'residential',
  S1: 'residential',
  H5: 'supported',
  K3: 'supported',
  P2: 'independent',
  P3: 'independent',
  K1: 'secure',
  R5: 'secure',
  R2: 'hospital',
  T1: 'hospital',
}

/**
 * The kind of home of a placement: what somebody said it is, and otherwise what its code in the return says.
 *
 * @param placement a code of the list of placement types; empty where none is known
 * @param saidToBe a code of `homeKind` that was recorded with it
 */
export const homeOf = (placement: string, saidToBe: unknown): HomeKind =>
  homeKind.codes.some((one) => one.code === saidToBe)
    ? (saidToBe as HomeKind)
    : (homeOfCode[placement] ?? 'other')
