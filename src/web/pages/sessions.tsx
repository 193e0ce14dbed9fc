import { endOtherSittings, endSitting, sittings } from '../../access/index.ts'
import { count } from '../../plain/index.ts'
import { first } from '../entered.ts'
import { FormBox, PressBox } from '../form.tsx'
import { Button, NotificationBanner } from '../govuk/index.ts'
import { goTo, page, view, type Visit } from '../page.tsx'
import { H1, Lede, Mark, StackTable } from '../parts/small.tsx'
import { momentInWords } from '../parts/words.ts'
import { paths } from '../paths.ts'

type Here = Visit<'/sessions', 'see today'>

async function sessionsPage({ site, person, sessionToken, seal, query }: Here) {
  const list = await sittings(site.register, person, sessionToken)
  return view(
    'Where you are signed in',
    <div class="ts-narrow">
      {query.get('done') === 'ended' && (
        <NotificationBanner type="success">
          <p class="govuk-notification-banner__heading">Ended. Nothing opens there any more.</p>
        </NotificationBanner>
      )}
      {query.get('done') === 'password' && (
        <NotificationBanner type="success">
          <p class="govuk-notification-banner__heading">
            Your password is new. You are signed out everywhere else.
          </p>
        </NotificationBanner>
      )}
      <H1>Where you are signed in</H1>
      <Lede>
        You do not know one of these? End it, and <a href={paths.password}>choose a new password</a>.
      </Lede>
      <StackTable
        caption={`Signed in at ${count(list.length, 'place')}`}
        head={[{ text: 'Signed in' }, { text: 'Last page' }, { text: 'End it', brief: true }]}
        rows={list.map((one) => [
          momentInWords(one.began),
          momentInWords(one.seen),
          one.here ? (
            <Mark>This one</Mark>
          ) : (
            <PressBox
              seal={seal}
              action={paths.sessions}
              label="End"
              classes="ts-button--small"
              variant="secondary"
              hidden={{ end: one.mark }}
              hiddenText={`the one that began ${momentInWords(one.began)}`}
            />
          ),
        ])}
      />
      {list.length > 1 && (
        <FormBox seal={seal} hidden={{ end: 'others' }}>
          <Button variant="warning" preventDoubleClick>
            End all others
          </Button>
        </FormBox>
      )}
    </div>,
  )
}

const sessions = page('/sessions', {
  needs: 'see today',
  show: sessionsPage,
  submit: async (visit) => {
    const { site, person, sessionToken, entered } = visit
    const end = first(entered, 'end')
    if (end === 'others') await endOtherSittings(site.register, person, sessionToken)
    else await endSitting(site.register, person, end)
    return goTo(paths.sessionsAfter('ended'))
  },
})

/** What the warning before the lock presses: any request of a session begins its 20 minutes anew. */
const stillHere = page('/still-here', {
  needs: 'see today',
  show: () => goTo(paths.today),
  submit: () =>
    view(
      'Still signed in',
      <>
        <H1>You are still signed in</H1>
        <p class="govuk-body">
          <a href={paths.today}>Go to today</a>
        </p>
      </>,
    ),
})

export const sessionPages = [sessions, stillHere]
