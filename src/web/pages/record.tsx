import { newId } from '../../database/index.ts'
import { addDays, type Id } from '../../plain/index.ts'
import {
  type Change,
  current,
  type Entry,
  formSource,
  moment,
  openRecord,
  record,
  type RecordProblem,
  said,
  sequence,
} from '../../register/index.ts'
import {
  labelOf,
  placementProvider,
  placementType,
  referralStage,
  traffickingView,
  hasCode,
} from '../../standard/index.ts'
import { canonical, entered as enter } from '../entered.ts'
import { date, dateEntered, longText, oneOf, text } from '../field.tsx'
import { type Errors, form, FormBox } from '../form.tsx'
import { BackLink, Button, InsetText } from '../govuk/index.ts'
import { goTo, notFound, page, type Shown, view, type Visit } from '../page.tsx'
import { H1, Lede } from '../parts/small.tsx'
import { paths } from '../paths.ts'

type Recorder = Visit<'/children/:child', 'record an entry'>

/** What to say when nothing was recorded. Nothing typed is lost: the form shows it again. */
export function problemInWords(problem: RecordProblem): string {
  switch (problem.problem) {
    case 'changed meanwhile':
      return 'Somebody changed this while you were writing. Nothing was saved. Open the record in another tab to see what is new, then send this again.'
    case 'overlaps':
      return 'This overlaps another entry of the same kind, and a child has one at a time. Check the days against the chronology, or correct the other entry first.'
    case 'number taken':
      return 'Another child in the register has this number.'
    case 'sent before with other words':
      return 'This form was sent before with other words. Open it again from the child’s page.'
  }
}

type Asks = ReturnType<typeof form>

/** A form about one child: back link, heading, what it means, questions, one button. */
export function childForm(
  visit: { seal: Recorder['seal']; entered: Recorder['entered']; params: { child: Id } },
  asks: Asks,
  errors: Errors,
  words: {
    title: string
    lede?: string
    button: string
    note?: string
    hidden?: Record<string, string>
    warning?: boolean
  },
): Shown {
  const { seal, entered, params } = visit
  const own = errors['']
  return view(
    words.title,
    <div class="ts-narrow">
      <BackLink href={paths.child(params.child)}>Back to the record</BackLink>
      {asks.summary(own === undefined ? errors : { ...errors })}
      <H1>{words.title}</H1>
      {words.lede !== undefined && <Lede>{words.lede}</Lede>}
      <FormBox seal={seal} entered={entered} hidden={words.hidden ?? {}}>
        {asks.all(entered, errors)}
        {words.note !== undefined && <InsetText>{words.note}</InsetText>}
        <Button preventDoubleClick variant={words.warning === true ? 'warning' : undefined}>
          {words.button}
        </Button>
      </FormBox>
    </div>,
    { section: 'children', error: Object.keys(errors).length > 0 },
  )
}

/** Records what a form made and goes back to the child, or shows the form again with what stands in the way. */
export async function save(
  visit:
    | Recorder
    | Visit<'/children/:child', 'report missing'>
    | Visit<'/children/:child', 'correct an entry'>
    | Visit<'/children/:child', 'withdraw an entry'>,
  changes: Change[],
  done: string,
  again: (errors: Errors) => Shown,
): Promise<Shown> {
  const { site, permit, vault, params, entered } = visit
  const once = { key: entered.values['once']?.[0] ?? '', body: canonical(entered) }
  const result = await record(site.db, { permit, vault, changes, ...(once.key === '' ? {} : { once }) })
  return result.ok
    ? goTo(`${paths.child(params.child)}?done=${done}`)
    : again({ '': problemInWords(result.problem) })
}

async function currentEntries(visit: Recorder): Promise<Entry[] | null> {
  const found = await openRecord(visit.site.db, visit.permit, visit.vault, visit.params.child)
  return found === null ? null : current(found.entries)
}

// ---- a note -----------------------------------------------------------------------------------------------------

const noteForm = form({
  text: longText('What do you want to write down?', {
    needed: 'Write the note.',
    rows: 8,
    hint: 'Facts, who said them, and what the child said. Addresses and phone numbers do not belong in a note.',
  }),
  on: date('When was it?', { needed: 'Say when it was.', notAfterToday: true }),
})

const notePage = page('/children/:child/note', {
  needs: 'record an entry',
  show: async (visit) => {
    if ((await currentEntries(visit)) === null) return notFound
    return childForm({ ...visit, entered: enter(dateEntered('on', visit.today)) }, noteForm, {}, noteWords)
  },
  submit: async (visit) => {
    if ((await currentEntries(visit)) === null) return notFound
    const again = (errors: Errors) => childForm(visit, noteForm, errors, noteWords)
    const read = noteForm.read(visit.entered, visit.now)
    if (!read.ok) return again(read.problem)
    const source = await formSource(visit.site.db, visit.site.council.id)
    const note = moment('note', '', read.value.on ?? visit.today, null, { sealed: { text: read.value.text } })
    return save(
      visit,
      [{ does: 'add', child: visit.params.child, fact: newId(), about: null, said: note, source }],
      'recorded',
      again,
    )
  },
})
const noteWords = { title: 'Write a note', button: 'Save the note' }

// ---- a placement ------------------------------------------------------------------------------------------------

const placementForm = form({
  type: oneOf(
    'What kind of placement is it?',
    placementType.codes.map((code) => ({ value: code.code, text: `${code.label} (${code.code})` })),
    { needed: 'Choose the kind of placement.' },
  ),
  from: date('From which day?', { needed: 'Say from which day.' }),
  provider: oneOf(
    'Who provides it?',
    placementProvider.codes.map((code) => ({ value: code.code, text: code.label })),
    { hint: 'Leave empty if not known' },
  ),
  with: text('With whom, or name of the home', { hint: 'Sealed. It is not shown in lists' }),
  address: longText('Address', { hint: 'Sealed, and shown only when somebody asks for it', rows: 3 }),
})
const placementWords = {
  title: 'Record a placement',
  button: 'Save the placement',
  note: 'The placement before this one ends on the day on which this one begins.',
}

const placementPage = page('/children/:child/placement', {
  needs: 'record an entry',
  show: async (visit) =>
    (await currentEntries(visit)) === null
      ? notFound
      : childForm(
          { ...visit, entered: enter(dateEntered('from', visit.today)) },
          placementForm,
          {},
          placementWords,
        ),
  submit: async (visit) => {
    const entries = await currentEntries(visit)
    if (entries === null) return notFound
    const again = (errors: Errors) => childForm(visit, placementForm, errors, placementWords)
    const read = placementForm.read(visit.entered, visit.now)
    if (!read.ok) return again(read.problem)
    const { type, from, provider, with: household, address } = read.value
    if (from === null) return again({ from: 'Say from which day.' })
    const source = await formSource(visit.site.db, visit.site.council.id)
    const before = entries.find(
      (entry) => entry.kind === 'placement' && entry.until === null && (entry.from ?? '') <= from,
    )
    const changes: Change[] = []
    if (before !== undefined) {
      changes.push({
        does: 'supersede',
        child: before.child,
        fact: before.fact,
        about: before.about,
        entry: before.id,
        source,
        said: { ...before, until: from, untilAt: null },
      })
    }
    changes.push({
      does: 'add',
      child: visit.params.child,
      fact: newId(),
      about: null,
      source,
      said: said('placement', type, { from, attributes: { provider }, sealed: { with: household, address } }),
    })
    return save(visit, changes, 'recorded', again)
  },
})

// ---- trafficking status -----------------------------------------------------------------------------------------

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
  source: text('Who decided, or on what evidence?', {
    hint: 'For example: strategy meeting, or the single competent authority',
  }),
  reference: text('Reference, if there is one'),
})
const traffickingWords = {
  title: 'Record a trafficking status',
  button: 'Save the status',
  note: 'Our view and the referral stand beside each other. A later step of the referral ends the earlier one on the day before. A new view ends the view before it.',
}

const traffickingPage = page('/children/:child/trafficking', {
  needs: 'record an entry',
  show: async (visit) =>
    (await currentEntries(visit)) === null
      ? notFound
      : childForm(
          { ...visit, entered: enter(dateEntered('from', visit.today)) },
          traffickingForm,
          {},
          traffickingWords,
        ),
  submit: async (visit) => {
    const entries = await currentEntries(visit)
    if (entries === null) return notFound
    const again = (errors: Errors) => childForm(visit, traffickingForm, errors, traffickingWords)
    const read = traffickingForm.read(visit.entered, visit.now)
    if (!read.ok) return again(read.problem)
    const { status, from, source: decidedBy, reference } = read.value
    if (from === null) return again({ from: 'Say from which day.' })
    const source = await formSource(visit.site.db, visit.site.council.id)
    const { child } = visit.params
    const isReferral = hasCode(referralStage, status)
    const kind = isReferral ? 'referral' : 'trafficking'
    if (entries.some((entry) => entry.kind === kind && entry.code === status && entry.from === from)) {
      return again({
        status: `${labelOf(isReferral ? referralStage : traffickingView, status)} is written down for that day already.`,
      })
    }
    const fact = newId()
    const add: Change = {
      does: 'add',
      child,
      fact,
      about: null,
      source,
      said: said(kind, status, { from, sealed: { source: decidedBy, reference } }),
    }
    return save(
      visit,
      isReferral ? inSequence(entries, add, source) : endViewsBefore(entries, add, source),
      'recorded',
      again,
    )
  },
})

type Add = Extract<Change, { does: 'add' }>

/** A new step of the referral, with the ends of the others moved to where they now belong. */
export function inSequence(entries: readonly Entry[], add: Change, source: number): Change[] {
  const made = add as Add
  const steps = entries.filter((entry) => entry.kind === 'referral')
  const stated = (entry: Entry) =>
    typeof entry.attributes['stated'] === 'string' ? (entry.attributes['stated'] as Entry['from']) : null
  const held = sequence([
    ...steps.flatMap((entry) =>
      entry.from === null ? [] : [{ key: entry.fact, from: entry.from, stated: stated(entry) }],
    ),
    ...(made.said.from === null ? [] : [{ key: made.fact as string, from: made.said.from, stated: null }]),
  ])
  const endOf = (fact: string) => held.find((one) => one.key === fact)
  const moved = steps.flatMap((entry): Change[] => {
    const end = endOf(entry.fact)
    if (end === undefined || end.until === entry.until) return []
    return [
      {
        does: 'supersede',
        child: entry.child,
        fact: entry.fact,
        about: entry.about,
        entry: entry.id,
        source,
        said: {
          ...entry,
          until: end.until,
          attributes: { ...entry.attributes, passedOver: end.passedOver ? true : null },
        },
      },
    ]
  })
  return [...moved, { ...made, said: { ...made.said, until: endOf(made.fact)?.until ?? null } }]
}

/** A new view of the council ends the open one before it; indicators may stand beside. */
function endViewsBefore(entries: readonly Entry[], add: Change, source: number): Change[] {
  const made = add as Add
  const { from } = made.said
  if (from === null) return [made]
  const before = entries.filter(
    (entry) =>
      entry.kind === 'trafficking' &&
      entry.until === null &&
      entry.code !== 'indicators' &&
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
    made,
  ]
}

export const recordPages = [notePage, placementPage, traffickingPage]
