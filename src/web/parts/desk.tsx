import {
  type Case,
  clockSettingsAt,
  deskAt,
  type Due as DueItem,
  firstMinute,
  type Interview,
} from '../../missing/index.ts'
import { addDays, duration, type Id, type Instant, millis } from '../../plain/index.ts'
import { describeChildren, type Found, whomOneMayOpen } from '../../register/index.ts'
import { clocks, labelOf, riskGrade, whoIsTold } from '../../standard/index.ts'
import type { Visit } from '../page.tsx'
import { leftInWords, toneOf, whenInWords } from './due-words.ts'
import { Due, Mark } from './small.tsx'
import { dayInWords } from './words.ts'

type Here = Visit<'/missing', 'see who is missing'>

/** A child on the desk whom the reader may open, with what the register says is due. */
export type DeskCase = Case & { found: Found }
export type DeskInterview = Interview & { found: Found }

/** For how many days the desk shows interviews that are not held; older ones stay in `turnstone desk` and on the record. */
export const interviewDays = 28

/** Cases and interviews of children whom the reader may open, with the team of each; nobody is named yet. */
export type DeskRead = {
  at: Instant
  cases: (Case & { team: Id | null })[]
  interviews: Interview[]
}

/** The desk as the register computes it, of the children whom the reader may open. */
export async function readDesk(
  visit: Pick<Here, 'site' | 'db' | 'permit' | 'now' | 'today'>,
): Promise<DeskRead> {
  const { site, db, permit, now, today } = visit
  const desk = await deskAt(site.register, permit, now, {
    clocks: await clockSettingsAt(site.register, site.council.id, now),
    interviewsSince: addDays(today, -interviewDays),
    memory: site.desk,
  })
  const ids = [...new Set([...desk.cases, ...desk.interviews].map((one) => one.child))]
  const mayOpen = await whomOneMayOpen(db, permit, ids)
  return {
    at: desk.at,
    cases: desk.cases.flatMap((one) => {
      const opened = mayOpen.get(one.child)
      return opened === undefined ? [] : [{ ...one, team: opened.team }]
    }),
    interviews: desk.interviews.filter((one) => mayOpen.has(one.child)),
  }
}

/** Names what a page shows, and nobody else: a desk may count many more than it shows. */
export async function named<T extends { child: Id }>(
  visit: Pick<Visit<'/', 'see who is missing' | 'see today'>, 'db' | 'permit' | 'vault' | 'today'>,
  all: readonly T[],
): Promise<(T & { found: Found })[]> {
  const { db, permit, vault, today } = visit
  const ids = [...new Set(all.map((one) => one.child))]
  const seen = new Map((await describeChildren(db, permit, vault, ids, today)).map((one) => [one.child, one]))
  return all.flatMap((one) => {
    const found = seen.get(one.child)
    return found === undefined ? [] : [{ ...one, found }]
  })
}

/** Whom the guidance has told when this child goes missing, and who of them has been. */
export function toldOf(one: Case): { told: string[]; notYet: string[] } {
  const should = [
    ...(one.state === 'away' ? [] : ['police']),
    'carer',
    ...(one.unaccompanied ? ['home-office', 'guardian'] : []),
  ]
  const done = new Set(one.occurrence.words.filter((word) => word.kind === 'told').map((word) => word.code))
  const words = (codes: string[]) => codes.map((code) => labelOf(whoIsTold, code))
  // Inside a sentence, where only names keep their capitals.
  const small = (label: string) =>
    /^(Home Office|Missing People)/.test(label) ? label : label.charAt(0).toLowerCase() + label.slice(1)
  return {
    told: words([...done]),
    notYet: words(should.filter((code) => !done.has(code))).map(small),
  }
}

/** `Missing for`: how long, and since when. */
export const sinceInWords = (one: Case, now: Instant): string =>
  `${duration(millis(now) - millis(firstMinute(one.since)))}, since ${one.since.at === null ? `${dayInWords(one.since.day, null)}, time not recorded` : whenInWords(one.since.at, now)}`

export const stateWords: Record<Case['state'], string> = {
  missing: 'Missing',
  away: 'Away, and we know where',
  'not found': 'Closed by the rules of the return, not found',
}

/** What is due next, with the bar that says how pressing it is. */
export function NextDue({ due, now }: { due: DueItem | null; now: Instant }) {
  if (due === null) return <span class="ts-quiet">Nothing is due</span>
  return <Due what={due.what} left={leftInWords(due, now)} tone={toneOf(due, now)} />
}

export const Grade = ({ one }: { one: Case }) =>
  one.grade === null ? (
    <span class="ts-quiet">not graded</span>
  ) : (
    <Mark {...(one.grade.code === 'high' ? { tone: 'strong' as const } : {})}>
      {labelOf(riskGrade, one.grade.code)}
    </Mark>
  )

/** The interview of a child who is back, as something due. */
export const dueOf = (one: Interview): DueItem => ({
  clock: 'return-interview',
  what: clocks['return-interview'].does,
  kind: 'duty',
  dueAt: one.dueAt,
  doneAt: null,
  timeRecorded: one.timeRecorded,
})
