import { type Change, type Entry, formSource, type Said } from '../../register/index.ts'
import { first } from '../entered.ts'
import { type Errors, FormBox } from '../form.tsx'
import { BackLink, Button } from '../govuk/index.ts'
import { notFound, page, type Shown, view, type Visit } from '../page.tsx'
import { asEntered, corrected, correctionForm, isFixed } from '../parts/correction.ts'
import { H1, Lede } from '../parts/small.tsx'
import { Version } from '../parts/version.tsx'
import { momentInWords, periodInWords, titleOf } from '../parts/words.ts'
import { paths } from '../paths.ts'
import { childForm, entryOf, save } from './record.tsx'
import { inSequence } from './referral-step.ts'

type Here = Visit<'/children/:child/entries/:fact/correct', 'correct an entry'>

const correctPage = page('/children/:child/entries/:fact/correct', {
  needs: 'correct an entry',
  show: async (visit) => {
    const found = await entryOf(visit)
    if (found === null || isFixed(found.entry.kind)) return notFound
    return showForm(visit, found.entry, asEntered(found.entry), {}, found.entry.id)
  },
  submit: async (visit) => {
    const found = await entryOf(visit)
    if (found === null || isFixed(found.entry.kind)) return notFound
    const { entry, known } = found
    const seen = first(visit.entered, 'seen')
    const asks = correctionForm(entry)
    const read = asks.read(visit.entered, visit.now)
    if (!read.ok) return showForm(visit, entry, visit.entered, read.problem, seen)
    if (seen !== entry.id) return conflict(visit, entry, corrected(entry, read.value))
    const again = (errors: Errors) => showForm(visit, entry, visit.entered, errors, seen)
    const becomes = corrected(entry, read.value)
    if (becomes.until !== null && becomes.from !== null && becomes.until < becomes.from)
      return again({ until: 'The end is before the start. Put one of the two right.' })
    const source = await formSource(visit.db, visit.site.council.id)
    const change: Change = {
      does: 'supersede',
      child: entry.child,
      fact: entry.fact,
      about: entry.about,
      entry: entry.id,
      said: becomes,
      source,
    }
    const changes = entry.kind === 'referral' ? reorder(known, change, source) : [change]
    return save(visit, changes, 'corrected', again)
  },
})

/** A corrected step of the referral moves the ends of the steps around it. */
function reorder(
  known: readonly Entry[],
  change: Extract<Change, { does: 'supersede' }>,
  source: number,
): Change[] {
  const others = known.filter((entry) => entry.fact !== change.fact)
  return inSequence(
    others,
    { does: 'add', child: change.child, fact: change.fact, about: change.about, said: change.said, source },
    source,
  ).map((one) => (one.does === 'add' ? { ...change, said: one.said } : one))
}

function showForm(visit: Here, entry: Entry, entered: Here['entered'], errors: Errors, seen: string): Shown {
  return childForm({ ...visit, entered }, correctionForm(entry), errors, {
    title: 'Correct an entry',
    lede: `${titleOf(entry)}. ${periodInWords(entry)}`,
    button: 'Save the correction',
    note: 'What was said before is not lost: it stays on the record as what we knew then.',
    hidden: { seen },
  })
}

/** Somebody was quicker: both texts, side by side, and the person decides. Nothing typed is lost. */
function conflict(visit: Here, theirs: Entry, mine: Said): Shown {
  const words = { ...theirs, ...mine }
  const hidden = Object.fromEntries(
    Object.entries(visit.entered.values).flatMap(([name, value]) =>
      ['token', 'once', 'seen'].includes(name) ? [] : [[name, value[0] ?? '']],
    ),
  )
  return view(
    'Changed while you were writing',
    <>
      <BackLink href={paths.child(visit.params.child)}>Back to the record</BackLink>
      <H1>Somebody changed this while you were writing</H1>
      <Lede>
        Nothing of yours is saved yet, and nothing is lost. Both may be true: read the two, then choose.
      </Lede>
      <div class="ts-compare">
        <section aria-labelledby="theirs">
          <h2 class="ts-h2" id="theirs">
            What it says now
          </h2>
          <Version entry={theirs} />
          <p class="ts-small ts-quiet">Recorded {momentInWords(theirs.knownFrom)}.</p>
        </section>
        <section aria-labelledby="mine">
          <h2 class="ts-h2" id="mine">
            What you wrote
          </h2>
          <Version entry={words} />
        </section>
      </div>
      <FormBox seal={visit.seal} hidden={{ ...hidden, seen: theirs.id }}>
        <div class="govuk-button-group">
          <Button>Save mine in its place</Button>
          <a class="govuk-link" href={paths.child(visit.params.child)}>
            Leave it as it is now
          </a>
        </div>
      </FormBox>
    </>,
    { section: 'children', status: 409 },
  )
}

export const correctPages = [correctPage]
