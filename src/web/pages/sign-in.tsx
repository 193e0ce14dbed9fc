import {
  acceptInvitation,
  askToSignIn,
  invited,
  roleNames,
  roles,
  signIn,
  signInAs,
  signInByPasskey,
  signOut,
} from '../../access/index.ts'
import { first } from '../entered.ts'
import { password, text } from '../field.tsx'
import { type Errors, form, FormBox } from '../form.tsx'
import { Button } from '../govuk/index.ts'
import { goTo, openPage, type OpenVisit, view } from '../page.tsx'
import { answered, PasskeyButton } from '../parts/passkey.tsx'
import { H1, Lede } from '../parts/small.tsx'
import { paths } from '../paths.ts'
import { newPassword } from './password.tsx'

const signInForm = form({
  email: text('Work e-mail address', {
    needed: 'Put your work e-mail address in.',
    type: 'email',
    autocomplete: 'username',
  }),
  password: password('Password', { needed: 'Put your password in.' }),
})

type Open = OpenVisit<'/sign-in'>

async function signInPage(visit: Open, errors: Errors, status?: number) {
  const { site, seal, entered, place } = visit
  const question = place === null ? null : await askToSignIn(site.register, site.council.id, place)
  const body = (
    <>
      {signInForm.summary(errors)}
      <div class={site.demonstration ? 'ts-cols--even' : 'ts-narrow'}>
        <div>
          <H1>Sign in</H1>
          <FormBox seal={seal} entered={entered} action={paths.signIn}>
            {signInForm.all(entered, errors)}
            <Button>Sign in</Button>
            {question !== null && (
              <PasskeyButton question={question} does="use" label="Sign in with a passkey" />
            )}
          </FormBox>
          <p class="ts-small">
            Forgotten your password? Your administrator can make a link with which you choose a new one.
          </p>
        </div>
        {site.demonstration && (
          <div>
            <h2 class="ts-h2 ts-mt0">Try the demonstration as</h2>
            <p class="ts-small">No password. One press. Nothing here is real.</p>
            <ul class="ts-roles">
              {roleNames.map((role) => (
                <li key={role}>
                  <FormBox seal={seal} action={paths.signInAs} hidden={{ role }}>
                    <button
                      class="ts-role"
                      type="submit"
                      data-module="govuk-button"
                      data-prevent-double-click="true"
                    >
                      <span class="ts-role__name">{roles[role].title}</span>
                      <span class="ts-role__does">{roles[role].does}</span>
                    </button>
                  </FormBox>
                </li>
              ))}
            </ul>
          </div>
        )}
      </div>
    </>
  )
  const wrong = Object.keys(errors).length > 0
  return view('Sign in', body, { error: wrong, ...(status === undefined ? {} : { status }) })
}

export const signInPages = [
  openPage('/sign-in', {
    show: (visit) => (visit.person === null ? signInPage(visit, {}) : goTo(paths.today)),
    submit: async (visit) => {
      const { site, entered, now, place } = visit
      const answer = answered(entered)
      if (answer !== null && place !== null) {
        const known = await signInByPasskey(site.register, site.council.id, place, answer)
        return known.ok
          ? { kind: 'go', to: paths.today, cookie: { token: known.value } }
          : signInPage(visit, { '': 'This passkey was not taken. Try again, or use your password.' })
      }
      const read = signInForm.read(entered, now)
      if (!read.ok) return signInPage(visit, read.problem)
      const done = await signIn(
        site.register,
        site.keys,
        site.council.id,
        read.value.email,
        read.value.password,
      )
      if (done.ok) return { kind: 'go', to: paths.today, cookie: { token: done.value } }
      return done.problem === 'too many'
        ? signInPage(
            visit,
            { email: 'Too many tries. Wait 15 minutes, or ask your administrator for a new link.' },
            429,
          )
        : signInPage(visit, { email: 'The e-mail address or the password is not right.' })
    },
  }),
  openPage('/sign-in/as', {
    show: () => goTo(paths.signIn),
    submit: async ({ site, entered }) => {
      const role = roleNames.find((name) => name === first(entered, 'role'))
      if (role === undefined) return goTo(paths.signIn)
      const done = await signInAs(site.register, site.keys, site.council.id, role)
      return done.ok ? { kind: 'go', to: paths.today, cookie: { token: done.value } } : { kind: 'not found' }
    },
  }),
  openPage('/sign-out', {
    show: () => goTo(paths.signIn),
    submit: async ({ site, sessionToken }) => {
      if (sessionToken !== null) await signOut(site.register, site.council.id, sessionToken)
      return { kind: 'go', to: paths.signIn, cookie: { token: null } }
    },
  }),
]

const firstForm = form({
  name: text('Your name', { needed: 'Put your name in.', autocomplete: 'name' }),
  email: text('Your work e-mail address', {
    needed: 'Put your work e-mail address in.',
    type: 'email',
    autocomplete: 'username',
  }),
  password: password('Choose a password', { needed: 'Choose a password.', ...newPassword }),
})

const laterForm = form({
  password: password('Choose a password', { needed: 'Choose a password.', ...newPassword }),
})

async function invitationPage(visit: OpenVisit<'/invitation/:token'>, errors: Errors) {
  const { site, params, seal, entered } = visit
  const who = await invited(site.register, site.council.id, params.token)
  if (who === null) {
    return view(
      'Link not valid',
      <>
        <H1>This link is not valid</H1>
        <p class="govuk-body">
          It was used, or it is too old. The first administrator’s link is printed again when Turnstone
          starts; other links come from your administrator.
        </p>
      </>,
      { status: 404 },
    )
  }
  const asks = who.firstAdministrator ? firstForm : laterForm
  return view(
    who.firstAdministrator ? 'First administrator' : 'Choose a password',
    <div class="ts-narrow">
      {asks.summary(errors)}
      <H1>{who.firstAdministrator ? 'Become the first administrator' : 'Choose a password'}</H1>
      {who.firstAdministrator ? (
        <Lede>
          You will add the people who work with this register. You see no children yourself. This link works
          once.
        </Lede>
      ) : (
        <Lede>
          For {who.name}, {who.email}. This link works once.
        </Lede>
      )}
      <FormBox seal={seal} entered={entered}>
        {asks.all(entered, errors)}
        <Button preventDoubleClick>Save and sign in</Button>
      </FormBox>
    </div>,
    { error: Object.keys(errors).length > 0 },
  )
}

export const invitationPages = [
  openPage('/invitation/:token', {
    show: (visit) => invitationPage(visit, {}),
    submit: async (visit) => {
      const { site, params, entered, now } = visit
      const who = await invited(site.register, site.council.id, params.token)
      if (who === null) return invitationPage(visit, {})
      const read = who.firstAdministrator ? firstForm.read(entered, now) : laterForm.read(entered, now)
      if (!read.ok) return invitationPage(visit, read.problem)
      const details = {
        name: first(entered, 'name').trim(),
        email: first(entered, 'email'),
        password: first(entered, 'password'),
      }
      const done = await acceptInvitation(site.register, site.council.id, params.token, details)
      // The first thing that a new register needs: shares, before there is anything to lose.
      return done.ok
        ? {
            kind: 'go',
            to: who.firstAdministrator ? paths.shares : paths.today,
            cookie: { token: done.value },
          }
        : invitationPage(visit, { password: done.problem.problem })
    },
  }),
]
