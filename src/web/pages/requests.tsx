import { mostCharacters, receive, requests, stages } from '../../figures/index.ts'
import { inWords } from '../../plain/index.ts'
import { councilByCode } from '../../standard/index.ts'
import { date, dateEntered } from '../date-field.tsx'
import { entered as enter } from '../entered.ts'
import { choice, longText } from '../field.tsx'
import { type Errors, form, FormBox } from '../form.tsx'
import { BackLink, Button, InsetText } from '../govuk/index.ts'
import { goTo, page, type Shown, view, type Visit } from '../page.tsx'
import { dueInWords } from '../parts/request-words.ts'
import { H1, Lede, StackTable } from '../parts/small.tsx'
import { paths } from '../paths.ts'

const list = page('/requests', {
  needs: 'answer a request',
  show: async ({ site, permit, today }) => {
    const all = await requests(site.register, permit, site.keys)
    return view(
      'Requests',
      <>
        <H1>Requests for information</H1>
        <Lede>What was asked, how it was read, and what was answered. What is due first comes first.</Lede>
        <p class="govuk-body">
          <a href={paths.newRequest}>A request has come in</a>
        </p>
        <p class="govuk-body">
          <a href={paths.givenOut}>What was given out</a>
        </p>
        {all.length === 0 ? (
          <InsetText>No request has been written down yet.</InsetText>
        ) : (
          <StackTable
            caption="Requests"
            captionHidden
            head={[{ text: 'Received' }, { text: 'From' }, { text: 'Answer by' }, { text: 'How far' }]}
            rows={all.map((one) => [
              <a href={paths.request(one.id)}>{inWords(one.received.receivedOn)}</a>,
              one.received.from.split('\n')[0],
              one.stage === 'closed' || one.stage === 'released' ? '' : dueInWords(one.due, today),
              stages[one.stage],
            ])}
          />
        )}
      </>,
      { section: 'questions' },
    )
  },
})

const asks = form({
  text: longText('What was asked?', {
    needed: 'Paste or type the request.',
    hint: `As it came in, at most ${mostCharacters.toLocaleString('en-GB')} characters. Sealed`,
    rows: 14,
    most: mostCharacters,
  }),
  from: longText('Who asked, and where does the answer go?', {
    needed: 'Say who asked.',
    hint: 'Name, organisation, address. Sealed',
    rows: 3,
  }),
  receivedOn: date('On which day did it come in?', {
    needed: 'Say on which day it came in.',
    notAfterToday: true,
    hint: 'Also where that is a Saturday or a holiday',
  }),
  law: choice(
    'Under which Act?',
    [
      { value: 'FOIA', text: 'Freedom of Information Act 2000', hint: 'England, Wales, Northern Ireland' },
      { value: 'FOISA', text: 'Freedom of Information (Scotland) Act 2002' },
    ],
    { needed: 'Say under which Act.' },
  ),
})

const newPage = ({ seal, entered }: Visit<'/requests/new', 'answer a request'>, errors: Errors): Shown =>
  view(
    'A request has come in',
    <div class="ts-narrow">
      <BackLink href={paths.requests}>Requests</BackLink>
      {asks.summary(errors)}
      <H1>A request has come in</H1>
      <FormBox seal={seal} entered={entered} draft>
        {asks.all(entered, errors)}
        <Button preventDoubleClick>Save, and read its parts</Button>
      </FormBox>
    </div>,
    { section: 'questions', error: Object.keys(errors).length > 0 },
  )

const receivePage = page('/requests/new', {
  needs: 'answer a request',
  show: (visit) =>
    newPage(
      {
        ...visit,
        entered: enter({
          ...dateEntered('receivedOn', visit.today),
          law: councilByCode(visit.site.council.code)?.nation === 'Scotland' ? 'FOISA' : 'FOIA',
        }),
      },
      {},
    ),
  submit: async (visit) => {
    const { site, permit, entered, now } = visit
    const read = asks.read(entered, now)
    if (!read.ok) return newPage(visit, read.problem)
    const { text: asked, from, receivedOn, law } = read.value
    if (receivedOn === null) return newPage(visit, { receivedOn: 'Say on which day it came in.' })
    const id = await receive(site.register, permit, site.keys, { text: asked, from, receivedOn, law })
    return goTo(paths.mapRequest(id))
  },
})

export const requestListPages = [list, receivePage]
