import { joined, type Common } from './common.ts'
import { control, Field, type FieldProps } from './field.tsx'

export type FileUploadProps = FieldProps & {
  /** The types of file to offer, such as ".csv". */
  accept?: string | undefined
  multiple?: boolean | undefined
  disabled?: boolean | undefined
  /** Lets the browser script of the Design System turn the input into a drop zone. */
  enhanced?: boolean | undefined
  wrapper?: Common | undefined
}

export function FileUpload(props: FileUploadProps) {
  const { accept, multiple, disabled, enhanced = false, wrapper, ...field } = props
  const input = (
    <input
      class={joined(
        'govuk-file-upload',
        field.classes,
        field.errorMessage !== undefined && 'govuk-file-upload--error',
      )}
      type="file"
      accept={accept}
      multiple={multiple}
      disabled={disabled}
      {...control(field)}
    />
  )
  return (
    <Field {...field}>
      {enhanced ? (
        <div
          class={joined('govuk-file-upload-wrapper', wrapper?.classes)}
          data-module="govuk-file-upload"
          {...wrapper?.attributes}
        >
          {input}
        </div>
      ) : (
        input
      )}
    </Field>
  )
}
