import { checkPermit, type Permit } from '../../access/index.ts'
import type { Db } from '../../database/index.ts'
import type { PlainDate } from '../../plain/index.ts'
import { knownInstant } from '../../register/index.ts'
import { populations, type Share, shareOn, unaccompaniedOn } from '../thresholds/index.ts'
import type { Tier } from './nights.ts'
import { unaccompaniedLives } from './supported.ts'

/** The tier that the numbers speak for, and the numbers; the standard one where no population is known. */
export type ProposedTier = { tier: Tier; share: Share | null }

/**
 * Which tier the arithmetic speaks for in some months, on the first day of each: on which day the Home Office counts was
 * not seen. Whoever closes a month decides.
 *
 * @param code the code of the council’s area
 */
export async function proposedTiers(
  db: Db,
  permit: Permit<'claim the grant'>,
  code: string,
  months: readonly PlainDate[],
): Promise<ProposedTier[]> {
  const { council } = checkPermit(permit, 'claim the grant').person
  const known = (await populations(db, permit)).filter(({ authority }) => authority === code)
  if (known.length === 0) return months.map(() => ({ tier: 'standard', share: null }))
  const lives = await unaccompaniedLives(db, council, await knownInstant(db, council, null))
  return months.map((month) => {
    const share = shareOn('funding', month, unaccompaniedOn(lives, month), known)
    return { tier: share?.over === true ? 'higher' : 'standard', share }
  })
}

/** Where a council stands on a day against both thresholds; null where none held or no population is kept. */
export async function standingOn(
  db: Db,
  permit: Permit<'claim the grant'>,
  code: string,
  day: PlainDate,
): Promise<{ unaccompanied: number; funding: Share | null; transfer: Share | null }> {
  const { council } = checkPermit(permit, 'claim the grant').person
  const known = (await populations(db, permit)).filter(({ authority }) => authority === code)
  const lives = await unaccompaniedLives(db, council, await knownInstant(db, council, null))
  const unaccompanied = unaccompaniedOn(lives, day)
  return {
    unaccompanied,
    funding: shareOn('funding', day, unaccompanied, known),
    transfer: shareOn('transfer', day, unaccompanied, known),
  }
}
