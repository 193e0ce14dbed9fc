import { type DeviceQuestion, type Person, roles } from '../../access/index.ts'
import { type Entered, first, typed, withoutSeal } from '../entered.ts'
import { password, text } from '../field.tsx'
import { type Errors, form, FormBox, type FormSeal } from '../form.tsx'
import { Button, ErrorSummary, SummaryList } from '../govuk/index.ts'
import { PasskeyButton, passkeyAskedField, passkeyField } from '../parts/passkey.tsx'
import { paths } from '../paths.ts'

/** One page for what does not exist and for what must not be seen: it tells nobody which of the two it is. */
export function NotFound() {
  return (
    <>
      <h1 class="ts-h1">Not found</h1>
      <p class="govuk-body">
        There is nothing at this address that you can open. Check the address, or look for the child by number
        or name.
      </p>
      <p class="govuk-body">
        <a href={paths.today}>Go to today</a>
      </p>
    </>
  )
}

export function NotAllowed({ person }: { person: Person }) {
  return (
    <>
      <h1 class="ts-h1">Not part of your role</h1>
      <p class="govuk-body">
        You are signed in as {person.name}, {roles[person.role].title.toLowerCase()}. This page belongs to
        another role. You are still signed in.
      </p>
      <p class="govuk-body">If your work has changed, ask your administrator to change your role.</p>
      <p class="govuk-body">
        <a href={paths.today}>Go to today</a>
      </p>
    </>
  )
}

export function OldForm() {
  return (
    <>
      <h1 class="ts-h1">Not sent</h1>
      <p class="govuk-body">
        This form was opened before you signed in, or from another site. Nothing was saved. Go back, copy what
        you typed, open the page again and send it.
      </p>
    </>
  )
}

/** The fields with which somebody signs in on the page that keeps a draft: none of them is part of the draft. */
export const againFields = {
  sent: 'again',
  files: 'again-files',
  email: 'again-email',
  password: 'again-password',
} as const

export const againForm = form({
  [againFields.email]: text('Work e-mail address', {
    needed: 'Put your work e-mail address in.',
    type: 'email',
    autocomplete: 'username',
  }),
  [againFields.password]: password('Password', { needed: 'Put your password in.' }),
})

/** What shows who somebody is, or would recover the keys: it is never put into a page, nor shown on one. */
const neverKept: readonly string[] = [
  ...Object.values(againFields),
  'password',
  'share',
  passkeyField,
  passkeyAskedField,
]

/** What somebody typed into a form whose session has ended, without anything secret. */
export const draftOf = (entered: Entered): Entered => ({
  ...entered,
  values: Object.fromEntries(Object.entries(entered.values).filter(([name]) => !neverKept.includes(name))),
})

type Sent = { seal: FormSeal; entered: Entered; address: string }

/** The form that was sent, kept in this page to be sent again. Files cannot be kept: they are chosen again. */
function Kept({ seal, entered, address }: Sent) {
  return Object.keys(entered.files).length > 0 ? (
    <p class="govuk-body">
      The files are not kept. <a href={address}>Open the page again</a> and choose them there.
    </p>
  ) : (
    <FormBox seal={seal} entered={entered} action={address} hidden={withoutSeal(entered)}>
      <Button preventDoubleClick>Send it now</Button>
    </FormBox>
  )
}

/** Before anybody has signed in a form has no session whose token it could carry. */
const noSeal: FormSeal = { token: '', once: '' }

type Locked = {
  entered: Entered
  address: string
  demonstration: boolean
  errors: Errors
  question: DeviceQuestion | null
}

/** The session ended before the form was sent. What was typed is in this page, and not shown on it. */
export function SignInFirst({ entered, address, demonstration, errors, question }: Locked) {
  const draft = draftOf(entered)
  const files = Object.keys(entered.files).length > 0 || first(entered, againFields.files) !== ''
  return (
    <div class="ts-narrow">
      {againForm.summary(errors)}
      <h1 class="ts-h1">Sign in again</h1>
      <p class="govuk-body">You were signed out after 20 minutes without a page. Nothing was saved.</p>
      {demonstration ? (
        <>
          <p class="govuk-body">
            Keep this page open: what you typed is kept in it. Open{' '}
            <a href={paths.signIn} target="_blank" rel="noopener">
              sign in (in a new tab)
            </a>
            , sign in there, then come back to this tab and press the button. You can check everything before
            it is saved.
          </p>
          <Kept seal={noSeal} entered={draft} address={address} />
        </>
      ) : (
        <>
          <p class="govuk-body">
            {files
              ? 'The files that you chose are not kept: choose them again when you have signed in.'
              : 'What you typed is kept in this page. When you have signed in you can check it before it is saved.'}
          </p>
          <FormBox
            seal={noSeal}
            entered={draft}
            action={address}
            hidden={{
              ...(files ? { [againFields.files]: 'yes' } : withoutSeal(draft)),
              [againFields.sent]: 'yes',
            }}
          >
            {againForm.all(entered, errors)}
            <Button preventDoubleClick>Sign in</Button>
            {question !== null && (
              <PasskeyButton question={question} does="use" label="Sign in with a passkey" />
            )}
          </FormBox>
        </>
      )}
    </div>
  )
}

/** The form belongs to a session that ended, and somebody has signed in since: they look at it and send it. */
export function SendAgain(sent: Sent) {
  const draft = draftOf(sent.entered)
  const rows = typed(draft)
  return (
    <div class="ts-narrow">
      <ErrorSummary
        errorList={[
          { text: 'You signed in again since this page was opened. Check it and send it once more.' },
        ]}
      />
      <h1 class="ts-h1">Check and send again</h1>
      <p class="govuk-body">Nothing was saved yet. {rows.length > 0 && 'This is what will be sent:'}</p>
      {rows.length > 0 && (
        <SummaryList
          rows={rows.map(([name, values]) => ({ key: nameInWords(name), value: values.join(', ') }))}
        />
      )}
      <Kept {...sent} entered={draft} />
      <p class="govuk-body">
        <a href={sent.address}>Do not send it, and open the page anew</a>
      </p>
    </div>
  )
}

/** The name of a field, as words: `seen-day` is "Seen day", and a heading of a file stays as it is. */
const nameInWords = (name: string): string => {
  const words = name
    .replaceAll('-', ' ')
    .replace(/([a-z])([A-Z])/g, (_, a: string, b: string) => `${a} ${b.toLowerCase()}`)
  return `${words.charAt(0).toUpperCase()}${words.slice(1)}`
}

export function Trouble({ title, says }: { title: string; says: string }) {
  return (
    <>
      <h1 class="ts-h1">{title}</h1>
      <p class="govuk-body">{says}</p>
      <p class="govuk-body">
        <a href={paths.today}>Go to today</a>
      </p>
    </>
  )
}

/** Somebody, or something, asks faster than people do. */
export function TooMany({ seconds }: { seconds: number }) {
  return (
    <>
      <h1 class="ts-h1">Too many pages at once</h1>
      <p class="govuk-body">
        Wait {seconds === 1 ? 'a second' : `${seconds} seconds`}, go back and try again: nothing of this was
        saved.
      </p>
    </>
  )
}
