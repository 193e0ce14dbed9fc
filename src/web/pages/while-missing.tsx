import { newId } from '../../database/index.ts'
import { changeKind, changeWhileMissing } from '../../missing/index.ts'
import { addDays } from '../../plain/index.ts'
import { formSource } from '../../register/index.ts'
import { episodeEnd } from '../../standard/index.ts'
import { date, dateEntered, when, whenEntered } from '../date-field.tsx'
import { entered as enter } from '../entered.ts'
import { longText, oneOf, text } from '../field.tsx'
import { type Errors, form } from '../form.tsx'
import { goTo, notFound, page } from '../page.tsx'
import { paths } from '../paths.ts'
import { spellOf } from './news.tsx'
import { childForm, save } from './record.tsx'

const kindForm = form({
  when: when('Since when?', { needed: 'Say on which day.', notAfterToday: true }),
  words: longText('How do we know?', { needed: 'Say how we know.', rows: 3 }),
})

const kindWords = (code: string) =>
  code === 'A'
    ? {
        title: 'Away turns into missing',
        button: 'Save: missing from then',
        note: 'The child went once: one occurrence, with two rows in the return. Tell the police now if nobody has.',
      }
    : {
        title: 'Missing turns into away',
        button: 'Save: away from then',
        note: 'The child went once: one occurrence, with two rows in the return. Located or returned is written down on its own.',
      }

const kindPage = page('/children/:child/missing/:fact/kind', {
  needs: 'report missing',
  show: async (visit) => {
    const found = await spellOf(visit)
    if (found === null) return notFound
    if (found.spell.until !== null) return goTo(paths.child(visit.params.child))
    return childForm(
      { ...visit, entered: enter(whenEntered('when', visit.today, visit.now)) },
      kindForm,
      {},
      kindWords(found.spell.code),
    )
  },
  submit: async (visit) => {
    const found = await spellOf(visit)
    if (found === null) return notFound
    if (found.spell.until !== null) return goTo(paths.child(visit.params.child))
    const again = (errors: Errors) => childForm(visit, kindForm, errors, kindWords(found.spell.code))
    const read = kindForm.read(visit.entered, visit.now)
    if (!read.ok) return again(read.problem)
    const source = await formSource(visit.db, visit.site.council.id)
    const changes = changeKind(found.spell, read.value.when, read.value.words, {
      missing: newId(),
      source,
      now: visit.now,
    })
    return changes.ok
      ? save(visit, changes.value, found.spell.code === 'A' ? 'missing' : 'recorded', again)
      : again({ when: 'This is not after the child went. Put a later day, or the time as well.' })
  },
})

const changedForm = form({
  code: oneOf(
    'What changed?',
    episodeEnd.codes.map((one) => ({ value: one.code, text: one.label })),
    { needed: 'Say what changed.' },
  ),
  when: when('When?', { needed: 'Say on which day.', notAfterToday: true }),
  words: longText('Who decided, or how do we know?', { needed: 'Say who decided, or how we know.', rows: 3 }),
  owner: text('Who goes on looking for the child?', { hint: 'Nobody, if the child has died' }),
  review: date('When is the search reviewed?'),
})

const changedWords = {
  title: 'Something changed while the child is missing',
  button: 'Save',
  note: 'None of these is a finding: the child stays on the desk until located. Only a death ends the search.',
}

const changedPage = page('/children/:child/missing/:fact/changed', {
  needs: 'report missing',
  show: async (visit) =>
    (await spellOf(visit)) === null
      ? notFound
      : childForm(
          {
            ...visit,
            entered: enter({
              ...whenEntered('when', visit.today, null),
              ...dateEntered('review', addDays(visit.today, 42)),
              owner: visit.person.name,
            }),
          },
          changedForm,
          {},
          changedWords,
        ),
  submit: async (visit) => {
    const found = await spellOf(visit)
    if (found === null) return notFound
    const again = (errors: Errors) => childForm(visit, changedForm, errors, changedWords)
    const read = changedForm.read(visit.entered, visit.now)
    if (!read.ok) return again(read.problem)
    const { code, when: on, words, owner, review } = read.value
    if (code !== 'died' && owner === '') return again({ owner: 'Say who goes on looking for the child.' })
    if (code !== 'died' && review === null) return again({ review: 'Say when the search is reviewed.' })
    const source = await formSource(visit.db, visit.site.council.id)
    const changes = changeWhileMissing(
      found.spell,
      { code, when: on, words, review: review === null ? null : { day: review, owner } },
      { end: newId(), task: newId(), source },
    )
    return changes.ok
      ? save(visit, changes.value, 'recorded', again)
      : again({ when: 'This is before the child went missing. Check the day.' })
  },
})

export const whileMissingPages = [kindPage, changedPage]
