import type { Common } from './common.ts'
import { Fieldset, type FieldsetOptions } from './fieldset.tsx'
import { describedBy, FormGroup, HintAndError, type Remarks } from './form-group.tsx'
import type { Content } from './text.ts'

/** What every question with several controls accepts; `classes` and `attributes` go around the controls. */
export type QuestionProps = Common &
  Omit<Remarks, 'describedBy'> & {
    fieldset?: FieldsetOptions | undefined
    formGroup?: Common | undefined
  }

type Props = QuestionProps & { id: string; role?: 'group' | undefined; children: Content }

/** Several controls that answer one question: its hint and error message describe the fieldset. */
export function Question({ id, role, fieldset, hint, errorMessage, formGroup, children }: Props) {
  const content = (
    <>
      <HintAndError id={id} hint={hint} errorMessage={errorMessage} />
      {children}
    </>
  )
  const remarks = { describedBy: fieldset?.describedBy, hint, errorMessage }
  return (
    <FormGroup hasError={errorMessage !== undefined} {...formGroup}>
      {fieldset ? (
        <Fieldset {...fieldset} role={role} describedBy={describedBy(id, remarks)}>
          {content}
        </Fieldset>
      ) : (
        content
      )}
    </FormGroup>
  )
}
