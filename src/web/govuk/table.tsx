import { joined, type Attributes, type Common, type Size } from './common.ts'
import { part, type Maybe, type Part, type Text } from './text.ts'

export type CellOptions = {
  /** Numeric cells are aligned to the right. */
  format?: 'numeric' | undefined
  colspan?: number | undefined
  rowspan?: number | undefined
  classes?: string | undefined
  attributes?: Attributes | undefined
}

export type TableCell = Part<CellOptions>

export type TableProps = Common & {
  caption?: Text | undefined
  captionSize?: Size | undefined
  head?: readonly TableCell[] | undefined
  rows: readonly Maybe<readonly TableCell[]>[]
  /** Makes the first cell of every row its header. */
  firstCellIsHeader?: boolean | undefined
}

export function Table(props: TableProps) {
  const { caption, captionSize, head, rows, firstCellIsHeader = false } = props
  return (
    <table class={joined('govuk-table', props.classes)} {...props.attributes}>
      {caption !== undefined && (
        <caption
          class={joined('govuk-table__caption', captionSize && `govuk-table__caption--${captionSize}`)}
        >
          {caption}
        </caption>
      )}
      {head && (
        <thead class="govuk-table__head">
          <tr class="govuk-table__row">{head.map(columnHeader)}</tr>
        </thead>
      )}
      <tbody class="govuk-table__body">
        {rows.map(
          (row) =>
            row && (
              <tr class="govuk-table__row">
                {row.map((given, index) =>
                  firstCellIsHeader && index === 0 ? rowHeader(given) : cell(given),
                )}
              </tr>
            ),
        )}
      </tbody>
    </table>
  )
}

function columnHeader(given: TableCell) {
  const { text, format, classes, colspan, rowspan, attributes } = part(given)
  return (
    <th
      scope="col"
      class={joined('govuk-table__header', format && `govuk-table__header--${format}`, classes)}
      colspan={colspan}
      rowspan={rowspan}
      {...attributes}
    >
      {text}
    </th>
  )
}

function rowHeader(given: TableCell) {
  const { text, classes, colspan, rowspan, attributes } = part(given)
  return (
    <th
      scope="row"
      class={joined('govuk-table__header', classes)}
      colspan={colspan}
      rowspan={rowspan}
      {...attributes}
    >
      {text}
    </th>
  )
}

function cell(given: TableCell) {
  const { text, format, classes, colspan, rowspan, attributes } = part(given)
  return (
    <td
      class={joined('govuk-table__cell', format && `govuk-table__cell--${format}`, classes)}
      colspan={colspan}
      rowspan={rowspan}
      {...attributes}
    >
      {text}
    </td>
  )
}
