import type { CodeList } from './codes.ts'
import { exploitationType } from './exploitation.ts'
import { kind } from './kind.ts'
import { disclosureBasis } from './protection.ts'
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

export const contactChannel: CodeList = {
  id: 'contact-channel',
  title: 'How they reached the child',
  item: 'none: not in any return',
  source: 'Turnstone: no return or dataset has a list for this',
  codes: [
    { code: 'call', label: 'A call' },
    { code: 'message', label: 'A message or post' },
    { code: 'visit', label: 'Came to the placement' },
    { code: 'near', label: 'Seen near the placement, school or college' },
    { code: 'met', label: 'Met somewhere else' },
    { code: 'through', label: 'Through somebody else' },
    { code: 'on-phone', label: 'Found on a phone or a paper' },
  ],
}

export const threatenedWho: CodeList = {
  id: 'threatened-who',
  title: 'Whom they threatened',
  item: 'none: not in any return',
  source: 'Turnstone: no return or dataset has a list for this',
  codes: [
    { code: 'child', label: 'The child' },
    { code: 'family-abroad', label: 'Family abroad' },
    { code: 'family-here', label: 'Family in this country' },
    { code: 'friend', label: 'A friend' },
    { code: 'carer', label: 'Somebody who works with the child' },
    { code: 'other', label: 'Somebody else' },
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
  exploitation: kind({
    number: 35,
    title: 'Exploitation',
    meaning: 'How the child was exploited, from when to when, by what they were held and who recruited them.',
    shape: 'spell',
    exclusive: false,
    compartment: 'pursuit',
    sameBy: 'start and code',
    endDay: 'last day',
    codes: exploitationType,
    authority: 'Referral form of the Home Office; Counter Trafficking Data Collaborative, global dataset',
  }),
  messages: kind({
    number: 36,
    title: 'Messages',
    meaning:
      'What a found phone, a chat or a paper held, as it was put in. Contacts made from it point at it.',
    shape: 'moment',
    exclusive: false,
    compartment: 'pursuit',
    sameBy: 'value',
    endDay: 'last day',
    authority: 'Modern slavery: statutory guidance, indicators; no return asks for it',
  }),
  disclosure: kind({
    number: 37,
    title: 'Disclosure',
    meaning:
      'What was told to somebody outside about the child: who asked, on what basis, and every word of it.',
    shape: 'moment',
    exclusive: false,
    compartment: 'pursuit',
    sameBy: 'start and value',
    endDay: 'last day',
    codes: disclosureBasis,
    authority: 'UK GDPR, article 5(2): who was told what must be shown',
  }),
}
