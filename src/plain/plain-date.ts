import { type Outcome, ok, refused } from './outcome.ts'

/**
 * A day in the calendar, `YYYY-MM-DD`, with no time and no zone, so that no time zone can ever shift it.
 * As text, the order of two days is the order of the strings.
 */
export type PlainDate = string & { readonly brand: 'PlainDate' }

/**
 * A day as it is written, or as its number since 1970. Both stand in the order of the calendar, so a rule that only
 * compares days is written once for both: for the few that a page shows, and for the millions that a figure counts.
 */
export type Day = PlainDate | number

/** The problem with a date is one short sentence, ready to be shown beside the value. */
export type DateProblem = string

const monthNames = [
  'January',
  'February',
  'March',
  'April',
  'May',
  'June',
  'July',
  'August',
  'September',
  'October',
  'November',
  'December',
]

export const isLeapYear = (year: number): boolean => (year % 4 === 0 && year % 100 !== 0) || year % 400 === 0

export const daysInMonth = (year: number, month: number): number =>
  month === 2 ? (isLeapYear(year) ? 29 : 28) : [4, 6, 9, 11].includes(month) ? 30 : 31

const two = (n: number) => String(n).padStart(2, '0')

/** The day with these parts, or why there is no such day. Years 1900 to 2199: a register of people now alive. */
export function plainDate(year: number, month: number, day: number): Outcome<PlainDate, DateProblem> {
  if (month < 1 || month > 12) return refused(`there is no month ${month}`)
  if (year < 1900 || year > 2199) return refused(`the year ${year} is not between 1900 and 2199`)
  if (day < 1 || day > daysInMonth(year, month)) {
    return refused(`${monthNames[month - 1] ?? ''} ${year} has no day ${day}`)
  }
  return ok(`${year}-${two(month)}-${two(day)}` as PlainDate)
}

/** A day known to be right, for constants and for values that PostgreSQL has already checked. */
export function day(text: string): PlainDate {
  const read = parseIsoDate(text)
  if (!read.ok) throw new Error(`${text} is not a date: ${read.problem}`)
  return read.value
}

export function parseIsoDate(text: string): Outcome<PlainDate, DateProblem> {
  const parts = /^(\d{4})-(\d{2})-(\d{2})$/.exec(text)
  if (!parts) return refused('a date is written 2015-09-30')
  return plainDate(Number(parts[1]), Number(parts[2]), Number(parts[3]))
}

/**
 * A date as councils' files write it: `30/09/2015` (the SSDA903 return) or `2015-09-30` (dataset extracts).
 * Two-digit years, dashes in British dates and American order are refused rather than guessed.
 */
export function parseFileDate(text: string): Outcome<PlainDate, DateProblem> {
  const british = /^(\d{1,2})\/(\d{1,2})\/(\d{4})$/.exec(text)
  if (british) return plainDate(Number(british[3]), Number(british[2]), Number(british[1]))
  if (/^\d{4}-\d{2}-\d{2}$/.test(text)) return parseIsoDate(text)
  return refused('a date is written 30/09/2015 or 2015-09-30')
}

export const yearOf = (date: PlainDate): number => Number(date.slice(0, 4))
export const monthOf = (date: PlainDate): number => Number(date.slice(5, 7))
export const dayOf = (date: PlainDate): number => Number(date.slice(8, 10))

/** Days since 1 January 1970. UTC is used as a plain calendar here: it has no clock changes. */
export const dayNumber = (date: PlainDate): number =>
  Date.UTC(yearOf(date), monthOf(date) - 1, dayOf(date)) / 86_400_000

export const fromDayNumber = (number: number): PlainDate =>
  new Date(number * 86_400_000).toISOString().slice(0, 10) as PlainDate

export const addDays = (date: PlainDate, days: number): PlainDate => fromDayNumber(dayNumber(date) + days)

export const daysBetween = (from: PlainDate, until: PlainDate): number => dayNumber(until) - dayNumber(from)

/** On which day somebody born on 29 February has a birthday in a common year. A setting: the law is not codified. */
export type LeapBirthday = '1 March' | '28 February'

/**
 * The birthday at which a person reaches `age`. A person born on 29 February reaches it on 1 March by default.
 */
export function birthday<D extends Day>(born: D, age: number, leap: LeapBirthday = '1 March'): D {
  return (
    typeof born === 'string' ? birthdayAsWritten(born, age, leap) : birthdayNumber(born, age, leap)
  ) as D
}

/** Birthdays by number, worked out once for each day of birth: figures ask for the same ones again and again. */
const birthdays = { '1 March': new Map<number, number>(), '28 February': new Map<number, number>() }
function birthdayNumber(born: number, age: number, leap: LeapBirthday): number {
  const which = born * 200 + age
  const known = birthdays[leap].get(which)
  if (known !== undefined) return known
  const found = dayNumber(birthdayAsWritten(fromDayNumber(born), age, leap))
  birthdays[leap].set(which, found)
  return found
}

function birthdayAsWritten(born: PlainDate, age: number, leap: LeapBirthday): PlainDate {
  const year = yearOf(born) + age
  if (born.slice(5) === '02-29' && !isLeapYear(year)) {
    return (leap === '1 March' ? `${year}-03-01` : `${year}-02-28`) as PlainDate
  }
  return `${year}${born.slice(4)}` as PlainDate
}

/** Whole years lived by the start of a day. */
export function ageOn<D extends Day>(born: D, on: D, leap: LeapBirthday = '1 March'): number {
  const age = yearOf(asWritten(on)) - yearOf(asWritten(born))
  return on >= birthday(born, age, leap) ? age : age - 1
}

const asWritten = (day: Day): PlainDate => (typeof day === 'number' ? fromDayNumber(day) : day)

export const earlier = <D extends Day>(a: D, b: D): D => (a <= b ? a : b)
export const later = <D extends Day>(a: D, b: D): D => (a >= b ? a : b)

/** `30 September 2015`: full, so that a printed page is still right tomorrow. */
export const inWords = (date: PlainDate): string =>
  `${dayOf(date)} ${monthNames[monthOf(date) - 1] ?? ''} ${yearOf(date)}`

/** `September 2015`: the month of a day. */
export const monthInWords = (date: PlainDate): string =>
  `${monthNames[monthOf(date) - 1] ?? ''} ${yearOf(date)}`

/** The year of a statutory return that a day falls in: 1 April to 31 March, named by the year in which it ends. */
export const returnYearOf = (date: PlainDate): number =>
  date.slice(5) >= '04-01' ? yearOf(date) + 1 : yearOf(date)
