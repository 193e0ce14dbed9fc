import { day, type PlainDate } from '../plain/index.ts'

/** What the Home Office pays a council for a night of an unaccompanied child, from a day on. Pounds. */
export type GrantRates = {
  from: PlainDate
  under16: number
  from16: number
  /** For whoever entered care on or before 30 June 2016 and was not moved under the transfer scheme. */
  legacy: { under16: number; from16: number }
  /** For councils over the funding threshold of their child population; null where there was no such rate. */
  higher: number | null
  authority: string
  caution?: string
}

const flat = (pounds: number) => ({
  under16: pounds,
  from16: pounds,
  legacy: { under16: pounds, from16: pounds },
})

/** In order: each holds until the next begins. */
export const grantRates: readonly GrantRates[] = [
  {
    from: day('2014-04-01'),
    under16: 95,
    from16: 71,
    legacy: { under16: 95, from16: 71 },
    higher: null,
    authority: 'Home Office: grant instructions for unaccompanied children, 2014-15',
    caution: 'The instructions of 2015-16 were not seen: the rates of 2014-15 are taken until 30 June 2016.',
  },
  {
    from: day('2016-07-01'),
    under16: 114,
    from16: 91,
    legacy: { under16: 95, from16: 71 },
    higher: null,
    authority:
      'Home Office: rates from 1 July 2016; whoever entered before and was not moved keeps the old ones',
  },
  {
    from: day('2019-04-01'),
    ...flat(114),
    higher: null,
    authority: 'Home Office, 8 May 2019: 114 pounds for every child, whatever the age or the date of entry',
  },
  {
    from: day('2020-06-01'),
    ...flat(114),
    higher: 143,
    authority:
      'Home Office, 8 June 2020, and answer 110809 of 23 December 2022: 143 where such children are 0.07 % of the child population or more',
    caution:
      'From which night in June 2020 the higher rate ran was not seen, nor any rate for 2025-26: check the instructions of the year.',
  },
]

/** The rules of the grant that are not rates. */
export const grantRule = {
  /** The last night that is paid while a child is missing: the 28th. */
  nightsWhileMissing: 28,
  legacyUntil: day('2016-06-30'),
  /** From this birthday the rate for older children is paid; at the next nothing is. */
  olderFrom: 16,
  until: 18,
  authority:
    'Home Office: grant instructions 2014-15: until the day before the 18th birthday; not for more than 28 consecutive days missing; not in a young offender institution; not for British or EEA nationals',
} as const

/** Young offender institution or prison, by the placement codes of the return. */
export const custodyPlacements: readonly string[] = ['R5']

/** Members of the European Economic Area other than the United Kingdom, ISO alpha-3. */
export const eeaNationalities: readonly string[] =
  'AUT BEL BGR HRV CYP CZE DNK EST FIN FRA DEU GRC HUN ISL IRL ITA LVA LIE LTU LUX MLT NLD NOR POL PRT ROU SVK SVN ESP SWE'.split(
    ' ',
  )

/** What the Home Office pays a council for a week of a former unaccompanied child who has left care, from a day on. Pounds. */
export type LeaverRate = { from: PlainDate; week: number; authority: string; caution?: string }

/** In order: each holds until the next begins. Before the first, 150 or 200 was paid by a rule that was not seen. */
export const leaverRates: readonly LeaverRate[] = [
  {
    from: day('2020-06-01'),
    week: 240,
    authority: 'Home Office, 8 June 2020',
    caution: 'From which day in June 2020 it ran was not seen.',
  },
  {
    from: day('2023-04-01'),
    week: 270,
    authority: 'Home Office: leaving care funding 2023-24, issued 24 April 2023',
    caution:
      'Answer 110809 of 23 December 2022 says 270 already: from which day was not seen. No rate after 2023-24 was seen.',
  },
]

/** Which young people a leaving-care claim is for. */
export const leaverRule = {
  /** Weeks in the care of the council before 18. */
  weeksInCare: 13,
  from: 18,
  /** From this birthday only in planned education or training, which the register does not record. */
  until: 21,
  authority:
    'Home Office: leaving care funding 2023-24: former unaccompanied children over 18 who were 13 weeks in that council’s care; after 21 only in planned education or training',
} as const

/** Reasons for ceasing to be looked after with which nothing is due afterwards from the council that ceased. */
export const leaverGone: Readonly<Record<string, string>> = {
  E2: 'died',
  E3: 'care taken over by another authority',
  E15: 'assessed as an adult',
  E16: 'moved abroad',
}

/** Figures that stand beside a claim, so that what was promised and what is paid can be compared. Pounds a year. */
export const yearlyFigures: readonly { pounds: number; what: string; authority: string }[] = [
  {
    pounds: 40_000,
    what: 'promised for each child, as told in 2016',
    authority: 'Press, 11 December 2016',
  },
  {
    pounds: 114 * 365,
    what: '114 a night for 365 nights: under 16, from July 2016',
    authority: 'Home Office rates from 1 July 2016',
  },
  {
    pounds: 91 * 365,
    what: '91 a night for 365 nights: 16 and 17, from July 2016',
    authority: 'Home Office rates from 1 July 2016',
  },
  {
    pounds: 55_194,
    what: 'what a child cost councils of the East Midlands, of which 30,231 were paid',
    authority: 'East Midlands Councils, July 2017',
  },
]
