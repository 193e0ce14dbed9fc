import type { CodeList } from './codes.ts'
import { kind } from './kind.ts'
import { referralParts } from './referral-form.ts'

/** By what somebody reaches a child: each kind is written in its own way, and compared in its own way. */
export const handleKind: CodeList = {
  id: 'handle-kind',
  title: 'By what they reached the child',
  item: 'KIND',
  source:
    'ECPAT UK and Missing People: traffickers reach children in care by phone and social media; kinds are Turnstone’s own',
  codes: [
    { code: 'phone', label: 'Phone number' },
    { code: 'account', label: 'Account' },
    { code: 'email', label: 'E-mail address' },
    { code: 'vehicle', label: 'Vehicle' },
    { code: 'address', label: 'Address' },
    { code: 'person', label: 'Person' },
  ],
}

export const referralPart: CodeList = {
  id: 'referral-part',
  title: 'Part of the referral form',
  item: 'none: not in any return',
  source: 'The digital referral form of the Home Office, April 2026',
  codes: referralParts,
}

/** Who pursues a child, and with what. */
export const pursuitKinds = {
  contact: kind({
    number: 32,
    title: 'Contact',
    meaning:
      'Somebody who may be pursuing the child reached them, or tried: by which phone, account, vehicle, address or person; what they said, threatened and demanded.',
    shape: 'moment',
    exclusive: false,
    compartment: 'pursuit',
    sameBy: 'start and value',
    endDay: 'last day',
    codes: handleKind,
    authority: 'Modern slavery: statutory guidance, indicators; no return asks for it',
  }),
  'referral-part': kind({
    number: 33,
    title: 'Referral form',
    meaning: 'A part of the referral to the National Referral Mechanism, as somebody wrote it.',
    shape: 'spell',
    exclusive: false,
    compartment: 'pursuit',
    sameBy: 'start and code',
    endDay: 'last day',
    codes: referralPart,
    authority: 'The digital referral form of the Home Office',
  }),
  indicators: kind({
    number: 34,
    title: 'Indicators',
    meaning:
      'What was looked for and seen on a day, from the list of indicators: yes, suspected, no or not asked.',
    shape: 'moment',
    exclusive: false,
    compartment: 'pursuit',
    sameBy: 'start',
    endDay: 'last day',
    authority: 'London-type risk matrix; First Responder Toolkit of the Home Office, April 2026',
  }),
}
