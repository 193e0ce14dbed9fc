import type { CodeList } from './codes.ts'

/**
 * The council's own view of a child, kept apart from the National Referral Mechanism: a child may be suspected
 * after a negative decision, and identified without ever being referred.
 */
export const traffickingView: CodeList = {
  id: 'trafficking-view',
  title: "The council's own view",
  item: 'STATUS',
  source:
    'Question 1 of the ECPAT UK and Missing People request: identified, and suspected if not identified',
  codes: [
    { code: 'none', label: 'Asked, and nothing found' },
    { code: 'indicators', label: 'Indicators seen' },
    { code: 'factor-12a', label: 'Factor at the end of an assessment: trafficking (12A)' },
    { code: 'suspected', label: 'Suspected' },
    { code: 'identified', label: 'Identified' },
  ],
}

/**
 * The referral and its decisions follow one another: each later step ends the one before it. A referral that is suspended
 * is still one; the last three are outcomes that the guidance names, under words of our own.
 */
export const referralStage: CodeList = {
  id: 'referral-stage',
  title: 'Stage of the referral mechanism',
  item: 'STATUS',
  source:
    'Modern slavery: statutory guidance; National Referral Mechanism, reasonable and conclusive grounds',
  codes: [
    { code: 'referred', label: 'Referred' },
    { code: 'rg-positive', label: 'Reasonable grounds: positive' },
    { code: 'rg-negative', label: 'Reasonable grounds: negative' },
    { code: 'cg-positive', label: 'Conclusive grounds: positive' },
    { code: 'cg-negative', label: 'Conclusive grounds: negative' },
    { code: 'reconsidered', label: 'Reconsidered' },
    { code: 'suspended', label: 'Suspended' },
    { code: 'withdrawn', label: 'Withdrawn' },
    { code: 'closed', label: 'Closed without a decision' },
  ],
}

/** Who decides on a referral. */
export const decisionBody: CodeList = {
  id: 'decision-body',
  title: 'Who decides',
  item: 'none: not in any return',
  source: 'Modern slavery: statutory guidance; piloting devolved decision-making for child victims',
  codes: [
    { code: 'sca', label: 'Single competent authority (Home Office)' },
    { code: 'panel', label: 'Local panel of the devolved pilot' },
    { code: 'ieca', label: 'Immigration Enforcement competent authority (some adults)' },
  ],
}

/**
 * By which of its routes a council came to a status. It is kept, so that whoever counts by one of them alone can be
 * answered. A factor of an assessment and a decision of the referral mechanism are routes by themselves.
 */
export const identificationRoute: CodeList = {
  id: 'identification-route',
  title: 'Route',
  item: 'none: not in any return',
  source: 'Answers to the ECPAT UK and Missing People request: councils count by different routes',
  codes: [
    { code: 'professional', label: 'Our own judgement: a worker, a manager, a strategy meeting' },
    { code: 'police', label: 'The police' },
    { code: 'assessment', label: 'An assessment' },
    { code: 'guardian', label: 'A guardian or another organisation' },
  ],
}

/** Codes that make a child identified as trafficked while they are in force. */
export const identifying: readonly string[] = ['identified', 'rg-positive', 'cg-positive']

/**
 * Codes that make a child suspected while they are in force. Indicators alone do not. Whether factor 12A identifies is a
 * choice of whoever counts: one council has answered with it.
 */
export const suspecting: readonly string[] = ['suspected', 'factor-12a', 'referred', 'suspended']
