import { checkPermit, type Permit, seesNumber, standingsOf, type Vault } from '../access/index.ts'
import type { Db } from '../database/index.ts'
import type { Lives } from '../lives/index.ts'
import type { Id, Instant } from '../plain/index.ts'
import { maybeMissing } from '../missing/index.ts'
import { councilNumbers } from '../register/index.ts'
import { lastDay, type Measure, measure, measureOf, requestMeasures } from './catalogue/index.ts'
import { type Count, countPeriod } from './count.ts'
import { type Council, readCouncil, type Reading } from './council.ts'
import { type Asked, readerOf, spanOf, type Standing } from './reading.ts'
import { choicesInWords, type Settings } from './settings.ts'
import * as store from './store.ts'

/** The measures of the request, by the numbers of its questions. */
export type MeasureId = (typeof requestMeasures)[number]['id']

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
  council: Council,
  question: Question,
): Promise<Answer> {
  if (checkPermit(permit, 'ask a question').person.council !== council.id)
    throw new Error('This permit is another council’s')
  const { period, settings } = question
  const reading = await readCouncil(db, council, question.knownOn)
  const outside = outsideTheReturn(reading)
  const counts = countPeriod([reading], period, settings, [
    ...requestMeasures.map((one) => ({ measure: one, by: [] })),
    { measure: outside, by: [] },
  ])
  return {
    question: 'ecpat',
    heading: internalUse,
    council: { code: council.code, name: council.name },
    period,
    knownOn: reading.knownOn,
    measures: counts.flatMap((count) => (count.measure === outside ? [] : [asAnswered(count, settings)])),
    outsideTheReturn: {
      label: outside.label,
      value: counts.find((count) => count.measure === outside)?.total ?? 0,
      definition: outside.definition(settings),
    },
    choices: choicesInWords(settings),
  }
}

/** Children counted above whom the statutory return does not hold, because they have no episode of care. */
const outsideTheReturn = ({ holdings }: Reading): Measure =>
  measure({
    id: 'outside-the-return',
    label: 'Outside the return',
    unit: 'children',
    population: 'Children who went missing',
    timeRule: 'As in before-care and not-found',
    fields: ['missing episodes', 'care episodes'],
    authority: 'SSDA903 guide: a row of the return belongs to an episode of care',
    settings: [],
    definition: () =>
      'Children counted in before-care or not-found above who have no episode of care, so that the statutory return does not hold them.',
    who: (child) =>
      !child.everInCare &&
      ((holdings.episodes && child.beforeCare) || child.notFoundTrafficked || child.notFoundUnaccompanied),
    items: lastDay,
    of: (child) => child.counted,
    held: () => true,
  })

const asAnswered = (count: Count, settings: Settings): AnsweredMeasure => ({
  id: count.measure.id as MeasureId,
  label: count.measure.label,
  value: count.notAnswerable === null ? count.total : null,
  definition: count.measure.definition(settings),
  coverage: count.coverage,
  ...(count.occurrences === null ? {} : { occurrences: count.occurrences }),
  ...(count.notAnswerable === null ? {} : { notAnswerable: count.notAnswerable }),
  ...(count.warning === null ? {} : { warning: count.warning }),
})

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
  id: string,
): Promise<{ total: number; list: Uncovered[] }> {
  const { person } = checkPermit(permit, 'see whose field is missing')
  const { council } = person
  const wanted = measureOf(id)
  if (wanted === null) return { total: 0, list: [] }
  const { lives, holdings } = await readCouncil(db, { id: council, code: '', name: '' }, question.knownOn)
  const lacking = childrenOf(lives, question.period, question.settings, (child) => {
    return wanted.of(child) && !wanted.held(child, holdings)
  })
  const standings = await standingsOf(db, council, person.account, lacking)
  const shown = lacking.filter((child) => {
    const standing = standings.get(child)
    return standing !== undefined && seesNumber(person, standing)
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
  const period = { from: today, to: today }
  const among = await maybeMissing(db, council, today)
  const { lives } = await readCouncil(db, { id: council, code: '', name: '' }, null, among)
  return childrenOf(lives, period, settings, (child) => child.notFound)
}

/** The children of whom something is so in a period. */
function childrenOf(
  lives: Lives<number>,
  period: Asked,
  settings: Settings,
  isSo: (child: Standing) => boolean,
): Id[] {
  const read = readerOf(spanOf(period), settings)
  return Array.from({ length: lives.size }, (_, i) => i)
    .filter((i) => isSo(read(lives.at(i))))
    .map(lives.idOf)
}
