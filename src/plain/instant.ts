import { type Outcome, ok, refused } from './outcome.ts'
import { addDays, type PlainDate, parseIsoDate } from './plain-date.ts'

/**
 * A moment in time, UTC, always `YYYY-MM-DDTHH:MM:SS.ffffffZ`. Microseconds, because the register's recorded
 * time has them; always the same width, because then the order of the strings is the order of the moments.
 */
export type Instant = string & { readonly brand: 'Instant' }

/** A local time in London that cannot be turned into one moment without asking. */
export type LocalTimeProblem =
  | { problem: 'not a time'; says: string }
  | { problem: 'skipped'; says: string }
  | { problem: 'twice'; says: string; first: Instant; second: Instant }

export const instantOf = (date: Date): Instant => date.toISOString().replace('Z', '000Z') as Instant

export const toDate = (instant: Instant): Date => new Date(`${instant.slice(0, 23)}Z`)

/** Milliseconds since 1970: enough for clocks that run in minutes. */
export const millis = (instant: Instant): number => toDate(instant).getTime()

/** Microseconds since 1970: recorded time to its last digit, exact in a double until the year 2255. */
export const micros = (instant: Instant): number => millis(instant) * 1000 + Number(instant.slice(23, 26))

export const addSeconds = (instant: Instant, seconds: number): Instant => {
  const micros = instant.slice(23, 26)
  return new Date(millis(instant) + seconds * 1000).toISOString().replace('Z', `${micros}Z`) as Instant
}

/** An instant with its zone, as ISO 8601 or as PostgreSQL prints it (`2015-06-01 12:00:00.123+00`). */
export function parseInstant(text: string): Outcome<Instant, string> {
  const parts =
    /^(\d{4}-\d{2}-\d{2})[T ](\d{2}):(\d{2})(?::(\d{2})(?:\.(\d{1,6}))?)?(Z|[+-]\d{2}(?::?\d{2})?)$/.exec(
      text,
    )
  if (!parts) return refused('an instant is written 2015-06-01T12:00:00Z')
  const [, date = '', hour = '', minute = '', second = '00', fraction = '', zone = ''] = parts
  const read = parseIsoDate(date)
  if (!read.ok) return refused(read.problem)
  if (Number(hour) > 23 || Number(minute) > 59 || Number(second) > 59)
    return refused('there is no such time of day')
  const micros = fraction.padEnd(6, '0')
  const offset =
    zone === 'Z' ? '+00:00' : zone.length === 3 ? `${zone}:00` : zone.replace(/^(...)(\d\d)$/, '$1:$2')
  const whole = new Date(`${date}T${hour}:${minute}:${second}.${micros.slice(0, 3)}${offset}`)
  if (Number.isNaN(whole.getTime())) return refused('there is no such time zone')
  return ok(whole.toISOString().replace('Z', `${micros.slice(3)}Z`) as Instant)
}

/** An instant known to be right: a constant, or PostgreSQL's own. */
export function instant(text: string): Instant {
  const read = parseInstant(text)
  if (!read.ok) throw new Error(`${text} is not an instant: ${read.problem}`)
  return read.value
}

const inLondon = new Intl.DateTimeFormat('en-GB', {
  timeZone: 'Europe/London',
  year: 'numeric',
  month: '2-digit',
  day: '2-digit',
  hour: '2-digit',
  minute: '2-digit',
  second: '2-digit',
  hourCycle: 'h23',
})

export type LocalTime = { date: PlainDate; time: string }

/** The date and the time of day (`HH:MM`) that a clock on a wall in London shows. */
export function londonTime(at: Instant): LocalTime {
  const part = Object.fromEntries(inLondon.formatToParts(toDate(at)).map((p) => [p.type, p.value]))
  return {
    date: `${part['year'] ?? ''}-${part['month'] ?? ''}-${part['day'] ?? ''}` as PlainDate,
    time: `${part['hour'] ?? ''}:${part['minute'] ?? ''}`,
  }
}

export const londonDate = (at: Instant): PlainDate => londonTime(at).date

/**
 * The moment of a local time in London. In spring an hour does not exist and is refused; in autumn an hour
 * happens twice and both moments are handed back, because only a person can say which one was meant.
 */
export function fromLondon(date: PlainDate, time: string): Outcome<Instant, LocalTimeProblem> {
  const parts = /^(\d{1,2}):(\d{2})(?::(\d{2}))?$/.exec(time)
  if (!parts || Number(parts[1]) > 23 || Number(parts[2]) > 59 || Number(parts[3] ?? 0) > 59) {
    return refused({ problem: 'not a time', says: 'a time is written 21:40' })
  }
  const clock = `${(parts[1] ?? '').padStart(2, '0')}:${parts[2] ?? ''}`
  // London is at UTC or one hour ahead of it: a moment fits if the wall clock shows what was written.
  const fits = [1, 0]
    .map((hoursAhead) => instant(`${date}T${clock}:${parts[3] ?? '00'}+0${hoursAhead}:00`))
    .filter((candidate) => {
      const shown = londonTime(candidate)
      return shown.date === date && shown.time === clock
    })
  const [first, second] = fits
  if (first === undefined) {
    return refused({
      problem: 'skipped',
      says: `the clocks went forward on that night, so ${clock} did not happen`,
    })
  }
  if (second !== undefined) {
    return refused({
      problem: 'twice',
      says: `the clocks went back on that night, so ${clock} happened twice`,
      first,
      second,
    })
  }
  return ok(first)
}

/** The first moment of a day in London. Clocks change at 1am or 2am, never at midnight. */
export function startOfLondonDay(date: PlainDate): Instant {
  const known = midnights.get(date)
  if (known !== undefined) return known
  const start = fromLondon(date, '00:00')
  if (!start.ok) throw new Error(`No midnight on ${date} in London`)
  // A century has 36,525 days: the same few thousand are asked for again and again.
  midnights.set(date, start.value)
  return start.value
}

/** Midnights found before: asking the time zone costs some 50 microseconds, and a desk asks for thousands. */
const midnights = new Map<PlainDate, Instant>()

/** The last microsecond of a day in London: what "as known on a date" means. */
export function endOfLondonDay(date: PlainDate): Instant {
  const next = startOfLondonDay(addDays(date, 1))
  return new Date(millis(next) - 1).toISOString().replace('Z', '999Z') as Instant
}

/** `2:47am on 3 February 2026` needs the date's words; this is only the clock: `2:47am`, `12 midday`. */
export function clockInWords(time: string): string {
  const hour = Number(time.slice(0, 2))
  const minute = time.slice(3, 5)
  if (minute === '00' && hour === 12) return '12 midday'
  if (minute === '00' && hour === 0) return 'midnight'
  const twelve = hour % 12 === 0 ? 12 : hour % 12
  return `${twelve}${minute === '00' ? '' : `:${minute}`}${hour < 12 ? 'am' : 'pm'}`
}
