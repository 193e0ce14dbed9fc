import { type Instant, type PlainDate } from '../../plain/index.ts'
import type { Entry, State } from '../../register/index.ts'
import {
  countryName,
  labelOf,
  publicityDecision,
  riskGrade,
  sex,
  sheetPart,
  whoIsTold,
} from '../../standard/index.ts'
import { ageInWords, bornInWords, whereNow } from './child-words.ts'
import { detailsOf } from './details.ts'
import { dayInWords, traffickingWords } from './words.ts'

/** What a grab sheet or a police report says under a heading. */
export type KnownPart = { title: string; lines: string[] }

export const linesOf = (text: string | undefined): string[] =>
  (text ?? '').split('\n').filter((line) => line.trim() !== '')

/** The newest words of a part of the grab sheet. */
export const sheetText = (known: readonly Entry[], part: string): string =>
  known
    .filter((entry) => entry.kind === 'sheet' && entry.code === part && entry.until === null)
    .sort((a, b) => (a.knownFrom < b.knownFrom ? 1 : -1))[0]?.sealed['words'] ?? ''

const newestFirst = (known: readonly Entry[], kind: Entry['kind']) =>
  known
    .filter((entry) => entry.kind === kind)
    .sort((a, b) => ((a.fromAt ?? a.from ?? '') < (b.fromAt ?? b.from ?? '') ? 1 : -1))

/** Where the child was found before: one line an occasion, newest first. */
export const foundBefore = (known: readonly Entry[]): string[] =>
  newestFirst(known, 'located')
    .filter((entry) => (entry.sealed['where'] ?? '') !== '')
    .slice(0, 5)
    .map((entry) => `${entry.sealed['where'] ?? ''}, ${dayInWords(entry.from, entry.fromAt)}`)

/** The parts of a grab sheet, from what was written down beforehand and what is known of tonight. */
export function sheetParts(known: readonly Entry[], missing: Entry | null): (KnownPart & { part: string })[] {
  const learnt = (codes: string[]) =>
    newestFirst(known, 'learnt')
      .filter((entry) => codes.includes(entry.code))
      .slice(0, 5)
      .map((entry) => entry.sealed['words'] ?? '')
  const more: Record<string, string[]> = {
    looks: missing === null ? [] : linesOf(missing.sealed['wearing']).map((line) => `Tonight: ${line}`),
    fears: missing === null ? [] : linesOf(missing.sealed['worries']),
    company: learnt(['person', 'handle']),
    places: [...foundBefore(known), ...learnt(['place'])],
  }
  return sheetPart.codes.map(({ code, label }) => ({
    part: code,
    title: label,
    lines: [...linesOf(sheetText(known, code)), ...(more[code] ?? [])],
  }))
}

/**
 * What parts 1 and 2 of the form of the Philomena protocol ask, filled from what is known: who the child is, what they
 * look like, with whom and where they may be; then when they were last seen and what was done. No address: it is said
 * on the phone by somebody who asked for it.
 */
export function policeParts(
  known: readonly Entry[],
  missing: Entry,
  state: State,
  today: PlainDate,
): KnownPart[] {
  const about = known.filter((entry) => entry.about === missing.fact)
  const part = (code: string) => linesOf(sheetText(known, code))
  const before = newestFirst(known, 'missing').filter((entry) => entry.fact !== missing.fact)
  const photo = about.find((entry) => entry.kind === 'publicity')
  const grade = newestFirst(about, 'risk')[0]
  const told = about.filter((entry) => entry.kind === 'told')
  return [
    {
      title: 'Who',
      lines: [
        state.name === '' ? 'Name not recorded' : state.name,
        ...(state.otherNames.length > 0 ? [`Also called ${state.otherNames.join(', ')}`] : []),
        `${bornInWords(state.dob)}, ${ageInWords(state.dob, today)} years old`,
        ...(state.sex === '' ? [] : [labelOf(sex, state.sex)]),
        ...(state.nationality === '' || state.nationality === 'as-written'
          ? []
          : [`Nationality ${countryName(state.nationality)}`]),
        `Our number ${state.number}`,
        ...(state.homeOffice === '' ? [] : [`Home Office number ${state.homeOffice}`]),
      ],
    },
    {
      title: 'Last seen',
      lines: [
        dayInWords(missing.from, missing.fromAt),
        ...linesOf(missing.sealed['where']),
        ...(missing.sealed['where'] === undefined ? ['Where: not known, to be asked'] : []),
      ],
    },
    { title: 'Wearing and carrying', lines: orAsk(linesOf(missing.sealed['wearing'])) },
    { title: 'What the child looks like', lines: orAsk(part('looks')) },
    {
      title: 'Photo',
      lines: [
        photo === undefined
          ? 'None is sent: nobody has decided that it is safe.'
          : `${labelOf(publicityDecision, photo.code)}, ${dayInWords(photo.from, photo.fromAt)}, decided by ${photo.sealed['by'] ?? 'somebody'}.`,
      ],
    },
    { title: 'Language and interpreter', lines: orAsk(part('language')) },
    {
      title: 'Why we are worried',
      lines: [
        ...linesOf(missing.sealed['worries']),
        ...part('fears'),
        ...(state.trafficking === 'not recorded'
          ? []
          : [`Trafficking: ${traffickingWords[state.trafficking]}`]),
        ...(grade === undefined ? [] : [`Risk as graded: ${labelOf(riskGrade, grade.code)}`]),
        ...linesOf(missing.sealed['anythingElse']),
      ],
    },
    { title: 'Who the child may be with', lines: orAsk(part('company')) },
    {
      title: 'Where the child goes, and was found before',
      lines: orAsk([...part('places'), ...foundBefore(known)]),
    },
    { title: 'Phone, health, money', lines: orAsk(part('health')) },
    {
      title: 'Missing before',
      lines:
        before.length === 0
          ? ['Not that we know of']
          : [
              before.length === 1 ? 'Once' : `${before.length} times`,
              ...before
                .slice(0, 4)
                .map(
                  (entry) =>
                    `${dayInWords(entry.from, entry.fromAt)} to ${dayInWords(entry.until, entry.untilAt)}`,
                ),
            ],
    },
    { title: 'Lives in', lines: [whereNow(state), 'The address is given on the phone.'] },
    {
      title: 'What was done already',
      lines: [
        ...told.map(
          (entry) =>
            `${labelOf(whoIsTold, entry.code)} told ${dayInWords(entry.from, entry.fromAt)}${entry.sealed['reference'] === undefined ? '' : `, reference ${entry.sealed['reference']}`}`,
        ),
        ...about
          .filter((entry) => entry.kind === 'search' || entry.kind === 'sighting')
          .map((entry) => `${dayInWords(entry.from, entry.fromAt)}: ${detailsOf(entry).join('. ')}`),
        ...(about.length === 0 ? ['Nothing is written down yet'] : []),
      ],
    },
    { title: 'Our plan', lines: orAsk(part('plan')) },
  ]
}

const orAsk = (lines: string[]): string[] => (lines.length === 0 ? ['Not known, to be asked'] : lines)

/** `3 February 2026, 3:14am`: on paper, today is wrong tomorrow. */
export const onPaper = (at: Instant): string => dayInWords(null, at)
