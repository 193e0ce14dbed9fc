import { type Coded, type Life, locatedOn } from '../lives/index.ts'
import {
  addDays,
  birthday,
  earlier,
  holds,
  later,
  type Period,
  type PlainDate,
  touches,
} from '../plain/index.ts'
import { identifying, suspecting, unaccompaniedCodes } from '../standard/index.ts'
import { type Settings, whereabouts } from './settings.ts'

/** A period with both its days. */
export type Asked = { from: PlainDate; to: PlainDate }

/** What one child is to every measure: the whole fold. Every measure is a sum over these. */
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

  /** The first day of the period on which the child was looked after; null where none. */
  firstInCare: PlainDate | null
  /** Looked after on the last day of the period. */
  inCareAtEnd: boolean
  /** Unaccompanied or separated on the last day of the period. */
  unaccompaniedAtEnd: boolean
  /** The first day on which anything identified the child, and on which somebody referred them; null where none did. */
  identifiedFrom: PlainDate | null
  referredOn: PlainDate[]
  /** Missing or away spells that touch the period, that began in it, and that nobody says ended in a finding by its end. */
  touching: SpellReading[]
  begun: SpellReading[]
  lost: SpellReading[]
  /** Missing spells of which the child was located in the period. */
  foundIn: SpellReading[]
  /** Missing spells that nobody had ended by finding the child on an 18th birthday that lies in the period. */
  lostOnBirthday: SpellReading[]
  /** The first missing spell after the child was identified; null where none. */
  afterIdentified: SpellReading | null
  hasBirthday: boolean
}

/** A missing or away spell with the day by which the child is known to have been located. */
export type SpellReading = Life['missing'][number] & { locatedOn: PlainDate | null }

/** The day on which a spell ended for those who count: found where missing, back where away; null while neither. */
export const endOf = (spell: SpellReading): PlainDate | null =>
  spell.code === 'M' ? spell.locatedOn : (spell.until ?? spell.locatedOn)

/**
 * Reads one child's life for a period. Pure; the rules are those of the request (facts of the questionnaire) with
 * the settings on which councils differ.
 */
export function readLife(life: Life, asked: Asked, settings: Settings): ChildReading {
  const missing =
    settings.absent === 'missing-only' ? life.missing.filter((spell) => spell.code === 'M') : life.missing
  const period: Period = { from: asked.from, until: asked.to }
  const rules = whereabouts(settings)
  const eighteen = life.dob === null ? null : birthday(life.dob, 18, rules.leap)
  const counted = settings['short-breaks'] === 'counted' || !onlyShortBreaks(life)

  // Nobody is looked after from the 18th birthday, whatever an open episode says.
  const last = eighteen === null ? null : addDays(eighteen, -1)
  const care = life.episodes
    .filter((episode) => last === null || episode.from <= last)
    .map((episode) => ({
      from: episode.from,
      until: last === null ? episode.until : episode.until === null ? last : earlier(episode.until, last),
    }))
  const inCare = care.filter((episode) => touches(episode, period))

  const inForce = (spells: readonly Coded[], codes: readonly string[]) =>
    spells.some((spell) => codes.includes(spell.code) && touches(spell, period))
  const held = life.trafficking.filter((spell) => !spell.passedOver)
  const { identify, suspect } = codesOf(settings)
  const identified = inForce(held, identify)
  const suspected = inForce(held, suspect) && (settings.suspected === 'also-if-identified' || !identified)
  const unaccompanied = inForce(life.immigration, unaccompaniedCodes)

  const spells = missing.map((spell) => ({
    ...spell,
    // Whatever is counted, a later episode of either kind shows that the child had been found.
    locatedOn: locatedOn(spell, life.missing, life.dob, life.episodes, rules),
  }))
  const begun = spells.filter((spell) => spell.from >= asked.from && spell.from <= asked.to)
  const notFound = spells.filter(
    (spell) =>
      spell.code === 'M' &&
      spell.from <= asked.to &&
      (spell.locatedOn === null || spell.locatedOn > asked.to),
  )
  // Whatever was recorded, also a step that another of the same day replaced.
  const everTrafficked = life.trafficking.some(
    (spell) =>
      [...identifying, ...suspecting].includes(spell.code) && (spell.from === null || spell.from <= asked.to),
  )
  const unaccompaniedOn = (day: PlainDate) =>
    life.immigration.some((spell) => unaccompaniedCodes.includes(spell.code) && holds(spell, day))

  const gone = spells.filter((spell) => spell.code === 'M')
  const identifiedFrom = counted ? firstOf(held, identify) : null

  const firstCare = life.episodes.reduce<PlainDate | null>(
    (first, episode) => (first === null ? episode.from : earlier(first, episode.from)),
    null,
  )
  const minors = begun.filter((spell) => eighteen === null || spell.from < eighteen)

  return {
    counted,
    lookedAfter: counted && inCare.length > 0,
    identified,
    suspected,
    unaccompanied,
    missing: missing.some((spell) => touches(spell, period)),
    incidents: begun.length,
    occurrences: begun.filter((spell) => !continues(spell, missing)).length,
    notFound: counted && notFound.length > 0,
    notFoundTrafficked: counted && notFound.length > 0 && everTrafficked,
    notFoundUnaccompanied: counted && notFound.some((spell) => unaccompaniedOn(spell.from)),
    beforeCare: counted && minors.some((spell) => firstCare === null || spell.from < firstCare),
    wentMissing: counted && minors.length > 0,
    everInCare: life.episodes.length > 0,
    hasStatus: life.trafficking.length > 0,
    hasImmigration: life.immigration.length > 0,
    inReturn: life.inReturn,
    firstInCare: counted
      ? inCare.reduce<PlainDate | null>((first, episode) => {
          const day = later(episode.from, asked.from)
          return first === null ? day : earlier(first, day)
        }, null)
      : null,
    inCareAtEnd: counted && care.some((episode) => holds(episode, asked.to)),
    unaccompaniedAtEnd: counted && unaccompaniedOn(asked.to),
    identifiedFrom,
    referredOn: counted
      ? life.trafficking.flatMap((spell) =>
          spell.code === 'referred' && spell.from !== null ? [spell.from] : [],
        )
      : [],
    touching: counted ? spells.filter((spell) => touches(spell, period)) : [],
    begun: counted ? begun : [],
    lost: counted ? notFound : [],
    foundIn: counted ? gone.filter((one) => one.locatedOn !== null && holds(period, one.locatedOn)) : [],
    lostOnBirthday:
      counted && eighteen !== null && holds(period, eighteen)
        ? gone.filter((one) => one.from <= eighteen && (one.locatedOn === null || one.locatedOn > eighteen))
        : [],
    afterIdentified:
      identifiedFrom === null
        ? null
        : (gone.filter((one) => one.from >= identifiedFrom).sort((a, b) => (a.from < b.from ? -1 : 1))[0] ??
          null),
    hasBirthday: life.dob !== null,
  }
}

/** The first day on which one of some codes held. */
const firstOf = (spells: readonly Coded[], codes: readonly string[]): PlainDate | null =>
  spells.reduce<PlainDate | null>(
    (first, spell) =>
      spell.from === null || !codes.includes(spell.code)
        ? first
        : first === null
          ? spell.from
          : earlier(first, spell.from),
    null,
  )

/** Codes that identify and that raise suspicion, by the council's choice. */
const codesOf = (settings: Settings): { identify: readonly string[]; suspect: readonly string[] } =>
  settings['identified-by'] === 'anybody'
    ? { identify: identifying, suspect: suspecting }
    : {
        identify: identifying.filter((code) => code !== 'identified'),
        suspect: [...suspecting, 'identified'],
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
