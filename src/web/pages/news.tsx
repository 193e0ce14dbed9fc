import { newId } from '../../database/index.ts'
import type { Id } from '../../plain/index.ts'
import { risksOf } from '../../pursuit/index.ts'
import { type Entry, formSource, moment, type Said } from '../../register/index.ts'
import { meetingKind, publicityDecision, riskGrade, sightingKind, whoIsTold } from '../../standard/index.ts'
import { type When, when, whenEntered } from '../date-field.tsx'
import { entered as enter } from '../entered.ts'
import { longText, oneOf, optionsOf, text } from '../field.tsx'
import { type Errors, form } from '../form.tsx'
import { BackLink } from '../govuk/index.ts'
import { notFound, page, type Shown, view, type Visit } from '../page.tsx'
import { H1, Lede } from '../parts/small.tsx'
import { paths } from '../paths.ts'
import { childForm, entriesOf, save } from './record.tsx'

/**
 * What can be written down about an episode that is going on: for each, its questions, and what they say. A field left
 * out of a form is read as empty, so all have one shape.
 */
const at = (label: string, later = false) =>
  when(label, { needed: 'Say on which day.', ...(later ? {} : { notAfterToday: true }) })

const news = {
  told: {
    title: 'Somebody was told',
    link: 'Somebody was told: police, carer, Home Office, guardian',
    asks: form({
      code: oneOf('Who was told?', optionsOf(whoIsTold), { needed: 'Say who was told.' }),
      when: at('When?'),
      reference: text('Their reference, if they gave one', { width: 20 }),
      who: text('Who took it? For the police, also the force'),
      words: longText('What was said?', { rows: 2 }),
    }),
    kind: 'told',
  },
  risk: {
    title: 'Risk grade',
    link: 'The risk is graded, or graded anew',
    asks: form({
      code: oneOf('How great is the risk?', optionsOf(riskGrade), { needed: 'Say how great the risk is.' }),
      when: at('When was it graded?'),
      by: text('By whom?', { hint: 'For example: police sergeant, strategy meeting' }),
      words: longText('Why?', { needed: 'Say why: whoever reads it at night must understand it.', rows: 3 }),
    }),
    kind: 'risk',
  },
  sighting: {
    title: 'Sighting',
    link: 'Somebody saw the child, or says so',
    asks: form({
      code: oneOf('How sure is it?', optionsOf(sightingKind), { needed: 'Say how sure it is.' }),
      when: at('When was the child seen?'),
      where: text('Where?', { needed: 'Say where.' }),
      by: text('By whom?'),
      words: longText('With whom, how did the child seem, where to?', { rows: 3 }),
    }),
    kind: 'sighting',
  },
  search: {
    title: 'Search',
    link: 'Somebody looked for the child, or rang somebody',
    asks: form({
      when: at('When?'),
      where: text('Where, or whom did you ask?', { needed: 'Say where somebody looked or whom they asked.' }),
      by: text('Who looked or rang?'),
      words: longText('What came of it?', { rows: 2 }),
    }),
    kind: 'search',
  },
  meeting: {
    title: 'Meeting',
    link: 'A meeting was held, or is agreed for a day',
    asks: form({
      code: oneOf('Which meeting?', optionsOf(meetingKind), { needed: 'Say which meeting.' }),
      when: at('When was it, or when will it be?', true),
      by: text('Who takes part?'),
      words: longText('What was decided?', { rows: 3 }),
    }),
    kind: 'meeting',
  },
  publicity: {
    title: 'Publicity',
    link: 'Whether the public is told, and whether a photo is sent',
    asks: form({
      code: oneOf('What is decided?', optionsOf(publicityDecision), { needed: 'Say what is decided.' }),
      when: at('When?'),
      by: text('Who decided?', { needed: 'Say who decided.' }),
      words: longText('Why? What would somebody who hunts the child learn from it?', {
        needed: 'Say what somebody who hunts the child would learn from it: traffickers read posters too.',
        rows: 3,
      }),
    }),
    kind: 'publicity',
  },
} as const
type News = keyof typeof news
const isNews = (name: string): name is News => Object.hasOwn(news, name)

type Here = Visit<'/children/:child/missing/:fact/news/:what', 'report missing'>

/** The spell that an address names, of a child whom the reader may write about; null where there is none. */
export async function spellOf(visit: {
  site: Here['site']
  db: Here['db']
  permit: Here['permit']
  vault: Here['vault']
  params: { child: Id; fact: Id }
}): Promise<{ spell: Entry; known: Entry[] } | null> {
  const known = await entriesOf(visit)
  const spell = known?.find((entry) => entry.kind === 'missing' && entry.fact === visit.params.fact)
  return known === null || spell === undefined ? null : { spell, known }
}

/** What was answered, as an entry: the code is counted, the words are sealed. */
function saidBy(kind: (typeof news)[News]['kind'], answers: { code?: string; when: When }): Said {
  const { code = '', when: on, ...words } = answers
  return moment(kind, code, on.day, on.at, { sealed: words })
}

const newsPage = page('/children/:child/missing/:fact/news/:what', {
  needs: 'report missing',
  show: async (visit) => {
    const { what } = visit.params
    if (!isNews(what)) return notFound
    const found = await spellOf(visit)
    return found === null
      ? notFound
      : formOf(
          { ...visit, entered: enter(whenEntered('when', visit.today, visit.now)) },
          what,
          {},
          found.known,
        )
  },
  submit: async (visit) => {
    const { what, child, fact } = visit.params
    if (!isNews(what)) return notFound
    const found = await spellOf(visit)
    if (found === null) return notFound
    const { asks, kind } = news[what]
    const again = (errors: Errors) => formOf(visit, what, errors, found.known)
    const read = asks.read(visit.entered, visit.now)
    if (!read.ok) return again(read.problem)
    const source = await formSource(visit.db, visit.site.council.id)
    const entry = saidBy(kind, read.value)
    if ((found.spell.from ?? '') > (entry.from ?? ''))
      return again({ when: 'This is before the child went missing. Check the day.' })
    return save(
      visit,
      [{ does: 'add', child, fact: newId(), about: fact, said: entry, source }],
      'recorded',
      again,
    )
  },
})

/** What raises the risk if the public is told: whoever decides sees it before they do. */
function publicityCheck(known: readonly Entry[], visit: Here): string {
  const facts = [...risksOf(known, null, [], { children: 0, address: false }, visit.now)].map(
    ({ says }) => says,
  )
  const asks =
    'Ask: would it tell them that the child is gone, or where? Do they know the face already? Is the family abroad threatened?'
  return facts.length === 0
    ? `${asks} Nothing is written down of those who pursue the child; that nothing is written does not mean that nobody does.`
    : `${asks} In the record: ${facts.join(' ')}`
}

const formOf = (visit: Here, what: News, errors: Errors, known: readonly Entry[]): Shown =>
  childForm(visit, news[what].asks, errors, {
    title: news[what].title,
    button: 'Save',
    ...(what === 'publicity'
      ? {
          lede: 'A photo is never sent without this decision, and never by Turnstone itself.',
          note: publicityCheck(known, visit),
        }
      : {}),
  })

const menu = page('/children/:child/missing/:fact/news', {
  needs: 'report missing',
  show: async (visit) => {
    const { child, fact } = visit.params
    const found = await spellOf(visit)
    if (found === null) return notFound
    const open = found.spell.until === null
    const link = (href: string, words: string) => (
      <li key={href}>
        <a href={href}>{words}</a>
      </li>
    )
    return view(
      'Add news',
      <div class="ts-narrow">
        <BackLink href={paths.child(child)}>Back to the record</BackLink>
        <H1>Add news</H1>
        <Lede>What do you know now?</Lede>
        <ul class="ts-menu">
          {link(paths.recordLocated(child, fact), 'The child was located, or somebody says so')}
          {link(paths.recordReturned(child, fact), 'The child is back')}
          {(Object.keys(news) as News[]).map((name) =>
            link(paths.newsOf(child, fact, name), news[name].link),
          )}
          {open &&
            link(
              paths.changeKind(child, fact),
              found.spell.code === 'A'
                ? 'We no longer know where the child is: away turns into missing'
                : 'We know where the child is: missing turns into away',
            )}
          {link(
            paths.changed(child, fact),
            'Turned 18, care ended, assessed as an adult, another council took over, or died',
          )}
          {link(paths.recordNote(child), 'Anything else, as a note')}
        </ul>
      </div>,
      { section: 'missing' },
    )
  },
})

export const newsPages = [menu, newsPage]
