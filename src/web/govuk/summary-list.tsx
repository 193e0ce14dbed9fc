import { joined, type Attributes, type Common, type HeadingLevel } from './common.ts'
import { safeHref } from './href.ts'
import { part, type Content, type Maybe, type Part, type Text } from './text.ts'

type Classes = { classes?: string | undefined }

export type SummaryAction = {
  href: string
  text: Text
  /** Tells "Change" from "Change" for those who do not see the row. */
  visuallyHiddenText?: string | undefined
  classes?: string | undefined
  attributes?: Attributes | undefined
}

export type SummaryRow = {
  key: Part<Classes>
  value: Part<Classes>
  actions?: readonly SummaryAction[] | undefined
  actionsClasses?: string | undefined
  classes?: string | undefined
}

export type SummaryCard = Common & {
  title?: Text | undefined
  headingLevel?: HeadingLevel | undefined
  actions?: readonly SummaryAction[] | undefined
  actionsClasses?: string | undefined
}

export type SummaryListProps = Common & {
  rows: readonly Maybe<SummaryRow>[]
  /** Draws the list as a card. */
  card?: SummaryCard | undefined
}

export function SummaryList({ rows, card, classes, attributes }: SummaryListProps) {
  const anyRowHasActions = rows.some((row) => row && row.actions?.length)
  const list = (
    <dl class={joined('govuk-summary-list', classes)} {...attributes}>
      {rows.map(
        (row) =>
          row && (
            <Row row={row} lacksActions={anyRowHasActions && !row.actions?.length} cardTitle={card?.title} />
          ),
      )}
    </dl>
  )
  return card ? <Card card={card}>{list}</Card> : list
}

type RowProps = { row: SummaryRow; lacksActions: boolean; cardTitle?: Text | undefined }

function Row({ row, lacksActions, cardTitle }: RowProps) {
  const key = part(row.key)
  const value = part(row.value)
  return (
    <div
      class={joined(
        'govuk-summary-list__row',
        lacksActions && 'govuk-summary-list__row--no-actions',
        row.classes,
      )}
    >
      <dt class={joined('govuk-summary-list__key', key.classes)}>{key.text}</dt>
      <dd class={joined('govuk-summary-list__value', value.classes)}>{value.text}</dd>
      {row.actions?.length ? (
        <dd class={joined('govuk-summary-list__actions', row.actionsClasses)}>
          {row.actions.length === 1 ? (
            row.actions.map((action) => actionLink(action, cardTitle))
          ) : (
            <ul class="govuk-summary-list__actions-list">
              {row.actions.map((action) => (
                <li class="govuk-summary-list__actions-list-item">{actionLink(action, cardTitle)}</li>
              ))}
            </ul>
          )}
        </dd>
      ) : null}
    </div>
  )
}

function Card({ card, children }: { card: SummaryCard; children: Content }) {
  const { title, headingLevel = 2, actions = [] } = card
  const Heading = `h${headingLevel}` as const
  const actionsClass = joined('govuk-summary-card__actions', card.actionsClasses)
  return (
    <div class={joined('govuk-summary-card', card.classes)} {...card.attributes}>
      <div class="govuk-summary-card__title-wrapper">
        {title !== undefined && <Heading class="govuk-summary-card__title">{title}</Heading>}
        {actions.length === 1 && (
          <div class={actionsClass}>{actions.map((action) => actionLink(action, title))}</div>
        )}
        {actions.length > 1 && (
          <ul class={actionsClass}>
            {actions.map((action) => (
              <li class="govuk-summary-card__action">{actionLink(action, title)}</li>
            ))}
          </ul>
        )}
      </div>
      <div class="govuk-summary-card__content">{children}</div>
    </div>
  )
}

const actionLink = (
  { href, text, visuallyHiddenText, classes, attributes }: SummaryAction,
  cardTitle?: Text,
) => (
  <a class={joined('govuk-link', classes)} {...attributes} href={safeHref(href)}>
    {text}
    {(visuallyHiddenText || cardTitle) && (
      <span class="govuk-visually-hidden">
        {visuallyHiddenText && <> {visuallyHiddenText}</>}
        {cardTitle !== undefined && <> ({cardTitle})</>}
      </span>
    )}
  </a>
)
