import { joined } from './common.ts'
import { control, Field, type FieldProps } from './field.tsx'

export type TextareaProps = FieldProps & {
  value?: string | undefined
  rows?: number | undefined
  autocomplete?: string | undefined
  spellcheck?: boolean | undefined
  disabled?: boolean | undefined
}

export function Textarea({ value, rows = 5, autocomplete, spellcheck, disabled, ...field }: TextareaProps) {
  return (
    <Field {...field}>
      <textarea
        class={joined(
          'govuk-textarea',
          field.errorMessage !== undefined && 'govuk-textarea--error',
          field.classes,
        )}
        rows={rows}
        autocomplete={autocomplete}
        spellcheck={spellcheck}
        disabled={disabled}
        {...control(field)}
      >
        {value}
      </textarea>
    </Field>
  )
}
