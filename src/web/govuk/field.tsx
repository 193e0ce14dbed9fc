import type { Common } from './common.ts'
import { describedBy, FormGroup, HintAndError, type Remarks } from './form-group.tsx'
import { Label, type LabelOptions } from './label.tsx'
import { part, type Content, type Part } from './text.ts'

/** What every field with a single control accepts; `classes` and `attributes` go to the control. */
export type FieldProps = Common &
  Remarks & {
    name: string
    /** The name, unless given. */
    id?: string | undefined
    label: Part<LabelOptions>
    formGroup?: Common | undefined
  }

/** A single control below its label, hint and error message. */
export function Field({ children, ...field }: FieldProps & { children: Content }) {
  const id = field.id ?? field.name
  const { text, ...label } = part(field.label)
  return (
    <FormGroup hasError={field.errorMessage !== undefined} {...field.formGroup}>
      <Label for={id} {...label}>
        {text}
      </Label>
      <HintAndError id={id} hint={field.hint} errorMessage={field.errorMessage} />
      {children}
    </FormGroup>
  )
}

/** The attributes that tie the control to its label, hint and error message. */
export function control(field: FieldProps) {
  const id = field.id ?? field.name
  return { id, name: field.name, 'aria-describedby': describedBy(id, field), ...field.attributes }
}
