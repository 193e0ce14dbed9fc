import {
  fromLondon,
  type Instant,
  londonDate,
  type Outcome,
  ok,
  parseFileDate,
  parseInstant,
  type PlainDate,
  refused,
} from '../plain/index.ts'
import { type CodeList, hasCode } from '../standard/index.ts'

/** What is wrong with one value of a row, and what to do, in a sentence. */
export type Fault = { column: string; problem: string }

/** A day, with its moment where the file gives a time. */
export type DayAndTime = { day: PlainDate; at: Instant | null; note: string | null }

/**
 * A value that is a date, or a date with a time. A time without a zone is London time. Midnight to the second is
 * how databases print a bare date, so it stands for "time not known"; an hour that happened twice keeps its day.
 */
export function readDayAndTime(text: string): Outcome<DayAndTime, string> {
  const parts = /^(\S+?)[T ](\d{1,2}:\d{2}(?::\d{2})?)(\.\d+)?(Z|[+-]\d{2}(?::?\d{2})?)?$/.exec(text)
  if (parts === null) {
    const day = parseFileDate(text)
    return day.ok ? ok({ day: day.value, at: null, note: null }) : refused(`"${short(text)}": ${day.problem}`)
  }
  const [, date = '', clock = '', fraction = '', zone] = parts
  const day = parseFileDate(date)
  if (!day.ok) return refused(`"${short(text)}": ${day.problem}`)
  const time = clock.padStart(clock.length === 4 || clock.length === 7 ? clock.length + 1 : clock.length, '0')
  if (zone !== undefined) {
    const at = parseInstant(`${day.value}T${time}${time.length === 5 ? ':00' : ''}${fraction}${zone}`)
    return at.ok
      ? ok({ day: londonDate(at.value), at: at.value, note: null })
      : refused(`"${short(text)}": ${at.problem}`)
  }
  if (/^00:00(:00)?$/.test(time)) return ok({ day: day.value, at: null, note: null })
  const at = fromLondon(day.value, time)
  if (at.ok) return ok({ day: day.value, at: at.value, note: null })
  if (at.problem.problem === 'twice') {
    return ok({ day: day.value, at: null, note: `${at.problem.says}. The day is kept; the time is not` })
  }
  return refused(`"${short(text)}": ${at.problem.says}`)
}

/** A code of a list of any edition, upper case. Undefined where the value is empty. */
export function readCode(list: CodeList, text: string): Outcome<string, string> {
  const code = text.toUpperCase()
  if (code === '' || hasCode(list, code)) return ok(code)
  return refused(
    `"${short(text)}" is no ${list.title.toLowerCase()} code of any year. The codes are ${list.codes.map((one) => one.code).join(', ')}`,
  )
}

/** The return wrote 1 and 2 until 2023-24; extracts also write words. */
export function readSex(text: string): Outcome<string, string> {
  const value = text.toUpperCase()
  if (value === '' || value === 'U' || value === 'UNKNOWN') return ok('')
  if (value === '1' || value === 'M' || value === 'MALE') return ok('M')
  if (value === '2' || value === 'F' || value === 'FEMALE') return ok('F')
  return refused(
    `"${short(text)}" is no sex code of any year. The codes are M, F, U, and 1 and 2 until 2023-24`,
  )
}

/** Missing, or away without authorisation: extracts write a letter or words. */
export function readMissing(text: string): Outcome<'M' | 'A', string> {
  const word = text.toUpperCase()
  if (word === '') return refused('is empty. Put M or A in')
  if (word === 'M' || word === 'MISSING') return ok('M')
  if (word === 'A' || word.startsWith('AWAY') || word === 'ABSENT') return ok('A')
  return refused(`"${short(text)}" is neither M nor A`)
}

/** Enough of a value to find it again. */
export const short = (text: string): string => (text.length > 40 ? `${text.slice(0, 40)}…` : text)
