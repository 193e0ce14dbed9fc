import type { CodeList } from './codes.ts'

export type Indicator = { id: string; label: string }
export type IndicatorBlock = { block: string; title: string; source: string; items: readonly Indicator[] }

/** What may be said of each indicator. Not asked is not the same as no. */
export const indicatorAnswer: CodeList = {
  id: 'indicator-answer',
  title: 'Answer to an indicator',
  item: 'none: not in any return',
  source: 'London-type risk matrix: yes or suspected; no and not asked are Turnstone’s own',
  codes: [
    { code: 'yes', label: 'Yes' },
    { code: 'suspected', label: 'Suspected' },
    { code: 'no', label: 'No' },
    { code: 'not-asked', label: 'Not asked' },
  ],
}

const matrix = 'London-type risk matrix for trafficked children, paraphrased'
const toolkit = 'First Responder Toolkit of the Home Office, April 2026, paraphrased'

/**
 * Indicators by block. The first three blocks are those of the matrix; of its block on movement only what was seen in a
 * source stands here, and what the toolkit adds stands apart. A score is for looking again, never for deciding.
 */
export const indicatorBlocks: readonly IndicatorBlock[] = [
  {
    block: 'exploitation',
    title: 'Exploitation',
    source: matrix,
    items: [
      { id: 'claims', label: 'Says that somebody exploited them' },
      { id: 'injuries', label: 'Marks of abuse' },
      { id: 'marriage', label: 'Married under age' },
      { id: 'working', label: 'Signs of work: tired, hands, skin, back' },
      { id: 'infection', label: 'An infection, or an unwanted pregnancy' },
      { id: 'coached', label: 'A story that others tell in the same words' },
      { id: 'quota', label: 'Must earn a minimum each day' },
      { id: 'crime', label: 'Crime that points to adults: cannabis, pickpocketing, begging' },
      { id: 'chores', label: 'Does most of the chores, seldom leaves the house' },
    ],
  },
  {
    block: 'movement',
    title: 'Movement into or within the country',
    source: matrix,
    items: [
      { id: 'withdrawn', label: 'Withdrawn, afraid of officials' },
      { id: 'older-partner', label: 'A much older boyfriend or girlfriend' },
      { id: 'fears', label: 'Great fear: of a person, of being sent back, of saying something' },
    ],
  },
  {
    block: 'other',
    title: 'Other risk',
    source: matrix,
    items: [
      { id: 'neglect', label: 'Neglected: food, clothes, health' },
      { id: 'unloved', label: 'Neglected: nobody cares for them' },
      { id: 'isolated', label: 'Alone, without friends of their age' },
      { id: 'concentration', label: 'Cannot concentrate, easily angered' },
      { id: 'trauma', label: 'Trauma, numbness' },
      { id: 'assurance', label: 'More assured than their age' },
      { id: 'substances', label: 'Alcohol or drugs' },
      { id: 'self-harm', label: 'Self-harm, thinks little of themselves' },
      { id: 'sexual', label: 'Sexually active' },
      { id: 'no-gp', label: 'No doctor' },
      { id: 'no-school', label: 'No school' },
      { id: 'money', label: 'Money, clothes or phones that nobody can explain' },
    ],
  },
  {
    block: 'general',
    title: 'Control, as first responders see it',
    source: toolkit,
    items: [
      { id: 'movement-controlled', label: 'Somebody controls where they go; they cannot leave' },
      { id: 'spoken-for', label: 'Somebody else speaks for them' },
      { id: 'documents', label: 'Somebody holds their documents, or they are false' },
      { id: 'debt', label: 'A debt for the journey' },
      { id: 'threatened', label: 'Threatened with the authorities, or family threatened' },
      { id: 'address', label: 'Do not know where they are' },
      { id: 'no-parents', label: 'No way to reach their parents' },
      { id: 'no-play', label: 'No play, no friends, eats apart' },
      { id: 'travels', label: 'Travels alone, or with people who are no relatives' },
      { id: 'taxi', label: 'Carries a number to ring, for a taxi or a person' },
    ],
  },
]

/** As few as these are reason enough to look again at the council's own view. Our own rule, and only a prompt. */
export const promptFrom = { yes: 1, suspected: 3 }
