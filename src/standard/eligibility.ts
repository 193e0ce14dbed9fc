import { day, type PlainDate } from '../plain/index.ts'

/** What is known of a child of a cohort, by the names that rules use. Null where nobody wrote it down. */
export type CohortFacts = {
  born: PlainDate | null
  /** ISO alpha-3. */
  nationality: string | null
  inCalaisFrom: PlainDate | null
  inEuropeOn: PlainDate | null
  exploitationRisk: boolean | null
  bestInterests: boolean | null
}
export type FactName = keyof CohortFacts

/** How a fact is asked for, in a sentence. */
export const factTitles: Readonly<Record<FactName, string>> = {
  born: 'date of birth',
  nationality: 'nationality',
  inCalaisFrom: 'first day in the camp',
  inEuropeOn: 'day of arrival in Europe',
  exploitationRisk: 'whether at high risk of sexual exploitation',
  bestInterests: 'whether the transfer is in the child’s best interests',
}

/** A condition that readable words stand for. `{on}` in them is the day on which the age is taken. */
export type Condition = { says: string; elseSays: string } & (
  | { test: 'younger than'; years: number }
  | { test: 'on or before'; fact: 'inCalaisFrom' | 'inEuropeOn'; day: PlainDate }
  | { test: 'before'; fact: 'inCalaisFrom' | 'inEuropeOn'; day: PlainDate }
  | { test: 'is so'; fact: 'exploitationRisk' | 'bestInterests' }
  | { test: 'nationality in'; codes: readonly string[] }
)

/** One of the ways into a scheme: all its conditions hold; `sibling` where it is that of somebody who meets another way. */
export type Way = { name: string; conditions: readonly Condition[]; sibling?: true }

/** A version of a rule, with its dates, as data: who is eligible is one of `ways` and all of `always`. */
export type EligibilityRule = {
  id: string
  title: string
  /** The day of issue: on it the age is taken where the rule names no other day. */
  issued: PlainDate
  /** The last day on which this version was in force; null where none was seen. */
  until: PlainDate | null
  /** On which day the age is taken, where the rule names one. */
  ageOn: PlainDate | null
  authority: string
  ways: readonly Way[]
  always: readonly Condition[]
}

const under = (years: number, says: string): Condition => ({
  test: 'younger than',
  years,
  says,
  elseSays: `not ${says}`,
})

export const eligibilityRules: readonly EligibilityRule[] = [
  {
    id: 'calais-2016',
    title: 'the rule of November 2016',
    issued: day('2016-11-08'),
    until: null,
    ageOn: null,
    authority:
      'Home Office: Implementation of section 67 of the Immigration Act 2016 in France, version 2.0, 8 November 2016',
    ways: [
      { name: '12 or under', conditions: [under(13, '12 or under')] },
      {
        name: 'at high risk of sexual exploitation',
        conditions: [
          {
            test: 'is so',
            fact: 'exploitationRisk',
            says: 'referred as at high risk of sexual exploitation',
            elseSays: 'not referred as at high risk of sexual exploitation',
          },
        ],
      },
      {
        name: '15 or under, and Sudanese or Syrian',
        // Nationalities with a first-instance grant rate of 75 % or more, July 2015 to June 2016: these two.
        conditions: [
          under(16, '15 or under'),
          {
            test: 'nationality in',
            codes: ['SDN', 'SYR'],
            says: 'Sudanese or Syrian',
            elseSays: 'neither Sudanese nor Syrian',
          },
        ],
      },
      {
        name: 'under 18, and the sibling of such a child',
        conditions: [under(18, 'under 18')],
        sibling: true,
      },
    ],
    always: [
      {
        test: 'on or before',
        fact: 'inCalaisFrom',
        day: day('2016-10-24'),
        says: 'in Calais on or before 24 October 2016',
        elseSays: 'not in Calais on or before 24 October 2016',
      },
      {
        test: 'before',
        fact: 'inEuropeOn',
        day: day('2016-03-20'),
        says: 'in Europe before 20 March 2016',
        elseSays: 'not in Europe before 20 March 2016',
      },
      {
        test: 'is so',
        fact: 'bestInterests',
        says: 'best interests recorded',
        elseSays: 'the transfer is not in the child’s best interests',
      },
    ],
  },
]
