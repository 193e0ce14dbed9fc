import { joined, type Common } from './common.ts'
import type { Content } from './text.ts'

export type TagColour =
  'blue' | 'green' | 'grey' | 'magenta' | 'orange' | 'purple' | 'red' | 'teal' | 'yellow'

export type TagOptions = Common & {
  /** Blue, unless given. */
  colour?: TagColour | undefined
}

export type TagProps = TagOptions & { children: Content }

export function Tag({ colour, classes, attributes, children }: TagProps) {
  return (
    <strong class={joined('govuk-tag', colour && `govuk-tag--${colour}`, classes)} {...attributes}>
      {children}
    </strong>
  )
}
