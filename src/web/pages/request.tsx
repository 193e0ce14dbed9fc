import { decide, workerNames } from '../../access/index.ts'
import { type Request, requestWith, stages } from '../../figures/index.ts'
import { type Id, inWords } from '../../plain/index.ts'
import { proclaimed } from '../../standard/index.ts'
import { entered as enter } from '../entered.ts'
import { text } from '../field.tsx'
import { form, FormBox, PressBox } from '../form.tsx'
import { BackLink, Button, Details, InsetText, NotificationBanner, WarningText } from '../govuk/index.ts'
import { notFound, page, type Shown, view, type Visit } from '../page.tsx'
import { FrozenTables } from '../parts/frozen-tables.tsx'
import { PrintedTables } from '../parts/printed-tables.tsx'
import { dueInWords } from '../parts/request-words.ts'
import { H1, Mark } from '../parts/small.tsx'
import { momentInWords, saidBy } from '../parts/words.ts'
import { paths } from '../paths.ts'

export type Here = Visit<'/requests/:request', 'answer a request'>

const said: Record<string, string> = {
  mapped: 'The parts are confirmed. Count the numbers and freeze them next.',
  frozen: 'The numbers are frozen. Decide about each table next.',
  decided: 'Decided. Protect the numbers next: what they give away is audited.',
  protected: 'Audited: nobody is given away. A second person approves it, or sends it back.',
  released: 'Released. Every later answer is audited together with this one.',
  closed: 'Closed.',
  same: 'Counted again: the same numbers, to the byte.',
  other: 'Counted again: the numbers are no longer the same. Tell whoever keeps Turnstone.',
}

/** The request of an address; null where there is none. */
export const requestAt = (visit: Pick<Here, 'site' | 'permit' | 'params'>): Promise<Request | null> =>
  requestWith(visit.site.register, visit.permit, visit.site.keys, visit.params.request)

/** The page of a request, with what went wrong where something did. */
export async function shown(visit: Here, problem: string | null = null): Promise<Shown> {
  const { site, seal, query, today, params, may } = visit
  const request = await requestAt(visit)
  if (request === null) return notFound
  const names = await workerNames(site.register, site.council.id)
  const words = saidBy(said, query.get('done'))
  const { received, mapping, frozen, stage } = request
  const funeral = proclaimed.find((one) => one.date >= received.receivedOn && one.date <= (request.due ?? ''))
  return view(
    'Request for information',
    <>
      <BackLink href={paths.requests}>Requests</BackLink>
      {words !== undefined && <NotificationBanner type="success">{words}</NotificationBanner>}
      {problem !== null && <WarningText>{problem}</WarningText>}
      <H1 caption={`Received ${inWords(received.receivedOn)}`}>Request for information</H1>
      <p class="ts-state">
        <Mark {...(stage === 'released' || stage === 'closed' ? {} : { tone: 'strong' as const })}>
          {stages[stage]}
        </Mark>
      </p>
      <dl class="ts-facts">
        <div>
          <dt>From</dt>
          <dd class="ts-lines">{received.from}</dd>
        </div>
        <div>
          <dt>Answer by</dt>
          <dd>
            {dueInWords(request.due, today)}
            {', 20 working days after it came in'}
          </dd>
        </div>
      </dl>
      {funeral !== undefined && (
        <InsetText>
          {inWords(funeral.date)} was proclaimed a holiday while this request was open ({funeral.why}). It is
          left out of the days; whether it may be is not settled.
        </InsetText>
      )}
      <Details summary="What was asked" open={mapping === null}>
        <div class="ts-lines">{received.text}</div>
      </Details>
      {stage !== 'closed' && <Next visit={visit} request={request} />}
      {request.protection !== null && (
        <>
          <h2 class="ts-h2">What is given out, and what it gives away</h2>
          <PrintedTables request={request} />
        </>
      )}
      {frozen !== null && may('answer a request') && (
        <>
          <h2 class="ts-h2">The numbers, exact and internal</h2>
          <p class="govuk-body">
            As known {momentInWords(frozen.knownOn)}. Frozen: what is corrected later changes nothing here.
          </p>
          <PressBox
            seal={seal}
            action={paths.requestAgain(params.request)}
            label="Count again, and compare"
            classes="ts-plain"
          />
          <ul class="ts-links ts-links--row">
            {(['xlsx', 'ods'] as const).map((kind) => (
              <li key={kind}>
                <a href={paths.requestTables(params.request, kind)}>Save as {kind.toUpperCase()}</a>
              </li>
            ))}
          </ul>
          {request.protection === null ? (
            <FrozenTables frozen={frozen} decisions={request.decisions} />
          ) : (
            <Details summary="The exact tables">
              <h3 class="govuk-visually-hidden">The exact tables</h3>
              <FrozenTables frozen={frozen} decisions={null} />
            </Details>
          )}
        </>
      )}
      <h2 class="ts-h2">What was done</h2>
      <ol class="govuk-list govuk-list--number">
        {request.steps.map((step) => (
          <li key={step.step}>
            {stepWords[step.what]}, {momentInWords(step.at)}, {names.get(step.by) ?? 'somebody who has left'}
            {'words' in step.says && step.says.words !== '' && `: ${step.says.words}`}
          </li>
        ))}
      </ol>
    </>,
    { section: 'questions', error: problem !== null },
  )
}

const stepWords = {
  received: 'Written down',
  mapped: 'Parts confirmed',
  frozen: 'Numbers frozen',
  decided: 'Decided about each table',
  protected: 'Protected, and audited',
  released: 'Released',
  approved: 'Approved',
  'sent back': 'Sent back',
  closed: 'Closed',
} as const

/** What can be done next, with the step that is due first. */
function Next({ visit, request }: { visit: Here; request: Request }) {
  const { may, seal, params, person, site } = visit
  const works = may('answer a request')
  const { stage, frozen } = request
  const approves =
    decide(person, 'approve an answer', { council: site.council.id }).ok && stage === 'to approve'
  const isOpen = stage !== 'released'
  return (
    <>
      <h2 class="ts-h2">{isOpen ? 'What to do next' : 'What was given out'}</h2>
      {works && stage === 'to freeze' && (
        <PressBox
          seal={seal}
          action={paths.freezeRequest(params.request)}
          label="Count, and freeze the numbers"
        />
      )}
      {works && stage === 'to protect' && (
        <PressBox
          seal={seal}
          action={paths.protectRequest(params.request)}
          label="Protect the numbers, and audit them"
        />
      )}
      {works && stage === 'approved' && (
        <p class="govuk-body">
          <a class="govuk-button" href={paths.releaseRequest(params.request)}>
            Release it
          </a>
        </p>
      )}
      <ul class="ts-links ts-links--row">
        {works && isOpen && (
          <li>
            <a href={paths.mapRequest(params.request)}>
              {request.mapping === null ? 'Read its parts' : 'Read its parts again'}
            </a>
          </li>
        )}
        {works && isOpen && frozen !== null && (
          <li>
            <a href={paths.decideRequest(params.request)}>
              {request.decisions === null ? 'Decide about each table' : 'Decide again'}
            </a>
          </li>
        )}
        {frozen !== null && (
          <li>
            <a href={paths.requestLetter(params.request)}>
              {isOpen ? 'The letter, as a draft' : 'The letter'}
            </a>
          </li>
        )}
        {works &&
          (stage === 'approved' || stage === 'released') &&
          (['xlsx', 'ods'] as const).map((kind) => (
            <li key={kind}>
              <a href={paths.printedTables(params.request, kind)}>Printed tables as {kind.toUpperCase()}</a>
            </li>
          ))}
        {approves && (
          <li>
            <a href={paths.approveRequest(params.request)}>Approve it, or send it back</a>
          </li>
        )}
      </ul>
      {works && isOpen && (
        <>
          {request.protection !== null && (
            <PressBox
              seal={seal}
              action={paths.protectRequest(params.request)}
              label="Protect and audit again"
              classes="ts-plain"
            />
          )}
          <Details summary="Close without an answer">
            <FormBox seal={seal} action={paths.closeRequest(params.request)}>
              {closing.all(enter({}), {})}
              <Button variant="secondary">Close it</Button>
            </FormBox>
          </Details>
        </>
      )}
    </>
  )
}

const closing = form({
  why: text('Why? For example: withdrawn by whoever asked', { needed: 'Say why it is closed.' }),
})

const requestPage = page('/requests/:request', { needs: 'answer a request', show: (visit) => shown(visit) })

/** What a request is changed by: with the number of steps that the writer saw, so that nobody writes over another. */
export async function working(visit: Here): Promise<{
  db: Here['db']
  permit: Here['permit']
  keys: Here['site']['keys']
  id: Id
  seen: number
} | null> {
  const { site, permit, params } = visit
  const request = await requestAt(visit)
  return request === null
    ? null
    : { db: site.register, permit, keys: site.keys, id: params.request, seen: request.steps.length }
}

export const requestPages = [requestPage]
