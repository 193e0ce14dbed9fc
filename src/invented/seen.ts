import { birthday, earlierOf, type Day, type Moment } from './day.ts'
import { believed, firstKnown, type Known } from './known.ts'
import type { Episode, Life, MissingRow } from './life.ts'

/**
 * What the files of a day say about one row of missing. The return ends rows by rules of its own, so what the council
 * knows and what its files show are two things; the truth follows the files, because nobody can count what none shows.
 */

/** The day on which the period of care around a row ceased, as known on `day`, and the reason given. */
export function careCeased(life: Life, row: MissingRow, day: Day): { dec: Day; rec: string } | null {
  const around = life.care.findLast(
    (episode) => episode.from <= row.start.day && firstKnown(episode.end) <= day,
  )
  if (around === undefined) return null
  const last = life.care.findLast((episode) => episode.stay === around.stay && firstKnown(episode.end) <= day)
  const ending = last && believed(last.end, day)
  if (!ending?.dec || ending.rec === 'X1' || ending.dec < row.start.day) return null
  return { dec: ending.dec, rec: ending.rec }
}

/**
 * MIS_END in the return of that day: the day found or returned, but never after the end of care (rule 577) nor after
 * the 18th birthday, on which rows that are still open are closed.
 */
export function endInReturn(life: Life, row: MissingRow, day: Day): Day | null {
  const end = believed(row.end, day)?.day ?? null
  const adult = birthday(life.person.dob, 18)
  const ceased = careCeased(life, row, day)?.dec ?? null
  const limits = [ceased, day >= adult ? adult : null].filter((limit) => limit !== null)
  return [end, ...limits]
    .filter((one) => one !== null)
    .reduce<Day | null>((least, one) => (least === null ? one : earlierOf(least, one)), null)
}

/** Whether MIS_END is there by the rules of the return: the child was not located, for all that this row says. */
function endedByRules(life: Life, row: MissingRow, end: Day, day: Day): boolean {
  const ceasing = life.care
    .filter((episode) => firstKnown(episode.end) <= day)
    .map((episode) => believed(episode.end, day))
    .find((ending) => ending?.dec === end && ending.rec !== 'X1')
  if (end === birthday(life.person.dob, 18)) return ceasing?.rec !== 'E2'
  return ceasing ? ['E8', 'E3', 'E15', ''].includes(ceasing.rec) : false
}

/** The end that the row states: the dataset's where it states one, with its time; otherwise the return's, a day. */
export function endStated(life: Life, row: MissingRow, day: Day): Moment | null {
  const end = row.inDataset ? believed(row.end, day) : null
  if (end) return end
  const stated = row.inReturn ? endInReturn(life, row, day) : null
  return stated === null ? null : { day: stated, time: null }
}

/** The first day by which the files of `day` show that the child had been found, or null. */
export function located(life: Life, row: MissingRow, day: Day): Day | null {
  const signs: Day[] = []
  const inDataset = row.inDataset ? believed(row.end, day) : null
  const inReturn = row.inReturn ? endInReturn(life, row, day) : null
  if (inDataset) signs.push(inDataset.day)
  else if (inReturn !== null && !endedByRules(life, row, inReturn, day)) signs.push(inReturn)
  // A later start of care, and a new row of missing or away, show that the child had been found by then.
  for (const episode of life.care) {
    if (episode.rne === 'S' && episode.from > row.start.day && firstKnown(episode.end) <= day)
      signs.push(episode.from)
  }
  for (const other of life.missing.slice(life.missing.indexOf(row) + 1)) {
    if (firstKnown(other.end) <= day) signs.push(other.start.day)
  }
  return signs.length === 0 ? null : signs.reduce(earlierOf)
}

export type RowState = { until: Day | null; untilTime: string | null; located: Day | null }

/** The states of a row in the order in which they were believed; a state is written down once, when it begins. */
export function statesOf(life: Life, row: MissingRow): Known<RowState> {
  const first = firstKnown(row.end)
  const adult = birthday(life.person.dob, 18)
  const changes = [
    ...row.end.map((version) => version.on),
    ...life.care.flatMap((episode: Episode) => episode.end.map((version) => version.on)),
    ...life.missing.map((other) => firstKnown(other.end)),
    ...(adult <= life.until ? [adult] : []),
  ]
  const days = [...new Set(changes)].filter((day) => day >= first).sort()
  const states: { on: Day; value: RowState }[] = []
  for (const on of days) {
    const end = endStated(life, row, on)
    const value = {
      until: end?.day ?? null,
      untilTime: end?.time ?? null,
      located: located(life, row, on),
    }
    const before = states.at(-1)?.value
    if (
      before === undefined ||
      before.until !== value.until ||
      before.untilTime !== value.untilTime ||
      before.located !== value.located
    )
      states.push({ on, value })
  }
  return states
}
