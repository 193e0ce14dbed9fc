/** One question of the referral form. */
export type ReferralField = {
  id: string
  label: string
  hint?: string
  /** Without it a referral cannot be sent. */
  required: boolean
  /** Answers to choose from; free text where there are none. */
  options?: readonly string[]
  /** A story in the first responder's words: the form asks for the name late, so that no story holds it. */
  narrative?: true
}

export type ReferralSection = { part: string; title: string; fields: readonly ReferralField[] }

const yesNo = ['Yes', 'No', 'Not sure']
const asked = (id: string, label: string, more: Partial<ReferralField> = {}): ReferralField => ({
  id,
  label,
  required: true,
  ...more,
})
const story = (id: string, label: string, more: Partial<ReferralField> = {}): ReferralField =>
  asked(id, label, { narrative: true, ...more })
const may = (id: string, label: string, more: Partial<ReferralField> = {}): ReferralField =>
  asked(id, label, { required: false, ...more })

/**
 * The questions of the digital form for referrals to the National Referral Mechanism, in its order, as far as they are put
 * for a child or somebody who may be one: consent, support and where to write to are skipped. Paraphrased from the form's
 * public source (github UKHomeOffice/modern-slavery, apps/nrm, 21 April 2026, MIT; offline form of 27 April 2026).
 */
export const referralForm: readonly ReferralSection[] = [
  {
    part: 'responder',
    title: 'First responder',
    fields: [
      asked('organisation', 'Organisation'),
      asked('email', 'Work e-mail address'),
      asked('own-reference', 'Your own reference', { hint: 'It is not sent' }),
      asked('nation', 'Nation of the referral', {
        options: ['England', 'Wales', 'Scotland', 'Northern Ireland'],
      }),
    ],
  },
  {
    part: 'age',
    title: 'Age and the council’s contact',
    fields: [
      asked('under-18', 'Is the person under 18?', { options: yesNo }),
      asked('authority', 'Local authority that was contacted'),
      asked('authority-phone', 'Its phone number'),
      asked('authority-email', 'Its e-mail address'),
      asked('authority-names', 'Names of the contacts there'),
    ],
  },
  {
    part: 'background',
    title: 'Before the exploitation',
    fields: [
      story('birthplace', 'Where the child comes from'),
      story('family', 'Family'),
      story('education', 'School'),
      story('work', 'Work before'),
    ],
  },
  {
    part: 'exploitation',
    title: 'What happened',
    fields: [
      asked('more-than-one', 'More than one situation of exploitation?', { options: yesNo }),
      story('when', 'When it began and ended, and of what kind it was'),
      story('how', 'How it started'),
      story('journey', 'Whether the child was taken somewhere, and the journey'),
      story('had-to-do', 'What the child had to do'),
      story('living', 'How the child lived'),
      story('treatment', 'How the child was treated'),
      asked('still', 'Still in the situation?', { options: yesNo }),
      story('left', 'How the child left it, or what keeps them there'),
      asked('last-contact', 'Last contact with the exploiters', {
        options: [
          'Within a week',
          'Within a month',
          'Within 3 months',
          'Within 6 months',
          '6 to 12 months ago',
          'Over a year ago',
          'Not sure',
        ],
      }),
      story('last-contact-detail', 'What contact it was'),
      asked('reported-before', 'Reported before?', { options: yesNo }),
      story('why-now', 'Reference of the report, or why not sooner', { required: false }),
    ],
  },
  {
    part: 'insight',
    title: 'What professionals think',
    fields: [
      asked('indicators', 'Indicators seen'),
      story('interviews', 'How the account was given: who asked, where, with which interpreter'),
      story('own-view', 'Your own view'),
      asked('credibility', 'Concerns about credibility?', { options: yesNo }),
      story('credibility-detail', 'If there are, which and on what evidence', { required: false }),
      story('others', 'Other professionals, and what they say'),
    ],
  },
  {
    part: 'location',
    title: 'Places',
    fields: [
      asked('where-exploited', 'Exploited where?', { options: ['United Kingdom', 'Overseas', 'Both'] }),
      may('uk-places', 'Towns in the United Kingdom'),
      may('countries', 'Countries overseas'),
      asked('staying-town', 'Town where the child is staying now', {
        hint: 'Unknown is allowed. No address: it is asked for by phone',
      }),
      asked('staying-region', 'Region where the child is staying now'),
    ],
  },
  {
    part: 'exploiters',
    title: 'Who did it',
    fields: [
      story('who', 'Who the exploiters are'),
      asked('know-where', 'Is it known where they are?', { options: yesNo }),
      asked('in-uk', 'Are they in the United Kingdom?', { options: yesNo }),
      story('exploiters-detail', 'What is known of them'),
    ],
  },
  {
    part: 'types',
    title: 'Kinds of exploitation',
    fields: [
      may('labour', 'Labour or money: forced work, wages taken, forced fraud', { options: yesNo }),
      may('sexual', 'Sexual: prostitution, sexual exploitation of a child, held and assaulted', {
        options: yesNo,
      }),
      may('criminal', 'Criminal: forced crime (cannabis, drugs and county lines, begging), organs', {
        options: yesNo,
      }),
      may('domestic', 'Domestic: household work', { options: yesNo }),
      may('other-type', 'Another kind'),
    ],
  },
  {
    part: 'also',
    title: 'Others, fear, police',
    fields: [
      asked('other-victims', 'Other victims?', { options: yesNo }),
      asked('fear', 'Does the child fear more exploitation?', { options: yesNo }),
      story('fear-reasons', 'Why', { required: false }),
      asked('crime-reference', 'Is there a crime reference?', { options: yesNo }),
      may('police-force', 'Police force, and its reference'),
      asked('help-police', 'Willing to help an investigation?', { options: yesNo }),
      may('help-detail', 'With what'),
    ],
  },
  {
    part: 'person',
    title: 'The child',
    fields: [
      asked('first-name', 'First name'),
      asked('last-name', 'Last name'),
      may('nickname', 'Other names'),
      may('dob', 'Date of birth'),
      asked('gender', 'Gender', { options: ['Female', 'Male', 'Neither'] }),
      asked('own-children', 'Has the child children of its own?', { options: yesNo }),
      asked('nationality', 'Nationality', { hint: 'Unknown is allowed' }),
      asked('interpreter', 'Is an interpreter needed?', { options: yesNo }),
      may('language', 'Language, and whom not to use'),
      asked('communication', 'Is help with communication needed?', { options: yesNo }),
      asked('home-office', 'Is there a Home Office reference?', { options: yesNo }),
      may('home-office-reference', 'Home Office reference'),
    ],
  },
  {
    part: 'contact',
    title: 'Whom to ask',
    fields: [
      asked('names', 'Name of the first responder'),
      asked('role', 'Role'),
      asked('phone', 'Phone number'),
      asked('absence-email', 'E-mail address when away'),
    ],
  },
]

export const referralParts = referralForm.map(({ part, title }) => ({ code: part, label: title }))

/** Longest text that the form takes. */
export const longestReferralText = 15_000

/** A length of the referral mechanism, with who says so. */
export type ReferralClock = {
  what: string
  /** Working days of the nation, or days of the calendar. */
  length: { workingDays: number } | { days: number }
  /** The day by which something is expected, or before which it does not come. */
  is: 'expected by' | 'not before'
  authority: string
}

/**
 * What is expected when. No target is set for conclusive grounds. By when a referral is made, and how long a
 * reconsideration takes, was in no source that we read.
 */
export const referralClocks = {
  'reasonable-grounds': {
    what: 'Decision on reasonable grounds',
    length: { workingDays: 5 },
    is: 'expected by',
    authority:
      'Modern slavery: statutory guidance under section 49, and NRM statistics: five working days where possible',
  },
  'local-panel': {
    what: 'Decision on reasonable grounds, local panel',
    length: { days: 45 },
    is: 'expected by',
    authority: 'Piloting devolved decision-making for child victims of modern slavery: 45 days from referral',
  },
  'conclusive-grounds': {
    what: 'Decision on conclusive grounds',
    length: { days: 30 },
    is: 'not before',
    authority:
      'Modern slavery: statutory guidance: a recovery period of at least 30 calendar days; a local panel may decide both at once',
  },
} as const satisfies Record<string, ReferralClock>
