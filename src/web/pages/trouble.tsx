import { type Person, roles } from '../../access/index.ts'
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

export function SignInFirst() {
  return (
    <>
      <h1 class="ts-h1">Sign in again</h1>
      <p class="govuk-body">You were signed out after 20 minutes without a page. Nothing was saved.</p>
      <p class="govuk-body">
        Open <a href={paths.signIn}>sign in</a> in another tab, sign in there, then come back to this tab, go
        back one page and send the form again. What you typed is still in it.
      </p>
    </>
  )
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
