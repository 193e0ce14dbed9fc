import {
  approve,
  type Decision,
  decideTables,
  type Disclosure,
  disclosures,
  type Exemption,
  exemptions,
  type Request,
  requestWith,
  roundedTo,
  usualRule,
} from '../../figures/index.ts'
import { inWords } from '../../plain/index.ts'
import { entered as enter } from '../entered.ts'
import { choice, type Field, longText, oneOf, text } from '../field.tsx'
import { type Errors, form, FormBox } from '../form.tsx'
import { BackLink, Button, Details, InsetText } from '../govuk/index.ts'
import { goTo, notFound, page, type Shown, view, type Visit } from '../page.tsx'
import { FrozenTables } from '../parts/frozen-tables.tsx'
import { PrintedTables } from '../parts/printed-tables.tsx'
import { dueInWords, problemWords } from '../parts/request-words.ts'
import { H1, Lede } from '../parts/small.tsx'
import { paths } from '../paths.ts'
import { requestAt, working } from './request.tsx'

/** Above it, nearly every number of a council would be hidden. */
const mostSmall = 20

type Here = Visit<'/requests/:request/decide', 'answer a request'>
type Approving = Visit<'/requests/:request/approve', 'approve an answer'>

/** Parts with numbers, by their place in the request. */
const counted = (request: Request): { i: number; asks: string }[] =>
  (request.frozen?.mapping.parts ?? []).flatMap((part, i) =>
    'notHeld' in part ? [] : [{ i, asks: part.asks }],
  )

function formFor(request: Request) {
  const fields: Record<string, Field<unknown>> = {}
  for (const { i } of counted(request)) {
    fields[`disclosure${i}`] = choice(
      'What is done with these numbers?',
      Object.entries(disclosures).map(([value, text]) => ({ value: value as Disclosure, text })),
      { needed: 'Say what is done with the numbers of this part.' },
    )
    fields[`exemption${i}`] = oneOf(
      'If it is withheld: under which section?',
      Object.entries(exemptions).map(([value, text]) => ({ value, text })),
    )
    fields[`reason${i}`] = longText('Why?', {
      needed: 'Say why: a small number is not by itself a reason, and a large one no proof.',
      hint: 'Who could tell, with what else they know, whom a number is about? What would they learn?',
      rows: 3,
    })
  }
  fields['threshold'] = text('Numbers from 1 to this are small', {
    needed: 'Say up to which number counts are small.',
    hint: 'Usually 5. Less needs a reason above that says why nobody could be told from it',
    width: 2,
  })
  fields['reader'] = choice(
    'What does whoever reads know of a hidden number?',
    [
      { value: 'rule', text: 'That it is never 0', hint: 'Usual: 0 is always printed' },
      { value: 'non-negative', text: 'Only that it is not below 0' },
    ],
    { needed: 'Say what whoever reads knows.' },
  )
  return form(fields)
}

function shown(visit: Here, request: Request, errors: Errors): Shown {
  const { seal, entered, params } = visit
  const asks = formFor(request)
  return view(
    'Decide about each table',
    <div class="ts-narrow">
      <BackLink href={paths.request(params.request)}>The request</BackLink>
      {asks.summary(errors)}
      <H1>What is done with each table?</H1>
      <Lede>
        Those who hunt a child read answers too. Think of somebody who knows the child’s nationality, age and
        town, and has every answer that was given before.
      </Lede>
      {request.frozen !== null && (
        <Details summary="The numbers">
          <h2 class="govuk-visually-hidden">The numbers</h2>
          <FrozenTables frozen={request.frozen} decisions={null} />
        </Details>
      )}
      <FormBox seal={seal} entered={entered} draft>
        {counted(request).map(({ i, asks: words }) => (
          <fieldset class="govuk-fieldset ts-part" key={i}>
            <legend class="govuk-fieldset__legend govuk-fieldset__legend--m">
              {i + 1}. {words}
            </legend>
            {asks.all(entered, errors, [`disclosure${i}`, `exemption${i}`, `reason${i}`])}
          </fieldset>
        ))}
        <Details
          summary="Which numbers are small"
          open={errors['threshold'] !== undefined || request.rule.threshold !== usualRule.threshold}
        >
          {asks.all(entered, errors, ['threshold', 'reader'])}
        </Details>
        <Button preventDoubleClick>Save</Button>
      </FormBox>
    </div>,
    { section: 'questions', error: Object.keys(errors).length > 0 },
  )
}

const decidePage = page('/requests/:request/decide', {
  needs: 'answer a request',
  show: async (visit) => {
    const request = await requestAt(visit)
    if (request?.frozen === null || request === null) return notFound
    const before: Record<string, string> = {}
    for (const { i } of counted(request)) {
      const one = request.decisions?.[i]
      before[`disclosure${i}`] = one?.disclosure ?? ''
      before[`exemption${i}`] = one?.exemption ?? ''
      before[`reason${i}`] = one?.reason ?? ''
    }
    before['threshold'] = String(request.rule.threshold)
    before['reader'] = request.rule.reader
    return shown({ ...visit, entered: enter(before) }, request, {})
  },
  submit: async (visit) => {
    const request = await requestAt(visit)
    const work = await working(visit)
    if (request === null || work === null || request.frozen === null) return notFound
    const read = formFor(request).read(visit.entered, visit.now)
    if (!read.ok) return shown(visit, request, read.problem)
    const values = read.value as Record<string, string>
    const errors: Record<string, string> = {}
    const none: Decision = { disclosure: 'exact', exemption: '', reason: 'Nothing is counted.' }
    const decisions = request.frozen.mapping.parts.map((part, i): Decision => {
      if ('notHeld' in part) return none
      const disclosure = values[`disclosure${i}`] as Disclosure
      const exemption = (values[`exemption${i}`] ?? '') as Exemption | ''
      if (disclosure === 'withhold' && exemption === '')
        errors[`exemption${i}`] = 'A table is withheld under a section of the Act: say which.'
      return {
        disclosure,
        exemption: disclosure === 'withhold' ? exemption : '',
        reason: values[`reason${i}`] ?? '',
      }
    })
    const threshold = Number(values['threshold'])
    if (!Number.isInteger(threshold) || threshold < 1 || threshold > mostSmall)
      errors['threshold'] = `A whole number from 1 to ${mostSmall}. Usually 5.`
    if (threshold > roundedTo && decisions.some((one) => one.disclosure === 'round'))
      errors['threshold'] =
        `Rounding is to ${roundedTo} and keeps numbers up to ${roundedTo}. Hide small numbers instead.`
    if (Object.keys(errors).length > 0) return shown(visit, request, errors)
    const reader = values['reader'] === 'non-negative' ? 'non-negative' : 'rule'
    const done = await decideTables(work, decisions, { threshold, reader })
    return done.ok
      ? goTo(paths.requestAfter(visit.params.request, 'decided'))
      : shown(visit, request, { '': problemWords[done.problem] })
  },
})

const verdict = form({
  verdict: choice(
    'What do you say?',
    [
      { value: 'approved', text: 'The answer is right, and every decision has its reason' },
      { value: 'sent back', text: 'It goes back' },
    ],
    { needed: 'Say whether you approve it.' },
  ),
  words: longText('Why? (needed where it goes back)', { rows: 3 }),
})

async function approving(visit: Approving, errors: Errors): Promise<Shown> {
  const { site, permit, params, seal, entered, today, person } = visit
  const request = await requestWith(site.register, permit, site.keys, params.request)
  if (request === null) return notFound
  const own = person.account !== null && request.workedOn.has(person.account)
  return view(
    'Approve an answer',
    <>
      <BackLink href={paths.today}>Today</BackLink>
      {verdict.summary(errors)}
      <H1
        caption={`Received ${inWords(request.received.receivedOn)}; answer by ${dueInWords(request.due, today)}`}
      >
        Approve an answer
      </H1>
      <Details summary="What was asked">
        <div class="ts-lines">{request.received.text}</div>
      </Details>
      {request.frozen !== null && (
        <>
          <h2 class="ts-h2">What is given out, and what it gives away</h2>
          <PrintedTables request={request} />
          <Details summary="The exact numbers, for you alone">
            <h3 class="govuk-visually-hidden">The exact numbers</h3>
            <FrozenTables frozen={request.frozen} decisions={null} />
          </Details>
        </>
      )}
      {request.stage !== 'to approve' ? (
        <InsetText>Nothing waits to be approved here.</InsetText>
      ) : own ? (
        <InsetText>You worked on this answer: somebody else approves it.</InsetText>
      ) : (
        <div class="ts-narrow">
          <FormBox seal={seal} entered={entered}>
            {verdict.all(entered, errors)}
            <Button preventDoubleClick>Save</Button>
          </FormBox>
        </div>
      )}
    </>,
    { section: 'questions', error: Object.keys(errors).length > 0 },
  )
}

const approvePage = page('/requests/:request/approve', {
  needs: 'approve an answer',
  show: (visit) => approving(visit, {}),
  submit: async (visit) => {
    const { site, permit, params, entered, now } = visit
    const request = await requestWith(site.register, permit, site.keys, params.request)
    if (request === null) return notFound
    const read = verdict.read(entered, now)
    if (!read.ok) return approving(visit, read.problem)
    const { verdict: says, words } = read.value
    if (says === 'sent back' && words === '') return approving(visit, { words: 'Say why it goes back.' })
    const done = await approve(
      site.register,
      permit,
      site.keys,
      { id: params.request, seen: request.steps.length },
      says,
      words,
    )
    return done.ok
      ? goTo(paths.todayAfter(says === 'approved' ? says : 'sent-back'))
      : approving(visit, { '': problemWords[done.problem] })
  },
})

export const requestDecidePages = [decidePage, approvePage]
