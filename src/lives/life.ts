import type { Day, Id, Instant, Period, PlainDate } from '../plain/index.ts'
import type { CareEpisode, MissingSpell } from './whereabouts.ts'

/** A period with a code that is counted. */
export type Coded<D extends Day = PlainDate> = Period<D> & { code: string }

/** The minutes of a spell, where somebody recorded them. */
export type Times = { fromAt: Instant | null; untilAt: Instant | null }

/**
 * What is counted of one child, as known at one instant. No name, no number, nothing sealed. Days are as written for
 * the desk, and numbers for figures.
 */
export type Life<D extends Day = PlainDate> = {
  child: Id
  dob: D | null
  /** As recorded: M, F, U; empty where nobody recorded it. */
  sex: string
  /** ISO alpha-3 codes; `as-written` where a file wrote something that is no country. */
  nationalities: readonly string[]
  episodes: readonly (CareEpisode<D> & { legalStatus: string; place: string })[]
  /** Whether any episode was known. */
  everInCare: boolean
  /** False where no version of any episode, known or not, touches a period. */
  mayBeInCare: (from: D, to: D) => boolean
  /** Whether an episode, in any version, is a short break or has no legal status. */
  mayBeShortBreaks: boolean
  legalStatuses: readonly Coded<D>[]
  immigration: readonly Coded<D>[]
  /** The council's view, and the steps of the referral with the days on which each held. */
  trafficking: readonly (Coded<D> & {
    /** Another step of the same day replaced it: it was recorded and never held. */
    passedOver: boolean
  })[]
  missing: readonly (MissingSpell<D> & Times & { fact: Id; until: D | null })[]
  /** True where the child is in the statutory return, so that the return's lists cover it. */
  inReturn: boolean
}
