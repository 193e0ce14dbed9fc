import { joined, type Common } from './common.ts'
import type { Content } from './text.ts'

export type HintProps = Common & { id?: string | undefined; children: Content }

export function Hint({ id, classes, attributes, children }: HintProps) {
  return (
    <div id={id} class={joined('govuk-hint', classes)} {...attributes}>
      {children}
    </div>
  )
}
