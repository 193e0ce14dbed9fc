import { cataloguePage, markdownTable } from '../standard/index.ts'
import { breakdowns } from './breakdowns/index.ts'
import { catalogue } from './catalogue/index.ts'
import { savedQuestions } from './questions/index.ts'
import { choices, settingNames, usualSettings } from './settings.ts'

/** The page of measures, breakdowns, choices and saved questions: made from what the program counts by. */
export const measuresPage = (): string =>
  cataloguePage(
    'Measures',
    'src/figures/catalogue, breakdowns, questions and settings.ts',
    'Every number has one definition, whichever page, command or file asks. Definitions stand here with the usual choices; a choice on which councils differ is printed with every answer.',
    markdownTable(
      [
        'Measure',
        'Counts',
        'Unit',
        'Among',
        'Which day decides',
        'Definition',
        'Needs',
        'Choices',
        'Authority',
      ],
      catalogue.map((one) => [
        one.id,
        one.label,
        one.unit,
        one.population,
        one.timeRule,
        one.definition(usualSettings),
        one.fields.join(', '),
        one.settings.join(', '),
        one.authority,
      ]),
    ),
    '## Breakdowns',
    markdownTable(
      ['Breakdown', 'Splits by', 'Means'],
      breakdowns.map((one) => [one.id, one.label, one.definition]),
    ),
    '## Choices on which councils differ',
    markdownTable(
      ['Choice', 'About', 'Usual', 'Other', 'Why there is a choice'],
      settingNames.map((name) => {
        const { title, options, usual, authority } = choices[name]
        const words = options as Record<string, string>
        return [
          name,
          title,
          words[usual] ?? '',
          Object.keys(words)
            .filter((value) => value !== usual)
            .map((value) => words[value] ?? '')
            .join(' '),
          authority,
        ]
      }),
    ),
    '## Saved questions',
    markdownTable(
      ['Question', 'Asked by', 'Part', 'Answered by'],
      savedQuestions.flatMap((question) =>
        question.parts.map((part) => [
          question.title,
          question.source,
          part.asks,
          'notHeld' in part
            ? `Not held: ${part.notHeld}`
            : [part.measure, ...(part.by.length > 0 ? [`by ${part.by.join(', ')}`] : [])].join(' '),
        ]),
      ),
    ),
  )
