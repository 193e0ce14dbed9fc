import { chanceOf, shuffled, type Shares } from './chance.ts'
import { hard } from './hard-case.ts'
import type { Group } from './life.ts'

export type Pattern =
  | 'none'
  | 'indicators'
  | 'suspected'
  | 'suspected then identified'
  | 'referred'
  | 'referral to the end'
  | 'reconsidered'
  | 'suspicion after a negative decision'
  | 'identified, later suspected'
  | 'side by side'

/** How a child was lost: what the return had to write, and what can be seen of a later finding. */
export type Loss = {
  at: '18' | 'end of care'
  /** The reason for which care ceased; '' is a blank one. */
  rec: string
  found: 'never' | 'that day' | 'later'
  rows: 'both' | 'return'
  then?: 'care again' | 'missing again'
}

/** What a life is to contain. What it does not say is left to chance. */
export type Course = {
  case: string
  group?: Group
  care?:
    | 'never'
    | 'respite'
    | 'respite, then care'
    | 'open past 18'
    | 'reason without date'
    | 'under way'
    | 'long'
    | 'just begun'
  never?: { found: boolean; past18: boolean; inReturn: boolean }
  lost?: Loss
  leapDay?: true
  missing?:
    'before care' | 'before care, also in the return' | 'during respite' | 'many' | 'now' | 'end corrected'
  leave?: 'granted' | 'corrected'
  trafficking?: Pattern
  known?: 'late'
  firstDay?: 'moved the same day'
  headerOnly?: true
}

export const block = 300

/**
 * Groups of the ordinary lives. In England 7 % of the children in care were unaccompanied (DfE, 31 March 2022); with the
 * hard cases above this makes three in ten, and one in five or six with a trafficking status other than none, because
 * this register is for them. Half of the identified are not unaccompanied, as in the reports of 2018 to 2025.
 */
export const ordinaryGroups: Shares<Group> = [
  ['unaccompanied', 22],
  ['separated', 1],
  ['trafficked here', 3],
  ['other', 74],
]

/** The course of every child: each full block of 300 holds every hard case, at places that the seed decides. */
export function* courses(children: number, seed: number): Generator<Course> {
  const cases = hard.flatMap(([times, course]) => Array.from({ length: times }, () => course))
  const plan = [...cases, ...Array.from({ length: block - cases.length }, () => ({ case: 'ordinary' }))]
  for (let first = 0; first < children; first += block) {
    yield* shuffled(plan, chanceOf(seed, 'plan', first)).slice(0, children - first)
  }
}

export const hardCases: readonly string[] = [...new Set(hard.map(([, course]) => course.case))]
