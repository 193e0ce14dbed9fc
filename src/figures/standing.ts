import type { Holdings } from './catalogue/index.ts'
import type { Standing } from './reading.ts'

/**
 * What is so of a child, as the bits of one number: children with the same number are the same to every measure's
 * "who" and to coverage, which are therefore asked once for each number and not for each child.
 */
export const markOf = (child: Standing): number =>
  Number(child.counted) |
  (Number(child.lookedAfter) << 1) |
  (Number(child.identified) << 2) |
  (Number(child.suspected) << 3) |
  (Number(child.unaccompanied) << 4) |
  (Number(child.missing) << 5) |
  (Number(child.notFoundTrafficked) << 6) |
  (Number(child.notFoundUnaccompanied) << 7) |
  (Number(child.notFound) << 8) |
  (Number(child.beforeCare) << 9) |
  (Number(child.wentMissing) << 10) |
  (Number(child.everInCare) << 11) |
  (Number(child.hasStatus) << 12) |
  (Number(child.hasImmigration) << 13) |
  (Number(child.inReturn) << 14) |
  (Number(child.inCareAtEnd) << 15) |
  (Number(child.unaccompaniedAtEnd) << 16) |
  (Number(child.hasBirthday) << 17)

/** The same for what the register as a whole holds, in bits above those of a child. */
export const markOfHoldings = (holdings: Holdings): number =>
  (Number(holdings.episodes) << 18) |
  (Number(holdings.unaccompaniedFile) << 19) |
  (Number(holdings.missing) << 20)
