import { createHash } from 'node:crypto'
import { ask, askedOf, type Own, teams, useAgreement } from '../../access/index.ts'
import { newId } from '../../database/index.ts'
import { isId } from '../../plain/index.ts'
import { holdsName } from '../../pursuit/index.ts'
import { type Entry, formSource, moment, openRecord, record, stateOf } from '../../register/index.ts'
import { disclosureBasis, disclosureField } from '../../standard/index.ts'
import { first } from '../entered.ts'
import { longText, oneOf, optionsOf, several, text } from '../field.tsx'
import { type Errors, form, FormBox } from '../form.tsx'
import { BackLink, Button, WarningText } from '../govuk/index.ts'
import { goTo, notFound, page, type Shown, view, type Visit } from '../page.tsx'
import { type Part, Parts, type Wanted, wantedOf } from '../parts/disclosure.tsx'
import { DraftLine, H1, Lede } from '../parts/small.tsx'
import { toldOutside } from '../parts/told-outside.ts'
import { paths } from '../paths.ts'
import { entriesOf, problemInWords } from './record.tsx'

/** Telling somebody outside: one person asks, a second agrees, and then exactly that is told and written down. */

type Asking = Visit<'/children/:child/disclosures/new', 'tell somebody outside'>
type Giving = Visit<'/children/:child/disclosures/give', 'tell somebody outside'>

const action = 'tell somebody outside'

const asks = form({
  recipient: text('Who asks?', {
    needed: 'Say which organisation asks.',
    hint: 'The organisation: Kent Police, a court, a children’s service',
  }),
  person: text('Which person there?', {
    needed: 'Say who asks.',
    hint: 'Name, rank or post, number',
  }),
  checked: text('How do you know that it is they?', {
    needed: 'Say how you know: those who hunt a child ring up too.',
    hint: 'For example: rang back through the switchboard',
  }),
  basis: oneOf('On what legal basis?', optionsOf(disclosureBasis), { needed: 'Choose the legal basis.' }),
  purpose: longText('What do they need it for?', {
    needed: 'Say what they need it for: whoever agrees must see why.',
    hint: 'Do not name the child here',
    rows: 3,
  }),
  fields: several('What exactly is told?', optionsOf(disclosureField), {
    hint: 'Only what they need. The address is in none of these',
  }),
})

/** What is asked, in the words that the second person reads: sealed, and without the child’s name. */
const inOneText = (answers: { recipient: string; person: string; checked: string; purpose: string }) =>
  JSON.stringify(answers)

/** Asked only after something looked like the child’s name: some names are words too. */
const isAWord = form({
  kept: several('Is it the child’s name?', [
    { value: 'yes', text: 'No, it is another word: send it as it is' },
  ]),
})

const askForm = ({ seal, entered, params }: Asking, errors: Errors, named = false): Shown =>
  view(
    'Somebody asks about this child',
    <div class="ts-narrow">
      <BackLink href={paths.disclosures(params.child)}>What was told outside</BackLink>
      {asks.summary(errors)}
      <H1>Somebody asks about this child</H1>
      <Lede>
        Write down who asks and what exactly is to be told. A second person agrees before anything is shown to
        be given out. Of a child who is missing now, use the police report on the record: it does not wait.
      </Lede>
      <FormBox seal={seal} entered={entered} draft>
        <DraftLine />
        {asks.all(entered, errors)}
        {named && isAWord.all(entered, {})}
        <Button preventDoubleClick>Ask a second person</Button>
      </FormBox>
    </div>,
    { section: 'children', error: Object.keys(errors).length > 0 },
  )

/** Whether the newest decision on publicity lets a photo go to whoever asks. */
function photoMayGo(known: readonly Entry[], recipient: string): boolean {
  const newest = known
    .filter((entry) => entry.kind === 'publicity')
    .sort((a, b) => ((a.fromAt ?? a.from ?? '') < (b.fromAt ?? b.from ?? '') ? 1 : -1))[0]
  return newest?.code === 'with-photo' || (newest?.code === 'photo-to-police' && /police/i.test(recipient))
}

const askPage = page('/children/:child/disclosures/new', {
  needs: 'tell somebody outside',
  show: async (visit) => ((await entriesOf(visit)) === null ? notFound : askForm(visit, {})),
  submit: async (visit) => {
    const known = await entriesOf(visit)
    if (known === null) return notFound
    const { site, person, params, entered, now, today } = visit
    const read = asks.read(entered, now)
    if (!read.ok) return askForm(visit, read.problem)
    const { fields, basis, ...answers } = read.value
    if (fields.length === 0) return askForm(visit, { fields: 'Tick what is to be told.' })
    if (fields.includes('photo') && !photoMayGo(known, answers.recipient))
      return askForm(visit, {
        fields:
          'No photo leaves without a decision, and none lets one go to whoever asks here. While a child is missing it is written down under “Add news”; otherwise take the photo out.',
      })
    const state = stateOf(known, today)
    const named = (['recipient', 'person', 'checked', 'purpose'] as const).find((name) =>
      [state.name, ...state.name.split(' '), ...state.otherNames].some(
        (one) => one.length > 2 && holdsName(answers[name], one),
      ),
    )
    if (named !== undefined && first(entered, 'kept') !== 'yes')
      return askForm(
        visit,
        {
          [named]:
            'This looks like the child’s name, and whoever agrees decides without it. Take it out, or tick the box below if it is another word.',
        },
        true,
      )
    // The same form sent twice asks once.
    const before = await askedOf(site.register, site.keys, person, action, params.child)
    if (
      before.some(
        (one) =>
          one.decision === null &&
          one.words === inOneText(answers) &&
          one.details['basis'] === basis &&
          one.details['fields'] === fields.join(','),
      )
    )
      return goTo(paths.disclosuresAfter(params.child, 'asked'))
    const done = await ask(site.register, site.keys, person, {
      action,
      subject: params.child,
      details: { basis, fields: fields.join(',') },
      words: inOneText(answers),
    })
    return done.ok
      ? goTo(paths.disclosuresAfter(params.child, 'asked'))
      : askForm(visit, { '': done.problem.problem })
  },
})

const givePage = page('/children/:child/disclosures/give', {
  needs: 'tell somebody outside',
  show: ({ params }) => goTo(paths.disclosures(params.child)),
  submit: async (visit) => {
    const { site, db, permit, vault, person, params, entered, now, today } = visit
    const opened = await openRecord(db, permit, vault, params.child)
    const known = opened === null ? null : await entriesOf(visit)
    if (opened === null || known === null) return notFound
    const id = first(entered, 'asked')
    const asked = (await askedOf(site.register, site.keys, person, action, params.child)).find(
      (one) => one.id === id && one.decision === 'agreed',
    )
    if (asked === undefined || !isId(id))
      return known.some((one) => one.kind === 'disclosure' && one.sealed['asked'] === id)
        ? goTo(paths.disclosuresAfter(params.child, 'told'))
        : gone(visit)
    const wanted = wantedOf(asked)
    // The decision may have been taken back since it was asked.
    if (wanted.fields.includes('photo') && !photoMayGo(known, wanted.recipient)) return gone(visit)
    const team = (await teams(db, site.council.id)).find((one) => one.id === opened.team)?.name ?? null
    const parts = [
      {
        title: 'Their name for the child',
        lines: [
          `${vault.pseudonym(wanted.recipient, params.child)}, at ${wanted.recipient} and nowhere else`,
        ],
      },
      ...toldOutside(wanted.fields, known, stateOf(known, today), { team, today }),
    ]
    const seen = createHash('sha256').update(JSON.stringify(parts)).digest('hex')
    // What is told is what was read: where the record changed meanwhile, it is shown again first.
    if (first(entered, 'give') !== seen) return previewPage(visit, asked, wanted, parts, seen)
    // Used before anything is told: where the rest fails, somebody asks again.
    if (!(await useAgreement(site.register, person, id))) return gone(visit)
    const done = await record(db, {
      permit,
      vault,
      changes: [
        {
          does: 'add',
          child: params.child,
          fact: newId(),
          about: null,
          source: await formSource(db, site.council.id),
          said: moment('disclosure', wanted.basis, today, now, {
            sealed: {
              recipient: `${wanted.recipient}, ${wanted.person}`,
              checked: wanted.checked,
              purpose: wanted.purpose,
              fields: wanted.fields.join(','),
              agreed: `Asked by ${person.name}, agreed to by ${asked.decidedBy ?? 'somebody'}`,
              told: JSON.stringify(parts),
              asked: id,
            },
          }),
        },
      ],
    })
    return done.ok
      ? goTo(paths.disclosuresAfter(params.child, 'told'))
      : view('Not written down', <WarningText>{problemInWords(done.problem)}</WarningText>, { error: true })
  },
})

const gone = ({ params }: Giving): Shown =>
  view(
    'Not agreed to',
    <>
      <BackLink href={paths.disclosures(params.child)}>What was told outside</BackLink>
      <H1>Nothing is told</H1>
      <Lede>
        There is no agreement for this any more: it was used, is older than a day, or was not given. Ask
        again.
      </Lede>
    </>,
    { section: 'children', error: true },
  )

const previewPage = (
  { seal, params }: Giving,
  asked: Own,
  wanted: Wanted,
  parts: readonly Part[],
  seen: string,
): Shown =>
  view(
    'What would be told',
    <div class="ts-paper">
      <BackLink href={paths.disclosures(params.child)}>What was told outside</BackLink>
      <H1 caption={`To ${wanted.recipient}, ${wanted.person}`}>What would be told</H1>
      <Lede>Exactly this, and nothing else. {asked.decidedBy ?? 'Somebody'} agreed to these fields.</Lede>
      <Parts parts={parts} />
      <FormBox seal={seal} action={paths.giveOut(params.child)} hidden={{ asked: asked.id, give: seen }}>
        <Button preventDoubleClick>Write down that it is told</Button>
      </FormBox>
    </div>,
    { section: 'children' },
  )

export const disclosePages = [askPage, givePage]
