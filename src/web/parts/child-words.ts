import { ageOn, duration, type Instant, inWords, millis, type PlainDate } from '../../plain/index.ts'
import type { Entry, Found } from '../../register/index.ts'
import { labelOf, placementType, sex } from '../../standard/index.ts'
import { momentInWords } from './words.ts'

export const nameOf = (state: Found['state']): string =>
  state.name !== '' ? state.name : state.number !== '' ? `Child ${state.number}` : 'Name not recorded'

/** Where a child lives, by type alone: an address is never in a list. */
export function whereNow(state: Found['state']): string {
  const place = state.placement?.code ?? state.inCare?.attributes['place']
  if (state.inCare === null && state.placement === null) return 'Not in care today'
  return typeof place === 'string' && place !== '' ? labelOf(placementType, place) : 'In care'
}

export const sexInWords = (code: string): string => (code === '' ? 'Sex not recorded' : labelOf(sex, code))

export const bornInWords = (dob: PlainDate | null): string =>
  dob === null ? 'date of birth not recorded' : `born ${inWords(dob)}`

export const ageInWords = (dob: PlainDate | null, today: PlainDate): string =>
  dob === null ? 'not recorded' : String(ageOn(dob, today))

/** The same inside a sentence: only the first letter is small. */
export const missingSinceSmall = (missing: Entry, now: Instant): string => {
  const words = missingSince(missing, now)
  return words.charAt(0).toLowerCase() + words.slice(1)
}

export function missingSince(missing: Entry, now: Instant): string {
  if (missing.fromAt !== null)
    return `${duration(millis(now) - millis(missing.fromAt))}, since ${momentInWords(missing.fromAt)}`
  return missing.from === null ? '' : `Since ${inWords(missing.from)}, time not recorded`
}
