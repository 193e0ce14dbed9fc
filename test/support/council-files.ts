import { answerEcpat, type MeasureId, type Settings, usualSettings } from '../../src/figures/index.ts'
import { day, type Instant } from '../../src/plain/index.ts'
import { childByNumber, current, type Entry, openRecord } from '../../src/register/index.ts'
import { importing, type TestRegister } from './register.ts'

/**
 * A child as a council's systems would hold it, days written 2015-09-30; `files()` writes the CSV files. What is
 * left out is empty in the file, so a test names only what it is about.
 */
export type OneChild = {
  number: string
  born?: string
  /** Episodes of the return. */
  care?: { from: string; until?: string; ls?: string; rne?: string; rec?: string }[]
  /** A row of uasc.csv: true where the status goes on, or the day it ceased. */
  uasc?: true | string
  /** Missing rows of the return: code, start, end. */
  missing?: [string, string, string?][]
  /** Missing rows of the dataset: code, start, end, with a time where it is known. */
  seen?: [string, string, string?][]
  immigration?: [string, string?, string?][]
  legal?: [string, string, string?][]
  datasetCare?: { from: string; until?: string; rne?: string; rec?: string }[]
  trafficking?: [string, string?, string?][]
  /** Known from the dataset only: no header row. */
  noHeader?: boolean
}

/** 30/09/2015, as the return writes it. */
export const british = (iso: string | undefined): string =>
  iso === undefined || iso === '' ? '' : iso.split('-').reverse().join('/')

export const headings = {
  header: 'CHILD,SEX,DOB,ETHNIC,UPN,MOTHER,MC_DOB',
  episodes: 'CHILD,DECOM,RNE,LS,CIN,PLACE,PLACE_PROVIDER,DEC,REC,REASON_PLACE_CHANGE,HOME_POST,PL_POST,URN',
  uasc: 'CHILD,SEX,DOB,DUC',
  missing: 'CHILD,DOB,MISSING,MIS_START,MIS_END',
  ssd_person:
    'pers_person_id,pers_forename,pers_surname,pers_sex,pers_gender,pers_ethnicity,pers_dob,pers_common_child_id,pers_nationality',
  ssd_linked_identifiers:
    'link_table_id,link_person_id,link_identifier_type,link_identifier_value,link_valid_from_date,link_valid_to_date',
  ssd_immigration_status:
    'immi_person_id,immi_immigration_status_id,immi_immigration_status,immi_immigration_status_start_date,immi_immigration_status_end_date',
  ssd_missing:
    'miss_table_id,miss_person_id,miss_missing_episode_start_date,miss_missing_episode_type,miss_missing_episode_end_date,miss_missing_rhi_offered,miss_missing_rhi_accepted',
  ssd_cla_episodes:
    'clae_cla_episode_id,clae_person_id,clae_cla_episode_start_date,clae_cla_episode_start_reason,clae_cla_primary_need_code,clae_cla_episode_ceased_date,clae_cla_episode_ceased_reason,clae_cla_id',
  ssd_cla_placement:
    'clap_cla_placement_id,clap_person_id,clap_cla_placement_start_date,clap_cla_placement_type,clap_cla_placement_end_date,clap_cla_placement_provider,clap_cla_placement_postcode,clap_cla_placement_urn,clap_cla_placement_change_reason',
  ssd_legal_status:
    'lega_legal_status_id,lega_person_id,lega_legal_status,lega_legal_status_start_date,lega_legal_status_end_date',
  trafficking: 'CHILD,STATUS,FROM,TO,SOURCE,REFERENCE',
  contacts: 'CHILD,AT,KIND,HANDLE,NOTE',
  schemes: 'CHILD,SCHEME,STEP,AT,ROUTE,FINDING,IN_CALAIS_FROM,IN_EUROPE_ON,EXPLOITATION_RISK,BY,NOTE',
} as const

/** A table's file: its headings and the rows given. */
export const csv = (table: keyof typeof headings, ...rows: string[]): string =>
  [headings[table], ...rows].map((line) => `${line}\r\n`).join('')

export function files(...children: OneChild[]): Record<string, string> {
  const rows: Partial<Record<keyof typeof headings, string[]>> = {}
  const write = (table: keyof typeof headings, ...cells: (string | undefined)[]) =>
    (rows[table] ??= []).push(cells.map((cell) => cell ?? '').join(','))
  for (const child of children) {
    const { number, born = '2000-01-01' } = child
    if (child.noHeader === true) write('ssd_person', number, 'Ada', 'Invented', '', '', '', born, '', '')
    else write('header', number, 'M', british(born), 'BAFR', 'UN2', '', '')
    for (const one of child.care ?? []) {
      const { from, until, ls = 'V2', rne = 'S', rec } = one
      write(
        'episodes',
        number,
        british(from),
        rne,
        ls,
        'N8',
        'U6',
        'PR1',
        british(until),
        rec,
        '',
        '',
        '',
        '',
      )
    }
    if (child.uasc !== undefined)
      write('uasc', number, 'M', british(born), child.uasc === true ? '' : british(child.uasc))
    for (const [code, from, until] of child.missing ?? [])
      write('missing', number, british(born), code, british(from), british(until))
    for (const [code, from, until] of child.seen ?? [])
      write('ssd_missing', '', number, from, code, until, '', '')
    for (const [text, from, until] of child.immigration ?? [])
      write('ssd_immigration_status', number, '', text, from, until)
    for (const [code, from, until] of child.legal ?? [])
      write('ssd_legal_status', '', number, code, from, until)
    for (const one of child.datasetCare ?? [])
      write('ssd_cla_episodes', '', number, one.from, one.rne, '', one.until, one.rec, '')
    for (const [status, from, until] of child.trafficking ?? [])
      write('trafficking', number, status, from, until, '', '')
  }
  return Object.fromEntries(
    Object.entries(rows).map(([table, lines]) => [
      `${table}.csv`,
      csv(table as keyof typeof headings, ...lines),
    ]),
  )
}

export type Asking = { knownOn?: Instant | null; settings?: Partial<Settings> }
export type Counts = Record<MeasureId | 'outside', number>

export function ask(register: TestRegister, from: string, to: string, asking: Asking = {}) {
  return answerEcpat(register.db, register.permit('data-officer', 'ask a question'), register.council, {
    period: { from: day(from), to: day(to) },
    knownOn: asking.knownOn ?? null,
    settings: { ...usualSettings, ...asking.settings },
  })
}

/** The eleven numbers, and the line outside the return. A number that cannot be answered is -1. */
export async function counts(
  register: TestRegister,
  from: string,
  to: string,
  asking: Asking = {},
): Promise<Counts> {
  const answer = await ask(register, from, to, asking)
  const numbers = answer.measures.map((measure) => [measure.id, measure.value ?? -1])
  return {
    ...(Object.fromEntries(numbers) as Record<MeasureId, number>),
    outside: answer.outsideTheReturn.value,
  }
}

export const nothing: Counts = {
  '1a': 0,
  '1b': 0,
  '1c': 0,
  '1d': 0,
  '2a': 0,
  '2b': 0,
  'incidents-trafficked': 0,
  'incidents-unaccompanied': 0,
  'not-found-trafficked': 0,
  'not-found-unaccompanied': 0,
  'before-care': 0,
  outside: 0,
}

let tests = 0

/**
 * Imports some children and gives what they add to an answer. Each measure is a sum over children, so what is known
 * now less what was known before their import is theirs alone, and many tests can share one register.
 */
export async function imported(register: TestRegister, ...children: Omit<OneChild, 'number'>[]) {
  const before = (await ask(register, '2015-01-01', '2015-12-31')).knownOn
  const prefix = `T${++tests}-`
  await importing(register, files(...children.map((child, i) => ({ ...child, number: `${prefix}${i}` }))))
  return async (from: string, to: string, settings: Partial<Settings> = {}): Promise<Counts> => {
    const after = await counts(register, from, to, { settings })
    const then = await counts(register, from, to, { settings, knownOn: before })
    const answerable = (id: keyof Counts) => (then[id] === -1 ? 0 : then[id])
    return Object.fromEntries(
      Object.entries(after).map(([id, value]) => [id, value - answerable(id as keyof Counts)]),
    ) as Counts
  }
}

/** What the register holds of a child with this number now; null where it knows no such child. */
export async function holds(register: TestRegister, number: string): Promise<Entry[] | null> {
  const child = await childByNumber(register.db, register.vault(), register.council.id, number)
  if (child === null) return null
  const record = await openRecord(
    register.db,
    register.permit('social-worker', 'open a child', child),
    register.vault(),
    child,
  )
  return current(record?.entries ?? [])
}
