import { birthday, type Day, type LeapBirthday, type PlainDate } from '../plain/index.ts'

/** A missing or away spell, with the end that each source states. */
export type MissingSpell<D extends Day = PlainDate> = {
  /** M missing, A away. */
  code: string
  from: D
  /** Order among spells of one child that start on one day. */
  order: number
  /** The end that the statutory return states, which may be an end by its own rules and not a finding. */
  returnEnd: D | null
  /** The earliest day on which anybody else says the child was found: the dataset, a form, a located entry. */
  foundOn: D | null
  /** Another council proposed the child to this one, at any time. */
  proposed?: boolean
}

export type CareEpisode<D extends Day = PlainDate> = {
  from: D
  until: D | null
  reasonNew: string
  reasonCeased: string
  /**
   * `here` where the episode begins because responsibility moved here from another council, `away` where it ends because
   * responsibility moved to another; empty or absent otherwise.
   */
  moved?: string
}

export type WhereaboutsSettings = {
  leap: LeapBirthday
  /** Reasons for ceasing with which the return closes a missing episode without the child having been found. */
  endsWithoutFinding: readonly string[]
}

/**
 * `E8` any other reason, `E3` care taken over by another authority, `E15` assessed as adult, or no reason: the
 * guidance has the missing episode closed on that day. E3 may be taken out: some councils use it only once the
 * other authority has the child.
 */
export const defaultWhereabouts: WhereaboutsSettings = {
  leap: '1 March',
  endsWithoutFinding: ['E8', 'E3', 'E15', ''],
}

/**
 * True where the return's end of a missing episode was set by the rules of the return, so that it does not say
 * that the child was found: on the 18th birthday (unless the child died, E2), or on the day care ceased for a
 * reason that closes the episode (return guidance on MIS_END and REC E8; validation rules 575, 577 and 580).
 */
export function endedByReturnRules<D extends Day>(
  end: D,
  dob: D | null,
  episodes: readonly CareEpisode<D>[],
  settings: WhereaboutsSettings = defaultWhereabouts,
): boolean {
  const ceasedThatDay = episodes.filter((episode) => episode.until === end)
  if (dob !== null && end === birthday(dob, 18, settings.leap)) {
    return !ceasedThatDay.some((episode) => episode.reasonCeased === 'E2')
  }
  const goesOn = episodes.some(
    (episode) => episode.from <= end && (episode.until === null || episode.until > end),
  )
  return ceasedThatDay.some(
    (episode) =>
      settings.endsWithoutFinding.includes(episode.reasonCeased) && !(episode.reasonCeased === '' && goesOn),
  )
}

/**
 * Whether a child who went missing did so while this council answered for them. Of a child who moved between two councils
 * both registers know of it, and figures count it in one: where the child was looked after, or had last come to, when it
 * began. Before any move that is the council that did not hear of the child from another.
 */
export function countsHere<D extends Day>(
  spell: MissingSpell<D>,
  episodes: readonly CareEpisode<D>[],
): boolean {
  const gone = episodes.some((episode) => episode.moved === 'away')
  if (spell.proposed !== true && !gone) return true
  const inCare = episodes.some(
    (episode) => episode.from <= spell.from && (episode.until === null || spell.from < episode.until),
  )
  if (inCare) return true
  const moves = episodes
    .flatMap((episode) => [
      ...(episode.moved === 'here' ? [{ on: episode.from, ours: true }] : []),
      ...(episode.moved === 'away' && episode.until !== null ? [{ on: episode.until, ours: false }] : []),
    ])
    .sort((a, b) => (a.on < b.on ? -1 : 1))
  const last = moves.findLast(({ on }) => on <= spell.from)
  if (last !== undefined) return last.ours
  const [first] = moves
  return first === undefined ? false : !first.ours
}

/** True for an episode with which the child came into care: said so, or not joined to an episode before it. */
const startsCare = <D extends Day>(episode: CareEpisode<D>, all: readonly CareEpisode<D>[]) =>
  episode.reasonNew === 'S' ||
  (episode.reasonNew === '' &&
    !all.some(
      (other) =>
        other !== episode &&
        other.from < episode.from &&
        (other.until === null || other.until >= episode.from),
    ))

/**
 * The first day by which a missing child is known to have been located, or null while nobody says so. The
 * 18th birthday and the end of care are no findings; a later start of care or a new missing episode shows that
 * the child had been found by then.
 */
export function locatedOn<D extends Day>(
  spell: MissingSpell<D>,
  all: readonly MissingSpell<D>[],
  dob: D | null,
  episodes: readonly CareEpisode<D>[],
  settings: WhereaboutsSettings = defaultWhereabouts,
): D | null {
  let first = spell.foundOn
  const said = (day: D) => {
    if (first === null || day < first) first = day
  }
  if (spell.returnEnd !== null && !endedByReturnRules(spell.returnEnd, dob, episodes, settings))
    said(spell.returnEnd)
  for (const episode of episodes)
    // Responsibility can move while the child is missing: that care begins here does not say that they were found.
    if (episode.from > spell.from && episode.moved !== 'here' && startsCare(episode, episodes))
      said(episode.from)
  for (const other of all) {
    if (other.from > spell.from || (other.from === spell.from && other.order > spell.order)) said(other.from)
  }
  return first
}
