import { newId } from '../../database/index.ts'
import { contactDetailsIn } from '../../plain/index.ts'
import { formSource, moment } from '../../register/index.ts'
import { date, dateEntered } from '../date-field.tsx'
import { entered as enter } from '../entered.ts'
import { longText, several } from '../field.tsx'
import { type Errors, form } from '../form.tsx'
import { notFound, page } from '../page.tsx'
import { childForm, entriesOf, save } from './record.tsx'

const questions = {
  text: longText('What do you want to write down?', {
    needed: 'Write the note.',
    rows: 8,
    hint: 'Facts, who said them, and what the child said. Addresses and phone numbers do not belong in a note.',
  }),
  on: date('When was it?', { needed: 'Say when it was.', notAfterToday: true }),
}

const noteForm = form(questions)

/** Asked only after something in the note looked like an address or a phone number. */
const warnedForm = form({
  ...questions,
  kept: several('This note has what looks like an address or a phone number', [
    { value: 'yes', text: 'It is neither, or it is meant to stand here: save the note as it is' },
  ]),
})

/** What to say of a note that holds what belongs in a protected field; null where it holds none. */
function warning(text: string): string | null {
  const { postcodes, phones } = contactDetailsIn(text)
  const found = [...postcodes.map((one) => `postcode ${one}`), ...phones.map((one) => `phone number ${one}`)]
  return found.length === 0
    ? null
    : `This looks like a ${found.join(' and a ')}. Whoever reads the note reads it too: put an address into the placement, where it is protected, and take it out here. Or tick the box below.`
}

const notePage = page('/children/:child/note', {
  needs: 'write a note',
  show: async (visit) => {
    if ((await entriesOf(visit)) === null) return notFound
    return childForm({ ...visit, entered: enter(dateEntered('on', visit.today)) }, noteForm, {}, noteWords)
  },
  submit: async (visit) => {
    if ((await entriesOf(visit)) === null) return notFound
    const warned = warning(visit.entered.values['text']?.[0] ?? '')
    const asks = warned === null ? noteForm : warnedForm
    const again = (errors: Errors) => childForm(visit, asks, errors, noteWords)
    const read = warnedForm.read(visit.entered, visit.now)
    if (!read.ok) return again(read.problem)
    if (warned !== null && !read.value.kept.includes('yes')) return again({ text: warned })
    const source = await formSource(visit.db, visit.site.council.id)
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

export const notePages = [notePage]
