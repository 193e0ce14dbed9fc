import { checkPermit, type Permit } from '../access/index.ts'
import type { Db } from '../database/index.ts'
import { defaultWhereabouts, type Life, locatedOn, type WhereaboutsSettings } from '../lives/index.ts'
import {
  addDays,
  addSeconds,
  type Id,
  type Instant,
  londonDate,
  millis,
  type PlainDate,
  startOfLondonDay,
} from '../plain/index.ts'
import { kindName, labelOf, meetingKind, unaccompaniedCodes } from '../standard/index.ts'
import { type ClockSettings, clocksOf, type Due, nextDue } from './clocks.ts'
import { type Interview, interviewOf, stillDue } from './interviews.ts'
import { type DeskMemory, newMemory, readForDesk } from './desk-memory.ts'
import {
  firstMinute,
  lastSpell,
  type Moment,
  newest,
  type Occurrence,
  occurrencesOf,
  type Word,
} from './occurrence.ts'
import * as store from './store.ts'

/** A child on the desk: missing or away now, or closed by the rules of the return and not found. */
export type Case = {
  child: Id
  state: 'missing' | 'away' | 'not found'
  since: Moment
  dob: PlainDate | null
  unaccompanied: boolean
  occurrence: Occurrence
  /** What changed while the child was missing: a birthday, the end of care, a decision. */
  changes: readonly Word[]
  grade: Word | null
  due: readonly Due[]
  next: Due | null
}

export type Desk = {
  at: Instant
  cases: readonly Case[]
  /** Interviews that are due and not held, first due first. */
  interviews: readonly Interview[]
}

export type DeskRules = {
  clocks: ClockSettings
  whereabouts?: WhereaboutsSettings
  /** Interviews of children who came back earlier are left out; null: of all who ever did. */
  interviewsSince: PlainDate | null
  /** Only one child, for a page about that child. */
  only?: Id
  /** What was read before: a desk that is asked for all day reads again only what has moved on. */
  memory?: DeskMemory
}

/**
 * The desk of a council at an instant, with today's knowledge of it, whoever may see what: it is computed by the
 * register, so that no child is on nobody's desk. Sealed words are not read.
 */
export async function deskAt(db: Db, permit: Permit, at: Instant, rules: DeskRules): Promise<Desk> {
  const { council } = checkPermit(
    permit,
    'see who is missing',
    'open a child',
    'report missing',
    'ask a question',
  ).person
  return deskOf(db, council, at, rules)
}

/**
 * For a screen on a wall, which is nobody: who is on the desk, of whom it shows a number and a clock. A restricted
 * child exists for the people named alone, and so not on a wall.
 */
export async function deskForWall(
  db: Db,
  council: number,
  at: Instant,
  rules: Pick<DeskRules, 'clocks' | 'whereabouts'>,
): Promise<Pick<Case, 'child' | 'next'>[]> {
  const { cases } = await deskOf(db, council, at, { ...rules, interviewsSince: londonDate(at) })
  const shown = await store.unrestricted(
    db,
    council,
    cases.map((one) => one.child),
  )
  return cases
    .filter((one) => one.state !== 'not found' && shown.has(one.child))
    .map(({ child, next }) => ({ child, next }))
}

/** For reminders, which name nobody: every case and interview, whoever may see them. */
export const deskForNotices = (
  db: Db,
  council: number,
  at: Instant,
  rules: Pick<DeskRules, 'clocks' | 'memory'>,
): Promise<Desk> => deskOf(db, council, at, { ...rules, interviewsSince: addDays(londonDate(at), -28) })

async function deskOf(db: Db, council: number, at: Instant, rules: DeskRules): Promise<Desk> {
  const day = londonDate(at)
  const children =
    rules.only !== undefined
      ? [rules.only]
      : [
          ...new Set([
            ...(await store.maybeMissing(db, council, day)),
            ...(await store.cameBack(db, council, rules.interviewsSince, day)),
          ]),
        ]
  if (children.length === 0) return { at, cases: [], interviews: [] }
  const read = (await readForDesk(db, council, children, rules.memory ?? newMemory())).map(({ life, rows }) =>
    situationOf(life, rows, at, rules),
  )
  const since = rules.interviewsSince
  return {
    at,
    cases: inOrder(
      read.flatMap((one) => (one.open === null ? [] : [one.open])),
      at,
    ),
    interviews: read
      .flatMap((one) => one.interviews)
      .filter((one) => stillDue(one) && (since === null || one.cameBack.day >= since))
      .sort((a, b) => (a.dueAt < b.dueAt ? -1 : 1)),
  }
}

/** What has been over for longer than this comes after what is due tonight: years-old files must not hide a new case. */
const freshDays = 7

/**
 * Whatever is due first stands first; then what has been over for more than a week, the newest first; then those with
 * nothing to do, who has been missing longest first.
 */
const inOrder = (cases: readonly Case[], at: Instant): Case[] => {
  const fresh = addSeconds(at, -freshDays * 24 * 3600)
  return cases
    .map((one) => ({ one, key: order(one, fresh) }))
    .sort((a, b) => (a.key < b.key ? -1 : 1))
    .map(({ one }) => one)
}
const order = ({ child, next, since }: Case, fresh: Instant): string => {
  const start = firstMinute(since)
  if (next === null) return `3${start}${child}`
  if (next.kind === 'mark') return `2${next.dueAt}${start}${child}`
  if (next.dueAt >= fresh) return `0${next.dueAt}${start}${child}`
  return `1${String(9_999_999_999_999 - millis(next.dueAt))}${start}${child}`
}

/** What one child's record says of being missing at an instant. Pure. */
export function situationOf(
  life: Life,
  rows: readonly store.DeskRow[],
  at: Instant,
  rules: Pick<DeskRules, 'clocks' | 'whereabouts'>,
): { open: Case | null; interviews: Interview[] } {
  const day = londonDate(at)
  const whereabouts = rules.whereabouts ?? defaultWhereabouts
  const occurrences = occurrencesOf(rows, at)
  const episodes = life.episodes
    .filter((one) => one.from <= day)
    .map((one) => (one.until !== null && one.until > day ? { ...one, until: null, reasonCeased: '' } : one))
  const past = (on: PlainDate | null) => (on !== null && on <= day ? on : null)
  const spells = life.missing
    .filter((one) => one.from <= day)
    .map((one) => ({ ...one, returnEnd: past(one.returnEnd), foundOn: past(one.foundOn) }))
  const foundOf = (occurrence: Occurrence): Moment | null => {
    const last = lastSpell(occurrence)
    const spell = spells.find((one) => one.fact === last.fact)
    if (spell === undefined) return null
    const on = locatedOn(spell, spells, life.dob, episodes, whereabouts)
    if (on === null) return null
    return { day: on, at: last.until?.day === on ? last.until.at : null }
  }
  const placements = [
    ...rows
      .filter((row) => kindName(row.kind) === 'placement')
      .map((row) => ({ day: row.from_on as PlainDate, at: row.from_at })),
    ...episodes.map((one) => ({ day: one.from, at: null })),
  ]
    .filter((start) => firstMinute(start) <= at)
    .sort((a, b) => (firstMinute(a) < firstMinute(b) ? -1 : 1))
  const interviews = occurrences
    .filter((occurrence) => lastSpell(occurrence).until !== null)
    .flatMap((occurrence) => {
      const died = newest(occurrence, 'episode-end', ['died']) !== null
      const interview = interviewOf(
        occurrence,
        { found: endedItself(occurrence, foundOf(occurrence)), placements, died },
        rules.clocks,
      )
      return interview === null ? [] : [interview]
    })
  const occurrence = occurrences.at(-1)
  if (occurrence === undefined) return { open: null, interviews }
  const last = lastSpell(occurrence)
  const state =
    last.until === null
      ? last.kind
      : last.kind === 'missing' && foundOf(occurrence) === null
        ? 'not found'
        : null
  const died = newest(occurrence, 'episode-end', ['died']) !== null
  if (state === null || died) return { open: null, interviews }
  const unaccompanied = life.immigration.some(
    (spell) =>
      unaccompaniedCodes.includes(spell.code) &&
      (spell.from === null || spell.from <= day) &&
      (spell.until === null || spell.until >= day),
  )
  const about = { dob: life.dob, unaccompanied }
  const due = [
    ...clocksOf(occurrence, about, rules.clocks, whereabouts.leap),
    ...plannedOf(occurrence, rows, at),
    ...searchReview(occurrence, rows, state, at),
  ]
  return {
    open: {
      child: life.child,
      state,
      since: (occurrence.spells[0] ?? last).since,
      dob: life.dob,
      unaccompanied,
      occurrence,
      changes: occurrence.words.filter((word) => word.kind === 'episode-end'),
      grade: newest(occurrence, 'risk'),
      due,
      // Years later the first thing is who goes on looking, not the call that was never written down.
      next: nextDue(state === 'not found' ? due.filter((one) => one.clock !== 'tell-police') : due, at),
    },
    interviews,
  }
}

/** A finding that ends this occurrence; one that only a later disappearance shows says nothing of a return. */
const endedItself = (occurrence: Occurrence, found: Moment | null): Moment | null =>
  found !== null && lastSpell(occurrence).until?.day === found.day ? found : null

const aboutIt = (occurrence: Occurrence, row: store.DeskRow): boolean =>
  occurrence.spells.some((spell) => spell.fact === row.about)

/** Meetings that are agreed for later, and tasks that are not done. */
function plannedOf(occurrence: Occurrence, rows: readonly store.DeskRow[], at: Instant): Due[] {
  return rows.flatMap((row): Due[] => {
    if (!aboutIt(occurrence, row) || row.from_on === null) return []
    const when: Moment = { day: row.from_on, at: row.from_at }
    if (kindName(row.kind) === 'meeting' && firstMinute(when) > at)
      return [
        {
          clock: 'meeting',
          what: labelOf(meetingKind, row.code),
          kind: 'duty',
          dueAt: firstMinute(when),
          doneAt: null,
          timeRecorded: when.at !== null,
        },
      ]
    const by = row.attributes['due']
    if (
      kindName(row.kind) === 'task' &&
      row.code === 'search-review' &&
      row.until_on === null &&
      typeof by === 'string'
    )
      return [
        {
          clock: 'task',
          what: 'Review the search',
          kind: 'duty',
          // Something to do by a day may be done until the day is over.
          dueAt: startOfLondonDay(addDays(by as PlainDate, 1)),
          doneAt: null,
          timeRecorded: false,
        },
      ]
    return []
  })
}

/** Whoever turns 18 or leaves care while missing stays looked for: somebody must own the search and review it. */
function searchReview(
  occurrence: Occurrence,
  rows: readonly store.DeskRow[],
  state: Case['state'],
  at: Instant,
): Due[] {
  const change = newest(occurrence, 'episode-end')
  const since = change?.when ?? (state === 'not found' ? lastSpell(occurrence).until : null)
  const owned = rows.some(
    (row) =>
      kindName(row.kind) === 'task' &&
      row.code === 'search-review' &&
      row.until_on === null &&
      aboutIt(occurrence, row),
  )
  if (since === null || owned || firstMinute(since) > at) return []
  return [
    {
      clock: 'task',
      what: 'Say who goes on looking, and when that is reviewed',
      kind: 'duty',
      dueAt: firstMinute(since),
      doneAt: null,
      timeRecorded: since.at !== null,
    },
  ]
}
