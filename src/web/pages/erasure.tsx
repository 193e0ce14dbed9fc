import {
  ask,
  type Certificate,
  certificates,
  certificateText,
  erasureReasons,
  isErasureReason,
  workerNames,
} from '../../access/index.ts'
import { type Id, inWords } from '../../plain/index.ts'
import { first } from '../entered.ts'
import { longText, oneOf, several } from '../field.tsx'
import { type Errors, form, FormBox, PressBox } from '../form.tsx'
import { BackLink, Button, InsetText, WarningText } from '../govuk/index.ts'
import { goTo, notFound, page, type Shown, view, type Visit } from '../page.tsx'
import { H1, Lede, StackTable } from '../parts/small.tsx'
import { momentInWords } from '../parts/words.ts'
import { paths } from '../paths.ts'
import { entriesOf } from './record.tsx'

type Erasing = Visit<'/children/:child/erase', 'erase a child'>
type Listing = Visit<'/erasures', 'see erasures'>

const asks = form({
  reason: oneOf(
    'Why is the child erased?',
    Object.entries(erasureReasons).map(([value, says]) => ({ value, text: says })),
    { needed: 'Say why.' },
  ),
  words: longText('What is the decision based on, and who took it?', {
    needed: 'Say what the decision is based on: whoever agrees reads it.',
    hint: 'No name of the child. For example: the date of the decision and its reference',
    rows: 3,
  }),
  sure: several('Is it this child?', [
    { value: 'yes', text: 'I have checked the record: it is this child and no other' },
  ]),
})

function erasePage(visit: Erasing, errors: Errors): Shown {
  const { params, seal, entered } = visit
  return view(
    'Erase a child',
    <div class="ts-narrow">
      <BackLink href={paths.child(params.child)}>Back to the record</BackLink>
      {asks.summary(errors)}
      <H1>Erase this child for good</H1>
      <Lede>
        A looked-after child’s record is kept for 75 years from birth. Something that is only wrong is
        corrected or withdrawn instead, from the chronology.
      </Lede>
      <WarningText>
        Names, numbers, addresses and everything written can never be read again, by anybody. Dates and codes
        stay, without a name, so that the figures of past years stay true. It cannot be undone.
      </WarningText>
      <FormBox seal={seal} entered={entered}>
        {asks.all(entered, errors)}
        <Button variant="warning" preventDoubleClick>
          Ask the information-governance officer to agree
        </Button>
      </FormBox>
    </div>,
    { section: 'children', error: Object.keys(errors).length > 0 },
  )
}

const erase = page('/children/:child/erase', {
  needs: 'erase a child',
  show: async (visit) => ((await entriesOf(visit)) === null ? notFound : erasePage(visit, {})),
  submit: async (visit) => {
    const { site, person, params, entered, now } = visit
    const known = await entriesOf(visit)
    if (known === null) return notFound
    const read = asks.read(entered, now)
    if (!read.ok) return erasePage(visit, read.problem)
    const { reason, words, sure } = read.value
    if (!isErasureReason(reason)) return erasePage(visit, { reason: 'Say why.' })
    if (!sure.includes('yes'))
      return erasePage(visit, { sure: 'Check that it is this child, and tick the box.' })
    const done = await ask(site.register, site.keys, person, {
      action: 'erase a child',
      subject: params.child,
      details: { reason },
      words,
    })
    return done.ok
      ? goTo(paths.childAfter(params.child, 'erasing'))
      : erasePage(visit, { '': done.problem.problem })
  },
})

async function listPage({ site, seal, today }: Listing): Promise<Shown> {
  const all = await certificates(site.register, site.council.id)
  const names = await workerNames(site.register, site.council.id)
  const name = (id: Id) => names.get(id) ?? 'somebody who has left'
  const row = (one: Certificate) => [
    <span class="ts-small">{one.child}</span>,
    <>
      {erasureReasons[one.reason]}{' '}
      <span class="ts-block ts-quiet ts-small">
        {name(one.askedBy)} asked, {name(one.agreedBy)} agreed, {momentInWords(one.at)}
      </span>
    </>,
    one.completeOn <= today ? 'Complete' : `Complete on ${inWords(one.completeOn)}`,
    <PressBox
      seal={seal}
      action={paths.erasures}
      label="Save"
      hiddenText={`the certificate of ${one.child}`}
      classes="ts-plain"
      hidden={{ erased: one.child }}
    />,
  ]
  return view(
    'Erased records',
    <>
      <H1>Erased records</H1>
      <Lede>
        Backups made before an erasure still hold the sealed keys until they are destroyed; a backup restored
        before then is erased again first.
      </Lede>
      {all.length === 0 ? (
        <InsetText>No record was erased.</InsetText>
      ) : (
        <StackTable
          caption="Records that were erased"
          head={[
            { text: 'Record' },
            { text: 'Why and by whom' },
            { text: 'In the backups' },
            { text: 'Certificate', brief: true },
          ]}
          rows={all.map(row)}
        />
      )}
    </>,
    { section: 'trail' },
  )
}

const list = page('/erasures', {
  needs: 'see erasures',
  show: listPage,
  submit: async (visit) => {
    const wanted = first(visit.entered, 'erased')
    const all = await certificates(visit.site.register, visit.site.council.id)
    const one = all.find((certificate) => certificate.child === wanted)
    if (one === undefined) return listPage(visit)
    return {
      kind: 'file',
      name: `certificate-of-erasure-${one.child}.txt`,
      type: 'text/plain; charset=utf-8',
      text: certificateText(one),
    }
  },
})

export const erasurePages = [erase, list]
