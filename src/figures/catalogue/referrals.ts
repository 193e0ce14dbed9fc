import { measure } from './measure.ts'
import { anybody, knowsStatus } from './populations.ts'

export const referrals = measure({
  id: 'referrals',
  label: 'Referrals to the National Referral Mechanism',
  unit: 'episodes',
  population: 'Children, in care or not',
  timeRule: 'The day of the referral lies in the period',
  fields: ['trafficking status'],
  authority: 'Request of 2023 on referrals for criminal exploitation; Wokingham and Moray',
  settings: ['short-breaks'],
  definition: () => 'Referrals made in the period. A child referred twice is counted twice.',
  who: knowsStatus,
  items: (child, asked) =>
    child.referredOn
      .filter((on) => on >= asked.from && on <= asked.to)
      .map((on) => ({ on, spell: null, weight: 1 })),
  of: anybody,
  held: knowsStatus,
})
