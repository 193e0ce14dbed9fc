import type { PlainDate } from '../plain/index.ts'
import type { Said } from '../register/index.ts'
import { type Row, type RowReader, rowReader, type TableSays } from './row-reader.ts'
import * as dataset from './says-dataset.ts'
import * as list from './says-list.ts'
import * as ssda903 from './says-return.ts'
import type { Table } from './tables.ts'
import type { Fault } from './values.ts'

/** What a row says, once every value is sound. */
export type RowSays = {
  number: string
  /** Date of birth that the row repeats, to see that it speaks of the same child. */
  dob: PlainDate | null
  dobColumn: string
  statements: Said[]
  /** The column that a clash with another entry is reported under. */
  column: string
  notes: Fault[]
}

/** Either what a row says, or every fault in it. */
export type Reading = { says: RowSays; faults: [] } | { says: null; faults: Fault[] }

/** How the rows of each table are read. */
const sayings: Readonly<Record<string, (read: RowReader) => TableSays>> = {
  header: ssda903.header,
  episodes: ssda903.episodes,
  uasc: ssda903.uasc,
  missing: ssda903.missing,
  ssd_person: dataset.person,
  ssd_linked_identifiers: dataset.linkedIdentifiers,
  ssd_immigration_status: dataset.immigrationStatus,
  ssd_cla_episodes: dataset.careEpisodes,
  ssd_cla_placement: dataset.carePlacement,
  ssd_legal_status: dataset.legalStatuses,
  ssd_missing: dataset.missingEpisodes,
  trafficking: list.trafficking,
  contacts: list.contacts,
  schemes: list.schemeSteps,
}

/** Reads one row of a table. Pure: the same row always says the same. */
export function readRow(table: Table, row: Row): Reading {
  const says = sayings[table.part]
  if (says === undefined) throw new Error(`No reading is written for ${table.part}`)
  const read = rowReader(row)
  const number = read.text(table.child)
  if (number === '') read.fault(table.child, "is empty. Put the council's number for the child in")
  const { statements, column, born } = says(read)
  if (read.faults.length > 0) return { says: null, faults: inColumnOrder(read.faults, row) }
  return {
    says: {
      number,
      dob: born?.dob ?? null,
      dobColumn: born?.column ?? '',
      statements,
      column,
      notes: read.notes,
    },
    faults: [],
  }
}

/** Faults as the columns stand in the file, so that "the first faulty column" is the one a reader meets first. */
function inColumnOrder(faults: Fault[], row: Row): Fault[] {
  const columns = Object.keys(row)
  return [...faults].sort((a, b) => columns.indexOf(a.column) - columns.indexOf(b.column))
}
