import { ageOn, earlier, later, type PlainDate } from '../../plain/index.ts'
import type { Entry } from '../../register/index.ts'
import { type HomeKind, homeOf } from '../../standard/index.ts'

/** Where a child lived, from a day to the day on which the next stay begins. */
export type Stay = {
  from: PlainDate
  until: PlainDate
  open: boolean
  home: HomeKind
  /** How old the child was on the first day; null where no birthday is recorded. */
  age: number | null
}
/** Days of care on which no home is written down. */
export type Gap = { from: PlainDate; until: PlainDate }
/** Days on which two sources say two homes. */
export type Disagreement = Gap & { placement: HomeKind; episode: HomeKind }

type Dated = Entry & { from: PlainDate }
const dated = (known: readonly Entry[], kind: Entry['kind'], today: PlainDate): Dated[] =>
  known
    .filter((entry): entry is Dated => entry.kind === kind && entry.from !== null && entry.from <= today)
    .sort((a, b) => (a.from < b.from ? -1 : 1))

const placeOf = (entry: Entry): HomeKind =>
  entry.kind === 'placement'
    ? homeOf(entry.code, entry.attributes['home'])
    : homeOf(typeof entry.attributes['place'] === 'string' ? entry.attributes['place'] : '', null)

/**
 * Where a child has lived: the placements, and where none is recorded the episodes of the return; with the days of
 * care on which nothing is written down, and those on which the return says another home than the placements.
 *
 * @param known entries of one child as known at one instant
 */
export function homesOf(known: readonly Entry[], dob: PlainDate | null, today: PlainDate) {
  const spell = (entry: Dated) => ({
    from: entry.from,
    until: entry.until === null ? today : earlier(entry.until, today),
    open: entry.until === null || entry.until > today,
    home: placeOf(entry),
    age: dob === null ? null : ageOn(dob, entry.from),
  })
  const placements = dated(known, 'placement', today).map(spell)
  const episodes = dated(known, 'episode', today).map(spell)
  const stays: Stay[] = placements.length > 0 ? placements : episodes
  return { stays, gaps: gapsOf(stays, episodes), disagreements: disagreementsOf(placements, episodes) }
}

/** Care is what the return's episodes cover and what lies between the first and the last stay. */
function gapsOf(stays: readonly Stay[], episodes: readonly Stay[]): Gap[] {
  const cares = [...stays, ...episodes]
  const care = cares.reduce<Gap | null>(
    (all, one) =>
      all === null
        ? { from: one.from, until: one.until }
        : { from: earlier(all.from, one.from), until: later(all.until, one.until) },
    null,
  )
  if (care === null) return []
  const gaps: Gap[] = []
  let known = care.from
  for (const stay of [...stays, { from: care.until, until: care.until }]) {
    if (stay.from > known) gaps.push({ from: known, until: stay.from })
    known = later(known, stay.until)
  }
  // A time between two times in care is not a gap: nobody was looked after then.
  return episodes.length === 0
    ? gaps
    : gaps.flatMap((gap) =>
        episodes.flatMap((episode) => {
          const from = later(gap.from, episode.from)
          const until = earlier(gap.until, episode.until)
          return from < until ? [{ from, until }] : []
        }),
      )
}

const disagreementsOf = (placements: readonly Stay[], episodes: readonly Stay[]): Disagreement[] =>
  placements.flatMap((placement) =>
    episodes.flatMap((episode) => {
      const from = later(placement.from, episode.from)
      const until = earlier(placement.until, episode.until)
      const silent = episode.home === 'other' || placement.home === 'other'
      return from < until && !silent && placement.home !== episode.home
        ? [{ from, until, placement: placement.home, episode: episode.home }]
        : []
    }),
  )
