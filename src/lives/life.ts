import type { Id, Instant, Period, PlainDate } from '../plain/index.ts'
import type { CareEpisode, MissingSpell } from './whereabouts.ts'

/** A period with a code that is counted. */
export type Coded = Period & { code: string }

/** The minutes of a spell, where somebody recorded them. */
export type Times = { fromAt: Instant | null; untilAt: Instant | null }

/** What is counted of one child, as known at one instant. No name, no number, nothing sealed. */
export type Life = {
  child: Id
  dob: PlainDate | null
  /** As recorded: M, F, U; empty where nobody recorded it. */
  sex: string
  /** ISO alpha-3 codes; `as-written` where a file wrote something that is no country. */
  nationalities: string[]
  episodes: (CareEpisode & { legalStatus: string; place: string })[]
  legalStatuses: Coded[]
  immigration: Coded[]
  /** The council's view, and the steps of the referral with the days on which each held. */
  trafficking: (Coded & {
    /** Another step of the same day replaced it: it was recorded and never held. */
    passedOver: boolean
  })[]
  missing: (MissingSpell & Times & { fact: Id; until: PlainDate | null })[]
  /** True where the child is in the statutory return, so that the return's lists cover it. */
  inReturn: boolean
}
