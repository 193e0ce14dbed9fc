import type { CodeList } from './codes.ts'

const own = 'Turnstone: no return or dataset has a list for this'

/** Who is told that a child is missing. The guidance names the police; the others follow from who answers for the child. */
export const whoIsTold: CodeList = {
  id: 'who-is-told',
  title: 'Who was told',
  item: 'none: not in any return',
  source:
    'Statutory guidance on children who run away or go missing (2014); Home Office: missing referrals of foreign national children',
  codes: [
    { code: 'police', label: 'Police' },
    { code: 'carer', label: 'Carer or placement' },
    { code: 'home-office', label: 'Home Office' },
    { code: 'guardian', label: 'Guardian or advocate' },
    { code: 'senior-manager', label: 'Senior manager' },
    { code: 'placing-council', label: 'Council that placed the child' },
    { code: 'host-council', label: 'Council where the child lived' },
    { code: 'family', label: 'Family' },
    { code: 'missing-people', label: 'Missing People, the charity' },
    { code: 'other', label: 'Somebody else' },
  ],
}

/** The grades of the police since "absent" was given up: re-graded as facts change. */
export const riskGrade: CodeList = {
  id: 'risk-grade',
  title: 'Risk grade',
  item: 'none: not in any return',
  source: 'College of Policing, authorised professional practice on missing persons: levels of risk',
  codes: [
    { code: 'none', label: 'No apparent risk' },
    { code: 'low', label: 'Low' },
    { code: 'medium', label: 'Medium' },
    { code: 'high', label: 'High' },
  ],
}

/** Whether a sighting is believed. Hearsay never ends an episode. */
export const sightingKind: CodeList = {
  id: 'sighting',
  title: 'Sighting',
  item: 'none: not in any return',
  source: own,
  codes: [
    { code: 'seen', label: 'Seen by somebody who knows the child' },
    { code: 'likely', label: 'Likely the child' },
    { code: 'hearsay', label: 'Somebody says so, not confirmed' },
  ],
}

export const meetingKind: CodeList = {
  id: 'meeting',
  title: 'Meeting',
  item: 'none: not in any return',
  source: 'Working together to safeguard children: strategy discussions; local protocols on missing children',
  codes: [
    { code: 'strategy', label: 'Strategy meeting' },
    { code: 'review', label: 'Review of the search' },
    { code: 'other', label: 'Another meeting' },
  ],
}

/** A photo is never sent without a recorded decision on the trafficking risk: traffickers read posters too. */
export const publicityDecision: CodeList = {
  id: 'publicity',
  title: 'Publicity',
  item: 'none: not in any return',
  source: own,
  codes: [
    { code: 'none', label: 'No publicity' },
    { code: 'without-photo', label: 'Publicity without a photo' },
    { code: 'with-photo', label: 'Publicity with a photo' },
    { code: 'photo-to-police', label: 'Photo to the police only' },
  ],
}

export const interviewStep: CodeList = {
  id: 'return-interview',
  title: 'Return interview',
  item: 'MISS_MISSING_RHI_OFFERED, MISS_MISSING_RHI_ACCEPTED',
  source:
    'Statutory guidance on children who run away or go missing (2014): offered on every occasion, within 72 hours, by somebody independent',
  codes: [
    { code: 'offered', label: 'Offered' },
    { code: 'accepted', label: 'Accepted' },
    { code: 'attempted', label: 'Tried, and not held' },
    { code: 'refused', label: 'Refused by the child' },
    { code: 'held', label: 'Held' },
  ],
}

/** Facts that change what an episode is, without the child having been found. Only a death ends the search. */
export const episodeEnd: CodeList = {
  id: 'episode-end',
  title: 'Missing: what changed',
  item: 'none: the return closes an episode on the 18th birthday or when care ceases',
  source: 'SSDA903 guidance on MIS_END; validation rules 575, 577 and 580',
  codes: [
    { code: 'turned-18', label: 'Turned 18 while missing' },
    { code: 'care-ended', label: 'Care ended while missing' },
    { code: 'assessed-adult', label: 'Assessed as an adult while missing' },
    { code: 'transferred', label: 'Another council took over while missing' },
    { code: 'died', label: 'Died' },
  ],
}

/** Where a located child is: whoever is found elsewhere may not come back to this placement. */
export const locatedWhere: CodeList = {
  id: 'located-where',
  title: 'Located where',
  item: 'none: not in any return',
  source: own,
  codes: [
    { code: 'here', label: 'In the area of this council' },
    { code: 'authority', label: 'In the area of another council' },
    { code: 'abroad', label: 'Abroad' },
  ],
}

/** What whoever looks for the child at night must know: part 1 of the form of the Philomena protocol, in parts. */
export const sheetPart: CodeList = {
  id: 'grab-sheet',
  title: 'Grab sheet',
  item: 'none: not in any return',
  source: 'Philomena protocol, part 1: what a carer writes down before a child goes missing',
  codes: [
    { code: 'looks', label: 'What the child looks like' },
    { code: 'language', label: 'Language and interpreter' },
    { code: 'fears', label: 'What we fear' },
    { code: 'company', label: 'Who the child may be with' },
    { code: 'places', label: 'Where the child goes, and was found before' },
    { code: 'plan', label: 'Our plan if the child is missing' },
    { code: 'health', label: 'Phone, health, money' },
    { code: 'ring', label: 'Whom to ring' },
  ],
}

export const ageState: CodeList = {
  id: 'age-state',
  title: 'Age',
  item: 'none: not in any return',
  source:
    'Modern Slavery Act 2015, section 51: presumption about age; age assessments under the Children Act 1989',
  codes: [
    { code: 'claimed', label: 'As the child says' },
    { code: 'disputed', label: 'Disputed: treated as a child' },
    { code: 'assessed-child', label: 'Assessed as a child' },
    { code: 'assessed-adult', label: 'Assessed as an adult' },
    { code: 'litigation', label: 'Before the court: treated as a child' },
  ],
}

export const relativeWhere: CodeList = {
  id: 'relative',
  title: 'Family',
  item: 'none: not in any return',
  source: own,
  codes: [
    { code: 'here', label: 'Family in this country' },
    { code: 'left-behind', label: 'Family left behind' },
    { code: 'not-known', label: 'Family, where is not known' },
  ],
}

export const taskKind: CodeList = {
  id: 'task',
  title: 'To do',
  item: 'none: not in any return',
  source: own,
  codes: [
    { code: 'search-review', label: 'Review the search' },
    { code: 'interview-action', label: 'From a return interview' },
    { code: 'other', label: 'To do' },
  ],
}

export const learntKind: CodeList = {
  id: 'learnt',
  title: 'Learnt from an interview',
  item: 'none: not in any return',
  source: 'Missing People: template of a return interview, before, during and after',
  codes: [
    { code: 'place', label: 'A place' },
    { code: 'person', label: 'A person' },
    { code: 'handle', label: 'A phone number or account' },
  ],
}
