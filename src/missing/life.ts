import type { Id, Period, PlainDate } from '../plain/index.ts'
import type { CareEpisode, MissingSpell } from './whereabouts.ts'

/** A period with a code that is counted. */
export type Coded = Period & { code: string }

/** What is counted of one child, as known at one instant. No name, no number, nothing sealed. */
export type Life = {
  child: Id
  dob: PlainDate | null
  episodes: (CareEpisode & { legalStatus: string })[]
  legalStatuses: Coded[]
  immigration: Coded[]
  /** The council's view, and the steps of the referral with the days on which each held. */
  trafficking: (Coded & {
    /** Another step of the same day replaced it: it was recorded and never held. */
    passedOver: boolean
  })[]
  missing: (MissingSpell & { fact: Id; until: PlainDate | null })[]
  /** True where the child is in the statutory return, so that the return's lists cover it. */
  inReturn: boolean
}
