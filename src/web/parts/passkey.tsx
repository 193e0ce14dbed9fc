import type { DeviceAnswer, DeviceQuestion } from '../../access/index.ts'
import { type Entered, first } from '../entered.ts'

/** The fields of a device's answer, in every form that takes one. */
export const passkeyField = 'passkey'
export const passkeyAskedField = 'passkey-asked'

export const answered = (entered: Entered): DeviceAnswer | null =>
  first(entered, passkeyField) === ''
    ? null
    : { asked: first(entered, passkeyAskedField), answer: first(entered, passkeyField) }

/**
 * A button that asks the device for a passkey, puts its answer into the form around it and sends that. It stays hidden
 * where the browser knows no passkeys, or runs no script: assets/turnstone.js shows it.
 */
export function PasskeyButton({
  question,
  does,
  label,
}: {
  question: DeviceQuestion
  does: 'make' | 'use'
  label: string
}) {
  return (
    <div hidden data-passkey={does} data-options={question.options}>
      <input type="hidden" name={passkeyAskedField} value={question.id} />
      <input type="hidden" name={passkeyField} value="" />
      <p class="govuk-error-message" role="alert" data-passkey-trouble />
      <button type="button" class={`govuk-button${does === 'use' ? ' govuk-button--secondary' : ''}`}>
        {label}
      </button>
    </div>
  )
}
