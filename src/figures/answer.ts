import { checkPermit, type Permit, reachOf, standingsOf, type Vault } from '../access/index.ts'
import type { Db } from '../database/index.ts'
import type { Id, Instant } from '../plain/index.ts'
import { livesKnownOn, maybeMissing } from '../missing/index.ts'
import { councilNumbers, knownInstant } from '../register/index.ts'
import { type Holdings, type Measure, type MeasureId, measures } from './ecpat/measures.ts'
import { type Asked, type ChildReading, readLife } from './ecpat/reading.ts'
import { choicesInWords, type Settings } from './settings.ts'
import * as store from './store.ts'

export type AnsweredMeasure = {
  id: MeasureId
  label: string
  /** Null where the register cannot know; `notAnswerable` says why. */
  value: number | null
  definition: string
  /** How many of the records that were looked at hold the fields that decide. */
  coverage: { held: number; of: number }
  /** Beside rows of the return: how often a child went, where away turned into missing. */
  occurrences?: number
  notAnswerable?: string
  /** Where nothing recorded can decide: a nought that counts nobody out. */
  warning?: string
}

/** An answer, exact, for internal use: the shape of `turnstone answer ecpat --json`. */
export type Answer = {
  question: 'ecpat'
  heading: string
  council: { code: string; name: string }
  period: Asked
  knownOn: Instant
  measures: AnsweredMeasure[]
  outsideTheReturn: { label: string; value: number; definition: string }
  choices: string[]
}

export type Question = { period: Asked; knownOn: Instant | null; settings: Settings }

export const internalUse = 'For internal use, not protected'

/** Answers the question that began this project, for one council, as known at an instant. */
export async function answerEcpat(
  db: Db,
  permit: Permit<'ask a question'>,
  council: { id: number; code: string; name: string },
  question: Question,
): Promise<Answer> {
  if (checkPermit(permit, 'ask a question').person.council !== council.id)
    throw new Error('This permit is another council’s')
  const { knownOn, readings, holdings } = await readAll(db, council.id, question)
  const children = readings.map((one) => one.reading)
  return {
    question: 'ecpat',
    heading: internalUse,
    council: { code: council.code, name: council.name },
    period: question.period,
    knownOn,
    measures: measures.map((measure) => count(measure, children, holdings, question.settings)),
    outsideTheReturn: {
      label: 'Outside the return',
      value: children.filter(
        (child) =>
          !child.everInCare &&
          ((holdings.episodes && child.beforeCare) ||
            child.notFoundTrafficked ||
            child.notFoundUnaccompanied),
      ).length,
      definition:
        'Children counted in before-care or not-found above who have no episode of care, so that the statutory return does not hold them.',
    },
    choices: choicesInWords(question.settings),
  }
}

async function readAll(db: Db, council: number, question: Question, among: 'all' | readonly Id[] = 'all') {
  const knownOn = await knownInstant(db, council, question.knownOn)
  const lives = await livesKnownOn(db, council, knownOn, among)
  const holdings: Holdings = {
    episodes: lives.some((life) => life.episodes.length > 0),
    unaccompaniedFile: await store.heldUnaccompaniedFile(db, council, knownOn),
    missing: lives.some((life) => life.missing.length > 0),
  }
  return {
    knownOn,
    holdings,
    readings: lives.map((life) => ({
      child: life.child,
      reading: readLife(life, question.period, question.settings),
    })),
  }
}

const nothingHeld = 'No record holds the field, so this is no count: import the files that say it.'
const nobodyLookedAt =
  'The register held no child to look at for this period: import the files of the years it touches.'

function count(
  measure: Measure,
  children: readonly ChildReading[],
  holdings: Holdings,
  settings: Settings,
): AnsweredMeasure {
  const looked = children.filter(measure.of)
  const why = measure.notAnswerable?.(holdings) ?? null
  const held = looked.filter((child) => measure.held(child, holdings)).length
  const sum = (value: (child: ChildReading) => number) =>
    children.reduce((total, child) => total + value(child), 0)
  return {
    id: measure.id,
    label: measure.label,
    value: why === null ? sum(measure.value) : null,
    definition: measure.definition(settings),
    coverage: { held, of: looked.length },
    ...(measure.occurrences === undefined ? {} : { occurrences: sum(measure.occurrences) }),
    ...(why === null ? {} : { notAnswerable: why }),
    ...(why === null && held === 0 ? { warning: looked.length === 0 ? nobodyLookedAt : nothingHeld } : {}),
  }
}

export type Uncovered = { child: Id; number: string; owner: string }

/**
 * The children behind an incomplete count: whose record lacks the field, by number and owner. The number of all is the
 * register's; the list is the reader's: whom they reach, and for the data officer, who works with numbers alone,
 * everybody whose record is not restricted.
 */
export async function uncovered(
  db: Db,
  permit: Permit<'see whose field is missing'>,
  vault: Vault,
  question: Question,
  id: MeasureId,
): Promise<{ total: number; list: Uncovered[] }> {
  const { person } = checkPermit(permit, 'see whose field is missing')
  const { council } = person
  const measure = measures.find((one) => one.id === id)
  if (measure === undefined) return { total: 0, list: [] }
  const { readings, holdings } = await readAll(db, council, question)
  const lacking = readings
    .filter(({ reading }) => measure.of(reading) && !measure.held(reading, holdings))
    .map((one) => one.child)
  const standings = await standingsOf(db, council, person.account, lacking)
  const shown = lacking.filter((child) => {
    const standing = standings.get(child)
    if (standing === undefined) return false
    return person.role === 'data-officer'
      ? standing.sensitivity === 'normal'
      : reachOf(person, standing).ordinary.has('identity')
  })
  const numbers = await councilNumbers(db, vault, council, shown)
  const owners = await store.ownersOf(db, council, shown)
  const list = shown
    .map((child) => ({ child, number: numbers.get(child) ?? '', owner: owners.get(child) ?? '' }))
    .sort((a, b) => a.owner.localeCompare(b.owner, 'en') || a.number.localeCompare(b.number, 'en'))
  return { total: lacking.length, list }
}

/** Children who are missing and of whom nobody says that they were found, past 18 and past the end of care. */
export async function childrenNotFound(
  db: Db,
  permit: Permit,
  today: Asked['to'],
  settings: Settings,
): Promise<Id[]> {
  const { council } = checkPermit(permit, 'see who is missing', 'find a child').person
  const { readings } = await readAll(
    db,
    council,
    { period: { from: today, to: today }, knownOn: null, settings },
    await maybeMissing(db, council, today),
  )
  return readings.filter(({ reading }) => reading.notFound).map((one) => one.child)
}
