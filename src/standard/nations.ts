/**
 * What differs between the nations for a child who may have been trafficked, as data with its authority. What was not seen
 * in a source stands as not confirmed, and the page says so.
 */
export type NationRules = {
  nation: string
  /** Who must tell whom of a child who may be a victim. */
  duty: { says: string; authority: string }
  guardian: {
    service: string
    /** For whom, and whether every child is to be referred. */
    says: string
    line?: string
    authority: string
    confirmed: boolean
  }
}

const notify = {
  says: 'The council must tell the Home Office of whoever may be a victim of trafficking. A child’s consent is not needed, nor is certainty about age.',
  authority: 'Modern Slavery Act 2015, section 52; First Responder Toolkit, Home Office, April 2026',
}
const guardians = {
  service: 'Independent Child Trafficking Guardians',
  says: 'Where the service works in your area, refer the child to it beside the referral. Two thirds of the authorities had it in April 2026: ring if you do not know whether yours has.',
  line: '0800 043 4303',
  authority: 'Modern Slavery Act 2015, section 48; interim guidance, last seen of 14 May 2024',
  confirmed: true,
}

const england: NationRules = { nation: 'England', duty: notify, guardian: guardians }

export const nationRules: readonly NationRules[] = [
  england,
  { nation: 'Wales', duty: notify, guardian: guardians },
  {
    nation: 'Scotland',
    duty: {
      says: 'The referral is made by the first responders of Scotland. A child’s consent is not needed, nor is certainty about age; a victim whose age is in doubt is presumed to be a child.',
      authority:
        'First Responder Toolkit, Home Office, April 2026; statutory guidance on guardians in Scotland',
    },
    guardian: {
      service: 'Guardianship Scotland',
      says: 'Refer each child who may have been trafficked, or may become a victim, and for whom nobody here has parental rights or responsibilities.',
      authority:
        'Human Trafficking and Exploitation (Scotland) Act 2015, section 11; statutory since April 2023',
      confirmed: true,
    },
  },
  {
    nation: 'Northern Ireland',
    duty: {
      says: 'The referral is made by the first responders of Northern Ireland, the Health and Social Care Trusts among them. A child’s consent is not needed, nor is certainty about age.',
      authority: 'Referral form of the Home Office, April 2026',
    },
    guardian: {
      service: 'Independent guardian',
      says: 'Northern Ireland has an independent guardian of its own. Which section of which act says so was not confirmed: ask the Trust.',
      authority: 'Not confirmed',
      confirmed: false,
    },
  },
]

/** The rules of a nation; those of England for the invented council, which is in none. */
export const rulesOf = (nation: string): NationRules =>
  nationRules.find((one) => one.nation === nation) ?? england
