import { checkPermit, type Permit, type Vault } from '../../access/index.ts'
import type { Db } from '../../database/index.ts'
import { type Life, livesKnownOn } from '../../lives/index.ts'
import type { Id, Instant, LeapBirthday, PlainDate } from '../../plain/index.ts'
import { councilNumbers, knownInstant } from '../../register/index.ts'
import { custodyPlacements, eeaNationalities, unaccompaniedCodes } from '../../standard/index.ts'
import { monthAfter, type Nights, paidIn, type Supported, type Tier } from './nights.ts'

export type ClaimedMonth = {
  /** `2018-03`. */
  month: string
  /** Children of whom a night is paid, by the council's own number. */
  children: { child: string; nights: number; amount: number }[]
  /** Pounds. */
  total: number
}

/** Why a child who was ever unaccompanied is in no month: nobody is left out without a word. */
export type LeftOut = { reason: 'British or EEA national' | 'no date of birth'; children: number }

export type Claim = { months: ClaimedMonth[]; leftOut: LeftOut[] }

export type ClaimChoices = {
  tier: Tier
  leap: LeapBirthday
}

/**
 * What a council may claim for its unaccompanied children, month by month, as the register knows it at an instant.
 *
 * @param from the first day of the first month
 * @param to the first day of the last month
 * @param knownOn as known at an instant; null: what is known now
 */
export async function claim(
  db: Db,
  permit: Permit<'claim the grant'>,
  vault: Vault,
  period: { from: PlainDate; to: PlainDate },
  choices: ClaimChoices,
  knownOn: Instant | null,
): Promise<Claim> {
  const { council } = checkPermit(permit, 'claim the grant').person
  const at = await knownInstant(db, council, knownOn)
  const lives = (await livesKnownOn(db, council, at)).filter((life) => unaccompanied(life).length > 0)
  const excluded = lives.filter(isExcluded)
  const undated = lives.filter((life) => !isExcluded(life) && life.dob === null)
  const supported = lives.flatMap((life): { child: Id; of: Supported }[] =>
    isExcluded(life) || life.dob === null ? [] : [{ child: life.child, of: supportedOf(life, life.dob) }],
  )
  const numbers = await councilNumbers(
    db,
    vault,
    council,
    supported.map(({ child }) => child),
  )
  const months: ClaimedMonth[] = []
  for (let month = period.from; month <= period.to; month = monthAfter(month)) {
    const children = supported
      .map(({ child, of }) => {
        const { nights, pounds } = paidIn(of, month, choices.tier, choices.leap)
        return { child: numbers.get(child) ?? child, nights, amount: pounds }
      })
      .filter(({ nights }) => nights > 0)
      .sort((a, b) => (a.child < b.child ? -1 : 1))
    months.push({
      month: month.slice(0, 7),
      children,
      total: children.reduce((sum, { amount }) => sum + amount, 0),
    })
  }
  const left: LeftOut[] = [
    { reason: 'British or EEA national', children: excluded.length },
    { reason: 'no date of birth', children: undated.length },
  ]
  return { months, leftOut: left.filter(({ children }) => children > 0) }
}

const unaccompanied = ({ immigration }: Life) =>
  immigration.filter(({ code }) => unaccompaniedCodes.includes(code))

/** British and EEA nationals are not paid for; somebody who has another nationality as well is one all the same. */
const isExcluded = ({ nationalities }: Life): boolean =>
  nationalities.some((one) => one === 'GBR' || eeaNationalities.includes(one))

const nightsOf = ({ from, until }: Nights): Nights => ({ from, until })

function supportedOf(life: Life, born: PlainDate): Supported {
  const begins = unaccompanied(life).map(({ from }) => from)
  return {
    born,
    care: life.episodes.map(nightsOf),
    missing: life.missing.filter(({ code }) => code === 'M').map(nightsOf),
    custody: life.episodes.filter(({ place }) => custodyPlacements.includes(place)).map(nightsOf),
    // Leave that is granted ends the status and not the support: until 18 the child is looked after as before.
    unaccompaniedFrom: begins.includes(null) ? null : (begins.sort()[0] ?? null),
  }
}
