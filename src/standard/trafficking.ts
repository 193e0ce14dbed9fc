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
    { code: 'suspected', label: 'Suspected' },
    { code: 'identified', label: 'Identified' },
  ],
}

/** The referral and its decisions follow one another: each later step ends the one before it. */
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
  ],
}

/** Codes that make a child identified as trafficked while they are in force. */
export const identifying: readonly string[] = ['identified', 'rg-positive', 'cg-positive']

/** Codes that make a child suspected while they are in force. Indicators alone do not. */
export const suspecting: readonly string[] = ['suspected', 'referred']
