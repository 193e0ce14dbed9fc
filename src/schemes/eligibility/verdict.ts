import { ageOn, inWords, type PlainDate } from '../../plain/index.ts'
import {
  type CohortFacts,
  type Condition,
  type EligibilityRule,
  type FactName,
  factTitles,
  type Way,
} from '../../standard/index.ts'

/** True, false, or not known: as in Kleene's logic, what is not known stays so unless the rest settles it. */
type Maybe = boolean | null

const both = (some: readonly Maybe[]): Maybe =>
  some.includes(false) ? false : some.includes(null) ? null : true
const either = (some: readonly Maybe[]): Maybe =>
  some.includes(true) ? true : some.includes(null) ? null : false

export type Verdict = { verdict: 'eligible' | 'not-eligible' | 'unknown'; reasons: string[] }

/** A child of a cohort: what is known of them, and of the sibling that is named, if one is. */
export type Candidate = { facts: CohortFacts; sibling: CohortFacts | null }

function holds(condition: Condition, facts: CohortFacts, on: PlainDate): Maybe {
  switch (condition.test) {
    case 'younger than':
      return facts.born === null ? null : ageOn(facts.born, on) < condition.years
    case 'on or before':
    case 'before': {
      const when = facts[condition.fact]
      return when === null ? null : condition.test === 'before' ? when < condition.day : when <= condition.day
    }
    case 'is so':
      return facts[condition.fact]
    case 'nationality in':
      return facts.nationality === null ? null : condition.codes.includes(facts.nationality)
  }
}

const meets = (way: Way, facts: CohortFacts, on: PlainDate): Maybe =>
  both(way.conditions.map((condition) => holds(condition, facts, on)))

/** Whether a child comes in by a way; by way of a sibling, if that sibling comes in by one of the others. */
function comesIn(rule: EligibilityRule, way: Way, { facts, sibling }: Candidate, on: PlainDate): Maybe {
  const own = meets(way, facts, on)
  if (way.sibling !== true) return own
  if (sibling === null) return false
  return both([
    own,
    either(rule.ways.filter((one) => one.sibling !== true).map((one) => meets(one, sibling, on))),
  ])
}

function decide(rule: EligibilityRule, candidate: Candidate, on: PlainDate): Maybe {
  return both([
    either(rule.ways.map((way) => comesIn(rule, way, candidate, on))),
    ...rule.always.map((condition) => holds(condition, candidate.facts, on)),
  ])
}

/**
 * Whether a child is eligible by a version of a rule, with the reasons: what it is by, or everything that stands against
 * it, or which fact would settle it.
 *
 * @param on the day on which the age is taken: the rule's own, or that of its issue
 */
export function verdictOf(
  rule: EligibilityRule,
  candidate: Candidate,
  on: PlainDate = rule.ageOn ?? rule.issued,
): Verdict {
  const decided = decide(rule, candidate, on)
  const { facts } = candidate
  const age = facts.born === null ? 'age not known' : `aged ${ageOn(facts.born, on)} on ${inWords(on)}`
  const always = rule.always.map((condition) => ({ condition, so: holds(condition, facts, on) }))
  if (decided === true) {
    const way = rule.ways.find((one) => comesIn(rule, one, candidate, on) === true)
    return {
      verdict: 'eligible',
      reasons: [
        `eligible by ${rule.title}`,
        way?.name ?? '',
        age,
        ...always.map(({ condition }) => condition.says),
      ],
    }
  }
  if (decided === false) {
    const ways = rule.ways.map((way) => comesIn(rule, way, candidate, on))
    return {
      verdict: 'not-eligible',
      reasons: [
        `not eligible by ${rule.title}`,
        ...always.filter(({ so }) => so === false).map(({ condition }) => condition.elseSays),
        ...(either(ways) === false ? [`none of: ${rule.ways.map(({ name }) => name).join('; ')}`, age] : []),
      ],
    }
  }
  return { verdict: 'unknown', reasons: [`not known by ${rule.title}`, ...wouldSettle(rule, candidate, on)] }
}

/** What a fact could turn out to be, at both sides of every line that a rule draws. */
const couldBe: { [F in FactName]: (rule: EligibilityRule, on: PlainDate) => NonNullable<CohortFacts[F]>[] } =
  {
    born: (_, on) => ages.map((years) => `${Number(on.slice(0, 4)) - years}-01-01` as PlainDate),
    nationality: (rule) => [
      ...rule.ways.flatMap(({ conditions }) =>
        conditions.flatMap((one) => (one.test === 'nationality in' ? one.codes.slice(0, 1) : [])),
      ),
      'another',
    ],
    inCalaisFrom: () => ['2000-01-01' as PlainDate, '2100-01-01' as PlainDate],
    inEuropeOn: () => ['2000-01-01' as PlainDate, '2100-01-01' as PlainDate],
    exploitationRisk: () => [true, false],
    bestInterests: () => [true, false],
  }
/** One of each age at which a rule can turn: a rule that names another needs another here (the test sees to it). */
const ages = [5, 14, 17, 30]

/** The facts that are not known, each with whether it alone would settle the verdict, and how. */
function wouldSettle(rule: EligibilityRule, candidate: Candidate, on: PlainDate): string[] {
  const told: { fact: FactName; words: string; alone: boolean }[] = []
  const look = (facts: CohortFacts, whose: string, put: (facts: CohortFacts) => Candidate) => {
    for (const fact of Object.keys(factTitles) as FactName[]) {
      if (facts[fact] !== null) continue
      const outcomes = new Set(
        couldBe[fact](rule, on).map((value) => decide(rule, put({ ...facts, [fact]: value }), on)),
      )
      const alone = outcomes.has(true) || outcomes.has(false)
      // A fact that changes nothing, even with all others known, is not asked for.
      if (alone || matters(rule, fact, facts, put, on))
        told.push({ fact, words: `${factTitles[fact]}${whose}`, alone })
    }
  }
  look(candidate.facts, '', (facts) => ({ ...candidate, facts }))
  if (candidate.sibling !== null)
    look(candidate.sibling, ' of the sibling', (sibling) => ({ ...candidate, sibling }))
  const alone = told.filter((one) => one.alone).map(({ words }) => `not known, and could settle it: ${words}`)
  const others = told.filter((one) => !one.alone).map(({ words }) => words)
  return [
    ...alone,
    ...(others.length === 0 ? [] : [`not known, and needed with others: ${others.join('; ')}`]),
  ]
}

/** Whether a fact can make a difference at all, once the other facts that are not known are known too. */
function matters(
  rule: EligibilityRule,
  fact: FactName,
  facts: CohortFacts,
  put: (facts: CohortFacts) => Candidate,
  on: PlainDate,
): boolean {
  const others = (Object.keys(factTitles) as FactName[]).filter((one) => one !== fact && facts[one] === null)
  const worlds = others.reduce<CohortFacts[]>(
    (some, other) =>
      some.flatMap((one) => couldBe[other](rule, on).map((value) => ({ ...one, [other]: value }))),
    [facts],
  )
  return worlds.some(
    (world) =>
      new Set(couldBe[fact](rule, on).map((value) => decide(rule, put({ ...world, [fact]: value }), on)))
        .size > 1,
  )
}
