import { ageOn, inWords, type PlainDate } from '../../plain/index.ts'
import type { Entry, State } from '../../register/index.ts'
import {
  countryName,
  handleKind,
  identifying,
  internationalColumns,
  labelOf,
  referralStage,
  suspecting,
  traffickingView,
} from '../../standard/index.ts'
import { latestIndicators, labelsSeen } from './indicators-seen.ts'
import { meansIn } from './details.ts'
import { linesOf, sheetText } from './known.ts'
import { dayInWords } from './words.ts'

/** What the record answers of the referral form, by question. Where the child lives is not taken over. */
export function knownForReferral(
  entries: readonly Entry[],
  state: State,
  about: {
    council: { name: string; nation: string }
    person: { name: string }
    role: string
    today: PlainDate
  },
): Record<string, string> {
  const { council, today } = about
  const name = entries.find((entry) => entry.kind === 'name' && entry.until === null)?.sealed ?? {}
  const age = state.dob === null ? null : ageOn(state.dob, today)
  const language = sheetText(entries, 'language')
  const contacts = entries.filter((entry) => entry.kind === 'contact')
  const views = entries.filter(
    (entry) =>
      (entry.kind === 'trafficking' || entry.kind === 'referral') &&
      [...identifying, ...suspecting, 'indicators'].includes(entry.code),
  )
  const known: Record<string, string> = {
    organisation: council.name,
    authority: council.name,
    'own-reference': state.number,
    nation: ['England', 'Wales', 'Scotland', 'Northern Ireland'].includes(council.nation)
      ? council.nation
      : '',
    'under-18': age === null ? 'Not sure' : age < 18 ? 'Yes' : 'No',
    'first-name': name['forename'] ?? '',
    'last-name': name['surname'] ?? '',
    nickname: state.otherNames.join(', '),
    dob: state.dob === null ? '' : inWords(state.dob),
    gender: state.sex === 'F' ? 'Female' : state.sex === 'M' ? 'Male' : '',
    nationality:
      state.nationality === '' || state.nationality === 'as-written' ? '' : countryName(state.nationality),
    language: linesOf(language).join('; '),
    interpreter: language === '' ? '' : 'Yes',
    'home-office': state.homeOffice === '' ? '' : 'Yes',
    'home-office-reference': state.homeOffice,
    'exploiters-detail': contacts.map(contactLine).join('\n'),
    indicators: labelsSeen(latestIndicators(entries)).join('\n'),
    'own-view': views
      .map(
        (entry) =>
          `${labelOf(entry.kind === 'trafficking' ? traffickingView : referralStage, entry.code)}, ${dayInWords(entry.from, null)}${(entry.sealed['source'] ?? '') === '' ? '' : `: ${entry.sealed['source'] ?? ''}`}`,
      )
      .join('\n'),
    names: about.person.name,
    role: about.role,
  }
  return Object.fromEntries(Object.entries(known).filter(([, answer]) => answer !== ''))
}

const contactLine = ({ code, from, fromAt, sealed }: Entry): string =>
  [
    `${labelOf(handleKind, code)} ${sealed['written'] ?? sealed['handle'] ?? ''}, ${dayInWords(from, fromAt)}`,
    sealed['words'] ?? '',
    sealed['threat'] === undefined ? '' : `Threat: ${sealed['threat']}`,
    sealed['debt'] === undefined ? '' : `Debt: ${sealed['debt']}`,
  ]
    .filter((part) => part !== '')
    .join('. ')

/** The columns of the global dataset on trafficking (CTDC) that are 1 for the child: what nobody wrote down is none. */
export const internationalOf = (known: readonly Entry[]): string[] =>
  internationalColumns(
    known
      .filter((entry) => entry.kind === 'exploitation')
      .map((entry) => ({
        type: entry.code,
        means: meansIn(entry),
        recruiter: typeof entry.attributes['recruiter'] === 'string' ? entry.attributes['recruiter'] : '',
      })),
  )
