import type { Day, PlainDate } from './plain-date.ts'

/** Days between two dates as stated, either of which may be open: before anything known, or still going on. */
export type Period<D extends Day = PlainDate> = { from: D | null; until: D | null }

/** Both days inside: how things are counted. A spell that ends on the first day of a period touches it. */
export const touches = <D extends Day>(a: Period<D>, b: Period<D>): boolean =>
  (a.from === null || b.until === null || a.from <= b.until) &&
  (a.until === null || b.from === null || a.until >= b.from)

/**
 * The end day outside: how exclusive spells are compared, because the day on which one placement ends is the
 * day on which the next may begin. A spell that ends on the day it starts overlaps nothing (as in PostgreSQL,
 * where `daterange(d, d)` is empty).
 */
export const overlaps = (a: Period, b: Period): boolean =>
  !isEmpty(a) &&
  !isEmpty(b) &&
  (a.from === null || b.until === null || a.from < b.until) &&
  (b.from === null || a.until === null || b.from < a.until)

const isEmpty = (a: Period) => a.from !== null && a.from === a.until

/** True where the day lies inside, both ends included. */
export const holds = <D extends Day>(a: Period<D>, day: D): boolean =>
  (a.from === null || a.from <= day) && (a.until === null || a.until >= day)
