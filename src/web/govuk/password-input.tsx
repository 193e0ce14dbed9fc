import { Button } from './button.tsx'
import { joined } from './common.ts'
import type { FieldProps } from './field.tsx'
import { Input, type InputWidth } from './input.tsx'

export type PasswordInputProps = FieldProps & {
  value?: string | undefined
  width?: InputWidth | undefined
  autocomplete?: 'current-password' | 'new-password' | undefined
  disabled?: boolean | undefined
}

/** The button that shows the password stays hidden until the browser script of the Design System wakes it. */
export function PasswordInput({ classes, formGroup, ...input }: PasswordInputProps) {
  return (
    <Input
      autocomplete="current-password"
      {...input}
      type="password"
      spellcheck={false}
      autocapitalize="none"
      classes={joined('govuk-password-input__input govuk-js-password-input-input', classes)}
      formGroup={{
        classes: joined('govuk-password-input', formGroup?.classes),
        attributes: { 'data-module': 'govuk-password-input', ...formGroup?.attributes },
      }}
      inputWrapper={{ classes: 'govuk-password-input__wrapper' }}
      afterInput={<ShowButton inputId={input.id ?? input.name} />}
    />
  )
}

const ShowButton = ({ inputId }: { inputId: string }) => (
  <Button
    type="button"
    variant="secondary"
    classes="govuk-password-input__toggle govuk-js-password-input-toggle"
    attributes={{ 'aria-controls': inputId, 'aria-label': 'Show password', hidden: '' }}
  >
    Show
  </Button>
)
