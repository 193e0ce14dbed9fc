import type { Said } from '../register/index.ts'
import type { SoundRow } from './fact.ts'
import { statesOf } from './merge.ts'

/** The columns in which the fields of an entry stand, table by table, for saying where a difference is. */
const columnsOf: Record<string, Record<string, string>> = {
  header: { code: 'SEX', dob: 'DOB', ethnicity: 'ETHNIC' },
  episodes: {
    code: 'LS',
    until: 'DEC',
    reasonNew: 'RNE',
    need: 'CIN',
    place: 'PLACE',
    provider: 'PLACE_PROVIDER',
    reasonCeased: 'REC',
    reasonChange: 'REASON_PLACE_CHANGE',
  },
  uasc: { until: 'DUC' },
  missing: { code: 'MISSING', until: 'MIS_END' },
  ssd_person: {
    forename: 'PERS_FORENAME',
    surname: 'PERS_SURNAME',
    code: 'PERS_SEX',
    dob: 'PERS_DOB',
    ethnicity: 'PERS_ETHNICITY',
  },
  ssd_linked_identifiers: { until: 'LINK_VALID_TO_DATE' },
  ssd_immigration_status: { until: 'IMMI_IMMIGRATION_STATUS_END_DATE' },
  ssd_cla_episodes: {
    until: 'CLAE_CLA_EPISODE_CEASED_DATE',
    reasonNew: 'CLAE_CLA_EPISODE_START_REASON',
    need: 'CLAE_CLA_PRIMARY_NEED_CODE',
    reasonCeased: 'CLAE_CLA_EPISODE_CEASED_REASON',
  },
  ssd_cla_placement: {
    code: 'CLAP_CLA_PLACEMENT_TYPE',
    until: 'CLAP_CLA_PLACEMENT_END_DATE',
    provider: 'CLAP_CLA_PLACEMENT_PROVIDER',
    reasonChange: 'CLAP_CLA_PLACEMENT_CHANGE_REASON',
  },
  ssd_legal_status: { code: 'LEGA_LEGAL_STATUS', until: 'LEGA_LEGAL_STATUS_END_DATE' },
  ssd_missing: {
    code: 'MISS_MISSING_EPISODE_TYPE',
    until: 'MISS_MISSING_EPISODE_END_DATE',
    interviewOffered: 'MISS_MISSING_RHI_OFFERED',
    interviewAccepted: 'MISS_MISSING_RHI_ACCEPTED',
  },
  trafficking: { until: 'TO', code: 'STATUS', stated: 'TO', reference: 'REFERENCE' },
  contacts: { code: 'KIND' },
  schemes: {
    code: 'STEP',
    scheme: 'SCHEME',
    route: 'ROUTE',
    finding: 'FINDING',
    inCalaisFrom: 'IN_CALAIS_FROM',
    inEuropeOn: 'IN_EUROPE_ON',
    risk: 'EXPLOITATION_RISK',
  },
}

/** Tables whose rows say several kinds of thing: the column of the kinds that have one to themselves. */
const columnsOfKind: Record<string, Partial<Record<Said['kind'], string>>> = {
  header: { reference: 'UPN' },
  ssd_person: { nationality: 'PERS_NATIONALITY', reference: 'PERS_COMMON_CHILD_ID' },
}

export const columnOf = (row: SoundRow, field: string, kind?: Said['kind']): string =>
  (kind === undefined ? undefined : columnsOfKind[row.part]?.[kind]) ??
  columnsOf[row.part]?.[field] ??
  row.says.column

/** Tables that hold one row for each child. */
export const oneRowEach: readonly string[] = ['header', 'uasc', 'ssd_person']

/** The columns in which a second row for a child says something that the first does not. */
export function otherThan(first: SoundRow, row: SoundRow): string[] {
  return row.says.statements.flatMap((said) => {
    const before = first.says.statements.find(
      (one) => one.kind === said.kind && (one.kind !== 'reference' || one.code === said.code),
    )
    const fields = { ...statesOf(said), ...said.sealed }
    const stood = before === undefined ? {} : { ...statesOf(before), ...before.sealed }
    return Object.entries(fields).flatMap(([field, value]) =>
      (value ?? '') === '' || value === stood[field] ? [] : [columnOf(row, field, said.kind)],
    )
  })
}
