export { type ContactDetails, contactDetailsIn, districtIn } from './contact-details.ts'
export {
  type CsvProblem,
  type CsvRecord,
  csvLine,
  csvReader,
  csvRecord,
  longestRecord,
  readCsv,
} from './csv.ts'
export { type Encoding, encodingOf, notText } from './decode.ts'
export { capitalise, count, duration, list } from './english.ts'
export { type Id, isId } from './id.ts'
export {
  addSeconds,
  clockInWords,
  endOfLondonDay,
  fromLondon,
  type Instant,
  instant,
  instantOf,
  type LocalTime,
  type LocalTimeProblem,
  londonDate,
  londonTime,
  micros,
  millis,
  parseInstant,
  startOfLondonDay,
  toDate,
} from './instant.ts'
export { must, ok, type Outcome, refused } from './outcome.ts'
export { holds, overlaps, type Period, touches } from './period.ts'
export {
  addDays,
  ageOn,
  birthday,
  type Day,
  day,
  dayNumber,
  dayOf,
  daysBetween,
  type DateProblem,
  earlier,
  fromDayNumber,
  inWords,
  isLeapYear,
  later,
  type LeapBirthday,
  monthInWords,
  monthOf,
  parseFileDate,
  parseIsoDate,
  plainDate,
  type PlainDate,
  returnYearOf,
  yearOf,
} from './plain-date.ts'
export { freshBytes } from './random.ts'
