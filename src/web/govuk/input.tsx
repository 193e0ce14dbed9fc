import { joined, type Attributes, type Common } from './common.ts'
import { control, Field, type FieldProps } from './field.tsx'
import { part, type Content, type Part } from './text.ts'

export type InputMode = 'none' | 'text' | 'decimal' | 'numeric' | 'tel' | 'search' | 'email' | 'url'

/** How many characters the input shows. */
export type InputWidth = 2 | 3 | 4 | 5 | 10 | 20 | 30

export type InputProps = FieldProps & {
  type?: 'text' | 'email' | 'number' | 'password' | 'search' | 'tel' | 'url' | undefined
  value?: string | number | undefined
  width?: InputWidth | undefined
  inputmode?: InputMode | undefined
  autocomplete?: string | undefined
  autocapitalize?: 'none' | 'sentences' | 'words' | 'characters' | undefined
  pattern?: string | undefined
  spellcheck?: boolean | undefined
  disabled?: boolean | undefined
  prefix?: Part<Common> | undefined
  suffix?: Part<Common> | undefined
  /** Stands beside the input, as the button of a password input does. */
  afterInput?: Content
  inputWrapper?: Common | undefined
}

export function Input(props: InputProps) {
  const { prefix, suffix, afterInput, inputWrapper } = props
  if (prefix === undefined && suffix === undefined && afterInput === undefined) {
    return <Field {...props}>{inputElement(props)}</Field>
  }
  return (
    <Field {...props}>
      <div class={joined('govuk-input__wrapper', inputWrapper?.classes)} {...inputWrapper?.attributes}>
        {prefix !== undefined && affix('prefix', prefix)}
        {inputElement(props)}
        {suffix !== undefined && affix('suffix', suffix)}
        {afterInput}
      </div>
    </Field>
  )
}

const inputElement = (props: InputProps) => (
  <input
    class={joined(
      'govuk-input',
      props.width && `govuk-input--width-${props.width}`,
      props.classes,
      props.errorMessage !== undefined && 'govuk-input--error',
    )}
    {...typeOf(props)}
    value={props.value}
    inputmode={props.inputmode}
    autocomplete={props.autocomplete}
    autocapitalize={props.autocapitalize}
    pattern={props.pattern}
    spellcheck={props.spellcheck}
    disabled={props.disabled}
    {...control(props)}
  />
)

/** Spread as an attribute bag, since Preact's types accept only one literal type at a time. */
const typeOf = ({ type = 'text' }: InputProps): Attributes => ({ type })

/** Hidden from screen readers: the label should name the unit as well. */
function affix(kind: 'prefix' | 'suffix', given: Part<Common>) {
  const { text, classes, attributes } = part(given)
  return (
    <div class={joined(`govuk-input__${kind}`, classes)} aria-hidden="true" {...attributes}>
      {text}
    </div>
  )
}
