import { joined } from './common.ts'
import { Choices, type Choice, type ChoicesProps } from './choices.tsx'

export type RadiosProps = ChoicesProps<Choice> & {
  value?: string | undefined
  /** Side by side: for two short options. */
  inline?: boolean | undefined
}

export function Radios({ value, inline = false, classes, ...question }: RadiosProps) {
  return (
    <Choices
      kind="radios"
      chosen={value === undefined ? [] : [value]}
      classes={joined(inline && 'govuk-radios--inline', classes)}
      {...question}
    />
  )
}
