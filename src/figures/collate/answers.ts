import { ok, type Outcome, parseIsoDate, type PlainDate, readCsv, refused } from '../../plain/index.ts'

/** What an authority answered, as a charity writes it down. */
export const outcomes = {
  value: 'A number',
  below: 'Below a number: withheld because it is small, with the limit said',
  withheld: 'Withheld under a section of the Act',
  'not-held': 'Not held, or too costly to find',
  'wrong-cohort': 'A number of something else: another cohort or another day',
  'no-reply': 'No reply',
  'not-responsible': 'Not responsible for children in care',
} as const
export type AnswerOutcome = keyof typeof outcomes

/** One row of the answers: what one authority said of one measure and period. */
export type AuthorityAnswer = {
  line: number
  authority: string
  measure: string
  from: PlainDate
  to: PlainDate
  outcome: AnswerOutcome
  /** The number, or the limit below which it lies; null for the other outcomes. */
  value: number | null
  note: string
}

/** What was read: the answers that stand, and earlier ones that a later row of the file revised. */
export type Answers = { standing: AuthorityAnswer[]; revised: AuthorityAnswer[] }

const columns = ['authority', 'measure', 'from', 'to', 'outcome', 'value', 'note'] as const

/** Larger than any answer of every authority in the country, over many years. */
const mostBytes = 20_000_000

/**
 * Reads a table of answers. Columns may stand in any order; of two rows about one authority, measure and period the
 * later stands and the earlier is kept as revised.
 *
 * @returns a sentence with the line for the first thing that is wrong
 */
export function readAnswers(text: string): Outcome<Answers, string> {
  if (text.length > mostBytes)
    return refused(`The file has more than ${mostBytes / 1_000_000} million characters. Split it by year.`)
  const { records, problem } = readCsv(text.replace(/^\uFEFF/, ''))
  if (problem !== null) return refused(`Line ${problem.line} ${problem.problem}.`)
  const [header, ...rows] = records
  if (header === undefined) return refused(`The file is empty. Its first line must be ${columns.join(',')}.`)
  const names = header.values.map((name) => name.trim().toLowerCase())
  const missing = columns.filter((name) => !names.includes(name) && name !== 'note')
  if (missing.length > 0)
    return refused(
      `The first line lacks ${missing.join(' and ')}. It must name the columns ${columns.join(', ')}.`,
    )
  const twice = names.find((name, i) => name !== '' && names.indexOf(name) !== i)
  if (twice !== undefined) return refused(`The first line names the column ${twice} twice.`)
  const standing = new Map<string, AuthorityAnswer>()
  const revised: AuthorityAnswer[] = []
  for (const { line, values } of rows) {
    if (values.length !== names.length)
      return refused(
        `Line ${line} has ${values.length} values and the first line ${names.length}: two tables may have been joined. Make every line the same.`,
      )
    const read = readRow(line, (name) => values[names.indexOf(name)]?.trim() ?? '')
    if (!read.ok) return refused(`Line ${line}: ${read.problem}`)
    const one = read.value
    const key = [one.authority.toLowerCase(), one.measure, one.from, one.to].join('\u0000')
    const before = standing.get(key)
    if (before !== undefined) {
      revised.push(before)
      // The revision takes the place of a new row, so that the order says what was last.
      standing.delete(key)
    }
    standing.set(key, one)
  }
  return ok({ standing: [...standing.values()], revised })
}

function readRow(line: number, of: (name: string) => string): Outcome<AuthorityAnswer, string> {
  const authority = of('authority')
  if (authority === '') return refused('authority is empty. Put its name or code in.')
  const measure = of('measure')
  if (measure === '') return refused('measure is empty. Put in what was asked, for example 1a.')
  const from = parseIsoDate(of('from'))
  if (!from.ok) return refused(`from "${of('from')}" is no day: write 2021-01-01.`)
  const to = parseIsoDate(of('to'))
  if (!to.ok) return refused(`to "${of('to')}" is no day: write 2021-12-31.`)
  if (to.value < from.value)
    return refused(`the period ends on ${to.value}, before it begins on ${from.value}. Turn the two round.`)
  const outcome = of('outcome')
  if (!Object.hasOwn(outcomes, outcome))
    return refused(`outcome "${outcome}" is not one of ${Object.keys(outcomes).join(', ')}.`)
  const written = of('value')
  const needs = outcome === 'value' || outcome === 'below'
  if (needs && !/^\d{1,9}$/.test(written))
    return refused(
      `value "${written}" is no whole number, and the outcome is ${outcome}. Put the number in, or another outcome.`,
    )
  return ok({
    line,
    authority,
    measure,
    from: from.value,
    to: to.value,
    outcome: outcome as AnswerOutcome,
    value: needs ? Number(written) : null,
    note: of('note'),
  })
}
