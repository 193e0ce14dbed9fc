import { type Decision, disclosures, exemptions, type Frozen, letterTable } from '../../figures/index.ts'
import { Details } from '../govuk/index.ts'
import { StackTable } from './small.tsx'

/** How many of the numbers are small enough to point at somebody. */
const smallest = 5

/** Every table of a frozen answer, with coverage beside each number and what was decided. */
export function FrozenTables({
  frozen,
  decisions,
}: {
  frozen: Frozen
  decisions: readonly Decision[] | null
}) {
  return (
    <>
      {frozen.mapping.parts.map((part, i) => {
        const decision = decisions?.[i]
        if ('notHeld' in part)
          return (
            <section key={i}>
              <h3 class="govuk-heading-s">
                {i + 1}. {part.asks}
              </h3>
              <p class="govuk-body">Not held. {part.notHeld}</p>
            </section>
          )
        const tables = frozen.tables.filter((table) => table.part === i)
        const table = letterTable(part.asks, tables, frozen.mapping.settings)
        if (table.kind !== 'table') return null
        const small = tables
          .flatMap((one) => [one.total, ...one.cells.map((cell) => cell.value)])
          .filter((value) => value > 0 && value <= smallest).length
        return (
          <section key={i}>
            <StackTable
              caption={`${i + 1}. ${part.asks}`}
              head={table.head.map((head, at) => ({
                text: head,
                numeric: at >= table.head.length - 2,
              }))}
              rows={table.rows}
            />
            <p class="govuk-body ts-small">
              {small === 0
                ? 'No number of 1 to 5.'
                : `${small} of these numbers ${small === 1 ? 'is' : 'are'} 1 to 5. A small number is not by itself personal data: ask who could tell, with what else they know, whom it is about.`}
            </p>
            {decision !== undefined && (
              <p class="govuk-body">
                <strong>{disclosures[decision.disclosure]}</strong>
                {decision.exemption !== '' && `, ${exemptions[decision.exemption]}`}. {decision.reason}
              </p>
            )}
            <Details summary="What the words mean">
              <ul class="govuk-list govuk-list--bullet">
                {table.notes.map((one) => (
                  <li key={one}>{one}</li>
                ))}
              </ul>
            </Details>
          </section>
        )
      })}
    </>
  )
}
