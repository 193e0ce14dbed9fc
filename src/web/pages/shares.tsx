import { typeBack } from '../../access/index.ts'
import { nothingEntered } from '../entered.ts'
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
    </div>,
    { section: 'people', error: Object.keys(errors).length > 0 },
  )
}

const settled = (words: string): Shown =>
  view(
    'Recovery shares',
    <div class="ts-narrow">
      <H1>Recovery shares</H1>
      <Lede>{words}</Lede>
      <p class="govuk-body">
        <a href={paths.people}>Go to people</a>
      </p>
    </div>,
    { section: 'people' },
  )

const nothingOwed = ({ site, query }: Here) =>
  settled(
    site.demonstration
      ? 'This is a demonstration: nobody is in it, so there is nothing to recover.'
      : query.get('done') === 'typed'
        ? 'The share is right. Put it back where it is kept. From now on nothing is owed, and older shares recover nothing.'
        : 'No shares are owed: they were made, and one was typed back.',
  )

const shares = page('/shares', {
  needs: 'type a share back',
  show: async (visit) => ((await visit.site.sharesOwed()) ? owedPage(visit) : nothingOwed(visit)),
  submit: async (visit) => {
    const { site, person, entered, now } = visit
    if (!(await site.sharesOwed())) return nothingOwed(visit)
    const read = asks.read(entered, now)
    if (!read.ok) return owedPage(visit, read.problem)
    const done = await typeBack(site.register, site.council.id, site.keys, read.value.share, person.actor)
    // Another request, on which the banner is gone.
    return done.ok ? goTo(paths.sharesAfter('typed')) : owedPage(visit, { share: done.problem })
  },
})

export const sharePages = [shares]
