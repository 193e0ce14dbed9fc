import type { CodeList } from './codes.ts'
import { kind } from './kind.ts'

/** What keeps a child from those who pursue them: a guardian, a plan for the first days, and what may leave. */

export const guardianSupport: CodeList = {
  id: 'guardian-support',
  title: 'Independent guardian',
  item: 'none: not in any return',
  source:
    'Modern Slavery Act 2015, section 48; interim guidance on Independent Child Trafficking Guardians: direct and indirect support',
  codes: [
    { code: 'referred', label: 'Referred, nobody allocated yet' },
    { code: 'direct', label: 'Allocated: works with the child' },
    { code: 'indirect', label: 'Allocated: advises those who work with the child' },
    { code: 'declined', label: 'Not taken on' },
  ],
}

export const checkInResult: CodeList = {
  id: 'check-in',
  title: 'Check-in',
  item: 'none: not in any return',
  source: 'Turnstone: no return or dataset has a list for this',
  codes: [
    { code: 'seen', label: 'Seen, and well' },
    { code: 'spoken', label: 'Spoken to, and well' },
    { code: 'worried', label: 'Reached, and something worries us' },
    { code: 'not-reached', label: 'Not reached' },
  ],
}

/** Whether a check-in says that the child is there. */
export const reachedAt: readonly string[] = ['seen', 'spoken', 'worried']

/**
 * On what law somebody outside is told. Each is a ground that the person who asks names and the second person checks; the
 * wording of the grounds is not repeated here.
 */
export const disclosureBasis: CodeList = {
  id: 'disclosure-basis',
  title: 'On what legal basis',
  item: 'none: not in any return',
  source:
    'Data Protection Act 2018, Schedule 2, Part 1, paragraphs 2 and 5, as councils name them; Children Act 1989, section 47; the other two are grounds in words',
  codes: [
    { code: 'crime', label: 'To prevent or detect crime (DPA 2018, Schedule 2, Part 1, paragraph 2)' },
    {
      code: 'order',
      label: 'A court orders it, or a law requires it (DPA 2018, Schedule 2, Part 1, paragraph 5)',
    },
    { code: 'section-47', label: 'An enquiry under section 47 of the Children Act 1989' },
    { code: 'safeguarding', label: 'To keep a child safe' },
    { code: 'vital', label: 'Somebody’s life is at stake' },
  ],
}

/** What can be told, field by field: nothing else leaves with a disclosure. */
export const disclosureField: CodeList = {
  id: 'disclosure-field',
  title: 'What is told',
  item: 'none: not in any return',
  source: 'Turnstone: no return or dataset has a list for this',
  codes: [
    { code: 'name', label: 'Name' },
    { code: 'other-names', label: 'Other names' },
    { code: 'born', label: 'Date of birth' },
    { code: 'sex', label: 'Sex' },
    { code: 'nationality', label: 'Nationality' },
    { code: 'number', label: 'Our number' },
    { code: 'home-office', label: 'Home Office number' },
    { code: 'looks', label: 'What the child looks like' },
    { code: 'missing', label: 'When they were missing, and where they were found' },
    { code: 'trafficking', label: 'Trafficking status and referral' },
    { code: 'handles', label: 'By which phones, accounts and people they were reached' },
    { code: 'said', label: 'What was said, threatened and demanded' },
    { code: 'debt', label: 'Debts' },
    { code: 'exploitation', label: 'How they were exploited' },
    { code: 'worker', label: 'Whom to ring: the team' },
    { code: 'photo', label: 'That a photo goes with it' },
  ],
}

export const protectionKinds = {
  guardian: kind({
    number: 38,
    title: 'Independent guardian',
    meaning: 'A referral for an independent guardian, who took it and since when; until the guardian stops.',
    shape: 'spell',
    exclusive: true,
    compartment: 'chronology',
    sameBy: 'start',
    endDay: 'day of change',
    codes: guardianSupport,
    authority: 'Modern Slavery Act 2015, section 48; Human Trafficking and Exploitation (Scotland) Act 2015',
  }),
  'safety-plan': kind({
    number: 39,
    title: 'Safety plan',
    meaning:
      'What keeps the child safe in the first days of a placement: their phone, who may call, the word agreed upon, who knows the address, the interpreter.',
    shape: 'spell',
    exclusive: true,
    compartment: 'chronology',
    sameBy: 'start',
    endDay: 'day of change',
    authority: 'Practice: many children leave within 48 hours of a placement. No statute asks for a form',
  }),
  'check-in': kind({
    number: 40,
    title: 'Check-in',
    meaning: 'Somebody looked whether the child is there and well, in the first days of a placement.',
    shape: 'moment',
    exclusive: false,
    compartment: 'chronology',
    sameBy: 'start and code',
    endDay: 'last day',
    codes: checkInResult,
    authority: 'Practice: no statute or guidance sets it',
  }),
}
