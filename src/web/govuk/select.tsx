import { joined, type Attributes } from './common.ts'
import { control, Field, type FieldProps } from './field.tsx'
import type { Maybe } from './text.ts'

export type SelectItem = {
  /** Words only: an option cannot hold markup. */
  text: string | number
  /** The text, unless given. */
  value?: string | undefined
  /** Unless given, decided by the value of the select. */
  selected?: boolean | undefined
  disabled?: boolean | undefined
  attributes?: Attributes | undefined
}

export type SelectProps = FieldProps & {
  items: readonly Maybe<SelectItem>[]
  value?: string | undefined
  disabled?: boolean | undefined
}

export function Select({ items, value, disabled, ...field }: SelectProps) {
  const isSelected = (item: SelectItem) => item.selected ?? (item.value ?? String(item.text)) === value
  return (
    <Field {...field}>
      <select
        class={joined(
          'govuk-select',
          field.classes,
          field.errorMessage !== undefined && 'govuk-select--error',
        )}
        disabled={disabled}
        {...control(field)}
      >
        {items.map(
          (item) =>
            item && (
              <option
                value={item.value}
                selected={isSelected(item)}
                disabled={item.disabled}
                {...item.attributes}
              >
                {item.text}
              </option>
            ),
        )}
      </select>
    </Field>
  )
}
