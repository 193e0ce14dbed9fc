import type { Coded, Life, WhereaboutsSettings } from '../lives/index.ts'
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
import { identifying, shortBreakCodes, suspecting, unaccompaniedCodes } from '../standard/index.ts'
import { type Settings, whereabouts } from './settings.ts'
import { neverGone, type SpellReading, type Spells, spellsOf } from './spells.ts'
import { markOf } from './standing.ts'

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
  /** All that is so, as one number (`markOf`). */
  mark: number
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

/** The rules by which lives are read for one period, worked out once for all of them. */
type Rules = {
  asked: Span
  period: { from: number; until: number }
  settings: Settings
  whereabouts: WhereaboutsSettings
  /** Codes that identify and that raise suspicion, by the council's choice. */
  identify: readonly string[]
  suspect: readonly string[]
}

/**
 * Reads children's lives for a period, one after another. Pure; the rules are those of the request (facts of the
 * questionnaire) with the settings on which councils differ.
 */
export function readerOf(asked: Span, settings: Settings): (life: Life<number>) => ChildReading {
  const rules: Rules = {
    asked,
    period: { from: asked.from, until: asked.to },
    settings,
    whereabouts: whereabouts(settings),
    ...codesOf(settings),
  }
  const alike = new Map<number, ChildReading>()
  return (life) => {
    const { dob } = life
    const counted = settings['short-breaks'] === 'counted' || !onlyShortBreaks(life)
    const eighteen = life.missing.length === 0 ? null : eighteenOf(dob, rules)
    const spells = spellsOf(life, eighteen, rules.period, settings, rules.whereabouts)
    if (spells !== neverGone || life.trafficking.length > 0) {
      const born18 = eighteenOf(dob, rules)
      const child = { life, counted, care: careOf(life, asked, born18), eighteen: born18 }
      return together(child, statusOf(child, rules), spells)
    }
    // Most children: not missing in the period, nothing known of trafficking, most often all of their care in other
    // years. Those of whom the same is so share one reading.
    const care = life.mayBeInCare(asked.from, asked.to)
      ? careOf(life, asked, eighteenOf(dob, rules))
      : elsewhere
    const { immigration } = life
    const unaccompanied = immigration.length > 0 && inForce(immigration, unaccompaniedCodes, rules.period)
    const atEnd = unaccompanied && unaccompaniedOn(immigration, asked.to)
    const same =
      (care.first === null ? 0 : care.first - asked.from + 1) * 256 +
      Number(counted) +
      Number(care.atEnd) * 2 +
      Number(life.everInCare) * 4 +
      Number(life.inReturn) * 8 +
      Number(dob !== null) * 16 +
      Number(immigration.length > 0) * 32 +
      Number(unaccompanied) * 64 +
      Number(atEnd) * 128
    const known = alike.get(same)
    if (known !== undefined) return known
    const child = { life, counted, care, eighteen: eighteenOf(dob, rules) }
    const read = together(child, statusOf(child, rules), neverGone)
    alike.set(same, read)
    return read
  }
}

const eighteenOf = (dob: number | null, { whereabouts: { leap } }: Rules): number | null =>
  dob === null ? null : birthday(dob, 18, leap)

const elsewhere: Care = { first: null, atEnd: false, ever: null }

/** Care in a period: its first day in it, whether on its last, and the first day of care ever; null where none. */
type Care = { first: number | null; atEnd: boolean; ever: number | null }

/** Nobody is looked after from the 18th birthday, whatever an open episode says. */
function careOf({ episodes }: Life<number>, asked: Span, eighteen: number | null): Care {
  const last = eighteen === null ? Infinity : eighteen - 1
  const care: Care = { first: null, atEnd: false, ever: null }
  for (const { from, until: stated, moved } of episodes) {
    // On the day on which another council takes over the child is counted there: once on every day.
    const until = stated !== null && moved === 'away' ? stated - 1 : stated
    care.ever = care.ever === null ? from : earlier(care.ever, from)
    const end = Math.min(until ?? Infinity, last)
    if (from > last || from > asked.to || end < asked.from) continue
    const first = later(from, asked.from)
    care.first = care.first === null ? first : earlier(care.first, first)
    care.atEnd ||= end >= asked.to
  }
  return care
}

type Child = { life: Life<number>; counted: boolean; care: Care; eighteen: number | null }

const inForce = (spells: readonly Coded<number>[], codes: readonly string[], period: Period<number>) =>
  spells.some((spell) => codes.includes(spell.code) && touches(spell, period))

const unaccompaniedOn = (immigration: Life<number>['immigration'], day: number) =>
  immigration.some((spell) => unaccompaniedCodes.includes(spell.code) && holds(spell, day))

/** What a child is identified as in the period, and as what anybody ever recorded them. */
type Status = Pick<
  ChildReading,
  'identified' | 'suspected' | 'unaccompanied' | 'unaccompaniedAtEnd' | 'identifiedFrom' | 'referredOn'
> & { everTrafficked: boolean }

const noStatus: Status = {
  identified: false,
  suspected: false,
  unaccompanied: false,
  unaccompaniedAtEnd: false,
  identifiedFrom: null,
  everTrafficked: false,
  referredOn: [],
}

function statusOf({ life, counted }: Child, { asked, period, settings, identify, suspect }: Rules): Status {
  if (life.trafficking.length === 0 && life.immigration.length === 0) return noStatus
  const held = life.trafficking.filter((spell) => !spell.passedOver)
  const identified = inForce(held, identify, period)
  return {
    identified,
    suspected: inForce(held, suspect, period) && (settings.suspected === 'also-if-identified' || !identified),
    unaccompanied: inForce(life.immigration, unaccompaniedCodes, period),
    unaccompaniedAtEnd: counted && unaccompaniedOn(life.immigration, asked.to),
    identifiedFrom: counted ? firstOf(held, identify) : null,
    // Whatever was recorded, also a step that another of the same day replaced.
    everTrafficked: life.trafficking.some(
      (spell) => everIdentifying.includes(spell.code) && (spell.from === null || spell.from <= asked.to),
    ),
    referredOn: counted
      ? life.trafficking.flatMap((spell) =>
          spell.code === 'referred' && spell.from !== null ? [spell.from] : [],
        )
      : [],
  }
}

const everIdentifying: readonly string[] = [...identifying, ...suspecting]

function together({ life, counted, care, eighteen }: Child, status: Status, spells: Spells): ChildReading {
  const minors = spells.begun.filter((spell) => eighteen === null || spell.from < eighteen)
  const { identifiedFrom } = status
  const { ever } = care
  const reading: ChildReading = {
    mark: 0,
    counted,
    lookedAfter: counted && care.first !== null,
    identified: status.identified,
    suspected: status.suspected,
    unaccompanied: status.unaccompanied,
    missing: spells.touching.length > 0,
    notFoundTrafficked: counted && spells.lost.length > 0 && status.everTrafficked,
    notFoundUnaccompanied:
      counted && spells.lost.some((spell) => unaccompaniedOn(life.immigration, spell.from)),
    notFound: counted && spells.lost.length > 0,
    beforeCare: counted && minors.some((spell) => ever === null || spell.from < ever),
    wentMissing: counted && minors.length > 0,
    everInCare: life.everInCare,
    hasStatus: life.trafficking.length > 0,
    hasImmigration: life.immigration.length > 0,
    inReturn: life.inReturn,
    inCareAtEnd: counted && care.atEnd,
    unaccompaniedAtEnd: status.unaccompaniedAtEnd,
    hasBirthday: life.dob !== null,
    occurrences: spells.occurrences,
    firstInCare: counted ? care.first : null,
    identifiedFrom,
    referredOn: status.referredOn,
    touching: counted ? spells.touching : [],
    begun: counted ? spells.begun : [],
    lost: counted ? spells.lost : [],
    foundIn: counted ? spells.foundIn : [],
    lostOnBirthday: counted ? spells.lostOnBirthday : [],
    afterIdentified:
      identifiedFrom === null
        ? null
        : (spells.gone.filter((one) => one.from >= identifiedFrom).sort((a, b) => a.from - b.from)[0] ??
          null),
  }
  reading.mark = markOf(reading)
  return reading
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

const codesOf = (settings: Settings): { identify: readonly string[]; suspect: readonly string[] } =>
  settings['identified-by'] === 'anybody'
    ? {
        identify:
          settings['assessment-factor'] === 'identified' ? [...identifying, 'factor-12a'] : identifying,
        suspect: suspecting,
      }
    : {
        identify: identifying.filter((code) => code !== 'identified'),
        suspect: [...suspecting, 'identified'],
      }

/** All episodes that are known are short breaks. Where an episode has no legal status, the child's own list has it. */
function onlyShortBreaks(life: Life<number>): boolean {
  return (
    life.mayBeShortBreaks &&
    life.episodes.length > 0 &&
    life.episodes.every((episode) => {
      if (episode.legalStatus !== '') return shortBreakCodes.includes(episode.legalStatus)
      const statuses = life.legalStatuses.filter((status) => touches(status, episode))
      return statuses.length > 0 && statuses.every((status) => shortBreakCodes.includes(status.code))
    })
  )
}
