import { newId } from '../../database/index.ts'
import { count, type Id, isId } from '../../plain/index.ts'
import { contactSaid, type Found, handlesIn } from '../../pursuit/index.ts'
import { type Change, type Entry, formSource, moment } from '../../register/index.ts'
import { contactChannel, handleKind, labelOf } from '../../standard/index.ts'
import { when, whenEntered } from '../date-field.tsx'
import { entered as enter, first } from '../entered.ts'
import { longText, oneOf, optionsOf, several, text } from '../field.tsx'
import { type Errors, form, FormBox } from '../form.tsx'
import { BackLink, Button, InsetText } from '../govuk/index.ts'
import { notFound, page, type Shown, view, type Visit } from '../page.tsx'
import { wordsIn } from '../parts/details.ts'
import { H1, Lede } from '../parts/small.tsx'
import { dayInWords, titleOf } from '../parts/words.ts'
import { paths } from '../paths.ts'
import { entriesOf, save } from './record.tsx'

type Here = Visit<'/children/:child/messages', 'record an entry'>

/** A chat of a megabyte is some weeks of writing; what is longer is put in piece by piece. */
const longest = 1_000_000
/** More boxes than this nobody looks through: those named most often come first. */
const mostOffered = 60

const asks = form({
  text: longText('What was found', {
    needed: 'Paste or write what was found.',
    hint: 'A chat, a list of calls, a letter, what a carer wrote: up to a million characters. Sealed',
    rows: 10,
    most: longest,
  }),
  title: text('What is it?', { needed: 'Say what it is.', hint: 'For example: phone found in the room' }),
  when: when('When was it found?', { needed: 'Say on which day.', notAfterToday: true }),
  by: text('By whom?'),
})

function askPage({ seal, entered, params }: Here, errors: Errors, from: Entry | null): Shown {
  return view(
    'What was found',
    <div class="ts-narrow">
      <BackLink href={paths.child(params.child)}>Back to the record</BackLink>
      {asks.summary(errors)}
      <H1>What was found</H1>
      <Lede>
        {from === null
          ? 'Put in the text of a chat, a phone or a letter. Turnstone looks for phones, accounts and addresses in it, and you tick those that matter. Nothing is typed twice.'
          : `From “${titleOf(from)}” of ${dayInWords(from.from, from.fromAt)}. Turnstone looks for phones, accounts and addresses in it, and you tick those that matter.`}
      </Lede>
      <FormBox seal={seal} entered={entered} hidden={from === null ? {} : { from: from.fact }}>
        {asks.all(entered, errors)}
        <InsetText>If the child is in danger now, ring the police first.</InsetText>
        <Button preventDoubleClick>Look for phones and accounts</Button>
      </FormBox>
    </div>,
    { section: 'children', error: Object.keys(errors).length > 0 },
  )
}

const keyOf = ({ kind, handle }: Pick<Found, 'kind' | 'handle'>) => `${kind} ${handle}`

/** The second form: what to tick, and how they reached the child. */
const pickForm = (found: readonly Found[], known: ReadonlySet<string>) =>
  form({
    pick: several(
      'Which of them reached the child?',
      found.slice(0, mostOffered).map((one) => ({
        value: keyOf(one),
        text: `${labelOf(handleKind, one.kind)}: ${one.written}`,
        hint: [
          `${count(one.times, 'time')}.`,
          ...(known.has(keyOf(one)) ? ['In this child’s record already.'] : []),
          `“${one.lines[0] ?? ''}”`,
        ].join(' '),
      })),
      {
        hint: 'Each becomes an entry of its own, with the lines in which it stands, and is compared with other children',
      },
    ),
    channel: oneOf('How did they reach the child?', optionsOf(contactChannel)),
  })

function pickPage(
  visit: Here,
  answers: { text: string; title: string; by: string },
  found: readonly Found[],
  known: ReadonlySet<string>,
  errors: Errors = {},
): Shown {
  const { seal, entered, params } = visit
  const carried = Object.fromEntries(
    Object.keys(entered.values)
      .filter((name) => name === 'from' || name.startsWith('when-'))
      .map((name) => [name, first(entered, name)]),
  )
  const start = {
    ...entered,
    values: { ...entered.values, channel: entered.values['channel'] ?? ['on-phone'] },
  }
  return view(
    'What was found',
    <div class="ts-narrow">
      <BackLink href={paths.messages(params.child)}>Begin again</BackLink>
      {pickForm(found, known).summary(errors)}
      <H1>
        {found.length === 0
          ? 'Nothing to tick'
          : `${count(found.length, 'phone, account or address', 'phones, accounts and addresses')} found`}
      </H1>
      <Lede>
        {found.length === 0
          ? 'No phone, account or address was seen in the text. It can be kept all the same; a person or a place that is named in it is written down as “Somebody reached the child”.'
          : found.length > mostOffered
            ? `Nothing is saved yet. Those named most often are shown, ${mostOffered} of ${found.length}.`
            : 'Nothing is saved yet.'}
      </Lede>
      <FormBox
        seal={seal}
        entered={start}
        hidden={{ ...carried, text: answers.text, title: answers.title, by: answers.by, chosen: 'yes' }}
      >
        {found.length > 0 && pickForm(found, known).all(start, errors)}
        <Button preventDoubleClick>{found.length === 0 ? 'Keep the text' : 'Save'}</Button>
      </FormBox>
    </div>,
    { section: 'children', error: Object.keys(errors).length > 0 },
  )
}

/** An entry that an address names, whose words were written already: a note, an interview, what was learnt. */
function entryFrom(known: readonly Entry[], fact: string): (Entry & { words: string }) | null {
  const entry = isId(fact) ? known.find((one) => one.fact === fact) : undefined
  const words = entry === undefined ? null : wordsIn(entry)
  return entry === undefined || words === null ? null : { ...entry, words }
}

const messagesPage = page('/children/:child/messages', {
  needs: 'record an entry',
  show: async (visit) => {
    const known = await entriesOf(visit)
    if (known === null) return notFound
    const from = entryFrom(known, visit.query.get('from') ?? '')
    return askPage(
      {
        ...visit,
        entered: enter(
          from === null
            ? { ...whenEntered('when', visit.today, visit.now), by: visit.person.name }
            : {
                ...whenEntered('when', from.from ?? visit.today, from.fromAt),
                text: from.words,
                title: titleOf(from),
                by: from.sealed['by'] ?? visit.person.name,
              },
        ),
      },
      {},
      from,
    )
  },
  submit: async (visit) => {
    const known = await entriesOf(visit)
    if (known === null) return notFound
    const { entered, params, now } = visit
    const from = entryFrom(known, first(entered, 'from'))
    const read = asks.read(entered, now)
    if (!read.ok) return askPage(visit, read.problem, from)
    const { text: whole, title, when: at, by } = read.value
    const found = handlesIn(whole)
    const before = new Set(
      known.flatMap(({ kind, code, sealed }) =>
        kind === 'contact' ? [`${code} ${sealed['handle'] ?? ''}`] : [],
      ),
    )
    if (first(entered, 'chosen') !== 'yes') return pickPage(visit, { text: whole, title, by }, found, before)
    // The words of the entry are there already; what was added to them is kept beside it.
    const isNew = from === null || whole !== from.words.replaceAll('\r\n', '\n').trim()
    const picked = pickForm(found, before).read(entered, now)
    const { pick, channel } = picked.ok ? picked.value : { pick: [], channel: '' }
    const source = await formSource(visit.db, visit.site.council.id)
    if (!isNew && pick.length === 0)
      return pickPage(visit, { text: whole, title, by }, found, before, {
        pick: 'Tick what reached the child, or go back: nothing new is in the text, so there is nothing to save.',
      })
    const kept = isNew ? newId() : from.fact
    const add = (fact: Id, about: Id | null, said: Extract<Change, { does: 'add' }>['said']): Change => ({
      does: 'add',
      child: params.child,
      fact,
      about,
      said,
      source,
    })
    const contacts = found
      .filter((one) => pick.includes(keyOf(one)))
      .flatMap(({ kind, written, lines }) => {
        const said = contactSaid({
          kind,
          written,
          on: at.day,
          at: at.at,
          channel,
          words: lines.join('\n'),
          by: by === '' ? title : `${title}, ${by}`,
        })
        return said.ok ? [add(newId(), kept, said.value)] : []
      })
    return save(
      visit,
      [
        ...(isNew
          ? [
              add(
                kept,
                from?.fact ?? null,
                moment('messages', '', at.day, at.at, { sealed: { title, text: whole, by } }),
              ),
            ]
          : []),
        ...contacts,
      ],
      contacts.length === 0 ? 'recorded' : 'contacts',
      (errors) => askPage(visit, errors, from),
    )
  },
})

const wholePage = page('/children/:child/messages/:fact', {
  needs: 'open a child',
  show: async (visit) => {
    const known = await entriesOf(visit)
    const entry = known?.find((one) => one.kind === 'messages' && one.fact === visit.params.fact)
    if (known === null || entry === undefined) return notFound
    const made = known.filter((one) => one.kind === 'contact' && one.about === entry.fact)
    return view(
      'What was found',
      <div class="ts-paper">
        <BackLink href={paths.child(visit.params.child)}>Back to the record</BackLink>
        <H1 caption={dayInWords(entry.from, entry.fromAt)}>{entry.sealed['title'] ?? 'What was found'}</H1>
        {made.length > 0 && (
          <p class="govuk-body">
            Written down from it: {made.map((one) => one.sealed['written'] ?? '').join(', ')}.
          </p>
        )}
        <pre class="ts-found" dir="auto" tabIndex={0}>
          {entry.sealed['text'] ?? ''}
        </pre>
      </div>,
      { section: 'children' },
    )
  },
})

export const messagesPages = [messagesPage, wholePage]
