import { inWords } from '../../plain/index.ts'
import { coursesOf, isOver, nameOfCouncil, partners, propose, whyNotWith } from '../../schemes/index.ts'
import { councils, inventedCouncils, transferClocks } from '../../standard/index.ts'
import { canonical, entered as enter, first } from '../entered.ts'
import { choice, longText, oneOf, text } from '../field.tsx'
import { type Errors, form, FormBox } from '../form.tsx'
import { BackLink, Button, Details, InsetText } from '../govuk/index.ts'
import { goTo, notFound, page, type Shown, view, type Visit } from '../page.tsx'
import { H1, Lede, StackTable } from '../parts/small.tsx'
import { holidaysHere } from '../parts/transfers.ts'
import { dueInWords, stateInWords } from '../parts/transfer-words.ts'
import { paths } from '../paths.ts'
import { entriesOf } from './record.tsx'
import { actProblemInWords } from './transfer-problem.ts'

async function listPage(visit: Visit<'/children/:child/transfers', 'transfer a child'>): Promise<Shown> {
  const entries = await entriesOf(visit)
  if (entries === null) return notFound
  const { params, now, site } = visit
  const courses = coursesOf(entries, holidaysHere(site))
  return view(
    'Transfers of a child',
    <>
      <BackLink href={paths.child(params.child)}>Back to the record</BackLink>
      <H1>Transfers</H1>
      {courses.length === 0 ? (
        <InsetText>This child was in no transfer that Turnstone knows of.</InsetText>
      ) : (
        <StackTable
          caption="Newest first"
          head={[{ text: 'Proposed on' }, { text: 'Between' }, { text: 'How far' }, { text: 'By when' }]}
          rows={courses.map((one) => [
            <a href={paths.transfer(params.child, one.transfer)}>{inWords(one.proposedOn)}</a>,
            one.role === 'sending' ? `To ${nameOfCouncil(one.with)}` : `From ${nameOfCouncil(one.with)}`,
            stateInWords(one),
            isOver(one.state) ? 'Over' : dueInWords(one, now),
          ])}
        />
      )}
      {courses.every((one) => isOver(one.state)) && (
        <p class="govuk-body">
          <a href={paths.newTransfer(params.child)}>Propose a transfer</a>
        </p>
      )}
    </>,
    { section: 'children' },
  )
}

const asks = (own: string, today: string) =>
  form({
    with: oneOf(
      'Which council?',
      [...inventedCouncils, ...councils]
        .filter(({ code, to }) => code !== own && to === '')
        .map(({ code, name }) => ({ value: code, text: name }))
        .sort((a, b) => (a.text < b.text ? -1 : 1)),
      { needed: 'Choose the council.' },
    ),
    role: choice(
      'Who takes the child over?',
      [
        { value: 'sending', text: 'They do: we ask them' },
        {
          value: 'receiving',
          text: 'We do: they asked us, by letter or on the phone',
          hint: 'What they send as a package is read under Transfers, not written down here',
        },
      ],
      { needed: 'Say who takes the child over.' },
    ),
    way: choice(
      'How do the two councils tell each other?',
      [
        {
          value: 'package',
          text: 'By sealed packages, between two Turnstones',
          hint: 'Their card must be kept here. Only they can open what is sent',
        },
        {
          value: 'hand',
          text: 'By whatever way is agreed, written down here by hand',
          hint: 'For a council without Turnstone: the record is saved as a paper, and what they answer is typed in',
        },
      ],
      { needed: 'Say how the councils tell each other.' },
    ),
    days: choice(
      'Within how many working days is the child to be moved?',
      transferClocks
        .filter(({ from }) => from <= today)
        .map(({ workingDays, label, authority }) => ({
          value: String(workingDays),
          text: label,
          hint: authority,
        })),
      { needed: 'Choose the time.' },
    ),
    by: text('By hand: who asked, and how?', { hint: 'Name, and by letter, on the phone or in a meeting' }),
    words: longText('Why, and what must they know at once?', {
      rows: 4,
      hint: 'What the child wishes, who was asked, what is urgent. It is sent with the proposal',
    }),
  })

type New = Visit<'/children/:child/transfers/new', 'transfer a child'>

async function newPage(visit: New, errors: Errors): Promise<Shown> {
  const entries = await entriesOf(visit)
  if (entries === null) return notFound
  const { site, params, seal, entered, today, permit } = visit
  const open = coursesOf(entries, holidaysHere(site)).find((one) => !isOver(one.state))
  if (open !== undefined) return goTo(paths.transfer(params.child, open.transfer))
  const questions = asks(site.council.code, today)
  const known = await partners(site.register, permit)
  return view(
    'Propose a transfer',
    <div class="ts-narrow">
      <BackLink href={paths.childTransfers(params.child)}>Transfers</BackLink>
      {questions.summary(errors)}
      <H1>Propose a transfer</H1>
      <Lede>
        The child stays ours until the other council has acknowledged that the child was handed over.{' '}
        {known.length === 0
          ? 'No card of another council is kept here.'
          : `Packages can go to ${known.map((one) => one.name).join(', ')}.`}
      </Lede>
      <FormBox seal={seal} entered={entered} draft>
        {questions.all(
          Object.keys(entered.values).length === 0
            ? enter({ role: 'sending', way: known.length === 0 ? 'hand' : 'package' })
            : entered,
          errors,
        )}
        <Button preventDoubleClick>Propose the transfer</Button>
      </FormBox>
      <Details summary="What the other council is sent">
        <p class="govuk-body">
          With the proposal: who the child is, arrival, family, trafficking, and everything about being
          missing. With the hand-over: notes, contacts and the safety plan too. Never the address of the
          placement, photos or documents. What somebody wrote into a note or a finding goes as it is written.
        </p>
        <p class="govuk-body">
          A council that looks after fewer than 0.1 % of the children of its area may not refer a child to the
          scheme; one at or above it is not directed to accept one (direction under section 72(3)). Where your
          council stands is on the page Claims.
        </p>
      </Details>
    </div>,
    { section: 'children', error: Object.keys(errors).length > 0 },
  )
}

const add = page('/children/:child/transfers/new', {
  needs: 'transfer a child',
  show: (visit) => newPage(visit, {}),
  submit: async (visit) => {
    const { site, db, permit, vault, params, entered, now, today } = visit
    const read = asks(site.council.code, today).read(entered, now)
    if (!read.ok) return newPage(visit, read.problem)
    const { with: other, role, way, days, by, words } = read.value
    if (way === 'package') {
      const why = whyNotWith(site.keys, other)
      if (why !== null) return newPage(visit, { with: why })
      if (role === 'receiving')
        return newPage(visit, { way: 'What they propose by package is read under Transfers.' })
    }
    if (role === 'receiving' && by === '') return newPage(visit, { by: 'Say who asked, and how.' })
    const key = first(entered, 'once')
    const done = await propose(
      {
        db,
        register: site.register,
        keys: site.keys,
        vault,
        permit,
        child: params.child,
        nation: holidaysHere(site),
        now,
        ...(key === '' ? {} : { once: { key, body: canonical(entered) } }),
      },
      { with: other, role, way, workingDays: Number(days), words, by },
    )
    if (done.ok) return goTo(paths.transferAfter(params.child, done.value, 'proposed'))
    if (done.problem === 'not there') return notFound
    const says = actProblemInWords(done.problem, other)
    return newPage(visit, done.problem === 'no card' ? { way: says } : { '': says })
  },
})

export const childTransferPages = [
  page('/children/:child/transfers', { needs: 'transfer a child', show: listPage }),
  add,
]
