import { inWords, list, type PlainDate } from '../../plain/index.ts'
import { breakdownOf } from '../breakdowns/index.ts'
import { measureOf } from '../catalogue/index.ts'
import { choices, type Settings, settingNames } from '../settings.ts'
import { type Exemption, exemptions, type FrozenTable, type Request } from './request.ts'

/** A part of a letter: a paragraph, a heading, or a table with its words. */
export type LetterPart =
  | { kind: 'paragraph'; text: string }
  | { kind: 'heading'; text: string }
  | { kind: 'table'; title: string; head: string[]; rows: string[][]; notes: string[] }

const laws = {
  FOIA: { name: 'Freedom of Information Act 2000', advice: 'section 16', refusal: 'section 17' },
  FOISA: {
    name: 'Freedom of Information (Scotland) Act 2002',
    advice: 'our duty to advise and assist',
    refusal: 'the Act',
  },
} as const

/** What is said of a part that the council does not hold: why, and what could be asked instead. */
export const adviceWords = (law: keyof typeof laws): string =>
  `Under ${laws[law].advice} we can say what we are able to count instead: children looked after, identified or suspected as trafficked, unaccompanied or separated; how many of them went missing, how often and for how long; who was found; each by age, sex, nationality, kind of home and month. We are glad to help you put a new request together.`

const number = (value: number): string => value.toLocaleString('en-GB')
const period = (one: { from: PlainDate; to: PlainDate }): string =>
  `${inWords(one.from)} to ${inWords(one.to)}`

/** Choices that change a measure, as they were made. */
const choicesOf = (measure: string, settings: Settings): string[] =>
  settingNames
    .filter((name) => measureOf(measure)?.settings.includes(name) === true)
    .map((name) => (choices[name].options as Record<string, string>)[settings[name]] ?? '')

/** The tables of one part, as a letter prints them: a line a period, or a line a cell. */
export function letterTable(title: string, tables: readonly FrozenTable[], settings: Settings): LetterPart {
  const [first] = tables
  const by = (first?.by ?? []).map(breakdownOf).filter((one) => one !== null)
  const measure = measureOf(first?.measure ?? '')
  const coverage = (of: { held: number; of: number }) => `${number(of.held)} of ${number(of.of)}`
  const rows = tables.flatMap((table) => {
    if (table.notAnswerable !== null) return [[period(table.period), ...by.map(() => ''), '[x]', '']]
    if (by.length === 0) return [[period(table.period), number(table.total), coverage(table.coverage)]]
    return [
      ...table.cells.map((cell) => [
        period(table.period),
        ...by.map((one) => one.words(cell.values[one.id] ?? '')),
        number(cell.value),
        coverage(cell),
      ]),
      [
        period(table.period),
        ...by.map((_, i) => (i === 0 ? 'All' : '')),
        number(table.total),
        coverage(table.coverage),
      ],
    ]
  })
  return {
    kind: 'table',
    title,
    head: [
      'Period',
      ...by.map((one) => one.label),
      measure === null
        ? 'Number'
        : measure.unit === 'children'
          ? 'Children'
          : measure.unit === 'nights'
            ? 'Nights'
            : 'Episodes',
      'Records that hold the fields',
    ],
    rows,
    notes: [
      ...(measure === null ? [] : [measure.definition(settings)]),
      ...by.map((one) => `${one.label}: ${one.definition}`),
      ...choicesOf(first?.measure ?? '', settings),
      ...new Set(
        tables
          .flatMap((table) => [table.notAnswerable ?? '', table.warning ?? ''])
          .filter((one) => one !== ''),
      ),
    ],
  }
}

/** The draft of the letter that answers a request: every part for what it is, with exemptions cited. */
export function letterOf(request: Request, council: { name: string }, today: PlainDate): LetterPart[] {
  const { received, frozen, decisions } = request
  const law = laws[received.law]
  const say = (text: string): LetterPart => ({ kind: 'paragraph', text })
  if (frozen === null) return []
  const cited = new Set<Exemption>()
  const parts = frozen.mapping.parts.flatMap((part, i): LetterPart[] => {
    const heading: LetterPart = { kind: 'heading', text: `${i + 1}. ${part.asks}` }
    if ('notHeld' in part)
      return [heading, say(`We do not hold this. ${part.notHeld}`.trim()), say(adviceWords(received.law))]
    const tables = frozen.tables.filter((table) => table.part === i)
    const decision = decisions?.[i]
    if (decision?.disclosure === 'withhold') {
      if (decision.exemption !== '') cited.add(decision.exemption)
      return [
        heading,
        say(
          `We withhold this${decision.exemption === '' ? '' : ` under ${exemptions[decision.exemption]}`}. ${decision.reason}`,
        ),
      ]
    }
    if (decision?.disclosure !== 'exact')
      return [
        heading,
        say(
          decision === undefined
            ? '[What is done with these numbers is not decided yet.]'
            : '[The numbers of this table are put in when they are protected: until then nobody may send them.]',
        ),
      ]
    return [heading, letterTable(part.asks, tables, frozen.mapping.settings)]
  })
  return [
    say(`${council.name}, ${inWords(today)}`),
    say(received.from),
    say(
      `Thank you for your request under the ${law.name}, which we received on ${inWords(received.receivedOn)}.`,
    ),
    say(
      `Numbers are as our register knew them on ${inWords(frozen.knownOn.slice(0, 10) as PlainDate)}. Beside each stands how many of the records that were looked at hold the fields: where that is few, the number says little.`,
    ),
    ...parts,
    ...(cited.size === 0
      ? []
      : [
          say(
            `This letter is the notice under ${law.refusal} that part of what you asked for is withheld, under ${list([...cited].map((one) => `section ${one}`))}.`,
          ),
        ]),
    say(
      'If you are not content with this answer, write to us and somebody who did not work on it looks at it again. After that you may go to the Commissioner whose Act this is.',
    ),
  ]
}
