import { joined, type Attributes, type Common } from './common.ts'
import { safeHref } from './href.ts'
import type { Content, Text } from './text.ts'

export type ErrorSummaryItem = {
  text: Text
  /** The field to correct, such as "#date-of-birth". */
  href?: string | undefined
  attributes?: Attributes | undefined
}

export type ErrorSummaryProps = Common & {
  title?: Text | undefined
  description?: Content
  errorList?: readonly ErrorSummaryItem[] | undefined
  disableAutoFocus?: boolean | undefined
}

export function ErrorSummary(props: ErrorSummaryProps) {
  const { title = 'There is a problem', description, errorList = [], disableAutoFocus } = props
  return (
    <div
      class={joined('govuk-error-summary', props.classes)}
      data-disable-auto-focus={disableAutoFocus?.toString()}
      data-module="govuk-error-summary"
      {...props.attributes}
    >
      {/* The alert is a child, so that moving the focus to the summary does not cut its announcement short. */}
      <div role="alert">
        <h2 class="govuk-error-summary__title">{title}</h2>
        <div class="govuk-error-summary__body">
          {description && <p>{description}</p>}
          {errorList.length > 0 && (
            <ul class="govuk-list govuk-error-summary__list">
              {errorList.map((error) => (
                <li>{linked(error)}</li>
              ))}
            </ul>
          )}
        </div>
      </div>
    </div>
  )
}

const linked = ({ text, href, attributes }: ErrorSummaryItem) =>
  href === undefined ? (
    text
  ) : (
    <a {...attributes} href={safeHref(href)}>
      {text}
    </a>
  )
