import type { Day, Moment } from './day.ts'
import type { Known } from './known.ts'

/** What the child is in the register for. `trafficked here`: exploited in the United Kingdom, mostly British. */
export type Group = 'unaccompanied' | 'separated' | 'trafficked here' | 'other'

export type Person = {
  forename: string
  surname: string
  sex: 'M' | 'F' | 'U'
  dob: Day
  /** ISO 3166 alpha-3, or null where no system holds a nationality that is one. */
  nationality: string | null
  /** As the case system holds it: free text, and often learnt late, because no return asks for it. */
  nationalityWritten: Known<string>
  ethnicity: string
  upn: string
  mother: '' | '0' | '1'
  motherOf: Day | null
  homeOffice: Known<string> | null
  died: Known<Day> | null
}

export type Ending = { dec: Day | null; rec: string; reason: string }

/** One SSDA903 episode: a stretch of care with one legal status and one placement. DEC is a day of change. */
export type Episode = {
  id: string
  /** Which period of care, and which placement of the child's: an episode that changes only the status keeps it. */
  stay: number
  placement: number
  from: Day
  rne: string
  ls: string
  cin: string
  place: string
  provider: string
  homePost: string
  placePost: string
  urn: string
  end: Known<Ending | null>
}

/** One row of missing or away. `end` is its true end: found, returned, or turned into the other kind. */
export type MissingRow = {
  id: string
  type: 'M' | 'A'
  start: Moment
  end: Known<Moment | null>
  /** The return holds no row before care (rule 581); the dataset holds none from before the council's present system. */
  inReturn: boolean
  inDataset: boolean
  interviewOffered: string
  interviewAccepted: string
}

/** Unaccompanied or separated. `until` is the last day of it: DUC, or the end of the separated status. */
export type Standing = {
  kind: 'uasc' | 'separated'
  written: string
  start: Day
  inReturn: boolean
  until: Known<Day | null>
}

/** Another immigration status, in the words of the case system. */
export type Leave = { written: string; start: Day; known: Day }

export type TraffickingRow = {
  status: string
  from: Day
  /** The last day on which the status was in force. */
  until: Known<Day | null>
  /** The worker left TO empty, because the next decision says it. */
  endLeftEmpty: boolean
  source: string
  reference: string
}

export type Life = {
  child: string
  /** Which hard case of the rules the child was invented for, or 'ordinary'. In no file but the truth. */
  case: string
  group: Group
  person: Person
  /** The first day on which any system held the child. */
  known: Day
  care: Episode[]
  missing: MissingRow[]
  standing: Standing | null
  leave: Leave[]
  trafficking: TraffickingRow[]
  /** In the return's header though no episode is: a care leaver of another council's, or lost before the first night. */
  headerOnly: boolean
  /** The last day that was invented: what lies after it is not told. */
  until: Day
}
