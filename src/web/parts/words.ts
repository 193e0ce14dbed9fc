import {
  clockInWords,
  type Instant,
  inWords as dateInWords,
  londonTime,
  type PlainDate,
} from '../../plain/index.ts'
import type { Entry, SaidWhere } from '../../register/index.ts'
import {
  ageState,
  checkInResult,
  disclosureBasis,
  exploitationType,
  guardianSupport,
  countryName,
  documentKind,
  episodeEnd,
  immigrationStatus,
  interviewStep,
  kindOf,
  labelOf,
  learntKind,
  legalStatus,
  meetingKind,
  placementType,
  publicityDecision,
  referralStage,
  relativeWhere,
  riskGrade,
  sheetPart,
  handleKind,
  schemeStep,
  transferStep,
  sightingKind,
  taskKind,
  referralPart,
  traffickingView,
  whoIsTold,
} from '../../standard/index.ts'

/** `9:40pm on 3 February 2026`. */
export function momentInWords(at: Instant): string {
  const { date, time } = londonTime(at)
  return `${clockInWords(time)} on ${dateInWords(date)}`
}

/** A day, with its time where it is known. */
export const dayInWords = (day: PlainDate | null, at: Instant | null): string =>
  at !== null ? momentInWords(at) : day === null ? 'no date known' : dateInWords(day)

/** The period of an entry in words: `3 February 2026, still open`, `from before anything else to 1 May 2026`. */
export function periodInWords(entry: Entry): string {
  if (kindOf(entry.kind).shape === 'moment') return dayInWords(entry.from, entry.fromAt)
  const timeless = ['person', 'name', 'alias', 'nationality', 'reference']
  if (timeless.includes(entry.kind)) return entry.until === null ? '' : `until ${dateInWords(entry.until)}`
  const from = entry.from === null ? 'start not stated' : dayInWords(entry.from, entry.fromAt)
  if (entry.until === null) return `${from}, still open`
  return entry.from === entry.until && entry.fromAt === null
    ? from
    : `${from} to ${dayInWords(entry.until, entry.untilAt)}`
}

/** What an entry says, as a heading. */
export function titleOf(entry: Entry): string {
  switch (entry.kind) {
    case 'person':
      return 'Born'
    case 'name':
      return 'Name'
    case 'alias':
      return 'Another name'
    case 'nationality':
      return `Nationality: ${entry.code === 'as-written' ? (entry.sealed['asWritten'] ?? '') : countryName(entry.code)}`
    case 'reference':
      return referenceTitle(entry)
    case 'episode':
      return entry.code === '' ? 'In care' : `In care: ${labelOf(legalStatus, entry.code)}`
    case 'placement':
      return `Placement: ${labelOf(placementType, entry.code)}`
    case 'legal-status':
      return `Legal status: ${labelOf(legalStatus, entry.code)}`
    case 'immigration':
      return entry.code === 'as-written'
        ? `Immigration status: ${entry.sealed['asWritten'] ?? ''}`
        : labelOf(immigrationStatus, entry.code)
    case 'trafficking':
      return entry.code === 'factor-12a'
        ? 'Trafficking: factor 12A at the end of an assessment'
        : `Trafficking, our view: ${labelOf(traffickingView, entry.code).toLowerCase()}`
    case 'referral':
      return `Referral: ${labelOf(referralStage, entry.code).toLowerCase()}`
    case 'missing':
      return entry.code === 'A' ? 'Away without authorisation' : 'Missing'
    case 'located':
      return 'Located'
    case 'returned':
      return 'Returned'
    case 'told':
      return `Told: ${labelOf(whoIsTold, entry.code).toLowerCase()}`
    case 'note':
      return 'Note'
    case 'allocated':
      return 'Worker'
    case 'document':
      return labelOf(documentKind, entry.code)
    case 'risk':
      return `Risk: ${labelOf(riskGrade, entry.code).toLowerCase()}`
    case 'sighting':
      return `Sighting: ${labelOf(sightingKind, entry.code).toLowerCase()}`
    case 'search':
      return 'Search'
    case 'meeting':
      return labelOf(meetingKind, entry.code)
    case 'publicity':
      return labelOf(publicityDecision, entry.code)
    case 'interview':
      return `Return interview: ${labelOf(interviewStep, entry.code).toLowerCase()}`
    case 'episode-end':
      return labelOf(episodeEnd, entry.code)
    case 'task':
      return labelOf(taskKind, entry.code)
    case 'sheet':
      return `Grab sheet: ${labelOf(sheetPart, entry.code).toLowerCase()}`
    case 'age':
      return `Age: ${labelOf(ageState, entry.code).toLowerCase()}`
    case 'relative':
      return labelOf(relativeWhere, entry.code)
    case 'contact':
      return `Reached by: ${labelOf(handleKind, entry.code).toLowerCase()}`
    case 'referral-part':
      return `Referral form: ${labelOf(referralPart, entry.code).toLowerCase()}`
    case 'indicators':
      return 'Indicators of trafficking looked for'
    case 'exploitation':
      return `Exploitation: ${labelOf(exploitationType, entry.code).toLowerCase()}`
    case 'messages':
      return 'Messages put in'
    case 'disclosure':
      return `Told outside: ${labelOf(disclosureBasis, entry.code).toLowerCase()}`
    case 'guardian':
      return `Independent guardian: ${labelOf(guardianSupport, entry.code).toLowerCase()}`
    case 'safety-plan':
      return 'Safety plan'
    case 'check-in':
      return `Check-in: ${labelOf(checkInResult, entry.code).toLowerCase()}`
    case 'scheme':
      return `Scheme: ${labelOf(schemeStep, entry.code).toLowerCase()}`
    case 'transfer':
      return `Transfer: ${labelOf(transferStep, entry.code).toLowerCase()}`
    case 'learnt':
      return `Learnt: ${labelOf(learntKind, entry.code).toLowerCase()}`
    case 'photo':
      return 'Photo for the grab sheet'
  }
}

const referenceTitle = (entry: Entry): string =>
  ({
    council: 'Our number',
    'home-office': 'Home Office number',
    nhs: 'NHS number',
    upn: 'Pupil number',
    case: 'Case number',
    'other-council': 'Number of another council',
  })[entry.code] ??
  entry.sealed['type'] ??
  'Number'

export const traffickingWords = {
  identified: 'Identified',
  suspected: 'Suspected',
  indicators: 'Indicators seen',
  'none found': 'Asked, nothing found',
  'not recorded': 'Not recorded',
} as const

const sourceTitles: Record<Exclude<SaidWhere['kind'], 'form' | 'transfer'>, string> = {
  return: 'the return',
  dataset: 'the dataset',
  list: 'the trafficking list',
}

/** Where a fact is said: files with their lines, and what was written here, which has neither. */
export function saidWhere(said: readonly SaidWhere[], label: string): string {
  const here = said.some((one) => one.kind === 'form') ? ['written in Turnstone'] : []
  const files = said.flatMap((one) =>
    one.kind === 'form'
      ? []
      : [one.kind === 'transfer' ? one.file : `${sourceTitles[one.kind]}, ${one.file}, line ${one.line}`],
  )
  if (said.length > 0 && files.length === 0) return 'Written in Turnstone'
  return `Said by ${said.length === 0 ? label : [...files, ...here].join('; and ')}`
}

/** What is said after something was done, by the word in the address; nothing for a word that is not ours. */
export const saidBy = (says: Readonly<Record<string, string>>, word: string | null): string | undefined =>
  word !== null && Object.hasOwn(says, word) ? says[word] : undefined
