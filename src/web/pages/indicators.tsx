import { newId } from '../../database/index.ts'
import { type Entry, formSource, moment, stateOf } from '../../register/index.ts'
import { indicatorAnswer, indicatorBlocks, promptFrom } from '../../standard/index.ts'
import { when, whenEntered } from '../date-field.tsx'
import { entered as enter, type Entered } from '../entered.ts'
import { choice, longText, text } from '../field.tsx'
import { type Errors, form, FormBox } from '../form.tsx'
import { BackLink, Button, InsetText } from '../govuk/index.ts'
import { notFound, page, type Shown, view, type Visit } from '../page.tsx'
import { DraftLine, H1, Lede } from '../parts/small.tsx'
import { howManySaid, indicatorItems, latestIndicators } from '../parts/indicators-seen.ts'
import { paths } from '../paths.ts'
import { entriesOf, save } from './record.tsx'

type Here = Visit<'/children/:child/indicators', 'record an entry'>

const answers = indicatorAnswer.codes.map(({ code, label }) => ({ value: code, text: label }))

const asks = form({
  when: when('When was this looked at?', { needed: 'Say on which day.', notAfterToday: true }),
  by: text('Who looked, and who was asked?', { hint: 'For example: social worker with the foster carer' }),
  ...Object.fromEntries(
    indicatorItems.map(({ id, label }) => [
      id,
      choice(label, answers, { needed: 'Say yes, suspected, no or not asked.', inline: true }),
    ]),
  ),
  words: longText('What else was noticed?', { rows: 3 }),
})

/** What was answered last time, so that only what has changed is changed. */
function fromBefore(visit: Here, known: readonly Entry[]): Entered {
  const before = latestIndicators(known)
  return enter({
    ...whenEntered('when', visit.today, visit.now),
    ...Object.fromEntries(indicatorItems.map(({ id }) => [id, before[id] ?? 'not-asked'])),
  })
}

function indicatorsForm(visit: Here, errors: Errors): Shown {
  const { seal, entered, params } = visit
  return view(
    'Indicators of trafficking',
    <div class="ts-narrow">
      <BackLink href={paths.child(params.child)}>Back to the record</BackLink>
      {asks.summary(errors)}
      <H1>Indicators of trafficking</H1>
      <Lede>
        Say what you saw and what you asked. Not asked is not the same as no. This decides nothing: it says
        when to look again.
      </Lede>
      <FormBox seal={seal} entered={entered} draft>
        <DraftLine />
        {asks.all(entered, errors, ['when', 'by'])}
        {indicatorBlocks.map(({ block, title, source, items: of }) => (
          <section key={block}>
            <h2 class="ts-h2">{title}</h2>
            <p class="ts-small ts-quiet">{source}</p>
            {asks.all(
              entered,
              errors,
              of.map(({ id }) => id as 'by'),
            )}
          </section>
        ))}
        {asks.all(entered, errors, ['words'])}
        <InsetText>If the child is in danger now, ring the police first.</InsetText>
        <Button preventDoubleClick>Save the indicators</Button>
      </FormBox>
    </div>,
    { section: 'children', error: Object.keys(errors).length > 0 },
  )
}

const indicatorsPage = page('/children/:child/indicators', {
  needs: 'record an entry',
  show: async (visit) => {
    const known = await entriesOf(visit)
    return known === null ? notFound : indicatorsForm({ ...visit, entered: fromBefore(visit, known) }, {})
  },
  submit: async (visit) => {
    const known = await entriesOf(visit)
    if (known === null) return notFound
    const again = (errors: Errors) => indicatorsForm(visit, errors)
    const read = asks.read(visit.entered, visit.now)
    if (!read.ok) return again(read.problem)
    const { when: at, by, words, ...of } = read.value
    const given = Object.fromEntries(
      indicatorItems.flatMap(({ id }) => {
        const answer = (of as Record<string, string>)[id] ?? 'not-asked'
        return answer === 'not-asked' ? [] : [[id, answer]]
      }),
    )
    const source = await formSource(visit.db, visit.site.council.id)
    const said = moment('indicators', '', at.day, at.at, {
      attributes: { answers: given },
      sealed: { by, words },
    })
    const { child } = visit.params
    return save(
      visit,
      [{ does: 'add', child, fact: newId(), about: null, said, source }],
      looksAgain(given, known, visit) ? 'indicators-look' : 'recorded',
      again,
    )
  },
})

/** Whether so much was seen that the council's own view should be looked at, where it says less than suspected. */
function looksAgain(given: Record<string, string>, known: readonly Entry[], { today }: Here): boolean {
  const view = stateOf(known, today).trafficking
  return (
    view !== 'identified' &&
    view !== 'suspected' &&
    (howManySaid(given, 'yes') >= promptFrom.yes || howManySaid(given, 'suspected') >= promptFrom.suspected)
  )
}

export const indicatorPages = [indicatorsPage]
