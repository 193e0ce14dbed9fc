import {
  addDays,
  addSeconds,
  birthday,
  type Instant,
  type LeapBirthday,
  type PlainDate,
  startOfLondonDay,
} from '../plain/index.ts'
import { type Clock, type ClockId, clocks } from '../standard/index.ts'
import { earliest, firstMinute, lastSpell, type Moment, newest, type Occurrence } from './occurrence.ts'

/** How a council has set the clocks: whether each runs, and how long it is. */
export type ClockSettings = Readonly<Record<ClockId, { on: boolean; seconds: number | null }>>

export const clockIds = Object.keys(clocks) as ClockId[]

/** What runs where nobody has set anything. */
export const usualClocks: ClockSettings = Object.fromEntries(
  clockIds.map((id) => [id, { on: clocks[id].on, seconds: null }]),
) as ClockSettings

/** How long a clock of seconds is here: as the council has set it, or as the rule says. */
export function clockSeconds(id: ClockId, settings: ClockSettings): number {
  const { length } = clocks[id]
  return settings[id].seconds ?? ('seconds' in length ? length.seconds : 0)
}

/** Something that is due, was done, or will pass by itself. */
export type Due = {
  clock: ClockId | 'task' | 'meeting'
  /** What is to be done, in words. */
  what: string
  kind: 'duty' | 'mark'
  dueAt: Instant
  doneAt: Instant | null
  /** False where the clock runs from the first minute of a day, because no time was recorded. */
  timeRecorded: boolean
}

export const isOverdue = (due: Pick<Due, 'dueAt' | 'doneAt'>, at: Instant): boolean =>
  due.doneAt === null && due.dueAt <= at

/**
 * When a clock that starts at a moment runs out. Seconds are real time, so that 72 hours over a clock change are still
 * 72 × 3,600 seconds; days and birthdays are days of the calendar in London, and fall on their first minute.
 */
export function runsOut(
  clock: Clock,
  start: Moment,
  setSeconds: number | null = null,
  leap: LeapBirthday = '1 March',
): Instant {
  if (setSeconds !== null) return addSeconds(firstMinute(start), setSeconds)
  const { length } = clock
  if ('seconds' in length) return addSeconds(firstMinute(start), length.seconds)
  if ('days' in length) return startOfLondonDay(addDays(start.day, length.days))
  return startOfLondonDay(birthday(start.day, length.years, leap))
}

/** What else the clocks of an occurrence need to know of the child. */
export type About = { dob: PlainDate | null; unaccompanied: boolean }

/**
 * The clocks that run while a child is missing or away, done or not, in the order of the standard. An away child's
 * whereabouts are known: only the birthday runs.
 */
export function clocksOf(
  occurrence: Occurrence,
  about: About,
  settings: ClockSettings,
  leap: LeapBirthday = '1 March',
): Due[] {
  const first = occurrence.spells[0]
  const gone = occurrence.spells.find((spell) => spell.kind === 'missing')
  const current = lastSpell(occurrence)
  const found: Due[] = []
  const put = (id: ClockId, start: Moment, doneAt: Instant | null) => {
    const clock: Clock = clocks[id]
    if (!settings[id].on || clock.kind === 'notice') return
    found.push({
      clock: id,
      what: clock.does,
      kind: clock.kind,
      dueAt: runsOut(clock, start, settings[id].seconds, leap),
      doneAt,
      timeRecorded: start.at !== null,
    })
  }
  const told = (whom: string) => {
    const word = earliest(occurrence, 'told', [whom])
    return word === null ? null : firstMinute(word.when)
  }
  if (gone !== undefined && first !== undefined) {
    const reported =
      gone.reportedAt !== null && gone.reportedAt > firstMinute(gone.since)
        ? { day: gone.since.day, at: gone.reportedAt }
        : gone.since
    put('tell-police', reported, told('police'))
    put('senior-alert', gone.since, told('senior-manager'))
    if (current.kind === 'missing') {
      const review = newest(occurrence, 'meeting', ['review'])
      put('six-weekly-review', review === null ? gone.since : { ...review.when, at: null }, null)
      if (about.unaccompanied) put('grant-stop', { ...current.since, at: null }, null)
    }
  }
  if (about.dob !== null) put('birthday-18', { day: about.dob, at: null }, null)
  return found
}

/** The open duty that is due first; where none is open, the next mark that is still to come. */
export function nextDue(list: readonly Due[], at: Instant): Due | null {
  const byTime = [...list]
    .filter((due) => due.doneAt === null)
    .sort((a, b) => (a.dueAt < b.dueAt ? -1 : a.dueAt > b.dueAt ? 1 : 0))
  return (
    byTime.find((due) => due.kind === 'duty') ??
    byTime.find((due) => due.kind === 'mark' && due.dueAt > at) ??
    null
  )
}
