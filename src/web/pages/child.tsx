import { type Looker, teams, whoLooked, whoWorks, workerNames } from '../../access/index.ts'
import {
  addDays,
  addSeconds,
  count,
  endOfLondonDay,
  type Id,
  type Instant,
  inWords,
  parseIsoDate,
} from '../../plain/index.ts'
import { asKnownAt, current, openRecord, stateOf } from '../../register/index.ts'
import { ageState, countryName, labelOf, legalStatus } from '../../standard/index.ts'
import { clockSettingsAt, deskAt } from '../../missing/index.ts'
import { firstDaysOf } from '../../pursuit/index.ts'
import { AskBox } from '../form.tsx'
import { Button, Checkboxes, Details, Input, NotificationBanner } from '../govuk/index.ts'
import { notFound, page, view, type Visit } from '../page.tsx'
import { ageInWords, bornInWords, missingSince, nameOf, sexInWords, whereNow } from '../parts/child-words.ts'
import { Chronology, type Group, groupNames, groups, usualGroups } from '../parts/chronology.tsx'
import { Family, Homes } from '../parts/around.tsx'
import { Lifelines } from '../parts/lifelines.tsx'
import { H1, Mark } from '../parts/small.tsx'
import { WhatNext } from '../parts/what-next.tsx'
import { momentInWords, saidBy, traffickingWords } from '../parts/words.ts'
import { paths } from '../paths.ts'

type Here = Visit<'/children/:child', 'open a child'>

/** What is said after something was saved: by a word in the address, never by a name. */
const saidAfter: Record<string, string> = {
  added: 'The child is in the register.',
  recorded: 'Written down.',
  'indicators-look':
    'Written down. What was seen is reason to look again at our view of trafficking, and to talk to your manager today.',
  contacts: 'Written down. What was ticked is compared with those who reached other children.',
  placed: 'Written down. Many children leave within 48 hours of a new placement: make the safety plan now.',
  'not-reached':
    'Written down. If nobody can reach the child and nobody knows where they are, report them missing now.',
  done: 'Written down as done.',
  allocated: 'Saved. It counts from everybody’s next page.',
  restricted: 'The record is restricted. Only the people named on it can find it.',
  erasing: 'Asked. Nothing is erased yet: the information-governance officer agrees or refuses.',
  lifted: 'The restriction is lifted.',
  emergency:
    'You opened this record in an emergency. You can read it and add notes for two hours. A manager reviews it.',
  missing: 'The child is on the missing desk. Tell the police now if nobody has.',
  located: 'Written down as located.',
  returned: 'Written down as returned. A return interview is due within 72 hours.',
  corrected: 'Corrected. What was said before is kept below it.',
  withdrawn: 'Withdrawn. It is kept, and counts no more.',
}

async function show(visit: Here) {
  const { site, db, permit, vault, params, query, today, now } = visit
  const record = await openRecord(db, permit, vault, params.child)
  if (record === null) return notFound
  const names = await workerNames(db, site.council.id)
  const team = (await teams(db, site.council.id)).find((one) => one.id === record.team)?.name ?? null
  const rights = await whoWorks(site.register, permit)
  const working = (relation: string) =>
    rights.workers
      .filter((one) => one.relation === relation)
      .map((one) => one.name)
      .join(', ')
  const lookers = visit.may('see who looked')
    ? await whoLooked(site.register, permit, addSeconds(now, -7 * 24 * 3600))
    : null
  const asked = query.get('known') ?? ''
  const knownDay = asked === '' ? null : parseIsoDate(asked)
  const knownAt: Instant | null = knownDay?.ok === true ? endOfLondonDay(knownDay.value) : null
  const known = knownAt === null ? current(record.entries) : asKnownAt(record.entries, knownAt)
  const day = knownAt === null ? today : knownDay?.ok === true ? knownDay.value : today
  const state = stateOf(known, day)
  const ageNow = known.find((one) => one.kind === 'age' && one.until === null) ?? null
  const inCareSince = state.inCare?.from ?? null
  const shownGroups = query.getAll('of').filter((name): name is Group => name in groups)
  const chosen = shownGroups.length === 0 ? usualGroups : shownGroups
  const replaced = query.get('replaced') === 'yes'
  const words = saidBy(saidAfter, query.get('done'))
  const clocks = await clockSettingsAt(site.register, site.council.id, now)
  const desk = await deskAt(site.register, permit, now, {
    clocks,
    interviewsSince: addDays(today, -28),
    only: record.child,
  })
  const title = 'A child’s record'
  return view(
    title,
    <>
      {words !== undefined && <NotificationBanner type="success">{words}</NotificationBanner>}
      {knownAt !== null && knownDay?.ok === true && (
        <div class="ts-then">
          <strong>As we knew it on {inWords(knownDay.value)}.</strong>{' '}
          <a href={paths.child(record.child)}>Show what we know now</a>
        </div>
      )}
      <H1 {...(state.number === '' ? {} : { caption: state.number })}>{nameOf(state)}</H1>
      {(state.missing !== null || rights.restricted) && (
        <p class="ts-state">
          {state.missing !== null && (
            <Mark tone="over">{state.missing.code === 'A' ? 'Away now' : 'Missing now'}</Mark>
          )}{' '}
          {rights.restricted && <Mark tone="strong">Restricted record</Mark>}
        </p>
      )}
      <dl class="ts-facts">
        {state.otherNames.length > 0 && fact('Also called', state.otherNames.join(', '))}
        {fact('Age', `${ageInWords(state.dob, day)}, ${bornInWords(state.dob)}`)}
        {ageNow !== null && fact('How we know', labelOf(ageState, ageNow.code))}
        {fact('Sex', sexInWords(state.sex))}
        {state.nationality !== '' &&
          fact(
            'Nationality',
            state.nationality === 'as-written'
              ? (known.find((one) => one.kind === 'nationality')?.sealed['asWritten'] ?? '')
              : countryName(state.nationality),
          )}
        {state.homeOffice !== '' && fact('Home Office', state.homeOffice)}
        {fact('Lives in', whereNow(state))}
        {fact('Team', team ?? 'no team yet')}
        {fact('Worker', working('allocated') || 'nobody allocated')}
        {working('co-worker') !== '' && fact('Works with the child too', working('co-worker'))}
      </dl>
      <dl class="ts-strip">
        <div class={state.missing === null ? undefined : 'ts-strip__now'}>
          <dt>Missing</dt>
          <dd>
            {state.missing === null ? 'Not missing' : state.missing.code === 'A' ? 'Away now' : 'Missing now'}
          </dd>
          {state.missing !== null && <dd>{missingSince(state.missing, now)}</dd>}
        </div>
        <div>
          <dt>Trafficking</dt>
          <dd>{traffickingWords[state.trafficking]}</dd>
          {state.traffickingEntries[0] !== undefined && (
            <dd>
              Since{' '}
              {state.traffickingEntries[0].from === null
                ? 'before our records'
                : inWords(state.traffickingEntries[0].from)}
            </dd>
          )}
        </div>
        <div>
          <dt>Status</dt>
          <dd>
            {state.unaccompanied === null
              ? 'Not recorded as unaccompanied'
              : state.unaccompanied.code === 'uasc'
                ? 'Unaccompanied'
                : 'Separated'}
          </dd>
        </div>
        <div>
          <dt>Care</dt>
          <dd>{state.inCare === null ? 'Not in care' : 'In care'}</dd>
          {inCareSince !== null && (
            <dd>
              {state.legalStatus !== '' && `${labelOf(legalStatus, state.legalStatus)}, since `}
              {state.legalStatus === '' && 'Since '}
              {inWords(inCareSince)}
            </dd>
          )}
        </div>
      </dl>
      <Lifelines known={known} today={day} />
      <Homes known={known} dob={state.dob} today={day} />
      <Family known={known} />
      <div class="ts-cols">
        <div>
          {knownAt === null && (
            <WhatNext
              visit={visit}
              known={known}
              record={record}
              missing={state.missing}
              desk={desk}
              first={firstDaysOf(known, clocks, now)}
            />
          )}
          <h2 class="ts-h2" id="chronology">
            Chronology
          </h2>
          <Chronology
            record={record}
            known={known}
            chosen={chosen}
            replaced={replaced}
            names={names}
            visit={visit}
            now={knownAt === null}
          />
        </div>
        <aside aria-label="Filter the chronology">
          <div class="ts-aside">
            <AskBox action={paths.child(record.child)}>
              <Checkboxes
                name="of"
                small
                values={[...chosen]}
                fieldset={{ legend: { text: 'Show in the chronology', size: 's' } }}
                items={groupNames.map((name) => ({
                  value: name,
                  text: `${groups[name].title} (${known.filter((one) => (groups[name].kinds as readonly string[]).includes(one.kind)).length})`,
                }))}
              />
              <Checkboxes
                name="replaced"
                small
                values={replaced ? ['yes'] : []}
                items={[{ value: 'yes', text: 'What was withdrawn' }]}
              />
              <Input
                name="known"
                label="As we knew it on"
                hint="For example, 2026-06-01. Empty means now"
                value={asked}
                width={10}
                errorMessage={
                  asked !== '' && knownDay?.ok !== true ? 'Write the day as 2026-06-01.' : undefined
                }
                autocomplete="off"
              />
              <Button variant="secondary">Show</Button>
            </AskBox>
          </div>
          {lookers !== null && <WhoLooked lookers={lookers} names={names} />}
          <ul class="ts-links">
            <li>
              <a href={paths.sheet(record.child)}>Grab sheet</a>
            </li>
            <li>
              <a href={paths.childLinks(record.child)}>What links this child to others</a>
            </li>
            <li>
              <a href={paths.safetyPlan(record.child)}>First days: risk, safety plan, check-ins</a>
            </li>
            <li>
              <a href={paths.referral(record.child)}>Referral for trafficking</a>
            </li>
            <li>
              <a href={paths.disclosures(record.child)}>What was told outside</a>
            </li>
            <li>
              <a href={paths.patterns(record.child)}>What repeats when missing</a>
            </li>
            {visit.may('allocate a child') && (
              <li>
                <a href={paths.childPeople(record.child)}>Who works with this child</a>
              </li>
            )}
            {visit.may('restrict a child') && (
              <li>
                <a href={paths.restrict(record.child)}>
                  {rights.restricted ? 'Who is named on this record' : 'Restrict this record'}
                </a>
              </li>
            )}
            {visit.may('erase a child') && (
              <li>
                <a href={paths.erase(record.child)}>Erase this child for good</a>
              </li>
            )}
          </ul>
        </aside>
      </div>
    </>,
    { section: 'children' },
  )
}

/** Everybody who opened the record this week, for everybody who may open it. */
function WhoLooked({ lookers, names }: { lookers: readonly Looker[]; names: Map<Id, string> }) {
  return (
    <div class="ts-looked">
      <Details summary={`Seen by ${count(lookers.length, 'person', 'people')} this week`}>
        {lookers.length === 0 ? (
          <p class="govuk-body">Nobody before you.</p>
        ) : (
          <ul class="govuk-list">
            {lookers.map((one) => (
              <li key={one.actor}>
                {one.account === null ? one.actor : (names.get(one.account) ?? 'Somebody who has left')},{' '}
                {count(one.times, 'time')}, last {momentInWords(one.last)}
              </li>
            ))}
          </ul>
        )}
      </Details>
    </div>
  )
}

const fact = (name: string, value: string) => (
  <div>
    <dt>{name}</dt>
    <dd>{value}</dd>
  </div>
)

export const childPages = [page('/children/:child', { needs: 'open a child', show })]
