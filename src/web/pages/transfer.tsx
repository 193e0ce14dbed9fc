import { workerNames } from '../../access/index.ts'
import { inWords } from '../../plain/index.ts'
import { current, type Entry, openRecord } from '../../register/index.ts'
import {
  coursesOf,
  isLate,
  isOver,
  mayDo,
  type Move,
  nameOfCouncil,
  owesNews,
  packageName,
  packageRows,
  saidByWhom,
  sealedPackage,
  otherSide,
  sendNews,
  turnOf,
  waitingToBeSent,
} from '../../schemes/index.ts'
import { labelOf, transferStep } from '../../standard/index.ts'
import { canonical, first } from '../entered.ts'
import { longText } from '../field.tsx'
import { type Errors, form, FormBox } from '../form.tsx'
import { BackLink, Button, InsetText, NotificationBanner, WarningText } from '../govuk/index.ts'
import { goTo, notFound, page, type Shown, view, type Visit } from '../page.tsx'
import { detailsOf } from '../parts/details.ts'
import { Due, H1, Lede, Mark } from '../parts/small.tsx'
import { holidaysHere } from '../parts/transfers.ts'
import { dueInWords, stateInWords, stepTitle } from '../parts/transfer-words.ts'
import { momentInWords, saidBy } from '../parts/words.ts'
import { paths } from '../paths.ts'
import { actProblemInWords } from './transfer-problem.ts'

const said: Record<string, string> = {
  proposed: 'The transfer is proposed.',
  saved: 'Written down.',
  news: 'The package with the news is made. Send it, and ring them.',
}

type Opening = Pick<
  Visit<'/children/:child/transfers/:transfer', 'transfer a child'>,
  'site' | 'db' | 'permit' | 'vault' | 'params'
>

/** The transfer that an address names, with the record around it; null where there is none. */
export async function courseOf(visit: Opening) {
  const { db, permit, vault, params, site } = visit
  const record = await openRecord(db, permit, vault, params.child)
  if (record === null) return null
  const known = current(record.entries)
  const course = coursesOf(known, holidaysHere(site)).find((one) => one.transfer === params.transfer)
  return course === undefined ? null : { record, known, course }
}

type Here = Visit<'/children/:child/transfers/:transfer', 'transfer a child'>

async function transferPage(visit: Here): Promise<Shown> {
  const found = await courseOf(visit)
  if (found === null) return notFound
  const { course, record, known } = found
  const { site, db, params, now, query } = visit
  const { child } = params
  const they = nameOfCouncil(course.with)
  const sealed = course.way === 'package'
  const packages = sealed
    ? (await packageRows(db, site.council.id, { child })).filter((row) => row.transfer === course.transfer)
    : []
  const waiting = waitingToBeSent(course, packages)
  const names = await workerNames(db, site.council.id)
  const missing = known.find((entry) => entry.kind === 'missing' && entry.until === null)
  const owes = owesNews(course, record)
  const words = saidBy(said, query.get('done'))
  const may = (['sending', 'receiving'] as const)
    .flatMap((side) =>
      side === course.role || course.way === 'hand' ? [...mayDo(course.steps, side, course.way)] : [],
    )
    // What goes on comes before what ends it.
    .sort((a, b) => Number(isOver(a)) - Number(isOver(b)))
  const ours = turnOf(course) === course.role
  return view(
    'A transfer',
    <div class="ts-narrow">
      <BackLink href={paths.childTransfers(child)}>Transfers of this child</BackLink>
      {words !== undefined && <NotificationBanner type="success">{words}</NotificationBanner>}
      <H1 caption={course.role === 'sending' ? `To ${they}` : `From ${they}`}>Transfer</H1>
      {missing !== undefined && (
        <p class="ts-state">
          <Mark tone="over">{missing.code === 'A' ? 'Away now' : 'Missing now'}</Mark>
        </p>
      )}
      <Lede>{stateInWords(course)}.</Lede>
      {owes && (
        <>
          <WarningText>
            {`${they} does not know what is new about the child being missing. Ring them now.`}
          </WarningText>
          <p class="govuk-body">
            <a href={paths.transferNews(child, course.transfer)}>
              {sealed ? 'Make a package with the news' : 'Write down that they were told'}
            </a>
          </p>
        </>
      )}
      {course.arrangedFor !== null && course.handedOverOn === null && !isOver(course.state) && (
        <p class="govuk-body">The move is arranged for {inWords(course.arrangedFor)}.</p>
      )}
      {course.handedOverOn !== null && (
        <p class="govuk-body">Handed over on {inWords(course.handedOverOn)}.</p>
      )}
      {!isOver(course.state) && (
        <Due
          what={
            ours
              ? 'It is our turn'
              : turnOf(course) === null
                ? 'Nothing is to be done'
                : `It is the turn of ${they}`
          }
          left={dueInWords(course, now)}
          tone={isLate(course, now) ? 'over' : ours ? 'soon' : 'later'}
        />
      )}
      {waiting.length > 0 && (
        <>
          <h2 class="ts-h2">To send to {they}</h2>
          <p class="govuk-body">
            Turnstone sends nothing by itself. Save each file and send it by a way that you have agreed; only
            they can open it. Until a package of theirs shows that it was read, it stays here.
          </p>
          <ul class="govuk-list">
            {waiting.map((one) => (
              <li key={one.number}>
                <a href={paths.transferPackage(child, course.transfer, one.number)}>
                  Save package {one.number}
                </a>
                : {labelOf(transferStep, one.step).toLowerCase()}, {momentInWords(one.at)}
              </li>
            ))}
          </ul>
        </>
      )}
      {!sealed && course.role === 'sending' && (
        <p class="govuk-body">
          <a href={paths.transferRecord(child, course.transfer)}>The record for {they}</a>, to print or to
          save as a paper
        </p>
      )}
      {may.length > 0 && (
        <>
          <h2 class="ts-h2">{ours || !sealed ? 'Next' : 'Or'}</h2>
          <ul class="ts-menu">
            {may.map((step) => (
              <li key={step}>
                <a href={paths.transferStep(child, course.transfer, step)}>
                  {stepTitle(step, course.role, step === course.state)}
                </a>
              </li>
            ))}
          </ul>
        </>
      )}
      {sealed && turnOf(course) === otherSide(course.role) && (
        <InsetText>
          Their answer comes as a package. It is read under <a href={paths.readPackage}>Read a package</a>.
        </InsetText>
      )}
      <h2 class="ts-h2">Until now</h2>
      <ol class="govuk-list govuk-list--spaced">
        {course.steps.toReversed().map(({ entry, name, side }) => (
          <li key={entry.id}>
            <StepSaid
              entry={entry}
              name={name}
              ours={side === course.role}
              they={they}
              who={entry.saidBy === null ? undefined : names.get(entry.saidBy)}
              read={sealed && side !== course.role}
            />
          </li>
        ))}
      </ol>
    </div>,
    { section: 'children' },
  )
}

function StepSaid({
  entry,
  name,
  ours,
  they,
  who,
  read,
}: {
  entry: Entry
  name: string
  ours: boolean
  they: string
  who: string | undefined
  /** It came as a package. */
  read: boolean
}) {
  return (
    <>
      <strong>{labelOf(transferStep, name)}</strong> by {ours ? 'us' : they}
      <span class="ts-block ts-small ts-quiet">
        {momentInWords(entry.fromAt ?? entry.knownFrom)}
        {who !== undefined && `, ${read ? 'package read' : 'written down'} by ${who}`}
      </span>
      {detailsOf(entry)
        .slice(2)
        .map((line) => (
          <span class="ts-block" key={line}>
            {line}
          </span>
        ))}
    </>
  )
}

const newsForm = form({
  words: longText('What is new?', {
    rows: 4,
    hint: 'In your own words: what must they do now? Everything that is recorded about being missing goes with it',
  }),
})

type News = Visit<'/children/:child/transfers/:transfer/news', 'transfer a child'>

async function newsPage(visit: News, errors: Errors): Promise<Shown> {
  const found = await courseOf(visit)
  if (found === null) return notFound
  const { course } = found
  const { params, seal, entered } = visit
  const they = nameOfCouncil(course.with)
  const sealed = course.way === 'package'
  return view(
    'News for the other council',
    <div class="ts-narrow">
      <BackLink href={paths.transfer(params.child, course.transfer)}>The transfer</BackLink>
      {newsForm.summary(errors)}
      <H1 caption={they}>{sealed ? 'Send what is new' : 'They were told'}</H1>
      <Lede>
        Ring them first. A package is read when somebody reads it; a child who is missing cannot wait.
      </Lede>
      <FormBox
        seal={seal}
        entered={entered}
        hidden={{ seen: first(entered, 'seen') || String(course.steps.length) }}
        draft
      >
        {newsForm.all(entered, errors)}
        <Button preventDoubleClick>{sealed ? 'Make the package' : 'Save: they were told'}</Button>
      </FormBox>
    </div>,
    { section: 'children', error: Object.keys(errors).length > 0 },
  )
}

/** What `act.ts` needs of a visit. */
export const doingOf = (
  visit: Pick<
    Visit<'/children/:child/transfers/:transfer', 'transfer a child'>,
    'site' | 'db' | 'vault' | 'permit' | 'params' | 'now' | 'entered'
  >,
) => {
  const { site, db, vault, permit, params, now, entered } = visit
  const key = first(entered, 'once')
  return {
    db,
    register: site.register,
    keys: site.keys,
    vault,
    permit,
    child: params.child,
    nation: holidaysHere(site),
    now,
    ...(key === '' ? {} : { once: { key, body: canonical(entered) } }),
  }
}

const news = page('/children/:child/transfers/:transfer/news', {
  needs: 'transfer a child',
  show: (visit) => newsPage(visit, {}),
  submit: async (visit) => {
    const found = await courseOf(visit)
    if (found === null) return notFound
    const { params, entered, now } = visit
    const read = newsForm.read(entered, now)
    if (!read.ok) return newsPage(visit, read.problem)
    const seen = Number(first(entered, 'seen'))
    const done = await sendNews(doingOf(visit), params.transfer, seen, read.value.words)
    return done.ok
      ? goTo(
          paths.transferAfter(params.child, params.transfer, found.course.way === 'hand' ? 'saved' : 'news'),
        )
      : newsPage(visit, { '': actProblemInWords(done.problem, found.course.with) })
  },
})

const savePackage = page('/children/:child/transfers/:transfer/packages/:number', {
  needs: 'transfer a child',
  show: async ({ db, site, params }) => {
    const number = /^[1-9]\d{0,4}$/.test(params.number) ? Number(params.number) : 0
    const row = await sealedPackage(db, site.council.id, params.transfer, number)
    if (row === undefined || row.child !== params.child || row.sealed === null) return notFound
    return {
      kind: 'file',
      name: packageName(site.council.code, params.transfer, number),
      type: 'application/octet-stream',
      text: new Uint8Array(row.sealed),
    }
  },
})

export const isMove = (text: string): text is Move => Object.hasOwn(saidByWhom, text)

export const transferPages = [
  page('/children/:child/transfers/:transfer', { needs: 'transfer a child', show: transferPage }),
  news,
  savePackage,
]
