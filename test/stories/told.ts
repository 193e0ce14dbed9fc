import { answerEcpat, type MeasureId, usualSettings } from '../../src/figures/index.ts'
import { type Desk, deskAt, firstMinute, isOverdue, usualClocks } from '../../src/missing/index.ts'
import { day, type Id, instant, type Instant } from '../../src/plain/index.ts'
import { currentEntries, said, type Said } from '../../src/register/index.ts'
import { returnRows } from '../../src/returns/index.ts'
import { aChild, type TestRegister, testRegister } from '../support/register.ts'
import { testSite, type Visitor } from '../support/site.ts'

/**
 * One invented child, told over the real pages and database: what was typed, and what then stands on the desk, in the
 * chronology, in the rows of the return and in the figures.
 */
export type Story = {
  register: TestRegister
  child: Id
  coordinator: Visitor
  /** Sends a form of the child's and says where it led; a form that comes back with errors fails the story. */
  writes: (path: string, answers: Record<string, string>) => Promise<string>
  reportedMissing: (answers: Record<string, string>) => Promise<Id>
  fact: (kind: number) => Promise<Id>
  desk: (at: string) => Promise<OnDesk>
  page: () => Promise<string>
  rowsOf: (year: number) => Promise<ReturnType<typeof returnRows>>
  figures: (from: string, to: string) => Promise<Record<MeasureId, number | null>>
}

export type OnDesk = {
  state: string | null
  since: string | null
  overdue: string[]
  toCome: Record<string, string>
  /** The interview that is due first, and when all are. */
  interview: { dueAt: string; timeRecorded: boolean } | null
  interviewsDue: string[]
}

/** `3 Feb 2026 1:07am` as the boxes of a form. */
export const on = (name: string, date: string, time = ''): Record<string, string> => ({
  [`${name}-day`]: String(Number(date.slice(8))),
  [`${name}-month`]: String(Number(date.slice(5, 7))),
  [`${name}-year`]: date.slice(0, 4),
  [`${name}-time`]: time,
})

const seconds = (at: Instant) => `${at.slice(0, 16)}Z`

export async function tell(
  dob: string,
  entries: Said[],
  name = { forename: 'Kelmo', surname: 'Darashe' },
): Promise<Story> {
  const register = await testRegister('demonstration')
  const { signedInAs } = testSite(register)
  const coordinator = await signedInAs('missing-coordinator')
  const child = await aChild(
    register,
    'STORY1',
    [said('name', 'usual', { sealed: name }), ...entries],
    day(dob),
  )
  const entriesNow = () => currentEntries(register.db, register.council.id, [child], null)
  const writes = async (path: string, answers: Record<string, string>) => {
    const page = await coordinator.send(`/children/${child}${path}`, answers)
    if (page.status !== 200)
      throw new Error(
        `${path} answers ${page.status}: ${/error-summary__list[^>]*>(.*?)<\/ul>/s.exec(page.html)?.[1] ?? page.html.slice(0, 400)}`,
      )
    return page.at
  }
  const fact = async (kind: number): Promise<Id> => {
    const rows = (await entriesNow()).filter((row) => row.kind === kind)
    const last = rows.sort((a, b) =>
      (a.from_at ?? a.from_on ?? '') < (b.from_at ?? b.from_on ?? '') ? 1 : -1,
    )[0]
    if (last === undefined) throw new Error(`Nothing of kind ${kind} is written down`)
    return last.fact
  }
  const rowsOf = async (year: number) =>
    returnRows(await entriesNow(), { from: day(`${year - 1}-04-01`), to: day(`${year}-03-31`) })
  return {
    register,
    child,
    coordinator,
    writes,
    fact,
    rowsOf,
    reportedMissing: async (answers) => {
      await writes('/missing', { code: 'M', police: 'no', ...answers })
      return fact(12)
    },
    desk: async (at) => {
      const when = instant(at)
      const desk: Desk = await deskAt(
        register.db,
        register.permit('missing-coordinator', 'see who is missing'),
        when,
        { clocks: usualClocks, interviewsSince: null },
      )
      const one = desk.cases.find((other) => other.child === child)
      const interviews = desk.interviews.filter((other) => other.child === child)
      const [interview] = interviews
      const open = (one?.due ?? []).filter((due) => due.doneAt === null)
      return {
        state: one?.state ?? null,
        since: one === undefined ? null : seconds(firstMinute(one.since)),
        overdue: open.filter((due) => due.kind === 'duty' && isOverdue(due, when)).map((due) => due.what),
        toCome: Object.fromEntries(
          open.filter((due) => due.dueAt > when).map((due) => [due.clock, seconds(due.dueAt)]),
        ),
        interview:
          interview === undefined
            ? null
            : { dueAt: seconds(interview.dueAt), timeRecorded: interview.timeRecorded },
        interviewsDue: interviews.map((other) => seconds(other.dueAt)),
      }
    },
    page: async () => (await coordinator.get(`/children/${child}`)).html,
    figures: async (from, to) => {
      const answer = await answerEcpat(
        register.db,
        register.permit('data-officer', 'ask a question'),
        register.council,
        { period: { from: day(from), to: day(to) }, knownOn: null, settings: usualSettings },
      )
      return Object.fromEntries(answer.measures.map((one) => [one.id, one.value])) as Record<
        MeasureId,
        number | null
      >
    },
  }
}

/** In care from a day, as the return has it. */
export const inCare = (from: string, until: string | null = null, rec = ''): Said =>
  said('episode', 'V2', {
    from: day(from),
    until: until === null ? null : day(until),
    attributes: { place: 'U4', reasonNew: 'S', ...(rec === '' ? {} : { reasonCeased: rec }) },
  })

export const unaccompanied = (): Said => said('immigration', 'uasc')
