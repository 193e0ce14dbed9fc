import { fromDayNumber, type Instant, millis, startOfLondonDay } from '../plain/index.ts'
import type { Span } from './reading.ts'
import { endOf, type SpellReading } from './spells.ts'

const hour = 3_600_000

/** When a spell ended by the end of the period: to the minute, to the day, or not at all. */
function endedAt(spell: SpellReading, asked: Span): { at: Instant | null; minute: boolean } {
  const end = endOf(spell)
  if (end === null || end > asked.to) return { at: null, minute: false }
  const minute = spell.untilAt !== null && spell.until === end
  return { at: minute ? spell.untilAt : startOfLondonDay(fromDayNumber(end)), minute }
}

/**
 * How many hours a spell lasted by the end of the period: to the minute where both times are recorded, and else by
 * whole days of 24 hours between the two days. One that has not ended counts to the midnight that ends the period.
 */
export function hoursOf(spell: SpellReading, asked: Span): number {
  const { at, minute } = endedAt(spell, asked)
  if (at === null) {
    const from = spell.fromAt ?? startOfLondonDay(fromDayNumber(spell.from))
    return (millis(startOfLondonDay(fromDayNumber(asked.to + 1))) - millis(from)) / hour
  }
  if (spell.fromAt !== null && minute) return (millis(at) - millis(spell.fromAt)) / hour
  return ((endOf(spell) ?? asked.to) - spell.from) * 24
}
