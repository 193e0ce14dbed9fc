import { joined, type Attributes } from './common.ts'
import { Input, type InputMode, type InputWidth } from './input.tsx'
import { Question, type QuestionProps } from './question.tsx'
import type { Text } from './text.ts'

type Unit = 'day' | 'month' | 'year'

export type DateField = {
  /** The unit, unless given; the name prefix goes before it. */
  name?: string | undefined
  id?: string | undefined
  label?: Text | undefined
  value?: string | number | undefined
  /** Which fields to mark when there is an error: all, unless one says true or some say false. */
  error?: boolean | undefined
  width?: InputWidth | undefined
  inputmode?: InputMode | undefined
  autocomplete?: string | undefined
  pattern?: string | undefined
  classes?: string | undefined
  attributes?: Attributes | undefined
}

export type DateInputProps = QuestionProps & {
  id: string
  namePrefix?: string | undefined
  values?: Partial<Record<Unit, string | number | undefined>> | undefined
} & {
  /** False leaves the field out. */
  [unit in Unit]?: DateField | false | undefined
}

const units: { unit: Unit; usualLabel: string; usualWidth: InputWidth }[] = [
  { unit: 'day', usualLabel: 'Day', usualWidth: 2 },
  { unit: 'month', usualLabel: 'Month', usualWidth: 2 },
  { unit: 'year', usualLabel: 'Year', usualWidth: 4 },
]

export function DateInput({ id, namePrefix, values = {}, day, month, year, ...question }: DateInputProps) {
  const given = { day, month, year }
  const fields = units.flatMap(({ unit, usualLabel, usualWidth }) => {
    const field = given[unit] ?? {}
    if (field === false) return []
    const { name = unit, label = usualLabel, width = usualWidth, value = values[unit] } = field
    return { ...field, name, label, width, value }
  })
  const oneIsMarked = fields.some((field) => field.error)
  const isMarked = ({ error = question.errorMessage !== undefined && !oneIsMarked }: DateField) => error
  return (
    // Without the role, JAWS does not read the description of a fieldset of text inputs.
    <Question id={id} role="group" {...question}>
      <div class={joined('govuk-date-input', question.classes)} id={id} {...question.attributes}>
        {fields.map(({ error, ...field }) => (
          <div class="govuk-date-input__item">
            <Input
              {...field}
              id={field.id ?? `${id}-${field.name}`}
              name={namePrefix === undefined ? field.name : `${namePrefix}-${field.name}`}
              label={{ text: field.label, classes: 'govuk-date-input__label' }}
              inputmode={field.inputmode ?? 'numeric'}
              classes={joined(
                'govuk-date-input__input',
                isMarked({ error }) && 'govuk-input--error',
                field.classes,
              )}
            />
          </div>
        ))}
      </div>
    </Question>
  )
}
