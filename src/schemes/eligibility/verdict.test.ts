import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { day } from '../../plain/index.ts'
import { type CohortFacts, eligibilityRules } from '../../standard/index.ts'
import { type Candidate, verdictOf } from './verdict.ts'

/** Every branch of the rule of November 2016 by hand, from the words of the guidance: one of four, and all of three. */
const [rule] = eligibilityRules
if (rule === undefined) throw new Error('the rule of November 2016 is there')

/** A boy of 17 who meets every condition that is always asked, and none of the four ways in. */
const seventeen: CohortFacts = {
  born: day('1999-06-01'),
  nationality: 'AFG',
  inCalaisFrom: day('2016-05-01'),
  inEuropeOn: day('2016-03-01'),
  exploitationRisk: false,
  bestInterests: true,
}
const verdict = (facts: Partial<CohortFacts>, sibling: Partial<CohortFacts> | null = null) =>
  verdictOf(rule, {
    facts: { ...seventeen, ...facts },
    sibling: sibling === null ? null : { ...seventeen, ...sibling },
  })

describe('one of four ways in', () => {
  test('ages are taken on the day of issue, 8 November 2016: the day before a 13th birthday still counts', () => {
    expect(verdict({ born: day('2003-11-09') }).verdict).toBe('eligible')
    // 13 on the day itself.
    expect(verdict({ born: day('2003-11-08') }).verdict).toBe('not-eligible')
  })

  test('Sudanese and Syrian children up to the day before their 16th birthday', () => {
    for (const nationality of ['SDN', 'SYR']) {
      expect(verdict({ nationality, born: day('2000-11-09') }).verdict, nationality).toBe('eligible')
      expect(verdict({ nationality, born: day('2000-11-08') }).verdict, nationality).toBe('not-eligible')
    }
    expect(verdict({ nationality: 'ERI', born: day('2000-11-09') }).verdict).toBe('not-eligible')
  })

  test('high risk of sexual exploitation at any age', () => {
    expect(verdict({ exploitationRisk: true }).verdict).toBe('eligible')
  })

  test('under 18 and the sibling of somebody who comes in by one of the other three, whatever else is so of the sibling', () => {
    const young = { born: day('2008-01-01'), inEuropeOn: day('2016-05-01') }
    expect(verdict({}, young).verdict).toBe('eligible')
    expect(verdict({ born: day('1998-11-08') }, young).verdict).toBe('not-eligible')
    expect(verdict({ born: day('1998-11-09') }, young).verdict).toBe('eligible')
    // The sibling of a sibling is not meant: two of 17 bring neither in.
    expect(verdict({}, {}).verdict).toBe('not-eligible')
  })
})

describe('all of three', () => {
  const child = { born: day('2008-01-01') }
  test('in Calais on 24 October 2016 itself, and not a day later', () => {
    expect(verdict({ ...child, inCalaisFrom: day('2016-10-24') }).verdict).toBe('eligible')
    expect(verdict({ ...child, inCalaisFrom: day('2016-10-25') })).toEqual({
      verdict: 'not-eligible',
      reasons: ['not eligible by the rule of November 2016', 'not in Calais on or before 24 October 2016'],
    })
  })

  test('in Europe before 20 March 2016, and not on that day', () => {
    expect(verdict({ ...child, inEuropeOn: day('2016-03-19') }).verdict).toBe('eligible')
    expect(verdict({ ...child, inEuropeOn: day('2016-03-20') }).verdict).toBe('not-eligible')
  })

  test('in the child’s best interests', () => {
    expect(verdict({ ...child, bestInterests: false }).verdict).toBe('not-eligible')
    expect(verdict({ ...child, bestInterests: null })).toEqual({
      verdict: 'unknown',
      reasons: [
        'not known by the rule of November 2016',
        'not known, and could settle it: whether the transfer is in the child’s best interests',
      ],
    })
  })
})

describe('the reasons', () => {
  test('of an eligible child are those of the rule, in its words', () => {
    expect(verdict({ born: day('2005-01-01') }).reasons).toEqual([
      'eligible by the rule of November 2016',
      '12 or under',
      'aged 11 on 8 November 2016',
      'in Calais on or before 24 October 2016',
      'in Europe before 20 March 2016',
      'best interests recorded',
    ])
  })

  test('what is not known is asked for only where it matters: against a certain no, nothing does', () => {
    expect(verdict({ born: null, inEuropeOn: day('2016-04-01') }).verdict).toBe('not-eligible')
    // A Syrian of unknown age: young enough or not, the age settles it.
    expect(verdict({ born: null, nationality: 'SYR' }).reasons).toEqual([
      'not known by the rule of November 2016',
      'not known, and could settle it: date of birth',
    ])
    // Of somebody 14 the nationality settles it.
    expect(verdict({ born: day('2002-05-05'), nationality: null }).reasons[1]).toBe(
      'not known, and could settle it: nationality',
    )
  })
})

describe('whatever is not known', () => {
  const maybe = <T>(of: readonly T[]) => fc.option(fc.constantFrom(...of), { nil: null })
  const facts = fc.record({
    born: maybe([day('2003-11-09'), day('2003-11-08'), day('2000-11-08'), day('1998-11-08')]),
    nationality: maybe(['SDN', 'AFG']),
    inCalaisFrom: maybe([day('2016-10-24'), day('2016-10-25')]),
    inEuropeOn: maybe([day('2016-03-19'), day('2016-03-20')]),
    exploitationRisk: maybe([true, false]),
    bestInterests: maybe([true, false]),
  }) as fc.Arbitrary<CohortFacts>
  const candidate = fc.record({ facts, sibling: fc.option(facts, { nil: null }) })

  /** Every way in which what is not known may turn out. */
  const worlds = (of: CohortFacts): CohortFacts[] =>
    (
      [
        ['born', [day('2003-11-09'), day('2002-01-01'), day('1999-01-01'), day('1990-01-01')]],
        ['nationality', ['SYR', 'AFG']],
        ['inCalaisFrom', [day('2016-10-24'), day('2016-10-25')]],
        ['inEuropeOn', [day('2016-03-19'), day('2016-03-20')]],
        ['exploitationRisk', [true, false]],
        ['bestInterests', [true, false]],
      ] as const
    ).reduce<CohortFacts[]>(
      (some, [fact, values]) =>
        of[fact] === null ? some.flatMap((one) => values.map((value) => ({ ...one, [fact]: value }))) : some,
      [of],
    )

  test('a verdict stays as it is however it turns out, and “not known” means that it could be either', () => {
    fc.assert(
      fc.property(candidate, (one: Candidate) => {
        const { verdict: said } = verdictOf(rule, one)
        const own = worlds(one.facts)
        const siblings = one.sibling === null ? [null] : worlds(one.sibling)
        const turned = new Set(
          own.flatMap((of) => siblings.map((sibling) => verdictOf(rule, { facts: of, sibling }).verdict)),
        )
        expect(turned.has('unknown')).toBe(false)
        expect([...turned].sort()).toEqual(said === 'unknown' ? ['eligible', 'not-eligible'] : [said])
      }),
      { numRuns: 300 },
    )
  })
})
