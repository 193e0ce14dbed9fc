import { describe, expect, test } from 'vitest'
import { immigrationStatus, immigrationStatusOf, unaccompaniedCodes } from './immigration.ts'

describe('an immigration status as files write it', () => {
  test.each<[string, string[]]>([
    [
      'uasc',
      [
        'UASC',
        'uasc',
        'U.A.S.C.',
        'Unaccompanied Asylum Seeking Child',
        'Unaccompanied asylum-seeking child (UASC)',
        'Unaccompanied minor',
        'UASC - NTS',
        'UASC, age disputed',
        'UASC - asylum refused',
      ],
    ],
    ['separated', ['Separated child', 'separated', 'Separated from parents']],
    [
      'former-uasc',
      [
        'Former UASC',
        'Formerly unaccompanied',
        'ex-UASC',
        'Was UASC until 18',
        'No longer UASC',
        'UASC status ended',
        'UASC care leaver',
      ],
    ],
    ['uasc-leave', ['UASC leave', 'UAS leave', 'UASC leave (para 352ZC)']],
    ['section-67-leave', ['Section 67 leave', 's67', 'S.67 leave', 'Dubs']],
    ['calais-leave', ['Calais leave']],
    [
      'humanitarian-protection',
      [
        'Humanitarian Protection',
        'Granted humanitarian protection',
        'HP',
        'Asylum refused, humanitarian protection granted',
      ],
    ],
    ['discretionary-leave', ['Discretionary leave to remain', 'DLR', 'Discretionary Leave']],
    [
      'indefinite-leave',
      ['Indefinite leave to remain', 'ILR', 'Settled status', 'EU Settlement Scheme - settled'],
    ],
    [
      'limited-leave',
      [
        'Limited leave to remain',
        'LTR',
        'LLTR',
        'Leave to remain',
        'Pre-settled status',
        'EUSS pre-settled',
        'Exceptional leave to remain',
      ],
    ],
    [
      'refugee',
      ['Refugee', 'Refugee status granted', 'Asylum granted', 'Granted asylum', 'Asylum claim granted'],
    ],
    [
      'asylum-pending',
      [
        'Asylum seeker',
        'Seeking asylum',
        'Asylum claim pending',
        'Asylum application submitted',
        'Claimed asylum',
        'Accompanied asylum seeker',
      ],
    ],
    [
      'appeal-rights-exhausted',
      ['Appeal rights exhausted', 'ARE', 'Failed asylum seeker - appeal rights exhausted'],
    ],
    ['british', ['British citizen', 'British', 'UK citizen', 'UK National']],
  ])('%s', (code, ways) => {
    for (const way of ways) expect(immigrationStatusOf(way), way).toBe(code)
  })

  test.each([
    [
      'denies it',
      [
        'Not UASC',
        'Non-UASC',
        'Not an unaccompanied child',
        'UASC: No',
        'Unaccompanied - N',
        'Not British',
        'Never separated',
      ],
    ],
    [
      'tells of a refusal',
      [
        'Asylum refused',
        'Refused asylum',
        'Asylum claim refused',
        'Refugee status refused',
        'Failed asylum seeker',
        'Asylum claim withdrawn',
        'Indefinite leave to remain refused',
      ],
    ],
    [
      'is another status',
      [
        'British National (Overseas)',
        'BNO visa',
        'EEA national',
        'Student visa',
        'Family reunion',
        'Visitor',
        'Overstayer',
        'Accompanied',
        'Dependant',
      ],
    ],
    ['speaks of the parents', ['Parents separated', 'Parents are separated']],
    ['says nothing', ['', ' ', '-', 'Unknown', 'N/A', 'Not recorded']],
  ])('that %s is kept as written, and counts as nothing', (_why, texts) => {
    for (const text of texts) expect(immigrationStatusOf(text), text).toBeUndefined()
  })

  test('maps only to codes of the list, of which two make a child unaccompanied or separated', () => {
    expect(unaccompaniedCodes).toEqual(['uasc', 'separated'])
    const codes = immigrationStatus.codes.map((code) => code.code)
    for (const code of unaccompaniedCodes) expect(codes).toContain(code)
  })
})
