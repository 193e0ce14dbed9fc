import { joined, type Common } from './common.ts'
import { safeHref } from './href.ts'
import type { Content } from './text.ts'

export type SkipLinkProps = Common & { href?: string | undefined; children: Content }

export function SkipLink({ href = '#content', classes, attributes, children }: SkipLinkProps) {
  return (
    <a
      class={joined('govuk-skip-link', classes)}
      data-module="govuk-skip-link"
      {...attributes}
      href={safeHref(href)}
    >
      {children}
    </a>
  )
}
