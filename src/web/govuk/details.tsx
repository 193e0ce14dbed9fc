import { joined, type Common } from './common.ts'
import type { Content, Text } from './text.ts'

export type DetailsProps = Common & {
  id?: string | undefined
  summary: Text
  open?: boolean | undefined
  children: Content
}

export function Details({ id, summary, open = false, classes, attributes, children }: DetailsProps) {
  return (
    <details id={id} class={joined('govuk-details', classes)} open={open} {...attributes}>
      <summary class="govuk-details__summary">
        <span class="govuk-details__summary-text">{summary}</span>
      </summary>
      <div class="govuk-details__text">{children}</div>
    </details>
  )
}
