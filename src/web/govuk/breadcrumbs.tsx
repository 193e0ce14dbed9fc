import { joined, type Attributes, type Common } from './common.ts'
import { safeHref } from './href.ts'
import type { Text } from './text.ts'

export type Breadcrumb = {
  text: Text
  /** Left out for the page itself. */
  href?: string | undefined
  attributes?: Attributes | undefined
}

export type BreadcrumbsProps = Common & {
  items: readonly Breadcrumb[]
  collapseOnMobile?: boolean | undefined
  /** White on a dark background. */
  inverse?: boolean | undefined
  labelText?: string | undefined
}

export function Breadcrumbs(props: BreadcrumbsProps) {
  const { items, collapseOnMobile = false, inverse = false, labelText = 'Breadcrumb' } = props
  return (
    <nav
      class={joined(
        'govuk-breadcrumbs',
        inverse && 'govuk-breadcrumbs--inverse',
        collapseOnMobile && 'govuk-breadcrumbs--collapse-on-mobile',
        props.classes,
      )}
      aria-label={labelText}
      {...props.attributes}
    >
      <ol class="govuk-breadcrumbs__list">{items.map(breadcrumb)}</ol>
    </nav>
  )
}

const breadcrumb = ({ text, href, attributes }: Breadcrumb) =>
  href === undefined ? (
    <li class="govuk-breadcrumbs__list-item" aria-current="page">
      {text}
    </li>
  ) : (
    <li class="govuk-breadcrumbs__list-item">
      <a class="govuk-breadcrumbs__link" {...attributes} href={safeHref(href)}>
        {text}
      </a>
    </li>
  )
