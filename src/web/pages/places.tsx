import { addDays, inWords } from '../../plain/index.ts'
import { addOffer, endOffer, freeOf, type KnownOffer, offers } from '../../schemes/index.ts'
import { homeKind, labelOf, leastAges, offeredKinds } from '../../standard/index.ts'
import { date, dateEntered } from '../date-field.tsx'
import { entered as enter } from '../entered.ts'
import { choice, longText, oneOf, text } from '../field.tsx'
import { type Errors, form, FormBox } from '../form.tsx'
import { BackLink, Button, InsetText, NotificationBanner } from '../govuk/index.ts'
import { goTo, notFound, page, type Shown, view, type Visit } from '../page.tsx'
import { H1, Lede, StackTable } from '../parts/small.tsx'
import { saidBy } from '../parts/words.ts'
import { paths } from '../paths.ts'

const said: Record<string, string> = {
  added: 'The offer is written down.',
  ended: 'The offer has ended. Children who live there stay.',
}

const sexes = { any: 'Any', F: 'Girls', M: 'Boys' } as const

async function listPage({ site, permit, query, today }: Visit<'/places', 'keep the places'>): Promise<Shown> {
  const all = await offers(site.register, permit, site.keys, today)
  const open = all.filter(({ until }) => until === null || today < until)
  const words = saidBy(said, query.get('done'))
  return view(
    'Places',
    <>
      <BackLink href={paths.today}>Today</BackLink>
      {words !== undefined && <NotificationBanner type="success">{words}</NotificationBanner>}
      <H1>Places</H1>
      <Lede>
        Homes that take children, and how many places are left. A place is found for a child on the child’s
        record, where it is also seen what of those who pursue the child is near.
      </Lede>
      <p class="govuk-body">
        <a href={paths.newPlace}>Write down an offer</a>
      </p>
      {open.length === 0 ? (
        <InsetText>No home offers places.</InsetText>
      ) : (
        <StackTable
          caption="Offers"
          captionHidden
          head={[
            { text: 'Home' },
            { text: 'Kind' },
            { text: 'Ages' },
            { text: 'For' },
            { text: 'Languages' },
            { text: 'Free', numeric: true },
            { text: 'End it' },
          ]}
          rows={open.map((one) => [
            one.name,
            labelOf(homeKind, one.kind),
            `${one.ages.least} to ${one.ages.most}`,
            sexes[one.sex],
            one.languages.join(', '),
            `${freeOf(one)} of ${one.places}`,
            <>
              {one.until !== null && `Ends on ${inWords(one.until)}. `}
              <a href={paths.endPlace(one.id)}>
                {one.until === null ? 'End' : 'End earlier'}
                <span class="govuk-visually-hidden"> the offer of {one.name}</span>
              </a>
            </>,
          ])}
        />
      )}
    </>,
    { section: 'children' },
  )
}

const asks = form({
  name: text('What is the home called, or who offers it?', { needed: 'Say what the home is called.' }),
  kind: oneOf(
    'What kind of home is it?',
    offeredKinds.map((code) => ({ value: code, text: labelOf(homeKind, code) })),
    {
      needed: 'Choose the kind of home.',
      hint: 'None of them is secure: a home where children are kept needs an order',
    },
  ),
  least: text('From which age?', { width: 2, needed: 'Say from which age.' }),
  most: text('Until which age?', { width: 2, needed: 'Say until which age.' }),
  sex: choice(
    'For whom?',
    [
      { value: 'any', text: 'Any child' },
      { value: 'F', text: 'Girls' },
      { value: 'M', text: 'Boys' },
    ],
    { needed: 'Say for whom.' },
  ),
  languages: text('Which languages are spoken there?', { hint: 'With commas between: Tigrinya, Arabic' }),
  places: text('How many places?', { width: 3, needed: 'Say how many places.' }),
  from: date('From which day?', { needed: 'Say from which day.' }),
  contact: text('Whom to ring', { hint: 'Name and number. Sealed' }),
  address: longText('Address', {
    rows: 3,
    hint: 'Sealed. With its postcode it is seen whether somebody who pursues a child is near',
  }),
  words: longText('Anything else', { rows: 2 }),
})

const newPage = ({ seal, entered, today }: Visit<'/places/new', 'keep the places'>, errors: Errors): Shown =>
  view(
    'An offer of places',
    <div class="ts-narrow">
      <BackLink href={paths.places}>Places</BackLink>
      {asks.summary(errors)}
      <H1>Write down an offer</H1>
      <FormBox seal={seal} entered={entered}>
        {asks.all(
          Object.keys(entered.values).length === 0 ? enter(dateEntered('from', today)) : entered,
          errors,
        )}
        <Button preventDoubleClick>Save the offer</Button>
      </FormBox>
    </div>,
    { section: 'children', error: Object.keys(errors).length > 0 },
  )

const whole = (written: string, least: number, most: number): number | null =>
  /^\d{1,3}$/.test(written.trim()) && Number(written) >= least && Number(written) <= most
    ? Number(written)
    : null

const add = page('/places/new', {
  needs: 'keep the places',
  show: (visit) => newPage(visit, {}),
  submit: async (visit) => {
    const { site, permit, vault, entered, now } = visit
    const read = asks.read(entered, now)
    if (!read.ok) return newPage(visit, read.problem)
    const { kind, languages, sex, from, name, contact, address, words } = read.value
    const [least, most, places] = [
      whole(read.value.least, 0, 25),
      whole(read.value.most, 0, 25),
      whole(read.value.places, 1, 500),
    ]
    const known = offeredKinds.find((one) => one === kind)
    const errors = problemsOf({ least, most, places }, known)
    if (known === undefined || least === null || most === null || places === null || from === null)
      return newPage(visit, errors)
    if (Object.keys(errors).length > 0) return newPage(visit, errors)
    await addOffer(site.register, permit, site.keys, vault, {
      kind: known,
      name,
      contact,
      address,
      words,
      ages: { least, most },
      sex,
      places,
      from,
      languages: languages
        .split(',')
        .map((one) => one.trim())
        .filter((one) => one !== ''),
    })
    return goTo(paths.placesAfter('added'))
  },
})

function problemsOf(
  { least, most, places }: Record<'least' | 'most' | 'places', number | null>,
  kind: (typeof offeredKinds)[number] | undefined,
): Record<string, string> {
  const from = leastAges.find((one) => one.kind === kind)
  return {
    ...(least === null ? { least: 'An age is a whole number up to 25.' } : {}),
    ...(most === null ? { most: 'An age is a whole number up to 25.' } : {}),
    ...(least !== null && most !== null && most < least
      ? { most: 'This is younger than the age above.' }
      : {}),
    ...(least !== null && from !== undefined && least < from.age
      ? { least: `This kind of home is from ${from.age} on. ${from.authority}.` }
      : {}),
    ...(places === null ? { places: 'Places are a whole number from 1 to 500.' } : {}),
  }
}

const ending = form({
  on: date('From which day is it no longer offered?', { needed: 'Say from which day.' }),
})

async function endPage(
  visit: Visit<'/places/:place/end', 'keep the places'>,
  errors: Errors,
): Promise<Shown> {
  const { seal, entered, today } = visit
  const offer = await offerOf(visit)
  if (offer === undefined) return notFound
  return view(
    'End an offer',
    <div class="ts-narrow">
      <BackLink href={paths.places}>Places</BackLink>
      {ending.summary(errors)}
      <H1 caption={offer.name}>End the offer</H1>
      <Lede>
        {offer.taken === 0
          ? 'Nobody lives there by this offer.'
          : `${offer.taken} ${offer.taken === 1 ? 'child lives' : 'children live'} there by this offer. They stay until somebody records another placement.`}
      </Lede>
      <FormBox seal={seal} entered={entered}>
        {ending.all(
          Object.keys(entered.values).length === 0 ? enter(dateEntered('on', today)) : entered,
          errors,
        )}
        <Button preventDoubleClick>End the offer</Button>
      </FormBox>
    </div>,
    { section: 'children', error: Object.keys(errors).length > 0 },
  )
}

const offerOf = async ({
  site,
  permit,
  params,
  today,
}: Visit<'/places/:place/end', 'keep the places'>): Promise<KnownOffer | undefined> =>
  (await offers(site.register, permit, site.keys, today)).find(
    ({ id, until }) => id === params.place && (until === null || today < until),
  )

const end = page('/places/:place/end', {
  needs: 'keep the places',
  show: (visit) => endPage(visit, {}),
  submit: async (visit) => {
    const { site, permit, params, entered, now, today } = visit
    const offer = await offerOf(visit)
    if (offer === undefined) return notFound
    const read = ending.read(entered, now)
    if (!read.ok) return endPage(visit, read.problem)
    const { on } = read.value
    if (on === null) return endPage(visit, { on: 'Say from which day.' })
    if (on < offer.from)
      return endPage(visit, { on: `It is offered from ${inWords(offer.from)}. It cannot end before.` })
    if (offer.until !== null && on >= offer.until)
      return endPage(visit, { on: `It ends on ${inWords(offer.until)} already. Put an earlier day in.` })
    if (on > addDays(today, 366))
      return endPage(visit, { on: 'This is more than a year ahead. Check the year.' })
    await endOffer(site.register, permit, params.place, on)
    return goTo(paths.placesAfter('ended'))
  },
})

export const placesPages = [page('/places', { needs: 'keep the places', show: listPage }), add, end]
