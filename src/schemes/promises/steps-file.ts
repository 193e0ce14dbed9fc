import { ok, type Outcome, parseFileDate, readCsv, refused } from '../../plain/index.ts'
import { type Scheme, schemeRoute, schemeStep } from '../../standard/index.ts'
import type { CohortChild } from '../eligibility/index.ts'
import type { SchemeChild, Step } from './report.ts'

export const stepColumns = ['CHILD', 'STEP', 'AT', 'ROUTE', 'FINDING'] as const

/**
 * Reads the steps of a cohort from CSV: what happened to whom when. A column that is not asked for is passed over; where
 * there is a column SCHEME, rows of other schemes are.
 *
 * @returns the children of the cohort with their steps, or one sentence with the line that says what to put right
 */
export function withSteps(
  cohort: readonly CohortChild[],
  text: string,
  scheme: Scheme,
): Outcome<SchemeChild[], string> {
  const { records, problem } = readCsv(text.replace(/^\uFEFF/, ''))
  if (problem !== null) return refused(`Line ${problem.line} ${problem.problem}.`)
  const [head, ...lines] = records
  const names = (head?.values ?? []).map((value) => value.trim().toUpperCase())
  const lacking = (['CHILD', 'STEP', 'AT'] as const).filter((column) => !names.includes(column))
  if (lacking.length > 0)
    return refused(
      `There is no column ${lacking.join(', no column ')}. The first line names the columns: ${stepColumns.join(',')}.`,
    )
  const steps = new Map<string, Step[]>(cohort.map(({ child }) => [child, []]))
  for (const { line, values } of lines) {
    if (values.every((value) => value.trim() === '')) continue
    const cell = (column: string) => (values[names.indexOf(column)] ?? '').trim()
    if (names.includes('SCHEME') && cell('SCHEME').toLowerCase() !== scheme.id) continue
    const own = steps.get(cell('CHILD'))
    if (own === undefined)
      return refused(`Line ${line}: ${cell('CHILD') || 'nobody'} is no child of the cohort.`)
    const step = cell('STEP').toLowerCase()
    if (!schemeStep.codes.some(({ code }) => code === step))
      return refused(
        `Line ${line}: STEP is "${cell('STEP')}". Steps are ${schemeStep.codes.map(({ code }) => code).join(', ')}.`,
      )
    const on = parseFileDate(cell('AT'))
    if (!on.ok) return refused(`Line ${line}: AT is "${cell('AT')}": ${on.problem}.`)
    const route = cell('ROUTE').toLowerCase()
    if (route !== '' && !schemeRoute.codes.some(({ code }) => code === route))
      return refused(
        `Line ${line}: ROUTE is "${cell('ROUTE')}". Routes are ${schemeRoute.codes.map(({ code }) => code).join(', ')}.`,
      )
    const finding = cell('FINDING').toUpperCase()
    if (finding !== '' && finding !== 'Y' && finding !== 'N')
      return refused(`Line ${line}: FINDING is "${cell('FINDING')}". It is Y, N or empty.`)
    own.push({ step, on: on.value, route, finding: finding === '' ? null : finding === 'Y' })
  }
  return ok(cohort.map((one) => ({ ...one, steps: steps.get(one.child) ?? [], now: null })))
}
