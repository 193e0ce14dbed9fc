import type { CodeList } from './codes.ts'

export const immigrationStatus: CodeList = {
  id: 'immigration-status',
  title: 'Immigration status',
  item: 'immi_immigration_status; a row of the return’s UASC file',
  source:
    'Immigration Rules para 352ZD (unaccompanied asylum-seeking child); the dataset’s status is free text in practice',
  codes: [
    { code: 'uasc', label: 'Unaccompanied asylum-seeking child' },
    { code: 'separated', label: 'Separated child' },
    { code: 'former-uasc', label: 'Formerly unaccompanied' },
    { code: 'asylum-pending', label: 'Asylum claim not decided' },
    { code: 'refugee', label: 'Refugee status' },
    { code: 'humanitarian-protection', label: 'Humanitarian protection' },
    { code: 'uasc-leave', label: 'Leave as an unaccompanied child' },
    { code: 'discretionary-leave', label: 'Discretionary leave' },
    { code: 'section-67-leave', label: 'Section 67 leave' },
    { code: 'calais-leave', label: 'Calais leave' },
    { code: 'limited-leave', label: 'Limited leave to remain' },
    { code: 'indefinite-leave', label: 'Indefinite leave to remain or settled status' },
    { code: 'appeal-rights-exhausted', label: 'Appeal rights exhausted' },
    { code: 'british', label: 'British citizen' },
    { code: 'as-written', label: 'As written in the source' },
  ],
}

/** Statuses that make a child unaccompanied or separated (question 1c). */
export const unaccompaniedCodes: readonly string[] = ['uasc', 'separated']

/**
 * What a free-text status means. The order matters: "former UASC" and "UASC leave" speak of unaccompanied
 * children but are not that status. Undefined where nothing fits: the text is then kept and listed.
 */
const patterns: readonly [RegExp, string][] = [
  [/\b(former|formerly|ex|previously|was)\b.*\b(uasc|unaccompanied)/, 'former-uasc'],
  [/\bnot\b.*\b(uasc|unaccompanied|separated)/, ''],
  [/\b(uasc|unaccompanied)\b.*\bleave\b/, 'uasc-leave'],
  [/\b(uasc|uas|unaccompanied)\b/, 'uasc'],
  [/\bseparated\b/, 'separated'],
  [/\bsection 67\b|\bs ?67\b|\bdubs\b/, 'section-67-leave'],
  [/\bcalais\b/, 'calais-leave'],
  [/\bhumanitarian\b/, 'humanitarian-protection'],
  [/\bdiscretionary\b/, 'discretionary-leave'],
  [/\bindefinite\b|\bilr\b|\bsettled\b/, 'indefinite-leave'],
  [/\bexhausted\b|^are$/, 'appeal-rights-exhausted'],
  [/\bseek|\basylum\b.*\b(pending|claim|applied|application)|\basylum$/, 'asylum-pending'],
  [/\brefugee\b/, 'refugee'],
  [/\blimited leave\b|\bltr\b|\bleave to remain\b/, 'limited-leave'],
  [/\bbritish\b|\buk citizen/, 'british'],
]

export function immigrationStatusOf(asWritten: string): string | undefined {
  const text = asWritten
    .toLowerCase()
    .replace(/[^a-z0-9]+/g, ' ')
    .trim()
  const code = patterns.find(([pattern]) => pattern.test(text))?.[1]
  return code === '' ? undefined : code
}
