import { Button, ButtonLink } from './button.tsx'
import { joined, type Attributes, type Common, type HeadingLevel } from './common.ts'
import { safeHref } from './href.ts'
import type { Content, Text } from './text.ts'

/** A link with an href, a button with a type (or neither), a link that looks like a button with both. */
export type PanelAction = {
  text: Text
  href?: string | undefined
  type?: 'submit' | 'button' | undefined
  classes?: string | undefined
  attributes?: Attributes | undefined
}

export type PanelProps = Common & {
  /** An interruption stops the user to ask whether this is really meant; a confirmation tells that all is done. */
  variant?: 'confirmation' | 'interruption' | undefined
  title: Text
  headingLevel?: HeadingLevel | undefined
  children?: Content
  /** What an interruption offers to do next; a confirmation has none. */
  actions?: (Common & { items?: readonly PanelAction[] | undefined }) | undefined
}

export function Panel(props: PanelProps) {
  const { variant = 'confirmation', title, headingLevel = 1, actions, children } = props
  const Heading = `h${headingLevel}` as const
  return (
    <div class={joined('govuk-panel', `govuk-panel--${variant}`, props.classes)} {...props.attributes}>
      <Heading class="govuk-panel__title">{title}</Heading>
      {children && <div class="govuk-panel__body">{children}</div>}
      {variant === 'interruption' && actions && (
        <div class={joined('govuk-panel__actions', actions.classes)} {...actions.attributes}>
          {actions.items?.length ? (
            <div class="govuk-button-group">
              {actions.items.map((action) => (
                <>{panelAction(action)} </>
              ))}
            </div>
          ) : null}
        </div>
      )}
    </div>
  )
}

function panelAction({ text, href, type, classes, attributes }: PanelAction) {
  if (href === undefined) {
    return (
      <Button variant="inverse" type={type ?? 'button'} classes={classes} attributes={attributes}>
        {text}
      </Button>
    )
  }
  if (type === 'button') {
    return (
      <ButtonLink variant="inverse" href={href} classes={classes} attributes={attributes}>
        {text}
      </ButtonLink>
    )
  }
  return (
    <a class={joined('govuk-link govuk-link--inverse', classes)} {...attributes} href={safeHref(href)}>
      {text}
    </a>
  )
}
