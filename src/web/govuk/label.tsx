import { joined, type Common, type Size } from './common.ts'
import type { Content } from './text.ts'

export type LabelOptions = Common & {
  size?: Size | undefined
  /** Wraps the label in an h1, for a page that asks a single question. */
  isPageHeading?: boolean | undefined
}

export type LabelProps = LabelOptions & { for?: string | undefined; children: Content }

export function Label({ for: id, size, isPageHeading = false, classes, attributes, children }: LabelProps) {
  const label = (
    <label class={joined('govuk-label', size && `govuk-label--${size}`, classes)} for={id} {...attributes}>
      {children}
    </label>
  )
  return isPageHeading ? <h1 class="govuk-label-wrapper">{label}</h1> : label
}
