/**
 * Days as `YYYY-MM-DD` text, with the little arithmetic that an invented life needs. Own code, and not the
 * standard's: a mistake in the product's calendar must not appear in the truth that the product is tested with.
 */
export type Day = string

/** A day with the time on the clock in London, where the time is known. */
export type Moment = { day: Day; time: string | null }

const pad = (value: number, width: number): string => String(value).padStart(width, '0')

/** Days since 1970-01-01 in the Gregorian calendar; years are counted from March, so that 29 February comes last. */
export function dayNumber(day: Day): number {
  const month = Number(day.slice(5, 7))
  const year = Number(day.slice(0, 4)) - (month <= 2 ? 1 : 0)
  const era = Math.floor(year / 400)
  const yearOfEra = year - era * 400
  const dayOfYear = Math.floor((153 * (month + (month > 2 ? -3 : 9)) + 2) / 5) + Number(day.slice(8, 10)) - 1
  const dayOfEra = yearOfEra * 365 + Math.floor(yearOfEra / 4) - Math.floor(yearOfEra / 100) + dayOfYear
  return era * 146_097 + dayOfEra - 719_468
}

export function dayFrom(number: number): Day {
  const shifted = number + 719_468
  const era = Math.floor(shifted / 146_097)
  const dayOfEra = shifted - era * 146_097
  const yearOfEra = Math.floor(
    (dayOfEra -
      Math.floor(dayOfEra / 1460) +
      Math.floor(dayOfEra / 36_524) -
      Math.floor(dayOfEra / 146_096)) /
      365,
  )
  const dayOfYear = dayOfEra - (365 * yearOfEra + Math.floor(yearOfEra / 4) - Math.floor(yearOfEra / 100))
  const fromMarch = Math.floor((5 * dayOfYear + 2) / 153)
  const month = fromMarch < 10 ? fromMarch + 3 : fromMarch - 9
  const year = yearOfEra + era * 400 + (month <= 2 ? 1 : 0)
  return `${pad(year, 4)}-${pad(month, 2)}-${pad(dayOfYear - Math.floor((153 * fromMarch + 2) / 5) + 1, 2)}`
}

export const plus = (day: Day, days: number): Day => dayFrom(dayNumber(day) + days)

export const daysFrom = (earlier: Day, later: Day): number => dayNumber(later) - dayNumber(earlier)

export const laterOf = (one: Day, other: Day): Day => (one > other ? one : other)

export const earlierOf = (one: Day, other: Day): Day => (one < other ? one : other)

/** The birthday of that age. Born on 29 February: 1 March in a year without that day (Turnstone's setting). */
export function birthday(born: Day, age: number): Day {
  const year = Number(born.slice(0, 4)) + age
  const leap = year % 4 === 0 && (year % 100 !== 0 || year % 400 === 0)
  return born.slice(5) === '02-29' && !leap ? `${pad(year, 4)}-03-01` : `${pad(year, 4)}${born.slice(4)}`
}

/** As the SSDA903 return writes it. */
export const dayMonthYear = (day: Day): string => `${day.slice(8, 10)}/${day.slice(5, 7)}/${day.slice(0, 4)}`
