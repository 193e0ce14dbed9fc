import { workerNames } from '../../access/index.ts'
import {
  cardOf,
  cardText,
  fingerprintOf,
  keepCard,
  lookAtCard,
  nameOfCouncil,
  partners,
} from '../../schemes/index.ts'
import { first } from '../entered.ts'
import { choice, longText } from '../field.tsx'
import { type Errors, form, FormBox } from '../form.tsx'
import { BackLink, Button, InsetText, NotificationBanner, WarningText } from '../govuk/index.ts'
import { goTo, page, type Shown, view, type Visit } from '../page.tsx'
import { H1, Lede, StackTable } from '../parts/small.tsx'
import { dayInWords, saidBy } from '../parts/words.ts'
import { paths } from '../paths.ts'
import { londonDate } from '../../plain/index.ts'

const said: Record<string, string> = {
  kept: 'The card is kept. Packages can be exchanged with this council.',
  ended: 'The card is trusted no more. Nothing is sealed for it, and nothing of theirs is read.',
}

async function listPage(visit: Visit<'/transfers/councils', 'keep the cards'>): Promise<Shown> {
  const { site, permit, query } = visit
  const own = fingerprintOf(await cardOf(site.keys))
  const known = await partners(site.register, permit)
  const names = await workerNames(site.register, site.council.id)
  const words = saidBy(said, query.get('done'))
  return view(
    'Councils we exchange packages with',
    <>
      <BackLink href={paths.transfers}>Transfers</BackLink>
      {words !== undefined && <NotificationBanner type="success">{words}</NotificationBanner>}
      <H1>Councils we exchange packages with</H1>
      <Lede>
        Each council has a card with two public keys. It holds nothing secret; what counts is that it came
        from whom it names. Read the letters to each other on the phone, by a number that you know.
      </Lede>
      <h2 class="ts-h2">Our card</h2>
      <p class="govuk-body">
        <code class="ts-code">{own}</code>
      </p>
      <p class="govuk-body">
        <a href={paths.ourCard}>Save our card</a>, and give it to the other council.
      </p>
      <h2 class="ts-h2">Their cards</h2>
      {known.length === 0 ? (
        <InsetText>No card is kept. A transfer to a council without one is written down by hand.</InsetText>
      ) : (
        <StackTable
          caption="Councils"
          captionHidden
          head={[{ text: 'Council' }, { text: 'Letters of the card' }, { text: 'Since' }, { text: 'End it' }]}
          rows={known.map((one) => [
            one.name,
            <code class="ts-code">{one.fingerprint}</code>,
            `${dayInWords(londonDate(one.since), null)}, ${one.by === null ? 'by a command' : (names.get(one.by) ?? 'somebody who has left')}`,
            <a href={paths.endCard(one.council)}>
              Trust it no more<span class="govuk-visually-hidden">: {one.name}</span>
            </a>,
          ])}
        />
      )}
      <p class="govuk-body">
        <a href={paths.newCard}>Add the card of a council</a>
      </p>
    </>,
    { section: 'children' },
  )
}

const asks = form({
  card: longText('The card', {
    needed: 'Paste the whole card.',
    rows: 6,
    hint: 'Open the file that the other council saved, and paste all of it',
  }),
})

type Adding = Visit<'/transfers/councils/new', 'keep the cards'>

const addPage = ({ seal, entered }: Adding, errors: Errors): Shown =>
  view(
    'Add the card of a council',
    <div class="ts-narrow">
      <BackLink href={paths.councilCards}>Councils</BackLink>
      {asks.summary(errors)}
      <H1>Add the card of a council</H1>
      <FormBox seal={seal} entered={entered}>
        {asks.all(entered, errors)}
        <Button preventDoubleClick>Look at it</Button>
      </FormBox>
    </div>,
    { section: 'children', error: Object.keys(errors).length > 0 },
  )

const compared = form({
  same: choice(
    'Are these the letters that they read to you?',
    [
      { value: 'yes', text: 'Yes, I rang them and every letter is the same' },
      { value: 'no', text: 'No, or I have not rung them yet' },
    ],
    { needed: 'Ring them, and say whether the letters are the same.' },
  ),
})

function comparePage(
  { seal, entered }: Adding,
  found: { name: string; fingerprint: string; replaces: string | null },
  errors: Errors,
): Shown {
  return view(
    'Is it their card?',
    <div class="ts-narrow">
      <BackLink href={paths.newCard}>Another card</BackLink>
      {compared.summary(errors)}
      <H1 caption={found.name}>Is it their card?</H1>
      <Lede>
        Ring {found.name} by a number that you know, not by one that came with the card. Ask them to read the
        letters of their own card.
      </Lede>
      <p class="govuk-body">
        <code class="ts-code">{found.fingerprint}</code>
      </p>
      {found.replaces !== null && (
        <WarningText>{`It takes the place of the card with the letters ${found.replaces}. Ask them why it changed.`}</WarningText>
      )}
      <FormBox seal={seal} entered={entered} hidden={{ card: first(entered, 'card'), looked: 'yes' }}>
        {compared.all(entered, errors)}
        <Button preventDoubleClick>Keep the card</Button>
      </FormBox>
    </div>,
    { section: 'children', error: Object.keys(errors).length > 0 },
  )
}

const add = page('/transfers/councils/new', {
  needs: 'keep the cards',
  show: (visit) => addPage(visit, {}),
  submit: async (visit) => {
    const { site, permit, entered, now } = visit
    const read = asks.read(entered, now)
    if (!read.ok) return addPage(visit, read.problem)
    const card = await lookAtCard(site.keys, read.value.card)
    if (!card.ok) return addPage(visit, { card: card.problem })
    const { council, keys, fingerprint } = card.value
    const before = (await partners(site.register, permit)).find((one) => one.council === council)
    const found = {
      name: nameOfCouncil(council),
      fingerprint,
      replaces: before === undefined || before.fingerprint === fingerprint ? null : before.fingerprint,
    }
    if (first(entered, 'looked') !== 'yes') return comparePage(visit, found, {})
    const answer = compared.read(entered, now)
    if (!answer.ok) return comparePage(visit, found, answer.problem)
    if (answer.value.same !== 'yes')
      return comparePage(visit, found, {
        same: 'The card is not kept. Ring them first; if the letters differ, somebody exchanged the card: tell your information-governance officer.',
      })
    await keepCard(site.register, permit, { council, keys })
    return goTo(paths.councilCardsAfter('kept'))
  },
})

type Ending = Visit<'/transfers/councils/:council/end', 'keep the cards'>

async function endPage(visit: Ending): Promise<Shown> {
  const { site, permit, params, seal, entered } = visit
  const one = (await partners(site.register, permit)).find(({ council }) => council === params.council)
  // Somebody else has ended it meanwhile: the list says so.
  if (one === undefined) return goTo(paths.councilCards)
  return view(
    'Trust a card no more',
    <div class="ts-narrow">
      <BackLink href={paths.councilCards}>Councils</BackLink>
      <H1 caption={one.name}>Trust this card no more</H1>
      <Lede>
        Nothing is sealed for it any more, and no package of theirs is read until a new card is added.
        Transfers that go on stay as they are.
      </Lede>
      <FormBox seal={seal} entered={entered}>
        <Button variant="warning" preventDoubleClick>
          Trust it no more
        </Button>
      </FormBox>
    </div>,
    { section: 'children' },
  )
}

const end = page('/transfers/councils/:council/end', {
  needs: 'keep the cards',
  show: endPage,
  submit: async (visit) => {
    const { site, permit, params } = visit
    const one = (await partners(site.register, permit)).find(({ council }) => council === params.council)
    if (one === undefined) return goTo(paths.councilCards)
    await keepCard(site.register, permit, { council: one.council, keys: null })
    return goTo(paths.councilCardsAfter('ended'))
  },
})

const ourCard = page('/transfers/card', {
  needs: 'keep the cards',
  show: async ({ site }) => ({
    kind: 'file',
    name: `turnstone-card-${site.council.code}.json`,
    type: 'application/json',
    text: cardText(await cardOf(site.keys)),
  }),
})

export const councilCardPages = [
  page('/transfers/councils', { needs: 'keep the cards', show: listPage }),
  add,
  end,
  ourCard,
]
