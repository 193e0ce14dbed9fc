import { workerNames } from '../../access/index.ts'
import { clockIds, clockSettingsAt, clocksSet, setClock } from '../../missing/index.ts'
import { count, inWords } from '../../plain/index.ts'
import { type Clock, type ClockId, clocks } from '../../standard/index.ts'
import { choice, oneOf, text } from '../field.tsx'
import { type Errors, form, FormBox } from '../form.tsx'
import { BackLink, Button, NotificationBanner } from '../govuk/index.ts'
import { goTo, page, type Shown, view, type Visit } from '../page.tsx'
import { H1, Lede, StackTable } from '../parts/small.tsx'
import { momentInWords } from '../parts/words.ts'
import { paths } from '../paths.ts'

type Here = Visit<'/missing/clocks', 'see who is missing'>
type Setting = Visit<'/missing/clocks/set', 'set the clocks'>

const lengthInWords = ({ length }: Clock, seconds: number | null): string => {
  if (seconds !== null) return minutes(seconds)
  if ('seconds' in length) return minutes(length.seconds)
  return 'days' in length ? count(length.days, 'day') : count(length.years, 'year')
}
const minutes = (seconds: number): string =>
  seconds === 0
    ? 'at once'
    : seconds % 3600 === 0
      ? count(seconds / 3600, 'hour')
      : count(Math.round(seconds / 60), 'minute')

const startWords: Record<Clock['from'], string> = {
  'missing since': 'from when the child went missing',
  reported: 'from the report',
  'came back': 'from the return; from the next placement or being located where the child does not go back',
  birth: 'from birth',
  notice: 'from the notice',
  'police due': 'after the police were to be told',
  placed: 'from the placement, or from when the plan was made',
  'last check-in': 'from the last time that somebody reached the child',
  'check-in due': 'from when the check-in was due',
  'before the interview is due': 'before the interview is due',
}

async function clocksPage({ site, now, may, query }: Here): Promise<Shown> {
  const settings = await clockSettingsAt(site.register, site.council.id, now)
  const set = new Map((await clocksSet(site.register, site.council.id, now)).map((one) => [one.clock, one]))
  const names = await workerNames(site.register, site.council.id)
  return view(
    'Where each clock comes from',
    <>
      <BackLink href={paths.missing}>Missing desk</BackLink>
      {query.get('done') === 'set' && (
        <NotificationBanner type="success">
          <p class="govuk-notification-banner__heading">Set. It counts from the next page.</p>
        </NotificationBanner>
      )}
      <H1>Where each clock comes from</H1>
      <Lede>
        Law and national guidance run by themselves. The practice of single councils is off until a manager
        switches it on.
      </Lede>
      {may('set the clocks') && (
        <p class="govuk-body">
          <a href={paths.setClocks}>Set a clock of this council</a>
        </p>
      )}
      <StackTable
        caption="Clocks"
        captionHidden
        head={[{ text: 'Clock' }, { text: 'How long' }, { text: 'Runs here' }, { text: 'On what authority' }]}
        rows={clockIds.map((id) => {
          const clock: Clock = clocks[id]
          const own = set.get(id)
          return [
            clock.title,
            `${lengthInWords(clock, settings[id].seconds)}, ${startWords[clock.from]}`,
            <>
              {settings[id].on ? 'Yes' : 'No'}
              {own !== undefined && (
                <span class="ts-block ts-small ts-quiet">
                  Set {momentInWords(own.set_at)} by {names.get(own.set_by) ?? 'somebody who has left'}:{' '}
                  {own.reason}
                </span>
              )}
            </>,
            <>
              {clock.authority}. In force since {inWords(clock.since)}.
              {clock.caution !== undefined && <span class="ts-block ts-small ts-quiet">{clock.caution}</span>}
            </>,
          ]
        })}
      />
    </>,
    { section: 'missing' },
  )
}

const asks = form({
  clock: oneOf(
    'Which clock?',
    clockIds.map((id) => ({ value: id, text: clocks[id].title })),
    { needed: 'Choose the clock.' },
  ),
  on: choice(
    'Does it run here?',
    [
      { value: 'yes', text: 'Yes' },
      { value: 'no', text: 'No' },
    ],
    { needed: 'Say whether it runs.' },
  ),
  hours: text('How long, in hours', {
    hint: 'Empty: as the rule says. For reasonable checks before the police are told, for example 0.5',
    width: 5,
  }),
  reason: text('By which decision or protocol?', { needed: 'Say by which decision or protocol it is set.' }),
})

const setPage = ({ seal, entered }: Setting, errors: Errors): Shown =>
  view(
    'Set a clock',
    <div class="ts-narrow">
      <BackLink href={paths.clocks}>Where each clock comes from</BackLink>
      {asks.summary(errors)}
      <H1>Set a clock of this council</H1>
      <Lede>It counts from now on; what was set before stays known.</Lede>
      <FormBox seal={seal} entered={entered}>
        {asks.all(entered, errors)}
        <Button preventDoubleClick>Save</Button>
      </FormBox>
    </div>,
    { section: 'missing', error: Object.keys(errors).length > 0 },
  )

export const clockPages = [
  page('/missing/clocks', { needs: 'see who is missing', show: clocksPage }),
  page('/missing/clocks/set', {
    needs: 'set the clocks',
    show: (visit) => setPage(visit, {}),
    submit: async (visit) => {
      const { site, permit, entered, now } = visit
      const read = asks.read(entered, now)
      if (!read.ok) return setPage(visit, read.problem)
      const { clock, on, hours, reason } = read.value
      const id = clock as ClockId
      const length = Number(hours.replace(',', '.'))
      if (hours !== '' && !(length >= 0 && length <= 24 * 366))
        return setPage(visit, { hours: 'Put a number of hours in, for example 72 or 0.5.' })
      if (hours !== '' && !('seconds' in clocks[id].length))
        return setPage(visit, {
          hours: 'The length of this clock is counted in days by its rule: leave it empty.',
        })
      await setClock(site.register, permit, {
        clock: id,
        on: on === 'yes',
        seconds: hours === '' ? null : Math.round(length * 3600),
        reason,
      })
      return goTo(paths.clocksAfter)
    },
  }),
]
