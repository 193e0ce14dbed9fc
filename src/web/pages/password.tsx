import { changeOwnPassword } from '../../access/index.ts'
import { nothingEntered } from '../entered.ts'
import { password } from '../field.tsx'
import { type Errors, form, FormBox } from '../form.tsx'
import { Button } from '../govuk/index.ts'
import { page, type Shown, view, type Visit } from '../page.tsx'
import { H1, Lede } from '../parts/small.tsx'
import { paths } from '../paths.ts'

type Here = Visit<'/password', 'see today'>

export const newPassword = {
  hint: 'At least 15 characters. Three or four words you will remember do well.',
  isNew: true,
} as const

const asks = form({
  old: password('Your password now', { needed: 'Put the password in that you use now.' }),
  fresh: password('The new password', { needed: 'Choose a new password.', ...newPassword }),
})

/** What was typed is never put back into the page. */
const passwordPage = ({ seal }: Here, errors: Errors = {}): Shown =>
  view(
    'Your password',
    <div class="ts-narrow">
      {asks.summary(errors)}
      <H1>Choose a new password</H1>
      <Lede>
        You stay signed in here and are signed out everywhere else. If you cannot remember the password that
        you use now, ask your administrator for a one-time link.
      </Lede>
      <FormBox seal={seal}>
        {asks.all(nothingEntered, errors)}
        <Button preventDoubleClick>Save the new password</Button>
      </FormBox>
    </div>,
    { error: Object.keys(errors).length > 0 },
  )

export const passwordPages = [
  page('/password', {
    needs: 'see today',
    show: (visit) => passwordPage(visit),
    submit: async (visit) => {
      const { site, person, entered, now } = visit
      const read = asks.read(entered, now)
      if (!read.ok) return passwordPage(visit, read.problem)
      const done = await changeOwnPassword(site.register, site.keys, person, read.value)
      return done.ok
        ? { kind: 'go', to: paths.sessionsAfter('password'), cookie: { token: done.value } }
        : passwordPage(visit, { [done.problem.field]: done.problem.problem })
    },
  }),
]
