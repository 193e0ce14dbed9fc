import { newId } from '../../database/index.ts'
import { type HandleKind, handleOf } from '../../pursuit/index.ts'
import { formSource, moment } from '../../register/index.ts'
import { handleKind } from '../../standard/index.ts'
import { when, whenEntered } from '../date-field.tsx'
import { entered as enter } from '../entered.ts'
import { choice, longText, text } from '../field.tsx'
import { type Errors, form } from '../form.tsx'
import { notFound, page } from '../page.tsx'
import { childForm, entriesOf, save } from './record.tsx'

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
  words: longText('What was said?', { rows: 4, hint: 'In the child’s words where you can' }),
  threat: longText('Did they threaten anybody? Whom, with what?', {
    rows: 2,
    hint: 'For example: the family, and where it lives',
  }),
  debt: longText('Is there a debt? How much, to whom, by when?', { rows: 2 }),
  demand: longText('Did they promise, give or demand anything? Work, money, a phone?', { rows: 2 }),
  by: text('Who says so?', { hint: 'The child, a carer, a found phone' }),
})

const words = {
  title: 'Somebody reached the child',
  lede: 'Traffickers follow children into care by phone and account, and call debts in. One account may stand behind children in several homes: written down here, it is seen.',
  button: 'Save',
  note: 'If the child is in danger now, ring the police first.',
}

const contactPage = page('/children/:child/contact', {
  needs: 'record an entry',
  show: async (visit) =>
    (await entriesOf(visit)) === null
      ? notFound
      : childForm({ ...visit, entered: enter(whenEntered('when', visit.today, visit.now)) }, asks, {}, words),
  submit: async (visit) => {
    if ((await entriesOf(visit)) === null) return notFound
    const again = (errors: Errors) => childForm(visit, asks, errors, words)
    const read = asks.read(visit.entered, visit.now)
    if (!read.ok) return again(read.problem)
    const { code, handle: written, when: at, threat, debt, ...rest } = read.value
    const handle = handleOf(code, written)
    if (!handle.ok) return again({ handle: handle.problem })
    const source = await formSource(visit.db, visit.site.council.id)
    const contact = moment('contact', code, at.day, at.at, {
      // What raises the risk is counted; what was said is sealed.
      attributes: { threat: threat === '' ? null : true, debt: debt === '' ? null : true },
      sealed: { handle: handle.value, written, threat, debt, ...rest },
    })
    return save(
      visit,
      [{ does: 'add', child: visit.params.child, fact: newId(), about: null, said: contact, source }],
      'recorded',
      again,
    )
  },
})

export const contactPages = [contactPage]
