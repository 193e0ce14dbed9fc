import { around, nearPlaces } from '../../pursuit/index.ts'
import { ageOn, type Id, inWords } from '../../plain/index.ts'
import { type Entry, formSource, stateOf } from '../../register/index.ts'
import {
  freeOf,
  hasRoom,
  type InReach,
  type KnownOffer,
  type Match,
  matchesOf,
  type Need,
  offers,
} from '../../schemes/index.ts'
import { homeKind, homeOf, labelOf, placementType } from '../../standard/index.ts'
import { date, dateEntered } from '../date-field.tsx'
import { entered as enter } from '../entered.ts'
import { longText, oneOf } from '../field.tsx'
import { AskBox, type Errors, form, FormBox } from '../form.tsx'
import { BackLink, Button, InsetText, Input, WarningText } from '../govuk/index.ts'
import { goTo, notFound, page, type Shown, view, type Visit } from '../page.tsx'
import { H1, Lede, Mark } from '../parts/small.tsx'
import { paths } from '../paths.ts'
import { placing } from './placement.tsx'
import { entriesOf, save } from './record.tsx'

type Here = Visit<'/children/:child/places', 'record an entry'>
type There = Visit<'/children/:child/places/:place', 'record an entry'>

/** What the child needs, as it is recorded and as the address says: languages and how many live together. */
function needOf({ query, today }: Pick<Here, 'query' | 'today'>, entries: readonly Entry[]): Need {
  const { dob, sex } = stateOf(entries, today)
  const together = query.get('together') ?? ''
  return {
    age: dob === null ? null : ageOn(dob, today),
    sex,
    languages: (query.get('languages') ?? '')
      .split(',')
      .map((one) => one.trim())
      .filter((one) => one !== ''),
    together: /^[1-9]$/.test(together) ? Number(together) : 1,
  }
}

/** The offers of the council for the child, with what lies near each of them. */
async function matches(
  visit: Pick<Here, 'site' | 'db' | 'permit' | 'vault' | 'today' | 'query'>,
  child: Id,
  entries: readonly Entry[],
): Promise<{ need: Need; found: Match[]; all: KnownOffer[] }> {
  const { site, db, permit, vault, today } = visit
  const all = await offers(site.register, permit, site.keys, today)
  const links = (await around(site.register, db, permit, vault, child)).filter(
    ({ setAside }) => setAside === null,
  )
  const districts = all.flatMap(({ district }) => (district === null ? [] : [district]))
  const near = await nearPlaces(site.register, permit, vault, child, entries, links, districts)
  const inReach = (id: Id): InReach => {
    const district = all.find((one) => one.id === id)?.district?.toString('hex')
    return (district === undefined ? undefined : near.get(district)) ?? { children: 0, address: false }
  }
  const need = needOf(visit, entries)
  return { need, all, found: matchesOf(need, all, today, ({ id }) => inReach(id)) }
}

async function findPage(visit: Here): Promise<Shown> {
  const entries = await entriesOf(visit)
  if (entries === null) return notFound
  const { params, query } = visit
  const { need, found } = await matches(visit, params.child, entries)
  const fitting = found.filter(({ fits }) => fits)
  return view(
    'Find a place',
    <div class="ts-narrow">
      <BackLink href={paths.child(params.child)}>Back to the record</BackLink>
      <H1>Find a place</H1>
      <Lede>
        {need.age === null ? 'The age is not known.' : `Aged ${need.age}.`}{' '}
        {fitting.length === 0
          ? 'No place fits.'
          : `${fitting.length} ${fitting.length === 1 ? 'home fits' : 'homes fit'}.`}{' '}
        Nothing is decided here: every home is shown with its reasons.
      </Lede>
      <AskBox action={paths.findPlace(params.child)} label="What the child needs">
        <Input
          name="languages"
          label={{ text: 'Languages of the child', size: 's' }}
          hint="With commas between"
          value={query.get('languages') ?? ''}
          autocomplete="off"
        />
        <Input
          name="together"
          label={{ text: 'How many are to live together', size: 's' }}
          hint="The child, and brothers and sisters"
          value={String(need.together)}
          width={2}
          autocomplete="off"
        />
        <Button variant="secondary">Look again</Button>
      </AskBox>
      {found.length === 0 ? (
        <InsetText>No home offers places. They are written down under Places.</InsetText>
      ) : (
        found.map((one) => <Found key={one.offer.id} match={one} child={params.child} />)
      )}
      <p class="govuk-body">
        <a href={paths.recordPlacement(params.child)}>Record a placement somewhere else</a> ·{' '}
        {visit.may('keep the places') && <a href={paths.places}>Places</a>}
      </p>
    </div>,
    { section: 'children' },
  )
}

const Found = ({ match, child }: { match: Match; child: Id }) => {
  const { offer, fits, against, speaksFor, look } = match
  return (
    <article class="ts-offer" aria-label={offer.name}>
      <h2 class="ts-h2">{offer.name}</h2>
      <p class="govuk-body">
        {labelOf(homeKind, offer.kind)}, ages {offer.ages.least} to {offer.ages.most}, {freeOf(offer)} of{' '}
        {offer.places} free{offer.languages.length === 0 ? '' : `. Speaks ${offer.languages.join(', ')}`}
        {offer.contact === '' ? '' : `. ${offer.contact}`}
      </p>
      {look.length > 0 && <WarningText>{look.join('. ')}.</WarningText>}
      {fits ? (
        <>
          {speaksFor.length > 0 && <p class="govuk-body">{speaksFor.join('. ')}.</p>}
          <p class="govuk-body">
            <a href={paths.placeAt(child, offer.id)}>
              Place the child here<span class="govuk-visually-hidden">: {offer.name}</span>
            </a>
          </p>
        </>
      ) : (
        <p class="govuk-body">
          <Mark>Does not fit</Mark> {against.join('. ')}.
        </p>
      )}
    </article>
  )
}

const asksFor = (offer: KnownOffer, look: readonly string[]) =>
  form({
    type: oneOf(
      'Which code does the return have for it?',
      placementType.codes
        .filter(({ code }) => [offer.kind, 'other'].includes(homeOf(code, '')))
        .map((code) => ({ value: code.code, text: `${code.label} (${code.code})` })),
      { needed: 'Choose the code.' },
    ),
    from: date('From which day?', { needed: 'Say from which day.' }),
    why: longText('Why here?', {
      rows: 3,
      hint: 'Who decided, and what spoke for it',
      ...(look.length === 0 ? {} : { needed: 'Say why it is right all the same.' }),
    }),
  })

/** The home that the address names, with what speaks for and against it; null where it offers nothing now. */
async function chosenOf(
  visit: There,
  entries: readonly Entry[],
): Promise<{ offer: KnownOffer; match: Match } | null> {
  const { found, all } = await matches(visit, visit.params.child, entries)
  const offer = all.find(({ id }) => id === visit.params.place)
  const match = found.find((one) => one.offer.id === visit.params.place)
  return offer === undefined || match === undefined ? null : { offer, match }
}

async function placePage(visit: There, errors: Errors): Promise<Shown> {
  const entries = await entriesOf(visit)
  if (entries === null) return notFound
  const { params, seal, entered, today } = visit
  const chosen = await chosenOf(visit, entries)
  if (chosen === null) return notFound
  const { offer, match } = chosen
  const asks = asksFor(offer, match.look)
  return view(
    'Place the child',
    <div class="ts-narrow">
      <BackLink href={paths.findPlace(params.child)}>Find a place</BackLink>
      {asks.summary(errors)}
      <H1 caption={offer.name}>Place the child here</H1>
      {!match.fits && <WarningText>{`It does not fit. ${match.against.join('. ')}.`}</WarningText>}
      {match.look.length > 0 && <WarningText>{`${match.look.join('. ')}.`}</WarningText>}
      <Lede>The placement before this one ends on the day on which this one begins.</Lede>
      <FormBox seal={seal} entered={entered} draft>
        {asks.all(
          Object.keys(entered.values).length === 0 ? enter(dateEntered('from', today)) : entered,
          errors,
        )}
        <Button preventDoubleClick>Save the placement</Button>
      </FormBox>
    </div>,
    { section: 'children', error: Object.keys(errors).length > 0 },
  )
}

class FullMeanwhile extends Error {
  override readonly name = 'FullMeanwhile'
}

const place = page('/children/:child/places/:place', {
  needs: 'record an entry',
  show: (visit) => placePage(visit, {}),
  submit: async (visit) => {
    const entries = await entriesOf(visit)
    if (entries === null) return notFound
    const { site, db, params, entered, now, today } = visit
    const chosen = await chosenOf(visit, entries)
    if (chosen === null) return notFound
    const { offer, match } = chosen
    const again = (errors: Errors) => placePage(visit, errors)
    const read = asksFor(offer, match.look).read(entered, now)
    if (!read.ok) return again(read.problem)
    const { type, from, why } = read.value
    if (from === null) return again({ from: 'Say from which day.' })
    // Sent again after the answer was lost: it is saved.
    if (
      entries.some(
        (one) => one.kind === 'placement' && one.from === from && one.attributes['offer'] === offer.id,
      )
    )
      return goTo(paths.childAfter(params.child, 'placed'))
    if (from < offer.from || (offer.until !== null && from >= offer.until))
      return again({
        from: `The home offers places from ${inWords(offer.from)}${offer.until === null ? '' : ` until ${inWords(offer.until)}`}.`,
      })
    if (!match.fits) return again({ type: `It does not fit. ${match.against.join('. ')}.` })
    const changes = placing(entries, params.child, await formSource(db, site.council.id), {
      type,
      from,
      attributes: { provider: '', home: offer.kind, offer: offer.id },
      sealed: { with: offer.name, address: offer.address, why },
    })
    try {
      const to = paths.childAfter(params.child, 'placed')
      // In the transaction, when nobody else of the council can save: of two who take the last place, one is told.
      return await save(visit, changes, 'placed', again, to, async () => {
        if (!(await hasRoom(site.register, visit.permit, offer, params.child, today)))
          throw new FullMeanwhile()
      })
    } catch (error) {
      if (error instanceof FullMeanwhile)
        return again({ type: 'Somebody else was placed here meanwhile, and the home is full.' })
      throw error
    }
  },
})

export const findPlacePages = [
  page('/children/:child/places', { needs: 'record an entry', show: findPage }),
  place,
]
