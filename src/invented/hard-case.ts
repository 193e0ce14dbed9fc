import type { Course, Loss } from './course.ts'

const lostAt18 = (found: Loss['found'], rows: Loss['rows'] = 'both', rec = 'E8'): Loss => ({
  at: '18',
  rec,
  found,
  rows,
})
const lostFromCare = (rec: string, found: Loss['found'], more: Partial<Loss> = {}): Loss => ({
  at: 'end of care',
  rec,
  found,
  rows: 'both',
  ...more,
})
const unaccompanied = { group: 'unaccompanied' } as const
const here = { group: 'trafficked here' } as const

/**
 * The hard cases, each with its number among 300 children. They are what the counting rules of the question turn on,
 * so they are more frequent here than in a true register.
 */
export const hard: readonly (readonly [number, Course])[] = [
  [4, { case: 'respite only', care: 'respite' }],
  [
    2,
    {
      case: 'respite only, missing and suspected',
      care: 'respite',
      missing: 'during respite',
      trafficking: 'suspected',
    },
  ],
  [
    2,
    { case: 'missing after respite, before other care', care: 'respite, then care', missing: 'before care' },
  ],
  [3, { ...unaccompanied, case: 'missing before care', missing: 'before care' }],
  [
    2,
    {
      ...unaccompanied,
      case: 'missing before care, in the return too',
      missing: 'before care, also in the return',
    },
  ],
  [1, { ...here, case: 'missing before care', missing: 'before care', trafficking: 'suspected' }],
  [
    2,
    {
      ...unaccompanied,
      case: 'never in care, found',
      care: 'never',
      never: { found: true, past18: false, inReturn: false },
    },
  ],
  [
    2,
    {
      ...unaccompanied,
      case: 'never in care, not found',
      care: 'never',
      never: { found: false, past18: false, inReturn: false },
    },
  ],
  [
    1,
    {
      ...unaccompanied,
      case: 'never in care, not found, past 18',
      care: 'never',
      never: { found: false, past18: true, inReturn: false },
      trafficking: 'suspected',
    },
  ],
  [
    2,
    {
      ...unaccompanied,
      case: 'never in care, in the return, not found, past 18',
      care: 'never',
      never: { found: false, past18: true, inReturn: true },
    },
  ],
  [3, { ...unaccompanied, case: 'missing at 18, never found', lost: lostAt18('never') }],
  [2, { ...unaccompanied, case: 'missing at 18, in the return only', lost: lostAt18('never', 'return') }],
  [
    1,
    {
      ...here,
      case: 'missing at 18, never found',
      lost: lostAt18('never'),
      trafficking: 'suspected then identified',
    },
  ],
  [2, { ...unaccompanied, case: 'missing at 18, found later', lost: lostAt18('later') }],
  [1, { ...unaccompanied, case: 'found on the 18th birthday', lost: lostAt18('that day') }],
  [
    1,
    {
      ...unaccompanied,
      case: 'died on the 18th birthday, missing',
      lost: lostAt18('that day', 'return', 'E2'),
    },
  ],
  [
    1,
    { ...unaccompanied, case: 'missing at 18, born on 29 February', leapDay: true, lost: lostAt18('never') },
  ],
  [1, { case: 'born on 29 February', group: 'other', leapDay: true, care: 'under way' }],
  [2, { ...unaccompanied, case: 'transferred while missing', lost: lostFromCare('E3', 'never') }],
  [
    1,
    {
      ...unaccompanied,
      case: 'transferred while missing, in the return only',
      lost: lostFromCare('E3', 'never', { rows: 'return' }),
    },
  ],
  [
    1,
    { ...unaccompanied, case: 'transferred while missing, found later', lost: lostFromCare('E3', 'later') },
  ],
  [2, { ...unaccompanied, case: 'age assessed as 18 while missing', lost: lostFromCare('E15', 'never') }],
  [
    1,
    {
      ...unaccompanied,
      case: 'care ended by review while missing',
      lost: lostFromCare('E8', 'never'),
      trafficking: 'side by side',
    },
  ],
  [
    1,
    { ...unaccompanied, case: 'care ended without a reason while missing', lost: lostFromCare('', 'never') },
  ],
  [
    2,
    {
      ...here,
      case: 'went home while missing',
      lost: lostFromCare('E4B', 'that day'),
      trafficking: 'suspected',
    },
  ],
  [
    1,
    {
      ...here,
      case: 'went home while missing, in the return only',
      lost: lostFromCare('E4B', 'that day', { rows: 'return' }),
      trafficking: 'suspected',
    },
  ],
  [
    2,
    {
      ...unaccompanied,
      case: 'lost, later in care again',
      lost: lostFromCare('E8', 'later', { rows: 'return', then: 'care again' }),
    },
  ],
  [
    2,
    {
      ...here,
      case: 'lost, found, later in care again',
      lost: lostFromCare('E3', 'later', { then: 'care again' }),
      trafficking: 'referral to the end',
    },
  ],
  [
    2,
    {
      ...unaccompanied,
      case: 'lost, later missing again',
      lost: lostFromCare('E8', 'later', { rows: 'return', then: 'missing again' }),
    },
  ],
  [3, { ...unaccompanied, case: 'leave granted before 18', leave: 'granted' }],
  [2, { ...unaccompanied, case: 'DUC put right', leave: 'corrected' }],
  [3, { group: 'separated', case: 'separated only' }],
  [
    3,
    {
      ...here,
      case: 'suspicion after a negative decision',
      trafficking: 'suspicion after a negative decision',
    },
  ],
  [
    3,
    {
      ...here,
      case: 'identified, later suspected',
      care: 'long',
      trafficking: 'identified, later suspected',
    },
  ],
  [2, { ...here, case: 'referral reconsidered', care: 'long', trafficking: 'reconsidered' }],
  [2, { ...here, case: 'views side by side', trafficking: 'side by side' }],
  [3, { group: 'other', case: 'header without episode', care: 'never', headerOnly: true }],
  [2, { case: 'moved on the first day', firstDay: 'moved the same day', group: 'other' }],
  [2, { ...unaccompanied, case: 'left open past 18', care: 'open past 18' }],
  [1, { group: 'other', case: 'reason without date', care: 'reason without date' }],
  [2, { ...unaccompanied, case: 'missing now', care: 'under way', missing: 'now' }],
  [
    1,
    {
      ...here,
      case: 'missing now',
      care: 'under way',
      missing: 'now',
      trafficking: 'suspected then identified',
    },
  ],
  [
    1,
    {
      ...here,
      case: 'missing many times',
      care: 'long',
      missing: 'many',
      trafficking: 'referral to the end',
    },
  ],
  [2, { group: 'other', case: 'missing many times', care: 'long', missing: 'many' }],
  [2, { ...unaccompanied, case: 'MIS_END put right', care: 'just begun', missing: 'end corrected' }],
  [
    3,
    {
      ...here,
      case: 'known months late',
      care: 'just begun',
      known: 'late',
      trafficking: 'suspected then identified',
    },
  ],
]
