import * as govuk from '../index.ts'
import { part } from '../text.ts'
import { modifier, type Adapter, type Macro } from './macro-options.ts'

const sizes = ['s', 'm', 'l', 'xl'] as const
const widths = ['2', '3', '4', '5', '10', '20', '30'] as const

/** Our label and legend have a size; the macros have a class for it. */
function sized<Given extends { classes?: string | undefined }>(given: Given, prefix: string) {
  const { found, classes } = modifier(given, prefix, sizes)
  return { ...given, size: found, classes }
}

const withLabelSize = <Props extends govuk.FieldProps>(props: Props) => ({
  ...props,
  label: sized(part(props.label), 'govuk-label--'),
})

function withLegendSize<Props extends govuk.QuestionProps>(props: Props) {
  const { fieldset } = props
  if (fieldset?.legend === undefined) return props
  return {
    ...props,
    fieldset: { ...fieldset, legend: sized(part(fieldset.legend), 'govuk-fieldset__legend--') },
  }
}

function withWidth<Props extends { classes?: string | undefined }>(props: Props) {
  const { found, classes } = modifier(props, 'govuk-input--width-', widths)
  return { ...props, width: found && (Number(found) as govuk.InputWidth), classes }
}

function withSmall<Props extends { classes?: string | undefined }>(props: Props, prefix: string) {
  const { found, classes } = modifier(props, prefix, ['small'])
  return { ...props, small: found !== undefined, classes }
}

type MacroChoice = Omit<govuk.CheckboxChoice, 'value' | 'conditional'> & {
  value: string | number
  conditional?: { text?: govuk.Text }
}
type MacroChoices = { items: govuk.Maybe<MacroChoice>[] }

const withItems = <Props extends MacroChoices>(props: Props) => ({
  ...props,
  items: props.items.map(
    (item) => item && { ...item, value: String(item.value), conditional: item.conditional?.text },
  ),
})

type Scalar = string | number | boolean | undefined
type MacroOption = Omit<govuk.SelectItem, 'value'> & { value?: Scalar }
type MacroSelect = Omit<govuk.SelectProps, 'value' | 'items'> & {
  value?: Scalar
  items?: govuk.Maybe<MacroOption>[]
}

const worded = (value: Scalar) => (value === undefined ? undefined : String(value))

const option = (item: govuk.Maybe<MacroOption>) => item && { ...item, value: worded(item.value) }

type Unit = 'day' | 'month' | 'year'
type MacroDate = Omit<govuk.DateInputProps, 'values'> & {
  items?: (govuk.DateField & { name: string })[]
  values?: Record<string, number>
}

/** The macro takes the fields by unit or as a list, and values by their full name; we take both by unit. */
function dateInput({ items, values = {}, ...options }: MacroDate) {
  const field = (unit: Unit) => {
    const given = options[unit]
    const item = items?.find(({ name }) => name.startsWith(unit))
    if (given === false || (items?.length && !item)) return false
    return dateField(unit, { ...given, ...item })
  }
  const value = (unit: Unit) => Object.entries(values).find(([name]) => name.endsWith(unit))?.[1]
  return (
    <govuk.DateInput
      {...withLegendSize(options)}
      values={{ day: value('day'), month: value('month'), year: value('year') }}
      day={field('day')}
      month={field('month')}
      year={field('year')}
    />
  )
}

/** Where the name is not the unit, the macro makes the label of the name and takes the field for a short one. */
function dateField(unit: string, given: govuk.DateField): govuk.DateField {
  const { found, classes } = modifier(withWidth(given), 'govuk-input--', ['error'])
  const { width } = withWidth(given)
  const { name = unit, error = found && true } = given
  const custom = name.includes('[')
    ? { label: name.replace(/^./, (c) => c.toUpperCase()), width: 2 as const }
    : {}
  return { ...given, error, classes, ...(width && { width }), ...custom }
}

type MacroFile = govuk.FileUploadProps & {
  javascript?: boolean
  wrapperClasses?: string
  wrapperAttributes?: govuk.Attributes
}

export const formAdapters: Record<string, Adapter> = {
  button: ({ text, href, ...options }: Macro<govuk.ButtonProps> & { href?: string }) => {
    const { found, classes } = modifier(options, 'govuk-button--', ['secondary', 'warning', 'inverse'])
    const looks = { ...options, variant: found, classes, children: text }
    return href === undefined ? <govuk.Button {...looks} /> : <govuk.ButtonLink {...looks} href={href} />
  },
  input: (options: govuk.InputProps) => <govuk.Input {...withWidth(withLabelSize(options))} />,
  textarea: (options: govuk.TextareaProps) => <govuk.Textarea {...withLabelSize(options)} />,
  radios: (options: govuk.RadiosProps & MacroChoices) => {
    const { found, classes } = modifier(options, 'govuk-radios--', ['inline'])
    const props = withSmall({ ...options, classes }, 'govuk-radios--')
    return <govuk.Radios {...withLegendSize(withItems(props))} inline={found !== undefined} />
  },
  checkboxes: (options: govuk.CheckboxesProps & MacroChoices) => (
    <govuk.Checkboxes {...withLegendSize(withItems(withSmall(options, 'govuk-checkboxes--')))} />
  ),
  select: ({ items = [], value, ...options }: MacroSelect) => (
    <govuk.Select {...withLabelSize(options)} value={worded(value)} items={items.map(option)} />
  ),
  'date-input': dateInput,
  'file-upload': ({ javascript, wrapperClasses, wrapperAttributes, ...options }: MacroFile) => (
    <govuk.FileUpload
      {...withLabelSize(options)}
      enhanced={javascript}
      wrapper={{ classes: wrapperClasses, attributes: wrapperAttributes }}
    />
  ),
  'password-input': (options: govuk.PasswordInputProps) => (
    <govuk.PasswordInput {...withWidth(withLabelSize(options))} />
  ),
  fieldset: ({ text, ...options }: Macro<govuk.FieldsetProps>) => (
    <govuk.Fieldset {...options} {...withLegendSize({ fieldset: options }).fieldset}>
      {text}
    </govuk.Fieldset>
  ),
  label: ({ text, ...options }: Macro<govuk.LabelProps>) => (
    <govuk.Label {...sized(options, 'govuk-label--')}>{text}</govuk.Label>
  ),
  hint: ({ text, ...options }: Macro<govuk.HintProps>) => <govuk.Hint {...options}>{text}</govuk.Hint>,
  'error-message': ({ text, ...options }: Macro<govuk.ErrorMessageProps>) => (
    <govuk.ErrorMessage {...options}>{text}</govuk.ErrorMessage>
  ),
  'error-summary': (options: govuk.ErrorSummaryProps) => <govuk.ErrorSummary {...options} />,
}
