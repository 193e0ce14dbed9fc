import { newId } from '../../database/index.ts'
import type { PlainDate } from '../../plain/index.ts'
import { type Change, type Entry, formSource, said, type Said } from '../../register/index.ts'
import { ageState, type CodeList, legalStatus, relativeWhere } from '../../standard/index.ts'
import { date, dateEntered } from '../date-field.tsx'
import { entered as enter } from '../entered.ts'
import { longText, oneOf, text } from '../field.tsx'
import { type Errors, form } from '../form.tsx'
import { goTo, notFound, page, type Shown, type Visit } from '../page.tsx'
import { paths } from '../paths.ts'
import { childForm, entriesOf, save } from './record.tsx'

const optionsOf = (list: CodeList) => list.codes.map((one) => ({ value: one.code, text: one.label }))

/** Facts around a child that have a form of one shape: what, since when, in words. */
const facts = {
  age: {
    title: 'Age',
    button: 'Save',
    note: 'A child whose age is disputed or before the court is treated as a child until it is decided (Modern Slavery Act 2015, section 51). The state before ends when this one begins.',
    asks: form({
      code: oneOf('How is the age known?', optionsOf(ageState), { needed: 'Choose how the age is known.' }),
      from: date('Since which day?', { needed: 'Say since which day.', notAfterToday: true }),
      words: longText('Who says or decided it, and what did they say?', {
        needed: 'Say who says or decided it.',
        rows: 3,
      }),
    }),
    said: (answers) => said('age', answers['code'] ?? '', { sealed: { words: answers['words'] ?? '' } }),
    endsBefore: true,
  },
  'legal-status': {
    title: 'Legal status',
    button: 'Save',
    note: 'The legal status before ends when this one begins.',
    asks: form({
      code: oneOf('Which legal status?', optionsOf(legalStatus), { needed: 'Choose the legal status.' }),
      from: date('Since which day?', { needed: 'Say since which day.', notAfterToday: true }),
    }),
    said: (answers) => said('legal-status', answers['code'] ?? ''),
    endsBefore: true,
  },
  family: {
    title: 'Somebody of the family',
    button: 'Save',
    note: 'Who is threatened through whom, and who may be asked: traffickers name a brother who was left behind.',
    asks: form({
      code: oneOf('Where are they?', optionsOf(relativeWhere), { needed: 'Say where they are.' }),
      who: text('Who is it?', { needed: 'Say who it is.', hint: 'For example: brother, 9, named Sami' }),
      where: text('Where exactly, as far as known?'),
      from: date('Known since?', { needed: 'Say since when it is known.', notAfterToday: true }),
      words: longText('Contact with the child; may they be rung?', { rows: 2 }),
    }),
    said: (answers) =>
      said('relative', answers['code'] ?? '', {
        sealed: { by: answers['who'] ?? '', where: answers['where'] ?? '', words: answers['words'] ?? '' },
      }),
    endsBefore: false,
  },
  task: {
    title: 'Something to do',
    button: 'Save',
    note: 'It stands on the record until somebody says that it is done.',
    asks: form({
      words: longText('What is to be done?', { needed: 'Say what is to be done.', rows: 2 }),
      owner: text('By whom?', { needed: 'Say who does it.' }),
      from: date('By which day?', { needed: 'Say by which day.' }),
    }),
    said: (answers, on, today) =>
      said('task', 'other', {
        from: today,
        attributes: { due: on },
        sealed: { words: answers['words'] ?? '', owner: answers['owner'] ?? '' },
      }),
    endsBefore: false,
  },
} as const satisfies Record<
  string,
  {
    title: string
    button: string
    note: string
    asks: ReturnType<typeof form>
    said: (answers: Record<string, string>, on: PlainDate, today: PlainDate) => Said
    endsBefore: boolean
  }
>
type Fact = keyof typeof facts
const isFact = (name: string): name is Fact => Object.hasOwn(facts, name)

type Here = Visit<'/children/:child/facts/:what', 'record an entry'>

const shown = (visit: Here, what: Fact, errors: Errors): Shown =>
  childForm(visit, facts[what].asks, errors, facts[what])

/** The spell of this kind that is open when a new one begins ends then: a child has one at a time. */
function endsBefore(known: readonly Entry[], fresh: Said, source: number): Change[] {
  const before = known.find(
    (entry) => entry.kind === fresh.kind && entry.until === null && (entry.from ?? '') <= (fresh.from ?? ''),
  )
  return before === undefined
    ? []
    : [
        {
          does: 'supersede',
          child: before.child,
          fact: before.fact,
          about: before.about,
          entry: before.id,
          source,
          said: { ...before, until: fresh.from, untilAt: null },
        },
      ]
}

const factPage = page('/children/:child/facts/:what', {
  needs: 'record an entry',
  show: async (visit) => {
    const { what } = visit.params
    if (!isFact(what) || (await entriesOf(visit)) === null) return notFound
    return shown({ ...visit, entered: enter(dateEntered('from', visit.today)) }, what, {})
  },
  submit: async (visit) => {
    const { what, child } = visit.params
    if (!isFact(what)) return notFound
    const known = await entriesOf(visit)
    if (known === null) return notFound
    const again = (errors: Errors) => shown(visit, what, errors)
    const read = facts[what].asks.read(visit.entered, visit.now)
    if (!read.ok) return again(read.problem)
    const { from, ...answers } = read.value
    if (from === null) return again({ from: 'Say on which day.' })
    const made = facts[what].said(answers, from, visit.today)
    const fresh: Said = what === 'task' ? made : { ...made, from }
    const source = await formSource(visit.db, visit.site.council.id)
    const add: Change = { does: 'add', child, fact: newId(), about: null, said: fresh, source }
    return save(
      visit,
      [...(facts[what].endsBefore ? endsBefore(known, fresh, source) : []), add],
      'recorded',
      again,
    )
  },
})

/** Done: the task ends today, and stays in the chronology. */
const donePage = page('/children/:child/tasks/:fact/done', {
  needs: 'record an entry',
  show: async (visit) =>
    (await entriesOf(visit))?.some((entry) => entry.fact === visit.params.fact) === true
      ? goTo(paths.child(visit.params.child))
      : notFound,
  submit: async (visit) => {
    const { child, fact } = visit.params
    const task = (await entriesOf(visit))?.find((entry) => entry.fact === fact)
    if (task === undefined) return notFound
    if (task.kind !== 'task' || task.until !== null) return goTo(paths.child(child))
    const source = await formSource(visit.db, visit.site.council.id)
    const done: Change = {
      does: 'supersede',
      child,
      fact,
      about: task.about,
      entry: task.id,
      source,
      said: { ...task, until: visit.today, untilAt: null },
    }
    return save(visit, [done], 'done', () => goTo(paths.child(child)))
  },
})

export const factPages = [factPage, donePage]
