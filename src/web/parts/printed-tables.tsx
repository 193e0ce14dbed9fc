import {
  breakdownOf,
  disclosures,
  exemptions,
  printedRows,
  printedTables,
  type ProtectedCell,
  type Request,
  underInWords,
} from '../../figures/index.ts'
import { inWords, list } from '../../plain/index.ts'
import { WarningText } from '../govuk/index.ts'
import { StackTable } from './small.tsx'

/** How many of the numbers that one is hidden for are named. */
const mostNamed = 3

/** Why a number is hidden, for whoever decides; it is never published. */
function whyInWords({ why, sake }: ProtectedCell, threshold: number): string {
  switch (why) {
    case '':
      return ''
    case 'small':
      return `It is 1 to ${threshold}`
    case 'difference':
      return 'What it lacks to a larger number is small'
    case 'before':
      return 'It was hidden when it was given before'
    case 'others': {
      const named = [...new Set(sake.map(underInWords))]
      if (named.length === 0) return 'Others could be worked out from it'
      const more = named.length - mostNamed
      return `Otherwise these could be worked out: ${list(more > 0 ? [...named.slice(0, mostNamed), `${more} more`] : named)}`
    }
  }
}

/** Between what a reader could tell that a number lies. */
function inferInWords({ low, high, value }: ProtectedCell): string {
  if (value !== null && low === value && high === value) return 'It is printed'
  if (high === null) return low === 0 ? 'Nothing' : `${low} or more`
  return low === high ? `It is ${low}` : `${low} to ${high}`
}

/** Every table of an answer as it would be printed, with why a number is hidden and what can be told of it all the same. */
export function PrintedTables({ request }: { request: Request }) {
  const { frozen, decisions, protection, rule } = request
  if (frozen === null || protection === null) return null
  return (
    <>
      {protection.problems.length > 0 && (
        <>
          <WarningText>This may not be given out as it is.</WarningText>
          <ul class="govuk-list govuk-list--bullet">
            {protection.problems.map((one) => (
              <li key={one}>{one}</li>
            ))}
          </ul>
        </>
      )}
      {frozen.mapping.parts.map((part, i) => {
        const decision = decisions?.[i]
        if ('notHeld' in part || decision === undefined) return null
        const printed = decision.disclosure === 'withhold' ? [] : (printedTables(request, i) ?? [])
        const by = ('by' in part ? part.by : []).map(breakdownOf).filter((one) => one !== null)
        const rows = printed.flatMap((one) =>
          printedRows(one).map((cell) => [
            `${inWords(one.table.period.from)} to ${inWords(one.table.period.to)}`,
            ...by.map((split, at) => {
              const value = cell.under[split.id]
              return value === undefined ? (at === 0 ? 'All' : '') : split.words(value)
            }),
            cell.value === null ? '[c]' : cell.value.toLocaleString('en-GB'),
            whyInWords(cell, rule.threshold),
            inferInWords(cell),
          ]),
        )
        return (
          <section key={i}>
            {rows.length === 0 ? (
              <h3 class="govuk-heading-s">
                {i + 1}. {part.asks}
              </h3>
            ) : (
              <StackTable
                caption={`${i + 1}. ${part.asks}`}
                head={[
                  { text: 'Period' },
                  ...by.map((one) => ({ text: one.label })),
                  { text: 'Printed', brief: true },
                  { text: 'Why it is hidden' },
                  { text: 'What a reader could tell' },
                ]}
                rows={rows}
              />
            )}
            <p class="govuk-body">
              <strong>{disclosures[decision.disclosure]}</strong>
              {decision.exemption !== '' && `, ${exemptions[decision.exemption]}`}. {decision.reason}
            </p>
          </section>
        )
      })}
      <p class="govuk-body ts-small">{auditInWords(request)}</p>
    </>
  )
}

/** What the audit looked at. */
function auditInWords({ protection }: Request): string {
  if (protection === null) return ''
  const { verdicts, after, rule } = protection
  const cells = verdicts.reduce((sum, one) => sum + one.cells, 0)
  const seconds = verdicts.reduce((sum, one) => sum + one.seconds, 0)
  return `Audited together with ${after === 0 ? 'no table' : after === 1 ? 'one table' : `${after} tables`} given out before: ${cells.toLocaleString('en-GB')} numbers and sums, in ${seconds < 1 ? 'less than a second' : `${Math.round(seconds)} seconds`}. Numbers from 1 to ${rule.threshold} are small; whoever reads is taken to ${rule.reader === 'rule' ? 'know that a hidden number is never 0' : 'know only that no number is below 0'}. Why a number is hidden, and which are small, is never given out.`
}
