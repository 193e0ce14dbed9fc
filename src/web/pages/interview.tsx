import { newId } from '../../database/index.ts'
import { clockSettingsAt, deskAt } from '../../missing/index.ts'
import { addDays, type Id } from '../../plain/index.ts'
import { type Change, formSource, moment, said } from '../../register/index.ts'
import { interviewStep, learntKind } from '../../standard/index.ts'
import { date, dateEntered, when, whenEntered } from '../date-field.tsx'
import { entered as enter } from '../entered.ts'
import { choice, longText, oneOf, text } from '../field.tsx'
import { type Errors, form, FormBox } from '../form.tsx'
import { BackLink, Button, Details, InsetText } from '../govuk/index.ts'
import { notFound, page, type Shown, view, type Visit } from '../page.tsx'
import { leftInWords, toneOf } from '../parts/due-words.ts'
import { DraftLine, Due, H1, Lede } from '../parts/small.tsx'
import { interviewHeadings } from '../parts/details.ts'
import { dayInWords } from '../parts/words.ts'
import { paths } from '../paths.ts'
import { dueOf } from '../parts/desk.tsx'
import { spellOf } from './news.tsx'
import { save } from './record.tsx'

type Here = Visit<'/children/:child/missing/:fact/interview', 'report missing'>

const kindOptions = learntKind.codes.map((one) => ({ value: one.code, text: one.label }))
const times = [1, 2, 3] as const

const asks = form({
  step: choice(
    'What happened?',
    interviewStep.codes.map((one) => ({ value: one.code, text: one.label })),
    { needed: 'Say what happened.' },
  ),
  when: when('When?', { needed: 'Say on which day.', notAfterToday: true }),
  by: text('By whom?', { hint: 'Name and organisation' }),
  independent: oneOf('Independent of the child’s care?', [
    { value: 'yes', text: 'Yes' },
    { value: 'no', text: 'No' },
  ]),
  place: text('Where, or by phone?'),
  why: longText('If it was refused, not held or late: why?', { rows: 2 }),
  before: longText(interviewHeadings.before, { rows: 3 }),
  during: longText(interviewHeadings.during, { rows: 3 }),
  harm: longText(interviewHeadings.harm, { rows: 3 }),
  after: longText(interviewHeadings.after, { rows: 2 }),
  helps: longText(interviewHeadings.helps, { rows: 2 }),
  learnt1: text('Something learnt'),
  learnt1of: oneOf('What is it?', kindOptions),
  learnt2: text('Something learnt'),
  learnt2of: oneOf('What is it?', kindOptions),
  learnt3: text('Something learnt'),
  learnt3of: oneOf('What is it?', kindOptions),
  action1: text('What is to be done?'),
  action1by: text('By whom?'),
  action1due: date('By which day?'),
  action2: text('What is to be done?'),
  action2by: text('By whom?'),
  action2due: date('By which day?'),
})

async function shown(visit: Here, errors: Errors): Promise<Shown> {
  const { site, permit, params, seal, entered, now } = visit
  const desk = await deskAt(site.register, permit, now, {
    clocks: await clockSettingsAt(site.register, site.council.id, now),
    interviewsSince: null,
    only: params.child,
  })
  const interview = desk.interviews.find((one) => one.fact === params.fact)
  const one = (...names: (keyof typeof asks.fields)[]) => asks.all(entered, errors, names)
  return view(
    'Return interview',
    <div class="ts-narrow">
      <BackLink href={paths.child(params.child)}>Back to the record</BackLink>
      {asks.summary(errors)}
      <H1>Return interview</H1>
      <Lede>
        Offered on every occasion and held within 72 hours of the return, by somebody independent of the
        child’s care. Every try is written down, also one that came to nothing.
      </Lede>
      {interview === undefined ? (
        <InsetText>
          None is due for this occasion: the child is not back yet, or it was held or refused.
        </InsetText>
      ) : (
        <>
          <Due
            what="Hold the return interview"
            left={leftInWords(dueOf(interview), now)}
            tone={toneOf(dueOf(interview), now)}
          />
          <p class="govuk-body ts-quiet">
            Came back {dayInWords(interview.cameBack.day, interview.cameBack.at)}
            {interview.timeRecorded
              ? '.'
              : ', time not recorded: the clock runs from the first minute of that day.'}
          </p>
        </>
      )}
      <FormBox seal={seal} entered={entered} draft>
        <DraftLine />
        {one('step', 'when', 'by', 'independent', 'place', 'why')}
        <h2 class="ts-h2">What the child said</h2>
        <p class="govuk-hint">In the child’s own words where you can. Leave empty what was not spoken of.</p>
        {one('before', 'during', 'harm', 'after', 'helps')}
        <h2 class="ts-h2">What was learnt</h2>
        <p class="govuk-hint">
          A place, a person or a handle: each goes into the record by itself, and on the grab sheet.
        </p>
        {times.map((n) => (
          <div class="ts-when" key={n}>
            {one(`learnt${n}`, `learnt${n}of`)}
          </div>
        ))}
        <h2 class="ts-h2">What is to be done</h2>
        {one('action1', 'action1by', 'action1due')}
        <Details summary="Another thing to be done">{one('action2', 'action2by', 'action2due')}</Details>
        <Button preventDoubleClick>Save</Button>
      </FormBox>
    </div>,
    { section: 'missing', error: Object.keys(errors).length > 0 },
  )
}

const interviewPage = page('/children/:child/missing/:fact/interview', {
  needs: 'report missing',
  show: async (visit) =>
    (await spellOf(visit)) === null
      ? notFound
      : shown(
          {
            ...visit,
            entered: enter({
              ...whenEntered('when', visit.today, visit.now),
              ...dateEntered('action1due', addDays(visit.today, 7)),
              ...dateEntered('action2due', addDays(visit.today, 7)),
              by: visit.person.name,
            }),
          },
          {},
        ),
  submit: async (visit) => {
    const found = await spellOf(visit)
    if (found === null) return notFound
    const read = asks.read(visit.entered, visit.now)
    if (!read.ok) return shown(visit, read.problem)
    const answers = read.value
    const { step, when: on, by, independent, place, why } = answers
    const { child, fact } = visit.params
    if ((found.spell.from ?? '') > on.day)
      return shown(visit, { when: 'This is before the child went missing. Check the day.' })
    if (step === 'held' && independent === '')
      return shown(visit, { independent: 'Say whether whoever held it is independent of the child’s care.' })
    if ((step === 'refused' || step === 'attempted') && why === '')
      return shown(visit, { why: 'Say why it was not held: the reason is looked at again.' })
    const rows = [
      { words: answers.learnt1, code: answers.learnt1of, name: 'learnt1of' },
      { words: answers.learnt2, code: answers.learnt2of, name: 'learnt2of' },
      { words: answers.learnt3, code: answers.learnt3of, name: 'learnt3of' },
    ].filter((one) => one.words !== '')
    const without = rows.find((one) => one.code === '')
    if (without !== undefined)
      return shown(visit, { [without.name]: 'Say whether it is a place, a person or a handle.' })
    const actions = [
      { words: answers.action1, owner: answers.action1by, due: answers.action1due, name: 'action1by' },
      { words: answers.action2, owner: answers.action2by, due: answers.action2due, name: 'action2by' },
    ].filter((one) => one.words !== '')
    const nobody = actions.find((one) => one.owner === '' || one.due === null)
    if (nobody !== undefined) return shown(visit, { [nobody.name]: 'Say who does it and by which day.' })
    const source = await formSource(visit.db, visit.site.council.id)
    const add = (said: Extract<Change, { does: 'add' }>['said'], about: Id): Change => ({
      does: 'add',
      child,
      fact: newId(),
      about,
      said,
      source,
    })
    const { before, during, harm, after, helps } = answers
    const interview = moment('interview', step, on.day, on.at, {
      attributes: { independent },
      // `why` is what a correction says of itself.
      sealed: { by, place, reason: why, before, during, harm, after, helps },
    })
    const changes = [
      add(interview, fact),
      ...rows.map((one) =>
        add(
          moment('learnt', one.code, on.day, on.at, {
            sealed: { words: one.words, by: `Return interview, ${by}` },
          }),
          fact,
        ),
      ),
      ...actions.map((one) =>
        add(
          said('task', 'interview-action', {
            from: on.day,
            attributes: { due: one.due },
            sealed: { words: one.words, owner: one.owner },
          }),
          fact,
        ),
      ),
    ]
    let again: Errors = {}
    const done = await save(visit, changes, 'recorded', (errors) => {
      again = errors
      return notFound
    })
    return Object.keys(again).length > 0 ? shown(visit, again) : done
  },
})

export const interviewPages = [interviewPage]
