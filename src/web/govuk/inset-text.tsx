import { joined, type Common } from './common.ts'
import type { Content } from './text.ts'

export type InsetTextProps = Common & { id?: string | undefined; children: Content }

export function InsetText({ id, classes, attributes, children }: InsetTextProps) {
  return (
    <div id={id} class={joined('govuk-inset-text', classes)} {...attributes}>
      {children}
    </div>
  )
}
