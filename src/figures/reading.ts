import { type Coded, type Life, locatedOn } from '../lives/index.ts'
import {
  birthday,
  dayNumber,
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

/** The same as numbers, as everything that is counted is read. */
export type Span = { from: number; to: number }

export const spanOf = ({ from, to }: Asked): Span => ({ from: dayNumber(from), to: dayNumber(to) })

/**
 * What is so of a child in a period, yes or no. Who is counted and what coverage asks about are questions of these
 * alone: the same answers for every child of whom the same is so.
 */
export type Standing = {
  /** False for a child with only short breaks, who is left out of everything. */
  counted: boolean
  lookedAfter: boolean
  identified: boolean
  suspected: boolean
  unaccompanied: boolean
  /** Missing or away on any day of the period. */
  missing: boolean
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
  /** Looked after on the last day of the period. */
  inCareAtEnd: boolean
  /** Unaccompanied or separated on the last day of the period. */
  unaccompaniedAtEnd: boolean
  hasBirthday: boolean
}

/** What one child is to every measure: the whole fold. Every measure is a sum over these. */
export type ChildReading = Standing & {
  occurrences: number
  /** The first day of the period on which the child was looked after; null where none. */
  firstInCare: number | null
  /** The first day on which anything identified the child, and on which somebody referred them; null where none did. */
  identifiedFrom: number | null
  referredOn: readonly number[]
  /** Missing or away spells that touch the period, that began in it, and that nobody says ended in a finding by its end. */
  touching: readonly SpellReading[]
  begun: readonly SpellReading[]
  lost: readonly SpellReading[]
  /** Missing spells of which the child was located in the period. */
  foundIn: readonly SpellReading[]
  /** Missing spells that nobody had ended by finding the child on an 18th birthday that lies in the period. */
  lostOnBirthday: readonly SpellReading[]
  /** The first missing spell after the child was identified; null where none. */
  afterIdentified: SpellReading | null
}

/** A missing or away spell with the day by which the child is known to have been located. */
export type SpellReading = Life<number>['missing'][number] & { locatedOn: number | null }

/** The day on which a spell ended for those who count: found where missing, back where away; null while neither. */
export const endOf = (spell: SpellReading): number | null =>
  spell.code === 'M' ? spell.locatedOn : (spell.until ?? spell.locatedOn)

/**
 * Reads one child's life for a period. Pure; the rules are those of the request (facts of the questionnaire) with
 * the settings on which councils differ.
 */
export function readLife(life: Life<number>, asked: Span, settings: Settings): ChildReading {
  const { leap } = whereabouts(settings)
  const eighteen = life.dob === null ? null : birthday(life.dob, 18, leap)
  const counted = settings['short-breaks'] === 'counted' || !onlyShortBreaks(life)
  const care = careOf(life, asked, eighteen)
  const nothing = life.missing.length === 0 && life.trafficking.length === 0 && life.immigration.length === 0
  return {
    ...(nothing
      ? neverMissing
      : missingOf(life, asked, settings, { counted, eighteen, firstCare: care.ever })),
    counted,
    lookedAfter: counted && care.first !== null,
    firstInCare: counted ? care.first : null,
    inCareAtEnd: counted && care.atEnd,
    everInCare: care.ever !== null,
    hasStatus: life.trafficking.length > 0,
    hasImmigration: life.immigration.length > 0,
    inReturn: life.inReturn,
    hasBirthday: life.dob !== null,
  }
}

/** Care in a period: its first day in it, whether on its last, and the first day of care ever; null where none. */
type Care = { first: number | null; atEnd: boolean; ever: number | null }

/** Nobody is looked after from the 18th birthday, whatever an open episode says. */
function careOf({ episodes }: Life<number>, asked: Span, eighteen: number | null): Care {
  const last = eighteen === null ? Infinity : eighteen - 1
  const care: Care = { first: null, atEnd: false, ever: null }
  for (const { from, until } of episodes) {
    care.ever = care.ever === null ? from : earlier(care.ever, from)
    const end = Math.min(until ?? Infinity, last)
    if (from > last || from > asked.to || end < asked.from) continue
    const first = later(from, asked.from)
    care.first = care.first === null ? first : earlier(care.first, first)
    care.atEnd ||= end >= asked.to
  }
  return care
}

type OfMissing = Omit<
  ChildReading,
  | 'counted'
  | 'lookedAfter'
  | 'firstInCare'
  | 'inCareAtEnd'
  | 'everInCare'
  | 'hasStatus'
  | 'hasImmigration'
  | 'inReturn'
  | 'hasBirthday'
>

/** Most children: never missing, nothing known of trafficking, nothing of being unaccompanied. */
const neverMissing: OfMissing = {
  identified: false,
  suspected: false,
  unaccompanied: false,
  missing: false,
  notFound: false,
  notFoundTrafficked: false,
  notFoundUnaccompanied: false,
  beforeCare: false,
  wentMissing: false,
  unaccompaniedAtEnd: false,
  occurrences: 0,
  identifiedFrom: null,
  referredOn: [],
  touching: [],
  begun: [],
  lost: [],
  foundIn: [],
  lostOnBirthday: [],
  afterIdentified: null,
}

/** Everything that is not care: what a child is identified as, and their missing and away spells. */
function missingOf(
  life: Life<number>,
  asked: Span,
  settings: Settings,
  child: { counted: boolean; eighteen: number | null; firstCare: number | null },
): OfMissing {
  const { counted, eighteen, firstCare } = child
  const missing =
    settings.absent === 'missing-only' ? life.missing.filter((spell) => spell.code === 'M') : life.missing
  const period: Period<number> = { from: asked.from, until: asked.to }
  const rules = whereabouts(settings)

  const inForce = (spells: readonly Coded<number>[], codes: readonly string[]) =>
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
  const touching = spells.filter((spell) => touches(spell, period))
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
  const unaccompaniedOn = (day: number) =>
    life.immigration.some((spell) => unaccompaniedCodes.includes(spell.code) && holds(spell, day))

  const gone = spells.filter((spell) => spell.code === 'M')
  const identifiedFrom = counted ? firstOf(held, identify) : null
  const minors = begun.filter((spell) => eighteen === null || spell.from < eighteen)

  return {
    identified,
    suspected,
    unaccompanied,
    missing: touching.length > 0,
    occurrences: begun.filter((spell) => !continues(spell, missing)).length,
    notFound: counted && notFound.length > 0,
    notFoundTrafficked: counted && notFound.length > 0 && everTrafficked,
    notFoundUnaccompanied: counted && notFound.some((spell) => unaccompaniedOn(spell.from)),
    beforeCare: counted && minors.some((spell) => firstCare === null || spell.from < firstCare),
    wentMissing: counted && minors.length > 0,
    unaccompaniedAtEnd: counted && unaccompaniedOn(asked.to),
    identifiedFrom,
    referredOn: counted
      ? life.trafficking.flatMap((spell) =>
          spell.code === 'referred' && spell.from !== null ? [spell.from] : [],
        )
      : [],
    touching: counted ? touching : [],
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
        : (gone.filter((one) => one.from >= identifiedFrom).sort((a, b) => a.from - b.from)[0] ?? null),
  }
}

/** The first day on which one of some codes held. */
const firstOf = (spells: readonly Coded<number>[], codes: readonly string[]): number | null =>
  spells.reduce<number | null>(
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
function onlyShortBreaks(life: Life<number>): boolean {
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
const continues = (spell: Life<number>['missing'][number], all: Life<number>['missing']): boolean =>
  all.some(
    (before) =>
      before.order !== spell.order &&
      before.until === spell.from &&
      before.code !== spell.code &&
      (before.from < spell.from || before.order < spell.order),
  )
