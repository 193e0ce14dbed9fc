import { newId } from '../../database/index.ts'
import { clockSettingsAt } from '../../missing/index.ts'
import { inWords } from '../../plain/index.ts'
import { around, type FirstDays, firstDaysOf, near, type Risk, risksOf } from '../../pursuit/index.ts'
import { type Change, type Entry, formSource, moment, said } from '../../register/index.ts'
import { checkInResult, labelOf } from '../../standard/index.ts'
import { when, whenEntered } from '../date-field.tsx'
import { entered as enter } from '../entered.ts'
import { choice, longText, optionsOf, text } from '../field.tsx'
import { type Errors, form } from '../form.tsx'
import { BackLink, InsetText, NotificationBanner, WarningText } from '../govuk/index.ts'
import { notFound, page, type Shown, view, type Visit } from '../page.tsx'
import { safetyPlanHeadings } from '../parts/details.ts'
import { checkInDue, leftInWords, toneOf } from '../parts/due-words.ts'
import { Due, H1, Lede, StackTable } from '../parts/small.tsx'
import { dayInWords } from '../parts/words.ts'
import { paths } from '../paths.ts'
import { childForm, entriesOf, isStillSeen, notSeen, save } from './record.tsx'

type Seen = Visit<'/children/:child/safety-plan', 'open a child'>

function Risks({ risks }: { risks: readonly Risk[] }) {
  if (risks.length === 0)
    return <p class="govuk-body">Nothing that is written down raises it. What is not written down may.</p>
  return (
    <ul class="govuk-list govuk-list--bullet">
      {risks.map(({ says, why }) => (
        <li key={says}>
          <strong>{says}</strong> <span class="ts-quiet">{why}</span>
        </li>
      ))}
    </ul>
  )
}

function Plan({ plan, checkIns }: { plan: Entry; checkIns: readonly Entry[] }) {
  const lines = Object.entries({ ...safetyPlanHeadings, codeWord: 'The word agreed upon' })
  return (
    <>
      <dl class="ts-facts">
        {lines.map(([key, title]) => (
          <div key={key}>
            <dt>{title}</dt>
            <dd>{plan.sealed[key] ?? 'Not known, to be asked'}</dd>
          </div>
        ))}
      </dl>
      <StackTable
        caption="Check-ins"
        head={[{ text: 'When' }, { text: 'What came of it' }, { text: 'By whom' }]}
        rows={checkIns.map((one) => [
          dayInWords(one.from, one.fromAt),
          <>
            {labelOf(checkInResult, one.code)}
            {one.sealed['words'] !== undefined && <span class="ts-block">{one.sealed['words']}</span>}
          </>,
          one.sealed['by'] ?? '',
        ])}
      />
      {checkIns.length === 0 && <p class="govuk-body">None yet.</p>}
    </>
  )
}

function planShown(visit: Seen, first: FirstDays, risks: readonly Risk[]): Shown {
  const { params, may, now, query } = visit
  const { plan, placement, due } = first
  const write = may('record an entry')
  return view(
    'The first days',
    <>
      {query.get('done') === 'saved' && <NotificationBanner type="success">Saved.</NotificationBanner>}
      <div class="ts-grab">
        <BackLink href={paths.child(params.child)}>Back to the record</BackLink>
        <H1>The first days in a placement</H1>
        <Lede>
          {placement?.from === null || placement === null
            ? 'No placement is recorded.'
            : `In this placement since ${inWords(placement.from)}.`}{' '}
          Many children run back within 48 hours of being placed.
        </Lede>
        {due !== null && (
          <Due
            what="Look whether the child is there and well"
            left={leftInWords(checkInDue(due), now)}
            tone={toneOf(checkInDue(due), now)}
          />
        )}
        {write && (
          <ul class="ts-links ts-links--row ts-noprint">
            {plan !== null && (
              <li>
                <a href={paths.checkIn(params.child)}>Write down a check-in</a>
              </li>
            )}
            <li>
              <a href={paths.changeSafetyPlan(params.child)}>
                {plan === null || first.lacksPlan ? 'Make the safety plan' : 'Change the plan'}
              </a>
            </li>
            {may('report missing') && (
              <li>
                <a href={paths.reportMissing(params.child)}>Report missing</a>
              </li>
            )}
          </ul>
        )}
        <h2 class="ts-h2">What raises the risk</h2>
        <Risks risks={risks} />
        <h2 class="ts-h2">The plan</h2>
        {first.lacksPlan && plan !== null && (
          <WarningText>This is the plan of a placement before. Make one for this placement.</WarningText>
        )}
        {plan === null ? (
          <InsetText>
            There is no safety plan. Ask the child for the number of their phone, who may ring them, and agree
            on a word that tells you that something is wrong.
          </InsetText>
        ) : (
          <Plan plan={plan} checkIns={first.checkIns} />
        )}
      </div>
    </>,
    { section: 'children' },
  )
}

const planPage = page('/children/:child/safety-plan', {
  needs: 'open a child',
  show: async (visit) => {
    const known = await entriesOf(visit)
    if (known === null) return notFound
    const { site, db, permit, vault, params, now } = visit
    const first = firstDaysOf(known, await clockSettingsAt(site.register, site.council.id, now), now)
    const links = (await around(site.register, db, permit, vault, params.child)).filter(
      (one) => one.setAside === null,
    )
    const close = await near(site.register, permit, vault, params.child, known, links)
    return planShown(visit, first, risksOf(known, first, links, close, now))
  },
})

const planForm = form({
  from: when('From when?', {
    needed: 'Say from when.',
    notAfterToday: true,
    hint: 'The check-ins are counted from then',
  }),
  phone: text('The number of the child’s phone', { type: 'tel' }),
  device: text('Which phone or device, and its IMEI', {
    hint: 'Dial *#06# on the phone to see it. The police need it to find the phone',
  }),
  callers: longText('Who may call the child?', { rows: 3, hint: 'One to a line. Everybody else may not' }),
  codeWord: text('The word agreed upon', {
    hint: 'A word that the child can say or write when something is wrong and others listen',
  }),
  knows: longText('Who knows the address?', {
    rows: 2,
    hint: 'Those who need it, and nobody else. Not the address itself',
  }),
  interpreter: text('Interpreter', { hint: 'Not from the network of the child’s own country or region' }),
  photo: text('Photo', { hint: 'For example: taken on arrival, kept on the grab sheet' }),
  words: longText('Anything else that keeps the child safe', { rows: 3 }),
})
const planWords = {
  title: 'The safety plan',
  lede: 'Made when a child is placed, with the child and an interpreter whom the child can trust.',
  button: 'Save the plan',
  note: 'It is shown on duty at night while the child is missing.',
}

const planShownForm = (
  visit: Visit<'/children/:child/safety-plan/change', 'record an entry'>,
  plan: Entry | null,
  errors: Errors,
): Shown => childForm(visit, planForm, errors, { ...planWords, hidden: { seen: plan?.id ?? 'none' } })

const changePage = page('/children/:child/safety-plan/change', {
  needs: 'record an entry',
  show: async (visit) => {
    const known = await entriesOf(visit)
    if (known === null) return notFound
    const plan = await planNow(visit, known)
    const start =
      plan === null
        ? whenEntered('from', visit.today, visit.now)
        : whenEntered('from', plan.from, plan.fromAt)
    return planShownForm({ ...visit, entered: enter({ ...start, ...plan?.sealed }) }, plan, {})
  },
  submit: async (visit) => {
    const known = await entriesOf(visit)
    if (known === null) return notFound
    const same = await planNow(visit, known)
    const again = (errors: Errors) => planShownForm(visit, same, errors)
    if (!isStillSeen(visit.entered, same)) return again(notSeen)
    const read = planForm.read(visit.entered, visit.now)
    if (!read.ok) return again(read.problem)
    const { from, ...words } = read.value
    const { child } = visit.params
    const source = await formSource(visit.db, visit.site.council.id)
    const entry = said('safety-plan', '', { from: from.day, fromAt: from.at, sealed: words })
    const open = known.find((one) => one.kind === 'safety-plan' && one.until === null)
    if (
      same === null &&
      open !== undefined &&
      ((open.from ?? '') > from.day || (open.fromAt ?? '') > (from.at ?? '9'))
    )
      return again({ from: 'This is before the plan that there is began. Check when this one begins.' })
    const changes: Change[] =
      same !== null
        ? [{ does: 'supersede', child, fact: same.fact, about: null, entry: same.id, said: entry, source }]
        : [
            // The plan of the placement before ends where this one begins.
            ...(open === undefined ? [] : [ended(open, from, source)]),
            { does: 'add', child, fact: newId(), about: null, said: entry, source },
          ]
    return save(visit, changes, 'recorded', again, paths.safetyPlanAfter(child))
  },
})

const ended = (
  open: Entry,
  from: { day: NonNullable<Entry['from']>; at: Entry['fromAt'] },
  source: number,
): Change => ({
  does: 'supersede',
  child: open.child,
  fact: open.fact,
  about: open.about,
  entry: open.id,
  said: { ...open, until: from.day, untilAt: from.at },
  source,
})

/** The plan that is changed rather than begun anew: the one of the placement of now. */
async function planNow(
  { site, now }: Pick<Visit<'/children/:child/safety-plan/change', 'record an entry'>, 'site' | 'now'>,
  known: readonly Entry[],
): Promise<Entry | null> {
  const first = firstDaysOf(known, await clockSettingsAt(site.register, site.council.id, now), now)
  return first.lacksPlan ? null : first.plan
}

const checkInForm = form({
  code: choice('What came of it?', optionsOf(checkInResult), { needed: 'Say what came of it.' }),
  when: when('When was it?', { needed: 'Say when.', notAfterToday: true }),
  by: text('By whom?', { hint: 'For example: night staff of the home' }),
  words: longText('What was noticed?', { rows: 3 }),
})
const checkInWords = {
  title: 'Check-in',
  button: 'Save the check-in',
  note: 'If nobody can reach the child and nobody knows where they are, report them missing now. Do not wait for the next check-in.',
}

const checkInPage = page('/children/:child/check-in', {
  needs: 'record an entry',
  show: async (visit) =>
    (await entriesOf(visit)) === null
      ? notFound
      : childForm(
          {
            ...visit,
            entered: enter({ ...whenEntered('when', visit.today, visit.now), by: visit.person.name }),
          },
          checkInForm,
          {},
          checkInWords,
        ),
  submit: async (visit) => {
    const known = await entriesOf(visit)
    if (known === null) return notFound
    const again = (errors: Errors) => childForm(visit, checkInForm, errors, checkInWords)
    const read = checkInForm.read(visit.entered, visit.now)
    if (!read.ok) return again(read.problem)
    const { code, when: at, ...words } = read.value
    const { child } = visit.params
    const plan = known.find((one) => one.kind === 'safety-plan' && one.until === null)
    if (plan === undefined)
      return again({ '': 'There is no safety plan yet. Make it first: the check-ins are counted from it.' })
    const source = await formSource(visit.db, visit.site.council.id)
    const entry = moment('check-in', code, at.day, at.at, { sealed: words })
    return save(
      visit,
      [{ does: 'add', child, fact: newId(), about: plan.fact, said: entry, source }],
      'recorded',
      again,
      code === 'not-reached' ? paths.childAfter(child, 'not-reached') : paths.safetyPlanAfter(child),
    )
  },
})

export const safetyPlanPages = [planPage, changePage, checkInPage]
