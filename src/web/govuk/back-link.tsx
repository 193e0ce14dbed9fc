import { joined, type Common } from './common.ts'
import { safeHref } from './href.ts'
import type { Content } from './text.ts'

export type BackLinkProps = Common & {
  href: string
  /** White on a dark background. */
  inverse?: boolean | undefined
  children?: Content
}

export function BackLink({ href, inverse = false, classes, attributes, children = 'Back' }: BackLinkProps) {
  return (
    <a
      class={joined('govuk-back-link', inverse && 'govuk-back-link--inverse', classes)}
      {...attributes}
      href={safeHref(href)}
    >
      {children}
    </a>
  )
}
