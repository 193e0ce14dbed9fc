import type { Db } from '../../database/index.ts'
import { columnsOf, type Life, livesAsWritten, livesInNumbers, livesKnownOn } from '../../lives/index.ts'
import type { Id, Instant, PlainDate } from '../../plain/index.ts'
import { lastRecorded } from '../../register/index.ts'
import { custodyPlacements, eeaNationalities, unaccompaniedCodes } from '../../standard/index.ts'
import type { Nights, Supported } from './nights.ts'
import * as store from './store.ts'

/** Why a child who was ever unaccompanied is in no claim: nobody is left out without a word. */
export type LeftOut = { reason: 'British or EEA national' | 'no date of birth'; children: number }

/** A child for whom the grant may be claimed, with what is counted of them. */
export type Candidate = { child: Id; life: Life & { dob: PlainDate }; of: Supported }

/** The children of a council who were ever unaccompanied, as known at an instant; or some of them. */
export async function candidates(
  db: Db,
  council: number,
  at: Instant,
  among: 'all' | readonly Id[] = 'all',
): Promise<{ candidates: Candidate[]; leftOut: LeftOut[] }> {
  const lives =
    among === 'all' ? await unaccompaniedLives(db, council, at) : await livesKnownOn(db, council, at, among)
  const ever = lives.filter(wasUnaccompanied)
  const may = ever.filter((life) => !isExcluded(life))
  const dated = may.filter(hasBirthday)
  const custody = new Map<Id, Nights[]>()
  for (const { child, from, until } of await store.custodyRows(db, council, at, custodyPlacements))
    custody.set(child, [...(custody.get(child) ?? []), { from, until }])
  const leftOut: LeftOut[] = [
    { reason: 'British or EEA national', children: ever.length - may.length },
    { reason: 'no date of birth', children: may.length - dated.length },
  ]
  return {
    candidates: dated.map((life) => ({
      child: life.child,
      life,
      of: supportedOf(life, custody.get(life.child) ?? []),
    })),
    leftOut: leftOut.filter(({ children }) => children > 0),
  }
}

/** The children of a council who were ever unaccompanied: found in its columns, and only they are written out. */
export async function unaccompaniedLives(db: Db, council: number, at: Instant): Promise<Life[]> {
  const { entriesAt } = await lastRecorded(db, council)
  const columns = await columnsOf(db, council, entriesAt)
  const [inNumbers, written] = [livesInNumbers(columns, at), livesAsWritten(columns, at)]
  return Array.from({ length: inNumbers.size }, (_, child) => child)
    .filter((child) => wasUnaccompanied(inNumbers.at(child)))
    .map((child) => written.at(child))
}

const wasUnaccompanied = ({ immigration }: { immigration: readonly { code: string }[] }): boolean =>
  immigration.some(({ code }) => unaccompaniedCodes.includes(code))

/** British and EEA nationals are not paid for; somebody who has another nationality as well is one all the same. */
const isExcluded = ({ nationalities }: Life): boolean =>
  nationalities.some((one) => one === 'GBR' || eeaNationalities.includes(one))

const hasBirthday = (life: Life): life is Life & { dob: PlainDate } => life.dob !== null

const nightsOf = ({ from, until }: Nights): Nights => ({ from, until })

/** @param recorded custody by placements that somebody recorded beside the return */
function supportedOf(life: Life & { dob: PlainDate }, recorded: readonly Nights[]): Supported {
  const begins = life.immigration
    .filter(({ code }) => unaccompaniedCodes.includes(code))
    .map(({ from }) => from)
  return {
    born: life.dob,
    care: life.episodes.map(nightsOf),
    missing: life.missing.filter(({ code }) => code === 'M').map(nightsOf),
    custody: [
      ...life.episodes.filter(({ place }) => custodyPlacements.includes(place)).map(nightsOf),
      ...recorded,
    ],
    // Leave that is granted ends the status and not the support: until 18 the child is looked after as before.
    unaccompaniedFrom: begins.includes(null) ? null : (begins.sort()[0] ?? null),
  }
}
