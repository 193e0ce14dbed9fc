import { newId } from '../../database/index.ts'
import { addDays } from '../../plain/index.ts'
import { type Change, type Entry, formSource, said } from '../../register/index.ts'
import {
  decisionBody,
  hasCode,
  identificationRoute,
  labelOf,
  referralStage,
  traffickingView,
} from '../../standard/index.ts'
import { date, dateEntered } from '../date-field.tsx'
import { entered as enter } from '../entered.ts'
import { oneOf, text } from '../field.tsx'
import { type Errors, form } from '../form.tsx'
import { notFound, page } from '../page.tsx'
import { childForm, entriesOf, save } from './record.tsx'
import { type Add, inSequence } from './referral-step.ts'

const statuses = [
  ...traffickingView.codes.map((code) => ({
    value: code.code,
    text: `Our view: ${code.label.toLowerCase()}`,
  })),
  ...referralStage.codes.map((code) => ({ value: code.code, text: `Referral: ${code.label.toLowerCase()}` })),
]

const traffickingForm = form({
  status: oneOf('What is the status?', statuses, { needed: 'Choose the status.' }),
  from: date('From which day?', { needed: 'Say from which day.', notAfterToday: true }),
  route: oneOf(
    'Who took this view?',
    identificationRoute.codes.map((code) => ({ value: code.code, text: code.label })),
    { hint: 'Of a step of the referral, leave it empty' },
  ),
  body: oneOf(
    'Who decides on the referral?',
    decisionBody.codes.map((code) => ({ value: code.code, text: code.label })),
    { hint: 'Of our own view, leave it empty' },
  ),
  source: text('Who decided, or on what evidence?', {
    hint: 'For example: strategy meeting, or the single competent authority',
  }),
  reference: text('Reference, if there is one'),
})
const traffickingWords = {
  title: 'Record a trafficking status',
  button: 'Save the status',
  note: 'Our view and the referral stand beside each other. A later step of the referral ends the earlier one on the day before. A new view ends the one before it that came by the same route.',
}

const traffickingPage = page('/children/:child/trafficking', {
  needs: 'record an entry',
  show: async (visit) =>
    (await entriesOf(visit)) === null
      ? notFound
      : childForm(
          { ...visit, entered: enter(dateEntered('from', visit.today)) },
          traffickingForm,
          {},
          traffickingWords,
        ),
  submit: async (visit) => {
    const entries = await entriesOf(visit)
    if (entries === null) return notFound
    const again = (errors: Errors) => childForm(visit, traffickingForm, errors, traffickingWords)
    const read = traffickingForm.read(visit.entered, visit.now)
    if (!read.ok) return again(read.problem)
    const { status, from, route, body, source: decidedBy, reference } = read.value
    if (from === null) return again({ from: 'Say from which day.' })
    const source = await formSource(visit.db, visit.site.council.id)
    const { child } = visit.params
    const isReferral = hasCode(referralStage, status)
    const kind = isReferral ? 'referral' : 'trafficking'
    if (entries.some((entry) => entry.kind === kind && entry.code === status && entry.from === from)) {
      return again({
        status: `${labelOf(isReferral ? referralStage : traffickingView, status)} is written down for that day already.`,
      })
    }
    const fact = newId()
    const add: Add = {
      does: 'add',
      child,
      fact,
      about: null,
      source,
      said: said(kind, status, {
        from,
        attributes: isReferral ? { body: body === '' ? null : body } : { route: route === '' ? null : route },
        sealed: { source: decidedBy, reference },
      }),
    }
    return save(
      visit,
      isReferral ? inSequence(entries, add, source) : endViewsBefore(entries, add, source),
      'recorded',
      again,
    )
  },
})

/**
 * A new view ends the open one before it that was reached by the same route: what the police suspect and what an assessment
 * found stand beside one another. Indicators may stand beside both.
 */
function endViewsBefore(entries: readonly Entry[], add: Add, source: number): Change[] {
  const { from } = add.said
  if (from === null) return [add]
  const before = entries.filter(
    (entry) =>
      entry.kind === 'trafficking' &&
      entry.until === null &&
      entry.code !== 'indicators' &&
      (entry.attributes['route'] ?? null) === (add.said.attributes['route'] ?? null) &&
      (entry.from ?? '') < from,
  )
  return [
    ...before.map((entry): Change => ({
      does: 'supersede',
      child: entry.child,
      fact: entry.fact,
      about: entry.about,
      entry: entry.id,
      source,
      said: { ...entry, until: addDays(from, -1) },
    })),
    add,
  ]
}

export const traffickingPages = [traffickingPage]
