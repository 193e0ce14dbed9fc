import { idleMinutes } from '../../access/index.ts'
import { type FormSeal, PressBox } from '../form.tsx'
import { paths } from '../paths.ts'

/**
 * Shown by assets/turnstone.js two minutes before the session ends, on pages with a form (WCAG 2.2, 2.2.1 Timing
 * Adjustable: warned at least 20 seconds before, and extended by one simple action). Without JavaScript the help says
 * how long there is, and what was typed is kept all the same.
 */
export function LockWarning({ seal }: { seal: FormSeal }) {
  return (
    <dialog class="ts-lock" aria-labelledby="lock-title" data-lock={idleMinutes * 60}>
      <div data-lock-soon>
        <h2 class="ts-h2 ts-mt0" id="lock-title">
          You are signed out in two minutes
        </h2>
        <p class="govuk-body">
          After {idleMinutes} minutes without a page Turnstone locks. What you typed stays here.
        </p>
        <PressBox seal={seal} action={paths.stillHere} label="Stay signed in" />
      </div>
      <p
        class="govuk-body"
        role="status"
        data-lock-over
        data-says="You are signed out. What you typed is still here: close this and send it. You sign in on the next page and check it before it is saved."
      />
      <button type="button" class="govuk-button govuk-button--secondary" data-lock-close>
        Close
      </button>
    </dialog>
  )
}
