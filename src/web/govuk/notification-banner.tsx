import { joined, type Common, type HeadingLevel } from './common.ts'
import { isPlain, type Content, type Text } from './text.ts'

export type NotificationBannerProps = Common & {
  type?: 'success' | undefined
  title?: Text | undefined
  titleId?: string | undefined
  titleHeadingLevel?: HeadingLevel | undefined
  /** An alert is read out at once; a success is one, unless the role is given. */
  role?: 'alert' | 'region' | undefined
  disableAutoFocus?: boolean | undefined
  /** Words alone are set as the heading of the banner; markup is left as it is. */
  children: Content
}

export function NotificationBanner(props: NotificationBannerProps) {
  const { type, titleId = 'govuk-notification-banner-title', titleHeadingLevel = 2, children } = props
  const isSuccess = type === 'success'
  const Heading = `h${titleHeadingLevel}` as const
  return (
    <div
      class={joined(
        'govuk-notification-banner',
        isSuccess && 'govuk-notification-banner--success',
        props.classes,
      )}
      role={props.role ?? (isSuccess ? 'alert' : 'region')}
      aria-labelledby={titleId}
      data-module="govuk-notification-banner"
      data-disable-auto-focus={props.disableAutoFocus?.toString()}
      {...props.attributes}
    >
      <div class="govuk-notification-banner__header">
        <Heading class="govuk-notification-banner__title" id={titleId}>
          {props.title ?? (isSuccess ? 'Success' : 'Important')}
        </Heading>
      </div>
      <div class="govuk-notification-banner__content">
        {isPlain(children) ? <p class="govuk-notification-banner__heading">{children}</p> : children}
      </div>
    </div>
  )
}
