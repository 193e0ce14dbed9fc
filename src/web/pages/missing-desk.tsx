import { teams } from '../../access/index.ts'
import { isOverdue, lastSpell } from '../../missing/index.ts'
import { clockInWords, count, type Instant, list, londonTime } from '../../plain/index.ts'
import type { Found } from '../../register/index.ts'
import { clocks, interviewStep, labelOf } from '../../standard/index.ts'
import { AskBox } from '../form.tsx'
import { Button, Details, Select } from '../govuk/index.ts'
import { page, view, type Visit } from '../page.tsx'
import { ageInWords, nameOf } from '../parts/child-words.ts'
import {
  type DeskCase,
  dueOf,
  Grade,
  interviewDays,
  named,
  NextDue,
  readDesk,
  sinceInWords,
  stateWords,
  toldOf,
} from '../parts/desk.tsx'
import { whenInWords } from '../parts/due-words.ts'
import { H1, Lede, StackTable } from '../parts/small.tsx'
import { dayInWords } from '../parts/words.ts'
import { paths } from '../paths.ts'

type Here = Visit<'/missing', 'see who is missing'>

function Name({ found, now }: { found: Found; now: Here['today'] }) {
  return (
    <>
      <a href={paths.child(found.child)}>{nameOf(found.state)}</a>, {ageInWords(found.state.dob, now)}
      <span class="ts-block ts-quiet ts-small">{found.state.number}</span>
    </>
  )
}

function Actions({ one }: { one: DeskCase }) {
  const { fact } = lastSpell(one.occurrence)
  const of = <span class="govuk-visually-hidden">: {nameOf(one.found.state)}</span>
  return (
    <ul class="ts-links">
      <li>
        <a href={paths.sheet(one.child)}>Grab sheet{of}</a>
      </li>
      <li>
        <a href={paths.news(one.child, fact)}>Add news{of}</a>
      </li>
      <li>
        <a href={paths.recordLocated(one.child, fact)}>Located{of}</a>
      </li>
      <li>
        <a href={paths.recordReturned(one.child, fact)}>Returned{of}</a>
      </li>
    </ul>
  )
}

function Told({ one }: { one: DeskCase }) {
  const { told, notYet } = toldOf(one)
  return (
    <>
      {told.length === 0 ? 'Nobody yet' : list(told)}
      {notYet.length > 0 && <span class="ts-block ts-small ts-quiet">Not yet: {list(notYet)}</span>}
    </>
  )
}

function row(one: DeskCase, { now, today }: Here) {
  return [
    <Name found={one.found} now={today} />,
    <NextDue due={one.next} now={now} />,
    <>
      {sinceInWords(one, now)}
      {one.state !== 'missing' && <span class="ts-block ts-small ts-quiet">{stateWords[one.state]}</span>}
    </>,
    <Grade one={one} />,
    <Told one={one} />,
    <Actions one={one} />,
  ]
}

/** More than these in one part are counted, and found by a filter. */
const mostShown = 50

const deskHead = [
  { text: 'Child' },
  { text: 'Due next', roomy: true },
  { text: 'Missing for' },
  { text: 'Risk', brief: true },
  { text: 'Who has been told' },
  { text: 'Do' },
]

const shownClocks = ['tell-police', 'senior-alert', 'six-weekly-review', 'grant-stop', 'birthday-18'] as const

/** Every clock of every child: done, due or passed, in the order of the guidance. */
function clockRow(one: DeskCase, ids: readonly (typeof shownClocks)[number][], now: Instant) {
  const cell = (id: string) => {
    const due = one.due.find((item) => item.clock === id)
    if (due === undefined) return <span class="ts-quiet">Not running</span>
    if (due.doneAt !== null) return `Done ${whenInWords(due.doneAt, now)}`
    if (due.kind === 'duty' && isOverdue(due, now))
      return <strong>Over, was due {whenInWords(due.dueAt, now)}</strong>
    return whenInWords(due.dueAt, now)
  }
  return [nameOf(one.found.state), ...ids.map((id) => cell(id))]
}

const kinds = {
  all: 'missing, away and not found',
  missing: 'missing',
  away: 'away, whereabouts known',
  'not found': 'closed and not found',
} as const
type KindFilter = keyof typeof kinds

async function desk(visit: Here) {
  const { site, now, today, query, may } = visit
  const { at, cases, interviews } = await readDesk(visit)
  const allTeams = await teams(visit.db, site.council.id)
  const kind = (Object.hasOwn(kinds, query.get('kind') ?? '') ? query.get('kind') : 'all') as KindFilter
  const team = allTeams.find((one) => one.id === query.get('team')) ?? null
  const chosen = cases.filter(
    (one) => (kind === 'all' || one.state === kind) && (team === null || one.team === team.id),
  )
  const now_ = chosen.filter((one) => one.state !== 'not found')
  const lost = chosen.filter((one) => one.state === 'not found')
  const over = now_.filter((one) => one.due.some((due) => due.kind === 'duty' && isOverdue(due, now))).length
  const live = query.get('live') !== 'no'
  const [shown, back, gone] = [
    await named(visit, now_.slice(0, mostShown)),
    await named(visit, interviews.slice(0, mostShown)),
    await named(visit, lost.slice(0, mostShown)),
  ]
  const running = shownClocks.filter((id) => cases.some((one) => one.due.some((due) => due.clock === id)))
  return view(
    'Missing desk',
    <>
      <H1>Missing desk</H1>
      <div class="ts-deskhead">
        <Lede>
          <strong>
            {now_.length === 0
              ? 'Nobody is missing or away, of those you may see.'
              : `${count(now_.length, 'child is', 'children are')} missing or away, of those you may see.`}
          </strong>{' '}
          {over > 0 && `${count(over, 'has', 'have')} something over time. `}A child stays here until found,
          past an 18th birthday, a transfer or the end of care.
        </Lede>
        <p class="ts-small">
          Up to date at {clockInWords(londonTime(at).time)}. <a href={paths.missing}>Refresh</a> ·{' '}
          {live ? (
            <a href={paths.missingFound({ live: 'no' })}>Stop refreshing by itself</a>
          ) : (
            <a href={paths.missing}>Refresh by itself again</a>
          )}
          {may('see the network') && (
            <>
              {' '}
              · <a href={paths.network}>Who is pursuing them</a>
            </>
          )}
          {may('hang a wall') && (
            <>
              {' '}
              · <a href={paths.walls}>Screens on a wall</a>
            </>
          )}
        </p>
      </div>
      {live && <div data-live={paths.live} hidden />}
      <Details summary={`Filter: ${kinds[kind]}, ${team === null ? 'all teams' : team.name}`}>
        <AskBox action={paths.missing} label="Filter the desk">
          <Select
            name="kind"
            label={{ text: 'Show', size: 's' }}
            value={kind}
            items={Object.entries(kinds).map(([value, text]) => ({ value, text }))}
          />
          <Select
            name="team"
            label={{ text: 'Team', size: 's' }}
            value={team?.id ?? ''}
            items={[
              { value: '', text: 'all teams' },
              ...allTeams.map((one) => ({ value: one.id, text: one.name })),
            ]}
          />
          <Button variant="secondary">Filter</Button>
        </AskBox>
      </Details>
      {now_.length === 0 ? (
        <div class="ts-empty">
          <p class="govuk-body">
            {cases.some((one) => one.state !== 'not found')
              ? 'Nobody matches this filter.'
              : 'Nobody is missing now. When somebody reports a child missing, it stands here at once.'}
          </p>
        </div>
      ) : (
        <>
          <StackTable
            caption="Missing or away now"
            head={deskHead}
            rows={shown.map((one) => row(one, visit))}
          />
          {now_.length > mostShown && (
            <p class="govuk-body">
              The {mostShown} with the most pressing clocks are shown, of{' '}
              {count(now_.length, 'child', 'children')}. Filter, or look in{' '}
              <a href={paths.childrenFound({ show: 'missing now' })}>all who are missing</a>.
            </p>
          )}
          <h2 class="ts-h2">Clocks for each child</h2>
          <p class="govuk-body ts-quiet">
            Done, due or to come. <a href={paths.clocks}>Where each clock comes from</a>
          </p>
          <StackTable
            caption="Clocks for each child"
            captionHidden
            head={[{ text: 'Child' }, ...running.map((id) => ({ text: clocks[id].title }))]}
            rows={shown.map((one) => clockRow(one, running, now))}
          />
        </>
      )}
      <h2 class="ts-h2">
        Back, with the return interview still due{' '}
        <span class="ts-count">{count(interviews.length, 'child', 'children')}</span>
      </h2>
      {interviews.length === 0 ? (
        <p class="govuk-body">
          Nobody who came back in the last {interviewDays} days waits for an interview.
        </p>
      ) : (
        <StackTable
          caption="Return interviews due"
          captionHidden
          head={[
            { text: 'Child' },
            { text: 'Due next', roomy: true },
            { text: 'Came back' },
            { text: 'Interview' },
          ]}
          rows={back.map((one) => [
            <Name found={one.found} now={today} />,
            <NextDue due={dueOf(one)} now={now} />,
            `${dayInWords(one.cameBack.day, one.cameBack.at)}${one.timeRecorded ? '' : ', time not recorded'}`,
            <>
              {one.step === 'not offered' ? 'Not offered yet' : labelOf(interviewStep, one.step)}
              <span class="ts-block">
                <a href={paths.interview(one.child, one.fact)}>
                  Write down a step<span class="govuk-visually-hidden">: {nameOf(one.found.state)}</span>
                </a>
              </span>
            </>,
          ])}
        />
      )}
      {lost.length > 0 && (
        <>
          <h2 class="ts-h2">
            Closed, and not found <span class="ts-count">{count(lost.length, 'child', 'children')}</span>
          </h2>
          <p class="govuk-body">
            The return closes an episode on the 18th birthday or when care ends. Nobody has written down that
            these children were found: they are still looked for.
          </p>
          <StackTable
            caption="Closed, and not found"
            captionHidden
            head={deskHead}
            rows={gone.map((one) => row(one, visit))}
          />
          {lost.length > mostShown && (
            <p class="govuk-body">
              {count(lost.length - mostShown, 'more child', 'more children')}:{' '}
              <a href={paths.childrenFound({ show: 'not found' })}>all who were not found</a>
            </p>
          )}
        </>
      )}
    </>,
    {
      section: 'missing',
      wide: true,
      // Without JavaScript the browser asks again by itself; what was filtered stays filtered.
      ...(live
        ? { refresh: { seconds: 60, to: paths.missingFound({ ...Object.fromEntries(query), auto: 'yes' }) } }
        : {}),
    },
  )
}

export const missingDeskPages = [
  page('/missing', { needs: 'see who is missing', show: desk }),
  page('/missing/live', { needs: 'see who is missing', show: () => ({ kind: 'live' }) }),
]
