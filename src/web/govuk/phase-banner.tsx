import { joined, type Common } from './common.ts'
import { Tag, type TagOptions } from './tag.tsx'
import { part, type Content, type Part } from './text.ts'

export type PhaseBannerProps = Common & {
  /** The phase, such as "Beta". */
  tag: Part<TagOptions>
  children: Content
}

export function PhaseBanner({ tag, classes, attributes, children }: PhaseBannerProps) {
  const { text, ...options } = part(tag)
  return (
    <div class={joined('govuk-phase-banner govuk-width-container', classes)} {...attributes}>
      <p class="govuk-phase-banner__content">
        <Tag {...options} classes={joined('govuk-phase-banner__content__tag', options.classes)}>
          {text}
        </Tag>{' '}
        <span class="govuk-phase-banner__text">{children}</span>
      </p>
    </div>
  )
}
