import { joined, type Common, type Size } from './common.ts'
import { part, type Content, type Part } from './text.ts'

export type LegendOptions = {
  size?: Size | undefined
  /** Wraps the text in an h1, for a page that asks a single question. */
  isPageHeading?: boolean | undefined
  classes?: string | undefined
}

export type FieldsetOptions = Common & {
  legend?: Part<LegendOptions> | undefined
  describedBy?: string | undefined
}

export type FieldsetProps = FieldsetOptions & { role?: 'group' | undefined; children?: Content }

export function Fieldset({ legend, describedBy, role, classes, attributes, children }: FieldsetProps) {
  return (
    <fieldset
      class={joined('govuk-fieldset', classes)}
      role={role}
      aria-describedby={describedBy}
      {...attributes}
    >
      {legend !== undefined && <Legend {...part(legend)} />}
      {children}
    </fieldset>
  )
}

function Legend({ text, size, isPageHeading = false, classes }: LegendOptions & { text: Content }) {
  return (
    <legend class={joined('govuk-fieldset__legend', size && `govuk-fieldset__legend--${size}`, classes)}>
      {isPageHeading ? <h1 class="govuk-fieldset__heading">{text}</h1> : text}
    </legend>
  )
}
