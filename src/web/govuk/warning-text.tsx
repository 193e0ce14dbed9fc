import { joined, type Common } from './common.ts'
import type { Content } from './text.ts'

export type WarningTextProps = Common & {
  /** What screen readers say for the exclamation mark. */
  iconFallbackText?: string | undefined
  children: Content
}

export function WarningText(props: WarningTextProps) {
  const { iconFallbackText = 'Warning', classes, attributes, children } = props
  return (
    <div class={joined('govuk-warning-text', classes)} {...attributes}>
      <span class="govuk-warning-text__icon" aria-hidden="true">
        !
      </span>{' '}
      <strong class="govuk-warning-text__text">
        <span class="govuk-visually-hidden">{iconFallbackText}</span> {children}
      </strong>
    </div>
  )
}
