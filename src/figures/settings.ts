import { defaultWhereabouts, type WhereaboutsSettings } from '../missing/index.ts'
import { type Outcome, ok, refused } from '../plain/index.ts'

/** The choices on which councils differ, all printed with every answer. */
export type Settings = {
  /** On which day somebody born on 29 February turns 18 in a common year. */
  'leap-birthday': '1-march' | '28-february'
  /** Children whose only episodes are short breaks (V3, V4). */
  'short-breaks': 'left-out' | 'counted'
  /** A missing episode that the return closed because another authority took over (E3). */
  'care-taken-over': 'not-found' | 'found'
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
}

export const settingNames = Object.keys(choices) as (keyof Settings)[]

export const usualSettings: Settings = {
  'leap-birthday': choices['leap-birthday'].usual,
  'short-breaks': choices['short-breaks'].usual,
  'care-taken-over': choices['care-taken-over'].usual,
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
