import { documentKind, legalStatus, missingType, placementType, sex } from './codes.ts'
import { immigrationStatus } from './immigration.ts'
import { kind, type Kind } from './kind.ts'
import { missingKinds } from './missing-kinds.ts'
import { protectionKinds } from './protection.ts'
import { pursuitKinds } from './pursuit.ts'
import { schemeKinds } from './schemes.ts'
import { referralStage, traffickingView } from './trafficking.ts'
import { transferKinds } from './transfers.ts'

/**
 * Every kind of entry. A number is never reused. `counted` kinds are those that figures read; adding one to
 * them means a migration of the index `entry_count`.
 */
export const kinds = {
  person: kind({
    number: 1,
    title: 'Person',
    meaning: 'Date of birth, sex and ethnicity of the child.',
    shape: 'spell',
    exclusive: true,
    compartment: 'identity',
    sameBy: 'child',
    endDay: 'last day',
    codes: sex,
    authority: 'SSDA903 header; dataset table ssd_person',
  }),
  name: kind({
    number: 2,
    title: 'Name',
    meaning: 'The name by which the child is usually called.',
    shape: 'spell',
    exclusive: true,
    compartment: 'identity',
    sameBy: 'child',
    endDay: 'last day',
    authority: 'Dataset items PERS015A and PERS016A',
  }),
  alias: kind({
    number: 3,
    title: 'Other name',
    meaning: 'Another name, spelling or nickname.',
    shape: 'spell',
    exclusive: false,
    compartment: 'identity',
    sameBy: 'value',
    endDay: 'last day',
    authority: 'Philomena protocol, part 1',
  }),
  nationality: kind({
    number: 4,
    title: 'Nationality',
    meaning: 'Nationality as claimed or shown, by country, or as written where no country fits.',
    shape: 'spell',
    exclusive: true,
    compartment: 'immigration',
    sameBy: 'child',
    endDay: 'last day',
    authority: 'Dataset item PERS012A',
  }),
  reference: kind({
    number: 5,
    title: 'Number',
    meaning: 'A number under which somebody knows the child: the council, the Home Office, school, health.',
    shape: 'spell',
    exclusive: false,
    compartment: 'identity',
    sameBy: 'value',
    endDay: 'last day',
    authority: 'SSDA903 CHILD and UPN; dataset table ssd_linked_identifiers',
  }),
  episode: kind({
    number: 6,
    title: 'In care',
    meaning: 'An episode of being looked after, with its legal status and placement as the return has it.',
    shape: 'spell',
    exclusive: true,
    compartment: 'location',
    sameBy: 'start',
    endDay: 'day of change',
    codes: legalStatus,
    authority: 'SSDA903 episodes; dataset table ssd_cla_episodes',
  }),
  placement: kind({
    number: 7,
    title: 'Placement',
    meaning: 'Where the child lives, with whom, and of what type.',
    shape: 'spell',
    exclusive: true,
    compartment: 'location',
    sameBy: 'start',
    endDay: 'day of change',
    codes: placementType,
    authority: 'Dataset table ssd_cla_placement',
  }),
  'legal-status': kind({
    number: 8,
    title: 'Legal status',
    meaning: 'The legal basis on which the child is looked after.',
    shape: 'spell',
    exclusive: true,
    compartment: 'chronology',
    sameBy: 'start',
    endDay: 'day of change',
    codes: legalStatus,
    authority: 'Dataset table ssd_legal_status',
  }),
  immigration: kind({
    number: 9,
    title: 'Immigration status',
    meaning: 'Unaccompanied, separated, or another status or leave.',
    shape: 'spell',
    exclusive: false,
    compartment: 'immigration',
    sameBy: 'start and code',
    endDay: 'last day',
    codes: immigrationStatus,
    authority: 'SSDA903 UASC file; dataset table ssd_immigration_status',
  }),
  trafficking: kind({
    number: 10,
    title: 'Trafficking: our view',
    meaning: "The council's own view: nothing found, indicators, suspected or identified.",
    shape: 'spell',
    exclusive: false,
    compartment: 'pursuit',
    sameBy: 'start and code',
    endDay: 'last day',
    codes: traffickingView,
    authority: 'Question 1 of the ECPAT UK and Missing People request',
  }),
  referral: kind({
    number: 11,
    title: 'Trafficking: referral',
    meaning: 'The step that the National Referral Mechanism has reached. A later step ends the earlier one.',
    shape: 'spell',
    exclusive: true,
    compartment: 'pursuit',
    sameBy: 'start and code',
    endDay: 'last day',
    codes: referralStage,
    authority: 'Modern Slavery Act 2015, section 52; statutory guidance under section 49',
  }),
  missing: kind({
    number: 12,
    title: 'Missing',
    meaning: 'Not at the placement or where expected: missing (whereabouts not known) or away (known).',
    shape: 'spell',
    exclusive: true,
    compartment: 'missing',
    sameBy: 'start',
    endDay: 'day of change',
    codes: missingType,
    authority: 'Statutory guidance on children who run away or go missing (2014); SSDA903 missing file',
  }),
  located: kind({
    number: 13,
    title: 'Located',
    meaning: 'The child was located: where, by whom, how we know.',
    shape: 'moment',
    exclusive: false,
    compartment: 'missing',
    sameBy: 'start',
    endDay: 'last day',
    authority: 'College of Policing: missing until located and well-being or otherwise confirmed',
  }),
  returned: kind({
    number: 14,
    title: 'Returned',
    meaning: 'The child came back to the placement or another safe place.',
    shape: 'moment',
    exclusive: false,
    compartment: 'missing',
    sameBy: 'start',
    endDay: 'last day',
    authority: 'Statutory guidance on children who run away or go missing (2014)',
  }),
  told: kind({
    number: 15,
    title: 'Told',
    meaning: 'Somebody was told that the child is missing: the police, the Home Office, a manager.',
    shape: 'moment',
    exclusive: false,
    compartment: 'missing',
    sameBy: 'start and code',
    endDay: 'last day',
    authority: 'Statutory guidance on children who run away or go missing (2014)',
  }),
  note: kind({
    number: 16,
    title: 'Note',
    meaning: 'What somebody wrote down, in their own words.',
    shape: 'moment',
    exclusive: false,
    compartment: 'chronology',
    sameBy: 'value',
    endDay: 'last day',
    authority: 'Good recording practice; no statute asks for a form',
  }),
  allocated: kind({
    number: 17,
    title: 'Allocated worker',
    meaning: 'Who works with the child.',
    shape: 'spell',
    exclusive: true,
    compartment: 'chronology',
    sameBy: 'start',
    endDay: 'day of change',
    authority: 'SSDA903 social worker file, from 2023-24',
  }),
  document: kind({
    number: 18,
    title: 'Photo or document',
    meaning: 'A photo or a paper about the child, kept sealed beside the entry.',
    shape: 'moment',
    exclusive: false,
    compartment: 'documents',
    sameBy: 'value',
    endDay: 'last day',
    codes: documentKind,
    authority: 'Philomena protocol, part 1, asks for a recent photo',
  }),
  ...missingKinds,
  ...pursuitKinds,
  ...protectionKinds,
  ...schemeKinds,
  ...transferKinds,
}

export type KindName = keyof typeof kinds

export const kindNames = Object.keys(kinds) as KindName[]

export const kindOf = (name: KindName): Kind => kinds[name]

const byNumber = new Map(kindNames.map((name) => [kinds[name].number, name]))

export function kindName(number: number): KindName {
  const name = byNumber.get(number)
  if (name === undefined) throw new Error(`No kind of entry has the number ${number}`)
  return name
}

/** The kinds that figures read. The same list stands in the index `entry_count`; a test compares the two. */
export const countedKinds: readonly KindName[] = [
  'person',
  'nationality',
  'episode',
  'legal-status',
  'immigration',
  'trafficking',
  'referral',
  'missing',
  'located',
]
