import { Choices, type CheckboxChoice, type ChoicesProps } from './choices.tsx'
import { describedBy } from './form-group.tsx'

export type CheckboxesProps = ChoicesProps<CheckboxChoice> & {
  values?: readonly string[] | undefined
  /** Used when there is no fieldset, as for a single checkbox. */
  describedBy?: string | undefined
}

export function Checkboxes({ values = [], describedBy: ids, ...question }: CheckboxesProps) {
  const { fieldset, hint, errorMessage, idPrefix = question.name } = question
  return (
    <Choices
      kind="checkboxes"
      chosen={values}
      // Without a fieldset to carry them, each checkbox is described by the remarks itself.
      itemDescribedBy={fieldset ? undefined : describedBy(idPrefix, { describedBy: ids, hint, errorMessage })}
      {...question}
    />
  )
}
