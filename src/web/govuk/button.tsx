import { joined, type Common } from './common.ts'
import { safeHref } from './href.ts'
import { isPlain, type Content } from './text.ts'

type Looks = Common & {
  id?: string | undefined
  variant?: 'secondary' | 'warning' | 'inverse' | undefined
  /** The green button with an arrow that opens a service. */
  isStartButton?: boolean | undefined
  children: Content
}

export type ButtonProps = Looks & {
  type?: 'submit' | 'button' | 'reset' | undefined
  name?: string | undefined
  value?: string | undefined
  disabled?: boolean | undefined
  preventDoubleClick?: boolean | undefined
}

export type ButtonLinkProps = Looks & { href: string }

export function Button(props: ButtonProps) {
  const { type = 'submit', name, value, disabled, preventDoubleClick } = props
  return (
    <button
      type={type}
      name={name}
      value={value}
      disabled={disabled}
      aria-disabled={disabled ? 'true' : undefined}
      data-prevent-double-click={preventDoubleClick?.toString()}
      {...common(props)}
    >
      {content(props)}
    </button>
  )
}

/** A link that looks like a button. */
export function ButtonLink(props: ButtonLinkProps) {
  return (
    <a role="button" draggable={false} {...common(props)} href={safeHref(props.href)}>
      {content(props)}
    </a>
  )
}

const common = ({ id, variant, isStartButton, classes, attributes }: Looks) => ({
  ...(id === undefined ? {} : { id }),
  class: joined(
    'govuk-button',
    variant && `govuk-button--${variant}`,
    isStartButton && 'govuk-button--start',
    classes,
  ),
  'data-module': 'govuk-button',
  ...attributes,
})

function content({ isStartButton = false, children }: Looks) {
  if (!isStartButton) return children
  return (
    <>
      {/* A start button is a flexbox, which would drop the spaces around an element among the words. */}
      {isPlain(children) ? children : <span>{children}</span>}
      <svg
        class="govuk-button__start-icon"
        xmlns="http://www.w3.org/2000/svg"
        width="17.5"
        height="19"
        viewBox="0 0 33 40"
        aria-hidden="true"
        focusable="false"
      >
        <path fill="currentColor" d="M0 0h13l20 20-20 20H0l20-20z" />
      </svg>
    </>
  )
}
