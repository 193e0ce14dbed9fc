import { checkPermit, type Permit } from '../access/index.ts'
import type { Db } from '../database/index.ts'
import { type ClockSettings, clockSeconds } from '../missing/index.ts'
import {
  addSeconds,
  type Id,
  type Instant,
  londonDate,
  type PlainDate,
  startOfLondonDay,
} from '../plain/index.ts'
import type { Entry } from '../register/index.ts'
import { reachedAt } from '../standard/index.ts'
import * as store from './store.ts'

/** When a plan began and when the child was last reached: all that the clock of check-ins needs to know. */
export type Watched = { since: Instant; lastReached: Instant | null }

/**
 * When the next check-in of the first days is due: so long after the last time that somebody reached the child, or after the
 * plan was made; null where the first days are over by then.
 *
 * A try that reached nobody moves nothing: the clock runs from the last time that the child was there.
 */
export function nextCheckIn({ since, lastReached }: Watched, settings: ClockSettings): Instant | null {
  if (!settings['check-in'].on || !settings['first-days'].on) return null
  const last = lastReached === null || lastReached < since ? since : lastReached
  const due = addSeconds(last, clockSeconds('check-in', settings))
  return due > addSeconds(since, clockSeconds('first-days', settings)) ? null : due
}

export type FirstDays = {
  /** The plan that is in force. */
  plan: Entry | null
  /** The placement that the child is in. */
  placement: Entry | null
  /** Newest first. */
  checkIns: readonly Entry[]
  /** When somebody is to look next, while the first days last and the child is not missing. */
  due: Instant | null
  /** The placement is newer than the plan, or there is none, and the first days are not over: somebody is to make it. */
  lacksPlan: boolean
}

const whenOf = (day: PlainDate | null, at: Instant | null): Instant | null =>
  at ?? (day === null ? null : startOfLondonDay(day))

const startOf = (entry: Pick<Entry, 'from' | 'fromAt' | 'knownFrom'>): Instant =>
  whenOf(entry.from, entry.fromAt) ?? entry.knownFrom

/** What the record says of the first days in the placement of now. */
export function firstDaysOf(known: readonly Entry[], settings: ClockSettings, now: Instant): FirstDays {
  const open = (kind: Entry['kind']) =>
    known
      .filter((entry) => entry.kind === kind && entry.until === null)
      .sort((a, b) => (startOf(a) < startOf(b) ? 1 : -1))[0] ?? null
  const plan = open('safety-plan')
  const today = londonDate(now)
  const placement =
    known
      .filter(
        (entry) =>
          entry.kind === 'placement' &&
          (entry.from ?? '') <= today &&
          (entry.until === null || entry.until > today),
      )
      .sort((a, b) => (startOf(a) < startOf(b) ? 1 : -1))[0] ?? null
  const checkIns = known
    .filter((entry) => entry.kind === 'check-in' && plan !== null && entry.about === plan.fact)
    .sort((a, b) => (startOf(a) < startOf(b) ? 1 : -1))
  // Whoever was located or came back was reached as well.
  const reached = [
    ...checkIns.filter(({ code }) => reachedAt.includes(code)),
    ...known.filter(({ kind }) => kind === 'located' || kind === 'returned'),
  ]
    .map(startOf)
    .sort()
    .at(-1)
  const gone = open('missing') !== null
  const isNew =
    placement?.from !== null &&
    placement?.from !== undefined &&
    addSeconds(startOf(placement), clockSeconds('first-days', settings)) > now &&
    startOf(placement) <= now
  return {
    plan,
    placement,
    checkIns,
    due:
      plan === null || gone
        ? null
        : nextCheckIn({ since: startOf(plan), lastReached: reached ?? null }, settings),
    lacksPlan: isNew && (plan === null || (plan.from ?? '') < (placement.from ?? '')),
  }
}

/** Check-ins that are to come or over, of children whom `db` reads, soonest first. */
export async function checkInsDue(
  db: Db,
  permit: Permit<'see today'>,
  settings: ClockSettings,
): Promise<{ child: Id; due: Instant }[]> {
  const { council } = checkPermit(permit, 'see today').person
  const rows = await store.watched(db, council, clockSeconds('first-days', settings) + overSeconds)
  return rows
    .flatMap(({ child, since, reached }) => {
      const due = nextCheckIn({ since, lastReached: reached }, settings)
      return due === null ? [] : [{ child, due }]
    })
    .sort((a, b) => (a.due < b.due ? -1 : 1))
}

/** For how long a check-in that nobody wrote down stays on the first page after the first days are over. */
const overSeconds = 24 * 3600
