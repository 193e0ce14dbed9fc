import { ask, twoPeople, typeBack } from '../../access/index.ts'
import { first, nothingEntered } from '../entered.ts'
import { longText } from '../field.tsx'
import { type Errors, form, FormBox } from '../form.tsx'
import { Button } from '../govuk/index.ts'
import { goTo, page, type Shown, view, type Visit } from '../page.tsx'
import { H1, Lede } from '../parts/small.tsx'
import { paths } from '../paths.ts'

type Here = Visit<'/shares', 'type a share back'>

const asks = form({
  share: longText('Type one of the three shares', {
    needed: 'Type a share as it stands on the paper.',
    hint: 'Spaces, dashes and small letters do not matter',
    rows: 3,
  }),
})

const askForm = form({
  why: longText('Why are shares made?', { needed: 'Say why: whoever agrees reads it.', rows: 2 }),
})

/** Shares are keys: where somebody could agree, two people want them before the command line makes them. */
const AskFirst = ({ seal, errors }: { seal: Here['seal']; errors: Errors }) => (
  <>
    <h2 class="ts-h2">Ask a second person first</h2>
    <p class="govuk-body">
      {twoPeople['make recovery shares'].says} A manager or the information-governance officer agrees, and the
      command then works once within a day. While there is nobody who could agree, it works without.
    </p>
    <FormBox seal={seal} hidden={{ asking: 'yes' }}>
      {askForm.all(nothingEntered, errors)}
      <Button variant="secondary" preventDoubleClick>
        Ask
      </Button>
    </FormBox>
  </>
)

/** What was typed is never put back into a page: with one more like it, it writes the key. */
function owedPage({ seal }: Here, errors: Errors = {}): Shown {
  return view(
    'Recovery shares',
    <div class="ts-narrow">
      {asks.summary(errors)}
      <H1>Recovery shares</H1>
      <Lede>
        Everything about a child is sealed with one key file. If it is lost, nothing can be read again, by
        anybody. Three shares, on paper, guard against that: any two of them write the key file anew, and one
        alone says nothing.
      </Lede>
      <ol class="govuk-list govuk-list--number">
        <li>
          On the machine of the register, make them:{' '}
          <code class="ts-code">turnstone keys shares --data DIR</code>
        </li>
        <li>
          Write them down or print them. They are shown once and kept nowhere. Give them to three people who
          keep them in three places, none beside the backups.
        </li>
        <li>Type one of them here, from the paper. That shows that it was written down rightly.</li>
      </ol>
      <FormBox seal={seal}>
        {asks.all(nothingEntered, errors)}
        <Button preventDoubleClick>Check the share</Button>
      </FormBox>
      <AskFirst seal={seal} errors={errors} />
    </div>,
    { section: 'people', error: Object.keys(errors).length > 0 },
  )
}

const settled = (words: string, asking?: { seal: Here['seal']; errors: Errors }): Shown =>
  view(
    'Recovery shares',
    <div class="ts-narrow">
      <H1>Recovery shares</H1>
      <Lede>{words}</Lede>
      <p class="govuk-body">
        <a href={paths.people}>Go to people</a>
      </p>
      {asking !== undefined && <AskFirst {...asking} />}
    </div>,
    { section: 'people', error: Object.keys(asking?.errors ?? {}).length > 0 },
  )

const nothingOwed = ({ site, query, seal }: Here, errors: Errors = {}) =>
  settled(
    site.demonstration
      ? 'This is a demonstration: nobody is in it, so there is nothing to recover.'
      : query.get('done') === 'typed'
        ? 'The share is right. Put it back where it is kept. From now on nothing is owed, and older shares recover nothing.'
        : 'No shares are owed: they were made, and one was typed back.',
    site.demonstration ? undefined : { seal, errors },
  )

async function askToMake(visit: Here, owed: boolean): Promise<Shown> {
  const { site, person, entered, now } = visit
  const read = askForm.read(entered, now)
  if (!read.ok) return owed ? owedPage(visit, read.problem) : nothingOwed(visit, read.problem)
  const done = await ask(site.register, site.keys, person, {
    action: 'make recovery shares',
    subject: null,
    details: {},
    words: read.value.why,
  })
  if (!done.ok) throw new Error(done.problem.problem)
  return settled(
    done.value === 'asked'
      ? 'Asked. Once somebody has agreed, the command makes the shares: turnstone keys shares --data DIR.'
      : 'Nobody could agree yet, so none is needed: the command makes the shares.',
  )
}

const shares = page('/shares', {
  needs: 'type a share back',
  show: async (visit) => ((await visit.site.sharesOwed()) ? owedPage(visit) : nothingOwed(visit)),
  submit: async (visit) => {
    const { site, person, entered, now } = visit
    const owed = await site.sharesOwed()
    if (first(entered, 'asking') === 'yes' && !site.demonstration) return askToMake(visit, owed)
    if (!owed) return nothingOwed(visit)
    const read = asks.read(entered, now)
    if (!read.ok) return owedPage(visit, read.problem)
    const done = await typeBack(site.register, site.council.id, site.keys, read.value.share, person.actor)
    // Another request, on which the banner is gone.
    return done.ok ? goTo(paths.sharesAfter('typed')) : owedPage(visit, { share: done.problem })
  },
})

export const sharePages = [shares]
