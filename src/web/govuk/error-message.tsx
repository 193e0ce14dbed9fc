import { joined, type Common } from './common.ts'
import type { Content } from './text.ts'

export type ErrorMessageOptions = Common & {
  /** Said before the message by screen readers; an empty string says nothing. */
  visuallyHiddenText?: string | undefined
}

export type ErrorMessageProps = ErrorMessageOptions & { id?: string | undefined; children: Content }

export function ErrorMessage(props: ErrorMessageProps) {
  const { id, classes, attributes, visuallyHiddenText = 'Error', children } = props
  return (
    <p id={id} class={joined('govuk-error-message', classes)} {...attributes}>
      {visuallyHiddenText && (
        <>
          <span class="govuk-visually-hidden">{visuallyHiddenText}:</span>{' '}
        </>
      )}
      {children}
    </p>
  )
}
