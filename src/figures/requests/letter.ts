import { mostNoise } from '../../disclosure/index.ts'
import { inWords, list, type PlainDate } from '../../plain/index.ts'
import { breakdownOf } from '../breakdowns/index.ts'
import { measureOf } from '../catalogue/index.ts'
import { choices, type Settings, settingNames } from '../settings.ts'
import { type ProtectedCell, type Protection, roundedTo } from '../publication/index.ts'
import { givenTables } from './release.ts'
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

/** The tables of one part with their exact numbers, for internal use: a line a period, or a line a cell. */
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
    head: ['Period', ...by.map((one) => one.label), unitOf(measure), 'Records that hold the fields'],
    rows,
    notes: notesOf(tables, settings),
  }
}

const unitOf = (measure: ReturnType<typeof measureOf>): string =>
  measure === null
    ? 'Number'
    : measure.unit === 'children'
      ? 'Children'
      : measure.unit === 'nights'
        ? 'Nights'
        : 'Episodes'

/** What the words of a table mean, and what is to be known of its numbers. */
function notesOf(tables: readonly FrozenTable[], settings: Settings): string[] {
  const [first] = tables
  const measure = measureOf(first?.measure ?? '')
  const by = (first?.by ?? []).map(breakdownOf).filter((one) => one !== null)
  return [
    ...(measure === null ? [] : [measure.definition(settings)]),
    ...by.map((one) => `${one.label}: ${one.definition}`),
    ...choicesOf(first?.measure ?? '', settings),
    ...new Set(
      tables.flatMap((table) => [table.notAnswerable ?? '', table.warning ?? '']).filter((one) => one !== ''),
    ),
  ]
}

/** A table of an answer with its numbers as they are printed; none where nothing is given of it. */
export type PrintedTable = { table: FrozenTable; cells: readonly ProtectedCell[] | null }

/** The tables of a part that is given, with their protected numbers; null where it is not protected. */
export function printedTables(request: Request, part: number): PrintedTable[] | null {
  const { protection, frozen } = request
  if (protection === null || frozen === null) return null
  const given = givenTables(request)
  return frozen.tables
    .filter((table) => table.part === part)
    .map((table) => {
      const at = given.findIndex((one) => one.part === part && one.period === table.period)
      return { table, cells: at === -1 ? null : (protection.tables[at] ?? []) }
    })
}

/** The lines of a printed table: under its splits, and the total last; what is not listed is 0. */
export function printedRows({ table, cells }: PrintedTable): ProtectedCell[] {
  const nameOf = (under: Readonly<Record<string, string>>) =>
    table.by.map((split) => under[split] ?? '').join('\u0000')
  const found = new Map((cells ?? []).map((cell) => [nameOf(cell.under), cell]))
  const order = table.by.length === 0 ? [] : table.cells.map((cell) => nameOf(cell.values))
  return [...order, nameOf({})].flatMap((name, i) => {
    const cell = found.get(name)
    return cell === undefined || (i < order.length && cell.value === 0) ? [] : [cell]
  })
}

/** The tables of one part as they are printed: hidden numbers as [c], and nothing beside them that would tell. */
export function publishedTable(
  title: string,
  printed: readonly PrintedTable[],
  settings: Settings,
  threshold: number,
): LetterPart {
  const tables = printed.map(({ table }) => table)
  const by = (tables[0]?.by ?? []).map(breakdownOf).filter((one) => one !== null)
  const isRounded = printed.some(({ cells }) => cells?.some((cell) => cell.status === 'rounded') === true)
  const isNoisy = printed.some(({ cells }) => cells?.some((cell) => cell.status === 'perturbed') === true)
  const isHidden = printed.some(({ cells }) => cells?.some((cell) => cell.value === null) === true)
  return {
    kind: 'table',
    title,
    head: ['Period', ...by.map((one) => one.label), unitOf(measureOf(tables[0]?.measure ?? ''))],
    rows: printed.flatMap((one) =>
      one.cells === null
        ? [[period(one.table.period), ...by.map(() => ''), '[x]']]
        : printedRows(one).map((cell) => [
            period(one.table.period),
            ...by.map((split, i) => {
              const value = cell.under[split.id]
              return value === undefined ? (i === 0 ? 'All' : '') : split.words(value)
            }),
            cell.value === null ? '[c]' : number(cell.value),
          ]),
    ),
    notes: [
      ...(isHidden
        ? [
            `[c]: hidden, so that nobody can be told from it: numbers from 1 to ${threshold}, and others from which these could be worked out.`,
          ]
        : []),
      ...(isRounded
        ? [
            `Numbers below ${roundedTo} became 0 or ${roundedTo}, and every total is the sum of what was rounded.`,
          ]
        : []),
      ...(isNoisy
        ? [
            `Every number but 0 was changed by at most ${mostNoise}, by chance: totals are not the sums of what stands above them. The same children are changed in the same way wherever they are counted.`,
          ]
        : []),
      ...(by.length > 0
        ? [isRounded || isNoisy ? 'What is not listed is printed as 0.' : 'What is not listed is 0.']
        : []),
      ...coverageInWords(tables),
      ...notesOf(tables, settings),
    ],
  }
}

/** Of fewer records no share is printed. */
const fewRecords = 30

/**
 * How many records hold the fields, in tens of a hundred: the exact numbers count children too, and stand with the
 * internal tables.
 */
function coverageInWords(tables: readonly FrozenTable[]): string[] {
  const held = tables.reduce((sum, table) => sum + table.coverage.held, 0)
  const of = tables.reduce((sum, table) => sum + table.coverage.of, 0)
  // Of few records the share would say how many they are.
  if (of < fewRecords) return []
  const tens = Math.round((held / of) * 10) * 10
  return [`About ${tens} % of the records that were looked at hold the fields.`]
}

/** Whether an answer was audited and gives nobody away. */
export const mayBeRead = (protection: Protection | null): boolean => protection?.problems.length === 0

/** The draft of the letter that answers a request: every part for what it is, with exemptions cited. */
export function letterOf(request: Request, council: { name: string }, today: PlainDate): LetterPart[] {
  const { received, frozen, decisions, protection, rule } = request
  const law = laws[received.law]
  const say = (text: string): LetterPart => ({ kind: 'paragraph', text })
  if (frozen === null) return []
  const cited = new Set<Exemption>()
  const parts = frozen.mapping.parts.flatMap((part, i): LetterPart[] => {
    const heading: LetterPart = { kind: 'heading', text: `${i + 1}. ${part.asks}` }
    if ('notHeld' in part)
      return [heading, say(`We do not hold this. ${part.notHeld}`.trim()), say(adviceWords(received.law))]
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
    const printed = mayBeRead(protection) ? printedTables(request, i) : null
    if (printed === null)
      return [
        heading,
        say(
          decision === undefined
            ? '[What is done with these numbers is not decided yet.]'
            : '[The numbers of this table are put in when they are protected: until then nobody may send them.]',
        ),
      ]
    return [heading, publishedTable(part.asks, printed, frozen.mapping.settings, rule.threshold)]
  })
  return [
    say(`${council.name}, ${inWords(today)}`),
    say(received.from),
    say(
      `Thank you for your request under the ${law.name}, which we received on ${inWords(received.receivedOn)}.`,
    ),
    say(
      `Numbers are as our register knew them on ${inWords(frozen.knownOn.slice(0, 10) as PlainDate)}. Below each table stands how many of the records that were looked at hold the fields: where that is few, the numbers say little.`,
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
