import { inWords, type PlainDate } from '../../plain/index.ts'
import type { Entry, State } from '../../register/index.ts'
import {
  countryName,
  disclosureField,
  exploitationType,
  handleKind,
  labelOf,
  referralStage,
  sex,
} from '../../standard/index.ts'
import { bornInWords } from './child-words.ts'
import { debtInWords, detailsOf, threatInWords } from './details.ts'
import { foundBefore, linesOf, sheetText } from './known.ts'
import { dayInWords, periodInWords, traffickingWords } from './words.ts'

/**
 * What is told for each field that was agreed to, and nothing else: line by line, as it stands in the record on the day.
 * Where the child lives is in no field.
 */
export function toldOutside(
  fields: readonly string[],
  known: readonly Entry[],
  state: State,
  about: { team: string | null; today: PlainDate },
): { title: string; lines: string[] }[] {
  const contacts = known.filter((entry) => entry.kind === 'contact')
  const answers: Record<string, () => string[]> = {
    name: () => [state.name],
    'other-names': () => state.otherNames,
    born: () => [bornInWords(state.dob)],
    sex: () => (state.sex === '' ? [] : [labelOf(sex, state.sex)]),
    nationality: () =>
      state.nationality === 'as-written'
        ? known.flatMap((entry) => (entry.kind === 'nationality' ? (entry.sealed['asWritten'] ?? []) : []))
        : state.nationality === ''
          ? []
          : [countryName(state.nationality)],
    number: () => [state.number],
    'home-office': () => [state.homeOffice],
    looks: () => linesOf(sheetText(known, 'looks')),
    missing: () => [
      ...known.filter((entry) => entry.kind === 'missing' && entry.code !== 'A').map(periodInWords),
      ...foundBefore(known).map((line) => `Found: ${line}`),
    ],
    trafficking: () => [
      traffickingWords[state.trafficking],
      ...known
        .filter((entry) => entry.kind === 'referral')
        .map(
          (entry) =>
            `${labelOf(referralStage, entry.code)}${entry.from === null ? '' : `, ${inWords(entry.from)}`}`,
        ),
    ],
    handles: () => [
      ...new Set(
        contacts.map(
          ({ code, sealed }) =>
            `${labelOf(handleKind, code)}: ${sealed['written'] ?? sealed['handle'] ?? ''}`,
        ),
      ),
    ],
    said: () =>
      contacts.flatMap((entry) =>
        [entry.sealed['words'], threatInWords(entry), entry.sealed['demand']]
          .filter((line): line is string => typeof line === 'string' && line !== '')
          .map((line) => `${dayInWords(entry.from, entry.fromAt)}: ${line}`),
      ),
    debt: () => contacts.flatMap((entry) => debtInWords(entry) || []),
    exploitation: () =>
      known
        .filter((entry) => entry.kind === 'exploitation')
        .map((entry) =>
          // Who says so is no part of it: the source is in no field.
          [
            labelOf(exploitationType, entry.code),
            ...detailsOf({ ...entry, sealed: { ...entry.sealed, by: '' } }),
          ].join('. '),
        ),
    worker: () => [about.team ?? 'No team yet'],
    photo: () => ['A photo goes with this by a way agreed upon. Turnstone sends none.'],
  }
  return disclosureField.codes
    .filter(({ code }) => fields.includes(code))
    .map(({ code, label }) => {
      const lines = (answers[code]?.() ?? []).filter((line) => line !== '')
      return { title: label, lines: lines.length === 0 ? ['Not known to us'] : lines }
    })
}
