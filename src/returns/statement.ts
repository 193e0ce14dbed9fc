import type { PlainDate } from '../plain/index.ts'
import { type Said, said } from '../register/index.ts'
import {
  categoryOfNeed,
  type CodeList,
  ethnicity,
  hasCode,
  immigrationStatusOf,
  legalStatus,
  nationalityOf,
  placementProvider,
  placementType,
  reasonEpisodeCeased,
  reasonForNewEpisode,
  reasonForPlacementChange,
  referralStage,
  traffickingView,
} from '../standard/index.ts'
import type { Table } from './tables.ts'
import { type DayAndTime, type Fault, readCode, readDayAndTime, readSex, short } from './values.ts'

/** A row by its headings, values trimmed. */
export type Row = Readonly<Record<string, string>>

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

const none: DayAndTime = { day: '' as PlainDate, at: null, note: null }

/** Reads one row of a table. Pure: the same row always says the same. */
export function readRow(table: Table, row: Row): Reading {
  const faults: Fault[] = []
  const notes: Fault[] = []
  const text = (column: string) => row[column] ?? ''
  const fault = (column: string, problem: string) => void faults.push({ column, problem })

  function when(column: string, needed: boolean): DayAndTime | null {
    if (text(column) === '') {
      if (needed) fault(column, 'is empty. Put the date in')
      return needed ? none : null
    }
    const read = readDayAndTime(text(column))
    if (!read.ok) {
      fault(column, `${read.problem}. Put the right date in`)
      return none
    }
    if (read.value.note !== null) notes.push({ column, problem: read.value.note })
    return read.value
  }
  function code(list: CodeList, column: string): string {
    const read = readCode(list, text(column))
    if (read.ok) return read.value
    fault(column, read.problem)
    return ''
  }
  function sex(column: string): string {
    const read = readSex(text(column))
    if (read.ok) return read.value
    fault(column, read.problem)
    return ''
  }
  function order(from: DayAndTime | null, until: DayAndTime | null, column: string): void {
    if (from === null || until === null || from === none || until === none) return
    if (until.day < from.day || (from.at !== null && until.at !== null && until.at < from.at)) {
      fault(column, `is before the start on ${from.day}. Put one of the two dates right`)
    }
  }
  const spell = (from: DayAndTime | null, until: DayAndTime | null) => ({
    from: from?.day ?? null,
    fromAt: from?.at ?? null,
    until: until?.day ?? null,
    // An end whose time is known and a start whose time is known stay in order; half-known ones cannot clash.
    untilAt: until?.at ?? null,
  })

  const number = text(table.child)
  if (number === '') fault(table.child, "is empty. Put the council's number for the child in")
  const statements: Said[] = []
  let dob: PlainDate | null = null
  let dobColumn = ''
  let column = table.child
  const bornIn = (name: string, needed: boolean) => {
    dobColumn = name
    const read = when(name, needed)
    dob = read === null || read === none ? null : read.day
    return dob
  }

  switch (table.part) {
    case 'header': {
      const born = bornIn('DOB', true)
      const ethnic = text('ETHNIC').toUpperCase() === 'GROM' ? 'WROM' : text('ETHNIC')
      if (ethnic !== text('ETHNIC'))
        notes.push({ column: 'ETHNIC', problem: 'GROM is read as WROM, Gypsy or Roma' })
      const group = readCode(ethnicity, ethnic)
      if (!group.ok) fault('ETHNIC', group.problem)
      statements.push(
        said('person', sex('SEX'), { attributes: { dob: born, ethnicity: group.ok ? group.value : '' } }),
      )
      if (/^[A-Z]\d{11}[0-9A-Z]$/i.test(text('UPN'))) {
        statements.push(said('reference', 'upn', { sealed: { value: text('UPN').toUpperCase() } }))
      }
      column = 'DOB'
      break
    }
    case 'episodes': {
      const from = when('DECOM', true)
      const until = when('DEC', false)
      order(from, until, 'DEC')
      const reasonCeased = code(reasonEpisodeCeased, 'REC')
      if (until === null && reasonCeased !== '' && reasonCeased !== 'X1') {
        notes.push({
          column: 'REC',
          problem: `says ${reasonCeased} and DEC is empty: the episode stays open until a date is given`,
        })
      }
      statements.push(
        said('episode', code(legalStatus, 'LS'), {
          ...spell(from, until),
          attributes: {
            reasonNew: code(reasonForNewEpisode, 'RNE'),
            need: code(categoryOfNeed, 'CIN'),
            place: code(placementType, 'PLACE'),
            provider: code(placementProvider, 'PLACE_PROVIDER'),
            reasonCeased,
            reasonChange: code(reasonForPlacementChange, 'REASON_PLACE_CHANGE'),
          },
          sealed: { homePostcode: text('HOME_POST'), postcode: text('PL_POST'), urn: text('URN') },
        }),
      )
      column = 'DECOM'
      break
    }
    case 'uasc': {
      bornIn('DOB', false)
      sex('SEX')
      const until = when('DUC', false)
      statements.push(said('immigration', 'uasc', { until: until?.day ?? null }))
      column = 'DUC'
      break
    }
    case 'missing': {
      bornIn('DOB', false)
      const kind = missingCode(text('MISSING'))
      if (kind === null)
        fault(
          'MISSING',
          text('MISSING') === ''
            ? 'is empty. Put M or A in'
            : `"${short(text('MISSING'))}" is neither M nor A`,
        )
      const from = when('MIS_START', true)
      const until = when('MIS_END', false)
      order(from, until, 'MIS_END')
      statements.push(said('missing', kind ?? 'M', spell(from, until)))
      column = 'MIS_START'
      break
    }
    case 'ssd_person': {
      const born = bornIn('PERS_DOB', false)
      const group = text('PERS_ETHNICITY').toUpperCase()
      if (group !== '' && !hasCode(ethnicity, group)) {
        notes.push({
          column: 'PERS_ETHNICITY',
          problem: `"${short(text('PERS_ETHNICITY'))}" is no code that we know: kept as written`,
        })
      }
      const coded = hasCode(ethnicity, group)
      statements.push(
        said('person', sex('PERS_SEX'), {
          attributes: { dob: born, ethnicity: coded ? group : '' },
          sealed: coded ? {} : { ethnicity: text('PERS_ETHNICITY') },
        }),
      )
      const name = { forename: text('PERS_FORENAME'), surname: text('PERS_SURNAME') }
      if (name.forename !== '' || name.surname !== '')
        statements.push(said('name', 'usual', { sealed: name }))
      const nationality = text('PERS_NATIONALITY')
      if (nationality !== '') {
        const country = nationalityOf(nationality)
        if (country === undefined) {
          notes.push({
            column: 'PERS_NATIONALITY',
            problem: `"${short(nationality)}" is no country that we know: kept as written`,
          })
        }
        statements.push(
          said('nationality', country ?? 'as-written', {
            sealed: country === undefined ? { asWritten: nationality } : {},
          }),
        )
      }
      const nhs = text('PERS_COMMON_CHILD_ID')
      if (nhs !== '') statements.push(said('reference', 'nhs', { sealed: { value: nhs } }))
      column = 'PERS_DOB'
      break
    }
    case 'ssd_linked_identifiers': {
      const value = text('LINK_IDENTIFIER_VALUE')
      if (value === '') fault('LINK_IDENTIFIER_VALUE', 'is empty. Put the number in')
      const type = text('LINK_IDENTIFIER_TYPE')
      const from = when('LINK_VALID_FROM_DATE', false)
      const until = when('LINK_VALID_TO_DATE', false)
      order(from, until, 'LINK_VALID_TO_DATE')
      statements.push(
        said('reference', referenceCode(type), {
          ...spell(from, until),
          fromAt: null,
          untilAt: null,
          sealed: { value, type },
        }),
      )
      column = 'LINK_IDENTIFIER_VALUE'
      break
    }
    case 'ssd_immigration_status': {
      const asWritten = text('IMMI_IMMIGRATION_STATUS')
      const from = when('IMMI_IMMIGRATION_STATUS_START_DATE', false)
      const until = when('IMMI_IMMIGRATION_STATUS_END_DATE', false)
      order(from, until, 'IMMI_IMMIGRATION_STATUS_END_DATE')
      const status = asWritten === '' ? undefined : immigrationStatusOf(asWritten)
      if (asWritten === '') fault('IMMI_IMMIGRATION_STATUS', 'is empty. Put the status in')
      else if (status === undefined) {
        notes.push({
          column: 'IMMI_IMMIGRATION_STATUS',
          problem: `"${short(asWritten)}" is no status that we know: kept as written`,
        })
      }
      statements.push(
        said('immigration', status ?? 'as-written', {
          ...spell(from, until),
          fromAt: null,
          untilAt: null,
          sealed: { asWritten },
        }),
      )
      column = 'IMMI_IMMIGRATION_STATUS'
      break
    }
    case 'ssd_cla_episodes': {
      const from = when('CLAE_CLA_EPISODE_START_DATE', true)
      const until = when('CLAE_CLA_EPISODE_CEASED_DATE', false)
      order(from, until, 'CLAE_CLA_EPISODE_CEASED_DATE')
      statements.push(
        said('episode', '', {
          ...spell(from, until),
          fromAt: null,
          untilAt: null,
          attributes: {
            reasonNew: code(reasonForNewEpisode, 'CLAE_CLA_EPISODE_START_REASON'),
            need: code(categoryOfNeed, 'CLAE_CLA_PRIMARY_NEED_CODE'),
            reasonCeased: code(reasonEpisodeCeased, 'CLAE_CLA_EPISODE_CEASED_REASON'),
          },
        }),
      )
      column = 'CLAE_CLA_EPISODE_START_DATE'
      break
    }
    case 'ssd_cla_placement': {
      const from = when('CLAP_CLA_PLACEMENT_START_DATE', true)
      const until = when('CLAP_CLA_PLACEMENT_END_DATE', false)
      order(from, until, 'CLAP_CLA_PLACEMENT_END_DATE')
      statements.push(
        said('placement', code(placementType, 'CLAP_CLA_PLACEMENT_TYPE'), {
          ...spell(from, until),
          fromAt: null,
          untilAt: null,
          attributes: {
            provider: code(placementProvider, 'CLAP_CLA_PLACEMENT_PROVIDER'),
            reasonChange: code(reasonForPlacementChange, 'CLAP_CLA_PLACEMENT_CHANGE_REASON'),
          },
          sealed: { postcode: text('CLAP_CLA_PLACEMENT_POSTCODE'), urn: text('CLAP_CLA_PLACEMENT_URN') },
        }),
      )
      column = 'CLAP_CLA_PLACEMENT_START_DATE'
      break
    }
    case 'ssd_legal_status': {
      const from = when('LEGA_LEGAL_STATUS_START_DATE', true)
      const until = when('LEGA_LEGAL_STATUS_END_DATE', false)
      order(from, until, 'LEGA_LEGAL_STATUS_END_DATE')
      statements.push(
        said('legal-status', code(legalStatus, 'LEGA_LEGAL_STATUS'), {
          ...spell(from, until),
          fromAt: null,
          untilAt: null,
        }),
      )
      column = 'LEGA_LEGAL_STATUS_START_DATE'
      break
    }
    case 'ssd_missing': {
      const kind = missingCode(text('MISS_MISSING_EPISODE_TYPE'))
      if (kind === null) {
        const written = text('MISS_MISSING_EPISODE_TYPE')
        fault(
          'MISS_MISSING_EPISODE_TYPE',
          written === '' ? 'is empty. Put M or A in' : `"${short(written)}" is neither M nor A`,
        )
      }
      const from = when('MISS_MISSING_EPISODE_START_DATE', true)
      const until = when('MISS_MISSING_EPISODE_END_DATE', false)
      order(from, until, 'MISS_MISSING_EPISODE_END_DATE')
      statements.push(
        said('missing', kind ?? 'M', {
          ...spell(from, until),
          attributes: {
            interviewOffered: yesNo(text('MISS_MISSING_RHI_OFFERED')),
            interviewAccepted: yesNo(text('MISS_MISSING_RHI_ACCEPTED')),
          },
        }),
      )
      column = 'MISS_MISSING_EPISODE_START_DATE'
      break
    }
    case 'trafficking': {
      const status = text('STATUS')
        .toLowerCase()
        .replace(/[\s_]+/g, '-')
      const referral = hasCode(referralStage, status)
      if (!referral && !hasCode(traffickingView, status)) {
        const words = [...traffickingView.codes, ...referralStage.codes].map((one) => one.code).join(', ')
        fault(
          'STATUS',
          text('STATUS') === ''
            ? `is empty. Put one of ${words} in`
            : `"${short(text('STATUS'))}" is not one of the words we know: ${words}`,
        )
      }
      // Having asked and found nothing needs no day; a suspicion or decision without one could not be counted.
      const from = when('FROM', status !== 'none')
      const until = when('TO', false)
      order(from, until, 'TO')
      statements.push(
        said(referral ? 'referral' : 'trafficking', status, {
          from: from?.day ?? null,
          until: until?.day ?? null,
          attributes: referral ? { stated: until?.day ?? null } : {},
          sealed: { source: text('SOURCE'), reference: text('REFERENCE') },
        }),
      )
      column = 'FROM'
      break
    }
    default:
      throw new Error(`No reading is written for ${table.part}`)
  }
  if (faults.length > 0) return { says: null, faults: inColumnOrder(faults, row) }
  return { says: { number, dob, dobColumn, statements, column, notes }, faults: [] }
}

/** Faults as the columns stand in the file, so that "the first faulty column" is the one a reader meets first. */
function inColumnOrder(faults: Fault[], row: Row): Fault[] {
  const columns = Object.keys(row)
  return [...faults].sort((a, b) => columns.indexOf(a.column) - columns.indexOf(b.column))
}

function missingCode(text: string): 'M' | 'A' | null {
  const word = text.toUpperCase()
  if (word === 'M' || word === 'MISSING') return 'M'
  if (word === 'A' || word.startsWith('AWAY') || word === 'ABSENT') return 'A'
  return null
}

const yesNo = (text: string) =>
  /^(y|yes|1|true)$/i.test(text)
    ? 'Y'
    : /^(n|no|0|false)$/i.test(text)
      ? 'N'
      : /^n\/?a$/i.test(text)
        ? 'NA'
        : ''

/** The dataset's kinds of number that have a place of their own; any other is kept under its own name. */
function referenceCode(type: string): string {
  const word = type.toLowerCase()
  if (word.includes('home office')) return 'home-office'
  if (word.includes('nhs')) return 'nhs'
  if (word.includes('unique pupil') || word === 'upn') return 'upn'
  if (word.includes('case number')) return 'case'
  return 'other'
}
