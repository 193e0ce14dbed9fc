import type { Id, Instant, PlainDate } from '../../plain/index.ts'
import {
  type Change,
  current,
  type Entry,
  formSource,
  openRecord,
  type Said,
  type WithdrawalReason,
} from '../../register/index.ts'
import { countries, ethnicity, type KindName, kindOf } from '../../standard/index.ts'
import { evidence } from '../../missing/index.ts'
import { entered as enter, first } from '../entered.ts'
import {
  choice,
  date,
  dateEntered,
  type Field,
  longText,
  oneOf,
  text,
  type When,
  when,
  whenEntered,
} from '../field.tsx'
import { type Errors, form, type Form, FormBox } from '../form.tsx'
import { BackLink, Button, InsetText, WarningText } from '../govuk/index.ts'
import { notFound, page, type Shown, view, type Visit } from '../page.tsx'
import { H1, Lede } from '../parts/small.tsx'
import { detailsOf, momentInWords, periodInWords, titleOf } from '../parts/words.ts'
import { paths } from '../paths.ts'
import { childForm, inSequence, save } from './record.tsx'

/** The sealed words of each kind, with the question that asks for them. */
const sealedFields: Partial<Record<KindName, Record<string, Field<string>>>> = {
  name: { forename: text('First names'), surname: text('Family name') },
  alias: { name: text('The other name') },
  reference: { value: text('The number', { needed: 'Put the number in.' }) },
  placement: { with: text('With whom, or name of the home'), address: longText('Address', { rows: 3 }) },
  trafficking: { source: text('Who decided, or on what evidence'), reference: text('Reference') },
  referral: { source: text('Who decided, or on what evidence'), reference: text('Reference') },
  missing: {
    where: longText('Where was the child last seen, and by whom?', { rows: 2 }),
    wearing: longText('Wearing and carrying', { rows: 2 }),
    anythingElse: longText('Anything else', { rows: 2 }),
  },
  located: { where: text('Where'), by: text('By whom'), harm: longText('Harm', { rows: 2 }) },
  returned: { where: text('Where'), by: text('By whom'), harm: longText('Harm', { rows: 2 }) },
  told: { reference: text('Reference') },
  note: { text: longText('The note', { needed: 'Write the note.', rows: 8 }) },
}

const timed: readonly KindName[] = ['missing', 'located', 'returned', 'told']
const timeless: readonly KindName[] = ['person', 'name', 'alias', 'nationality', 'reference']

type AnyForm = Form<Record<string, Field<unknown>>>

/** The questions with which an entry of some kind is corrected. */
function correctionForm(entry: Entry): AnyForm {
  const kind = kindOf(entry.kind)
  const fields: Record<string, Field<unknown>> = {}
  if (entry.kind === 'person') {
    fields['dob'] = date('Date of birth', { notAfterToday: true })
    fields['code'] = oneOf('Sex', options(kind.codes?.codes ?? []))
    fields['ethnicity'] = oneOf('Ethnicity', options(ethnicity.codes))
  } else if (entry.kind === 'nationality') {
    fields['code'] = oneOf(
      'Nationality',
      countries.map((country) => ({ value: country.code, text: country.name })),
      { needed: 'Choose the country.' },
    )
  } else if (entry.kind === 'located') {
    fields['code'] = oneOf(
      'How do we know?',
      Object.entries(evidence).map(([value, words]) => ({ value, text: words })),
      { needed: 'Say how we know.' },
    )
  } else if (kind.codes !== undefined && entry.code !== 'as-written') {
    fields['code'] = oneOf(kind.codes.title, options(kind.codes.codes), {
      needed: 'Choose one from the list.',
    })
  }
  if (timed.includes(entry.kind)) {
    fields['from'] = when(kind.shape === 'moment' ? 'When was it?' : 'From when?', {
      needed: 'Say when.',
      notAfterToday: true,
    })
    if (kind.shape === 'spell' && entry.until !== null)
      fields['until'] = when('Until when?', { needed: 'Say until when.', notAfterToday: true })
  } else if (!timeless.includes(entry.kind)) {
    fields['from'] = date(
      kind.shape === 'moment' ? 'When was it?' : 'From which day?',
      entry.from === null ? {} : { needed: 'Say from which day.' },
    )
    if (kind.shape === 'spell')
      fields['until'] = date(kind.endDay === 'last day' ? 'Last day' : 'Until which day?', {
        hint: 'Leave empty if it still goes on',
      })
  }
  Object.assign(fields, sealedFields[entry.kind] ?? {})
  fields['why'] = text('Why does it change?', {
    needed: 'Say why: it is kept with the entry.',
    hint: 'For example: the arrival sheet came',
  })
  return form(fields)
}

const options = (codes: readonly { code: string; label: string }[]) =>
  codes.map((code) => ({ value: code.code, text: `${code.label} (${code.code})` }))

/** A form that begins with what the entry says now. */
function asEntered(entry: Entry) {
  const dob = entry.attributes['dob']
  const day = timed.includes(entry.kind)
    ? whenEntered
    : (name: string, on: PlainDate | null) => dateEntered(name, on)
  return enter({
    code: entry.code,
    ethnicity: String(entry.attributes['ethnicity'] ?? ''),
    ...(typeof dob === 'string' ? dateEntered('dob', dob as PlainDate) : {}),
    ...day('from', entry.from, entry.fromAt),
    ...day('until', entry.until, entry.untilAt),
    ...entry.sealed,
  })
}

/** What the entry would say with what was typed. */
function corrected(entry: Entry, values: Record<string, unknown>): Said {
  const day = (
    name: string,
    was: PlainDate | null,
    wasAt: Instant | null,
  ): { on: PlainDate | null; at: Instant | null } => {
    const value = values[name]
    if (value === undefined) return { on: was, at: wasAt }
    if (value === null || typeof value === 'string') return { on: value as PlainDate | null, at: null }
    const { day: on, at } = value as When
    return { on, at }
  }
  const from = day('from', entry.from, entry.fromAt)
  const until = kindOf(entry.kind).shape === 'moment' ? from : day('until', entry.until, entry.untilAt)
  const sealed = Object.fromEntries(
    Object.keys(sealedFields[entry.kind] ?? {}).map((name) => [name, String(values[name] ?? '')]),
  )
  const attributes = {
    ...entry.attributes,
    ...(entry.kind === 'person'
      ? { dob: (values['dob'] as PlainDate | null) ?? null, ethnicity: String(values['ethnicity'] ?? '') }
      : {}),
    // The entry now has an end of its own: what the sources stated stays with them.
    ...(entry.kind === 'missing' ? { ends: null } : {}),
    ...(entry.kind === 'referral' ? { stated: until.on } : {}),
  }
  return {
    kind: entry.kind,
    code: typeof values['code'] === 'string' ? values['code'] : entry.code,
    from: from.on,
    fromAt: from.at,
    until: until.on,
    untilAt: until.at,
    attributes,
    sealed: { ...entry.sealed, ...sealed, why: String(values['why'] ?? '') },
  }
}

type Here = Visit<'/children/:child/entries/:fact/correct', 'correct an entry'>

async function find(visit: {
  site: Here['site']
  permit: Here['permit'] | Visit<'/children/:child', 'withdraw an entry'>['permit']
  vault: Here['vault']
  params: { child: Id; fact: Id }
}) {
  const record = await openRecord(visit.site.db, visit.permit, visit.vault, visit.params.child)
  if (record === null) return null
  const known = current(record.entries)
  const entry = known.find((one) => one.fact === visit.params.fact)
  return entry === undefined ? null : { record, known, entry }
}

const correctPage = page('/children/:child/entries/:fact/correct', {
  needs: 'correct an entry',
  show: async (visit) => {
    const found = await find(visit)
    if (found === null) return notFound
    return showForm(visit, found.entry, asEntered(found.entry), {}, found.entry.id)
  },
  submit: async (visit) => {
    const found = await find(visit)
    if (found === null) return notFound
    const { entry, known } = found
    const seen = first(visit.entered, 'seen')
    const asks = correctionForm(entry)
    const read = asks.read(visit.entered, visit.now)
    if (!read.ok) return showForm(visit, entry, visit.entered, read.problem, seen)
    if (seen !== entry.id) return conflict(visit, entry, corrected(entry, read.value))
    const again = (errors: Errors) => showForm(visit, entry, visit.entered, errors, seen)
    const becomes = corrected(entry, read.value)
    if (becomes.until !== null && becomes.from !== null && becomes.until < becomes.from)
      return again({ until: 'The end is before the start. Put one of the two right.' })
    const source = await formSource(visit.site.db, visit.site.council.id)
    const change: Change = {
      does: 'supersede',
      child: entry.child,
      fact: entry.fact,
      about: entry.about,
      entry: entry.id,
      said: becomes,
      source,
    }
    const changes = entry.kind === 'referral' ? reorder(known, change, source) : [change]
    return save(visit, changes, 'corrected', again)
  },
})

/** A corrected step of the referral moves the ends of the steps around it. */
function reorder(
  known: readonly Entry[],
  change: Extract<Change, { does: 'supersede' }>,
  source: number,
): Change[] {
  const others = known.filter((entry) => entry.fact !== change.fact)
  return inSequence(
    others,
    { does: 'add', child: change.child, fact: change.fact, about: change.about, said: change.said, source },
    source,
  ).map((one) => (one.does === 'add' ? { ...change, said: one.said } : one))
}

function showForm(visit: Here, entry: Entry, entered: Here['entered'], errors: Errors, seen: string): Shown {
  return childForm({ ...visit, entered }, correctionForm(entry), errors, {
    title: 'Correct an entry',
    lede: `${titleOf(entry)}. ${periodInWords(entry)}`,
    button: 'Save the correction',
    note: 'What was said before is not lost: it stays on the record as what we knew then.',
    hidden: { seen },
  })
}

/** Somebody was quicker: both texts, side by side, and the person decides. Nothing typed is lost. */
function conflict(visit: Here, theirs: Entry, mine: Said): Shown {
  const words = { ...theirs, ...mine }
  const hidden = Object.fromEntries(
    Object.entries(visit.entered.values).flatMap(([name, value]) =>
      ['token', 'once', 'seen'].includes(name) ? [] : [[name, value[0] ?? '']],
    ),
  )
  return view(
    'Changed while you were writing',
    <>
      <BackLink href={paths.child(visit.params.child)}>Back to the record</BackLink>
      <H1>Somebody changed this while you were writing</H1>
      <Lede>
        Nothing of yours is saved yet, and nothing is lost. Both may be true: read the two, then choose.
      </Lede>
      <div class="ts-compare">
        <section aria-labelledby="theirs">
          <h2 class="ts-h2" id="theirs">
            What it says now
          </h2>
          <Version entry={theirs} />
          <p class="ts-small ts-quiet">Recorded {momentInWords(theirs.knownFrom)}.</p>
        </section>
        <section aria-labelledby="mine">
          <h2 class="ts-h2" id="mine">
            What you wrote
          </h2>
          <Version entry={words} />
        </section>
      </div>
      <FormBox seal={visit.seal} hidden={{ ...hidden, seen: theirs.id }}>
        <div class="govuk-button-group">
          <Button>Save mine in its place</Button>
          <a class="govuk-link" href={paths.child(visit.params.child)}>
            Leave it as it is now
          </a>
        </div>
      </FormBox>
    </>,
    { section: 'children', status: 409 },
  )
}

function Version({ entry }: { entry: Entry }) {
  return (
    <div class="ts-version">
      <p class="ts-event__title">{titleOf(entry)}</p>
      <p class="ts-event__when">{periodInWords(entry)}</p>
      {detailsOf(entry).map((line, i) => (
        <p class="ts-event__text" key={i}>
          {line}
        </p>
      ))}
    </div>
  )
}

// ---- withdrawal -------------------------------------------------------------------------------------------------

const reasons = {
  'wrong child': 'It is about another child',
  'did not happen': 'It did not happen',
} as const

const withdrawForm = form({
  reason: choice(
    'Why is it withdrawn?',
    Object.entries(reasons).map(([value, words]) => ({ value: value as keyof typeof reasons, text: words })),
    { needed: 'Say why it is withdrawn.' },
  ),
  words: longText('In your own words', { needed: 'Say how you know.', rows: 3 }),
})

type Taking = Visit<'/children/:child/entries/:fact/withdraw', 'withdraw an entry'>

const withdrawPage = page('/children/:child/entries/:fact/withdraw', {
  needs: 'withdraw an entry',
  show: async (visit) => {
    const found = await find(visit)
    return found === null ? notFound : withdrawing(visit, found.entry, {}, found.entry.id)
  },
  submit: async (visit) => {
    const found = await find(visit)
    if (found === null) return notFound
    const { entry, known } = found
    const seen = first(visit.entered, 'seen')
    const again = (errors: Errors) => withdrawing(visit, entry, errors, seen)
    const read = withdrawForm.read(visit.entered, visit.now)
    if (!read.ok) return again(read.problem)
    if (seen !== entry.id)
      return withdrawing(
        visit,
        entry,
        {
          '': 'Somebody changed this entry while you were writing. Read what it says now, then send this again.',
        },
        entry.id,
      )
    const reason: WithdrawalReason = read.value.reason
    const source = await formSource(visit.site.db, visit.site.council.id)
    const changes: Change[] = [
      {
        does: 'withdraw',
        child: entry.child,
        fact: entry.fact,
        entry: entry.id,
        kind: entry.kind,
        reason,
        words: read.value.words,
      },
    ]
    changes.push(...reopened(entry, known, source))
    return save(visit, changes, 'withdrawn', again)
  },
})

/** A finding that did not happen opens the missing episode again that it had ended. */
function reopened(gone: Entry, known: readonly Entry[], source: number): Change[] {
  if (gone.kind !== 'located' && gone.kind !== 'returned') return []
  const missing = known.find((entry) => entry.kind === 'missing' && entry.fact === gone.about)
  const other = known.some(
    (entry) =>
      entry.fact !== gone.fact &&
      entry.about === gone.about &&
      (entry.kind === 'located' || entry.kind === 'returned'),
  )
  if (missing === undefined || missing.until !== gone.from || other) return []
  return [
    {
      does: 'supersede',
      child: missing.child,
      fact: missing.fact,
      about: missing.about,
      entry: missing.id,
      source,
      said: { ...missing, until: null, untilAt: null },
    },
  ]
}

function withdrawing(visit: Taking, entry: Entry, errors: Errors, seen: string): Shown {
  const { seal, entered, params } = visit
  return view(
    'Withdraw an entry',
    <div class="ts-narrow">
      <BackLink href={paths.child(params.child)}>Back to the record</BackLink>
      {withdrawForm.summary(errors)}
      <H1>Withdraw an entry</H1>
      <InsetText>
        <Version entry={entry} />
      </InsetText>
      <WarningText>Nothing takes its place. If it is only wrong in part, correct it instead.</WarningText>
      <FormBox seal={seal} entered={entered} hidden={{ seen }}>
        {withdrawForm.all(entered, errors)}
        <div class="govuk-button-group">
          <Button variant="warning" preventDoubleClick>
            Withdraw it
          </Button>
          <a class="govuk-link" href={paths.correct(params.child, params.fact)}>
            Correct it instead
          </a>
        </div>
      </FormBox>
    </div>,
    { section: 'children', error: Object.keys(errors).length > 0 },
  )
}

export const correctPages = [correctPage, withdrawPage]
