import { type Due, isOverdue } from '../../missing/index.ts'
import {
  addDays,
  clockInWords,
  duration,
  type Instant,
  inWords,
  londonTime,
  millis,
  type PlainDate,
} from '../../plain/index.ts'

const weekday = new Intl.DateTimeFormat('en-GB', { weekday: 'long', timeZone: 'UTC' })
const dayName = (date: PlainDate) => weekday.format(new Date(`${date}T12:00:00Z`))

/**
 * When something is, said as one says it: `4:30am today`, `9:30am on Tuesday`, `12 February 2026`. A moment that falls
 * on the first minute of a day is a day, and is said as one.
 */
export function whenInWords(at: Instant, now: Instant): string {
  const { date, time } = londonTime(at)
  const today = londonTime(now).date
  const clock = time === '00:00' ? '' : clockInWords(time)
  const on = (words: string, plain: string) => (clock === '' ? plain : `${clock} ${words}`)
  if (date === today) return on('today', 'the start of today')
  if (date === addDays(today, 1)) return on('tomorrow', 'tomorrow')
  if (date === addDays(today, -1)) return on('yesterday', 'yesterday')
  if (date > today && date < addDays(today, 7)) return on(`on ${dayName(date)}`, dayName(date))
  return on(`on ${inWords(date)}`, inWords(date))
}

const hour = 3_600_000

/** How pressing: over, within six hours, or later. A mark that passes by itself never presses. */
export function toneOf(due: Due, now: Instant): 'over' | 'soon' | 'later' {
  if (due.kind === 'mark') return 'later'
  if (isOverdue(due, now)) return 'over'
  return millis(due.dueAt) - millis(now) <= 6 * hour ? 'soon' : 'later'
}

/** How much time is left or over: `25 minutes over`, `by 9:30am on Tuesday, 9 hours left`. */
export function leftInWords(due: Due, now: Instant): string {
  const left = millis(due.dueAt) - millis(now)
  const unknown = due.timeRecorded || due.clock === 'task' ? '' : ', time not recorded'
  if (due.kind === 'mark')
    return left <= 0
      ? `was ${whenInWords(due.dueAt, now)}`
      : `${whenInWords(due.dueAt, now)}, in ${duration(left)}`
  if (left <= 0) return `${left > -60_000 ? 'now' : `${duration(left)} over`}${unknown}`
  return `by ${whenInWords(due.dueAt, now)}, ${duration(left)} left${unknown}`
}

/** A check-in that is due, in the shape in which every clock is shown. */
export const checkInDue = (dueAt: Instant): Due => ({
  clock: 'check-in',
  what: 'Look whether the child is there and well',
  kind: 'duty',
  dueAt,
  doneAt: null,
  timeRecorded: true,
})
