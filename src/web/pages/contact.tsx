import { newId } from '../../database/index.ts'
import { contactSaid, type HandleKind } from '../../pursuit/index.ts'
import { formSource } from '../../register/index.ts'
import { contactChannel, handleKind, threatenedWho } from '../../standard/index.ts'
import { date, when, whenEntered } from '../date-field.tsx'
import { entered as enter } from '../entered.ts'
import { choice, longText, oneOf, optionsOf, text } from '../field.tsx'
import { type Errors, form, FormBox } from '../form.tsx'
import { BackLink, Button, InsetText } from '../govuk/index.ts'
import { notFound, page, type Shown, view, type Visit } from '../page.tsx'
import { DraftLine, H1, Lede } from '../parts/small.tsx'
import { paths } from '../paths.ts'
import { entriesOf, save } from './record.tsx'

type Here = Visit<'/children/:child/contact', 'record an entry'>

const asks = form({
  code: choice(
    'By what did they reach the child?',
    handleKind.codes.map((one) => ({ value: one.code as HandleKind, text: one.label })),
    { needed: 'Say by what they reached the child.' },
  ),
  handle: text('The number, account, plate, address or name', {
    needed: 'Write it down as it was given.',
    hint: 'As the child said it, or as it stands on the phone. Sealed, and compared with those behind other children',
    most: 500,
  }),
  when: when('When was it?', { needed: 'Say on which day.', notAfterToday: true }),
  channel: oneOf('How?', optionsOf(contactChannel), {
    hint: 'Also who came to the placement, or was seen near it',
  }),
  words: longText('What was said or seen?', { rows: 4, hint: 'In the child’s words where you can' }),
  threatened: oneOf('Whom did they threaten?', optionsOf(threatenedWho), {
    hint: 'Leave empty if nobody',
  }),
  threat: longText('With what, and where is that person?', { rows: 2 }),
  amount: text('How much is owed?', { hint: 'With the currency: 20,000 euros, 500 million dong', width: 20 }),
  creditor: text('To whom?'),
  deadline: date('By which day?', { hint: 'Leave empty if no day was named' }),
  debt: longText('What was said of the debt?', { rows: 2 }),
  demand: longText('Did they promise, give or demand anything? Work, money, a phone?', { rows: 2 }),
  by: text('Who says so?', { hint: 'The child, a carer, a found phone' }),
})

function contactForm(
  { seal, entered, params }: Pick<Here, 'seal' | 'entered' | 'params'>,
  errors: Errors,
): Shown {
  const some = (...names: (keyof typeof asks.fields)[]) => asks.all(entered, errors, names)
  return view(
    'Somebody reached the child',
    <div class="ts-narrow">
      <BackLink href={paths.child(params.child)}>Back to the record</BackLink>
      {asks.summary(errors)}
      <H1>Somebody reached the child</H1>
      <Lede>
        Traffickers follow children into care by phone and account, and call debts in. One account may stand
        behind children in several homes: written down here, it is seen.
      </Lede>
      <p class="govuk-body">
        A whole chat, or several numbers? <a href={paths.messages(params.child)}>Put in what was found</a>,
        and tick what matters.
      </p>
      <FormBox seal={seal} entered={entered} draft>
        <DraftLine />
        {some('code', 'handle', 'when', 'channel', 'words')}
        <h2 class="ts-h2">A threat</h2>
        {some('threatened', 'threat')}
        <h2 class="ts-h2">A debt</h2>
        {some('amount', 'creditor', 'deadline', 'debt')}
        <h2 class="ts-h2">Anything else</h2>
        {some('demand', 'by')}
        <InsetText>If the child is in danger now, ring the police first.</InsetText>
        <Button preventDoubleClick>Save</Button>
      </FormBox>
    </div>,
    { section: 'children', error: Object.keys(errors).length > 0 },
  )
}

const contactPage = page('/children/:child/contact', {
  needs: 'record an entry',
  show: async (visit) =>
    (await entriesOf(visit)) === null
      ? notFound
      : contactForm({ ...visit, entered: enter(whenEntered('when', visit.today, visit.now)) }, {}),
  submit: async (visit) => {
    if ((await entriesOf(visit)) === null) return notFound
    const again = (errors: Errors) => contactForm(visit, errors)
    const read = asks.read(visit.entered, visit.now)
    if (!read.ok) return again(read.problem)
    const { code: kind, handle: written, when: at, ...rest } = read.value
    const said = contactSaid({ kind, written, on: at.day, at: at.at, ...rest })
    if (!said.ok) return again({ handle: said.problem })
    const source = await formSource(visit.db, visit.site.council.id)
    return save(
      visit,
      [{ does: 'add', child: visit.params.child, fact: newId(), about: null, said: said.value, source }],
      'recorded',
      again,
    )
  },
})

export const contactPages = [contactPage]
