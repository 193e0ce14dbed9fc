import type { Db } from '../database/index.ts'
import { columnsOf, type Lives, livesInNumbers, livesSome } from '../lives/index.ts'
import type { Id, Instant } from '../plain/index.ts'
import { knowable, lastRecorded, lastRecordedIn } from '../register/index.ts'
import { type Around, aroundOf } from './around.ts'
import type { Holdings } from './catalogue/index.ts'
import type { Asked } from './reading.ts'
import type { Settings } from './settings.ts'

export type Council = { id: number; code: string; name: string }

/** The children of a council as known at an instant, from whom any number of measures and periods are counted. */
export type Reading = {
  council: Council
  knownOn: Instant
  lives: Lives<number>
  holdings: Holdings
  /** Homes, ages and interviews, where a breakdown asks for them; they stand as at the end of a period. */
  around: ReadonlyMap<Id, Around> | null
}

/** Reads the children of a council, all or some, as known at an instant; null: what is known now. */
export async function readCouncil(
  db: Db,
  council: Council,
  knownOn: Instant | null,
  among: 'all' | readonly Id[] = 'all',
): Promise<Reading> {
  const last = await lastRecorded(db, council.id)
  const at = knowable(last, knownOn)
  return among === 'all'
    ? readingOf(council, at, livesInNumbers(await columnsOf(db, council.id, last.entriesAt), at))
    : readingOf(council, at, await livesSome(db, council.id, at, among))
}

/** Reads the children of several councils of one register, each as known at one instant. */
export async function readCouncils(
  db: Db,
  councils: readonly Council[],
  knownOn: Instant | null,
): Promise<Reading[]> {
  const heads = await lastRecordedIn(
    db,
    councils.map((one) => one.id),
  )
  const readings: Reading[] = []
  let next = 0
  // Two at a time: a question about all must not take every connection from everybody else.
  const reader = async () => {
    for (let i = next++; i < councils.length; i = next++) {
      const council = councils[i] as Council
      const last = heads.get(council.id)
      if (last === undefined) throw new Error(`Council ${council.id} has no head`)
      const at = knowable(last, knownOn)
      readings[i] = readingOf(
        council,
        at,
        livesInNumbers(await columnsOf(db, council.id, last.entriesAt), at),
      )
    }
  }
  await Promise.all([reader(), reader()])
  return readings
}

const readingOf = (council: Council, knownOn: Instant, lives: Lives<number>): Reading => ({
  council,
  knownOn,
  lives,
  holdings: {
    episodes: lives.anyOf('episode'),
    unaccompaniedFile: lives.listOfUnaccompanied,
    missing: lives.anyOf('missing'),
  },
  around: null,
})

/** Reads what some breakdowns need besides: homes, states of age and interviews. */
export const withAround = async (
  db: Db,
  reading: Reading,
  asked: Asked,
  settings: Settings,
): Promise<Reading> => ({ ...reading, around: await aroundOf(db, reading, asked, settings) })
