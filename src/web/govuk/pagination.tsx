import { joined, type Attributes, type Common } from './common.ts'
import { safeHref } from './href.ts'
import type { Maybe, Text } from './text.ts'

export type PaginationLink = {
  href: string
  text?: Text | undefined
  /** What the other page is about; shown where there are no page numbers. */
  labelText?: string | undefined
  attributes?: Attributes | undefined
}

export type PaginationItem =
  | { ellipsis: true }
  | {
      number: number | string
      href: string
      current?: boolean | undefined
      visuallyHiddenText?: string | undefined
      attributes?: Attributes | undefined
    }

export type PaginationProps = Common & {
  previous?: PaginationLink | undefined
  next?: PaginationLink | undefined
  /** Without page numbers the links are stacked as blocks. */
  items?: readonly Maybe<PaginationItem>[] | undefined
  landmarkLabel?: string | undefined
}

export function Pagination(props: PaginationProps) {
  const { previous, next, items, landmarkLabel = 'Pagination' } = props
  const isBlock = !items && (previous ?? next) !== undefined
  return (
    <nav
      class={joined('govuk-pagination', isBlock && 'govuk-pagination--block', props.classes)}
      aria-label={landmarkLabel}
      {...props.attributes}
    >
      {previous && <ArrowLink rel="prev" link={previous} isBlock={isBlock} />}
      {items && <ul class="govuk-pagination__list">{items.map((item) => item && pageItem(item))}</ul>}
      {next && <ArrowLink rel="next" link={next} isBlock={isBlock} />}
    </nav>
  )
}

function pageItem(item: PaginationItem) {
  if ('ellipsis' in item) {
    return <li class="govuk-pagination__item govuk-pagination__item--ellipsis">⋯</li>
  }
  const { number, href, current = false, visuallyHiddenText = `Page ${number}`, attributes } = item
  return (
    <li class={joined('govuk-pagination__item', current && 'govuk-pagination__item--current')}>
      <a
        class="govuk-link govuk-pagination__link"
        aria-label={visuallyHiddenText}
        aria-current={current ? 'page' : undefined}
        {...attributes}
        href={safeHref(href)}
      >
        {number}
      </a>
    </li>
  )
}

type Rel = 'prev' | 'next'

function ArrowLink({ rel, link, isBlock }: { rel: Rel; link: PaginationLink; isBlock: boolean }) {
  const { href, text, labelText, attributes } = link
  const isDecorated = isBlock && labelText === undefined
  const words = rel === 'prev' ? 'Previous' : 'Next'
  return (
    <div class={`govuk-pagination__${rel}`}>
      <a class="govuk-link govuk-pagination__link" rel={rel} {...attributes} href={safeHref(href)}>
        {(isBlock || rel === 'prev') && <Arrow rel={rel} />}
        <span
          class={joined(
            'govuk-pagination__link-title',
            isDecorated && 'govuk-pagination__link-title--decorated',
          )}
        >
          {text ?? (
            <>
              {words}
              <span class="govuk-visually-hidden"> page</span>
            </>
          )}
        </span>
        {isBlock && labelText !== undefined && (
          <>
            {' '}
            <span class="govuk-visually-hidden">:</span>{' '}
            <span class="govuk-pagination__link-label">{labelText}</span>
          </>
        )}
        {!isBlock && rel === 'next' && <Arrow rel={rel} />}
      </a>
    </div>
  )
}

const paths: Record<Rel, string> = {
  prev: 'm6.5938-0.0078125-6.7266 6.7266 6.7441 6.4062 1.377-1.449-4.1856-3.9768h12.896v-2h-12.984l4.2931-4.293-1.414-1.414z',
  next: 'm8.107-0.0078125-1.4136 1.414 4.2926 4.293h-12.986v2h12.896l-4.1855 3.9766 1.377 1.4492 6.7441-6.4062-6.7246-6.7266z',
}

const Arrow = ({ rel }: { rel: Rel }) => (
  <svg
    class={`govuk-pagination__icon govuk-pagination__icon--${rel}`}
    xmlns="http://www.w3.org/2000/svg"
    height="13"
    width="15"
    aria-hidden="true"
    focusable="false"
    viewBox="0 0 15 13"
  >
    <path d={paths[rel]} />
  </svg>
)
