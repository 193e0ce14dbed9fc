import { addDays, daysBetween, type Instant, millis, startOfLondonDay } from '../plain/index.ts'
import { type Asked, endOf, type SpellReading } from './reading.ts'

const hour = 3_600_000

/** When a spell ended by the end of the period: to the minute, to the day, or not at all. */
function endedAt(spell: SpellReading, asked: Asked): { at: Instant | null; minute: boolean } {
  const end = endOf(spell)
  if (end === null || end > asked.to) return { at: null, minute: false }
  const minute = spell.untilAt !== null && spell.until === end
  return { at: minute ? spell.untilAt : startOfLondonDay(end), minute }
}

/**
 * How many hours a spell lasted by the end of the period: to the minute where both times are recorded, and else by
 * whole days of 24 hours between the two days. One that has not ended counts to the midnight that ends the period.
 */
export function hoursOf(spell: SpellReading, asked: Asked): number {
  const { at, minute } = endedAt(spell, asked)
  if (at === null) {
    const from = spell.fromAt ?? startOfLondonDay(spell.from)
    return (millis(startOfLondonDay(addDays(asked.to, 1))) - millis(from)) / hour
  }
  if (spell.fromAt !== null && minute) return (millis(at) - millis(spell.fromAt)) / hour
  const end = endOf(spell) ?? asked.to
  return daysBetween(spell.from, end) * 24
}
