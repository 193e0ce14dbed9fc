import { type Coded, type Life, locatedOn } from '../../missing/index.ts'
import { addDays, birthday, earlier, holds, type Period, type PlainDate, touches } from '../../plain/index.ts'
import { identifying, suspecting, unaccompaniedCodes } from '../../standard/index.ts'
import { type Settings, whereabouts } from '../settings.ts'

/** A period with both its days. */
export type Asked = { from: PlainDate; to: PlainDate }

/** What one child is to each measure of the question: the whole fold. Every measure is a sum over these. */
export type ChildReading = {
  /** False for a child with only short breaks, who is left out of everything. */
  counted: boolean
  lookedAfter: boolean
  identified: boolean
  suspected: boolean
  unaccompanied: boolean
  missing: boolean
  incidents: number
  occurrences: number
  notFoundTrafficked: boolean
  notFoundUnaccompanied: boolean
  /** Has a missing episode of kind M begun by the end that nobody says ended in finding the child. */
  notFound: boolean
  beforeCare: boolean
  /** Missing or away in the period, under 18, whether or not in care: whom before-care asks about. */
  wentMissing: boolean
  everInCare: boolean
  hasStatus: boolean
  hasImmigration: boolean
  inReturn: boolean
}

/**
 * Reads one child's life for a period. Pure; the rules are those of the request (facts of the questionnaire) with
 * the settings on which councils differ.
 */
export function readLife(life: Life, asked: Asked, settings: Settings): ChildReading {
  const period: Period = { from: asked.from, until: asked.to }
  const rules = whereabouts(settings)
  const eighteen = life.dob === null ? null : birthday(life.dob, 18, rules.leap)
  const counted = settings['short-breaks'] === 'counted' || !onlyShortBreaks(life)

  // Nobody is looked after from the 18th birthday, whatever an open episode says.
  const lookedAfter = life.episodes.some((episode) => {
    if (eighteen === null) return touches(episode, period)
    const last = addDays(eighteen, -1)
    return (
      episode.from <= last &&
      touches(
        { from: episode.from, until: episode.until === null ? last : earlier(episode.until, last) },
        period,
      )
    )
  })

  const inForce = (spells: readonly Coded[], codes: readonly string[]) =>
    spells.some((spell) => codes.includes(spell.code) && touches(spell, period))
  const held = life.trafficking.filter((spell) => !spell.passedOver)
  const identified = inForce(held, identifying)
  const suspected = !identified && inForce(held, suspecting)
  const unaccompanied = inForce(life.immigration, unaccompaniedCodes)

  const begun = life.missing.filter((spell) => spell.from >= asked.from && spell.from <= asked.to)
  const notFound = life.missing.filter((spell) => {
    if (spell.code !== 'M' || spell.from > asked.to) return false
    const found = locatedOn(spell, life.missing, life.dob, life.episodes, rules)
    return found === null || found > asked.to
  })
  // Whatever was recorded, also a step that another of the same day replaced.
  const everTrafficked = life.trafficking.some(
    (spell) =>
      [...identifying, ...suspecting].includes(spell.code) && (spell.from === null || spell.from <= asked.to),
  )
  const unaccompaniedOn = (day: PlainDate) =>
    life.immigration.some((spell) => unaccompaniedCodes.includes(spell.code) && holds(spell, day))

  const firstCare = life.episodes.reduce<PlainDate | null>(
    (first, episode) => (first === null ? episode.from : earlier(first, episode.from)),
    null,
  )
  const minors = begun.filter((spell) => eighteen === null || spell.from < eighteen)

  return {
    counted,
    lookedAfter: counted && lookedAfter,
    identified,
    suspected,
    unaccompanied,
    missing: life.missing.some((spell) => touches(spell, period)),
    incidents: begun.length,
    occurrences: begun.filter((spell) => !continues(spell, life.missing)).length,
    notFound: counted && notFound.length > 0,
    notFoundTrafficked: counted && notFound.length > 0 && everTrafficked,
    notFoundUnaccompanied: counted && notFound.some((spell) => unaccompaniedOn(spell.from)),
    beforeCare: counted && minors.some((spell) => firstCare === null || spell.from < firstCare),
    wentMissing: counted && minors.length > 0,
    everInCare: life.episodes.length > 0,
    hasStatus: life.trafficking.length > 0,
    hasImmigration: life.immigration.length > 0,
    inReturn: life.inReturn,
  }
}

const shortBreak = ['V3', 'V4']

/** All episodes that are known are short breaks. Where an episode has no legal status, the child's own list has it. */
function onlyShortBreaks(life: Life): boolean {
  return (
    life.episodes.length > 0 &&
    life.episodes.every((episode) => {
      if (episode.legalStatus !== '') return shortBreak.includes(episode.legalStatus)
      const statuses = life.legalStatuses.filter((status) => touches(status, episode))
      return statuses.length > 0 && statuses.every((status) => shortBreak.includes(status.code))
    })
  )
}

/** Away that turns into missing, or the other way, on one day: the return has two rows, the child went once. */
const continues = (spell: Life['missing'][number], all: Life['missing']): boolean =>
  all.some(
    (before) =>
      before !== spell &&
      before.until === spell.from &&
      before.code !== spell.code &&
      (before.from < spell.from || before.order < spell.order),
  )
