import type { SourceKind } from '../database/index.ts'

/** A table that a council's file may hold, as its headings name it. */
export type Table = {
  /** The name under which rows of it are remembered. Never changed. */
  part: string
  title: string
  source: SourceKind
  /** The column that holds the council's number for the child. */
  child: string
  /** Without these headings a file is not this table. */
  needs: readonly string[]
  /** Other headings that are read. */
  reads: readonly string[]
  /** Headings that belong to the table and are not kept: no note is made of them. */
  leaves: readonly string[]
  /** Each file adds to what is known: what it does not hold is not absent. */
  adds?: true
  /** Other names under which editions and extracts have had a heading. */
  alsoCalled?: Record<string, string>
}

/**
 * The tables that are read. SSDA903 editions differ in codes more than in columns; a heading that an edition
 * lacks is simply empty. Files are recognised by their headings, never by their names.
 */
export const tables: readonly Table[] = [
  {
    part: 'header',
    title: 'SSDA903 header',
    source: 'return',
    child: 'CHILD',
    needs: ['CHILD', 'SEX', 'DOB', 'ETHNIC'],
    reads: ['UPN'],
    leaves: ['MOTHER', 'MC_DOB', 'UASC', 'DUC'],
    alsoCalled: { CHILDID: 'CHILD', GENDER: 'SEX' },
  },
  {
    part: 'episodes',
    title: 'SSDA903 episodes',
    source: 'return',
    child: 'CHILD',
    needs: ['CHILD', 'DECOM', 'LS', 'DEC'],
    reads: [
      'RNE',
      'CIN',
      'PLACE',
      'PLACE_PROVIDER',
      'REC',
      'REASON_PLACE_CHANGE',
      'HOME_POST',
      'PL_POST',
      'URN',
    ],
    leaves: ['PL_LA', 'PL_LOCATION', 'PL_DISTANCE'],
    alsoCalled: { CHILDID: 'CHILD', PL: 'PLACE' },
  },
  {
    part: 'uasc',
    title: 'SSDA903 unaccompanied children',
    source: 'return',
    child: 'CHILD',
    needs: ['CHILD', 'DUC'],
    reads: ['SEX', 'DOB'],
    leaves: [],
    alsoCalled: { CHILDID: 'CHILD', GENDER: 'SEX' },
  },
  {
    part: 'missing',
    title: 'SSDA903 missing',
    source: 'return',
    child: 'CHILD',
    needs: ['CHILD', 'MISSING', 'MIS_START', 'MIS_END'],
    reads: ['DOB'],
    leaves: [],
    alsoCalled: { CHILDID: 'CHILD' },
  },
  {
    part: 'ssd_person',
    title: 'Dataset: person',
    source: 'dataset',
    child: 'PERS_PERSON_ID',
    needs: ['PERS_PERSON_ID', 'PERS_DOB'],
    reads: [
      'PERS_FORENAME',
      'PERS_SURNAME',
      'PERS_SEX',
      'PERS_ETHNICITY',
      'PERS_NATIONALITY',
      'PERS_COMMON_CHILD_ID',
    ],
    leaves: [
      'PERS_GENDER',
      'PERS_LEGACY_ID',
      'PERS_UPN_UNKNOWN',
      'PERS_SEND_FLAG',
      'PERS_EXPECTED_DOB',
      'PERS_DEATH_DATE',
      'PERS_IS_MOTHER',
    ],
  },
  {
    part: 'ssd_linked_identifiers',
    title: 'Dataset: numbers',
    source: 'dataset',
    child: 'LINK_PERSON_ID',
    needs: ['LINK_PERSON_ID', 'LINK_IDENTIFIER_TYPE', 'LINK_IDENTIFIER_VALUE'],
    reads: ['LINK_VALID_FROM_DATE', 'LINK_VALID_TO_DATE'],
    leaves: ['LINK_TABLE_ID'],
  },
  {
    part: 'ssd_immigration_status',
    title: 'Dataset: immigration status',
    source: 'dataset',
    child: 'IMMI_PERSON_ID',
    needs: ['IMMI_PERSON_ID', 'IMMI_IMMIGRATION_STATUS'],
    reads: ['IMMI_IMMIGRATION_STATUS_START_DATE', 'IMMI_IMMIGRATION_STATUS_END_DATE'],
    leaves: ['IMMI_IMMIGRATION_STATUS_ID'],
  },
  {
    part: 'ssd_cla_episodes',
    title: 'Dataset: episodes of care',
    source: 'dataset',
    child: 'CLAE_PERSON_ID',
    needs: ['CLAE_PERSON_ID', 'CLAE_CLA_EPISODE_START_DATE'],
    reads: [
      'CLAE_CLA_EPISODE_START_REASON',
      'CLAE_CLA_PRIMARY_NEED_CODE',
      'CLAE_CLA_EPISODE_CEASED_DATE',
      'CLAE_CLA_EPISODE_CEASED_REASON',
    ],
    leaves: [
      'CLAE_CLA_EPISODE_ID',
      'CLAE_CLA_ID',
      'CLAE_REFERRAL_ID',
      'CLAE_CLA_PLACEMENT_ID',
      'CLAE_ENTERED_CARE_DATE',
      'CLAE_CLA_LAST_IRO_CONTACT_DATE',
    ],
    alsoCalled: {
      CLAE_CLA_EPISODE_CEASED: 'CLAE_CLA_EPISODE_CEASED_DATE',
      CLAE_CLA_PRIMARY_NEED: 'CLAE_CLA_PRIMARY_NEED_CODE',
    },
  },
  {
    part: 'ssd_cla_placement',
    title: 'Dataset: placements',
    source: 'dataset',
    child: 'CLAP_PERSON_ID',
    needs: ['CLAP_PERSON_ID', 'CLAP_CLA_PLACEMENT_START_DATE'],
    reads: [
      'CLAP_CLA_PLACEMENT_TYPE',
      'CLAP_CLA_PLACEMENT_END_DATE',
      'CLAP_CLA_PLACEMENT_PROVIDER',
      'CLAP_CLA_PLACEMENT_POSTCODE',
      'CLAP_CLA_PLACEMENT_URN',
      'CLAP_CLA_PLACEMENT_CHANGE_REASON',
    ],
    leaves: ['CLAP_CLA_PLACEMENT_ID', 'CLAP_CLA_PLACEMENT_DISTANCE', 'CLAP_CLA_ID'],
  },
  {
    part: 'ssd_legal_status',
    title: 'Dataset: legal status',
    source: 'dataset',
    child: 'LEGA_PERSON_ID',
    needs: ['LEGA_PERSON_ID', 'LEGA_LEGAL_STATUS', 'LEGA_LEGAL_STATUS_START_DATE'],
    reads: ['LEGA_LEGAL_STATUS_END_DATE'],
    leaves: ['LEGA_LEGAL_STATUS_ID'],
  },
  {
    part: 'ssd_missing',
    title: 'Dataset: missing',
    source: 'dataset',
    child: 'MISS_PERSON_ID',
    needs: ['MISS_PERSON_ID', 'MISS_MISSING_EPISODE_START_DATE', 'MISS_MISSING_EPISODE_TYPE'],
    reads: ['MISS_MISSING_EPISODE_END_DATE', 'MISS_MISSING_RHI_OFFERED', 'MISS_MISSING_RHI_ACCEPTED'],
    leaves: ['MISS_TABLE_ID'],
  },
  {
    part: 'trafficking',
    title: 'Trafficking status',
    source: 'list',
    child: 'CHILD',
    needs: ['CHILD', 'STATUS', 'FROM'],
    reads: ['TO', 'SOURCE', 'REFERENCE'],
    leaves: [],
  },
  {
    part: 'schemes',
    title: 'Steps in a scheme',
    source: 'list',
    child: 'CHILD',
    needs: ['CHILD', 'SCHEME', 'STEP', 'AT'],
    reads: ['ROUTE', 'FINDING', 'IN_CALAIS_FROM', 'IN_EUROPE_ON', 'EXPLOITATION_RISK', 'BY', 'NOTE'],
    leaves: [],
    adds: true,
  },
  {
    part: 'contacts',
    title: 'Contacts',
    source: 'list',
    child: 'CHILD',
    needs: ['CHILD', 'AT', 'KIND', 'HANDLE'],
    reads: ['NOTE'],
    leaves: [],
    adds: true,
  },
]

export const tableOf = (part: string): Table => {
  const table = tables.find((one) => one.part === part)
  if (table === undefined) throw new Error(`No table is called ${part}`)
  return table
}

/** Order in which a child's rows are taken: who the child is, then what happened. */
export const partOrder = (part: string): number => tables.findIndex((table) => table.part === part)

/** What the headings of a file say it is. */
export type Recognised = {
  table: Table
  /** For each position in a row, the heading it is read under; null where it is passed over. */
  columns: (string | null)[]
  /** How many values a row has: trailing empty headings do not count. */
  width: number
  /** Headings that no edition of this table has. */
  unknown: string[]
}

const heading = (text: string) =>
  text
    .trim()
    .toUpperCase()
    .replace(/^\uFEFF/, '')
    .replace(/\s+/g, '_')

/** The table whose needed headings are all there, and of several the one with most headings in common. */
export function recognise(headings: readonly string[]): Recognised | null {
  const found = headings.map(heading)
  const width = found.reduce((last, name, i) => (name === '' ? last : i + 1), 0)
  let best: { table: Table; names: string[]; fits: number } | null = null
  for (const table of tables) {
    const names = found.slice(0, width).map((name) => table.alsoCalled?.[name] ?? name)
    if (!table.needs.every((needed) => names.includes(needed))) continue
    const known = [...table.needs, ...table.reads, ...table.leaves]
    const fits = names.filter((name) => known.includes(name)).length / Math.max(names.length, known.length)
    if (best === null || fits > best.fits) best = { table, names, fits }
  }
  if (best === null) return null
  const { table, names } = best
  const read = [...table.needs, ...table.reads]
  return {
    table,
    width,
    // A heading that stands twice is read where it stands first.
    columns: names.map((name, i) => (read.includes(name) && names.indexOf(name) === i ? name : null)),
    unknown: names.filter((name) => name !== '' && !read.includes(name) && !table.leaves.includes(name)),
  }
}

/** Tables of the return and the dataset that exist and are not read, so that a list can say what a file is. */
const otherTables: readonly [string, readonly string[]][] = [
  ['SSDA903 reviews', ['CHILD', 'REVIEW', 'REVIEW_CODE']],
  ['SSDA903 health and offending (OC2)', ['CHILD', 'SDQ_SCORE']],
  ['SSDA903 care leavers (OC3)', ['CHILD', 'IN_TOUCH', 'ACCOM']],
  ['SSDA903 adoption (AD1)', ['CHILD', 'DATE_INT', 'DATE_MATCH']],
  ['SSDA903 placed for adoption', ['CHILD', 'DATE_PLACED']],
  ['SSDA903 previous permanence', ['CHILD', 'PREV_PERM']],
  ['SSDA903 social workers', ['CHILD', 'SW_ID']],
  ['SSDA903 deprivation of liberty', ['CHILD', 'DOLO_START']],
]

export function nameOfOther(headings: readonly string[]): string | null {
  const found = headings.map(heading)
  return otherTables.find(([, needs]) => needs.every((name) => found.includes(name)))?.[0] ?? null
}
