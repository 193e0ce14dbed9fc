import type { Id, Instant, PlainDate } from '../../plain/index.ts'
import { answerDue, type InformationLaw } from '../../standard/index.ts'
import type { Protection } from '../publication/index.ts'
import type { Asked } from '../reading.ts'
import type { Rule } from '../../disclosure/index.ts'
import type { Settings } from '../settings.ts'

/** A request as it came in. */
export type Received = {
  receivedOn: PlainDate
  law: InformationLaw
  /** Who asked, and where the answer goes. */
  from: string
  text: string
}

/** What one part of a request was taken to ask, confirmed by a person. */
export type MappedPart = {
  /** In the words of the request. */
  asks: string
} & ({ measure: string; by: readonly string[] } | { notHeld: string })

/** How a whole request is read: its parts, for which periods, as known when, with which choices. */
export type Mapping = {
  parts: readonly MappedPart[]
  periods: readonly Asked[]
  /** As known at the end of a day; null: as known when the answer is frozen. */
  knownOn: PlainDate | null
  settings: Settings
}

/** What is done with the numbers of one part. */
export const disclosures = {
  exact: 'Give the numbers as they are',
  suppress: 'Hide small numbers, and others that would give them away',
  round: 'Round the numbers',
  perturb: 'Add a little noise to every number',
  withhold: 'Withhold the table, and cite why',
} as const
export type Disclosure = keyof typeof disclosures

/** Sections of the Act that an answer may cite, in the words of a letter. */
export const exemptions = {
  '12': 'section 12 (it would cost more than the appropriate limit to find out)',
  '21': 'section 21 (you can get it elsewhere)',
  '40(2)': 'section 40(2) (personal data of somebody else)',
} as const
export type Exemption = keyof typeof exemptions

/** The decision about one part, with its reason: a small number is not automatically personal data. */
export type Decision = { disclosure: Disclosure; exemption: Exemption | ''; reason: string }

/** One table of an answer, exact: as it was counted when the answer was frozen. */
export type FrozenTable = {
  part: number
  measure: string
  by: readonly string[]
  period: Asked
  cells: readonly { values: Readonly<Record<string, string>>; value: number; held: number; of: number }[]
  total: number
  coverage: { held: number; of: number }
  notAnswerable: string | null
  warning: string | null
}

/** The answer as it was frozen: everything that is needed to count again to the same numbers. */
export type Frozen = {
  knownOn: Instant
  mapping: Mapping
  tables: readonly FrozenTable[]
  /** SHA-256 of the canonical text of the tables, in hex. */
  digest: string
}

type Steps = {
  received: Received
  mapped: Mapping
  decided: { decisions: readonly Decision[]; rule?: Rule }
  frozen: Frozen
  protected: Protection
  approved: { words: string }
  'sent back': { words: string }
  released: { words: string }
  closed: { words: string }
}
export type StepName = keyof Steps
export type Step = {
  [Name in StepName]: { what: Name; says: Steps[Name]; step: number; at: Instant; by: Id }
}[StepName]

/** How far a request is, and what it is waiting for. */
export type Stage =
  | 'to map'
  | 'to freeze'
  | 'to decide'
  | 'to protect'
  | 'gives away'
  | 'to approve'
  | 'approved'
  | 'released'
  | 'closed'

export const stages: Readonly<Record<Stage, string>> = {
  'to map': 'Its parts are not read yet',
  'to freeze': 'Its numbers are not frozen yet',
  'to decide': 'What is done with the numbers is not decided yet',
  'to protect': 'Decided, and not audited: what the numbers give away is not known yet',
  'gives away': 'Not to be given out: it would give a child away',
  'to approve': 'Audited. Waits for a second person',
  approved: 'Approved. Send it, and release it',
  released: 'Released',
  closed: 'Closed',
}

/** A request as its steps say. */
export type Request = {
  id: Id
  received: Received
  /** The last day on which an answer is in time; null where no list of bank holidays reaches so far. */
  due: PlainDate | null
  stage: Stage
  mapping: Mapping | null
  frozen: Frozen | null
  decisions: readonly Decision[] | null
  /** Which counts are small, and what whoever reads is taken to know. */
  rule: Rule
  /** The answer as it would be printed, as it was last audited. */
  protection: Protection | null
  /** Who froze and decided: somebody else approves. */
  workedOn: ReadonlySet<Id>
  approvedBy: Id | null
  steps: readonly Step[]
}

/** Counts from 1 to 5 are small, as in the Department's own tables of councils: 0 is shown. */
export const usualRule: Rule = { threshold: 5, reader: 'rule' }

/** Reads a request from its steps. A later reading of the parts makes the freezing, deciding and approving go again. */
export function requestOf(id: Id, steps: readonly Step[]): Request | null {
  const [first] = steps
  if (first?.what !== 'received') return null
  const request: Request & { workedOn: Set<Id> } = {
    id,
    received: first.says,
    due: answerDue(first.says.receivedOn, first.says.law),
    stage: 'to map',
    mapping: null,
    frozen: null,
    decisions: null,
    rule: usualRule,
    protection: null,
    workedOn: new Set<Id>(),
    approvedBy: null,
    steps,
  }
  for (const step of steps) {
    switch (step.what) {
      case 'received':
        break
      case 'mapped':
        Object.assign(request, {
          mapping: step.says,
          frozen: null,
          decisions: null,
          protection: null,
          approvedBy: null,
          stage: 'to freeze',
        })
        request.workedOn.add(step.by)
        break
      case 'frozen':
        Object.assign(request, {
          frozen: step.says,
          decisions: null,
          protection: null,
          approvedBy: null,
          stage: 'to decide',
        })
        request.workedOn.add(step.by)
        break
      case 'decided':
        Object.assign(request, {
          decisions: step.says.decisions,
          rule: step.says.rule ?? usualRule,
          protection: null,
          approvedBy: null,
          stage: 'to protect',
        })
        request.workedOn.add(step.by)
        break
      case 'protected':
        Object.assign(request, {
          protection: step.says,
          approvedBy: null,
          stage: step.says.problems.length === 0 ? 'to approve' : 'gives away',
        })
        request.workedOn.add(step.by)
        break
      case 'approved':
        Object.assign(request, { approvedBy: step.by, stage: 'approved' })
        break
      case 'sent back':
        Object.assign(request, { decisions: null, protection: null, stage: 'to decide' })
        break
      case 'released':
        request.stage = 'released'
        break
      case 'closed':
        request.stage = 'closed'
    }
  }
  return request
}
