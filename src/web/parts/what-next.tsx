import type { Desk } from '../../missing/index.ts'
import { list } from '../../plain/index.ts'
import type { FirstDays } from '../../pursuit/index.ts'
import type { ChildRecord, Entry } from '../../register/index.ts'
import { type Course, coursesOf, isOver, nameOfCouncil, owesNews } from '../../schemes/index.ts'
import { WarningText } from '../govuk/index.ts'
import type { Visit } from '../page.tsx'
import { paths } from '../paths.ts'
import { dueOf } from './desk.tsx'
import { checkInDue, leftInWords, toneOf } from './due-words.ts'
import { Due } from './small.tsx'
import { Tasks } from './tasks.tsx'
import { stateInWords } from './transfer-words.ts'
import { holidaysHere } from './transfers.ts'

type Here = Visit<'/children/:child', 'open a child'>

/** What nobody could say when the child was reported, until somebody writes it down. */
function StillToAsk({ missing, visit }: { missing: Entry; visit: Here }) {
  const ask = [
    ...(missing.fromAt === null ? ['at what time the child was last seen'] : []),
    ...((missing.sealed['where'] ?? '') === '' ? ['where, and by whom'] : []),
    ...((missing.sealed['wearing'] ?? '') === '' ? ['what they were wearing and have with them'] : []),
  ]
  if (ask.length === 0) return null
  return (
    <p class="govuk-body">
      <strong>Still to ask:</strong> {list(ask)}.
      {visit.may('correct an entry') && (
        <>
          {' '}
          <a href={paths.correct(visit.params.child, missing.fact)}>Write it down</a>
        </>
      )}
    </p>
  )
}

/** The plan that is lacking, or the check-in that is due next, while the first days of a placement last. */
function FirstDaysNext({ visit, first }: { visit: Here; first: FirstDays }) {
  const { params, now } = visit
  if (first.due === null && !first.lacksPlan) return null
  return (
    <>
      {first.due !== null && (
        <Due
          what="Look whether the child is there and well"
          left={leftInWords(checkInDue(first.due), now)}
          tone={toneOf(checkInDue(first.due), now)}
        />
      )}
      <p class="govuk-body">
        {first.lacksPlan && <strong>There is no safety plan for this placement. </strong>}
        <a href={paths.safetyPlan(params.child)}>The first days: risk, safety plan, check-ins</a>
      </p>
    </>
  )
}

const ways = {
  sending: { moving: 'is to move to them', moved: 'has moved to them', ended: 'was to move to them' },
  receiving: {
    moving: 'is to come from them',
    moved: 'has come from them',
    ended: 'was to come from them',
  },
} as const

/** Whether the child was missing before a transfer ended: then the other council looks for them, too. */
const beganBefore = (missing: Entry | null, { steps }: Course): boolean => {
  const end = steps.find((step) => step.name !== 'news' && isOver(step.name))?.entry.from ?? null
  return missing !== null && missing.from !== null && end !== null && missing.from <= end
}

/** Where the child is between two councils: how far that is, and who must be rung while the child is missing. */
function TransferNext({
  visit,
  known,
  record,
  missing,
}: {
  visit: Here
  known: readonly Entry[]
  record: ChildRecord
  missing: Entry | null
}) {
  const course = coursesOf(known, holidaysHere(visit.site)).find(
    (one) => !isOver(one.state) || owesNews(one, record) || beganBefore(missing, one),
  )
  if (course === undefined) return null
  const they = nameOfCouncil(course.with)
  return (
    <>
      {missing !== null && (
        <WarningText>
          {`Ring ${they} now: the child ${ways[course.role][course.state === 'acknowledged' ? 'moved' : isOver(course.state) ? 'ended' : 'moving']}, and they look for the child too.`}
        </WarningText>
      )}
      <p class="govuk-body">
        {visit.may('transfer a child') ? (
          <a href={paths.transfer(visit.params.child, course.transfer)}>
            Transfer {course.role === 'sending' ? 'to' : 'from'} {they}
          </a>
        ) : (
          `Transfer ${course.role === 'sending' ? 'to' : 'from'} ${they}`
        )}
        : {stateInWords(course)}.
      </p>
    </>
  )
}

/** What to do next, and everything that can be written down, with the most urgent first. */
export function WhatNext({
  visit,
  known,
  record,
  missing,
  desk,
  first,
}: {
  visit: Here
  known: readonly Entry[]
  record: ChildRecord
  missing: Entry | null
  desk: Desk
  first: FirstDays
}) {
  const { may, params } = visit
  const due = (desk.cases[0]?.due ?? []).filter((one) => one.doneAt === null && one.kind === 'duty')
  const located =
    missing !== null && known.some((one) => one.kind === 'located' && one.about === missing.fact)
  return (
    <>
      {missing !== null && (
        <>
          <h2 class="ts-h2">What to do next</h2>
          <ul class="ts-duties">
            {due.map((one) => (
              <li key={one.what}>
                <Due what={one.what} left={leftInWords(one, visit.now)} tone={toneOf(one, visit.now)} />
                {one.clock === 'tell-police' && may('report missing') && (
                  <p class="ts-small">
                    <a href={paths.policeReport(params.child, missing.fact)}>
                      The report is filled in from what we know
                    </a>
                    {' · '}
                    <a href={paths.newsOf(params.child, missing.fact, 'told')}>
                      Write down that they were told
                    </a>
                  </p>
                )}
              </li>
            ))}
          </ul>
          <StillToAsk missing={missing} visit={visit} />
          <ul class="ts-links ts-links--row">
            <li>
              <a href={paths.sheet(params.child)}>Grab sheet</a>
            </li>
            {may('report missing') && (
              <li>
                <a href={paths.news(params.child, missing.fact)}>Add news</a>
              </li>
            )}
            {may('report missing') && !located && (
              <li>
                <a href={paths.recordLocated(params.child, missing.fact)}>Located</a>
              </li>
            )}
            {may('report missing') && (
              <li>
                <a href={paths.recordReturned(params.child, missing.fact)}>Returned</a>
              </li>
            )}
          </ul>
        </>
      )}
      {desk.interviews.map((one) => (
        <p class="govuk-body" key={one.fact}>
          <a href={paths.interview(params.child, one.fact)}>Return interview</a>:{' '}
          {leftInWords(dueOf(one), visit.now)}
          {may('report missing') &&
            !known.some((entry) => entry.kind === 'returned' && entry.about === one.fact) && (
              <>
                {'. '}
                <a href={paths.recordReturned(params.child, one.fact)}>Returned</a> is not written down yet.
              </>
            )}
        </p>
      ))}
      <TransferNext visit={visit} known={known} record={record} missing={missing} />
      <FirstDaysNext visit={visit} first={first} />
      <Tasks visit={visit} known={known} />
      <h2 class="ts-h2">Write down</h2>
      <ul class="ts-links ts-links--row">
        {may('report missing') && missing === null && (
          <li>
            <a href={paths.reportMissing(params.child)}>Missing or away</a>
          </li>
        )}
        {may('write a note') && (
          <li>
            <a href={paths.recordNote(params.child)}>A note</a>
          </li>
        )}
        {may('record an entry') && (
          <>
            {may('add a document') && (
              <li>
                <a href={paths.addDocument(params.child)}>A photo or document</a>
              </li>
            )}
            <li>
              <a href={paths.recordPlacement(params.child)}>A placement</a>
            </li>
            <li>
              <a href={paths.recordTrafficking(params.child)}>Trafficking status</a>
            </li>
            <li>
              <a href={paths.recordIndicators(params.child)}>Indicators of trafficking</a>
            </li>
            <li>
              <a href={paths.recordContact(params.child)}>Somebody reached the child</a>
            </li>
            <li>
              <a href={paths.messages(params.child)}>A found phone, chat or letter</a>
            </li>
            <li>
              <a href={paths.exploitation(params.child)}>How the child was exploited</a>
            </li>
            <li>
              <a href={paths.guardian(params.child)}>Independent guardian</a>
            </li>
            <li>
              <a href={paths.findPlace(params.child)}>Find a place</a>
            </li>
            <li>
              <a href={paths.schemeStep(params.child)}>Step in a scheme</a>
            </li>
            {may('transfer a child') && (
              <li>
                <a href={paths.childTransfers(params.child)}>Transfer to another council</a>
              </li>
            )}
            <li>
              <a href={paths.fact(params.child, 'age')}>Age</a>
            </li>
            <li>
              <a href={paths.fact(params.child, 'legal-status')}>Legal status</a>
            </li>
            <li>
              <a href={paths.fact(params.child, 'family')}>Family</a>
            </li>
            <li>
              <a href={paths.fact(params.child, 'task')}>Something to do</a>
            </li>
          </>
        )}
      </ul>
    </>
  )
}
