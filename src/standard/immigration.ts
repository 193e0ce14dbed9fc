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
 * children but are not that status, "pre-settled" is not settled, a refusal is none of the things refused. An empty
 * code, like no match, means that nothing fits: the text is then kept and listed.
 */
const patterns: readonly [RegExp, string][] = [
  [/\b(former|formerly|ex|previously|was|no longer)\b.*\b(uasc|unaccompanied|separated)\b/, 'former-uasc'],
  [/\b(uasc|unaccompanied)\b.*\b(ended|ceased|care leaver)\b/, 'former-uasc'],
  [/\b(not|non|never)\b.*\b(uasc|unaccompanied|separated|british|settled)\b/, ''],
  [/\b(uasc|unaccompanied|separated)\b.* (no|n|false|0)$/, ''],
  [/\bparents (are |have )?separated\b|\bseparated parents\b/, ''],
  [/\b(uasc|uas|unaccompanied)\b.*\bleave\b/, 'uasc-leave'],
  [/\b(uasc|uas|uam|unaccompanied)\b/, 'uasc'],
  [/\bseparated\b/, 'separated'],
  [/\bsection 67\b|\bs ?67\b|\bdubs\b/, 'section-67-leave'],
  [/\bcalais\b/, 'calais-leave'],
  [/\bexhausted\b|^are$/, 'appeal-rights-exhausted'],
  [/\b(refused|rejected|failed|withdrawn|declined|unsuccessful)\b(?!.*\bgranted\b)/, ''],
  [/\bhumanitarian\b|^hp$/, 'humanitarian-protection'],
  [/\bdiscretionary\b|\bdlr?\b/, 'discretionary-leave'],
  [/\bpre settled\b/, 'limited-leave'],
  [/\bindefinite\b|\bilr\b|\bsettled\b/, 'indefinite-leave'],
  [/\blimited leave\b|\bl?ltr\b|\bleave to remain\b|\bexceptional leave\b/, 'limited-leave'],
  [/\basylum\b.*\bgranted\b|\bgranted\b.*\basylum\b/, 'refugee'],
  [
    /\bseek|\basylum\b.*\b(pending|claim|claimed|claimant|applied|applicant|application)\b|\basylum$/,
    'asylum-pending',
  ],
  [/\brefugee\b/, 'refugee'],
  [/\bbritish national overseas\b|\bbno\b/, ''],
  [/\bbritish\b|\buk (citizen|national)\b/, 'british'],
]

export function immigrationStatusOf(asWritten: string): string | undefined {
  const text = asWritten
    .toLowerCase()
    // U.A.S.C. is one word.
    .replace(/\b((?:[a-z]\.){2,}[a-z]?)/g, (initials) => initials.replaceAll('.', ''))
    .replace(/[^a-z0-9]+/g, ' ')
    .trim()
  const code = patterns.find(([pattern]) => pattern.test(text))?.[1]
  return code === '' ? undefined : code
}
