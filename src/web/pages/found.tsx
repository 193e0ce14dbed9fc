import { newId } from '../../database/index.ts'
import { evidence, giveBack, locate } from '../../missing/index.ts'
import { addSeconds, type Instant } from '../../plain/index.ts'
import { type Entry, formSource } from '../../register/index.ts'
import { clocks, locatedWhere } from '../../standard/index.ts'
import { when, whenEntered } from '../date-field.tsx'
import { entered as enter } from '../entered.ts'
import { longText, oneOf, text } from '../field.tsx'
import { type Errors, form, FormBox } from '../form.tsx'
import { BackLink, Button, InsetText } from '../govuk/index.ts'
import { notFound, page, type Shown, view, type Visit } from '../page.tsx'
import { missingSinceSmall } from '../parts/child-words.ts'
import { H1, Lede } from '../parts/small.tsx'
import { momentInWords } from '../parts/words.ts'
import { paths } from '../paths.ts'
import { entriesOf, save } from './record.tsx'

const locatedForm = form({
  when: when('When was the child located?', { needed: 'Say on which day.', notAfterToday: true }),
  how: oneOf(
    'How do we know?',
    Object.entries(evidence).map(([value, words]) => ({ value, text: words })),
    { needed: 'Say how we know.' },
  ),
  place: oneOf(
    'In which area?',
    locatedWhere.codes.map((one) => ({ value: one.code, text: one.label })),
    { hint: 'Leave empty if not known' },
  ),
  comesBack: oneOf(
    'Will the child come back to the placement?',
    [
      { value: 'yes', text: 'Yes' },
      { value: 'no', text: 'No: the clock of the interview runs from the next placement, or from now' },
    ],
    { hint: 'Leave empty if not known' },
  ),
  where: text('Where?', { hint: 'A place in words. An address is sealed with it' }),
  by: text('By whom?'),
  harm: longText('Any harm, injury or sign of exploitation?', { rows: 2 }),
})

const returnedForm = form({
  when: when('When did the child come back?', { needed: 'Say on which day.', notAfterToday: true }),
  where: text('Where to?'),
  by: text('Who saw the child come back?'),
  harm: longText('Any harm, injury or sign of exploitation?', { rows: 2 }),
})

type Finding = Visit<'/children/:child/missing/:fact/located', 'report missing'>

async function episodeOf(visit: Finding): Promise<Entry | null> {
  const entries = await entriesOf(visit)
  return entries?.find((entry) => entry.kind === 'missing' && entry.fact === visit.params.fact) ?? null
}

function findingPage(
  visit: Finding,
  asks: typeof locatedForm | typeof returnedForm,
  missing: Entry,
  errors: Errors,
  words: { title: string; button: string; note: string },
): Shown {
  const { seal, entered, params } = visit
  return view(
    words.title,
    <div class="ts-narrow">
      <BackLink href={paths.child(params.child)}>Back to the record</BackLink>
      {asks.summary(errors)}
      <H1>{words.title}</H1>
      <Lede>
        {missing.code === 'A' ? 'Away' : 'Missing'} {missingSinceSmall(missing, visit.now)}.
      </Lede>
      <FormBox seal={seal} entered={entered}>
        {asks.all(entered, errors)}
        <InsetText>{words.note}</InsetText>
        <Button preventDoubleClick>{words.button}</Button>
      </FormBox>
    </div>,
    { section: 'missing', error: Object.keys(errors).length > 0 },
  )
}

const locatedWords = {
  title: 'The child is located',
  button: 'Save',
  note: 'Located is not the same as returned. Write down the return as well when the child is back. Hearsay is written down, and the child stays on the desk.',
}

const locatedPage = page('/children/:child/missing/:fact/located', {
  needs: 'report missing',
  show: async (visit) => {
    const missing = await episodeOf(visit)
    return missing === null
      ? notFound
      : findingPage(
          { ...visit, entered: enter(whenEntered('when', visit.today, visit.now)) },
          locatedForm,
          missing,
          {},
          locatedWords,
        )
  },
  submit: async (visit) => {
    const missing = await episodeOf(visit)
    if (missing === null) return notFound
    const again = (errors: Errors) => findingPage(visit, locatedForm, missing, errors, locatedWords)
    const read = locatedForm.read(visit.entered, visit.now)
    if (!read.ok) return again(read.problem)
    const source = await formSource(visit.db, visit.site.council.id)
    const changes = locate(missing, read.value, { located: newId(), source })
    return changes.ok
      ? save(visit, changes.value, 'located', again)
      : again({ when: 'This is before the child went missing. Check the day and time.' })
  },
})

const returnedWords = (now: Instant) => ({
  title: 'The child is back',
  button: 'Save',
  note: `A return interview is due within 72 hours: by ${momentInWords(addSeconds(now, clocks['return-interview'].length.seconds))} if the child came back now.`,
})

const returnedPage = page('/children/:child/missing/:fact/returned', {
  needs: 'report missing',
  show: async (visit) => {
    const missing = await episodeOf(visit)
    return missing === null
      ? notFound
      : findingPage(
          { ...visit, entered: enter(whenEntered('when', visit.today, visit.now)) },
          returnedForm,
          missing,
          {},
          returnedWords(visit.now),
        )
  },
  submit: async (visit) => {
    const missing = await episodeOf(visit)
    if (missing === null) return notFound
    const again = (errors: Errors) =>
      findingPage(visit, returnedForm, missing, errors, returnedWords(visit.now))
    const read = returnedForm.read(visit.entered, visit.now)
    if (!read.ok) return again(read.problem)
    const source = await formSource(visit.db, visit.site.council.id)
    const changes = giveBack(missing, { ...read.value, how: '' }, { returned: newId(), source })
    return changes.ok
      ? save(visit, changes.value, 'returned', again)
      : again({ when: 'This is before the child went missing. Check the day and time.' })
  },
})

export const foundPages = [locatedPage, returnedPage]
