import { ok, type Outcome, parseFileDate, type PlainDate, readCsv, refused } from '../../plain/index.ts'
import { type CohortFacts, nationalityOf } from '../../standard/index.ts'
import type { Candidate } from './verdict.ts'

export const cohortColumns = [
  'CHILD',
  'DOB',
  'NATIONALITY',
  'IN_CALAIS_FROM',
  'IN_EUROPE_ON',
  'EXPLOITATION_RISK',
  'SIBLING_OF',
  'BEST_INTERESTS',
] as const
type Column = (typeof cohortColumns)[number]

/** A child of a cohort file, in the order of the file. */
export type CohortChild = Candidate & { child: string }

/**
 * Reads a cohort from CSV. What is empty is not known; a sibling that is empty is none.
 *
 * @returns the children, or one sentence with the line that says what to put right
 */
export function readCohort(text: string): Outcome<CohortChild[], string> {
  const { records, problem } = readCsv(text.replace(/^\uFEFF/, ''))
  if (problem !== null) return refused(`Line ${problem.line} ${problem.problem}.`)
  const [head, ...rows] = records
  if (head === undefined)
    return refused(`The file is empty. Its first line names the columns: ${cohortColumns.join(',')}.`)
  const names = head.values.map((value) => value.trim().toUpperCase())
  const lacking = cohortColumns.filter((column) => !names.includes(column))
  if (lacking.length > 0)
    return refused(
      `There is no column ${lacking.join(', no column ')}. The first line names the columns: ${cohortColumns.join(',')}.`,
    )
  const read = new Map<string, { line: number; facts: CohortFacts; sibling: string }>()
  for (const { line, values } of rows) {
    if (values.every((value) => value.trim() === '')) continue
    if (values.length > names.length)
      return refused(
        `Line ${line} has ${values.length} values and the first line names ${names.length} columns.`,
      )
    const cell = (column: Column) => (values[names.indexOf(column)] ?? '').trim()
    const child = cell('CHILD')
    if (child === '') return refused(`Line ${line} names no child in CHILD.`)
    if (read.has(child)) return refused(`Line ${line} has the child ${child} again. Each child has one line.`)
    const facts = factsOf(cell)
    if (!facts.ok) return refused(`Line ${line}: ${facts.problem}`)
    read.set(child, { line, facts: facts.value, sibling: cell('SIBLING_OF') })
  }
  const children: CohortChild[] = []
  for (const [child, { line, facts, sibling }] of read) {
    if (sibling === child) return refused(`Line ${line}: ${child} cannot be their own sibling.`)
    const other = read.get(sibling)
    if (sibling !== '' && other === undefined)
      return refused(
        `Line ${line}: the sibling ${sibling} is no child of this file. Add their line, or leave it empty.`,
      )
    children.push({ child, facts, sibling: other?.facts ?? null })
  }
  return ok(children)
}

function factsOf(cell: (column: Column) => string): Outcome<CohortFacts, string> {
  const problems: string[] = []
  const date = (column: Column): PlainDate | null => {
    const text = cell(column)
    if (text === '') return null
    const found = parseFileDate(text)
    if (!found.ok) problems.push(`${column} is "${text}": ${found.problem}.`)
    return found.ok ? found.value : null
  }
  const yesNo = (column: Column): boolean | null => {
    const text = cell(column).toUpperCase()
    if (text !== '' && text !== 'Y' && text !== 'N')
      problems.push(`${column} is "${cell(column)}". Write Y, N, or nothing where it is not known.`)
    return text === 'Y' ? true : text === 'N' ? false : null
  }
  const nationality = cell('NATIONALITY')
  const facts: CohortFacts = {
    born: date('DOB'),
    // A word that names no country (Kurdish, Bidoon) may be said of a Syrian: it settles nothing.
    nationality: nationality === '' ? null : (nationalityOf(nationality) ?? null),
    inCalaisFrom: date('IN_CALAIS_FROM'),
    inEuropeOn: date('IN_EUROPE_ON'),
    exploitationRisk: yesNo('EXPLOITATION_RISK'),
    bestInterests: yesNo('BEST_INTERESTS'),
  }
  const [first] = problems
  return first === undefined ? ok(facts) : refused(first)
}
