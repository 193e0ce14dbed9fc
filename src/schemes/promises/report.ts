import type { PlainDate } from '../../plain/index.ts'
import type { EligibilityRule, Scheme, SchemeFigure } from '../../standard/index.ts'
import { type Candidate, type Verdict, verdictOf } from '../eligibility/index.ts'

/** A step that was taken in a scheme. */
export type Step = { step: string; on: PlainDate; route: string; finding: boolean | null }

/** Where somebody is, as a council knows it. */
export type Whereabouts = {
  /** In words: a kind of placement, why care ceased, or that the council never looked after them. */
  where: string
  missingNow: boolean
  /** Missing at any time since the day of arrival. */
  wentMissing: boolean
}

/** A child of a scheme: what the rule asks, what happened, and where they are, where somebody knows it. */
export type SchemeChild = Candidate & { child: string; steps: readonly Step[]; now: Whereabouts | null }

export type Judged = { child: string; verdict: Verdict; arrived: Step | null; last: Step | null }

/** A figure that was promised or published, beside what is counted. */
export type Beside = { figure: SchemeFigure; counted: number }

export type SchemeReport = {
  scheme: Scheme
  children: number
  verdicts: Readonly<Record<Verdict['verdict'], number>>
  arrived: number
  byRoute: readonly { route: string; children: number }[]
  /** How many had arrived by the end of each day on which somebody did, in order. */
  overTime: readonly { on: PlainDate; children: number; byRoute: Readonly<Record<string, number>> }[]
  /** The numbers that were promised, beside all who came by then or ever. */
  promised: readonly Beside[]
  published: readonly Beside[]
  /** Eligible by the rule, and not here; those first of whom a place was spoken. */
  eligibleNotBrought: readonly Judged[]
  /** Of whom a fact is missing, and who are not here. */
  unknownNotBrought: readonly Judged[]
  /** Came by the route of the rule, which as written did not let them in, or not for certain. */
  broughtOtherwise: readonly Judged[]
  /** Who withdrew, or whose place was declined, and who did not come. */
  withdrawn: number
  /** Whether the child was asked, and what was found to be best, of everybody. */
  asked: { wish: number; bestInterests: number; against: number }
  /** Of those who arrived and are known here. */
  whereNow: readonly { where: string; children: number }[]
  missing: { ever: readonly string[]; now: readonly string[] }
}

const first = (steps: readonly Step[], step: string): Step | null =>
  steps.filter((one) => one.step === step).toSorted((a, b) => (a.on < b.on ? -1 : 1))[0] ?? null

/** The route by which rules of eligibility bring children; whoever comes to family comes by another right. */
const routeOfTheRule = (scheme: Scheme): string | undefined =>
  scheme.routes.find((one) => one.includes('s67'))

/**
 * Who of a scheme was eligible, who was promised, who came, and where they are.
 *
 * @param ageOn the day on which ages are taken
 */
export function schemeReport(
  scheme: Scheme,
  rule: EligibilityRule,
  ageOn: PlainDate,
  children: readonly SchemeChild[],
): SchemeReport {
  const judged = children.map((one): Judged & { of: SchemeChild } => ({
    child: one.child,
    of: one,
    verdict: verdictOf(rule, one, ageOn),
    arrived: first(one.steps, 'arrived'),
    last: one.steps.toSorted((a, b) => (a.on < b.on ? -1 : 1)).at(-1) ?? null,
  }))
  const here = judged.filter(({ arrived }) => arrived !== null)
  const away = judged.filter(({ arrived }) => arrived === null)
  const by = (day: PlainDate, route?: string) =>
    here.filter(
      ({ arrived }) =>
        arrived !== null && arrived.on <= day && (route === undefined || arrived.route === route),
    ).length
  const beside = (figures: readonly SchemeFigure[], ever: boolean): Beside[] =>
    figures.map((figure) => ({
      figure,
      counted: ever
        ? here.filter(({ arrived }) => figure.route === undefined || arrived?.route === figure.route).length
        : by(figure.on, figure.route),
    }))
  const named = here.flatMap(({ child, of }) => (of.now === null ? [] : [{ child, now: of.now }]))
  return {
    scheme,
    children: judged.length,
    verdicts: {
      eligible: judged.filter(({ verdict }) => verdict.verdict === 'eligible').length,
      'not-eligible': judged.filter(({ verdict }) => verdict.verdict === 'not-eligible').length,
      unknown: judged.filter(({ verdict }) => verdict.verdict === 'unknown').length,
    },
    arrived: here.length,
    byRoute: tally(here.map(({ arrived }) => arrived?.route ?? '')).map(([route, n]) => ({
      route,
      children: n,
    })),
    overTime: overTime(here.flatMap(({ arrived }) => (arrived === null ? [] : [arrived]))),
    promised: beside(scheme.promised, true),
    published: beside(scheme.published, false),
    eligibleNotBrought: away
      .filter(({ verdict }) => verdict.verdict === 'eligible')
      .map(plain)
      .sort(furthest),
    unknownNotBrought: away
      .filter(({ verdict }) => verdict.verdict === 'unknown')
      .map(plain)
      .sort(furthest),
    broughtOtherwise: here
      .filter(
        ({ arrived, verdict }) => arrived?.route === routeOfTheRule(scheme) && verdict.verdict !== 'eligible',
      )
      .map(plain),
    withdrawn: away.filter(({ of }) =>
      of.steps.some(({ step }) => step === 'withdrawn' || step === 'declined'),
    ).length,
    asked: {
      wish: judged.filter(({ of }) => first(of.steps, 'wish') !== null).length,
      bestInterests: judged.filter(({ of }) => of.facts.bestInterests !== null).length,
      against: judged.filter(({ of }) => of.facts.bestInterests === false).length,
    },
    whereNow: tally(named.map(({ now }) => now.where)).map(([where, n]) => ({ where, children: n })),
    missing: {
      ever: named.filter(({ now }) => now.wentMissing).map(({ child }) => child),
      now: named.filter(({ now }) => now.missingNow).map(({ child }) => child),
    },
  }
}

const plain = ({ child, verdict, arrived, last }: Judged): Judged => ({ child, verdict, arrived, last })

const steps = ['accepted', 'offered', 'referred', 'best-interests', 'wish', 'counted']
const reached = ({ last }: Judged): number => {
  const at = steps.indexOf(last?.step ?? '')
  return at === -1 ? steps.length : at
}
/** Those first who had come furthest. */
const furthest = (a: Judged, b: Judged): number =>
  reached(a) - reached(b) || (a.child < b.child ? -1 : a.child > b.child ? 1 : 0)

/** How often each is there, the most frequent first. */
function tally(some: readonly string[]): [string, number][] {
  const counted = new Map<string, number>()
  for (const one of some) counted.set(one, (counted.get(one) ?? 0) + 1)
  return [...counted].sort(([a, n], [b, m]) => m - n || (a < b ? -1 : 1))
}

function overTime(arrivals: readonly Step[]): SchemeReport['overTime'] {
  const days = [...new Set(arrivals.map(({ on }) => on))].sort()
  const byRoute: Record<string, number> = {}
  let children = 0
  return days.map((on) => {
    for (const { route } of arrivals.filter((one) => one.on === on)) {
      byRoute[route] = (byRoute[route] ?? 0) + 1
      children += 1
    }
    return { on, children, byRoute: { ...byRoute } }
  })
}
