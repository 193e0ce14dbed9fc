import type { Id, Instant } from '../plain/index.ts'
import { clocks } from '../standard/index.ts'
import { type ClockSettings, runsOut } from './clocks.ts'
import { earliest, firstMinute, lastSpell, type Moment, newest, type Occurrence } from './occurrence.ts'

/** A return interview that the guidance asks for, and how far it is. */
export type Interview = {
  child: Id
  /** The last spell of the occurrence that it is about. */
  fact: Id
  cameBack: Moment
  dueAt: Instant
  /** False where only the day of the return is known: the clock then runs from its first minute. */
  timeRecorded: boolean
  step: 'not offered' | 'offered' | 'accepted' | 'attempted' | 'refused' | 'held'
  heldAt: Instant | null
  tries: number
}

/** What the interview needs to know besides the occurrence itself. */
export type Around = {
  /** When the child is first known to have been located, by the rules of whereabouts; null while nobody says so. */
  found: Moment | null
  /** Starts of placements, oldest first. */
  placements: readonly Moment[]
  died: boolean
}

/**
 * From when the 72 hours run: from the return; where the child will not return there, from the start of the next
 * placement, or from being located while there is none (statutory guidance 2014, return interviews).
 */
export function interviewStart(occurrence: Occurrence, around: Around): Moment | null {
  const returned = earliest(occurrence, 'returned')
  if (returned !== null) return returned.when
  const located = earliest(occurrence, 'located')
  const found = located?.when ?? around.found
  if (found === null) return null
  if (located?.attributes['comesBack'] !== 'no') return found
  return around.placements.find((start) => firstMinute(start) >= firstMinute(found)) ?? found
}

/**
 * The interview of an occurrence as it stands; null where none is due: the child is still missing, has died, or an end
 * was set by the rules of the return and is no finding.
 */
export function interviewOf(
  occurrence: Occurrence,
  around: Around,
  settings: ClockSettings,
): Interview | null {
  if (!settings['return-interview'].on || around.died) return null
  const start = interviewStart(occurrence, around)
  if (start === null) return null
  const held = earliest(occurrence, 'interview', ['held'])
  const last = newest(occurrence, 'interview')
  return {
    child: occurrence.child,
    fact: lastSpell(occurrence).fact,
    cameBack: start,
    dueAt: runsOut(clocks['return-interview'], start, settings['return-interview'].seconds),
    timeRecorded: start.at !== null,
    step: held !== null ? 'held' : ((last?.code as Interview['step'] | undefined) ?? flagged(occurrence)),
    heldAt: held === null ? null : firstMinute(held.when),
    tries: occurrence.words.filter((word) => word.kind === 'interview' && word.code !== 'held').length,
  }
}

/** How far an extract of the dataset says that it came. It does not say whether an interview was held. */
function flagged(occurrence: Occurrence): Interview['step'] {
  const { offered, accepted } = lastSpell(occurrence).interviewFlags
  if (accepted === 'Y') return 'accepted'
  if (offered === 'Y') return accepted === 'N' ? 'refused' : 'offered'
  return 'not offered'
}

/** Whether it still has to be held. A child may refuse: then it is no longer due, and what was tried is kept. */
export const stillDue = (interview: Interview): boolean =>
  interview.step !== 'held' && interview.step !== 'refused'
