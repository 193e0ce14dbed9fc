import { newId } from '../../database/index.ts'
import { formSource, moment } from '../../register/index.ts'
import { date, dateEntered } from '../date-field.tsx'
import { entered as enter } from '../entered.ts'
import { longText } from '../field.tsx'
import { type Errors, form } from '../form.tsx'
import { notFound, page } from '../page.tsx'
import { childForm, entriesOf, save } from './record.tsx'

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
    if ((await entriesOf(visit)) === null) return notFound
    return childForm({ ...visit, entered: enter(dateEntered('on', visit.today)) }, noteForm, {}, noteWords)
  },
  submit: async (visit) => {
    if ((await entriesOf(visit)) === null) return notFound
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

export const notePages = [notePage]
