import { inWords } from '../plain/index.ts'
import { cataloguePage, markdownTable } from './catalogue.ts'
import { eligibilityRules } from './eligibility.ts'
import { grantRates, grantRule, leaverRates, leaverRule, yearlyFigures } from './grant.ts'
import { homeKind } from './homes.ts'
import { leastAges, libertyBases } from './places.ts'
import { schemes } from './schemes.ts'
import { thresholds } from './thresholds.ts'

const cautioned = (authority: string, caution: string | undefined) =>
  caution === undefined ? authority : `${authority}. ${caution}`
const kindOfHome = (code: string) => homeKind.codes.find((one) => one.code === code)?.label ?? code

/** Schemes, rules, rates, thresholds and ages as the program has them, with what each rests on. */
export const schemesPage = (): string =>
  cataloguePage(
    'Schemes, rates and thresholds',
    'src/standard/schemes.ts, eligibility.ts, grant.ts, thresholds.ts and places.ts',
    ...schemes.flatMap((scheme) => [
      `## ${scheme.title}`,
      `Counted on ${inWords(scheme.cohortOn)}; from ${inWords(scheme.from)}${scheme.until === null ? '' : ` to ${inWords(scheme.until)}`}.`,
      markdownTable(
        ['Day', 'Number', 'What', 'Source'],
        [
          ...scheme.promisedInWords.map((one) => [inWords(one.on), '', one.words, one.authority]),
          ...[...scheme.promised, ...scheme.published].map((one) => [
            inWords(one.on),
            `${one.about === undefined ? '' : `${one.about} `}${one.children}`,
            one.what,
            one.authority,
          ]),
        ],
      ),
    ]),
    ...eligibilityRules.flatMap((rule) => [
      `## Rule: ${rule.title}`,
      `${rule.authority}. Ages are taken on ${inWords(rule.ageOn ?? rule.issued)}${rule.ageOn === null ? ', the day of its issue, because it names none' : ''}.`,
      markdownTable(
        ['One of', 'And all of'],
        Array.from({ length: Math.max(rule.ways.length, rule.always.length) }, (_, i) => [
          rule.ways[i]?.name ?? '',
          rule.always[i]?.says ?? '',
        ]),
      ),
    ]),
    '## Pounds a night',
    `${grantRule.authority}. Missing: paid until the ${grantRule.nightsWhileMissing}th night of an episode.`,
    markdownTable(
      [
        'From',
        'Under 16',
        '16 and 17',
        `In care on or before ${inWords(grantRule.legacyUntil)}`,
        'Over the threshold',
        'Source',
      ],
      grantRates.map((one) => [
        inWords(one.from),
        String(one.under16),
        String(one.from16),
        `${one.legacy.under16} and ${one.legacy.from16}`,
        one.higher === null ? '' : String(one.higher),
        cautioned(one.authority, one.caution),
      ]),
    ),
    '## Pounds a week of a care leaver',
    `${leaverRule.authority}.`,
    markdownTable(
      ['From', 'Week', 'Source'],
      leaverRates.map((one) => [inWords(one.from), String(one.week), cautioned(one.authority, one.caution)]),
    ),
    '## Pounds for a child and a year',
    markdownTable(
      ['Pounds', 'What', 'Source'],
      yearlyFigures.map((one) => [one.pounds.toLocaleString('en-GB'), one.what, one.authority]),
    ),
    '## Thresholds',
    markdownTable(
      ['Of', 'From', 'Share of the children of the area', 'Source'],
      thresholds.map((one) => [one.of, inWords(one.from), `${one.per10000 / 100} %`, one.authority]),
    ),
    '## Homes',
    markdownTable(
      ['Kind of home', 'From the age of', 'Source'],
      leastAges.map((one) => [kindOfHome(one.kind), String(one.age), one.authority]),
    ),
    `A secure home or custody needs one of: ${libertyBases.map(({ label }) => label).join('; ')}.`,
  )
