import { decide } from '../../access/index.ts'
import { childrenNotFound, usualSettings } from '../../figures/index.ts'
import { begin, evidence, giveBack, locate } from '../../missing/index.ts'
import { newId } from '../../database/index.ts'
import {
  addSeconds,
  clockInWords,
  count,
  type Id,
  type Instant,
  inWords,
  londonTime,
} from '../../plain/index.ts'
import {
  current,
  type Entry,
  describeChildren,
  findChildren,
  formSource,
  openRecord,
  type Found,
} from '../../register/index.ts'
import { returnInterview } from '../../standard/index.ts'
import { entered as enter } from '../entered.ts'
import { choice, longText, oneOf, several, text, when, whenEntered } from '../field.tsx'
import { AskBox, type Errors, form, FormBox } from '../form.tsx'
import { BackLink, Button, Input, InsetText } from '../govuk/index.ts'
import { goTo, notFound, page, type Shown, view, type Visit } from '../page.tsx'
import { Due, H1, Lede } from '../parts/small.tsx'
import { paths } from '../paths.ts'
import { ageInWords, nameOf, whereNow } from './children.tsx'
import { missingSince } from './child.tsx'
import { childForm, save } from './record.tsx'

// ---- who is missing now -----------------------------------------------------------------------------------------

type Desk = Visit<'/missing', 'see who is missing'>

/** Children missing now, longest first, and those whose episode the rules closed without anybody finding them. */
export async function whoIsMissing(
  visit: Pick<Desk, 'site' | 'permit' | 'vault' | 'today'>,
): Promise<{ now: Found[]; notFound: Found[] }> {
  const { site, permit, vault, today } = visit
  const lost = await childrenNotFound(site.db, permit, today, usualSettings)
  const found = await describeChildren(site.db, permit, vault, lost, today)
  const open = await describeChildren(site.db, permit, vault, await missingNow(visit), today)
  const now = open.filter((one) => one.state.missing !== null).sort((a, b) => (start(a) < start(b) ? 1 : -1))
  return { now, notFound: found.filter((one) => one.state.missing === null) }
}

const start = (one: Found) => one.state.missing?.fromAt ?? one.state.missing?.from ?? ''

async function missingNow({
  site,
  permit,
  vault,
  today,
}: Pick<Desk, 'site' | 'permit' | 'vault' | 'today'>): Promise<Id[]> {
  const may = decide(permit.person, 'find a child', { council: site.council.id })
  if (!may.ok) return []
  const { found } = await findChildren(
    site.db,
    may.value,
    vault,
    { text: '', filter: 'missing now', among: null, from: 0, size: 1000 },
    today,
  )
  return found.map((one) => one.child)
}

async function desk(visit: Desk) {
  const { now: missing, notFound: lost } = await whoIsMissing(visit)
  return view(
    'Missing',
    <>
      <H1>Missing</H1>
      <Lede>
        Children of this council who are missing or away now, and children whom nobody has found although
        their episode was closed.
      </Lede>
      <h2 class="ts-h2">
        Missing now <span class="ts-count">{count(missing.length, 'child', 'children')}</span>
      </h2>
      {missing.length === 0 ? (
        <p class="govuk-body">Nobody is missing now.</p>
      ) : (
        <Cases list={missing} visit={visit} />
      )}
      <h2 class="ts-h2">
        Closed, and not found <span class="ts-count">{count(lost.length, 'child', 'children')}</span>
      </h2>
      {lost.length === 0 ? (
        <p class="govuk-body">Nobody.</p>
      ) : (
        <>
          <p class="govuk-body">
            The return closes an episode on the 18th birthday or when care ends. Nobody has written down that
            these children were found.
          </p>
          <ul class="ts-cases">
            {lost.map((one) => (
              <li class="ts-case" key={one.child}>
                <Due
                  what="Still not found"
                  left="Look for them, or write down how they were located"
                  tone="soon"
                />
                <div>
                  <p class="ts-case__name">
                    <a href={paths.child(one.child)}>{nameOf(one.state)}</a>,{' '}
                    {ageInWords(one.state.dob, visit.today)}
                  </p>
                  <p class="ts-small ts-quiet">{one.state.number}</p>
                </div>
              </li>
            ))}
          </ul>
        </>
      )}
    </>,
    { section: 'missing' },
  )
}

export function Cases({
  list,
  visit,
}: {
  list: readonly Found[]
  visit: { now: Instant; today: Desk['today'] }
}) {
  return (
    <ul class="ts-cases">
      {list.map((one) => {
        const { missing } = one.state
        if (missing === null) return null
        const long = missing.from !== null && missing.from < visit.today
        return (
          <li class="ts-case" key={one.child}>
            <Due
              what={
                missing.code === 'A'
                  ? 'Away: whereabouts known'
                  : long
                    ? 'Missing since before today'
                    : 'Missing today'
              }
              left={missingSince(missing, visit.now)}
              tone={missing.code === 'A' ? 'later' : long ? 'over' : 'soon'}
            />
            <div>
              <p class="ts-case__name">
                <a href={paths.child(one.child)}>{nameOf(one.state)}</a>,{' '}
                {ageInWords(one.state.dob, visit.today)}
              </p>
              <p class="ts-small ts-quiet">
                {one.state.number} · {whereNow(one.state)}
              </p>
              <ul class="ts-links">
                <li>
                  <a href={paths.recordLocated(one.child, missing.fact)}>
                    Located<span class="govuk-visually-hidden">: {nameOf(one.state)}</span>
                  </a>
                </li>
                <li>
                  <a href={paths.recordReturned(one.child, missing.fact)}>
                    Returned<span class="govuk-visually-hidden">: {nameOf(one.state)}</span>
                  </a>
                </li>
              </ul>
            </div>
          </li>
        )
      })}
    </ul>
  )
}

// ---- report -----------------------------------------------------------------------------------------------------

async function which(visit: Visit<'/missing/report', 'see who is missing'>) {
  const { site, vault, query, today, person } = visit
  const asked = (query.get('find') ?? '').slice(0, 200)
  const may = decide(person, 'find a child', { council: site.council.id })
  const found =
    asked.trim() === '' || !may.ok
      ? []
      : (
          await findChildren(
            site.db,
            may.value,
            vault,
            { text: asked, filter: null, among: null, from: 0, size: 20 },
            today,
          )
        ).found
  return view(
    'Report a child missing',
    <div class="ts-narrow">
      <H1>Report a child missing</H1>
      <Lede>Tell the police at once, on 999 or 101: you can do that while you fill this in.</Lede>
      <AskBox action={paths.whoIsMissing} label="Find the child">
        <Input
          name="find"
          label={{ text: 'Which child?', size: 's' }}
          hint="A number or any part of a name"
          value={asked}
          width={20}
          autocomplete="off"
          spellcheck={false}
        />
        <Button>Find</Button>
      </AskBox>
      {asked.trim() !== '' && found.length === 0 && (
        <InsetText>Nobody is found for “{asked}”. Try part of the name or another spelling.</InsetText>
      )}
      {found.length > 0 && (
        <ul class="ts-cases">
          {found.map((one) => (
            <li class="ts-pick" key={one.child}>
              <p class="ts-case__name">
                <a
                  href={one.state.missing === null ? paths.reportMissing(one.child) : paths.child(one.child)}
                >
                  {nameOf(one.state)}
                </a>
                , {ageInWords(one.state.dob, today)}
              </p>
              <p class="ts-small ts-quiet">
                {one.state.number} ·{' '}
                {one.state.missing === null ? whereNow(one.state) : 'reported missing already'}
              </p>
            </li>
          ))}
        </ul>
      )}
      <p class="govuk-body">
        <a href={paths.newChild}>The child is not in the register</a>
      </p>
    </div>,
    { section: 'missing' },
  )
}

const worries = [
  { value: 'work', text: 'Someone may be taking the child to work' },
  { value: 'threat', text: 'A message, a threat or a debt' },
  { value: 'self', text: 'Harm to themselves' },
  { value: 'health', text: 'Health or medicine' },
  { value: 'new', text: 'New here: under 72 hours' },
] as const

const reportForm = form({
  code: choice(
    'Do you know where the child is?',
    [
      { value: 'M', text: 'No, or only a guess', hint: 'Recorded as missing' },
      {
        value: 'A',
        text: 'Yes, but the child should not be there',
        hint: 'Recorded as away without authorisation',
      },
    ],
    { needed: 'Say whether you know where the child is.' },
  ),
  seen: when('When was the child last seen?', {
    needed: 'Say on which day the child was last seen.',
    notAfterToday: true,
  }),
  where: longText('Where, and who saw them?', {
    hint: 'Leave empty if not known. You can add it later',
    rows: 2,
  }),
  wearing: longText('What were they wearing, and what have they got with them?', {
    hint: 'Clothes, phone, bag, money, papers. Leave empty if not known',
    rows: 2,
  }),
  worries: several('What worries you most?', worries),
  police: choice(
    'Have the police been told?',
    [
      { value: 'yes', text: 'Yes' },
      { value: 'no', text: 'Not yet' },
    ],
    { needed: 'Say whether the police have been told.' },
  ),
  reference: text('Police reference, if they gave one', { width: 20 }),
  anythingElse: longText('Anything else?', { rows: 2 }),
})

type Reporting = Visit<'/children/:child/missing', 'report missing'>

async function entriesFor(visit: {
  site: Reporting['site']
  permit: Reporting['permit']
  vault: Reporting['vault']
  params: { child: Id }
}): Promise<Entry[] | null> {
  const record = await openRecord(visit.site.db, visit.permit, visit.vault, visit.params.child)
  return record === null ? null : current(record.entries)
}

const reportWords = {
  title: 'Report missing or away',
  lede: 'Only the first two questions are needed. Tell the police at once if you do not know where the child is.',
  button: 'Report missing',
  note: 'When you press the button, the child goes to the missing desk and stays there until somebody writes down that they were located.',
}

const reportPage = page('/children/:child/missing', {
  needs: 'report missing',
  show: async (visit) => {
    const entries = await entriesFor(visit)
    if (entries === null) return notFound
    if (entries.some((entry) => entry.kind === 'missing' && entry.until === null))
      return goTo(paths.child(visit.params.child))
    return childForm(
      { ...visit, entered: enter(whenEntered('seen', visit.today, null)) },
      reportForm,
      {},
      reportWords,
    )
  },
  submit: async (visit) => {
    const entries = await entriesFor(visit)
    if (entries === null) return notFound
    const again = (errors: Errors) => childForm(visit, reportForm, errors, reportWords)
    const read = reportForm.read(visit.entered, visit.now)
    if (!read.ok) return again(read.problem)
    const { code, seen, where, wearing, worries: chosen, police, reference, anythingElse } = read.value
    const told = { told: police === 'yes', reference, at: visit.now, day: visit.today }
    const source = await formSource(visit.site.db, visit.site.council.id)
    const report = {
      code,
      lastSeen: seen,
      where,
      wearing,
      worries: chosen.map((value) => worries.find((one) => one.value === value)?.text ?? '').join(', '),
      anythingElse,
      police: told,
    }
    const begun = begin(visit.params.child, entries, report, { missing: newId(), told: newId(), source })
    if (!begun.ok) return goTo(paths.child(visit.params.child))
    return save(visit, begun.value, 'missing', again)
  },
})

// ---- located, returned ------------------------------------------------------------------------------------------

const locatedForm = form({
  when: when('When was the child located?', { needed: 'Say on which day.', notAfterToday: true }),
  how: oneOf(
    'How do we know?',
    Object.entries(evidence).map(([value, words]) => ({ value, text: words })),
    { needed: 'Say how we know.' },
  ),
  where: text('Where?', { hint: 'A place in words. An address is sealed with it' }),
  by: text('By whom?'),
  harm: longText('Any harm, injury or sign of exploitation?', { rows: 2 }),
})

const returnedForm = form({
  when: when('When did the child come back?', { needed: 'Say on which day.', notAfterToday: true }),
  where: text('Where to?'),
  by: text('Who saw the child come back?'),
  harm: longText('Any harm, injury or sign of exploitation?', { rows: 2 }),
})

type Finding = Visit<'/children/:child/missing/:fact/located', 'report missing'>

async function episodeOf(visit: Finding): Promise<Entry | null> {
  const entries = await entriesFor(visit)
  return entries?.find((entry) => entry.kind === 'missing' && entry.fact === visit.params.fact) ?? null
}

function findingPage(
  visit: Finding,
  asks: typeof locatedForm | typeof returnedForm,
  missing: Entry,
  errors: Errors,
  words: { title: string; button: string; note: string },
): Shown {
  const { seal, entered, params } = visit
  return view(
    words.title,
    <div class="ts-narrow">
      <BackLink href={paths.child(params.child)}>Back to the record</BackLink>
      {asks.summary(errors)}
      <H1>{words.title}</H1>
      <Lede>
        {missing.code === 'A' ? 'Away' : 'Missing'} {missingSince(missing, visit.now).toLowerCase()}.
      </Lede>
      <FormBox seal={seal} entered={entered}>
        {asks.all(entered, errors)}
        <InsetText>{words.note}</InsetText>
        <Button preventDoubleClick>{words.button}</Button>
      </FormBox>
    </div>,
    { section: 'missing', error: Object.keys(errors).length > 0 },
  )
}

const locatedWords = {
  title: 'The child is located',
  button: 'Save',
  note: 'Located is not the same as returned. Write down the return as well when the child is back. Hearsay is written down, and the child stays on the desk.',
}

const locatedPage = page('/children/:child/missing/:fact/located', {
  needs: 'report missing',
  show: async (visit) => {
    const missing = await episodeOf(visit)
    return missing === null
      ? notFound
      : findingPage(
          { ...visit, entered: enter(whenEntered('when', visit.today, visit.now)) },
          locatedForm,
          missing,
          {},
          locatedWords,
        )
  },
  submit: async (visit) => {
    const missing = await episodeOf(visit)
    if (missing === null) return notFound
    const again = (errors: Errors) => findingPage(visit, locatedForm, missing, errors, locatedWords)
    const read = locatedForm.read(visit.entered, visit.now)
    if (!read.ok) return again(read.problem)
    const source = await formSource(visit.site.db, visit.site.council.id)
    const changes = locate(missing, read.value, { located: newId(), source })
    return changes.ok
      ? save(visit, changes.value, 'located', again)
      : again({ when: 'This is before the child went missing. Check the day and time.' })
  },
})

const returnedWords = (now: Instant) => ({
  title: 'The child is back',
  button: 'Save',
  note: `A return interview is due within 72 hours: by ${clockInWords(londonTime(addSeconds(now, returnInterview.seconds)).time)} on ${inWords(londonTime(addSeconds(now, returnInterview.seconds)).date)} if the child came back now.`,
})

const returnedPage = page('/children/:child/missing/:fact/returned', {
  needs: 'report missing',
  show: async (visit) => {
    const missing = await episodeOf(visit)
    return missing === null
      ? notFound
      : findingPage(
          { ...visit, entered: enter(whenEntered('when', visit.today, visit.now)) },
          returnedForm,
          missing,
          {},
          returnedWords(visit.now),
        )
  },
  submit: async (visit) => {
    const missing = await episodeOf(visit)
    if (missing === null) return notFound
    const again = (errors: Errors) =>
      findingPage(visit, returnedForm, missing, errors, returnedWords(visit.now))
    const read = returnedForm.read(visit.entered, visit.now)
    if (!read.ok) return again(read.problem)
    const source = await formSource(visit.site.db, visit.site.council.id)
    const changes = giveBack(missing, { ...read.value, how: '' }, { returned: newId(), source })
    return changes.ok
      ? save(visit, changes.value, 'returned', again)
      : again({ when: 'This is before the child went missing. Check the day and time.' })
  },
})

export const missingPages = [
  page('/missing', { needs: 'see who is missing', show: desk }),
  page('/missing/report', { needs: 'see who is missing', show: which }),
  reportPage,
  locatedPage,
  returnedPage,
]
