import { decide } from '../../access/index.ts'
import { clockInWords, count, inWords, londonTime } from '../../plain/index.ts'
import { countOpen } from '../../returns/index.ts'
import { page, view, type Visit } from '../page.tsx'
import { Cases } from '../parts/cases.tsx'
import { H1, Lede } from '../parts/small.tsx'
import { AnswersToApprove } from '../parts/answers-to-approve.tsx'
import { CheckInsToday } from '../parts/check-ins-today.tsx'
import { TransfersToday } from '../parts/transfers-today.tsx'
import { MyTasks } from '../parts/my-tasks.tsx'
import { LinksToday } from '../parts/links-today.tsx'
import { RequestsDue } from '../parts/requests-due.tsx'
import { WaitingNotices } from '../parts/waiting-notices.tsx'
import { paths } from '../paths.ts'
import { WaitingForMe } from './agreements.tsx'
import { EmergencyNotice } from './emergency.tsx'
import { RestrictedNotices } from '../parts/restricted.tsx'
import { isOverdue } from '../../missing/index.ts'
import { nameOf } from '../parts/child-words.ts'
import { leftInWords } from '../parts/due-words.ts'
import { StackTable } from '../parts/small.tsx'
import { dueOf, named, readDesk } from '../parts/desk.tsx'

const weekday = new Intl.DateTimeFormat('en-GB', { weekday: 'long', timeZone: 'UTC' })

/** What somebody does first depends on what they are here for. */
async function today(visit: Visit<'/', 'see today'>) {
  const { site, person, may, now, today: day } = visit
  const subject = { council: site.council.id }
  const caption = `${weekday.format(new Date(`${day}T12:00:00Z`))} ${inWords(day)}, ${clockInWords(londonTime(now).time)}`
  const desk = decide(person, 'see who is missing', subject)
  const files = decide(person, 'see imports', subject)
  const asks = decide(person, 'ask a question', subject)
  const people = decide(person, 'manage people', subject)
  const trail = decide(person, 'read the trail', subject)
  const missing = desk.ok ? await readDesk({ ...visit, permit: desk.value }) : null
  const gone = missing?.cases.filter((one) => one.state !== 'not found') ?? []
  const first = desk.ok ? await named({ ...visit, permit: desk.value }, gone.slice(0, 10)) : []
  const back = desk.ok
    ? await named({ ...visit, permit: desk.value }, missing?.interviews.slice(0, 10) ?? [])
    : []
  const lost = (missing?.cases.length ?? 0) - gone.length
  const over = gone.filter((one) => one.due.some((due) => due.kind === 'duty' && isOverdue(due, now))).length
  const open = files.ok ? await countOpen(site.register, site.council.id) : 0
  return view(
    'Today',
    <>
      <H1 caption={caption}>Today</H1>
      {await EmergencyNotice({ visit })}
      {await RestrictedNotices({ visit })}
      {desk.ok && (await WaitingNotices({ visit: { ...visit, permit: desk.value } }))}
      {await WaitingForMe({ visit })}
      {await AnswersToApprove({ visit })}
      {await LinksToday({ visit })}
      {await RequestsDue({ visit })}
      {missing !== null && (
        <>
          <Lede>
            {gone.length === 0
              ? 'Nobody is missing now, of those you may see.'
              : `${count(gone.length, 'child is', 'children are')} missing or away now, of those you may see.`}
            {over > 0 && ` ${count(over, 'has', 'have')} something over time.`}
            {lost > 0 &&
              ` ${count(lost, 'child has', 'children have')} not been found although the episode was closed.`}
          </Lede>
          {gone.length > 0 && (
            <>
              <h2 class="ts-h2">
                Missing now{' '}
                <span class="ts-count">
                  {count(gone.length, 'child', 'children')}, what is due first comes first
                </span>
              </h2>
              <Cases list={first} visit={visit} />
            </>
          )}
          {back.length > 0 && (
            <StackTable
              caption="Return interviews still due"
              head={[{ text: 'Child' }, { text: 'Time left' }]}
              rows={back.map((one) => [
                <a href={paths.interview(one.child, one.fact)}>{nameOf(one.found.state)}</a>,
                leftInWords(dueOf(one), now),
              ])}
            />
          )}
          <ul class="ts-links">
            <li>
              <a href={paths.missing}>Open the missing desk</a>, with who has been told
            </li>
            {may('break the glass') && (
              <li>
                <a href={paths.emergency}>Open a record in an emergency</a>
              </li>
            )}
          </ul>
        </>
      )}
      {await TransfersToday({ visit })}
      {await CheckInsToday({ visit })}
      {await MyTasks({ visit })}
      {files.ok && (
        <>
          <h2 class="ts-h2">Files</h2>
          <p class="govuk-body">
            {open === 0 ? (
              'No row waits to be put right.'
            ) : (
              <a href={paths.worklist}>{count(open, 'row waits', 'rows wait')} to be put right</a>
            )}
          </p>
          <ul class="govuk-list">
            {decide(person, 'import files', subject).ok && (
              <li>
                <a href={paths.newImport}>Read files in</a>
              </li>
            )}
            <li>
              <a href={paths.imports}>What was read in before</a>
            </li>
            {may('exchange packages') && (
              <li>
                <a href={paths.readPackage}>Read a package from another council</a>
              </li>
            )}
          </ul>
        </>
      )}
      {asks.ok && (
        <>
          <h2 class="ts-h2">Questions</h2>
          <p class="govuk-body">
            <a href={paths.ecpat}>
              Trafficked, unaccompanied and missing: the question of ECPAT UK and Missing People
            </a>
          </p>
        </>
      )}
      {people.ok && (
        <>
          <h2 class="ts-h2">People</h2>
          <p class="govuk-body">
            <a href={paths.people}>People, teams and who has left</a>
          </p>
        </>
      )}
      {trail.ok && (
        <>
          <h2 class="ts-h2">The trail</h2>
          <p class="govuk-body">
            <a href={paths.trail}>Who did and saw what</a>
          </p>
        </>
      )}
    </>,
    { section: 'today' },
  )
}

export const todayPages = [page('/', { needs: 'see today', show: today })]
