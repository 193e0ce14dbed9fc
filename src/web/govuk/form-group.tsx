import { joined, type Common } from './common.ts'
import { ErrorMessage, type ErrorMessageOptions } from './error-message.tsx'
import { Hint } from './hint.tsx'
import { part, type Content, type Part } from './text.ts'

/** What is said about a question besides its name. */
export type Remarks = {
  describedBy?: string | undefined
  hint?: Part<Common> | undefined
  errorMessage?: Part<ErrorMessageOptions> | undefined
}

/** The ids for aria-describedby, in the order in which they are read out. */
export const describedBy = (id: string, remarks: Remarks): string | undefined =>
  joined(
    remarks.describedBy,
    remarks.hint !== undefined && `${id}-hint`,
    remarks.errorMessage !== undefined && `${id}-error`,
  ) || undefined

export function HintAndError({ id, hint, errorMessage }: Remarks & { id: string }) {
  return (
    <>
      {hint !== undefined && asHint(`${id}-hint`, hint)}
      {errorMessage !== undefined && asErrorMessage(`${id}-error`, errorMessage)}
    </>
  )
}

export function asHint(id: string, hint: Part<Common>, className?: string) {
  const { text, ...options } = part(hint)
  return (
    <Hint id={id} {...options} classes={joined(className, options.classes)}>
      {text}
    </Hint>
  )
}

function asErrorMessage(id: string, errorMessage: Part<ErrorMessageOptions>) {
  const { text, ...options } = part(errorMessage)
  return (
    <ErrorMessage id={id} {...options}>
      {text}
    </ErrorMessage>
  )
}

type FormGroupProps = Common & { hasError: boolean; children: Content }

export function FormGroup({ hasError, classes, attributes, children }: FormGroupProps) {
  return (
    <div class={joined('govuk-form-group', hasError && 'govuk-form-group--error', classes)} {...attributes}>
      {children}
    </div>
  )
}
