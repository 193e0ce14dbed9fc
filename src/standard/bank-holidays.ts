import { addDays, day, type PlainDate } from '../plain/index.ts'

export type BankHolidayNation = 'England and Wales' | 'Scotland' | 'Northern Ireland'

/**
 * Bank holidays of the parts of the United Kingdom, one line a year and part, as month-day: the lists that gov.uk
 * publishes (alphagov/calendars to 2018, alphagov/frontend lib/data/bank-holidays.json from 2019). Northern Ireland has
 * those of England and Wales and two more. A year that is not here is refused and not guessed: holidays are moved and
 * proclaimed by hand.
 */
const published = `
2015 EW 01-01 04-03 04-06 05-04 05-25 08-31 12-25 12-28
2015 S 01-01 01-02 04-03 05-04 05-25 08-03 11-30 12-25 12-28
2015 NI+ 03-17 07-13
2016 EW 01-01 03-25 03-28 05-02 05-30 08-29 12-26 12-27
2016 S 01-01 01-04 03-25 05-02 05-30 08-01 11-30 12-26 12-27
2016 NI+ 03-17 07-12
2017 EW 01-02 04-14 04-17 05-01 05-29 08-28 12-25 12-26
2017 S 01-02 01-03 04-14 05-01 05-29 08-07 11-30 12-25 12-26
2017 NI+ 03-17 07-12
2018 EW 01-01 03-30 04-02 05-07 05-28 08-27 12-25 12-26
2018 S 01-01 01-02 03-30 05-07 05-28 08-06 11-30 12-25 12-26
2018 NI+ 03-19 07-12
2019 EW 01-01 04-19 04-22 05-06 05-27 08-26 12-25 12-26
2019 S 01-01 01-02 04-19 05-06 05-27 08-05 12-02 12-25 12-26
2019 NI+ 03-18 07-12
2020 EW 01-01 04-10 04-13 05-08 05-25 08-31 12-25 12-28
2020 S 01-01 01-02 04-10 05-08 05-25 08-03 11-30 12-25 12-28
2020 NI+ 03-17 07-13
2021 EW 01-01 04-02 04-05 05-03 05-31 08-30 12-27 12-28
2021 S 01-01 01-04 04-02 05-03 05-31 08-02 11-30 12-27 12-28
2021 NI+ 03-17 07-12
2022 EW 01-03 04-15 04-18 05-02 06-02 06-03 08-29 09-19 12-26 12-27
2022 S 01-03 01-04 04-15 05-02 06-02 06-03 08-01 09-19 11-30 12-26 12-27
2022 NI+ 03-17 07-12
2023 EW 01-02 04-07 04-10 05-01 05-08 05-29 08-28 12-25 12-26
2023 S 01-02 01-03 04-07 05-01 05-08 05-29 08-07 11-30 12-25 12-26
2023 NI+ 03-17 07-12
2024 EW 01-01 03-29 04-01 05-06 05-27 08-26 12-25 12-26
2024 S 01-01 01-02 03-29 05-06 05-27 08-05 12-02 12-25 12-26
2024 NI+ 03-18 07-12
2025 EW 01-01 04-18 04-21 05-05 05-26 08-25 12-25 12-26
2025 S 01-01 01-02 04-18 05-05 05-26 08-04 12-01 12-25 12-26
2025 NI+ 03-17 07-14
2026 EW 01-01 04-03 04-06 05-04 05-25 08-31 12-25 12-28
2026 S 01-01 01-02 04-03 05-04 05-25 06-15 08-03 11-30 12-25 12-28
2026 NI+ 03-17 07-13
2027 EW 01-01 03-26 03-29 05-03 05-31 08-30 12-27 12-28
2027 S 01-01 01-04 03-26 05-03 05-31 08-02 11-30 12-27 12-28
2027 NI+ 03-17 07-12
2028 EW 01-03 04-14 04-17 05-01 05-29 08-28 12-25 12-26
2028 S 01-03 01-04 04-14 05-01 05-29 08-07 11-30 12-25 12-26
2028 NI+ 03-17 07-12
`

const lines = published
  .trim()
  .split('\n')
  .map((line) => line.split(' '))

const daysOf = (part: string): PlainDate[] =>
  lines
    .filter(([, name]) => name === part)
    .flatMap(([year = '', , ...days]) => days.map((one) => day(`${year}-${one}`)))

const englandAndWales = daysOf('EW')
export const bankHolidays: Readonly<Record<BankHolidayNation, ReadonlySet<PlainDate>>> = {
  'England and Wales': new Set(englandAndWales),
  Scotland: new Set(daysOf('S')),
  'Northern Ireland': new Set([...englandAndWales, ...daysOf('NI+')]),
}
const years = lines.map(([year]) => Number(year))
/** The years of which the published lists are held. */
export const holidayYears = { first: Math.min(...years), last: Math.max(...years) }

/** Which freedom-of-information law: the United Kingdom's, or Scotland's for its own councils. */
export type InformationLaw = 'FOIA' | 'FOISA'

const anywhere = new Set(Object.values(bankHolidays).flatMap((days) => [...days]))
const fixed = (date: PlainDate): boolean => date.endsWith('-12-25')

/**
 * Whether a day counts among the twenty. The Freedom of Information Act 2000, section 10(6), leaves out Saturdays,
 * Sundays, Christmas Day, Good Friday and what is a bank holiday in any part of the United Kingdom; the Scottish Act,
 * section 73, leaves out the bank holidays of Scotland alone. Days on which a council's offices are closed count.
 */
export const isWorkingDay = (date: PlainDate, law: InformationLaw): boolean =>
  isWeekday(date) && !fixed(date) && !(law === 'FOIA' ? anywhere : bankHolidays.Scotland).has(date)

/** Neither a Saturday nor a Sunday, nor a bank holiday of the nation. */
export const isWorkingDayIn = (date: PlainDate, nation: BankHolidayNation): boolean =>
  isWeekday(date) && !bankHolidays[nation].has(date)

function isWeekday(date: PlainDate): boolean {
  const weekday = new Date(`${date}T00:00:00Z`).getUTCDay()
  return weekday !== 0 && weekday !== 6
}

/**
 * The day on which so many days that count have passed since another, which is not counted itself.
 *
 * @returns null where a day of a year would count of which no list of bank holidays is held
 */
function afterDays(start: PlainDate, days: number, counts: (date: PlainDate) => boolean): PlainDate | null {
  let date = start
  for (let counted = 0; counted < days;) {
    date = addDays(date, 1)
    const year = Number(date.slice(0, 4))
    if (year < holidayYears.first || year > holidayYears.last) return null
    if (counts(date)) counted++
  }
  return date
}

/**
 * The day that is so many working days of a nation after another.
 *
 * @returns null where a day of a year would count of which no list of bank holidays is held
 */
export const workingDaysAfter = (
  start: PlainDate,
  days: number,
  nation: BankHolidayNation,
): PlainDate | null => afterDays(start, days, (date) => isWorkingDayIn(date, nation))

/** Whose bank holidays a council keeps. */
export const holidaysOf = (nation: string): BankHolidayNation =>
  nation === 'Scotland' || nation === 'Northern Ireland' ? nation : 'England and Wales'

export const workingDaysToAnswer = 20

/**
 * The last day on which an answer is in time: the twentieth working day after the day of receipt, which need not be a
 * working day itself.
 *
 * @returns null where a day of a year would count of which no list of bank holidays is held
 */
export const answerDue = (received: PlainDate, law: InformationLaw): PlainDate | null =>
  afterDays(received, workingDaysToAnswer, (date) => isWorkingDay(date, law))

/** Bank holidays that were proclaimed for one occasion, less than a year before: a request that was open then may be argued about. */
export const proclaimed: readonly { date: PlainDate; why: string }[] = [
  { date: day('2022-09-19'), why: 'State funeral of Queen Elizabeth II, proclaimed ten days before' },
]
