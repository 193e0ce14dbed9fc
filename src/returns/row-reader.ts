import type { Instant, Outcome, PlainDate } from '../plain/index.ts'
import type { Said } from '../register/index.ts'
import type { CodeList } from '../standard/index.ts'
import { type DayAndTime, type Fault, readCode, readDayAndTime, readMissing, readSex } from './values.ts'

/** A row by its headings, values trimmed. */
export type Row = Readonly<Record<string, string>>

/** What the rows of one table say. */
export type TableSays = {
  statements: Said[]
  /** The column that a clash with another entry is reported under. */
  column: string
  /** Date of birth that the row repeats, to see that it speaks of the same child, and the column it stands in. */
  born?: { column: string; dob: PlainDate | null }
}

export type Spell = {
  from: PlainDate | null
  fromAt: Instant | null
  until: PlainDate | null
  untilAt: Instant | null
}

/** The values of one row, each read as what it is. What is wrong with them gathers in `faults`, what was passed over in `notes`. */
export type RowReader = {
  readonly faults: Fault[]
  readonly notes: Fault[]
  text: (column: string) => string
  fault: (column: string, problem: string) => void
  note: (column: string, problem: string) => void
  /** A date of birth. */
  born: (column: string, needed: boolean) => { column: string; dob: PlainDate | null }
  code: (list: CodeList, column: string) => string
  sex: (column: string) => string
  missing: (column: string) => 'M' | 'A'
  /** A day; null where it is empty or no day. */
  day: (column: string, needed: boolean) => PlainDate | null
  /** A start and an end, with their times where the file gives them; the end is not before the start. */
  spell: (start: { column: string; needed: boolean }, end: string) => Spell
}

/** Stands for a date that was faulty: there is something in the column, and nothing that could be compared. */
const faulty: DayAndTime = { day: '' as PlainDate, at: null, note: null }

export function rowReader(row: Row): RowReader {
  const faults: Fault[] = []
  const notes: Fault[] = []
  const text = (column: string) => row[column] ?? ''
  const fault = (column: string, problem: string) => void faults.push({ column, problem })
  const note = (column: string, problem: string) => void notes.push({ column, problem })

  /** The value, or the fault noted and what stands for it. */
  function sound<T>(read: Outcome<T, string>, column: string, otherwise: T): T {
    if (read.ok) return read.value
    fault(column, read.problem)
    return otherwise
  }

  function when(column: string, needed: boolean): DayAndTime | null {
    if (text(column) === '') {
      if (!needed) return null
      fault(column, 'is empty. Put the date in')
      return faulty
    }
    const read = readDayAndTime(text(column))
    if (!read.ok) {
      fault(column, `${read.problem}. Put the right date in`)
      return faulty
    }
    if (read.value.note !== null) note(column, read.value.note)
    return read.value
  }

  function inOrder(from: DayAndTime | null, until: DayAndTime | null, column: string): void {
    if (from === null || until === null || from === faulty || until === faulty) return
    if (until.day < from.day || (from.at !== null && until.at !== null && until.at < from.at)) {
      fault(column, `is before the start on ${from.day}. Put one of the two dates right`)
    }
  }

  function day(column: string, needed: boolean): PlainDate | null {
    const read = when(column, needed)
    return read === null || read === faulty ? null : read.day
  }

  return {
    faults,
    notes,
    text,
    fault,
    note,
    born: (column, needed) => ({ column, dob: day(column, needed) }),
    code: (list, column) => sound(readCode(list, text(column)), column, ''),
    sex: (column) => sound(readSex(text(column)), column, ''),
    missing: (column) => sound(readMissing(text(column)), column, 'M'),
    day,
    spell: (start, end) => {
      const from = when(start.column, start.needed)
      const until = when(end, false)
      inOrder(from, until, end)
      // An end whose time is known and a start whose time is known stay in order; half-known ones cannot clash.
      return {
        from: from?.day ?? null,
        fromAt: from?.at ?? null,
        until: until?.day ?? null,
        untilAt: until?.at ?? null,
      }
    },
  }
}

/** A spell of a table in which times of day mean nothing. */
export const inDays = (spell: Spell): Spell => ({ ...spell, fromAt: null, untilAt: null })
