import { evidence } from '../../missing/index.ts'
import { inWords as dateInWords, type PlainDate } from '../../plain/index.ts'
import type { Entry } from '../../register/index.ts'
import {
  type CodeList,
  contactChannel,
  exploitedWhere,
  meansOfControl,
  recruiterRelation,
  threatenedWho,
  decisionBody,
  homeKind,
  identificationRoute,
  labelOf,
  libertyBases,
  locatedWhere,
  missingType,
  placementType,
  reasonEpisodeCeased,
  referralForm,
  schemeRoute,
  schemes,
  sex,
  transferRefusal,
} from '../../standard/index.ts'
import { nameOfCouncil } from '../../schemes/index.ts'
import { answersIn, indicatorsInWords, labelsSeen } from './indicators-seen.ts'

const textOf = (value: unknown): string => (typeof value === 'string' ? value : '')

/** The rest of what an entry says, line by line. Addresses are not among them: they are shown on purpose only. */
export function detailsOf(entry: Entry): string[] {
  const { attributes, sealed } = entry
  const lines: (string | false | undefined)[] = []
  switch (entry.kind) {
    case 'person':
      lines.push(
        typeof attributes['dob'] === 'string'
          ? dateInWords(attributes['dob'] as PlainDate)
          : 'Date of birth not recorded',
        entry.code !== '' && labelOf(sex, entry.code),
      )
      break
    case 'name':
      lines.push([sealed['forename'], sealed['surname']].filter(Boolean).join(' '))
      break
    case 'alias':
      lines.push(sealed['name'])
      break
    case 'reference':
      lines.push(sealed['value'])
      break
    case 'episode':
      lines.push(
        typeof attributes['place'] === 'string' && labelOf(placementType, attributes['place']),
        typeof attributes['reasonCeased'] === 'string' &&
          attributes['reasonCeased'] !== 'X1' &&
          `Ended: ${labelOf(reasonEpisodeCeased, attributes['reasonCeased'])}`,
      )
      break
    case 'missing':
      lines.push(
        entry.code === 'A' && labelOf(missingType, 'A'),
        sealed['where'] && `Last seen: ${sealed['where']}`,
        sealed['wearing'] && `Wearing and carrying: ${sealed['wearing']}`,
        sealed['worries'] && `Worries: ${sealed['worries']}`,
        sealed['anythingElse'],
        attributes['interviewOffered'] === 'Y' &&
          `Return interview offered${attributes['interviewAccepted'] === 'Y' ? ' and accepted' : ''}`,
      )
      break
    case 'located':
    case 'returned':
      lines.push(
        entry.kind === 'located' && (evidence as Record<string, string>)[entry.code],
        typeof attributes['place'] === 'string' && labelOf(locatedWhere, attributes['place']),
        attributes['comesBack'] === 'no' && 'Does not come back to the placement',
        sealed['where'] && `Where: ${sealed['where']}`,
        sealed['by'] && `By: ${sealed['by']}`,
        sealed['harm'] && `Harm: ${sealed['harm']}`,
      )
      break
    case 'told':
      lines.push(sealed['reference'] && `Reference ${sealed['reference']}`, sealed['who'], sealed['words'])
      break
    case 'risk':
    case 'sighting':
    case 'search':
    case 'meeting':
    case 'publicity':
    case 'episode-end':
    case 'relative':
    case 'learnt':
    case 'age':
    case 'sheet':
      lines.push(
        sealed['where'] && `Where: ${sealed['where']}`,
        sealed['by'] && `By: ${sealed['by']}`,
        sealed['words'],
      )
      break
    case 'indicators':
      lines.push(
        indicatorsInWords(answersIn(entry)),
        ...labelsSeen(answersIn(entry)),
        sealed['by'] && `By: ${sealed['by']}`,
        sealed['words'],
      )
      break
    case 'referral-part':
      lines.push(
        ...(referralForm.find(({ part }) => part === entry.code)?.fields ?? []).map(({ id, label }) =>
          (sealed[id] ?? '') === '' ? '' : `${label}: ${sealed[id] ?? ''}`,
        ),
      )
      break
    case 'contact':
      lines.push(
        sealed['written'] ?? sealed['handle'],
        label(contactChannel, attributes['channel']),
        sealed['words'],
        threatInWords(entry),
        debtInWords(entry),
        sealed['demand'] && `Promised, given or demanded: ${sealed['demand']}`,
        sealed['by'] && `Says: ${sealed['by']}`,
      )
      break
    case 'exploitation':
      lines.push(
        meansIn(entry).length > 0 &&
          `Held by: ${meansIn(entry)
            .map((one) => labelOf(meansOfControl, one).toLowerCase())
            .join(', ')}`,
        label(recruiterRelation, attributes['recruiter'], 'Recruited by: '),
        label(exploitedWhere, attributes['where']),
        sealed['who'] && `Who: ${sealed['who']}`,
        sealed['place'] && `Where: ${sealed['place']}`,
        sealed['words'],
        sealed['by'] && `Says: ${sealed['by']}`,
      )
      break
    case 'messages':
      lines.push(sealed['title'], shortened(sealed['text'] ?? ''), sealed['by'] && `From: ${sealed['by']}`)
      break
    case 'disclosure':
      lines.push(
        sealed['recipient'] && `To ${sealed['recipient']}`,
        sealed['purpose'] && `For: ${sealed['purpose']}`,
        sealed['agreed'],
      )
      break
    case 'guardian':
      lines.push(
        sealed['service'],
        sealed['name'] && `Guardian: ${sealed['name']}`,
        sealed['phone'],
        sealed['reference'] && `Reference ${sealed['reference']}`,
        typeof attributes['accepted'] === 'string' &&
          `Taken on ${dateInWords(attributes['accepted'] as PlainDate)}`,
        sealed['words'],
      )
      break
    case 'safety-plan':
      lines.push(
        ...Object.entries(safetyPlanHeadings).map(
          ([key, title]) => sealed[key] && `${title}: ${sealed[key]}`,
        ),
      )
      break
    case 'scheme':
      lines.push(
        schemes.find(({ id }) => id === attributes['scheme'])?.title,
        typeof attributes['route'] === 'string' && labelOf(schemeRoute, attributes['route']),
        attributes['finding'] === 'Y' && 'In the child’s best interests',
        attributes['finding'] === 'N' && 'Not in the child’s best interests',
        typeof attributes['inCalaisFrom'] === 'string' &&
          `In the camp from ${dateInWords(attributes['inCalaisFrom'] as PlainDate)}`,
        typeof attributes['inEuropeOn'] === 'string' &&
          `In Europe on ${dateInWords(attributes['inEuropeOn'] as PlainDate)}`,
        attributes['risk'] === 'Y' && 'At high risk of sexual exploitation',
        attributes['risk'] === 'N' && 'Not at high risk of sexual exploitation',
        sealed['by'] && `Said by: ${sealed['by']}`,
        sealed['words'],
      )
      break
    case 'transfer':
      lines.push(
        `${attributes['role'] === 'sending' ? 'To' : 'From'} ${nameOfCouncil(textOf(attributes['with']))}`,
        attributes['side'] === attributes['role'] ? 'Said by us' : 'Said by them',
        typeof attributes['on'] === 'string' && `On ${dateInWords(attributes['on'] as PlainDate)}`,
        textOf(attributes['reason']) !== '' && labelOf(transferRefusal, textOf(attributes['reason'])),
        sealed['worker'] && `Worker: ${sealed['worker']}`,
        sealed['by'] && `Told by: ${sealed['by']}`,
        sealed['words'],
      )
      break
    case 'check-in':
      lines.push(sealed['by'] && `By: ${sealed['by']}`, sealed['words'])
      break
    case 'task':
      lines.push(
        sealed['words'],
        typeof attributes['due'] === 'string' && `By ${dateInWords(attributes['due'] as PlainDate)}`,
        sealed['owner'] && `Owner: ${sealed['owner']}`,
      )
      break
    case 'interview':
      lines.push(...interviewLines(entry))
      break
    case 'photo':
      lines.push(sealed['title'])
      break
    case 'note':
      lines.push(sealed['text'])
      break
    case 'document':
      lines.push(sealed['title'], sealed['file'])
      break
    case 'placement':
      lines.push(
        typeof attributes['home'] === 'string' && labelOf(homeKind, attributes['home']),
        sealed['with'] && `With ${sealed['with']}`,
        sealed['why'] && `Why here: ${sealed['why']}`,
        libertyBases.find(({ code }) => code === attributes['basis'])?.label,
      )
      break
    case 'trafficking':
    case 'referral':
      lines.push(
        typeof attributes['route'] === 'string' && labelOf(identificationRoute, attributes['route']),
        typeof attributes['body'] === 'string' && labelOf(decisionBody, attributes['body']),
        sealed['source'] && `Source: ${sealed['source']}`,
        sealed['reference'] && `Reference ${sealed['reference']}`,
      )
      break
    default:
  }
  return lines.filter((line): line is string => typeof line === 'string' && line !== '')
}

/** The headings of a return interview, in the order in which they are asked. */
export const interviewHeadings = {
  before: 'Before: what made the child leave',
  during: 'While away: where, with whom, how they got there',
  harm: 'Harm, threats, anybody the child fears',
  after: 'Coming back: how, and who helped',
  helps: 'What would help, and what the child wants',
} as const

function interviewLines({ attributes, sealed }: Entry): (string | false | undefined)[] {
  return [
    sealed['by'] && `By ${sealed['by']}`,
    attributes['independent'] === 'yes' && 'Independent of the child’s care',
    attributes['independent'] === 'no' && 'Not independent of the child’s care',
    sealed['place'] && `Held at: ${sealed['place']}`,
    sealed['reason'],
    ...Object.entries(interviewHeadings).map(([key, title]) => sealed[key] && `${title}. ${sealed[key]}`),
  ]
}

/** What a safety plan says, in the order in which it is asked. The word agreed upon is on the plan's own page only. */
export const safetyPlanHeadings = {
  phone: 'The child’s phone',
  device: 'Device',
  callers: 'Who may call',
  knows: 'Who knows the address',
  interpreter: 'Interpreter',
  photo: 'Photo',
  words: 'Also',
} as const

const label = (list: CodeList, code: unknown, before = ''): string | false =>
  typeof code === 'string' &&
  code !== '' &&
  `${before}${before === '' ? labelOf(list, code) : labelOf(list, code).toLowerCase()}`

/** By what a child was held, as codes. */
export const meansIn = ({ attributes }: Pick<Entry, 'attributes'>): string[] => {
  const { means } = attributes
  return typeof means === 'object' && means !== null ? Object.keys(means) : []
}

/** Whom they threatened, and with what. */
export function threatInWords({ attributes, sealed }: Entry): string | false {
  const who = label(threatenedWho, attributes['threatened'])
  const said = sealed['threat'] ?? ''
  if (who === false) return said !== '' && `Threat: ${said}`
  return `Threat to ${who.toLowerCase()}${said === '' ? '' : `: ${said}`}`
}

/** What is owed, to whom, until when. */
export function debtInWords({ attributes, sealed }: Pick<Entry, 'attributes' | 'sealed'>): string | false {
  const parts = [
    sealed['amount'] ?? '',
    (sealed['creditor'] ?? '') === '' ? '' : `to ${sealed['creditor'] ?? ''}`,
    typeof attributes['deadline'] === 'string'
      ? `by ${dateInWords(attributes['deadline'] as PlainDate)}`
      : '',
  ].filter((part) => part !== '')
  const said = sealed['debt'] ?? ''
  if (parts.length === 0) return said !== '' && `Debt: ${said}`
  return `Debt: ${parts.join(' ')}${said === '' ? '' : `. ${said}`}`
}

/** How much of a long text stands in a chronology; the whole is on a page of its own. */
const mostShown = 300

const shortened = (text: string): string =>
  text.length <= mostShown
    ? text
    : `${text.slice(0, mostShown)}… (${text.length.toLocaleString('en-GB')} characters in all)`

/** Kinds whose words are written by hand, and may hold a phone or an account that nobody has written down as one. */
const inWordsOnly: readonly Entry['kind'][] = [
  'note',
  'interview',
  'learnt',
  'sighting',
  'search',
  'told',
  'messages',
]

/**
 * Everything that stands in an entry in words, for looking for phones and accounts in it; null of a kind that holds more than
 * words, an address among them.
 */
export const wordsIn = ({ kind, sealed }: Pick<Entry, 'kind' | 'sealed'>): string | null =>
  inWordsOnly.includes(kind)
    ? Object.entries(sealed)
        // Why an entry was corrected is about the entry, not about the child.
        .filter(([name]) => name !== 'why')
        .map(([, words]) => words)
        .join('\n')
    : null
