import type { Entry } from '../register/index.ts'
import { referralForm, type ReferralField, type ReferralSection } from '../standard/index.ts'

/** One question with its answer, and whether somebody wrote it or it was taken from the record. */
export type Answered = ReferralField & { answer: string; fromRecord: boolean }

export type PackSection = Omit<ReferralSection, 'fields'> & {
  fields: readonly Answered[]
  /** Questions that must be answered and are not. */
  lacking: readonly string[]
}

export type Pack = {
  sections: readonly PackSection[]
  /** How many of the questions that must be answered are. */
  answered: number
  required: number
  /** Stories in which the child's name stands: the form asks for it apart, so that they can be passed on without. */
  naming: readonly string[]
}

/** The newest answers that somebody wrote in a part of the form. */
export const writtenIn = (entries: readonly Entry[], part: string): Entry | null =>
  entries.find((entry) => entry.kind === 'referral-part' && entry.code === part && entry.until === null) ??
  null

/**
 * The referral form of a child: what somebody wrote, and for the rest what the record holds.
 *
 * @param known answers from the record, by question
 * @param names the child's names, as far as they are known
 */
export function packOf(
  entries: readonly Entry[],
  known: Readonly<Record<string, string>>,
  names: readonly string[],
): Pack {
  const sections = referralForm.map((section): PackSection => {
    const written = writtenIn(entries, section.part)?.sealed ?? {}
    const fields = section.fields.map((field): Answered => {
      const own = written[field.id] ?? ''
      const answer = own === '' ? (known[field.id] ?? '') : own
      return { ...field, answer, fromRecord: own === '' && answer !== '' }
    })
    const lacking = fields
      .filter(({ required, answer }) => required && answer === '')
      .map(({ label }) => label)
    return { part: section.part, title: section.title, fields, lacking }
  })
  const all = sections.flatMap(({ fields }) => fields)
  const required = all.filter((field) => field.required)
  return {
    sections,
    answered: required.filter(({ answer }) => answer !== '').length,
    required: required.length,
    naming: all
      .filter(({ narrative, answer }) => narrative === true && names.some((name) => holdsName(answer, name)))
      .map(({ label }) => label),
  }
}

/** Whether a text holds a name as a word of its own, without regard to case or accents. Names of one letter are none. */
export function holdsName(text: string, name: string): boolean {
  const words = (of: string) =>
    of
      .normalize('NFKD')
      .replace(/\p{M}/gu, '')
      .toLowerCase()
      .split(/[^\p{L}\p{N}]+/u)
      .filter((word) => word !== '')
  const wanted = words(name)
  if (wanted.join('').length < 2) return false
  const held = words(text)
  return held.some((_, i) => wanted.every((word, n) => held[i + n] === word))
}
