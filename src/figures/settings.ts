import { defaultWhereabouts, type WhereaboutsSettings } from '../lives/index.ts'
import { type Outcome, ok, refused } from '../plain/index.ts'

/** The choices on which councils differ, all printed with every answer. */
export type Settings = {
  /** On which day somebody born on 29 February turns 18 in a common year. */
  'leap-birthday': '1-march' | '28-february'
  /** Children whose only episodes are short breaks (V3, V4). */
  'short-breaks': 'left-out' | 'counted'
  /** A missing episode that the return closed because another authority took over (E3). */
  'care-taken-over': 'not-found' | 'found'
  /** Who identifies a child: anybody who may, or the referral mechanism alone. */
  'identified-by': 'anybody' | 'referral-only'
  /** Whether factor 12A of an assessment (trafficking) makes a child suspected or identified. */
  'assessment-factor': 'suspected' | 'identified'
  /** Whether somebody identified is also counted as suspected where both are recorded. */
  suspected: 'not-if-identified' | 'also-if-identified'
  /** What “missing or absent” means: away without authorisation counts, or missing alone. */
  absent: 'missing-and-away' | 'missing-only'
}

type Choice<K extends keyof Settings> = {
  title: string
  options: Record<Settings[K], string>
  usual: Settings[K]
  authority: string
}

export const choices: { [K in keyof Settings]: Choice<K> } = {
  'leap-birthday': {
    title: 'Born on 29 February',
    options: {
      '1-march': 'A child born on 29 February turns 18 on 1 March.',
      '28-february': 'A child born on 29 February turns 18 on 28 February.',
    },
    usual: '1-march',
    authority: 'No code settles it; councils’ systems differ',
  },
  'short-breaks': {
    title: 'Short breaks',
    options: {
      'left-out': 'Children with only short-break episodes (V3 or V4) are left out of every measure.',
      counted: 'Children with only short-break episodes (V3 or V4) are counted like others.',
    },
    usual: 'left-out',
    authority: 'The Department’s own figures exclude agreed series of short-term placements',
  },
  'care-taken-over': {
    title: 'Care taken over by another authority',
    options: {
      'not-found':
        'A missing episode that the return closed with E3 (care taken over) does not show that the child was found.',
      found: 'A missing episode that the return closed with E3 (care taken over) is taken as found.',
    },
    usual: 'not-found',
    authority: 'SSDA903 reason E3; a missing child may fall between two councils',
  },
  'identified-by': {
    title: 'Identified as trafficked',
    options: {
      anybody:
        'Identified means by the council or by a positive decision of the referral mechanism: “including but not limited to those identified through the NRM”.',
      'referral-only':
        'Identified means by a positive decision of the referral mechanism alone; the council’s own view counts as suspicion.',
    },
    usual: 'anybody',
    authority: 'The request of 2024 says “not limited to”; some councils hold the mechanism’s outcome alone',
  },
  'assessment-factor': {
    title: 'Factor 12A of an assessment',
    options: {
      suspected: 'A factor of trafficking at the end of an assessment (12A) counts as suspicion.',
      identified:
        'A factor of trafficking at the end of an assessment (12A) counts as identification, where the council’s own view does.',
    },
    usual: 'suspected',
    authority: 'Children in need census, factor 12A, trafficking; one council answered 1a with it in 2020',
  },
  suspected: {
    title: 'Suspected beside identified',
    options: {
      'not-if-identified': 'A child who is identified is not counted as suspected as well.',
      'also-if-identified':
        'A child who is identified is counted as suspected as well where both are in force: 1a and 1b overlap.',
    },
    usual: 'not-if-identified',
    authority:
      'The request asks for the suspected “if not included in a”; one council answered “included in above”',
  },
  absent: {
    title: 'Missing, absent or away',
    options: {
      'missing-and-away': 'Missing and away without authorisation both count as “missing or absent”.',
      'missing-only': 'Only missing (whereabouts not known) counts; away without authorisation does not.',
    },
    usual: 'missing-and-away',
    authority: 'The request asks for “missing or absent”; some councils log all as missing',
  },
}

export const settingNames = Object.keys(choices) as (keyof Settings)[]

export const usualSettings: Settings = {
  'leap-birthday': choices['leap-birthday'].usual,
  'short-breaks': choices['short-breaks'].usual,
  'care-taken-over': choices['care-taken-over'].usual,
  'identified-by': choices['identified-by'].usual,
  'assessment-factor': choices['assessment-factor'].usual,
  suspected: choices.suspected.usual,
  absent: choices.absent.usual,
}

/** Reads `name=value` pairs over the usual settings. */
export function readSettings(pairs: Readonly<Record<string, string>>): Outcome<Settings, string> {
  const settings: Record<string, string> = { ...usualSettings }
  for (const [name, value] of Object.entries(pairs)) {
    if (!Object.hasOwn(choices, name))
      return refused(`There is no setting "${name}". The settings are ${settingNames.join(', ')}.`)
    const options = Object.keys(choices[name as keyof Settings].options)
    if (!options.includes(value))
      return refused(`The setting ${name} is ${options.join(' or ')}, not "${value}".`)
    settings[name] = value
  }
  return ok(settings as Settings)
}

/** The settings of the rule that says when a child was located. */
export const whereabouts = (settings: Settings): WhereaboutsSettings => ({
  leap: settings['leap-birthday'] === '1-march' ? '1 March' : '28 February',
  endsWithoutFinding: defaultWhereabouts.endsWithoutFinding.filter(
    (reason) => settings['care-taken-over'] === 'not-found' || reason !== 'E3',
  ),
})

/** The choices as sentences, in the order in which they are printed. */
export const choicesInWords = (settings: Settings): string[] =>
  settingNames.map((name) => (choices[name].options as Record<string, string>)[settings[name]] ?? '')
